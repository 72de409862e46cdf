"""Whom an article has named already: sources that people entered, and names in its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from annotator.assist.cues import Cues
from annotator.assist.reading import Read
from annotator.assist.words import Words
from annotator.domain.marks import Source
from annotator.domain.mentions import is_pronoun

_ARTICLES = frozenset({"the", "a", "an"})


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_HONORIFICS = _set(
    "mr mrs ms miss dr prof gen sen rep gov lt col sgt det insp supt rev hon capt maj adm cmdr "
    "sir dame lord lady madam executive administrator sheriff marshal inspector superintendent "
    "dean rabbi imam sheikh ayatollah archbishop cardinal baroness princess undersecretary deputy "
    "vice lieutenant major sergeant corporal admiral commander"
)
_OF = _set("of the to for at")
"""After these, the first words of several capitals may be a place's."""
_PARTICLES = _set("de del da di du la van von der den bin al")
_IN_FULL = {"gov": "governor", "sen": "senator", "gen": "general", "prof": "professor"}
_NOUNS = (
    *("title", "insider", "judge", "crowd", "body", "spokesperson", "document", "press", "day"),
    *("opener", "stop", "preposition", "the", "one", "own", "many", "they", "pronoun", "particle"),
    *("outlet", "before-noun", "said", "says-that"),
)
"""Lists whose words are no part of a person's name, but for a last name such as Bishop."""
_CAPITAL_NOUNS = frozenset({"de"})
"""Languages in which titles have capitals as names have."""
_WHOLE = 2
"""Words of a whole name at least."""
_LONGEST = 4
"""Words of a name at most."""


class Known:
    """The sources of one article, found by the words that call them."""

    def __init__(self, reads: Sequence[Read], cues: Cues | None) -> None:
        """Looks for names once; what people enter comes with `take`."""
        self._given: dict[str, tuple[Source, ...]] = {}
        self._called: dict[str, dict[str, Source]] = {}
        self._surnames: dict[str, dict[str, Source]] = {}
        self._people: dict[str, set[str]] = {}
        self._titled: dict[str, list[tuple[int, str]]] = {}
        if cues is not None:
            self._find_people(reads, cues)

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

    def titled(self, noun: str, at: int) -> tuple[str, int] | None:
        """Who was last named with a title, such as “Governor”, and in which sentence."""
        named = self._titled.get(noun, ())
        found = next(((name, on) for on, name in reversed(named) if on < at), None)
        return None if found is None else (self.person(found[0]) or found[0], found[1])

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

    def _find_people(self, reads: Sequence[Read], cues: Cues) -> None:
        """Finds the whole names of the article, by their last word and by the title before them."""
        for on, read in enumerate(reads):
            if read.line.kind != "sentence":
                continue  # headlines may have a capital on every word
            for first, after in _names(read.words, cues):
                name = read.words.slice(first, after)
                title = read.words.low[first - 1] if first else ""
                self._titled.setdefault(_IN_FULL.get(title, title), []).append((on, name))
                if after - first >= _WHOLE:
                    self._people.setdefault(read.words.low[after - 1], set()).add(name)
        self._people = {last: _shortest(names) for last, names in self._people.items()}


def _names(words: Words, cues: Cues) -> Iterator[tuple[int, int]]:
    """Where names of people may stand."""
    for at, capital in enumerate(words.capital):
        if not capital or (at + 1 < len(words) and words.capital[at + 1]):
            continue
        first = name_before(words, 0, at + 1, cues)
        if first > 0 and words.low[first - 1] in _OF:
            first = max(first, at + 1 - _WHOLE)
        if first <= at and words.low[at] not in nouns(cues):
            yield first, at + 1


def _ends_with(whole: str, name: str) -> bool:
    return f" {whole}".casefold().endswith(f" {name}".casefold())


def bare(words: str) -> str:
    """Words without their article, whatever their case."""
    tokens = words.casefold().split()
    return " ".join(tokens[1:] if len(tokens) > 1 and tokens[0] in _ARTICLES else tokens)


def _surname(source: Source) -> str:
    return source.name.casefold().split()[-1] if source.name.split() else ""


def name_before(words: Words, first: int, after: int, cues: Cues) -> int:
    """Where the name of a person begins that ends before `after`; `after` where none does."""
    none = nouns(cues)
    most = _WHOLE if cues.language in _CAPITAL_NOUNS else _LONGEST
    begin = at = after
    while at > max(first, after - most):
        low = words.low[at - 1]
        if low in _PARTICLES and at < after:
            at -= 1
        elif _is_of_name(words, at - 1) and (low not in none or at == after):
            begin = at = at - 1
        else:
            break
    return begin


def _is_of_name(words: Words, at: int) -> bool:
    low = words.low[at]
    return low.startswith(("al-", "el-")) or (words.capital[at] and low not in _HONORIFICS)


@lru_cache(maxsize=8)
def nouns(cues: Cues) -> frozenset[str]:
    """Words that are no part of a person's name."""
    return frozenset().union(*(cues.list(name) for name in _NOUNS))


def is_title(low: str, cues: Cues) -> bool:
    """Whether a name that follows is a person's: “Mr.”, “Officer”, “striker”."""
    return low in _HONORIFICS or any(low in cues.list(name) for name in _TITLES)


_TITLES = ("title", "insider", "judge", "spokesperson")


def _shortest(names: set[str]) -> set[str]:
    """Names without those that end with another one: “United States Ana Li” is Ana Li."""
    return {name for name in names if not any(name.endswith(f" {other}") for other in names)}
