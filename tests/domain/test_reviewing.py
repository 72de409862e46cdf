from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.codec import decode, empty_review, encode
from annotator.domain.annotations import Why
from annotator.domain.consistency import of_review
from annotator.domain.history import ChangedSinceError, Circumstances
from annotator.domain.marks import Comment
from annotator.domain.review.carry import reconcile_reviews
from annotator.domain.review.decisions import Decision, Review, Seen, SentBack
from annotator.domain.review.reviewing import (
    ReviewChange,
    Said,
    append,
    decision,
    explained,
    rebuild,
    record,
    redo,
    renamed_review,
    same_decision,
    undo,
)
from annotator.domain.tags import Renamed
from tests import strategies as some

AT = some.time_after(0)
HOW = Circumstances(AT, "r1", "key")
SAW = {"ana": Seen("tagged", ("opinion",)), "ben": Seen("no-tag", ())}
OPINION = decision("tagged", ("opinion",), SAW, AT)
CONFIRMED = decision("tagged", ("confirmed",), SAW, AT, reason="slip")
BACK = SentBack(("ben",), AT)
COMMENT = Comment("0" * 16, "s1", None, "Why?", AT)
EMPTY = empty_review("an-article", 1, "rita")


def did(review: Review, sentence: str, after: Said | None, session: str = "r1") -> Review:
    why: Why = "comment" if isinstance(after, Comment) else "key"
    how = replace(HOW, session=session, why=why)
    return record(review, [ReviewChange(sentence, after)], how)


def undone(review: Review) -> Review:
    done = undo(review, HOW)
    return done[0] if done else review


def redone(review: Review) -> Review:
    done = redo(review, HOW)
    return done[0] if done else review


def parts(review: Review) -> tuple[dict[str, Decision], dict[str, SentBack], list[Comment]]:
    return dict(review.decisions), dict(review.sent_back), list(review.comments)


@st.composite
def reviews(draw: st.DrawFn, most: int = 8, session: str = "r1", begin: Review = EMPTY) -> Review:
    """Reviews after some changes, undos and redos."""
    review = begin
    for n in range(draw(st.integers(0, most))):
        step = draw(
            st.sampled_from(["decide", "clear", "back", "take back", "talk", "undo", "redo"])
        )
        sentence = draw(st.sampled_from(["s1", "s2", "s3"]))
        if step == "undo":
            review = undone(review)
        elif step == "redo":
            review = redone(review)
        else:
            after: Said | None = {
                "decide": draw(st.sampled_from([OPINION, CONFIRMED])),
                "clear": None,
                "back": SentBack((draw(st.sampled_from(["ana", "ben"])),), AT),
                "take back": SentBack((), AT),
                "talk": Comment(f"{session}{n:014x}", sentence, None, "Why?", AT),
            }[step]
            review = did(review, sentence, after, session)
    return review


# ── laws ─────────────────────────────────────────────────────────────────────────────────────


@given(reviews())
def test_a_review_is_what_its_events_make_of_it(review: Review) -> None:
    assert parts(rebuild(review, review.revision)) == parts(review)
    assert explained(review) is review
    assert of_review(review) == []
    assert decode(encode(review), "review.json") == review


@given(reviews(), st.sampled_from([OPINION, CONFIRMED, None, BACK, SentBack((), AT), COMMENT]))
def test_undo_takes_back_and_redo_does_again(review: Review, after: Said | None) -> None:
    done = did(review, "s1", after)
    assert parts(undone(done)) == parts(review)
    assert parts(redone(undone(done))) == parts(done)
    assert undone(done).revision == done.revision + 1


@given(reviews(most=4), st.data())
def test_two_machines_of_one_reviewer_merge_with_nothing_lost(
    shared: Review, data: st.DataObject
) -> None:
    disk = data.draw(reviews(4, "d1", shared))
    own = data.draw(reviews(4, "o1", shared))
    merged = reconcile_reviews(disk, own)
    document = merged.document
    held = {each.sentence for each in merged.held}
    assert [event.revision for event in document.history] == list(range(1, document.revision + 1))
    assert document.history.lines()[: len(disk.history)] == disk.history.lines() or document is own
    for sentence in ("s1", "s2", "s3"):
        if sentence in held:
            continue
        now, before = document.decisions.get(sentence), shared.decisions.get(sentence)
        sides = [disk.decisions.get(sentence), own.decisions.get(sentence)]
        assert any(same_decision(now, side) for side in sides)
        if same_decision(sides[0], before):
            assert same_decision(now, sides[1])
    again = reconcile_reviews(document, own)
    assert parts(again.document) == parts(document)


