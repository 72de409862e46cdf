"""A review while it is open: the reviewer's document beside everybody's, and what needs them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from annotator.codec import empty_review
from annotator.domain.annotations import Why
from annotator.domain.article import Article, Sentence
from annotator.domain.history import Circumstances
from annotator.domain.marks import Mark
from annotator.domain.project import Project
from annotator.domain.review.carry import carried_review, reconcile_reviews
from annotator.domain.review.decisions import Decision, Review, Seen
from annotator.domain.review.gold import Gold, settled
from annotator.domain.review.reviewing import (
    HeldDecision,
    ReviewChange,
    record,
    renamed_review,
)
from annotator.domain.review.threads import Remark, unanswered
from annotator.domain.review.votes import is_stale
from annotator.domain.review.waiting import (
    Matter,
    letters,
    second_look,
    why_it_needs_reading,
    why_it_needs_settling,
)
from annotator.errors import RefusedError, UnknownNameError
from annotator.flows.colleagues import Colleagues, changed_between
from annotator.flows.review.filter import Filter, matches
from annotator.flows.session import Session
from annotator.stores.base import Opened


class ReviewWork:
    """A reviewer's document while it is open; `save` hears of every change to it."""

    def __init__(
        self,
        article: Article,
        opened: Opened[Review] | None,
        colleagues: Colleagues,
        project: Project,
        session: Session,
        save: Callable[[Review], None],
        *,
        of: str | None = None,
    ) -> None:
        """Takes up what there is.

        Args:
            article: as it is today.
            opened: the reviewer's own document, None before the first decision.
            colleagues: everybody's documents.
            project: its tags, settings and people.
            session: of the reviewer.
            save: hears of every change.
            of: the annotator whose tags are walked through, a name or, where names are hidden,
                a letter; None to settle.

        Raises:
            RefusedError: there are no tags but the reviewer's own, or none at all.
            UnknownNameError: `of` has not annotated the article.
        """
        self.article = article
        self.project = project
        self.session = session
        self._save = save
        self._index = {sentence.id: n for n, sentence in enumerate(article.sentences)}
        new = empty_review(article.id, article.revision, self.reviewer)
        document = opened.document if opened else new
        self.saved_revision = document.revision
        self.document = self._as_today(document)
        self.filter = Filter()
        self.colleagues = colleagues
        self._letters = letters(article.id, colleagues.annotators)
        self.of = self._checked(of)
        self._take_up()

    @property
    def reviewer(self) -> str:
        """Who reviews."""
        return self.session.annotator

    # ── who ──────────────────────────────────────────────────────────────────────────────────

    @property
    def annotators(self) -> list[str]:
        """Those who have annotated the article, in the order in which they are shown."""
        return sorted(self.colleagues.annotators, key=self.name_of)

    def name_of(self, person: str) -> str:
        """What to call somebody: a letter for annotators where the project hides their names."""
        if self.project.settings.reviewer_sees_names or person == self.reviewer:
            return person
        return self._letters.get(person, person)

    def named(self, name: str) -> str:
        """The annotator who is called so, by a name or the letter that stands for it.

        Raises:
            RefusedError: what they say cannot be read.
            UnknownNameError: nobody is, or has not annotated the article.
        """
        if name in self.colleagues.annotators:
            return name
        if name in self.colleagues.problems:
            raise RefusedError(self.colleagues.problems[name])
        called = {self.name_of(person): person for person in self.annotators}
        if name in called:
            return called[name]
        way_out = "Only who has tagged this article can be reviewed."
        raise UnknownNameError("annotator", name, called, way_out)

    def _checked(self, of: str | None) -> str | None:
        if of == self.reviewer:
            raise RefusedError(
                f"{of} is you: nobody reviews their own tags. Say --as for somebody else, or --of."
            )
        if of is not None:
            return self.named(of)
        others = [name for name in self.colleagues.annotators if name != self.reviewer]
        if not others:
            only = " but you: nobody reviews their own tags" if self.colleagues.annotators else ""
            unread = self.colleagues.problems.values()
            found = "Nobody's tags can be read of" if unread else "Nobody has tagged"
            raise RefusedError(" ".join([f"{found} {self.article.id}{only}.", *unread]))
        return None

    # ── what there is of a sentence ──────────────────────────────────────────────────────────

    def said(self, sentence: str) -> dict[str, Seen]:
        """What each annotator says of a sentence; who has not decided is not there."""
        views = self.colleagues.annotators
        return {n: views[n].said[sentence] for n in self.annotators if sentence in views[n].said}

    def unsure(self, sentence: str) -> list[str]:
        """The annotators who are unsure of a sentence."""
        views = self.colleagues.annotators
        return [name for name in self.annotators if sentence in views[name].unsure]

    def mark_of(self, annotator: str, sentence: str) -> Mark | None:
        """An annotator's whole mark, with sources, evidence and note."""
        return self.colleagues.annotators[annotator].document.marks.get(sentence)

    def decisions_on(self, sentence: str) -> dict[str, Decision]:
        """Every reviewer's decision on a sentence, one's own as it is now."""
        reviews = {**self.colleagues.reviews, self.reviewer: self.document}
        return {n: r.decisions[sentence] for n, r in reviews.items() if sentence in r.decisions}

    def decision_on(self, sentence: str) -> Decision | None:
        """The reviewer's own decision."""
        return self.document.decisions.get(sentence)

    def is_stale(self, sentence: str) -> bool:
        """Whether anybody's decision on a sentence saw a mark that is another today."""
        said = self.said(sentence)
        return any(is_stale(each, said) for each in self.decisions_on(sentence).values())

    def gold(self, sentence: str) -> Gold:
        """How a sentence is settled, without sources and evidence; or why it is not."""
        by_majority = self.project.settings.majority
        return settled(self.said(sentence), self.decisions_on(sentence), by_majority=by_majority)

    def thread(self, sentence: str) -> list[Remark]:
        """What was said of a sentence, by everybody, oldest first."""
        return self._threads.get(sentence, [])

    def sent_back(self, sentence: str) -> tuple[str, ...]:
        """The annotators whom somebody asked for another look and who have not answered."""
        return self._awaited.get(sentence, ())

    # ── what needs this reviewer ─────────────────────────────────────────────────────────────

    def why(self, sentence: str) -> str | None:
        """Why a sentence needs this reviewer, in words; None for nothing."""
        return self._needs.get(sentence)

    def left(self) -> dict[str, int]:
        """How many sentences need this reviewer, by why; their sum is what the screen counts."""
        return dict(Counter(self._needs.values()))

    def waiting(self) -> int:
        """How many sentences wait for annotators who were asked for another look."""
        return len(self._awaited)

    def matches(self, sentence: str) -> bool:
        """Whether a sentence is one that the filter asks for."""
        said, unsure = self.said(sentence), self.unsure(sentence)
        return matches(self.filter, said, unsure, is_stale=self.is_stale(sentence))

    def matching(self) -> int:
        """How many sentences the filter asks for."""
        return sum(self.matches(sentence.id) for sentence in self.article.sentences)

    def _why(self, sentence: Sentence) -> str | None:
        own = self.decision_on(sentence.id)
        matter = Matter(
            self.gold(sentence.id),
            own,
            unanswered=bool(self._unanswered(sentence.id, own)),
            awaited=self.sent_back(sentence.id),
            second_look=second_look(
                self.article.id, sentence.id, self.project.settings.second_look
            ),
        )
        if self.of is not None:
            return why_it_needs_reading(matter, self.of)
        return why_it_needs_settling(matter)

    def _unanswered(self, sentence: str, own: Decision | None) -> list[Remark]:
        """What others said since this reviewer did something here; nothing where they never did."""
        asked = self.document.sent_back.get(sentence)
        did = max((each.at for each in (own, asked) if each is not None), default="")
        thread = self.thread(sentence)
        if not did and not any(each.by == self.reviewer for each in thread):
            return []
        return unanswered(thread, self.reviewer, did)

    # ── saving and others ────────────────────────────────────────────────────────────────────

    def take_colleagues(self, colleagues: Colleagues, project: Project | None = None) -> None:
        """Takes in what everybody says now; the sentence at hand stays."""
        before = self.colleagues
        if project is not None and project != self.project:
            self.project = project
            self.document = self._as_today(self.document)
        elif colleagues is before:
            return
        else:
            project = None
        self.colleagues = colleagues
        if project is not None or before.annotators.keys() != colleagues.annotators.keys():
            self._letters = letters(self.article.id, colleagues.annotators)
            self._take_up()
            return
        talked = {*self._threads, *self._awaited}
        self._changed([*talked, *changed_between(before, colleagues)])
        self._changed({*self._threads, *self._awaited} - talked)

    def take_article(self, article: Article, colleagues: Colleagues) -> None:
        """Goes on with another revision of the article, and what everybody says of that."""
        self.article = article
        self._index = {sentence.id: n for n, sentence in enumerate(article.sentences)}
        self.document = self._as_today(self.document)
        self.colleagues = colleagues
        self._take_up()

    def take_in(self, opened: Opened[Review]) -> tuple[HeldDecision, ...]:
        """Takes in what the same reviewer saved elsewhere; own unsaved edits come after it.

        Returns what was decided differently on both sides: the disk's stands.
        """
        merged = reconcile_reviews(opened.document, self.document, self.article)
        self.document = self._as_today(merged.document)
        self.saved_revision = opened.document.revision
        self._take_up()
        return merged.held

    def has_more_than(self, opened: Opened[Review]) -> bool:
        """Whether there are edits that are not in what was saved.

        What only carries the review over, or renames tags, waits for the next of them.
        """
        return self._says_more_since(len(opened.document.history))

    @property
    def is_saved(self) -> bool:
        """Whether nothing of this review waits to be saved."""
        return not self._says_more_since(self.saved_revision)

    def _says_more_since(self, revision: int) -> bool:
        """Whether there are events since a revision that do more than carry the review over."""
        new = self.document.history[revision:]
        return any(event.why not in {"carry", "rename"} for event in new)

    def take_rescued(self, rescued: Review) -> tuple[HeldDecision, ...]:
        """Takes up a document that could not be saved; returns what had to be held back."""
        merged = reconcile_reviews(self.document, rescued, self.article)
        if merged.document.history != self.document.history:
            self.document = self._as_today(merged.document)
            self._take_up()
            self._save(self.document)
        return merged.held

    def index_of(self, sentence: str) -> int | None:
        """Where a sentence stands in the article; None for one that is no longer there."""
        return self._index.get(sentence)

    def _take_up(self) -> None:
        everybody = self._everybody()
        self._threads = everybody.threads()
        self._awaited = everybody.awaited()
        needs = ((sentence.id, self._why(sentence)) for sentence in self.article.sentences)
        self._needs = {sentence: why for sentence, why in needs if why is not None}

    def _everybody(self) -> Colleagues:
        """Everybody's documents, one's own as it is now among them."""
        reviews = {**self.colleagues.reviews, self.reviewer: self.document}
        return replace(self.colleagues, reviews=reviews)

    def _changed(self, sentences: Collection[str]) -> None:
        """Finds out anew what these sentences need, after the reviewer's own change."""
        now = self._everybody()
        self._threads, self._awaited = now.threads(), now.awaited()
        for sentence in sentences:
            index = self._index.get(sentence)
            why = None if index is None else self._why(self.article.sentences[index])
            if why is None:
                self._needs.pop(sentence, None)
            else:
                self._needs[sentence] = why

    def _as_today(self, document: Review) -> Review:
        """Carried over to today's article, renamed tags by their new names.

        That is saved with the next change, not by itself.
        """
        how = Circumstances(self.session.now(), self.session.id, "rename")
        return renamed_review(carried_review(document, self.article), self.project.renamed, how)

    def _record(self, changes: Sequence[ReviewChange], at: str, why: Why) -> frozenset[str]:
        return self._became(record(self.document, changes, Circumstances(at, self.session.id, why)))

    def _became(self, document: Review) -> frozenset[str]:
        """Makes this the document, hands it to be saved, and says which sentences changed."""
        new = document.history[len(self.document.history) :]
        changed = frozenset(event.sentence for event in new if event.sentence)
        newest = max(document.article_revision, self.article.revision)
        self.document = replace(document, article_revision=newest)
        self._changed(changed)
        if len(new):
            self._save(self.document)
        return changed
