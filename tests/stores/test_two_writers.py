"""A machine that lets two writers do anything in any order, and checks that nothing is lost."""

from __future__ import annotations

from typing import cast

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from annotator.domain.annotations import Annotations
from annotator.domain.edits import same_decision
from annotator.domain.history import rebuild
from annotator.domain.merge import Held
from annotator.domain.project import Project
from annotator.errors import ConflictError
from annotator.stores.base import Opened
from annotator.stores.memory import MemoryStore
from tests import strategies as some

WRITERS = st.sampled_from(["a1", "b1"])


class TwoWriters(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.store = MemoryStore(Project("desk"))
        self.documents: dict[str, Annotations] = {}
        self.tokens: dict[str, str | None] = {}
        self.acknowledged: list[bytes] = []
        for writer in ("a1", "b1"):
            self.documents[writer] = some.empty_annotations()
            self.tokens[writer] = None

    @rule(data=st.data(), writer=WRITERS)
    def edit(self, data: st.DataObject, writer: str) -> None:
        step = data.draw(some.steps(writer))
        self.documents[writer] = step(self.documents[writer])

    @rule(writer=WRITERS)
    def save(self, writer: str) -> None:
        own = self.documents[writer]
        held: tuple[Held, ...] = ()
        try:
            saved = self.store.save_annotations(own, self.tokens[writer])
        except ConflictError as error:
            saved = cast("Opened[Annotations]", error.saved)
            held = cast("tuple[Held, ...]", error.held)
        for each in held:
            assert each.own == own.marks.get(each.sentence)
            assert each.disk == saved.document.marks.get(each.sentence)
            assert not same_decision(each.own, each.disk)
        self.acknowledged = list(saved.document.history.lines())
        self.documents[writer], self.tokens[writer] = saved.document, saved.token

    @rule(writer=WRITERS)
    def save_without_hearing_of_it(self, writer: str) -> None:
        """The save succeeds, but an error after it makes the writer try again later."""
        document, token = self.documents[writer], self.tokens[writer]
        self.save(writer)
        self.documents[writer], self.tokens[writer] = document, token

    @rule(writer=WRITERS)
    def start_again(self, writer: str) -> None:
        opened = self.store.annotations("an-article", "ana")
        if opened is not None:
            self.documents[writer], self.tokens[writer] = opened.document, opened.token

    @invariant()
    def what_was_acknowledged_keeps_its_number_and_place(self) -> None:
        opened = self.store.annotations("an-article", "ana")
        if opened is not None:
            lines = list(opened.document.history.lines())
            assert lines[: len(self.acknowledged)] == self.acknowledged

    @invariant()
    def the_document_is_what_its_history_makes_of_it(self) -> None:
        opened = self.store.annotations("an-article", "ana")
        if opened is not None:
            document = opened.document
            assert rebuild(document, document.revision) == document
            assert [e.revision for e in document.history] == list(range(1, document.revision + 1))


TestTwoWriters = TwoWriters.TestCase
TestTwoWriters.settings = settings(max_examples=30, stateful_step_count=15, deadline=None)
