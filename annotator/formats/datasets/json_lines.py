"""JSON Lines: a row of the dataset a line, a JSON object in UTF-8."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from annotator.codec import to_json
from annotator.formats.datasets.about import About, Target
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
