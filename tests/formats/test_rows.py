"""Datasets out: what every row holds, and how rows are written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.datasets.selection import Selection
from annotator.errors import UnknownNameError
from annotator.flows.datasets.publish import Asked, publication
from annotator.formats.datasets.about import OneFile
from annotator.formats.datasets.outgoing import WRITERS, writer_named
from annotator.formats.datasets.rows import Row, columns
from annotator.formats.datasets.spreadsheet import write_rows
from annotator.stores.memory import MemoryStore
from tests.formats.hard import hard_store
from tests.formats.test_golden import about, written


def rows_of(selection: Selection, store: MemoryStore | None = None) -> list[Row]:
    """The rows of the hard project that are selected."""
    return list(publication(store or hard_store(), Asked(selection)).rows())


def test_every_row_has_every_column_in_order() -> None:
    names = [column.name for column in columns(hard_store().project().document)]
    for labels in ("gold", "all", "ben"):
        rows = rows_of(Selection(labels))
        assert rows
        assert [list(row) for row in rows] == [names] * len(rows)
        assert len({row["id"] for row in rows}) == len(rows)


def test_csv_read_by_others_gives_the_same_texts() -> None:
    data = written("csv").decode()
    rows = list(csv.DictReader(io.StringIO(data, newline="")))
    assert [row["text"] for row in rows[:3]] == [
        "'=1+1 adds up, they say",
        "“Quotes”, commas,\nand a line end.",
        "中文的句子。",
    ]
    assert rows[0]["note"] == "'@note,\r\nwith “lines”"


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_no_cell_of_csv_begins_a_formula(text: str) -> None:
    stream = io.BytesIO()
    write_rows([{"a": text, "b": "end"}], ["a", "b"], stream)
    (_, row) = csv.reader(io.StringIO(stream.getvalue().decode(), newline=""))
    assert row[1] == "end"
    assert row[0] in {text, f"'{text}"}
    assert not row[0].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@pytest.mark.parametrize("name", ["jsonl", "csv"])
def test_rows_are_written_as_they_come_and_the_stream_stays_open(name: str) -> None:
    stream = io.BytesIO()
    found = publication(hard_store(), Asked(Selection("all")))
    (row, *_) = found.rows()
    sizes = []

    def rows() -> Iterator[Row]:
        for _ in range(300):
            sizes.append(stream.tell())
            yield row

    writer_named(name).write(rows(), about(found), OneFile(stream, "out"))
    whole = len(stream.getvalue())
    assert sizes[0] == 0
    assert max(whole - size for size in sizes[150:]) < whole * 0.75
    stream.write(b"more")


def test_an_unknown_format_is_answered_with_the_nearest_one() -> None:
    assert len({writer.name for writer in WRITERS}) == len(WRITERS)
    with pytest.raises(UnknownNameError, match="Did you mean 'csv'"):
        writer_named("csw")
