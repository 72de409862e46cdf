from __future__ import annotations

import io
import sys
import zipfile

import pytest

from annotator.errors import (
    BrokenDocumentError,
    EmptyFileError,
    LockedFileError,
    MissingExtraError,
    TooLargeError,
)
from annotator.formats.articles import Incoming, Reading, read_one, reader_for
from annotator.formats.articles.docx import read_docx
from tests.formats.documents import archive, docx_of


def read(data: bytes) -> Incoming:
    return read_docx(data, "a.docx", Reading())


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t xml:space='preserve'>{words}</w:t></w:r></w:p>"


def test_a_document_that_word_could_have_written_is_read_in_its_order() -> None:
    import docx  # noqa: PLC0415 - a slow import

    document = docx.Document()
    document.add_heading("Mayor resigns", 0)
    document.add_paragraph("Mayor Ada Lovelace resigned on Monday.")
    document.add_heading("Reactions", 1)
    document.add_paragraph("Her office declined to comment.", style="List Bullet")
    table = document.add_table(2, 2)
    for row, words in zip(table.rows, (("Year", "Votes"), ("2026", "7")), strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    document.core_properties.author = "Ada Reporter"
    target = io.BytesIO()
    document.save(target)
    article = read(target.getvalue())
    assert article.title == "Mayor resigns"
    assert article.byline == "Ada Reporter"
    assert article.published is None
    assert article.text.split("\n\n") == [
        "Mayor resigns",
        "Mayor Ada Lovelace resigned on Monday.",
        "Reactions",
        "Her office declined to comment.",
        "Year\tVotes\n2026\t7",
    ]


def test_the_title_of_the_properties_goes_before_and_the_programs_own_words_do_not() -> None:
    import docx  # noqa: PLC0415 - a slow import

    for declared, title in (("The true title", "The true title"), ("Untitled", "A first line.")):
        document = docx.Document()
        document.add_paragraph("A first line.")
        document.core_properties.title = declared
        target = io.BytesIO()
        document.save(target)
        article = read(target.getvalue())
        assert (article.title, article.byline) == (title, None)


def test_tracked_changes_count_as_accepted_and_nothing_shown_is_lost() -> None:
    body = (
        "<w:p><w:r><w:t xml:space='preserve'>The </w:t></w:r>"
        "<w:del><w:r><w:delText>red</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>blue</w:t></w:r></w:ins><w:r><w:t xml:space='preserve'> door</w:t>"
        "<w:br/><w:t>opened</w:t><w:tab/><w:t>at</w:t><w:noBreakHyphen/><w:t>last.</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>"
        f"<w:sdt><w:sdtContent>{paragraph('In a control.')}</w:sdtContent></w:sdt>"
        "<w:p><w:hyperlink><w:r><w:t>A link</w:t></w:r></w:hyperlink>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p><w:p/>"
        "<mc:AlternateContent><mc:Choice><w:r/></mc:Choice>"
        f"<mc:Fallback>{paragraph('twice')}</mc:Fallback></mc:AlternateContent>"
    )
    told = "The blue door\nopened\tat\u2011last.\n\nIn a control.\n\nA link"
    assert read(docx_of(body)).text == told


def test_a_table_in_a_cell_is_told_once() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('in')}</w:tc></w:tr></w:tbl>"
    cells = f"<w:tc>{inner}</w:tc><w:tc>{paragraph('out')}{paragraph('side')}</w:tc>"
    assert read(docx_of(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")).text == "in\tout side"


@pytest.mark.parametrize(
    ("data", "kind", "says"),
    [
        (archive({"a.txt": b"some text"}), BrokenDocumentError, "ZIP archive of something else"),
        (archive({"xl/workbook.xml": b"<x/>"}), BrokenDocumentError, "Excel"),
        (archive({"word/document.xml": b"<x/>"}), BrokenDocumentError, "missing or damaged"),
        (b"PK\x03\x04 and no more", BrokenDocumentError, "cut off"),
        (b"just text", BrokenDocumentError, "cut off"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), BrokenDocumentError, "old kind"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            LockedFileError,
            "password",
        ),
        (docx_of("<w:p/>"), EmptyFileError, "no text"),
        (docx_of("<w:p>"), BrokenDocumentError, "damaged"),
    ],
)
def test_a_document_that_cannot_be_read_says_why(
    data: bytes, kind: type[Exception], says: str
) -> None:
    with pytest.raises(kind, match=says):
        read(data)


@pytest.mark.parametrize(("part", "most"), [("word/media/a", 200), ("word/styles.xml", 30)])
def test_what_unpacks_to_more_than_a_document_may_is_refused_before_it_is_unpacked(
    part: str, most: int
) -> None:
    data = archive({"word/document.xml": b"<x/>", part: b"0" * (most * 1_000_000 + 1)})
    assert len(data) < 1_000_000
    with pytest.raises(TooLargeError, match=f"{most} MB"):
        read(data)


def test_a_document_of_more_text_than_an_article_may_have_is_refused() -> None:
    with pytest.raises(TooLargeError, match=r"text of a\.docx: .*20 MB"):
        read(docx_of(paragraph("a " * 3_500_000) * 3))


def test_a_document_cut_off_or_changed_anywhere_is_an_error_or_an_article_and_no_fault() -> None:
    data = docx_of(paragraph("Some words to read."))
    for place in range(0, len(data), 7):
        for bad in (data[:place], data[:place] + b"\xff" + data[place + 1 :]):
            try:
                read(bad)
            except (BrokenDocumentError, EmptyFileError):
                continue


def test_a_document_is_known_by_its_content_whatever_it_is_called() -> None:
    data = docx_of(paragraph("Some words to read."))
    assert reader_for("a.txt", data).name == "docx"
    assert read_one(data, "-").text == "Some words to read."
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        assert reader_for("a.txt", opened.read("word/document.xml")).name != "docx"


def test_without_the_library_the_command_that_installs_it_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'annotator\[documents\]'"):
        read(docx_of(paragraph("Some words to read.")))
