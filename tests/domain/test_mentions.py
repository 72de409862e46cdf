"""Words that may name a source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.marks import Source
from annotator.domain.mentions import find_mention, is_pronoun, words_of


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in words_of(text)]


def test_words_come_without_the_punctuation_around_them() -> None:
    text = "“Sources,” said the (U.S.) ‘low-cost’ plan—big at $5."
    words = ["Sources", "said", "the", "U.S", "low-cost", "plan", "big", "at", "$5"]
    assert found(text) == words


def test_a_possessive_can_be_left_out() -> None:
    assert found("Stellantis’s plan and Moody's rating.") == [
        *("Stellantis", "’s", "plan", "and", "Moody", "'s", "rating")
    ]


def test_text_without_blanks_is_picked_sign_by_sign() -> None:
    assert found("関係者は言う。") == ["関", "係", "者", "は", "言", "う"]


def test_combining_marks_stay_with_their_word() -> None:
    assert found("cafe\u0301 नेता said") == ["cafe\u0301", "नेता", "said"]


@given(st.text(max_size=60))
def test_words_are_in_order_and_apart_and_hold_no_blanks(text: str) -> None:
    spans = words_of(text)
    ends = [0] + [end for _, end in spans]
    assert all(before <= start < end for before, (start, end) in zip(ends, spans, strict=False))
    assert not any(character.isspace() for word in found(text) for character in word)
    assert sum(c.isalnum() for c in text) == sum(c.isalnum() for w in found(text) for c in w)


def test_a_pronoun_is_one_whatever_its_case() -> None:
    assert is_pronoun("They")
    assert not is_pronoun("They all")


TAVARES = Source("Carlos Tavares", "Group CEO Carlos Tavares", "s8", 0, 24, "named-person")


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("Then Group CEO Carlos Tavares spoke.", "Group CEO Carlos Tavares"),
        ("Then Carlos Tavares spoke.", "Carlos Tavares"),
        ("Then Tavares spoke.", "Tavares"),
        ("Then Tavaresians spoke.", None),
        ("Then he spoke.", None),
    ],
)
def test_a_source_is_found_again_by_its_name(text: str, mention: str | None) -> None:
    span = find_mention(text, TAVARES)
    assert (text[slice(*span)] if span else None) == mention


def test_a_group_is_not_found_by_its_last_word() -> None:
    people = Source("two people", "two people", "s1", 0, 10, "unnamed-group")
    assert find_mention("Many people were there.", people) is None
