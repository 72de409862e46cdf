"""What some words call whoever speaks: a name, an institution, an unnamed official, a pronoun."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from annotator.assist.cues import Cues
from annotator.assist.words import Words

Sort = Literal[
    "named",
    "body",
    "document",
    "press",
    "unnamed",
    "crowd",
    "judge",
    "role",
    "pronoun",
    "they",
    "unclear",
]
"""How the article calls whoever speaks.

`role` is someone called by what they are (“the minister”), who was mostly named before; `judge`
is someone whose trade is judging (“analysts”), `crowd` many who have a view (“residents”); `body`
is an institution or whoever speaks for it.
"""

ON_RECORD: frozenset[Sort] = frozenset({"named", "body", "document", "press"})
CARRIED: frozenset[Sort] = frozenset({"pronoun", "they", "role"})

_HEADS = ("insider", "judge", "crowd", "body", "title", "document", "press", "spokesperson")
_NAME_OF = 3
"""Words of the shortest “Minister of Education Ana Prieto” before its last name."""
_PARTITIVE = 2
"""Words of “one of” before those it is one of."""
_SHORT = 3
"""Letters of words such as “has”, which end like a plural and are none."""


def sort_of(words: Words, first: int, after: int, cues: Cues) -> Sort:
    """What the words `[first, after)` call whoever speaks."""
    low = words.low[first:after]
    if len(low) == 1 and low[0] in cues.list("pronoun"):
        return "pronoun"
    if len(low) == 1 and low[0] in cues.list("they"):
        return "they"
    if len(low) == 1 and low[0] in cues.list("one") | cues.list("many"):
        return "unnamed"
    if _is_titled_name(words, first, after, cues):
        return "named"
    if len(low) > _PARTITIVE and low[1] in cues.list("of") and _counts(low[0], cues):
        return _sort_of_some(words, first + 2, after, cues)
    following = cues.list("after-head")
    begin = 2 if low[0] in _determiners(cues) else 1
    ends = (n for n in range(begin, len(low)) if low[n] in following or low[n] in _MADE)
    head = next(ends, len(low))
    return _sort_of_head(words, first, first + head, cues)


_MADE = frozenset(
    ("filed", "posted", "issued", "submitted", "signed", "prepared", "unsealed", "reviewed")
)
"""What is done with a document, as in “a complaint filed in court”."""


def _all(cues: Cues) -> frozenset[str]:
    """Every noun of the lists."""
    return frozenset().union(*(cues.list(name) for name in _HEADS))


def _determiners(cues: Cues) -> frozenset[str]:
    """Words that stand before a noun, and are none: “a close friend” is a friend."""
    return cues.list("the") | cues.list("one") | cues.list("own")


def _counts(low: str, cues: Cues) -> bool:
    return low in cues.list("one") or low in cues.list("many")


def _sort_of_some(words: Words, first: int, after: int, cues: Cues) -> Sort:
    """Who “one of the investigators” is: somebody unnamed, unless judging is their trade."""
    sort = sort_of(words, first, after, cues)
    noun = words.low[after - 1]
    judging = noun in cues.list("judge") and noun not in cues.list("spokesperson")
    return "judge" if judging and sort != "unnamed" else "unnamed"


def is_definite(words: Words, first: int, cues: Cues) -> bool:
    """Whether words point back to somebody: “the official”, not “another insider”."""
    return words.low[first] in cues.list("the")


def _has_article(low: Sequence[str], cues: Cues) -> bool:
    """Whether a noun stands after its article: with a capital it may be any noun in German."""
    return len(low) == 2 and (low[0] in cues.list("the") or low[0] in cues.list("one"))  # noqa: PLR2004 - both


def _is_name(words: Words, first: int, after: int) -> bool:
    """Whether the last two words have capitals that the sentence's beginning did not give."""
    return after - first > 1 and words.capital[after - 2] and after > _PARTITIVE


_OFFICES = frozenset(
    (
        "state",
        "defense",
        "defence",
        "education",
        "health",
        "justice",
        "finance",
        "affairs",
        "transport",
    )
)


def _is_titled_name(words: Words, first: int, after: int, cues: Cues) -> bool:
    """Whether it is a name after a title, such as “Minister of Education Stefania Giannini”."""
    if after - first <= _NAME_OF or not all(words.capital[after - 2 : after]):
        return False
    if words.low[first] in cues.list("title") and words.capital[first]:
        return True
    before = words.low[after - 3]
    if before in _OFFICES and cues.list("title").intersection(words.low[first : after - 3]):
        return True
    linked = any(before in cues.list(name) for name in ("after-head", "the", "one", "own"))
    return not linked and not words.capital[after - 3] and words.low[after - 1] not in _all(cues)


