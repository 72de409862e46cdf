"""Labels in JSON Lines and CSV, what is read of a row, and what is told of one."""

from __future__ import annotations

import csv
import io
import json
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.errors import DataError
from annotator.formats.datasets import lines
from annotator.formats.datasets.ingoing import LABEL_READERS, format_of, label_reader_named
from annotator.formats.datasets.labeled import Found, Labeled, PassedOver
from annotator.formats.datasets.table_rows import rows_of
from tests.labels_in import Given


def read(name: str, data: bytes) -> list[Found]:
    return list(label_reader_named(name).read(Given({"data": data})))


def labels(name: str, data: bytes) -> list[tuple[str, str, tuple[str, ...], str | None]]:
    """Where, of which words, which tags and whose."""
    found = read(name, data)
    assert all(isinstance(one, Labeled) for one in found), found
    return [
        (one.part, one.anchor.quote, one.mark.tags, one.annotator)
        for one in found
        if isinstance(one, Labeled)
    ]


def told(found: list[Found]) -> list[str]:
    return [str(one) for one in found if isinstance(one, DataError)]


@pytest.mark.parametrize(
    "table",
    [
        "text,label,annotator\nSaid.,opinion,ben\n",
        "\ufefftext;label;annotator\r\nSaid.;opinion;ben\r\n",
        "sep=;\ntext;label;annotator\nSaid.;opinion;ben\n",
        "Text\tLabel\tAnnotator\nSaid.\topinion\tben",
        'sentence,category,coder\n"Said. ",opinion,ben\n',
        '\n\ntext,tags,user,"more, of it"\nSaid.,"[""opinion""]",ben,x\n',
    ],
)
def test_tables_of_many_kinds_are_read(table: str) -> None:
    found = [one for one in read("csv", table.encode()) if isinstance(one, Labeled)]
    assert [(one.anchor.quote.strip(), one.mark.tags) for one in found] == [("Said.", ("opinion",))]
    assert found[0].annotator == "ben"


def test_line_ends_within_a_cell_count_as_lines() -> None:
    table = b'text,label\n"One\ntwo\r\nthree",opinion\nFour.,opinion\n'
    assert labels("csv", table) == [
        ("line 2", "One\ntwo\r\nthree", ("opinion",), None),
        ("line 5", "Four.", ("opinion",), None),
    ]


def test_the_apostrophe_before_a_formula_is_taken_off_again() -> None:
    table = b"text,label\n'=1+1,opinion\n'tis said,opinion\n'-x,'@y\n"
    assert [(quote, tags) for _, quote, tags, _ in labels("csv", table)] == [
        ("=1+1", ("opinion",)),
        ("'tis said", ("opinion",)),
        ("-x", ("@y",)),
    ]


def test_a_quotation_mark_that_nothing_closes_takes_one_line_only() -> None:
    table = b'text,label\nOne.,a\n"Two.,b\nThree.,c\n"Four.",d\nFive.,e\n'
    found = read("csv", table)
    assert [one.part for one in found if isinstance(one, Labeled)] == [
        "line 2",
        "line 4",
        "line 5",
        "line 6",
    ]
    assert "line 3: a quotation mark" in told(found)[0]


def test_bad_rows_of_a_table_are_told_and_the_rest_comes() -> None:
    table = b"text,label,state\nOne.,a,\nTw\xe4.,b,\nThree.,c,,x\nFour.,d,maybe\n,e,\nSix.,,\n"
    table += b"Seven.,g,\n"
    found = read("csv", table)
    assert [text.split(":")[0] for text in told(found)] == [
        "labels, line 3",
        "labels, line 4",
        "labels, line 5",
        "labels, line 6",
    ]
    assert PassedOver("line 7", "without a label") in found
    assert [one.anchor.quote for one in found if isinstance(one, Labeled)] == ["One.", "Seven."]


def test_a_table_without_a_label_is_told_with_its_columns() -> None:
    with pytest.raises(DataError, match="text, note"):
        read("csv", b"text,note\nOne.,a\n")


def test_a_long_line_is_passed_over_and_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LONGEST", 200)
    good = json.dumps({"text": "One.", "label": "a"}).encode()
    data = good + b"\n" + b'{"text": "' + b"x" * 1_000 + b'"}\n' + good + b"\n"
    found = read("jsonl", data)
    assert [one.part for one in found if isinstance(one, Labeled)] == ["line 1", "line 3"]
    assert "line 2" in told(found)[0]


def test_what_a_row_says_beside_its_label_comes_along() -> None:
    row = {
        "text": "Said.",
        "label": "opinion",
        "at": "2026-11-22T13:00:00+01:00",
        "seconds": 3,
        "unsure": True,
        "note": "why",
        "guidelines": 2,
        "evidence": [
            {"url": "https://example.org", "document": None, "stance": "supports", "annotator": "x"}
        ],
        "suggestions": [
            {
                "annotator": "x",
                "tag": "opinion",
                "probability": 0.5,
                "model": "m",
                "shown": True,
                "accepted": False,
            }
        ],
    }
    (found,) = read("jsonl", json.dumps(row).encode())
    assert isinstance(found, Labeled)
    mark = found.mark
    assert (mark.at, mark.seconds, mark.unsure) == ("2026-11-22T12:00:00.000Z", 3.0, True)
    assert (mark.note, mark.guidelines, mark.evidence[0].url) == ("why", "2", "https://example.org")
    assert mark.suggestion is not None
    assert mark.suggestion.probability == 0.5


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("state", "perhaps"),
        ("sources", [{"name": "x", "kind": "nobody"}]),
        ("sources", ["x"]),
        ("evidence", {"url": 7}),
        ("seconds", "long"),
        ("note", ["x"]),
    ],
)
def test_what_cannot_be_read_of_a_row_is_told(field: str, value: object) -> None:
    row = {"text": "Said.", "label": "opinion", field: value}
    assert told(read("jsonl", json.dumps(row).encode()))[0].startswith("labels, line 1: ")


@pytest.mark.parametrize("name", sorted({reader.name for reader in LABEL_READERS} - {"native"}))
@given(data=st.binary(max_size=300))
@example(b'{"text": "x", "label": "y", "start": 1e400}\n')
@example(b'[{"id": 1}]')
@example(b"T1\tSentence 0 5\tabc\n")
@example(b'"\n"\n"')
@example(b'text,label\n"')
@example(b"\xff\xfet\x00e\x00")
@example(b"[" * 5_000)
@example(b'{"a":' * 5_000)
def test_no_bytes_at_all_break_a_reader(name: str, data: bytes) -> None:
    for file in ("data.jsonl", "a.ann"):
        source = Given({file: data})
        format_of(source)
        with suppress(DataError):
            for found in label_reader_named(name).read(source):
                assert isinstance(found, Labeled | PassedOver | DataError)


@given(st.lists(st.lists(st.text(max_size=20), min_size=2, max_size=4), max_size=5))
def test_whatever_is_written_as_a_table_is_read_again(table: list[list[str]]) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(["text", "label"])
    writer.writerows(table)
    data = stream.getvalue().encode("utf-8", "replace")
    found = list(rows_of(io.BytesIO(data)))
    assert [list(row.cells) for row in found[1:] if not row.fault] == [
        [cell.encode("utf-8", "replace").decode() for cell in row] for row in table if any(row)
    ]