# ── edits ────────────────────────────────────────────────────────────────────────────────────


def test_parts_of_one_sentence_do_not_touch_one_another() -> None:
    review = did(did(did(EMPTY, "s1", OPINION), "s1", BACK), "s1", COMMENT)
    assert parts(review) == ({"s1": OPINION}, {"s1": BACK}, [COMMENT])
    assert parts(did(review, "s1", None)) == ({}, {"s1": BACK}, [COMMENT])
    assert parts(did(review, "s1", SentBack((), AT))) == ({"s1": OPINION}, {}, [COMMENT])
    assert parts(undone(review)) == ({"s1": OPINION}, {"s1": BACK}, [])
    assert parts(undone(undone(review))) == ({"s1": OPINION}, {}, [])


def test_an_action_of_several_changes_is_taken_back_as_one() -> None:
    review = record(EMPTY, [ReviewChange("s1", OPINION), ReviewChange("s1", BACK)], HOW)
    assert [event.group for event in review.history] == [1, 1]
    assert parts(undone(review)) == ({}, {}, [])


def test_undo_says_what_it_undid_and_refuses_what_was_changed_since() -> None:
    review = did(did(EMPTY, "s1", OPINION), "s1", CONFIRMED)
    done = undo(review, HOW)
    assert done is not None
    assert done[1].before == (ReviewChange("s1", CONFIRMED),)
    assert done[1].after == (ReviewChange("s1", OPINION),)
    assert undo(EMPTY, HOW) is None
    imported = record(review, [ReviewChange("s1", OPINION)], replace(HOW, why="import"))
    with pytest.raises(ChangedSinceError):
        undo(imported, HOW)


def test_a_decision_says_each_tag_once_and_keeps_none_where_it_has_none() -> None:
    assert decision("tagged", ("a", "b", "a"), SAW, AT).tags == ("a", "b")
    assert decision("no-tag", ("a",), SAW, AT).tags == ()


def test_renamed_tags_are_called_by_their_new_names_everywhere_in_a_decision() -> None:
    both = decision("tagged", ("confirmed", "opinion"), SAW, AT, also_right=("insider-sourced",))
    change = [Renamed("opinion", "view", AT), Renamed("insider-sourced", "insider", AT)]
    review = renamed_review(did(EMPTY, "s1", both), change, HOW)
    today = review.decisions["s1"]
    assert (today.tags, today.also_right) == (("confirmed", "view"), ("insider",))
    assert today.saw["ana"].tags == ("view",)
    assert review.history[-1].why == "rename"
    assert renamed_review(review, change, HOW) is review
    back = undo(review, HOW, change)
    assert back is not None
    assert len(back[0].decisions) == 0


# ── two machines ─────────────────────────────────────────────────────────────────────────────


def test_a_sentence_decided_differently_on_two_machines_is_held_back() -> None:
    disk = did(EMPTY, "s1", OPINION, "d1")
    own = did(did(EMPTY, "s1", CONFIRMED, "o1"), "s2", OPINION, "o1")
    merged = reconcile_reviews(disk, own)
    assert [(h.sentence, h.disk, h.own) for h in merged.held] == [("s1", OPINION, CONFIRMED)]
    assert parts(merged.document)[0] == {"s1": OPINION, "s2": OPINION}


def test_a_decision_and_a_request_on_one_sentence_are_no_conflict() -> None:
    disk, own = did(EMPTY, "s1", OPINION, "d1"), did(EMPTY, "s1", BACK, "o1")
    merged = reconcile_reviews(disk, own)
    assert merged.held == ()
    assert parts(merged.document) == ({"s1": OPINION}, {"s1": BACK}, [])


def test_what_was_changed_by_hand_becomes_an_event() -> None:
    review = did(EMPTY, "s1", OPINION)
    edited = replace(
        review,
        decisions=review.decisions.having("s1", CONFIRMED),
        sent_back=review.sent_back.having("s2", BACK),
    )
    told = explained(edited)
    assert [event.why for event in told.history] == ["key", "import", "import"]
    assert parts(told) == parts(edited)
    assert append(told, []) is told
