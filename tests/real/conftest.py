"""What the tests in real terminals share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desks import file_desk, seed
from tests.real.place import Place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A project with the seed article, which nobody has tagged."""
    file_desk(tmp_path / "desk", seed())
    return Place(tmp_path)
