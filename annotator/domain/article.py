"""Articles and their sentences: text with its cuts, which never change within a revision."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, get_args

Kind = Literal["headline", "sentence", "link", "caption", "dateline", "boilerplate"]
KINDS: tuple[Kind, ...] = get_args(Kind)

COUNTED_KINDS: frozenset[str] = frozenset({"headline", "sentence"})
"""The kinds that progress counts and that moving on stops at."""

Basis = Literal["declared", "guessed"]
HowAligned = Literal["unchanged", "moved", "edited", "split", "joined", "new", "deleted"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch `[start, end)` of the article's text, with an id that is stable for its life."""

    id: str
    start: int
    """First code point, counted from the beginning of the article's text."""
    end: int
    """One past the last code point."""
    kind: Kind
    paragraph: int
    """Number of the paragraph, from 0."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """How sentences of one revision became sentences of the next."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    how: HowAligned


@dataclass(frozen=True, slots=True)
class EarlierRevision:
    """What an article was before a change; what did not change is null."""

    revision: int
    at: str
    """When it was replaced, UTC."""
    by: str
    why: str
    sha256: str
    text: str | None
    sentences: tuple[Sentence, ...] | None
    alignment: tuple[Aligned, ...]
    fields: Mapping[str, str | None] = field(default_factory=dict)
    """Title, url and the like as they were, where the change touched them."""


@dataclass(frozen=True, slots=True)
class Article:
    """One text with its metadata, cut into sentences."""

    id: str
    revision: int
    title: str
    url: str | None
    publisher: str | None
    byline: str | None
    published: str | None
    """Date or time of publication, ISO 8601."""
    published_basis: Basis | None
    """Whether the source declares that date or an extractor guessed it."""
    retrieved: str
    """When the text was read, UTC."""
    language: str | None
    """BCP 47 tag."""
    license: str | None
    sha256: str
    """Digest of the text's UTF-8, hexadecimal."""
    fingerprint: str
    """Digest of the NFC text with white space collapsed: equal for the same content."""
    segmenter: str
    """Name and version of what cut the sentences."""
    text: str
    sentences: tuple[Sentence, ...]
    previous: Sequence[EarlierRevision] = ()

    def text_of(self, sentence: Sentence) -> str:
        """The sentence's own words."""
        return self.text[sentence.start : sentence.end]


FIELDS_TO_EDIT = ("title", "url", "publisher", "byline", "published", "language", "license")
"""Metadata that `annotator edit` may change."""


def text_digest(text: str) -> str:
    """The SHA-256 of the text's UTF-8, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def fingerprint(text: str) -> str:
    """The SHA-256 of the NFC text with white space collapsed, hexadecimal.

    Two texts with equal fingerprints are the same content.
    """
    return text_digest(" ".join(unicodedata.normalize("NFC", text).split()))


def sentence_id(text_sha256: str, start: int, end: int) -> str:
    """The id of a sentence that appears after the first cut: `s` and 10 hex digits.

    It depends on the text and the span only, so two people who make the same cut on two
    machines give the same id, and two different cuts cannot collide.
    """
    return "s" + hashlib.sha256(f"{text_sha256}:{start}:{end}".encode()).hexdigest()[:10]


def order_of_id(sentence: str) -> tuple[int, str]:
    """Sort key that puts s2 before s10, and later ids after the first ones."""
    return (len(sentence), sentence)


def place_in(new: Article, old: Article, index: int) -> int:
    """The index in one revision that stands for an index in another.

    That is the same sentence; else, over the same text, the sentence where it began; else its
    nearest neighbour that there still is, those after it first; else the same number.
    """
    places = {sentence.id: n for n, sentence in enumerate(new.sentences)}
    wanted = old.sentences[index]
    if wanted.id in places:
        return places[wanted.id]
    if new.sha256 == old.sha256:
        return sum(sentence.start <= wanted.start for sentence in new.sentences[1:])
    neighbours = (*old.sentences[index + 1 :], *reversed(old.sentences[:index]))
    near = (places[sentence.id] for sentence in neighbours if sentence.id in places)
    return next(near, min(index, len(new.sentences) - 1))


def problems(article: Article) -> list[str]:
    """What contradicts itself in an article, as sentences; empty for a good one."""
    found = []
    if text_digest(article.text) != article.sha256:
        found.append("sha256 is not the digest of the text")
    if len({s.id for s in article.sentences}) != len(article.sentences):
        found.append("two sentences have the same id")
    if article.sentences and (
        article.sentences[0].start < 0
        or any(s.end <= s.start for s in article.sentences)
        or any(a.end > b.start for a, b in pairwise(article.sentences))
        or article.sentences[-1].end > len(article.text)
    ):
        found.append("the sentences overlap or lie outside the text")
    return found
