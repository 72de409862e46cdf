from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.articles.printed import (
    Line,
    paragraphs,
    running_text,
    without_headers,
    words_in,
)


def lines(*texts: str, top: float = 700, left: float = 72, wide: float = 400) -> list[Line]:
    """Full lines under one another; one that ends in `-` was broken within a word."""
    return [
        Line(text.removesuffix("-"), left, left + wide, top - 14 * n, 11, text.endswith("-"))
        for n, text in enumerate(texts)
    ]


def texts(*pages: list[Line]) -> list[str]:
    words = words_in(pages)
    return [running_text(block, words) for block in paragraphs(pages)]


def test_full_lines_are_one_paragraph_and_broken_words_are_mended() -> None:
    page = lines("The council met on Mon-", "day about the inter-", "national air-", "Port.")
    assert texts(page) == ["The council met on Monday about the international air-Port."]


def test_a_compound_that_the_document_has_elsewhere_keeps_its_hyphen() -> None:
    page = lines("A well-known house and a well-", "known man, un-", "known to us")
    assert texts(page) == ["A well-known house and a well-known man, unknown to us"]


def test_a_gap_begins_a_paragraph() -> None:
    page = [*lines("One", "two"), *lines("Three", "four", top=650)]
    assert texts(page) == ["One two", "Three four"]


def test_letters_of_another_size_begin_a_paragraph() -> None:
    page = [Line("Headline", 72, 300, 714, 20), *lines("One", "two")]
    assert texts(page) == ["Headline", "One two"]


def test_a_line_that_is_set_in_after_a_full_stop_begins_a_paragraph() -> None:
    page = [*lines("One", "two."), *lines("Three", top=672, left=84), *lines("four", top=658)]
    assert texts(page) == ["One two.", "Three four"]


def test_a_list_with_hanging_lines_is_one_paragraph_an_item() -> None:
    page = [*lines("• One"), *lines("two", top=686, left=84)]
    assert texts(page) == ["• One two"]


def test_a_sentence_that_ends_where_there_was_room_ends_a_paragraph() -> None:
    page = [*lines("A line"), *lines("short.", top=686, wide=90), *lines("Another one", top=672)]
    assert texts(page) == ["A line short. Another one"]
    page[-1:] = lines("Another one that goes on for long", top=672)
    assert texts(page) == ["A line short.", "Another one that goes on for long"]


def test_a_paragraph_goes_on_over_columns_and_pages() -> None:
    first = [*lines("It began here", top=700, wide=150), *lines("and went", left=320, wide=150)]
    assert texts(first, lines("on and on.")) == ["It began here and went on and on."]
    assert texts(lines("It ended."), lines("Another.")) == ["It ended.", "Another."]


def test_chinese_lines_join_without_a_space_and_korean_ones_with_one() -> None:
    assert texts(lines("物价", "上涨")) == ["物价上涨"]
    assert texts(lines("물가", "상승")) == ["물가 상승"]


def test_what_stands_at_one_height_on_every_page_is_left_out() -> None:
    pages = [
        [
            Line("The Daily", 72, 200, 800, 9),
            *lines(body),
            Line(f"{n} of 3", 280, 320, 30, 9),
        ]
        for n, body in enumerate(("One thing.", "Two.", "A third."), 1)
    ]
    kept = [[line.text for line in page] for page in without_headers(pages)]
    assert kept == [["One thing."], ["Two."], ["A third."]]


def test_the_same_words_elsewhere_on_a_page_stay() -> None:
    pages = [lines("One", *["x"] * 20, "Again.", *["y"] * 20, top=800 - n) for n in range(3)]
    assert all("Again." in [line.text for line in page] for page in without_headers(pages))


printed = st.lists(
    st.lists(
        st.builds(
            Line,
            st.text(st.characters(categories=["Lu", "Ll", "Nd", "Po"]), min_size=1, max_size=9),
            st.floats(0, 500),
            st.floats(0, 600),
            st.floats(0, 842),
            st.floats(1, 40),
            st.booleans(),
        ),
        max_size=8,
    ),
    max_size=5,
)


@given(printed)
def test_every_line_is_in_one_paragraph_in_its_order(pages: list[list[Line]]) -> None:
    blocks = paragraphs(pages)
    assert [line for block in blocks for line in block] == [line for page in pages for line in page]
    assert all(blocks)


@given(printed)
def test_mending_loses_nothing_but_hyphens_and_spaces(pages: list[list[Line]]) -> None:
    given_ = "".join(line.text for page in pages for line in page)
    told = "".join(running_text(block) for block in paragraphs(pages))
    assert told.replace("-", "").replace(" ", "") == given_.replace("-", "").replace(" ", "")
