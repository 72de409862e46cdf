"""A catalogue of a project's articles: which of them a text that comes in may be."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from annotator.domain.article import Article, fingerprint
from annotator.domain.metadata import same_address
from annotator.errors import DataError, ReadError, UnknownNameError
from annotator.stores.base import Store

_LONG = 30
"""Code points from which on a sentence is unlikely to stand in two articles by chance."""

_MOST_COMPARED = 8
"""Articles of one title, or with one sentence, that a text is held against."""

_KEPT = 6
"""Long sentences of an article that it is looked up by, the longest first."""


@dataclass(slots=True)
class Entries:
    """What articles are looked up by, each to the ids of the articles that have it."""

    content: dict[str, str] = field(default_factory=dict)
    """Fingerprint of today's text."""
    earlier: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Fingerprint of an earlier text, to the article and the revision that had it."""
    addresses: dict[str, str] = field(default_factory=dict)
    titles: dict[str, list[str]] = field(default_factory=dict)
    sentences: dict[bytes, list[str]] = field(default_factory=dict)
    """Digest of a long sentence."""

    def note(self, article: Article) -> None:
        """Enters an article; what was entered of it before is looked up no longer."""
        for earlier in article.previous:
            if earlier.text is not None:
                content = fingerprint(earlier.text)
                self.earlier.setdefault(content, (article.id, earlier.revision))
                if self.content.get(content) == article.id:
                    del self.content[content]
        self.content[article.fingerprint] = article.id
        if article.url:
            self.addresses.setdefault(same_address(article.url), article.id)
        for title in titles_of(article):
            _append(self.titles.setdefault(title, []), article.id)
        for digest in _digests(_long_sentences(article)[:_KEPT]):
            _append(self.sentences.setdefault(digest, []), article.id)

    def likely(self, title: str, sentences: Iterable[str]) -> list[str]:
        """The ids of articles that a text may be a version of, each once.

        Those of its title, the latest, come first, then those that have a long sentence of it; a
        sentence that many articles have tells nothing.

        Args:
            title: of the text.
            sentences: its words, sentence by sentence.
        """
        found = list(self.titles.get(as_title(title), ())[-_MOST_COMPARED:])
        for digest in _digests(text for text in sentences if len(text) >= _LONG):
            having = self.sentences.get(digest, ())
            found += having if len(having) <= _MOST_COMPARED else ()
        return list(dict.fromkeys(found))


def _append(ids: list[str], article: str) -> None:
    """Puts an article at the end of those that are looked up by one thing, once."""
    if article in ids[-_MOST_COMPARED:]:
        ids.remove(article)
    ids.append(article)


class Catalogue:
    """The articles of a project, read once, and those that were added since."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._entries: Entries | None = None
        self._ids: set[str] | None = None
        self._set_aside: list[Article] | None = None
        self._planned: dict[str, Article] = {}

    def taken(self) -> set[str]:
        """The ids that no new article may have, those of articles set aside among them."""
        if self._ids is None:
            self._ids = {*self._store.article_ids(), *self._store.aside_ids(), *self._planned}
        return self._ids

    def look_again(self) -> None:
        """Takes up the articles that somebody else has added meanwhile."""
        known, self._ids = self.taken(), None
        for article in map(self.article, sorted(self.taken() - known)):
            if article is not None:
                self.entries().note(article)

    def note(self, article: Article, *, planned: bool = False) -> None:
        """Takes up an article that was saved, or that would be without `--dry-run`."""
        self.taken().add(article.id)
        self.entries().note(article)
        if planned:
            self._planned[article.id] = article

    def article(self, article: str) -> Article | None:
        """An article, None for one that is not there, or that cannot be read: that stops nobody."""
        if article in self._planned:
            return self._planned[article]
        try:
            return self._store.article(article).document
        except (DataError, ReadError, UnknownNameError):
            return None

    def aside(self, content: str) -> Article | None:
        """The article with this fingerprint that was set aside."""
        if self._set_aside is None:
            self._set_aside = []
            for article in self._store.aside_ids():
                with suppress(DataError, ReadError):
                    opened = self._store.article_aside(article)
                    self._set_aside += [opened.document] if opened else []
        return next((a for a in self._set_aside if a.fingerprint == content), None)

    def entries(self) -> Entries:
        """What the project's articles are looked up by; they are read when it is first asked."""
        if self._entries is None:
            self._entries = Entries()
            for article in map(self.article, self._store.article_ids()):
                if article is not None:
                    self._entries.note(article)
        return self._entries

    @property
    def is_read(self) -> bool:
        """Whether every article has been read."""
        return self._entries is not None


def as_title(title: str) -> str:
    """What equal titles have in common."""
    return " ".join(unicodedata.normalize("NFKC", title).casefold().split())


def titles_of(article: Article) -> set[str]:
    """What an article is and was called, each as `as_title` has it."""
    earlier = (earlier.fields.get("title") for earlier in article.previous)
    return {as_title(title) for title in (article.title, *earlier) if title}


def _long_sentences(article: Article) -> list[str]:
    """The words of an article's long sentences, the longest first."""
    texts = (" ".join(article.text_of(s).split()) for s in article.sentences)
    return sorted({text for text in texts if len(text) >= _LONG}, key=lambda t: (-len(t), t))


def _digests(sentences: Iterable[str]) -> Sequence[bytes]:
    """A short digest of each sentence."""
    return [hashlib.blake2b(s.encode(), digest_size=8).digest() for s in sentences]
