"""What a sentence is like, whatever it is about: words, their classes, endings, signs, neighbours.

These are what the weights that come with the program are for (`annotator.assist.prior`). Names
are none of them: those of the articles that weights were fitted on say nothing about others.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from annotator.assist.words import Words

CLASSES = "class-"
"""What the lists of words are called by that are classes."""
_OPENING = frozenset(
    ["deictic", "contrast", "first", "we", "you", "condition", "cause", "pronoun", "the", "a"]
)
"""Classes that say something where they begin a sentence."""
_ENDINGS = frozenset(
    [
        *("ful", "less", "ous", "ive", "able", "ible", "ly", "est", "ing", "ed", "tion", "ment"),
        *("ness", "ity", "al", "ic", "ant", "ent", "ism", "ist"),
    ]
)
_LONGEST_ENDING = 4
_LONGEST = 40
_PERSONS = frozenset({"first", "we", "pronoun"})
_WORD = "word "
_STEM = 2
"""Letters before an ending, at least."""
_MOST_OF_CLASS = 2
_MOST_ENDINGS = 3
_MOST_NUMBERS = 3
_FAR = 5

Features = dict[str, float]


class Neighbour(NamedTuple):
    """What counts of a sentence for those around it."""

    ruling: str
    kind: str
    paragraph: int


def classes_of(lists: Mapping[str, frozenset[str]]) -> dict[str, tuple[str, ...]]:
    """Words to the classes that they are of, from the lists of cues."""
    found: dict[str, tuple[str, ...]] = {}
    for name in sorted(lists):
        if name.startswith(CLASSES):
            for word in lists[name]:
                found[word] = (*found.get(word, ()), name.removeprefix(CLASSES))
    return found


def manner(words: Words, classes: Mapping[str, tuple[str, ...]]) -> Features:
    """How a sentence is worded; nothing where the language has no classes of words."""
    if not classes or not len(words):
        return {}
    plain = [at for at, low in enumerate(words.low) if _is_plain(low)]
    counted: Counter[str] = Counter()
    endings: Counter[str] = Counter()
    for at in plain:
        counted.update(classes.get(words.low[at], ()))
        endings.update(_endings(words.low[at]))
    found = {f"class {name}": float(min(n, _MOST_OF_CLASS)) for name, n in counted.items()}
    if counted["asked"] and counted["refusing"]:
        found["asked and refusing"] = 1.0
    if any(_acted(words, at, classes) for at in plain[:-1]):
        found["somebody acted"] = 1.0
    found |= {f"ending {name}": min(n, _MOST_ENDINGS) / 2 for name, n in endings.items()}
    if plain:
        opening = classes.get(words.low[plain[0]], ())
        found |= {f"begins {name}": 1.0 for name in opening if name in _OPENING}
        found["capitals"] = 2 * sum(words.capital[at] for at in plain[1:]) / len(plain)
        found["long words"] = sum(len(words.low[at]) for at in plain) / len(plain) / 5
    plain_words = (words.low[at] for at in plain if not words.capital[at] or at == plain[0])
    return found | dict.fromkeys(map(_feature_of, plain_words), 1.0) | _signs(words)


@lru_cache(maxsize=20_000)
def _feature_of(low: str) -> str:
    """What a word is called as a feature: one string, however many sentences have the word."""
    return _WORD + low


def _acted(words: Words, at: int, classes: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a pronoun stands before a verb in the past, as in “I hid” or “we’ve signed”."""
    if at + 1 >= len(words) or not _PERSONS.intersection(classes.get(words.low[at], ())):
        return False
    following = words.low[at + 1]
    have = {"has", "had"}.intersection(classes.get(following, ())) and at + 2 < len(words)
    verb = words.low[at + 2] if have else following
    return verb.endswith("ed") or "past" in classes.get(verb, ())


def is_word(name: str) -> bool:
    """Whether a feature is a word."""
    return name.startswith(_WORD)


def word_of(name: str) -> str:
    """The word that a feature is."""
    return name.removeprefix(_WORD)


def _is_plain(low: str) -> bool:
    """Whether something is a word, and no longer than words are: what is kept of it is small."""
    return (low[0].isalpha() or low[0] == "'") and len(low) <= _LONGEST


def _signs(words: Words) -> Features:
    quoted = sum(words.quoted) / len(words)
    text = words.text.rstrip("”\"’' ")
    found = {
        "length": math.log(len(words) + 1) / 3,
        "numbers": min(_MOST_NUMBERS, sum(low[0].isdigit() for low in words.low)) / 2,
        "quoted": quoted,
        "partly quoted": float(0 < quoted < 0.5),  # noqa: PLR2004 - the smaller part
        "question": float(text.endswith("?")),
        "exclamation": float(text.endswith("!")),
        "dash": float("—" in words.text or " – " in words.text),
        "colon": float(":" in words.text),
        "amount": float(any(sign in words.text for sign in "$€£%")),
    }
    return {name: value for name, value in found.items() if value}


@lru_cache(maxsize=20_000)
def _endings(low: str) -> tuple[str, ...]:
    longest = min(_LONGEST_ENDING, len(low) - _STEM - 1)
    return tuple(low[-n:] for n in range(_STEM, longest + 1) if low[-n:] in _ENDINGS)


def surroundings(article: Sequence[Neighbour]) -> Iterator[Features]:
    """What stands around each sentence: who the others have it from, and how far away.

    Takes as long as the article is.
    """
    told = [one for one in article if one.kind == "sentence"]
    shares = {
        f"share {name}": sum(one.ruling in rulings for one in told) / max(1, len(told))
        for name, rulings in _SOURCED.items()
    }
    last_seen: dict[str, int] = {}
    anonymous = place = 0
    for one in article:
        is_told = one.kind == "sentence"
        found = dict(shares)
        for name in _SOURCED:
            far = min(place - last_seen[name], _FAR) if name in last_seen else "never"
            found[f"since {name} {far}"] = 1.0
        found["anonymous before"] = math.log1p(anonymous)
        found["place"] = place / max(1, len(told))
        following = told[place + is_told] if place + is_told < len(told) else None
        yield found | _beside(one, told[place - 1] if place else None, following)
        if is_told:
            anonymous += one.ruling in _SOURCED["anonymous"]
            last_seen |= {name: place for name, of in _SOURCED.items() if one.ruling in of}
            place += 1


_SOURCED = {
    "anonymous": frozenset({"anonymous", "unnamed"}),
    "on record": frozenset({"on-record", "record"}),
}


def _beside(one: Neighbour, before: Neighbour | None, after: Neighbour | None) -> Features:
    """What the sentences next to one say of it."""
    found = {"first": 1.0} if before is None else {f"after {before.ruling}": 1.0}
    if before is not None and before.paragraph == one.paragraph:
        found |= {"same paragraph": 1.0, f"paragraph after {before.ruling}": 1.0}
    if after is not None:
        found[f"before {after.ruling}"] = 1.0
    return found
