"""Whom an article has named already: sources that people entered, and names in its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.assist.cues import Cues
from annotator.assist.reading import Read
from annotator.assist.words import Words
from annotator.domain.marks import Source
from annotator.domain.mentions import is_pronoun

_ARTICLES = frozenset({"the", "a", "an"})
_PARTICLES = frozenset(
    {"de", "del", "da", "di", "du", "la", "van", "von", "der", "den", "bin", "al"}
)
_NO_NAMES = (
    *("opener", "stop", "preposition", "the", "one", "own", "many", "they", "pronoun", "particle"),
    *("body", "outlet", "day", "before-noun", "said", "says-that", "spokesperson"),
)
"""Lists whose words are no part of a person's name."""


class Known:
    """The sources of one article, found by the words that call them."""

    def __init__(self, reads: Sequence[Read], cues: Cues | None) -> None:
        """Looks for names once; what people enter comes with `take`."""
        self._given: dict[str, tuple[Source, ...]] = {}
        self._called: dict[str, dict[str, Source]] = {}
        self._surnames: dict[str, dict[str, Source]] = {}
        self._people = {} if cues is None else _people(reads, cues)

    def take(self, sentence: str, sources: Sequence[Source]) -> None:
        """Takes up what people entered as a sentence's sources, instead of what they had before."""
        if self._given.get(sentence, ()) == tuple(sources):
            return
        for found in (self._called, self._surnames):
            for source in self._given.get(sentence, ()):
                for key in (bare(source.name), bare(source.mention), _surname(source)):
                    found.get(key, {}).pop(sentence, None)
        self._given[sentence] = tuple(sources)
        for source in sources:
            for words in (source.name, source.mention):
                if words and not is_pronoun(words):
                    self._called.setdefault(bare(words), {})[sentence] = source
            if source.kind == "named-person":
                self._surnames.setdefault(_surname(source), {})[sentence] = source

    def of(self, sentence: str) -> tuple[Source, ...]:
        """What people entered as a sentence's sources."""
        return self._given.get(sentence, ())

    def called(self, words: str) -> Source | None:
        """The source that people entered as being called so, whatever article it had."""
        return next(reversed(self._called.get(bare(words), {}).values()), None)

    def person(self, name: str) -> str | None:
        """The whole name of the one person of the article whose name ends like this one."""
        names = self.namesakes(name)
        return next(iter(names)) if len(names) == 1 else None

    def namesakes(self, name: str) -> set[str]:
        """The people of the article whose names end like this one."""
        surname = name.rsplit(maxsplit=1)[-1].casefold()
        entered = {source.name for source in self._surnames.get(surname, {}).values()}
        both = (entered, self._people.get(surname, set()))
        fitting = ({whole for whole in names if _ends_with(whole, name)} for names in both)
        return next((names for names in fitting if names), set())


def _ends_with(whole: str, name: str) -> bool:
    return f" {whole}".casefold().endswith(f" {name}".casefold())


def bare(words: str) -> str:
    """Words without their article, whatever their case."""
    tokens = words.casefold().split()
    return " ".join(tokens[1:] if len(tokens) > 1 and tokens[0] in _ARTICLES else tokens)


def _surname(source: Source) -> str:
    return source.name.casefold().split()[-1] if source.name.split() else ""


def _people(reads: Sequence[Read], cues: Cues) -> dict[str, set[str]]:
    """The whole names of the article by their last word."""
    none = frozenset().union(*(cues.list(name) for name in _NO_NAMES))
    found: dict[str, set[str]] = {}
    for read in reads:
        if read.line.kind != "sentence":
            continue  # headlines may have a capital on every word
        for first, after in _runs(read.words, none | cues.list("title")):
            found.setdefault(read.words.low[after - 1], set()).add(read.words.slice(first, after))
    return {surname: _longest(names) for surname, names in found.items()}


def _runs(words: Words, none: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Stretches of two capitals or more, with the particles between them."""
    first: int | None = None
    for at in range(len(words) + 1):
        is_name = at < len(words) and words.capital[at] and words.low[at] not in none
        if is_name and first is None:
            first = at
        goes_on = is_name or (
            first is not None and at + 1 < len(words) and words.low[at] in _PARTICLES
        )
        if first is not None and not goes_on:
            after = at
            while words.low[after - 1] in _PARTICLES:
                after -= 1
            if after - first > 1:
                yield first, after
            first = None


def _longest(names: set[str]) -> set[str]:
    """Names without those that are the end of another one."""
    return {name for name in names if not any(other.endswith(f" {name}") for other in names)}
