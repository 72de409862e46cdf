from __future__ import annotations

from dataclasses import astuple

from annotator.domain.marks import Mark, Suggestion
from annotator.domain.review.acceptance import Acceptance, counted, in_words
from annotator.domain.review.gold import Gold


def mark(tag: str, *, shown: bool = True, accepted: bool = False) -> Mark:
    return Mark("tagged", (tag,), suggestion=Suggestion(tag, 0.8, "m", shown, accepted))


def test_marks_are_counted_by_whether_a_suggestion_was_taken_and_gold_agrees() -> None:
    marks = {
        "s1": mark("opinion", accepted=True),
        "s2": mark("opinion", accepted=True),
        "s3": mark("confirmed"),
        "s4": Mark("no-tag"),
        "s5": Mark("skipped", skip_reason="not-prose"),
        "s6": mark("opinion", accepted=True),
    }
    gold = {
        "s1": Gold("unanimous", None, "tagged", ("opinion",)),
        "s2": Gold("adjudicated", None, "tagged", ("confirmed",)),
        "s3": Gold("majority", None, "tagged", ("confirmed",)),
        "s4": Gold("adjudicated", None, "tagged", ("opinion",)),
        "s6": Gold("single", None, "tagged", ("opinion",)),
    }
    found = counted(Acceptance("ana"), marks, gold)
    assert astuple(found) == ("ana", 4, 3, 2, 1, 2, 1)
    assert " ".join(in_words(found)) == (
        "ana took 3 of 4 suggestions. Taken marks agree with gold in 1 of 2 sentences. "
        "Typed marks agree with gold in 1 of 2 sentences."
    )


def test_gold_that_is_a_single_mark_settles_nothing() -> None:
    found = counted(
        Acceptance("ana"),
        {"s1": mark("opinion")},
        {"s1": Gold("single", None, "tagged", ("opinion",))},
    )
    assert (found.shown, found.typed_settled) == (1, 0)
    assert list(in_words(found)) == ["ana took 0 of 1 suggestions."]
