from __future__ import annotations

import csv
import io
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import BinaryFileError, DataError, EmptyFileError, NoTextFieldError
from annotator.formats.articles import Incoming, Reading, read_articles, reader_for
from annotator.formats.articles.spreadsheet import read_table


def read(data: bytes | str, **how: str) -> list[Incoming | DataError]:
    data = data.encode() if isinstance(data, str) else data
    return list(read_table(data, "a.csv", Reading(**how)))


def texts(data: bytes | str, **how: str) -> list[str]:
    return [row.text if isinstance(row, Incoming) else str(row) for row in read(data, **how)]


def test_columns_are_known_by_their_names_and_quoted_fields_go_over_lines() -> None:
    (article,) = read(
        "ID,Headline,Body,Date,Outlet\r\n"
        'n-1,"A ""quoted"" headline","One thing, then.\r\n\r\nAnother.",2026-11-22,The Daily\r\n'
    )
    assert article == Incoming(
        title='A "quoted" headline',
        text="One thing, then.\r\n\r\nAnother.",
        publisher="The Daily",
        published="2026-11-22",
        published_basis="declared",
        part="line 2",
        id="n-1",
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_from_the_heading(delimiter: str) -> None:
    data = delimiter.join(["title", "text"]) + "\n" + delimiter.join(["A", '"x, y; z"']) + "\n"
    assert texts(data) == ["x, y; z"]


def test_a_delimiter_that_excel_says_is_taken_and_lines_count_from_the_top() -> None:
    (article,) = read("sep=;\na;text\n1;One, two.\n")
    assert isinstance(article, Incoming)
    assert (article.text, article.part) == ("One, two.", "line 3")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_other_encodings_are_read(encoding: str) -> None:
    words = "Zürich: „Über die Brücke führt kein Weg zurück“, sagte der Stadtrat am Dienstag."
    data = f"title,text\nA,{words.replace(',', '')}\n".encode(encoding)
    (article,) = read(data)
    assert isinstance(article, Incoming)
    assert article.text == words.replace(",", "")
    assert len(article.notices) == (encoding in {"utf-16-le", "cp1252"})


def test_an_encoding_is_told_from_where_it_shows_however_late() -> None:
    plain = "".join(f"{n},Nothing odd is said here.\n" for n in range(60_000))
    words = "1,Das Stück über Käse löste in Zürich große Fröhlichkeit aus.\n" * 20
    found = read(("id,text\n" + plain + words).encode("cp1252"))
    assert isinstance(found[0], Incoming)
    assert isinstance(found[-1], Incoming)
    assert "Käse löste in Zürich große" in found[-1].text
    assert "guessed" in found[0].notices[0]
    assert found[1].notices == () if isinstance(found[1], Incoming) else False


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ("a,text\n1,One.\n2\n3,Three.\n", "line 3: it has no 'text'"),
        ("a,text\n1,One.\n2,\n3,Three.\n", "line 3: its 'text' is empty"),
        ("a,text\n1,One.\n2,x,y\n3,Three.\n", "line 3: it has 3 fields, and the heading has 2"),
        ('a,text\n1,One.\n2,"Two\n3,Three.\n', "line 3: a quotation mark begins a field"),
    ],
)
def test_a_row_that_is_no_article_is_told_and_stops_nothing(data: str, says: str) -> None:
    found = texts(data)
    assert [found[0], found[2]] == ["One.", "Three."]
    assert found[1].startswith(f"a.csv, {says}")


def test_a_mark_that_nothing_closes_takes_no_row_with_it_however_many_follow() -> None:
    rows = [f'{n},"Text {n} says this."' for n in range(30_000)]
    rows[100] = '100,"Text 100 says this.'
    rows[29_990] = '29990,"Text.'
    began = perf_counter()
    found = read("a,text\n" + "\n".join(rows))
    assert perf_counter() - began < 30
    assert isinstance(found[0], Incoming)
    failed = [str(row) for row in found if isinstance(row, DataError)]
    assert [row.split(":")[0] for row in failed] == ["a.csv, line 102", "a.csv, line 29,992"]
    assert len(found) == 30_000
    assert isinstance(found[-1], Incoming)
    assert found[-1].text == "Text 29999 says this."


def test_a_table_without_the_text_lists_the_columns_that_there_are() -> None:
    with pytest.raises(NoTextFieldError, match="There are: 'a', 'words'") as caught:
        read("a,words\n1,One.\n")
    assert "--text-field" in str(caught.value)
    with pytest.raises(NoTextFieldError, match="Did you mean 'words'"):
        read("a,words\n1,One.\n", text_field="word")
    assert texts("a,words\n1,One.\n", text_field="words") == ["One."]
    assert texts("a,Words\n1,One.\n", text_field="words") == ["One."]


def test_what_holds_nothing_is_refused() -> None:
    for nothing in ("", "\ufeff", "\n\n", "a,text\n", "a,text\n\n,\n"):
        with pytest.raises(EmptyFileError):
            read(nothing)
    with pytest.raises(BinaryFileError):
        read(bytes(range(1, 32)) * 100)


def test_a_field_larger_than_pythons_limit_is_read() -> None:
    (article,) = read("a,text\n1," + "x" * 300_000 + "\n")
    assert isinstance(article, Incoming)
    assert len(article.text) == 300_000
    assert csv.field_size_limit() == 131_072


def test_old_line_ends_short_rows_and_columns_twice_are_read() -> None:
    assert texts("text,a\rOne.,1\rTwo.\r") == ["One.", "Two."]
    assert texts("text,text\nOne.,Two.\n") == ["One."]
    assert texts("text,\nOne.,,,\n") == ["One."]
    assert texts("text\nOne thing, they say\n") == [
        "a.csv, line 2: it has 2 fields, and the heading has 1; a quotation mark may be missing."
    ]


def test_it_is_known_by_its_name_and_by_what_is_said_of_it() -> None:
    assert reader_for("a.csv", b"text\nOne.").name == "csv"
    assert reader_for("-", b"words\nOne.", how=Reading(text_field="words")).name == "csv"
    assert reader_for("-", b"text\nOne.").name == "plain text"


cells = st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufeff"), max_size=12)


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=6), st.sampled_from(",;\t|"))
def test_what_a_csv_library_writes_is_read_as_it_was(
    rows: list[tuple[str, str]], delimiter: str
) -> None:
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(["id", "text"])
    writer.writerows((f"x{a}", f"x{b}") for a, b in rows)
    found = list(read_articles(target.getvalue().encode(), "a.csv"))
    assert [row.text for row in found if isinstance(row, Incoming)] == [f"x{b}" for _, b in rows]


@given(st.text(st.sampled_from('ab",;\n\r\t '), max_size=60))
def test_no_table_is_a_fault(data: str) -> None:
    for row in read("text,b\nx,1\n" + data):
        assert isinstance(row, Incoming) or str(row).startswith("a.csv, line ")
