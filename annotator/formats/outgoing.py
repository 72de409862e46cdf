"""Datasets out: one row and one file for each format that can be written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from annotator.errors import UnknownNameError
from annotator.formats import READERS
from annotator.formats.json_lines import write_json_lines
from annotator.formats.rows import Row
from annotator.formats.spreadsheet import write_csv


@dataclass(frozen=True, slots=True)
class Writer:
    """A format that datasets go out in."""

    name: str
    write: Callable[[Iterable[Row], Sequence[str], BinaryIO], None]
    """Rows, their columns in order, and where to."""
    loses: tuple[str, ...] = ()
    """What the project has and the format cannot hold."""


@dataclass(frozen=True, slots=True)
class FormatRow:
    """A format as `annotator formats` lists it."""

    name: str
    reads: bool
    writes: bool
    loses: tuple[str, ...]


_NO_ROW = ("unseen sentences", "comments", "history", "reviews", "text between sentences")
WRITERS = (
    Writer("jsonl", write_json_lines, _NO_ROW),
    Writer("csv", write_csv, (*_NO_ROW, "a first apostrophe told from one that was added")),
)
"""Every format out."""


def writer_named(name: str) -> Writer:
    """The format of that name.

    Raises:
        UnknownNameError: there is none; the nearest is named.
    """
    for writer in WRITERS:
        if writer.name == name:
            return writer
    raise UnknownNameError("format", name, [writer.name for writer in WRITERS])


def formats() -> list[FormatRow]:
    """Every format, those that are read first; what is lost is lost on the way out."""
    loses = {writer.name: writer.loses for writer in WRITERS}
    read = [
        FormatRow(name, reads=True, writes=name in loses, loses=loses.get(name, ()))
        for name in (reader.name for reader in READERS)
    ]
    there = {row.name for row in read}
    return read + [
        FormatRow(name, reads=False, writes=True, loses=lost)
        for name, lost in loses.items()
        if name not in there
    ]
