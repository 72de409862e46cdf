from __future__ import annotations

import codecs
import gzip
import io
import random
import sqlite3
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import (
    BinaryFileError,
    DataError,
    EmptyFileError,
    TooLargeError,
    UndecodableFileError,
    UnsupportedFileError,
)
from annotator.formats import LIMIT, READERS, Incoming, Reader, Reading, reader_for
from annotator.formats.plain import read_plain

SEED = Path(__file__).parents[2] / "seeds" / "000_5a9ce91cccabd766.txt"


def a_zip() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return target.getvalue()


def a_database() -> bytes:
    with sqlite3.connect(":memory:") as connection:
        connection.execute("create table t (x)")
        return connection.serialize()


def test_the_seed_article_is_read_as_it_is() -> None:
    article = read_plain(SEED.read_bytes(), str(SEED))

    assert article.text.encode() == SEED.read_bytes()
    assert article.title.startswith("Stellantis Considers Collaboration with Chinese Electric Car")
    assert article.notices == ()
    assert (article.url, article.published, article.published_basis) == (None, None, None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_says_the_encoding_and_is_dropped(encoding: str) -> None:
    text = "“Prices rise”, é 物价 😀\r\nThey rose."

    assert read_plain(("\ufeff" + text).encode(encoding), "a.txt").text == text


@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1))
def test_text_in_utf_8_stays_what_it_is(text: str) -> None:
    text = "Title <" + text

    assert read_plain(text.encode(), "a.txt").text == text


@pytest.mark.parametrize(
    ("data", "text", "number"),
    [
        (b"One\x00two.", "One\ufffdtwo.", "1 character "),
        (b"One \xed\xa0\x80\xed\xb0\x80.", "One \ufffd\ufffd.", "2 characters "),
        (codecs.BOM_UTF16_LE + b"O\x00\x00\xd8n\x00\x00\x00", "O\ufffdn\ufffd", "2 characters "),
    ],
)
def test_half_surrogates_and_nul_are_replaced_with_a_notice(
    data: bytes, text: str, number: str
) -> None:
    article = read_plain(data, "a.txt")

    assert article.text == text
    assert len(article.notices) == 1
    assert article.notices[0].startswith(number)


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t ", codecs.BOM_UTF8, b"\x00", "\u200b\n\ufeff\u3000".encode()]
)
def test_a_file_without_anything_to_see_is_empty(data: bytes) -> None:
    with pytest.raises(EmptyFileError, match=r"a\.txt: the file holds no text"):
        read_plain(data, "a.txt")


@pytest.mark.parametrize(
    ("data", "looks_like"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (a_zip(), "ZIP archive or an office document"),
        (a_database(), "SQLite"),
        (gzip.compress(b"text"), "gzip"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "JPEG"),
        (b"\x7fELF\x02\x01\x01\x00", "program"),
        (b"{\\rtf1\\ansi Prices rise.}", "RTF"),
        (bytes(range(256)), "binary data"),
        (b"\x00\x01\x02\x03" * 100, "binary data"),
        (random.Random(1).randbytes(5000), "binary data"),  # noqa: S311 - no secret
        (("Prices rise.\n" * 20).encode("utf-16-le"), "UTF-16 text without a byte-order mark"),
    ],
)
def test_what_is_no_text_is_refused_by_what_it_looks_like(data: bytes, looks_like: str) -> None:
    with pytest.raises(BinaryFileError, match=looks_like):
        read_plain(data, "a.txt")


@pytest.mark.parametrize(
    "text",
    [
        "PK Müller wins.",
        "RIFF raff: a review.",
        "ID3 ministers met.",
        "MZ is out.",
        "%PD is no word.",
        "\x1b[31mRed\x1b[0m \x1b[1mbold\x1b[0m",
        "<htmlish is not a tag>",
        "An article about <html> and <body>.",
    ],
)
def test_text_that_only_begins_a_little_like_something_else_is_read(text: str) -> None:
    assert read_plain(text.encode(), "a.txt").text == text


@pytest.mark.parametrize(
    ("data", "offset"),
    [
        ("Café prices rise.".encode("cp1252"), 3),
        (codecs.BOM_UTF8 + "Café prices rise.".encode("cp1252"), 6),
    ],
)
def test_text_in_another_encoding_is_refused_with_the_place(data: bytes, offset: int) -> None:
    with pytest.raises(UndecodableFileError, match=rf"a\.txt: not UTF-8 text \(byte {offset} "):
        read_plain(data, "a.txt")


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html><p>Prices rise.",
        "\ufeff\r\n <html lang=en>",
        "<?xml version='1.0'?>\n<!-- é -->\n<!doctype  HTML PUBLIC '-'>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_html_is_refused_by_name(page: str, encoding: str) -> None:
    with pytest.raises(UnsupportedFileError, match="an HTML page"):
        read_plain(page.encode(encoding, "ignore"), "a.html")


def test_a_file_above_the_limit_is_refused_with_both_sizes() -> None:
    with pytest.raises(TooLargeError, match=r"more than 20 MB"):
        read_plain(b"a" * (LIMIT + 1), "a.txt")

    assert read_plain(b"a" * 1000 + b" " * (LIMIT - 1000), "a.txt").title == "a" * 199 + "…"


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("\n\n  Prices \t rise \r\nThey rose.", "a.txt", "Prices rise"),
        ("***\n-----\nPrices rise", "a.txt", "Prices rise"),
        ("w" * 200, "a.txt", "w" * 200),
        ("w" * 198 + " more", "a.txt", "w" * 198 + "…"),
        ("…", "desk/inbox/prices rise.txt", "prices rise"),
        ("…", "-", "untitled"),
    ],
)
def test_the_title_is_the_first_line_with_words_else_the_name(
    text: str, name: str, title: str
) -> None:
    assert read_plain(text.encode(), name).title == title


@given(st.one_of(st.binary(), st.text(max_size=300).map(str.encode)))
def test_any_bytes_are_an_article_or_a_data_error(data: bytes) -> None:
    try:
        article = read_plain(data, "a.txt")
    except DataError:
        return
    assert 0 < len(article.title) <= 200
    assert article.text.encode()
    assert "\x00" not in article.text


def test_a_page_of_comments_takes_no_longer_than_its_length() -> None:
    page = "<!-- -->" * 500 + "Prices rise."

    assert read_plain(page.encode(), "a.txt").text == page


def test_a_reader_is_found_by_content_then_by_name_then_the_first() -> None:
    def read(data: bytes, name: str, _how: Reading) -> Iterator[Incoming | DataError]:
        yield Incoming(name, data.decode())

    page = Reader("page", (".page",), read, lambda data: data.startswith(b"PAGE"))
    feed = Reader("feed", (".feed",), read)
    readers = (*READERS, page, feed)

    assert reader_for("a.feed", b"PAGE 1", readers) is page
    assert reader_for("a.FEED", b"text", readers) is feed
    assert reader_for("a.page", b"text", readers) is page
    assert reader_for("-", b"text", readers) is READERS[0]
    assert reader_for("a.txt", b"text").name == "plain text"


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_text_with_a_mark_of_utf_16_that_breaks_off_is_told_as_such(mark: bytes) -> None:
    with pytest.raises(UndecodableFileError, match="as UTF-16 text does and is cut off") as told:
        read_plain(mark + b"A thing.\n", "l16")
    assert "WINDOWS" not in str(told.value)
