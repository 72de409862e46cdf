"""Bringing articles in: a text becomes an article with an id and sentences."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from annotator.domain.article import Aligned, Article, fingerprint, text_digest
from annotator.domain.names import article_slug
from annotator.errors import ConflictError, DataError, ReadError, UnknownNameError
from annotator.formats import Incoming, read_one
from annotator.stores.base import Store
from annotator.text.sentences import segment, segmenter


Outcome = Literal["new", "same", "revised", "aside"]


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one source."""

    article: str
    is_new: bool
    """False where the same content was there already."""
    title: str
    sentences: int
    notices: tuple[str, ...] = ()
    is_aside: bool = False
    """Whether the same content was there and was set aside; then it still is."""
    outcome: Outcome = "new"
    revision: int = 1
    alignment: tuple[Aligned, ...] = ()
    """How the sentences of the revised text come from those that were; else empty."""
    before: Article | None = None
    """The article as it was, where it was revised."""
    after: Article | None = None
    """The article as it is then."""


def make_article(incoming: Incoming, taken: Collection[str], at: str) -> Article:
    """An article, revision 1, with an id that is not taken."""
    digest = text_digest(incoming.text)
    language = incoming.language or "en"
    return Article(
        id=article_slug(incoming.title, digest, taken),
        revision=1,
        title=incoming.title,
        url=incoming.url,
        publisher=incoming.publisher,
        byline=incoming.byline,
        published=incoming.published,
        published_basis=incoming.published_basis,
        retrieved=at,
        language=language,
        license=incoming.license,
        sha256=digest,
        fingerprint=fingerprint(incoming.text),
        segmenter=segmenter(),
        text=incoming.text,
        sentences=segment(incoming.text, language),
    )


class Intake:
    """Adds sources to a project one after another, each content once.

    Fingerprints of what is there are read once, when the first source is added.
    """

    def __init__(self, store: Store, by: str = "") -> None:
        self._store = store
        self._by = by
        self._known: dict[str, str] | None = None
        self._ids: set[str] | None = None
        self._set_aside: list[Article] | None = None

    def add_one(self, data: bytes, name: str, at: str) -> Added:
        """Adds a source that is one article.

        Args:
            data: the source.
            name: what to call it in messages.
            at: the time, UTC.

        Raises:
            DataError: it is no article.
            RefusedError: it holds several.
        """
        return self.take(read_one(data, name), at)

    add = add_one

    def take(
        self, incoming: Incoming, at: str, *, into: str | None = None, dry: bool = False
    ) -> Added:
        """Adds an article; content that is there already, or was set aside, is not added twice.

        Args:
            incoming: the article, read.
            at: the time, UTC.
            into: the article whose new text it is.
            dry: whether nothing is to be written.
        """
        there = self._same(incoming)
        aside = None if there else self._same_aside(incoming)
        known = there or aside
        new = make_article(incoming, self._taken(), at) if dry else None
        article = known or new or self._saved(incoming, at)
        return Added(
            article=article.id,
            is_new=known is None,
            title=article.title,
            sentences=len(article.sentences),
            notices=incoming.notices,
            is_aside=aside is not None,
            outcome="same" if there else "aside" if aside else "new",
            revision=article.revision,
        )

    def _saved(self, incoming: Incoming, at: str) -> Article:
        """A new article, saved; another id is tried where somebody took the same one meanwhile."""
        while True:
            article = make_article(incoming, self._taken(), at)
            try:
                self._store.save_article(article, None)
            except ConflictError:
                self._ids = None
                continue
            self._taken().add(article.id)
            self._fingerprints()[article.fingerprint] = article.id
            return article

    def _same(self, incoming: Incoming) -> Article | None:
        """The article with this content; the one that would have its id is looked at first."""
        digest = fingerprint(incoming.text)
        likely = article_slug(incoming.title, text_digest(incoming.text), ())
        if self._known is None and likely in self._taken():
            article = self._read(likely)
            if article is not None and article.fingerprint == digest:
                return article
        there = self._fingerprints().get(digest)
        return self._read(there) if there is not None else None

    def _same_aside(self, incoming: Incoming) -> Article | None:
        """The article with this content that was set aside."""
        digest = fingerprint(incoming.text)
        return next((a for a in self._aside() if a.fingerprint == digest), None)

    def _aside(self) -> list[Article]:
        """The articles set aside, read once; damaged ones stop nobody."""
        if self._set_aside is None:
            self._set_aside = []
            for article in self._store.aside_ids():
                with suppress(DataError, ReadError):
                    opened = self._store.article_aside(article)
                    self._set_aside += [opened.document] if opened else []
        return self._set_aside

    def _taken(self) -> set[str]:
        """The ids that no new article may have, those of articles set aside among them."""
        if self._ids is None:
            self._ids = {*self._store.article_ids(), *self._store.aside_ids()}
        return self._ids

    def _fingerprints(self) -> dict[str, str]:
        if self._known is None:
            articles = map(self._read, self._store.article_ids())
            self._known = {a.fingerprint: a.id for a in articles if a is not None}
        return self._known

    def _read(self, article: str) -> Article | None:
        """An article, None for one that is not there, or that cannot be read: that stops nobody."""
        try:
            return self._store.article(article).document
        except (DataError, ReadError, UnknownNameError):
            return None
