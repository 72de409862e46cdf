"""Memory that only reading took is given back."""

from __future__ import annotations

import platform
from pathlib import Path

import pytest

from annotator.memory import give_back

_STATUS = Path("/proc/self/status")


def _resident() -> int:
    """Kilobytes that the process holds."""
    line = next(line for line in _STATUS.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1])


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries do it themselves")
def test_what_was_freed_goes_back_to_the_system() -> None:
    pieces = [b"x" * 40_000 for _ in range(2_000)]
    last = b"x" * 40_000  # it lies behind them, so that they are not given back by themselves
    whole = _resident()
    del pieces

    give_back()

    assert _resident() < whole - 40_000
    assert len(last) == 40_000
