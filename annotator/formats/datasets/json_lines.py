"""JSON Lines: a row of the dataset a line, a JSON object in UTF-8; out, and in again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from annotator.codec import to_json
from annotator.formats.datasets.about import About, Target
from annotator.formats.datasets.from_rows import labeled_row
from annotator.formats.datasets.items import first_item
from annotator.formats.datasets.labeled import Found, Source
from annotator.formats.datasets.of_tools import each_object
from annotator.formats.datasets.rows import Row

_TOGETHER = 64
"""Rows that are written at once."""


def write_json_lines(rows: Iterable[Row], _about: About, target: Target) -> None:
    """Writes the rows one after another, so memory does not grow with their number."""
    with target.file("data.jsonl") as stream:
        write_lines(rows, stream)


def write_lines(rows: Iterable[Row], stream: BinaryIO) -> None:
    """Writes each row on a line of its own."""
    waiting: list[bytes] = []
    for row in rows:
        waiting.append(to_json(row))
        if len(waiting) == _TOGETHER:
            stream.write(b"\n".join(waiting) + b"\n")
            waiting.clear()
    if waiting:
        stream.write(b"\n".join(waiting) + b"\n")


def read_json_lines(source: Source) -> Iterator[Found]:
    """The label of each row, one after another."""
    return each_object(source, lambda row, where: iter([labeled_row(row, where.part)]))


def holds_json_lines(source: Source) -> bool:
    """Whether a source begins with a row of ours, or with one that has a text and one label."""
    row = first_item(source)
    return "gold_why" in row or ("text" in row and isinstance(row.get("label"), str))
