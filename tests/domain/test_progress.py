from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.article import KINDS, Sentence
from annotator.domain.progress import (
    Standing,
    first_unseen,
    moved_on,
    progress,
    why_it_needs_me,
)
from tests import strategies as some

STATES = ("open", "tagged", "no-tag", "skipped")
SENTENCES = [
    Sentence("s1", 0, 1, "headline", 0),
    Sentence("s2", 1, 2, "sentence", 0),
    Sentence("s3", 2, 3, "link", 0),
    Sentence("s4", 3, 4, "sentence", 0),
    Sentence("s5", 4, 5, "caption", 0),
]


def standing(state: str = "tagged", look_again: str | None = None) -> Standing:
    return Standing(state, unsure=False, look_again=look_again)


@given(
    st.lists(
        st.tuples(st.sampled_from(KINDS), some.optional(st.sampled_from(STATES)), st.booleans())
    )
)
def test_every_sentence_that_counts_is_counted_once(
    rows: list[tuple[str, str | None, bool]],
) -> None:
    standings = {
        str(n): Standing(state, unsure, "edited" if unsure else None)
        for n, (_, state, unsure) in enumerate(rows)
        if state
    }
    found = progress([(str(n), kind) for n, (kind, _, _) in enumerate(rows)], standings.get)
    assert found.unseen + found.tagged + found.no_tag + found.skipped == found.sentences
    assert found.seen == found.sentences - found.unseen
    counted = [row for row in rows if row[0] in {"headline", "sentence"} or row[1] == "tagged"]
    assert found.sentences == len(counted)
    assert found.unsure == found.look_again == sum(r[2] and r[1] is not None for r in counted)


def test_an_open_mark_is_unseen_and_a_link_counts_only_when_tagged() -> None:
    kinds = [(sentence.id, sentence.kind) for sentence in SENTENCES]
    standings = {"s1": standing("open"), "s3": standing(), "s5": standing("skipped")}
    found = progress(kinds, standings.get)
    assert (found.sentences, found.unseen, found.tagged, found.skipped) == (4, 3, 1, 0)


@pytest.mark.parametrize(
    ("seen", "current", "goes_to"),
    [
        ({}, 0, 1),
        ({}, 1, 3),  # over the link
        ({"s3": "tagged"}, 1, 2),  # a link that was tagged is judged
        ({}, 3, 0),  # after the last to the first unseen
        ({"s1": "tagged", "s2": "open", "s4": "no-tag"}, 3, 1),
        ({"s1": "tagged", "s2": "skipped", "s4": "no-tag"}, 3, None),
    ],
)
def test_moving_on_goes_in_reading_order_and_then_to_what_is_left(
    seen: dict[str, str], current: int, goes_to: int | None
) -> None:
    assert moved_on(SENTENCES, seen.get, current) == goes_to


def test_the_first_unseen_is_one_that_is_judged() -> None:
    assert first_unseen(SENTENCES, {"s1": "tagged", "s2": "no-tag"}.get) == 3
    assert first_unseen(SENTENCES[2:3], lambda _: None) is None


@pytest.mark.parametrize(
    ("kind", "of", "unanswered", "why"),
    [
        ("sentence", None, 0, "unseen"),
        ("sentence", standing("open", "edited"), 0, "unseen"),
        ("link", None, 0, None),
        ("link", standing("open"), 2, "unanswered"),
        ("sentence", standing(look_again="sent-back"), 1, "sent back"),
        ("sentence", standing(look_again="split"), 0, "look again: split"),
        ("sentence", standing(), 1, "unanswered"),
        ("sentence", Standing("tagged", unsure=True, look_again=None), 0, "unsure"),
        ("sentence", standing(), 0, None),
    ],
)
def test_a_sentence_says_why_it_needs_somebody(
    kind: str, of: Standing | None, unanswered: int, why: str | None
) -> None:
    sentence = Sentence("s1", 0, 1, kind, 0)  # type: ignore[arg-type]
    assert why_it_needs_me(sentence, of, unanswered) == why
