"""Bringing articles in: a text becomes an article with an id and sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.domain.article import Article, fingerprint, text_digest
from annotator.domain.names import article_slug
from annotator.formats import Incoming, reader_for
from annotator.stores.base import Store
from annotator.text.sentences import segment, segmenter


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one source."""

    article: str
    is_new: bool
    """False where the same content was there already."""
    title: str
    sentences: int
    notices: tuple[str, ...] = ()


def make_article(incoming: Incoming, taken: Iterable[str], at: str) -> Article:
    """An article, revision 1, with an id that is not taken."""
    digest = text_digest(incoming.text)
    language = incoming.language or "en"
    return Article(
        id=article_slug(incoming.title, digest, set(taken)),
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

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, str] | None = None

    def add(self, data: bytes, name: str, at: str) -> Added:
        """Adds one source; content that is there already is not added twice.

        Args:
            data: the source.
            name: what to call it in messages.
            at: the time, UTC.

        Raises:
            DataError: it is no article.
        """
        incoming = reader_for(name, data).read(data, name)
        known = self._fingerprints()
        there = known.get(fingerprint(incoming.text))
        if there is not None:
            article = self._store.article(there).document
            return Added(there, False, article.title, len(article.sentences), incoming.notices)  # noqa: FBT003 - it is not new
        taken = {*self._store.article_ids(), *self._store.aside_ids()}
        article = make_article(incoming, taken, at)
        self._store.save_article(article, None)
        known[article.fingerprint] = article.id
        sentences = len(article.sentences)
        return Added(article.id, True, article.title, sentences, incoming.notices)  # noqa: FBT003 - it is new

    def _fingerprints(self) -> dict[str, str]:
        if self._known is None:
            self._known = {
                self._store.article(article).document.fingerprint: article
                for article in self._store.article_ids()
            }
        return self._known
