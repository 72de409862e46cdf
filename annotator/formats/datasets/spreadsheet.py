"""CSV (RFC 4180), out and in: a table with a heading, UTF-8, safe in spreadsheets.

Null is an empty cell; true and false are `true` and `false`; lists and objects are JSON. A text
that a spreadsheet would take for a formula, because it begins with `=`, `+`, `-`, `@`, a tab or
a line end, gets an apostrophe before it.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import TextIOWrapper
from typing import Any, BinaryIO

from annotator.codec import from_json, to_json
from annotator.errors import BadRecordError, BrokenDocumentError
from annotator.formats.datasets.about import About, Target
from annotator.formats.datasets.from_rows import LABELS, TEXTS, labeled_row
from annotator.formats.datasets.labeled import Found, Source
from annotator.formats.datasets.lines import head_of
from annotator.formats.datasets.rows import Row
from annotator.formats.datasets.table_rows import first_line, heading_of, rows_of

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


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


def read_csv(source: Source) -> Iterator[Found]:
    """The label of each row, one after another.

    Raises:
        BrokenDocumentError: no column is known to hold a label.
    """
    for file in source.files:
        with source.open(file) as stream:
            where = "" if len(source.files) == 1 else f"{file}, "
            columns: list[str] | None = None
            for line, cells, fault in rows_of(stream):
                part = f"{where}line {line:,}"
                if fault:
                    yield BadRecordError(source.name, part, fault)
                elif columns is None:
                    columns = _known(cells)
                    _check(columns, source.name)
                else:
                    yield _label(columns, cells, source.name, part)


def holds_csv(source: Source) -> bool:
    """Whether a source begins with a heading that names a label, and words or a place."""
    head = head_of(source)
    if head.lstrip()[:1] in {b"{", b"["}:
        return False
    columns = set(_known(heading_of(first_line(head))[0]))
    return not columns.isdisjoint(LABELS) and not columns.isdisjoint({*TEXTS, "sentence", "start"})


def _known(columns: Iterable[str]) -> list[str]:
    """The columns, in the spelling of ours."""
    return [column.casefold() if column.casefold() in _KNOWN else column for column in columns]


def _check(columns: Sequence[str], name: str) -> None:
    if set(columns).isdisjoint(LABELS):
        shown = ", ".join(columns[:40]) or "none"
        what = f"none of its columns ({shown}) is called label, labels, tag or tags"
        raise BrokenDocumentError(name, "a table of labels", what)


def _label(columns: Sequence[str], cells: Sequence[str], name: str, part: str) -> Found:
    if any(cells[len(columns) :]):
        why = f"it has {len(cells)} cells, and the heading has {len(columns)}"
        return BadRecordError(name, part, f"{why}; a quotation mark may be missing")
    row = {c: _value(c, v) for c, v in zip(columns, cells, strict=False) if v} if cells else {}
    try:
        return labeled_row(row, part)
    except ValueError as error:
        return BadRecordError(name, part, str(error))


def _value(column: str, cell: str) -> Any:  # noqa: ANN401 - any value that a row holds
    """What a cell holds; one that cannot be read stands for itself, and is told of later."""
    read = _READ.get(column)
    if read is None:
        return cell[1:] if cell[0] == "'" and cell[1:].startswith(_FORMULA) else cell
    try:
        return read(cell)
    except ValueError:
        return cell


def _json(cell: str) -> Any:  # noqa: ANN401 - as above
    return from_json(cell.encode())


_READ: Mapping[str, Callable[[str], Any]] = {
    "tags": _json,
    "labels": _json,
    "unsure": _json,
    "start": int,
    "end": int,
    "sources": _json,
    "evidence": _json,
    "suggestions": _json,
    "seconds": float,
}
_KNOWN = frozenset({*_READ, *LABELS, *TEXTS, "annotator", "article", "sentence", "url", "title"})
