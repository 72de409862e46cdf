"""A piece of work: the open document of one annotator on one article, and its place in time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from annotator.codec import empty_annotations
from annotator.domain.annotations import Annotations, Why
from annotator.domain.article import COUNTED_KINDS, Article, Sentence
from annotator.domain.edits import with_current_names
from annotator.domain.history import Change, Circumstances, record
from annotator.domain.ledger import evidence_in, sources_in
from annotator.domain.marks import Comment, Evidence, HandIn, Mark, Source
from annotator.domain.merge import Held, reconcile
from annotator.domain.progress import Progress
from annotator.domain.project import Project
from annotator.flows.session import Session
from annotator.flows.tally import Tally
from annotator.stores.base import Opened


class Work:
    """An annotator's document while it is open; `save` hears of every change to it."""

    def __init__(
        self,
        article: Article,
        opened: Opened[Annotations] | None,
        project: Project,
        session: Session,
        save: Callable[[Annotations], None],
    ) -> None:
        self.article = article
        self.project = project
        self.session = session
        self._save = save
        self._index = _places(article)
        document = (
            opened.document
            if opened
            else empty_annotations(article.id, article.revision, article.sha256, session.annotator)
        )
        self.saved_revision = document.revision
        self._take_up(document)

    # ── what there is ────────────────────────────────────────────────────────────────────────

    def mark_of(self, sentence: str) -> Mark | None:
        """A sentence's mark."""
        return self.document.marks.get(sentence)

    def state_of(self, sentence: str) -> str | None:
        """The state of a sentence's mark, None without one."""
        return self._tally.state_of(sentence)

    def is_judged(self, sentence: str) -> bool:
        """Whether a sentence is of a kind that counts and that moving on stops at."""
        index = self._index.get(sentence)
        return index is not None and self.article.sentences[index].kind in COUNTED_KINDS

    def index_of(self, sentence: str) -> int | None:
        """Where a sentence stands in the article; None for one that is no longer there."""
        return self._index.get(sentence)

    def text_of(self, sentence: Sentence) -> str:
        """A sentence's own words."""
        return self.article.text_of(sentence)

    def progress(self) -> Progress:
        """How far the article is; kept up to date, so it is quick to ask."""
        return self._tally.progress

    def comments_on(self, sentence: str) -> list[Comment]:
        """The comments on a sentence, oldest first."""
        return [comment for comment in self.document.comments if comment.sentence == sentence]

    def sources(self) -> list[Source]:
        """The article's sources so far, in the order in which they first appear."""
        return sources_in(self._with_attached(), self.document.marks)

    def evidence(self) -> list[Evidence]:
        """The article's evidence so far, in reading order."""
        return evidence_in(self._with_attached(), self.document.marks)

    def _with_attached(self) -> list[Sentence]:
        """The sentences whose marks have to be read for sources and evidence."""
        return [s for s in self.article.sentences if self._tally.has_attached(s.id)]

    @property
    def handed_in(self) -> HandIn | None:
        """The latest hand-in that stands."""
        return self.document.handed_in[-1] if self.document.handed_in else None

    # ── saving and others ────────────────────────────────────────────────────────────────────

    def take_in(self, opened: Opened[Annotations]) -> tuple[Held, ...]:
        """Takes in what others have saved; own edits that are not on the disk come after it.

        Returns the sentences that were marked differently on both sides: the disk's marks stand.
        """
        merged = reconcile(opened.document, self.document)
        self._take_up(merged.document)
        self.saved_revision = opened.document.revision
        return merged.held

    def has_more_than(self, opened: Opened[Annotations]) -> bool:
        """Whether there are edits that are not in what was saved."""
        return len(self.document.history) > len(opened.document.history)

    def take_rescued(self, rescued: Annotations) -> tuple[Held, ...]:
        """Takes up a document that could not be saved; returns what had to be held back."""
        merged = reconcile(self.document, rescued)
        if merged.document.history != self.document.history:
            self._take_up(merged.document)
            self._save(self.document)
        return merged.held

    def take_article(self, article: Article) -> None:
        """Goes on with another revision of the article."""
        self.article = article
        self._index = _places(article)
        self._take_up(self.document)

    def _take_up(self, document: Annotations) -> None:
        self.document = self._with_current_tags(document)
        self._tally = Tally(self.article, self.document)

    def _with_current_tags(self, document: Annotations) -> Annotations:
        """Renamed tags by their new names; that is saved with the next change, not by itself."""
        renamed = self.project.renamed
        if not renamed:
            return document
        today = {s: with_current_names(m, renamed) for s, m in document.marks.items()}
        changes = [Change(s, m) for s, m in today.items() if m != document.marks[s]]
        return record(document, changes, self._circumstances("rename"))

    def _circumstances(self, why: Why) -> Circumstances:
        return Circumstances(self.session.now(), self.session.id, why)

    def _record(self, changes: Sequence[Change], why: Why) -> frozenset[str]:
        return self._became(record(self.document, changes, self._circumstances(why)))

    def _became(self, document: Annotations) -> frozenset[str]:
        """Makes this the document, hands it to be saved, and says which sentences changed."""
        new = document.history[len(self.document.history) :]
        changed = frozenset(event.sentence for event in new if event.sentence)
        self.document = replace(
            document,
            article_revision=self.article.revision,
            article_sha256=self.article.sha256,
        )
        self._tally.change(changed, self.document.marks)
        if len(new):
            self._save(self.document)
        return changed


def _places(article: Article) -> dict[str, int]:
    """Where each sentence stands in the article, by its id."""
    return {sentence.id: n for n, sentence in enumerate(article.sentences)}
