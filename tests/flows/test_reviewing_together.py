"""Annotators and reviewers at work on one article in any order: nothing lost, nothing stale."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from annotator.flows.colleagues import look
from annotator.flows.review.gold import gold_of
from annotator.flows.review.reviewing import Reviewing
from annotator.stores.memory import MemoryStore
from tests.flows.test_review import (
    ARTICLE,
    annotating,
    at_work,
    desk,
    mark,
    needs,
    project,
    reviewing,
)

SENTENCES = st.sampled_from(["s2", "s3"])
PEOPLE = st.sampled_from(["ana", "ben", "cho"])
REVIEWERS = st.sampled_from(["rita", "rob"])
TAGS = st.sampled_from(["opinion", "confirmed"])


class Together(RuleBasedStateMachine):
    """Two reviewers keep their screens open while three annotators come and go."""

    def __init__(self) -> None:
        super().__init__()
        self.store: MemoryStore = desk(project(second_look=0.5))
        mark(self.store, "ana", "s2", "opinion")
        mark(self.store, "ben", "s2", "confirmed")
        self.open = {who: reviewing(self.store, who=at_work(who)) for who in ("rita", "rob")}
        self.done = dict.fromkeys(("ana", "ben", "cho", "rita", "rob"), 0)
        self.done |= {"ana": 1, "ben": 1}
        self.runs = 1

    def _looked(self, who: str) -> Reviewing:
        work = self.open[who]
        work.take_colleagues(look(self.store, work.article, work.project, work.colleagues))
        return work

    @rule(who=PEOPLE, sentence=SENTENCES, tag=TAGS)
    def tag(self, who: str, sentence: str, tag: str) -> None:
        self.runs += 1
        work = annotating(self.store, who, f"{who}{self.runs}")
        before = work.document.revision
        work.go(work.index_of(sentence) or 0)
        work.tag(tag)
        self.done[who] += work.document.revision - before

    @rule(who=PEOPLE, sentence=SENTENCES)
    def say(self, who: str, sentence: str) -> None:
        self.runs += 1
        work = annotating(self.store, who, f"{who}{self.runs}")
        work.go(work.index_of(sentence) or 0)
        work.reply("Why?")
        self.done[who] += 1

    @rule(who=PEOPLE)
    def take_back(self, who: str) -> None:
        self.runs += 1
        work = annotating(self.store, who, f"{who}{self.runs}")
        before = work.document.revision
        work.undo()
        self.done[who] += work.document.revision - before

    @rule(who=REVIEWERS, sentence=SENTENCES, tag=TAGS, looks=st.booleans())
    def decide(self, who: str, sentence: str, tag: str, *, looks: bool) -> None:
        work = self._looked(who) if looks else self.open[who]
        work.go_to(sentence)
        work.decide(tag)

    @rule(who=REVIEWERS, sentence=SENTENCES)
    def agree(self, who: str, sentence: str) -> None:
        self.open[who].go_to(sentence)
        self.open[who].agree()

    @rule(who=REVIEWERS, sentence=SENTENCES)
    def send_back(self, who: str, sentence: str) -> None:
        self.open[who].go_to(sentence)
        self.open[who].send_back()

    @rule(who=REVIEWERS, sentence=SENTENCES)
    def comment(self, who: str, sentence: str) -> None:
        self.open[who].go_to(sentence)
        self.open[who].comment("Who?")

    @rule(who=REVIEWERS)
    def undo(self, who: str) -> None:
        self.open[who].undo()

    @rule(who=REVIEWERS)
    def open_again(self, who: str) -> None:
        self.runs += 1
        self.open[who] = reviewing(self.store, who=at_work(who, f"{who}{self.runs}"))

    @invariant()
    def every_act_is_in_its_owners_file(self) -> None:
        for who in ("ana", "ben", "cho"):
            opened = self.store.annotations(ARTICLE, who)
            assert (opened.document.revision if opened else 0) == self.done[who]
        for who, work in self.open.items():
            review = self.store.review(ARTICLE, who)
            assert (review.document if review else None) == (
                work.document if work.document.revision else None
            )

    @invariant()
    def an_open_review_that_looks_knows_what_a_new_one_knows(self) -> None:
        for who in self.open:
            work = self._looked(who)
            anew = reviewing(self.store, who=at_work(who))
            assert needs(work) == needs(anew)
            assert work.left() == anew.left()
            everybody = look(self.store, work.article, work.project)
            gold = gold_of(work.article, everybody, work.project)
            for sentence, found in gold.items():
                assert work.gold(sentence).provenance == found.provenance
                assert work.sent_back(sentence) == anew.sent_back(sentence)
                assert work.thread(sentence) == anew.thread(sentence)


TestTogether = Together.TestCase
TestTogether.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)
