from __future__ import annotations

import codecs
import gzip
import io
import random
import sqlite3
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
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
)
from annotator.formats.articles import (
    LIMIT,
    READERS,
    Incoming,
    Reader,
    Reading,
    read_one,
    reader_for,
)
from annotator.formats.articles.plain import read_plain

SEED = Path(__file__).parents[2] / "seeds" / "000_5a9ce91cccabd766.txt"


def a_zip() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    return target.getvalue()


def a_database() -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
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


def test_a_file_above_the_limit_is_refused_with_the_limit() -> None:
    with pytest.raises(TooLargeError, match=r"more than 20 MB"):
        read_one(b"a" * (LIMIT + 1), "a.txt")

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


FRENCH = """Le ministre a déclaré que les prix étaient trop élevés. « C’est très préoccupant », \
a-t-il ajouté à Orléans, où une enquête est menée."""
GERMAN = "Die Regierung erklärte am Montag, über Preise würde später geredet. „Schön“, hieß es."
ENGLISH = "The mayor’s office said “no comment”. The deal — worth £3m — was signed on Monday. " * 30
RUSSIAN = "Президент заявил в понедельник, что цены вырастут. Источники это подтвердили."
CHINESE = "据知情人士透露，该公司正在考虑与中国电动汽车企业合作。公司拒绝置评。"
JAPANESE = "関係者によると、同社は中国の電気自動車メーカーとの提携を検討している。"
KOREAN = "관계자에 따르면 회사는 중국 전기차 업체와의 협력을 검토하고 있다."
POLISH = "Minister powiedział w poniedziałek, że ceny wzrosną. Źródła w rządzie potwierdziły to."
CZECH = "Ministr v pondělí řekl, že ceny porostou. Zdroje ve vládě to potvrdily včera večer."


@pytest.mark.parametrize(
    ("text", "codec", "called"),
    [
        (FRENCH, "cp1252", "windows-1252"),
        (GERMAN, "cp1252", "windows-1252"),
        (ENGLISH, "cp1252", "windows-1252"),
        ("Café prices rise.", "cp1252", "windows-1252"),
        (POLISH, "cp1250", "windows-1250"),
        (CZECH, "cp1250", "windows-1250"),
        (RUSSIAN, "koi8-r", "KOI8-R (Cyrillic)"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (CHINESE, "gb18030", "GB 18030 (Chinese)"),
        (JAPANESE, "cp932", "Shift-JIS (Japanese)"),
        (JAPANESE, "euc_jp", "EUC-JP (Japanese)"),
        (JAPANESE, "iso2022_jp", "ISO-2022-JP (Japanese)"),
        (KOREAN, "cp949", "EUC-KR (Korean)"),
        ("Prices rise.\n" * 20, "utf-16-le", "utf-16-le"),
        (RUSSIAN[:3] + " Prices rise.\n" * 20, "utf-16-be", "utf-16-be"),
    ],
)
def test_text_in_another_encoding_is_read_and_the_guess_is_told(
    text: str, codec: str, called: str
) -> None:
    article = read_plain(text.encode(codec), "a.txt")

    assert article.text == text
    assert len(article.notices) == 1
    assert article.notices[0].startswith("The encoding was guessed: ")
    assert f" {called}. " in article.notices[0]


def test_what_a_server_says_of_the_encoding_counts_where_the_bytes_fit_it() -> None:
    koi8 = RUSSIAN.encode("koi8-r")

    assert read_plain(koi8, "-", Reading(charset="KOI8-R")).notices == ()
    assert read_plain(RUSSIAN.encode(), "-", Reading(charset="koi8-r")).text == RUSSIAN
    assert read_plain(CHINESE.encode("gbk"), "-", Reading(charset="gb2312")).text == CHINESE
    assert read_plain(JAPANESE.encode("cp932"), "-", Reading(charset="ascii")).text == JAPANESE
    assert read_plain(koi8, "-", Reading(charset="no-such-thing")).text == RUSSIAN


def test_twenty_megabytes_in_another_encoding_are_guessed_at_once() -> None:
    data = (FRENCH * (LIMIT // len(FRENCH))).encode("cp1252")
    began = time.process_time()

    assert read_plain(data, "a.txt").text.startswith(FRENCH)
    assert time.process_time() - began < 5


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_text_with_a_mark_of_utf_16_that_breaks_off_is_told_as_such(mark: bytes) -> None:
    with pytest.raises(UndecodableFileError, match="as UTF-16 text does and is cut off") as told:
        read_plain(mark + b"A thing.\n", "l16")
    assert "WINDOWS" not in str(told.value)


def test_a_text_whose_lines_are_wrapped_is_told_and_one_of_short_lines_is_not() -> None:
    sentence = "The council of the city met on Monday to talk about the budget for next year. "
    words = (sentence * 8).split()
    wrapped = "\n".join(" ".join(words[n : n + 9]) for n in range(0, len(words), 9))
    made = read_plain(wrapped.encode(), "a.txt")
    assert [notice for notice in made.notices if "break off inside" in notice]
    listed = "Shopping\n" + "\n".join(["- milk", "bread", "Eggs.", "Two apples", "and a pear"] * 9)
    for text in (sentence * 8, sentence.replace(". ", ".\n") * 8, listed):
        assert read_plain(text.encode(), "a.txt").notices == ()
