"""Carrying a review over: decisions, requests and comments go with their sentences."""

from __future__ import annotations

from dataclasses import replace

from annotator.codec import empty_review
from annotator.domain.consistency import of_review
from annotator.domain.history import Circumstances
from annotator.domain.marks import Comment, Mark
from annotator.domain.review.carry import carried_review, reconcile_reviews
from annotator.domain.review.decisions import Decision, Review, Seen, SentBack
from annotator.domain.review.gold import Gold, gold
from annotator.domain.review.reviewing import ReviewChange, Said, decision, record
from annotator.domain.revisions.carry import carried
from annotator.domain.revisions.cuts import join, split
from tests.revisions import article_of, became, document_on
from tests.strategies import time_after

A, B, C = "The mayor resigned.", "Aides had known.", "Her office was silent."
SAW = {"ana": Seen("tagged", ("opinion",)), "ben": Seen("no-tag", ())}
AT = time_after(0)
SETTLED = decision("tagged", ("opinion",), SAW, AT)
AGREED = decision("tagged", ("opinion",), {"ana": SAW["ana"]}, AT)
OUTDATED = replace(SETTLED, saw={"ana": Seen("open", ()), "ben": Seen("open", ())})
BACK = SentBack(("ana",), AT)
BY = ("ana", time_after(60_000))


def review_of(said: dict[str, Said]) -> Review:
    empty = empty_review("an-article", 1, "rita")
    how = Circumstances(AT, "r1", "key")
    return record(empty, [ReviewChange(s, after) for s, after in said.items()], how)


def test_decisions_on_unchanged_sentences_stay() -> None:
    old = article_of(A, B)
    new = became(old, C, B, A)
    review = review_of({"s1": SETTLED, "s2": AGREED})
    now = carried_review(review, new)
    assert dict(now.decisions) == {"s1": SETTLED, "s2": AGREED}
    assert now.article_revision == 2
    assert carried_review(now, new) is now


def test_a_decision_on_an_edited_sentence_is_stale_and_an_agreement_goes() -> None:
    old = article_of(A, B)
    new = became(old, "The mayor resigned on Monday.", "Aides had known it.")
    now = carried_review(review_of({"s1": SETTLED, "s2": AGREED}), new)
    assert dict(now.decisions) == {"s1": OUTDATED}
    assert [event.why for event in now.history] == ["key", "key", "carry", "carry"]
    assert of_review(now, new) == []
    marks = {
        name: carried(document_on(old, {"s1": mark}), new).marks["s1"]
        for name, mark in (("ana", Mark("tagged", ("opinion",))), ("ben", Mark("no-tag")))
    }
    assert found(marks, SETTLED).provenance == "adjudicated"
    assert found(marks, now.decisions["s1"]).why == "stale"


def found(marks: dict[str, Mark], said: Decision) -> Gold:
    return gold(marks, {"rita": said})


def test_the_pieces_of_a_split_sentence_have_stale_decisions_until_they_are_joined_again() -> None:
    old = article_of(f"{A} {B}", C)
    new = split(old, "s1", 20, *BY)
    first, second = (sentence.id for sentence in new.sentences[:2])
    comment = Comment("0" * 16, "s1", None, "Why?", AT)
    review = review_of({"s1": SETTLED, "s2": AGREED})
    review = record(
        review,
        [ReviewChange("s1", BACK), ReviewChange("s1", comment)],
        Circumstances(AT, "r1", "key"),
    )
    now = carried_review(review, new)
    assert dict(now.decisions) == {first: OUTDATED, second: OUTDATED, "s2": AGREED}
    assert dict(now.sent_back) == {first: BACK}
    assert [said.sentence for said in now.comments] == [first]
    assert of_review(now, new) == []
    again = join(new, first, *BY)
    back = carried_review(now, again)
    assert dict(back.decisions) == {"s1": SETTLED, "s2": AGREED}
    assert carried_review(review, again) == back
    assert dict(back.sent_back) == {"s1": BACK}


def test_a_joined_sentence_keeps_the_first_decision_as_a_stale_one() -> None:
    old = article_of(f"{A} {B}", C)
    apart = split(old, "s1", 20, *BY)
    first, second = (sentence.id for sentence in apart.sentences[:2])
    review = replace(review_of({second: SETTLED}), article_revision=apart.revision)
    now = carried_review(review, join(apart, first, *BY))
    assert dict(now.decisions) == {"s1": OUTDATED}


def test_a_deleted_sentences_decision_stays_in_the_history() -> None:
    old = article_of(A, B)
    now = carried_review(review_of({"s1": SETTLED, "s2": SETTLED}), became(old, A))
    assert dict(now.decisions) == {"s1": SETTLED}
    assert now.history[1].after == SETTLED


def test_what_two_machines_decided_on_two_revisions_is_merged_without_conflict() -> None:
    old = article_of(A, B, C)
    new = became(old, "The mayor resigned on Monday.", B, C)
    shared = review_of({"s1": SETTLED})
    elsewhere = record(shared, [ReviewChange("s2", SETTLED)], Circumstances(AT, "r2", "key"))
    own = record(
        carried_review(shared, new), [ReviewChange("s3", SETTLED)], Circumstances(AT, "r3", "key")
    )
    merged = reconcile_reviews(elsewhere, own, new)
    assert merged.held == ()
    assert dict(merged.document.decisions) == {"s1": OUTDATED, "s2": SETTLED, "s3": SETTLED}
    assert of_review(merged.document, new) == []
