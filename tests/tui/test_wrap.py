"""Wrapping and the visible form of text."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content

from annotator.tui.cells import SHOWN_AS, is_plain, stand_ins, visible, widths
from annotator.tui.wrap import line_starts, lines

WIDTHS = st.integers(2, 60)
ANY_TEXT = st.text(
    st.one_of(
        st.sampled_from(
            " ab\t\n,.é’中文。（）「」ab한ｶ🎉👩\u200d\ufe0f✌\u0301\xa0\x1b\u202e\u200bعב"
        ),
        st.characters(),
    ),
    max_size=300,
)
WORDS = st.text(st.sampled_from("abcdeéßñ’“—…ЖλΩ"), min_size=1, max_size=25)
MARKED_WORDS = st.lists(
    st.sampled_from(["e\u0301", "a", "n\u0303", "عـ", "ב"]), min_size=1, max_size=12
).map("".join)


def starts_of(text: str, width: int, indent: int = 0) -> list[int]:
    return line_starts(text, 0, len(text), width, indent)


@given(ANY_TEXT, WIDTHS)
def test_no_line_is_wider_than_the_width(text: str, width: int) -> None:
    assert max(cell_len(line) for line in lines(visible(text), width)) <= width


@given(ANY_TEXT, WIDTHS, st.integers(0, 10))
def test_the_lines_joined_are_the_text(text: str, width: int, indent: int) -> None:
    shown = visible(text)
    starts = starts_of(shown, width, min(indent, width - 1))
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    assert starts[-1] < len(shown) or not shown


@given(ANY_TEXT, WIDTHS)
def test_what_hangs_over_the_edge_is_only_spaces(text: str, width: int) -> None:
    shown = visible(text)
    starts = starts_of(shown, width)
    for start, end in zip(starts, [*starts[1:], len(shown)], strict=True):
        drawn = shown[start:end].rstrip(" ")
        assert set(shown[start + len(drawn) : end]) <= {" "}


def ends_at_the_edge(text: str, width: int) -> bool:
    """Whether a folded word fills its last line: Textual puts the space after it on the next."""
    cells = map(cell_len, text.split())
    return any(taken > width and not taken % width for taken in cells)


@given(st.lists(WORDS, min_size=1, max_size=40).map(" ".join), WIDTHS)
def test_narrow_text_wraps_where_textual_wraps_it(text: str, width: int) -> None:
    assume(not ends_at_the_edge(text, width))
    assert lines(text, width) == [line.plain.rstrip() for line in Content(text).wrap(width)]


@given(st.lists(MARKED_WORDS, min_size=1, max_size=40).map(" ".join), WIDTHS)
def test_text_with_marks_wraps_where_textual_wraps_it(text: str, width: int) -> None:
    assume(not ends_at_the_edge(text, width))
    assert lines(text, width) == [line.plain.rstrip() for line in Content(text).wrap(width)]


@given(st.text(st.sampled_from("中文新闻报道한国語"), min_size=1, max_size=200), WIDTHS)
def test_ideographs_wrap_where_textual_wraps_them(text: str, width: int) -> None:
    assert lines(text, width) == [line.plain for line in Content(text).wrap(width)]


@given(st.lists(WORDS, min_size=1, max_size=20), WIDTHS)
def test_measuring_and_counting_give_the_same_lines(words: list[str], width: int) -> None:
    text = " ".join(words)
    wide = f"{text} 中"
    assert is_plain(text)
    assert not is_plain(wide)
    ends_early = [at for at in starts_of(wide, width) if at < len(text)]
    assert ends_early == [at for at in starts_of(text, width) if at < len(text)]


@given(st.text(st.sampled_from("中文新闻"), min_size=30, max_size=90), st.integers(6, 40))
def test_wide_text_fills_its_lines(text: str, width: int) -> None:
    *full, _ = lines(text, width)
    assert all(cell_len(line) >= width - 1 for line in full)


def test_wide_text_after_a_narrow_word_stays_on_its_line() -> None:
    assert lines("in 上海宣布新工厂计划", 10) == ["in 上海宣", "布新工厂计", "划"]


def test_closing_punctuation_does_not_begin_a_line() -> None:
    assert lines("中文新闻。报道", 8) == ["中文新", "闻。报道"]


def test_opening_punctuation_does_not_end_a_line() -> None:
    assert lines("中文新「闻」报", 8) == ["中文新", "「闻」报"]


def test_a_no_break_space_holds_words_together() -> None:
    assert lines("dit « Oui » hier".replace("« Oui »", "«\xa0Oui\xa0»"), 10) == [
        "dit",
        "«\xa0Oui\xa0»",
        "hier",
    ]


def test_an_indent_shortens_only_the_first_line() -> None:
    text = "aaa bbb ccc ddd"
    assert starts_of(text, 7, 4) == [0, 4, 12]
    assert starts_of(text, 7) == [0, 8]


def test_offsets_count_from_the_beginning_of_the_article() -> None:
    text = "zzz. One two three."
    assert line_starts(text, 5, len(text), 8) == [5, 13]


def test_a_mark_stays_with_its_letter() -> None:
    family = "👩\u200d👩\u200d👧"
    assert lines(family * 3, 2) == [family] * 3
    assert lines("e\u0301" * 5, 2) == ["e\u0301" * 2, "e\u0301" * 2, "e\u0301"]


def test_a_heap_of_marks_does_not_make_one_endless_line() -> None:
    assert max(map(len, lines("\u0301" * 10_000, 20))) <= 8 * 20


@given(ANY_TEXT)
def test_widths_add_up_to_what_the_terminal_library_measures(text: str) -> None:
    assert sum(widths(visible(text))) == cell_len(visible(text))


def test_plain_text_takes_one_cell_a_character() -> None:
    every = (chr(code) for code in range(0x11000))
    plain = "".join(character for character in every if is_plain(character))
    assert set(widths(plain)) == {1}
    assert {"a", "é", "’", "“", "—", "…", "€", "Ж"} <= set(plain)


@given(ANY_TEXT)
def test_visible_text_keeps_every_offset(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert all(a == b or ord(a) in SHOWN_AS for a, b in zip(text, shown, strict=True))


def test_no_code_point_that_a_terminal_obeys_stays() -> None:
    shown = visible("".join(map(chr, range(0x110000))))
    kinds = {unicodedata.category(character) for character in shown}
    assert "Cc" not in kinds
    assert "Cs" not in kinds
    obeyed = "\x1b\x9b\x7f\u202a\u202e\u2066\u2069\u200e\u200f\u061c\u2028"
    assert not set(obeyed) & set(shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("a\tb\nc", "a b c"),
        ("\x00\x07\x7f", "␀␇␡"),
        ("\x9b31m", "�31m"),
        ("\u202eevil\u202c", "⇐evil⇔"),
        ("\ud800", "�"),
        ("co\xadop", "co¬op"),
        ("\r\n", "␍ "),
        ("“fine” – 中文 e\u0301", "“fine” – 中文 e\u0301"),
    ],
)
def test_hidden_characters_are_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_stand_ins_say_what_was_replaced() -> None:
    assert stand_ins("a\x1b[0m \u202e\u202d\tb\ufffd␛") == [(1, 2), (6, 8), (10, 11)]


@pytest.mark.parametrize(
    "piece",
    [
        "word ",
        "x",
        "中文，新闻。",
        "e\u0301",
        "👩\u200d👧✌\ufe0f ",
        "مرحبا ",
        " ",
        "\x1b",
        "word 中 ",
    ],
)
def test_five_megabytes_on_one_line_are_wrapped(piece: str) -> None:
    text = visible(piece * (5_000_000 // len(piece.encode())))
    starts = starts_of(text, 80)  # in a time that grows with the square, this takes hours
    drawn = [text[a:b].rstrip(" ") for a, b in pairwise(starts)]
    assert max(map(cell_len, drawn), default=0) <= 80
    assert sum(map(len, drawn)) <= len(text)


@pytest.mark.parametrize("width", [0, -3])
@pytest.mark.parametrize("text", ["two words", "日本"])
def test_no_room_at_all_is_one_cell(width: int, text: str) -> None:
    assert lines(text, width) == lines(text, 1)
