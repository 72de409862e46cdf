"""What tests of commands begin with: an empty folder to stand in, or a small project in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import SHORT, good


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the current one."""
    place = tmp_path / "work"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


@pytest.fixture
def desk(folder: Path) -> Path:
    """A project `desk` in the current folder with the short article `mayor-resigns`."""
    (folder / "mayor.txt").write_text(SHORT)
    good("init", "desk")
    good("add", "mayor.txt")
    return folder / "desk"
