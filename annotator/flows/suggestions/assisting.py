"""Assisting: what the program would say of the sentence at hand, and what of it is shown when.

Nothing here reads or learns: that is done off the screen's thread, and its code is loaded there
(`annotator.flows.suggestions.stretch`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from annotator.domain.annotations import Annotations
from annotator.domain.article import Article, Sentence
from annotator.domain.marks import Mark, Source, Suggestion
from annotator.domain.project import Project
from annotator.errors import RefusedError
from annotator.flows.session import Session
from annotator.flows.work import Work
from annotator.stores.base import Opened

if TYPE_CHECKING:
    from annotator.assist.learning import Learnt
    from annotator.assist.suggesting import Suggested
    from annotator.flows.suggestions.stretch import Stretch

When = Literal["off", "before", "after"]
"""When a suggestion is shown: never, before one's own decision, or only after it."""

Proposer = Callable[[str, str | None], tuple[Source, ...]]
"""Who or what a sentence rests on, by its id and the tag that asks; nothing if nobody knows."""


def shown_when(project: Project, article: str, annotator: str, others: Iterable[str]) -> When:
    """When suggestions are shown to an annotator of an article.

    `auto` shows them before the decision as long as nobody else annotates the article, so that
    independent marks stay independent.

    Args:
        project: its settings and assignments.
        article: its id.
        annotator: who is asked.
        others: names of those who have annotations on it, perhaps the annotator's own among them.
    """
    mode = project.settings.suggestions
    if mode != "auto":
        return mode
    people = {*others, *project.assignments.get(article, ())}
    return "after" if people - {annotator} else "before"


