"""Where labels belong: the article that some words are of, by what a source says of it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple

from annotator.domain.article import Article, text_digest
from annotator.domain.datasets.anchors import AROUND, Anchor
from annotator.domain.datasets.quoting import Quoted, bare
from annotator.domain.datasets.sentence_index import SentenceIndex
from annotator.domain.metadata import same_address
from annotator.errors import DataError, ReadError, UnknownNameError
from annotator.flows.articles.catalogue import as_title, titles_of
from annotator.flows.articles.ingest import Intake
from annotator.flows.datasets.import_report import Imported
from annotator.formats.articles import Incoming
from annotator.stores.base import Store

_MOST_LOOKED_AT = 20
"""Articles that are looked at for one quotation."""

_MOST_UNCLEAR = 4_096
"""Quotations that several articles have, of which that is remembered."""

_KEPT = 8
"""Articles of which the words stay at hand."""


class Missing(NamedTuple):
    """Why no article was found, to follow the place in the source."""

    why: str


class _Index:
    """What a project's articles are looked up by; each of them is read once."""

    def __init__(self, store: Store) -> None:
        self.digests: dict[str, str] = {}
        self.addresses: dict[str, str] = {}
        self.titles: dict[str, set[str]] = {}
        self.sentences = SentenceIndex()
        for id_ in store.article_ids():
            with suppress(DataError, ReadError, UnknownNameError):  # told where it is wanted
                self.note(store.article(id_).document)

    def note(self, article: Article) -> None:
        """Takes up an article."""
        for digest in _digests_of(article) - {article.sha256}:
            self.digests.setdefault(digest, article.id)
        self.digests[article.sha256] = article.id
        if article.url:
            self.addresses.setdefault(same_address(article.url), article.id)
        for title in titles_of(article):
            self.titles.setdefault(title, set()).add(article.id)
        self.sentences.note(article)


