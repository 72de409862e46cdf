from __future__ import annotations

import pytest

from annotator.stores.memory import MemoryStore
from tests.stores.contract import GUIDELINES, PROJECT, StoreContract


class TestMemoryStore(StoreContract):
    @pytest.fixture
    def store(self) -> MemoryStore:
        return MemoryStore(PROJECT, GUIDELINES)
