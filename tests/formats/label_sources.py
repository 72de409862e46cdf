"""What labels are read from, in tests: files in memory and files that lie somewhere."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO


class Held:
    """Files in memory."""

    def __init__(self, files: Mapping[str, bytes], name: str | None = None) -> None:
        self._files = files
        self.name = name or next(iter(files))
        self.opened: list[str] = []

    @property
    def files(self) -> Sequence[str]:
        return list(self._files)

    def open(self, file: str) -> BinaryIO:
        self.opened.append(file)
        return io.BytesIO(self._files[file])


def held(data: bytes, name: str = "their.json") -> Held:
    """A single file."""
    return Held({name: data})


def lying(path: Path) -> Held:
    """A file or a folder as it lies on the disk."""
    if not path.is_dir():
        return Held({path.name: path.read_bytes()}, str(path))
    files = sorted(file for file in path.rglob("*") if file.is_file())
    return Held({f.relative_to(path).as_posix(): f.read_bytes() for f in files}, str(path))


class Endless(io.RawIOBase):
    """A file without an end: a beginning, and the same piece ever after."""

    def __init__(self, begins: bytes, goes_on: bytes) -> None:
        self._rest = begins
        self._goes_on = goes_on

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        assert size >= 0, "somebody wants all of it"
        while len(self._rest) < size:
            self._rest += self._goes_on * (1 + size // len(self._goes_on))
        read, self._rest = self._rest[:size], self._rest[size:]
        return read


class EndlessSource:
    """A source of one file without an end."""

    name = "endless.json"
    files = ("endless.json",)

    def __init__(self, begins: bytes, goes_on: bytes) -> None:
        self._parts = (begins, goes_on)

    def open(self, file: str) -> BinaryIO:
        assert file == self.name
        return Endless(*self._parts)  # type: ignore[return-value]
