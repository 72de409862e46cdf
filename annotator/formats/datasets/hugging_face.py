"""A folder that the Hugging Face library loads: a file for each split, and a card.

`datasets.load_dataset("release")` gives every split, with `label` as a `ClassLabel`. The files are
Parquet, or JSON Lines where the library for that is not installed. Beside them lie `croissant.json`
and `SHA256SUMS`, which `sha256sum -c` checks.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from typing import BinaryIO, NamedTuple, Protocol, Self

from annotator.errors import MissingExtraError
from annotator.formats.datasets.about import About, Split, Target, Written
from annotator.formats.datasets.card import card
from annotator.formats.datasets.croissant import croissant
from annotator.formats.datasets.json_lines import write_lines
from annotator.formats.datasets.parquet import Table, schema_of
from annotator.formats.datasets.rows import Row

SUMS = "SHA256SUMS"
_GROUP = 4_000
"""Rows of a split that are in memory at once as columns; all splits are open at once."""
_TOGETHER = 100
"""Rows that are in memory at once."""


def write_folder(rows: Iterable[Row], about: About, target: Target) -> None:
    """Writes the splits, then what tells of them."""
    numbers = {label: number for number, label in enumerate(about.labels)}
    writing: dict[str, _Writing] = {}
    with ExitStack() as files:
        for row in rows:
            split = row["split"]
            if split not in writing:
                writing[split] = _begun(split, about, target, files)
            writing[split].sink.add({**row, "label": numbers.get(row["label"])})
    whole = {file.name: file for file in target.files}
    splits = [
        Split(name, whole[done.name], done.sink.rows, done.sink.bytes)
        for name in about.splits.names
        if (done := writing.get(name)) is not None
    ]
    target.files[:] = [split.file for split in splits]
    _write(target, "croissant.json", croissant(about, splits))
    _write(target, "README.md", card(about, splits, target.files))
    _write(target, SUMS, _sums(target.files))


class _Sink(Protocol):
    """What a split is written to, row by row."""

    rows: int
    bytes: int
    """Of what was written, in memory."""

    def add(self, row: Row) -> None:
        """Adds a row."""


class _Writing(NamedTuple):
    """A split that is being written."""

    name: str
    """Of its file."""
    sink: _Sink


def _begun(split: str, about: About, target: Target, files: ExitStack) -> _Writing:
    """The file of a split, open until the end of `files`."""
    try:
        schema = schema_of(about, numbered="label")
    except MissingExtraError:
        name = f"data/{split}-00000-of-00001.jsonl"
        lines = _Lines(files.enter_context(target.file(name)))
        return _Writing(name, files.enter_context(lines))
    name = f"data/{split}-00000-of-00001.parquet"
    table = Table(files.enter_context(target.file(name)), schema, _GROUP)
    return _Writing(name, files.enter_context(table))


class _Lines:
    """JSON Lines, written row by row; they are whole after their `with` block."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._waiting: list[Row] = []
        self.rows = 0
        self.bytes = 0

    def add(self, row: Row) -> None:
        """Adds a row."""
        self._waiting.append(row)
        self.rows += 1
        if len(self._waiting) == _TOGETHER:
            self._write()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Writes what is left, unless the dataset is broken off."""
        if kind is None:
            self._write()

    def _write(self) -> None:
        write_lines(self._waiting, self._stream)
        self._waiting.clear()
        self.bytes = self._stream.tell()


def _write(target: Target, name: str, content: bytes) -> None:
    with target.file(name) as stream:
        stream.write(content)


def _sums(files: Iterable[Written]) -> bytes:
    """Digests as `sha256sum` prints them."""
    return "".join(f"{file.sha256}  {file.name}\n" for file in files).encode()
