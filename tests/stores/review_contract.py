"""What every store does with reviews: a part of the contract that each store's tests inherit."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from annotator.codec import empty_review
from annotator.domain.history import Circumstances
from annotator.domain.review.decisions import Review, Seen, SentBack
from annotator.domain.review.reviewing import HeldDecision, ReviewChange, decision, record
from annotator.errors import BadNameError, ConflictError
from annotator.stores.base import Key, Opened, Store
from tests.strategies import time_after

SAW = {"ana": Seen("tagged", ("opinion",)), "ben": Seen("no-tag", ())}


def decided(review: Review, sentence: str, tag: str, *, at: int = 0, session: str = "r1") -> Review:
    said = decision("tagged", (tag,), SAW, time_after(at))
    how = Circumstances(time_after(at), session, "key")
    return record(review, [ReviewChange(sentence, said)], how)


def new(reviewer: str = "rita") -> Review:
    return empty_review("an-article", 1, reviewer)


def tags(opened: Opened[Review] | None) -> dict[str, str]:
    assert opened is not None
    return {sentence: said.tags[0] for sentence, said in opened.document.decisions.items()}


class ReviewContract:
    """Tests of a store that is given as `store`: a new project without articles."""

    def test_reviews_are_none_where_nobody_has_reviewed(self, store: Store) -> None:
        assert store.reviewers("an-article") == []
        assert store.review("an-article", "rita") is None
        assert store.stamp(Key("review", "an-article", "rita")) is None

    def test_a_saved_review_is_what_is_opened_next(self, store: Store) -> None:
        saved = store.save_review(decided(new(), "s1", "opinion"), None)
        assert store.review("an-article", "rita") == saved
        again = store.save_review(decided(saved.document, "s2", "confirmed"), saved.token)
        assert store.review("an-article", "rita") == again
        assert tags(again) == {"s1": "opinion", "s2": "confirmed"}
        assert store.reviewers("an-article") == ["rita"]
        assert store.annotators("an-article") == []

    def test_two_machines_of_one_reviewer_merge_by_sentence(self, store: Store) -> None:
        store.save_review(decided(new(), "s1", "opinion"), None)
        late = store.save_review(decided(new(), "s2", "confirmed", session="b1"), None)
        assert tags(late) == {"s1": "opinion", "s2": "confirmed"}
        assert late.numbers == {1: 2}
        assert store.review("an-article", "rita") == replace(late, numbers={})

    def test_a_sentence_decided_differently_elsewhere_is_held_back_and_nothing_else(
        self, store: Store
    ) -> None:
        first = store.save_review(decided(new(), "s1", "opinion"), None)
        ours = decided(new(), "s1", "confirmed", session="b1")
        ours = decided(ours, "s2", "insider-sourced", session="b1")
        with pytest.raises(ConflictError, match="s1") as caught:
            store.save_review(ours, None)
        there, here = first.document.decisions["s1"], ours.decisions["s1"]
        assert caught.value.held == (HeldDecision("s1", there, here),)
        assert isinstance(caught.value.saved, Opened)
        assert store.review("an-article", "rita") == replace(caught.value.saved, numbers={})
        assert tags(caught.value.saved) == {"s1": "opinion", "s2": "insider-sourced"}

    def test_the_same_decision_from_two_machines_is_no_conflict(self, store: Store) -> None:
        store.save_review(decided(new(), "s1", "opinion"), None)
        merged = store.save_review(decided(new(), "s1", "opinion", at=5, session="b1"), None)
        assert (tags(merged), merged.document.revision) == ({"s1": "opinion"}, 1)

    def test_requests_for_another_look_are_kept_with_the_rest(self, store: Store) -> None:
        back = ReviewChange("s1", SentBack(("ana",), time_after(0)))
        how = Circumstances(time_after(0), "r1", "key")
        saved = store.save_review(record(decided(new(), "s1", "opinion"), [back], how), None)
        opened = store.review("an-article", "rita")
        assert opened == saved
        assert dict(saved.document.sent_back) == {"s1": SentBack(("ana",), time_after(0))}

    @pytest.mark.parametrize("other", ["Rita", "RITA"])
    def test_two_reviewers_whose_names_would_be_one_file_are_one_too_many(
        self, store: Store, other: str
    ) -> None:
        saved = store.save_review(decided(new(), "s1", "opinion"), None)
        with pytest.raises(BadNameError, match="already has 'rita'"):
            store.save_review(decided(new(other), "s1", "confirmed"), None)
        with pytest.raises(BadNameError, match="already has 'rita'"):
            store.review("an-article", other)
        assert store.review("an-article", "rita") == saved

    def test_a_reviewer_on_many_machines_loses_nothing(self, store: Store) -> None:
        def write(session: str) -> None:
            review, token = new(), None
            for n in range(4):
                own = decided(review, f"s{session}{n}", "opinion", session=session)
                saved = store.save_review(own, token)
                review, token = saved.document, saved.token

        threads = [threading.Thread(target=write, args=(str(n),)) for n in range(1, 4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        now = store.review("an-article", "rita")
        assert len(tags(now)) == 12
        assert now is not None
        assert [event.revision for event in now.document.history] == list(range(1, 13))