class Whereabouts:
    """Finds the article of some words; one that a source brings along whole is added."""

    def __init__(
        self, store: Store, by: str, now: Callable[[], str], report: Imported, *, dry: bool
    ) -> None:
        """Begins.

        Args:
            store: the project's.
            by: who imports, for the history of articles.
            now: tells the time.
            report: is told which articles are added.
            dry: whether nothing is to be written.
        """
        self._store = store
        self._now = now
        self._report = report
        self._dry = dry
        self._intake = Intake(store, by)
        self.ids = set(store.article_ids())
        """Of the articles."""
        self._planned: dict[str, Article] = {}
        self._digests: dict[str, frozenset[str]] = {}
        self._unclear: dict[tuple[str, str, str], Missing] = {}
        self._quoted: OrderedDict[str, Quoted] = OrderedDict()
        self._text: tuple[str, str | None, str | Missing] = ("", None, Missing(""))

    def article(self, id_: str) -> Article:
        """An article as it is today.

        Raises:
            DataError: it cannot be read.
            UnknownNameError: it is gone.
        """
        return self._planned.get(id_) or self._store.article(id_).document

    def copy_of(self, article: Article) -> str | None:
        """The id of the article that has, or had, this text or this address; None for none."""
        if article.sha256 in self._index.digests:
            return self._index.digests[article.sha256]
        return self._index.addresses.get(same_address(article.url)) if article.url else None

    def taken(self) -> set[str]:
        """The ids that no new article may have."""
        return {*self.ids, *self._store.aside_ids()}

    def aside(self, id_: str | None, sha256: str | None) -> Missing | None:
        """Why labels of an article stay outside that was set aside; None if it was not.

        Args:
            id_: what the source calls the article.
            sha256: of its text; an article of the same id with another text is another.
        """
        for found, digests in self._aside.items():
            if sha256 in digests or (sha256 is None and id_ == found):
                return Missing(_was_set_aside(found))
        return None

    @cached_property
    def _aside(self) -> dict[str, frozenset[str]]:
        """The digests of every text that the articles had which were set aside."""
        found: dict[str, frozenset[str]] = {}
        for id_ in self._store.aside_ids():
            with suppress(DataError, ReadError, UnknownNameError):  # it is nobody's business here
                opened = self._store.article_aside(id_)
                if opened is not None:
                    found[id_] = _digests_of(opened.document)
        return found

    def look_again(self) -> None:
        """Takes up the articles that somebody else has added meanwhile."""
        for id_ in sorted(set(self._store.article_ids()) - self.ids):
            self.note(self._store.article(id_).document)

    def note(self, article: Article) -> None:
        """Takes up an article that was saved, or that would be."""
        self.ids.add(article.id)
        self._index.note(article)
        if self._dry:
            self._planned[article.id] = article

    def find(self, anchor: Anchor) -> tuple[str | Missing, Anchor]:
        """The id of the article that a label is of, and what the label is of, without its text."""
        if anchor.text is not None:
            return self._by_text(anchor, anchor.text)
        if anchor.article in self.ids and self._may_be(anchor.article, anchor.sha256):
            return anchor.article, anchor
        return self._by_other(anchor), anchor

    def _may_be(self, id_: str, digest: str | None) -> bool:
        """Whether a label of a text may be of the article that has its id.

        Ids of two projects may be the same by chance: then another article has the text.
        """
        if digest is None:
            return True
        if id_ not in self._digests:
            self._digests[id_] = _digests_of(self.article(id_))
        return digest in self._digests[id_] or digest not in self._index.digests

    @cached_property
    def _index(self) -> _Index:
        return _Index(self._store)

    def _by_other(self, anchor: Anchor) -> str | Missing:
        """By the digest of its text, by its address, by its title, and at last by the words."""
        index = self._index
        if anchor.sha256 in index.digests:
            return index.digests[anchor.sha256]
        if anchor.article in self.ids:
            return anchor.article
        if missing := self.aside(anchor.article, anchor.sha256):
            return missing
        if anchor.url and (by_url := index.addresses.get(same_address(anchor.url))):
            return by_url
        for title in filter(None, (anchor.title, anchor.article)):
            having = index.titles.get(as_title(title), set())
            if len(having) == 1:
                return next(iter(having))
        return self._by_words(anchor)

    def _by_words(self, anchor: Anchor) -> str | Missing:
        if not anchor.quote:
            if anchor.article:
                return Missing(f"the project has no article {anchor.article!r}")
            return Missing("it says neither its words nor its article")
        return self._quoted_in(anchor) or Missing("its words are in no article of the project")

    def _quoted_in(self, anchor: Anchor) -> str | Missing | None:
        """The article that has the words; None where there is none."""
        asked = (anchor.quote, anchor.before, anchor.after)
        if asked in self._unclear:
            return self._unclear[asked]
        sentences = self._index.sentences
        found = self._quoting(self._nearer(sentences.having(anchor.quote), anchor), anchor.quote)
        if not found:
            pieces = self._nearer(sentences.having_a_piece(anchor.quote), anchor)
            found = self._quoting(pieces, anchor.quote)
        if len(found) > 1:
            before, after = bare(anchor.before)[-AROUND:], bare(anchor.after)[:AROUND]
            found = self._quoting(found, before + anchor.quote + after) or found
        if len(found) > 1:
            if len(self._unclear) >= _MOST_UNCLEAR:
                self._unclear.clear()
            more = " or more" if len(found) >= _MOST_LOOKED_AT else ""
            self._unclear[asked] = Missing(
                f"its words stand in {len(found)} articles{more}, {', '.join(found[:3])} among "
                "them, and nothing tells which of them is meant"
            )
            return self._unclear[asked]
        return found[0] if found else None

    def _nearer(self, ids: list[str], anchor: Anchor) -> list[str]:
        """Of many articles those that also have what stands around the words, if any has."""
        if len(ids) <= _MOST_LOOKED_AT or not (anchor.before or anchor.after):
            return ids
        near = self._index.sentences.around(anchor.before, anchor.after)
        return [id_ for id_ in ids if id_ in near] or ids

    def _quoting(self, ids: list[str], words: str) -> list[str]:
        """Those of these articles that have the words; of very many the first are looked at."""
        found = []
        for id_ in ids[:_MOST_LOOKED_AT]:
            with suppress(DataError, UnknownNameError):  # told where something is certainly of it
                found += [id_] if self._words_of(id_).spans(words) else []
        return found

    def _words_of(self, id_: str) -> Quoted:
        if id_ in self._quoted:
            self._quoted.move_to_end(id_)
        else:
            self._quoted[id_] = Quoted(self.article(id_).text)
            if len(self._quoted) > _KEPT:
                self._quoted.popitem(last=False)
        return self._quoted[id_]

    def _by_text(self, anchor: Anchor, text: str) -> tuple[str | Missing, Anchor]:
        """The article with the whole text of the source; it is added where nothing is like it."""
        if text is not self._text[0] and text != self._text[0]:
            self._text = (text, *self._known_or_added(anchor, text))
        _, digest, found = self._text
        start, end = anchor.start, anchor.end
        anchor = replace(anchor, text=None, sha256=digest)
        if digest is None:  # its places are not those of the article
            anchor = replace(anchor, start=None, end=None)
        if not anchor.quote and start is not None and end is not None and 0 <= start < end:
            anchor = anchor.quoting(text, start, end)
        return found, anchor

    def _known_or_added(self, anchor: Anchor, text: str) -> tuple[str | None, str | Missing]:
        """The digest of a text and its article; without a digest where it is a part of that."""
        digest = text_digest(text)
        if not text.strip():
            return digest, Missing("its text is empty")
        with suppress(DataError, ReadError, UnknownNameError):  # told where it is wanted
            if anchor.article in self.ids and self.article(anchor.article).sha256 == digest:
                return digest, anchor.article
        kept = text.replace("\0", "\ufffd")
        title = anchor.title or anchor.article or text.strip().splitlines()[0]
        incoming = Incoming(title[:200], kept, url=anchor.url, id=anchor.article)
        there = self._intake.alike(incoming)
        if there is not None:
            return digest, there.id
        whole = self._quoted_in(Anchor(text))
        if whole is not None:  # tools are given sentences and paragraphs, too
            return None, whole
        return digest, self._added(incoming)

    def _added(self, incoming: Incoming) -> str | Missing:
        added = self._intake.take(incoming, self._now(), dry=self._dry)
        if added.is_aside:
            return Missing(_was_set_aside(added.article))
        if added.after is not None and self._dry:
            self._planned[added.article] = added.after
        if added.after is not None and "_index" in vars(self):
            self._index.note(added.after)
        self.ids.add(added.article)
        self._report.articles.append(added.article)
        return added.article


def _digests_of(article: Article) -> frozenset[str]:
    """The digests of today's text and of every earlier one."""
    return frozenset([article.sha256, *(earlier.sha256 for earlier in article.previous)])


def _was_set_aside(article: str) -> str:
    way_out = f"`annotator remove --back {article}` brings it back"
    return f"its article {article} was set aside; {way_out}"
