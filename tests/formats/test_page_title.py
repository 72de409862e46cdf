from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.articles.page_title import page_title


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("<html><head><title>Prices rise</title>", "Prices rise"),
        ("<TITLE lang='en'>\n Prices \n rise\t</TITLE>", "Prices rise"),
        ("<title>Caf&eacute; &amp; bar</title>", "Café & bar"),
        ("<title>cut off", "cut off"),
        ("<title></title>", None),
        ("<titles>no</titles>", None),
        ("", None),
        ("<title>a\x1b[31m\u202eb</title>", "a [31m b"),
    ],
)
def test_the_title_is_what_the_page_calls_itself_on_one_line(page: str, title: str | None) -> None:
    assert page_title(page.encode()) == title


def test_the_encoding_is_the_servers_else_the_pages_else_utf_8() -> None:
    cafe = "<title>Café</title>"
    assert page_title(cafe.encode("latin-1"), "latin-1") == "Café"
    declared = f'<meta charset="windows-1252">{cafe}'
    assert page_title(declared.encode("cp1252")) == "Café"
    assert page_title(cafe.encode(), "no-such-charset") == "Café"
    assert page_title(cafe.encode(), "base64") == "Café"
    assert page_title(cafe.encode("latin-1")) == "Caf\N{REPLACEMENT CHARACTER}"


@given(st.binary(), st.none() | st.text(max_size=12))
def test_any_bytes_have_a_title_or_none(data: bytes, charset: str | None) -> None:
    for page in (data, b"<title>" + data):
        found = page_title(page, charset)
        assert found is None or found == " ".join(found.split())


@pytest.mark.parametrize("piece", [b"<title ", b"<meta charset ", b"<meta " + b" " * 9, b"<title>"])
def test_hostile_pages_take_no_time(piece: bytes) -> None:
    begun = time.perf_counter()
    page_title(piece * (300_000 // len(piece)))
    assert time.perf_counter() - begun < 2
