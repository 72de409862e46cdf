"""CSV (RFC 4180): a table with a heading, UTF-8 without a byte-order mark, safe in spreadsheets.

Null is an empty cell; true and false are `true` and `false`; lists and objects are JSON. A text
that a spreadsheet would take for a formula, because it begins with `=`, `+`, `-`, `@`, a tab or
a carriage return, gets an apostrophe before it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from typing import Any, BinaryIO

from annotator.codec import to_json
from annotator.formats.datasets.about import About, Target
from annotator.formats.datasets.rows import Row

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(rows: Iterable[Row], about: About, target: Target) -> None:
    """Writes a heading and the rows one after another."""
    with target.file("data.csv") as stream:
        write_rows(rows, [column.name for column in about.columns], stream)


def write_rows(rows: Iterable[Row], columns: Sequence[str], stream: BinaryIO) -> None:
    """Writes these columns with a heading; the stream stays open."""
    text = TextIOWrapper(stream, "utf-8", newline="")
    try:
        writer = csv.writer(text)
        writer.writerow(columns)
        for row in rows:
            writer.writerow([_cell(row[column]) for column in columns])
        text.flush()
    finally:
        text.detach()


def _cell(value: Any) -> str:  # noqa: ANN401 - any value that a row holds
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return to_json(value).decode()
