from __future__ import annotations

import sys

import pytest

from annotator.errors import (
    BrokenDocumentError,
    LockedFileError,
    MissingExtraError,
    NoTextError,
    TooLargeError,
)
from annotator.formats.articles import Incoming, Reading, read_one, reader_for
from annotator.formats.articles.pdf import _check_readable, is_pdf, read_pdf
from annotator.formats.articles.printed import Line
from tests.formats.documents import (
    Print,
    column,
    encrypted_pdf,
    pdf,
    titled_pdf,
    written_pdf,
)


def read(data: bytes) -> Incoming:
    return read_pdf(data, "a.pdf", Reading())


def test_the_largest_letters_are_the_title_and_lines_become_paragraphs() -> None:
    data = pdf(
        [
            Print(72, 800, 9, "THE DAILY"),
            Print(72, 760, 22, "Mayor resigns over"),
            Print(72, 735, 22, "budget"),
            *column(
                "Mayor Ada Lovelace resigned on Mon-",
                "day, the city council said in a state-",
                "ment, they say.",
                "",
                "Two aides said that she had planned it.",
                top=700,
            ),
        ]
    )
    article = read(data)
    assert article.title == "Mayor resigns over budget"
    assert article.text.split("\n\n") == [
        "THE DAILY",
        "Mayor resigns over budget",
        "Mayor Ada Lovelace resigned on Monday, the city council said in a statement, they say.",
        "Two aides said that she had planned it.",
    ]
    assert article.notices == ()
    assert (article.published, article.published_basis, article.byline) == (None, None, None)


def test_a_few_larger_words_above_a_headline_are_the_name_of_the_paper() -> None:
    rest = column("A line of the article that is long enough.", "And a second one.", top=640)
    paper = Print(72, 780, 40, "The Daily")
    headline = Print(72, 720, 24, "Mayor resigns over her budget")
    assert read(pdf([paper, headline, *rest])).title == "Mayor resigns over her budget"
    standfirst = Print(72, 700, 14, "Ada Lovelace leaves after a week of talks")
    assert read(pdf([paper, standfirst, *rest])).title == "The Daily"


def test_headers_footers_and_page_numbers_are_left_out_and_paragraphs_go_on() -> None:
    def page(number: int, *lines: str) -> list[Print]:
        return [
            Print(72, 810, 9, "The Daily · Saturday"),
            *column(*lines),
            Print(290, 30, 9, f"Page {number}"),
        ]

    data = pdf(
        page(1, "A long first line of the text that is here", "and the council"),
        page(2, "voted for it that evening.", "", "", "It was late by then, they said."),
        page(3, "Nobody was there. They had gone home."),
    )
    assert read(data).text.split("\n\n") == [
        "A long first line of the text that is here and the council voted for it that evening.",
        "It was late by then, they said.",
        "Nobody was there. They had gone home.",
    ]


def test_two_columns_are_read_one_after_the_other() -> None:
    data = pdf(
        [
            *column("The first column is", "about one thing and", "its last line goes", left=60),
            *column("on in the second one", "and ends here.", left=320),
        ]
    )
    assert read(data).text == (
        "The first column is about one thing and its last line goes on in the second one and "
        "ends here."
    )


def test_properties_give_title_and_author_where_they_tell_something() -> None:
    article = read(titled_pdf("Mayor resigns", "Ada Reporter"))
    assert (article.title, article.byline) == ("Mayor resigns", "Ada Reporter")
    article = read(titled_pdf("Microsoft Word - draft 3.docx", "User"))
    assert (article.title, article.byline) == ("Some words to read.", None)


@pytest.mark.parametrize(
    ("data", "kind", "says"),
    [
        (encrypted_pdf(), LockedFileError, "password"),
        (written_pdf(), NoTextError, "no text"),
        (b"%PDF-1.7\nnothing more", BrokenDocumentError, "damaged"),
        (b"", BrokenDocumentError, "damaged"),
    ],
)
def test_a_document_that_cannot_be_read_says_why(
    data: bytes, kind: type[Exception], says: str
) -> None:
    with pytest.raises(kind, match=says) as caught:
        read(data)
    assert str(caught.value).startswith("a.pdf: ")


def test_a_document_cut_off_anywhere_is_an_error_or_an_article_and_no_fault() -> None:
    data = pdf(column("Some words to read.", "And more of them."))
    for end in range(0, len(data), 97):
        try:
            read(data[:end])
        except (BrokenDocumentError, NoTextError):
            continue


def test_letters_that_stand_for_nothing_are_told() -> None:
    with pytest.raises(NoTextError, match="fonts"):
        _check_readable([[Line("\ue001\ue002 a", 0, 9, 9, 9)]], "a.pdf")


def test_pages_without_text_are_told() -> None:
    article = read(pdf(column("Some words to read."), []))
    assert article.notices == ("1 page holds no text, of 2: pictures are not read.",)


def test_a_pdf_is_known_by_its_content_whatever_it_is_called() -> None:
    data = pdf(column("Some words to read."))
    assert reader_for("a.txt", data).name == "pdf"
    assert read_one(data, "-").text == "Some words to read."
    assert is_pdf(b"\n\n" + data)
    assert not is_pdf(b"A file begins with %PDF-1.7 if it is one.")


def test_without_the_library_the_command_that_installs_it_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'annotator\[documents\]'"):
        read(written_pdf())


def test_pages_are_read_until_there_is_more_text_than_an_article_may_have(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("annotator.formats.articles.pdf.LONGEST_TEXT", 100)
    page = column("The council met on Monday and said nothing of it.")
    assert "nothing of it" in read(pdf(page, page)).text
    with pytest.raises(TooLargeError, match=r"text of a\.pdf"):
        read(pdf(page, page, page))