def _sort_of_head(words: Words, first: int, after: int, cues: Cues) -> Sort:
    """What the words are whose last one is the noun, or the name."""
    low = words.low[first:after]
    last = low[-1]
    definite = is_definite(words, first, cues)
    own = words.capital[after - 1] and not (after == 1 and len(low) == 1)
    common = any(last in cues.list(name) for name in _HEADS)
    called = own and (not common or _is_name(words, first, after)) and not _has_article(low, cues)
    office = "'s" in low and words.capital[first] and last in cues.list("title")
    if called or office:  # “Peru’s finance minister” is one
        return "named"
    if low[0] in cues.list("many") and _may_be_counted(last, cues):
        return "judge" if last in cues.list("judge") - cues.list("spokesperson") else "unnamed"
    if cues.list("spokesperson").intersection(low):
        return "body"
    which = next((name for name in _NOUNS if last in cues.list(name)), None)
    if which is None:
        return _sort_of_others(words, first, after, cues)
    return _sort_of_noun(which, low, cues, definite=definite)


def _may_be_counted(noun: str, cues: Cues) -> bool:
    """Whether some of a sort are people: “two party figures”, “two lawyers”."""
    people = cues.list("insider") | cues.list("title") | cues.list("spokesperson")
    return noun in people and not noun.startswith("spokes")


def _sort_of_noun(which: str, low: Sequence[str], cues: Cues, *, definite: bool) -> Sort:
    """What a noun of a list means, by the word before it."""
    if which == "insider":
        return _sort_of_insider(low, cues, definite=definite)
    if which == "title":
        return "body" if low[0] in cues.list("one") and not definite else "role"
    return "role" if which == "judge" and definite else _NOUNS[which]


_NOUNS: dict[str, Sort] = {
    "press": "press",
    "document": "document",
    "judge": "judge",
    "crowd": "crowd",
    "insider": "unnamed",
    "body": "body",
    "title": "role",
}
"""Lists of nouns, the first that has one counting, and what they mostly mean."""


def _sort_of_insider(low: Sequence[str], cues: Cues, *, definite: bool) -> Sort:
    """A witness nobody knows, or somebody who was named before: “the officer”, “her mother”."""
    noun = low[-1]
    if low[0] in cues.list("own") and noun not in cues.list("several"):
        return "named"
    if not definite or noun in cues.list("sourceword"):
        return "unnamed"
    return "unnamed" if noun in cues.list("several") else "role"


def _sort_of_others(words: Words, first: int, after: int, cues: Cues) -> Sort:
    """What nouns are that are in no list: by their capitals, their article and their ending."""
    low = words.low[first:after]
    definite = is_definite(words, first, cues)
    if _has_name(words, first, after):
        return "body" if definite else "named"
    if len(low) == 1 and words.capital[first]:
        return "named"
    if not _may_be_people(low, cues):
        return "unclear"
    return _sort_of_people(low, cues, definite=definite)


def _sort_of_people(low: Sequence[str], cues: Cues, *, definite: bool) -> Sort:
    """What nouns for people are that are in no list: by the word before them and their ending."""
    if low[0] in cues.list("many") or low[0] in cues.list("one"):
        return "unnamed"
    if definite:
        return "role"
    if low[0] in cues.list("own") and not _is_plural(low):
        return "named"
    return "unnamed" if _is_plural(low) or low[0] in cues.list("own") else "unclear"


def _may_be_people(low: Sequence[str], cues: Cues) -> bool:
    """Whether a noun of no list can be a person's: by its ending, where those are known."""
    endings = cues.list("person-ending")
    alone = len(low) == 1 and low[0] in cues.list("many") | cues.list("one")
    if not endings or alone:
        return True
    noun = low[-1].rsplit("-", 1)[-1]
    bare = noun.removesuffix("s")
    return bare.endswith(tuple(endings)) and not {noun, bare} & cues.list("thing")


def _is_plural(low: Sequence[str]) -> bool:
    last = low[-1]
    return last.endswith("s") and last.isalpha() and len(last) > _SHORT


def _has_name(words: Words, first: int, after: int) -> bool:
    """Whether there is a capital among these words that the sentence's beginning did not give."""
    return any(words.capital[at] and at > 0 for at in range(first, after))
