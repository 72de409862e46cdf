"""A desk: one annotator, one project, and everything that belongs to working on it."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from annotator.domain.annotations import Annotations
from annotator.domain.article import Article
from annotator.domain.project import Project, UserSettings
from annotator.domain.review.decisions import Review
from annotator.errors import AmbiguousNameError, AnnotatorError, UnknownNameError
from annotator.flows.annotate import Annotating
from annotator.flows.colleagues import Colleagues, check_may_review, look
from annotator.flows.saving import Listener, SaveQueue
from annotator.flows.session import Session
from annotator.stores.base import Key, Store, Thing
from annotator.stores.personal import PersonalFiles

if TYPE_CHECKING:
    from annotator.flows.review.reviewing import Reviewing

_NEAR = 3
"""Articles that are named when an id is none."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts that commands and screens work with."""

    store: Store
    personal: PersonalFiles
    settings: UserSettings
    session: Session
    notice: str = ""
    """What to tell the annotator when work begins; empty for nothing."""

    @property
    def annotator(self) -> str:
        """Who is working."""
        return self.session.annotator

    def project(self) -> Project:
        """The project as it is now."""
        return self.store.project().document

    def begin(self, article: str, listener: Listener) -> tuple[Annotating, SaveQueue]:
        """Opens an article to annotate it, with a queue that saves what is done.

        Raises:
            AnnotatorError: it cannot be opened; then no queue was begun.
        """
        text = self.store.article(article).document
        stamp = self.store.stamp(Key("annotations", article, self.annotator))
        opened = self.store.annotations(article, self.annotator)

        def save(document: Annotations) -> None:
            queue.submit(document)

        work = Annotating(text, opened, self.project(), self.session, save)
        with contextlib.suppress(AnnotatorError):  # what was opened lately is a mere convenience
            self.personal.note_opened(article, self.session.now())
        # the last, so that what fails above leaves no thread behind
        queue = SaveQueue(self.store, opened.token if opened else None, stamp, listener)
        return work, queue

    def colleagues(self, work: Annotating | Reviewing) -> Colleagues:
        """What everybody says of an open article now; the same object while nothing changes.

        It reads files: call it off the screen's thread, and hand what it gives to
        `take_colleagues`.
        """
        return self.colleagues_on(work, work.article)

    def colleagues_on(self, work: Annotating | Reviewing, article: Article) -> Colleagues:
        """The same, carried over to another revision of the article."""
        thing: Thing = "annotations" if isinstance(work, Annotating) else "review"
        own = Key(thing, article.id, self.annotator)
        return look(self.store, article, work.project, work.colleagues, without=own)

    def review(
        self, article: str, listener: Listener, of: str | None = None
    ) -> tuple[Reviewing, SaveQueue]:
        """Opens an article to review it, with a queue that saves what is decided.

        Args:
            article: its id.
            listener: hears how saving goes.
            of: the annotator whose tags are walked through; None to settle.

        Raises:
            RefusedError: there is nothing to review, or it is not to be seen yet.
            AnnotatorError: it cannot be opened; then no queue was begun.
        """
        from annotator.flows.review.reviewing import Reviewing  # noqa: PLC0415 - who tags needs none of it

        text = self.store.article(article).document
        project = self.project()
        stamp = self.store.stamp(Key("review", article, self.annotator))
        opened = self.store.review(article, self.annotator)
        own = Key("review", article, self.annotator)
        colleagues = look(self.store, text, project, without=own)
        check_may_review(project, self.annotator, article, colleagues)

        def save(document: Review) -> None:
            queue.submit(document)

        work = Reviewing(text, opened, colleagues, project, self.session, save, of=of)
        with contextlib.suppress(AnnotatorError):
            self.personal.note_opened(article, self.session.now())
        queue = SaveQueue(self.store, opened.token if opened else None, stamp, listener)
        return work, queue


def find_article(store: Store, name: str) -> str:
    """The id of the article that is called so, or whose id alone begins so.

    Raises:
        AmbiguousNameError: several begin so.
        UnknownNameError: none does.
    """
    known = store.article_ids()
    if name in known:
        return name
    beginnings = [candidate for candidate in known if name and candidate.startswith(name)]
    if len(beginnings) > 1:
        raise AmbiguousNameError("article", name, beginnings)
    if not beginnings:
        way_out = "`annotator status` lists the articles; `annotator add` brings one in."
        raise UnknownNameError("article", name, known, way_out, near=_with_words(store, name))
    return beginnings[0]


def _with_words(store: Store, words: str) -> list[str]:
    """The ids of the first articles whose id or title holds all the words."""
    wanted = re.findall(r"\w+", words.casefold())
    if not wanted:
        return []
    rows = ((row.id, f"{row.id} {row.title}".casefold()) for row in store.overview())
    return list(islice((id_ for id_, text in rows if all(w in text for w in wanted)), _NEAR))
