"""Ids that have been seen, in little memory."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.datasets.seen_ids import SeenIds


@given(st.lists(st.text(max_size=3)))
def test_a_text_is_new_once(texts: list[str]) -> None:
    seen = SeenIds()
    known: set[str] = set()
    for text in texts:
        assert seen.add(text) == (text not in known)
        known.add(text)


def test_many_texts_are_told_apart_while_the_table_grows() -> None:
    seen = SeenIds()
    assert all(seen.add(f"article/1/s{number}") for number in range(20_000))
    assert not any(seen.add(f"article/1/s{number}") for number in range(20_000))
