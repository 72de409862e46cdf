"""JSON Lines out: one row a line, UTF-8, with lists and objects as they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from annotator.codec import to_json
from annotator.formats.rows import Row


def write_json_lines(rows: Iterable[Row], _columns: Sequence[str], stream: BinaryIO) -> None:
    """Writes the rows one after another, so memory does not grow with their number."""
    stream.writelines(to_json(row) + b"\n" for row in rows)
