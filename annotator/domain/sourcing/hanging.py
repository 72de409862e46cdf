"""Sourcing: who an article rests on, what hangs on one source, and who was asked for comment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.domain.article import Article
from annotator.domain.marks import Manner
from annotator.domain.meanings import Meanings
from annotator.domain.sourcing.entries import Entry, Mention, entries_of, name_key
from annotator.domain.sourcing.readings import Reading

Here = Sequence[tuple[Entry, Mention]]
"""The mentions of one sentence, each with the source that it is of."""


@dataclass(frozen=True, slots=True)
class Rests:
    """One reading of a sentence with the sources that it rests on."""

    reading: Reading
    entries: tuple[Entry, ...]
    """Each source once. Who only relays another source of the sentence is not counted."""
    is_twice: bool = False
    """Whether what looks like several sources is one anonymous source, counted twice."""

    @property
    def is_single(self) -> bool:
        """Whether it hangs on one source, and no evidence supports it."""
        supported = any(piece.stance == "supports" for piece in self.reading.evidence())
        return len(self.entries) == 1 and not supported


@dataclass(frozen=True, slots=True)
class Reply:
    """A party that was asked for comment, and what came of it."""

    article: str
    sentence: str
    """The sentence that says so."""
    party: Entry
    asked_by: tuple[str, ...]
    """Who asked, by name; empty where nobody said so."""
    manner: Manner | None
    """How the party declined; null where that was not said, or it answered."""
    declined: bool
    answered: tuple[str, ...]
    """Sentences of the article in which the party speaks."""
    published: str | None
    """When the article says so: its own date."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Who one article rests on."""

    article: Article
    readings: tuple[Reading, ...]
    entries: tuple[Entry, ...]
    """In the order in which they first appear."""
    rests: tuple[Rests, ...]
    """The readings that say of a checkable statement what it rests on, in reading order."""
    replies: tuple[Reply, ...]

    @property
    def single(self) -> tuple[Rests, ...]:
        """The sentences that hang on a single source."""
        return tuple(each for each in self.rests if each.is_single)

    @property
    def under_several_words(self) -> tuple[Entry, ...]:
        """Anonymous sources that look like several, for the text calls them by several words."""
        return tuple(e for e in self.entries if e.is_anonymous and len(e.words) > 1)

    @property
    def twice(self) -> tuple[Rests, ...]:
        """The sentences in which one anonymous source is counted twice."""
        return tuple(each for each in self.rests if each.is_twice)


def ledger(article: Article, readings: Sequence[Reading], names: Meanings) -> Ledger:
    """Who an article rests on.

    Args:
        article: as it is today.
        readings: what is taken to be so of its sentences, in reading order.
        names: what the project calls the four tags.
    """
    entries = entries_of(article.id, readings)
    at: dict[str, list[tuple[Entry, Mention]]] = {}
    for entry in entries:
        for mention in entry.mentions:
            at.setdefault(mention.sentence, []).append((entry, mention))
    rests = [
        _rests(reading, at.get(reading.sentence.id, ()))
        for reading in readings
        if names.factual.intersection(reading.tags)
    ]
    replies = [
        reply
        for sentence in article.sentences
        for reply in _replies(article, sentence.id, at.get(sentence.id, ()))
    ]
    return Ledger(article, tuple(readings), tuple(entries), tuple(rests), tuple(replies))


def _rests(reading: Reading, at: Here) -> Rests:
    here = [
        (e, m) for e, m in at if m.source.role == "speaker" and set(m.whose) & set(reading.marks)
    ]
    relays = {name_key(m.source.via) for _, m in here if m.source.via}
    first_hand = [e for e, m in here if name_key(m.source.name) not in relays]
    entries = list({id(e): e for e in first_hand or [e for e, _ in here]}.values())
    by_person = (sum(name in m.whose for _, m in here) for name in reading.marks)
    twice = len(entries) == 1 and entries[0].is_anonymous and max(by_person, default=0) > 1
    return Rests(reading, tuple(entries), is_twice=twice)


def _replies(article: Article, sentence: str, at: Here) -> Iterator[Reply]:
    asked_by = tuple(dict.fromkeys(e.name for e, m in at if m.source.role == "asked-by"))
    declined = {e.name: (e, m) for e, m in at if m.source.role == "declined"}
    parties = list(declined.values())
    if asked_by and not parties:
        parties = list({e.name: (e, m) for e, m in at if m.source.role == "speaker"}.values())
    for entry, mention in parties:
        yield Reply(
            article.id,
            sentence,
            entry,
            asked_by,
            mention.source.manner,
            declined=mention.source.role == "declined",
            answered=tuple(s for _, s in entry.borne),
            published=article.published,
        )
