"""Marks and changes in words: one line each, and only what changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.domain.marks import Evidence, Mark, Source
from annotator.flows.wording import change_in_words, cut, source_in_words

OFFICE = Source("Her office", "Her office", "s4", 0, 10, "named-organisation")
PLAIN = Mark("tagged", ("opinion",))
FULL = replace(PLAIN, sources=(OFFICE,), note="ask again")


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        (None, PLAIN, "unseen → opinion"),
        (PLAIN, replace(PLAIN, tags=("confirmed", "opinion")), "opinion → confirmed + opinion"),
        (PLAIN, replace(PLAIN, sources=(OFFICE,)), "source +Her office"),
        (FULL, replace(FULL, sources=()), "source −Her office"),
        (FULL, replace(FULL, sources=(replace(OFFICE, role="declined"),)), "Her office changed"),
        (FULL, replace(FULL, note=""), "note: none"),
        (PLAIN, replace(PLAIN, evidence=(Evidence("https://x.org", None),)), "evidence: 1"),
        (PLAIN, replace(PLAIN, unsure=True), "unsure"),
        (FULL, replace(FULL, tags=("confirmed",), unsure=True), "opinion → confirmed; unsure"),
    ],
)
def test_a_change_says_what_changed_and_nothing_else(
    before: Mark | None, after: Mark | None, says: str
) -> None:
    said = change_in_words(before, after)
    assert said.removeprefix("source ") == says.removeprefix("source ")


def test_a_long_note_is_cut_and_stands_on_one_line() -> None:
    said = change_in_words(PLAIN, replace(PLAIN, note="two\nlines " + "word " * 100))
    assert said.startswith("note: two lines word")
    assert said.endswith("…")
    assert len(said) < 70
    assert "ask again" not in change_in_words(FULL, replace(FULL, note="other"))


def test_a_text_that_fits_is_not_cut() -> None:
    assert cut("x" * 60) == "x" * 60
    assert len(cut("x" * 61)) == 60


def test_a_source_says_what_it_does_and_how_it_declined() -> None:
    declined = replace(OFFICE, role="declined", manner="refused")
    assert source_in_words(declined) == "Her office (named organisation, declined, refused)"
