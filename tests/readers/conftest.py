"""What tests with the readers of others begin with: datasets that the program itself has written.

The readers weigh over a gigabyte, so they have an environment of their own: `make test-readers`
makes it and runs these tests in it. Elsewhere, as in `make test`, these files are left out; where
some of the readers are there and others are not, they fail.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import pytest

from tests.readers.project import make_project

if find_spec("label_studio_sdk") is None:
    collect_ignore_glob = ["test_*.py"]
else:
    # Before the libraries are imported, for they look once.
    os.environ |= {"HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1"}

REPOSITORY = Path(__file__).parents[2]

FULL = (
    *("--labels", "all", "--include", "unresolved,look-again,skipped,open"),
    *("--annotators", "names", "--times", "full", "--notes", "--evidence"),
    *("--include-confidential", "--allow-unlicensed", "--splits", "40/30/30", "--seed", "1"),
)
"""What every annotator says, with nothing withheld, in three splits."""

GOLD = ("--splits", "40/30/30", "--seed", "1")
"""What is settled, as each format usually has it."""

_WITHOUT = "import sys; sys.modules['pyarrow'] = None; from annotator.__main__ import main; main()"
"""The program where the library for Parquet is not installed."""


class Export(Protocol):
    """Writes a format with these options, once for all tests, and tells where."""

    def __call__(self, name: str, options: tuple[str, ...], *, parquet: bool = True) -> Path: ...


class Rows(Protocol):
    """The same as plain rows, which our own JSON Lines have."""

    def __call__(self, options: tuple[str, ...]) -> list[dict[str, Any]]: ...


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets nothing connect to anywhere."""

    def connect(*_: object) -> None:
        message = "a reader wants to connect to somewhere"
        raise AssertionError(message)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(scope="session")
def export(tmp_path_factory: pytest.TempPathFactory) -> Export:
    """The command itself, as a person would type it."""
    root = tmp_path_factory.mktemp("readers")
    make_project(root / "project")
    written: dict[object, Path] = {}

    def run(name: str, options: tuple[str, ...], *, parquet: bool = True) -> Path:
        target = written.get((name, options, parquet))
        if target is None:
            target = written[name, options, parquet] = root / f"{len(written)}.{name}"
            program = ["-m", "annotator"] if parquet else ["-c", _WITHOUT]
            wanted = ["-p", root / "project", "export", name, *options, "-o", target]
            subprocess.run(
                [sys.executable, *program, *map(str, wanted)],
                env={"PATH": os.environ["PATH"], "HOME": str(root), "PYTHONPATH": str(REPOSITORY)},
                check=True,
                timeout=120,
            )
        return target

    return run


@pytest.fixture(scope="session")
def rows(export: Export) -> Rows:
    """The rows that every reader must find."""

    def read(options: tuple[str, ...]) -> list[dict[str, Any]]:
        return [json.loads(line) for line in export("jsonl", options).read_bytes().splitlines()]

    return read
