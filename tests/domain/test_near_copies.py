"""Near copies: which articles are one text, and what their group is called."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.datasets.near_copies import ALIKE, BINS, likeness, near_copies, sketch


def news(seed: int, words: int = 300) -> str:
    """A text of words drawn as in a language: few of them often, many seldom."""
    draw = random.Random(seed)  # noqa: S311 - the same words each time
    return " ".join(f"w{int(20_000 * draw.random() ** 3)}" for _ in range(words))


def edited(text: str, share: float, seed: int = 7) -> str:
    """The text with this share of its words replaced."""
    draw = random.Random(seed)  # noqa: S311 - the same words each time
    return " ".join(f"new{n}" if draw.random() < share else w for n, w in enumerate(text.split()))


def shared(one: str, other: str) -> float:
    """The share of runs of three words that two texts have in common, counted."""
    runs = [
        {tuple(words[n : n + 3]) for n in range(len(words) - 2)}
        for words in (one.split(), other.split())
    ]
    return len(runs[0] & runs[1]) / len(runs[0] | runs[1])


def groups(**texts: str) -> dict[str, str]:
    return near_copies((name, "", sketch(text)) for name, text in texts.items())


@pytest.mark.parametrize("share", [0.0, 0.02, 0.05, 0.1, 0.2, 0.4])
def test_a_sketch_estimates_what_two_texts_share(share: float) -> None:
    off = [
        likeness(sketch(text), sketch(other)) - shared(text, other)
        for text in map(news, range(40))
        for other in [edited(text, share)]
    ]
    assert abs(sum(off) / len(off)) < 0.02
    assert max(map(abs, off)) < 0.2


@given(st.text())
def test_case_and_white_space_change_no_sketch(text: str) -> None:
    found = sketch(text)
    assert len(found) in {0, BINS}
    assert sketch("  " + "\n".join(text.split(" "))) == found
    assert sketch(text.casefold()) == found


def test_a_wire_story_with_a_few_changes_is_a_near_copy_and_another_story_is_none() -> None:
    wire = news(1)
    found = groups(a=wire, b=edited(wire, 0.05), c=news(2), d="Our own: " + wire + " The end.")
    assert found == {"a": "a", "b": "a", "c": "c", "d": "a"}


def test_copies_of_copies_are_one_group() -> None:
    first = news(3)
    second = edited(first, 0.08)
    third = edited(second, 0.08, seed=8)
    assert shared(first, third) < ALIKE + 0.1
    assert set(groups(a=first, b=second, c=third).values()) == {"a"}


def test_a_group_keeps_the_name_of_its_first_article_when_copies_come_in() -> None:
    wire = sketch(news(4))
    before = near_copies([("m", "2026-01-01", wire), ("z", "2026-01-02", wire)])
    after = near_copies(
        [("a", "2026-01-03", wire), ("m", "2026-01-01", wire), ("z", "2026-01-02", wire)]
    )
    assert set(before.values()) == set(after.values()) == {"m"}


def test_texts_without_words_are_copies_of_nothing() -> None:
    assert groups(a="…", b="…", c="") == {"a": "a", "b": "b", "c": "c"}


def test_short_texts_and_texts_without_spaces_are_told_apart() -> None:
    found = groups(
        a="Rain.", b="rain!", c="Snow.", d="中文的句子说明天会下雨。", e="股市今天大跌。"
    )
    assert found == {"a": "a", "b": "a", "c": "c", "d": "d", "e": "e"}


def test_many_articles_with_the_same_beginning_are_no_group() -> None:
    legal = "This article was first published by the agency and may not be copied. "
    found = groups(**{f"a{n}": legal + news(100 + n) for n in range(200)})
    assert len(set(found.values())) == 200
