"""Datasets out: the bytes of each format, from one hard article."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import UnknownNameError
from annotator.flows.annotate import Annotating
from annotator.flows.publish import dataset
from annotator.formats.json_lines import write_json_lines
from annotator.formats.outgoing import WRITERS, writer_named
from annotator.formats.rows import columns
from annotator.formats.spreadsheet import write_csv
from tests.desks import memory_desk

HARD = (
    "=1+1 adds up, they say\n\n“Quotes”, commas, and 中文。 An \U0001f9ea experiment. "
    "عربي في النص. Tab\there.\n"
).encode()


def written(name: str, tmp_path: Path) -> bytes:
    """The hard article, marked, in a format."""
    desk = memory_desk(tmp_path, HARD)
    (article,) = desk.store.article_ids()
    text = desk.store.article(article).document
    work = Annotating(text, None, desk.project(), desk.session, lambda _: None)
    work.set_note("@note,\r\nwith “lines”")
    work.second("opinion")
    work.tag("confirmed")
    work.no_tag()
    work.skip("bad-cut")
    desk.store.save_annotations(work.document, None)
    stream = io.BytesIO()
    names = columns(desk.project())
    writer_named(name).write(dataset(desk.store, withheld=None), names, stream)
    return stream.getvalue()


def test_json_lines_hold_every_column_in_order(tmp_path: Path) -> None:
    lines = written("jsonl", tmp_path).decode().splitlines()
    rows = [json.loads(line) for line in lines]
    names = list(columns(memory_desk(tmp_path).project()))
    assert [list(row) for row in rows] == [names] * 3
    assert [row["label"] for row in rows] == ["confirmed", "no-tag", None]
    assert (rows[0]["tag_confirmed"], rows[0]["tag_opinion"]) == (1, 1)
    assert rows[0]["note"] == "@note,\r\nwith “lines”"
    assert rows[0]["text"] == "=1+1 adds up, they say"


def test_csv_read_by_others_gives_the_same_texts(tmp_path: Path) -> None:
    data = written("csv", tmp_path).decode()
    rows = list(csv.DictReader(io.StringIO(data, newline="")))
    assert [row["text"] for row in rows] == [
        "'=1+1 adds up, they say",
        "“Quotes”, commas, and 中文。",
        "An \U0001f9ea experiment.",
    ]
    assert rows[0]["note"] == "'@note,\r\nwith “lines”"
    assert rows[2]["skip_reason"] == "bad-cut"


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_no_cell_of_csv_begins_a_formula(text: str) -> None:
    stream = io.BytesIO()
    write_csv([{"a": text, "b": "end"}], ["a", "b"], stream)
    (_, row) = csv.reader(io.StringIO(stream.getvalue().decode(), newline=""))
    assert row[1] == "end"
    assert row[0] in {text, f"'{text}"}
    assert not row[0].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_rows_are_written_one_by_one_and_the_stream_stays_open() -> None:
    stream = io.BytesIO()
    sizes = []

    def rows() -> object:
        for number in range(3):
            sizes.append(stream.tell())
            yield {"a": number}

    write_json_lines(rows(), ["a"], stream)  # type: ignore[arg-type]
    assert sizes == [0, 8, 16]
    write_csv([], ["a"], stream)
    assert stream.getvalue().endswith(b"a\r\n")


def test_an_unknown_format_is_answered_with_the_nearest_one() -> None:
    assert len({writer.name for writer in WRITERS}) == len(WRITERS)
    with pytest.raises(UnknownNameError, match="Did you mean 'csv'"):
        writer_named("csw")
