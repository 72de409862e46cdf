"""Mending the cuts of an article: what a split or a join would make is shown first, then done."""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotator.domain.annotations import Annotations
from annotator.domain.article import Article, Sentence
from annotator.domain.mentions import words_of
from annotator.domain.revisions.carry import Carried, carry
from annotator.domain.revisions.cuts import cut_places, join, split
from annotator.errors import RefusedError
from annotator.flows.articles.editing import replaced
from annotator.flows.marking import find_sentence
from annotator.stores.base import Store

_SHOWN = 12
"""Words of a sentence that are named when one is not found."""


@dataclass(frozen=True, slots=True)
class Mending:
    """A cut that is mended: the article before and after, and the sentences that differ."""

    before: Article
    after: Article

    @property
    def old(self) -> tuple[Sentence, ...]:
        """The sentences that there were."""
        return _named(self.before, self.after.previous[-1].alignment[0].old)

    @property
    def new(self) -> tuple[Sentence, ...]:
        """The sentences that there are instead."""
        return _named(self.after, self.after.previous[-1].alignment[0].new)

    @property
    def is_taken_back(self) -> bool:
        """Whether the article had these very sentences before."""
        cuts = (earlier.sentences or () for earlier in self.before.previous)
        known = {sentence.id for sentences in cuts for sentence in sentences}
        return known.issuperset(sentence.id for sentence in self.new)

    def outlook(self, document: Annotations) -> Carried:
        """An annotator's document as it would stand with the new sentences, and what it loses."""
        return carry(document, self.after)

    def texts(self) -> list[str]:
        """The words of the new sentences."""
        return [self.after.text_of(sentence) for sentence in self.new]


def _named(article: Article, ids: tuple[str, ...]) -> tuple[Sentence, ...]:
    return tuple(sentence for sentence in article.sentences if sentence.id in ids)


def split_before(article: Article, sentence: str, offset: int, *, by: str, at: str) -> Mending:
    """What splitting a sentence before a word would make; nothing is written.

    Args:
        article: as it is.
        sentence: its id.
        offset: of the word within the sentence, as `places` and `place_of` give it.
        by: who does it.
        at: when, UTC.

    Raises:
        UnknownSentenceError: there is no such sentence.
        RefusedError: it cannot be cut there.
    """
    return Mending(article, split(article, sentence, offset, by, at))


def join_with_next(article: Article, sentence: str, *, by: str, at: str) -> Mending:
    """What joining a sentence with the next would make; nothing is written.

    Raises:
        UnknownSentenceError: there is no such sentence.
        RefusedError: it is the last, or the next is of another paragraph or kind.
    """
    return Mending(article, join(article, sentence, by, at))


def done(store: Store, mending: Mending) -> Article:
    """Saves what was shown, as the next revision of the article, and returns it.

    Everybody's marks go with their sentences; each annotator's file changes with their next save.

    Raises:
        ConflictError: the article is not what it was when this was shown.
    """
    return replaced(store, mending.before, mending.after)


def places(article: Article, sentence: str) -> list[int]:
    """The offsets within a sentence that it can be split at: the beginnings of its words."""
    return [start for start, _ in cut_places(article, sentence)]


def place_of(article: Article, sentence: str, words: str, nth: int | None = None) -> int:
    """The offset of the word, or the words, that the second piece is to begin with.

    Args:
        article: as it is.
        sentence: the id of the one to split.
        words: as they stand in it; case does not matter where nothing is spelt just so.
        nth: which of them, from 1, where they stand there several times.

    Raises:
        UnknownSentenceError: there is no such sentence.
        RefusedError: they are not in it, at its beginning only, or in it several times.
    """
    text = article.text_of(find_sentence(article, sentence))
    found = _standing(text, words)
    if not found and len(text.lower()) == len(text):  # else the offsets would be others
        found = _standing(text.lower(), words.lower())
    later = [offset for offset in found if offset in _inner(article, sentence, text)]
    if not found:
        raise RefusedError(f"{sentence} has no word “{words}”. It has {_listed(text)}.")
    if not later:
        raise RefusedError(
            f"{sentence} begins with “{words}”: a cut before it would leave nothing on one side. "
            f"It has {_listed(text)}."
        )
    if nth is None and len(later) > 1:
        raise RefusedError(
            f"“{words}” stands in {sentence} {len(later)} times: {_around(text, later)}. Say which "
            f"with --nth, from 1 to {len(later)}, or say more words."
        )
    if nth is not None and not 1 <= nth <= len(later):
        times = "once" if len(later) == 1 else f"{len(later)} times"
        raise RefusedError(f"“{words}” stands in {sentence} {times}: there is no --nth {nth}.")
    return later[(nth or 1) - 1]


def _standing(text: str, words: str) -> list[int]:
    """Where words stand in a text as whole words."""
    if not words.strip():
        return []
    starts = {start for start, _ in words_of(text)}
    ends = {end for _, end in words_of(text)}
    return [
        start
        for found in re.finditer(f"(?={re.escape(words.strip())})", text)
        if (start := found.start()) in starts or not _is_inside(text, start)
        if (end := start + len(words.strip())) in ends or not _is_inside(text, end)
    ]


def _is_inside(text: str, offset: int) -> bool:
    """Whether letters or digits stand on both sides."""
    return 0 < offset < len(text) and text[offset - 1].isalnum() and text[offset].isalnum()


def _inner(article: Article, sentence: str, text: str) -> set[int]:
    """Offsets that leave a word on both sides."""
    first = min(places(article, sentence), default=len(text))
    return set(range(first, len(text)))


def _listed(text: str) -> str:
    words = [text[start:end] for start, end in words_of(text)]
    return " ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "")


def _around(text: str, offsets: list[int]) -> str:
    """Each place with the words before and after it."""
    shown = (
        f"“…{text[max(0, offset - 15) : offset]}|{text[offset : offset + 15]}…”"
        for offset in offsets
    )
    return ", ".join(shown)