class Assisted(Work):
    """Work with suggestions, once a stretch of the article around its place has been read."""

    def __init__(
        self,
        article: Article,
        opened: Opened[Annotations] | None,
        project: Project,
        session: Session,
        save: Callable[[Annotations], None],
    ) -> None:
        self.current = 0
        """The index of the sentence that work is at."""
        self.stretch: Stretch | None = None
        """What was read; null until it is, and again where the article has become another."""
        self.propose: Proposer = self._proposed
        self._learnt: Learnt | None = None
        self._others: frozenset[str] = frozenset()
        self._seen: dict[str, Suggested] = {}
        super().__init__(article, opened, project, session, save)

    @property
    def sentence(self) -> Sentence:
        """The current sentence."""
        return self.article.sentences[self.current]

    @property
    def mark(self) -> Mark | None:
        """The current sentence's mark."""
        return self.document.marks.get(self.sentence.id)

    def _proposed(self, sentence: str, tag: str | None) -> tuple[Source, ...]:
        return () if self.stretch is None else self.stretch.sources(sentence, tag)

    # ── what was read and learnt ─────────────────────────────────────────────────────────────

    def lacks_stretch(self) -> bool:
        """Whether the article is to be read around the current sentence."""
        wanted = self.project.settings.suggestions != "off"
        return wanted and (self.stretch is None or not self.stretch.is_for(self.current))

    def take_stretch(self, stretch: Stretch) -> None:
        """Goes on with what was read of the article, with all that has been marked by now.

        What was read of an article that has changed meanwhile is of no use.
        """
        if stretch.article is not self.article:
            return
        if self.stretch is not None:
            self.stretch.close()
        self.stretch = stretch
        self._others |= stretch.others
        if self._learnt is not None:
            stretch.learn_with(self._learnt)
        stretch.changed(stretch.sentences, self.document.marks)

    def take_lessons(self, learnt: Learnt) -> None:
        """Goes on with what other articles teach."""
        self._learnt = learnt
        if self.stretch is not None:
            self.stretch.learn_with(learnt)

    def take_terms(self, project: Project) -> None:
        """Takes in how the project asks for suggestions now, and who else is to annotate."""
        self.project = _with_terms_of(self.project, project)

    def _take_up(self, document: Annotations) -> None:
        super()._take_up(document)
        if self.stretch is not None and self.stretch.article is not self.article:
            self.stretch.close()
            self.stretch = None
        elif self.stretch is not None:
            self.stretch.changed(self.stretch.sentences, self.document.marks)

    def _became(self, document: Annotations) -> frozenset[str]:
        changed = super()._became(document)
        if self.stretch is not None:
            self.stretch.changed(changed, self.document.marks)
        return changed

    # ── what is shown ────────────────────────────────────────────────────────────────────────

    @property
    def when(self) -> When:
        """When suggestions are shown, as far as it is known who else annotates the article."""
        heard = {key.person for key in self.colleagues.known if key.thing == "annotations"}
        me = self.session.annotator
        return shown_when(self.project, self.article.id, me, self._others | heard)

    @property
    def why_after(self) -> str:
        """Why suggestions come only after the decision."""
        asked = self.project.settings.suggestions == "after"
        return "This project has it so" if asked else "Others annotate this article too"

    def offered(self) -> Suggested | None:
        """What is to be shown now of what the program would say of the current sentence.

        Where it says what the annotator has said, there is nothing to show.
        """
        sentence = self.sentence.id
        state, when = self.state_of(sentence), self.when
        if self.stretch is None or when == "off" or state == "skipped":
            return None
        if when == "after" and state in {None, "open"}:
            return None
        found, mark = self.stretch.suggestion(sentence), self.mark_of(sentence)
        said = mark is not None and found is not None and mark.tags[:1] == (found.tag,)
        return None if said else found

    def note_shown(self, suggested: Suggested) -> None:
        """Notes that the annotator sees a suggestion: from now on it counts as shown."""
        self._seen[suggested.sentence] = suggested

    def foretold_otherwise(self, sentence: str) -> Suggested | None:
        """What the program would have said of a sentence that was just decided otherwise.

        Only where suggestions come after the decision, and this one has not been shown yet.
        """
        if self.stretch is None or self.when != "after" or self.state_of(sentence) == "skipped":
            return None
        found, mark = self.stretch.suggestion(sentence), self.mark_of(sentence)
        if found is None or mark is None or sentence in self._seen:
            return None
        return found if mark.tags[:1] != (found.tag,) else None

    def to_accept(self) -> Suggested:
        """The suggestion for the current sentence that may be taken: what is on the screen.

        Raises:
            RefusedError: there is none, and why.
        """
        here, when = self.sentence.id, self.when
        offered, seen = self.offered(), self._seen.get(self.sentence.id)
        if offered is not None and seen is not None and seen.tag == offered.tag:
            return seen
        if when == "off":
            why = "Suggestions are off in this project."
        elif self.stretch is None:
            why = "The suggestions are not ready yet."
        elif when == "after" and self.state_of(here) in {None, "open"}:
            why = f"{self.why_after}: suggestions come after your own decision."
        elif offered is not None:
            why = f"What is suggested for {here} was not on the screen yet: look, and press again."
        else:
            why = f"Nothing is suggested for {here}."
        raise RefusedError(why)

    def _suggestion(self, answer: str | None) -> Suggestion | None:
        """What a decision on the current sentence keeps of the program's suggestion.

        Args:
            answer: the tag that is decided on; null for none.
        """
        sentence = self.sentence.id
        if self.stretch is None or self.when == "off":
            return None
        seen = self._seen.get(sentence)
        found = seen or self.stretch.suggestion(sentence)
        if found is None:
            return None
        shown = seen is not None
        accepted = shown and found.tag == answer
        return Suggestion(found.tag, found.probability, self.stretch.model, shown, accepted)


def _with_terms_of(project: Project, now: Project) -> Project:
    """A project that asks for suggestions and checks, and assigns articles, as it does now."""
    settings = replace(
        project.settings,
        suggestions=now.settings.suggestions,
        lint=now.settings.lint,
        evidence_days=now.settings.evidence_days,
    )
    return replace(project, settings=settings, assignments=now.assignments)
