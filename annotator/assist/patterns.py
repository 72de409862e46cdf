"""Phrases to look for: words, choices of words and short gaps, matched without going back.

A pattern is a row of parts, divided by blanks:

- `declined` – that word; `declined|refused` – one of them; `declin*` – what begins so;
- `@said` – a word of the list called so; `@said|claims` mixes both;
- a `?` after a part – the part may be missing;
- `..` – up to three words between; `...` – up to eight; never across the end of a clause;
- `<name>` – one to six words with capitals; `<number>`; `<quote>` – a quotation mark;
  `<comma>`; `<start>` – the beginning of the sentence.

All places that a part may lead to are followed together, and there are at most a dozen, so the
time is in proportion to the length of the sentence whatever the pattern is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from annotator.assist.words import Words

Sort = Literal["words", "gap", "name", "number", "quote", "start", "comma"]

_GAPS = {"..": 3, "...": 8}
_SPECIAL: dict[str, Sort] = {
    "<name>": "name",
    "<number>": "number",
    "<quote>": "quote",
    "<start>": "start",
    "<comma>": "comma",
}
_LONGEST_NAME = 6
_STEM = 3
"""Letters that a beginning such as `declin*` must have at least."""
_STOPS = frozenset('.;:?!“”„«»"')
_QUOTES = frozenset("“”„«»\"‘’'")
_SMALL = frozenset(
    ["of", "the", "de", "la", "del", "der", "von", "van", "den", "al", "bin", "&", "."]
)
_NUMBERS = frozenset(
    [
        *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
        *("dozens", "hundreds", "thousands", "several", "some", "many", "multiple", "both"),
    ]
)


class BadPatternError(ValueError):
    """A pattern that cannot be read; the sentence says why."""


class Part(NamedTuple):
    """One part of a pattern."""

    sort: Sort
    words: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()
    most: int = 0
    """Words that a gap may have."""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A phrase to look for, and what it means."""

    parts: tuple[Part, ...]
    means: str
    """The heading that it stands under."""
    grade: str = ""
    second: frozenset[str] | None = None
    """The words of which one must come second, where nothing else can."""
    last: frozenset[str] | None = None
    """The words of which one must come last, where nothing else can."""


class Hit(NamedTuple):
    """Where a phrase stands: the words `[first, after)`."""

    first: int
    after: int
    means: str
    grade: str


def pattern_of(
    written: str,
    means: str,
    grade: str,
    lists: Mapping[str, frozenset[str]],
    known: dict[str, Part] | None = None,
) -> Pattern:
    """The pattern that is written so.

    Args:
        written: its parts, divided by blanks.
        means: the heading that it stands under.
        grade: likewise.
        lists: of words, by name.
        known: takes parts of patterns with these lists, by how they are written; most patterns
            are made of parts of others, and thousands of equal ones would take megabytes.

    Raises:
        BadPatternError: a part is none, or it begins or ends with what says nothing.
    """
    known = {} if known is None else known
    pieces = written.split()
    for piece in pieces:
        if piece not in known:
            known[piece] = _part(piece, lists)
    parts = tuple(known[piece] for piece in pieces)
    if not parts:
        raise BadPatternError("a pattern needs at least one word")
    if parts[0].optional or "gap" in {parts[0].sort, parts[-1].sort}:
        raise BadPatternError("a pattern begins with a word that is there, and ends with no gap")
    second = _must_be(parts[1]) if len(parts) > 1 else None
    return Pattern(parts, means, grade, second, _must_be(parts[-1]))


def _must_be(part: Part) -> frozenset[str] | None:
    """The words of which one must stand where a part does; None where others can."""
    sure = part.sort == "words" and not part.optional and not part.stems
    return part.words if sure else None


def _part(piece: str, lists: Mapping[str, frozenset[str]]) -> Part:
    if piece in _GAPS:
        return Part("gap", most=_GAPS[piece])
    optional = piece.endswith("?") and piece != "?"
    bare = piece.removesuffix("?") if optional else piece
    if bare in _SPECIAL:
        return Part(_SPECIAL[bare], optional=optional)
    if bare.startswith("<"):
        raise BadPatternError(f"there is no {bare}; there are {', '.join(_SPECIAL)}")
    words: set[str] = set()
    stems: list[str] = []
    for choice in bare.split("|"):
        if choice.startswith("@"):
            if choice[1:] not in lists:
                raise BadPatternError(f"there is no list of words {choice[1:]!r}")
            words |= lists[choice[1:]]
        elif choice.endswith("*"):
            if len(choice) <= _STEM:
                raise BadPatternError(f"{choice!r} needs {_STEM} letters before its asterisk")
            stems.append(choice[:-1].casefold())
        elif not choice or "*" in choice or "?" in choice:
            raise BadPatternError(f"{piece!r} is no choice of words")
        else:
            words.add(choice.casefold().replace("’", "'"))
    return Part("words", frozenset(words), tuple(stems), optional=optional)


@dataclass(slots=True)
class Phrases:
    """Patterns, found by the word that they begin with."""

    by_word: dict[str, list[Pattern]] = field(default_factory=lambda: defaultdict(list))
    by_stem: dict[str, list[Pattern]] = field(default_factory=lambda: defaultdict(list))
    at_names: list[Pattern] = field(default_factory=list)
    at_numbers: list[Pattern] = field(default_factory=list)
    at_signs: list[Pattern] = field(default_factory=list)
    at_start: list[Pattern] = field(default_factory=list)


def phrases_of(patterns: Iterable[Pattern]) -> Phrases:
    """Patterns, ready to be looked for."""
    found = Phrases()
    for pattern in patterns:
        first = pattern.parts[0]
        for word in first.words:
            found.by_word[word].append(pattern)
        for stem in {stem[:_STEM] for stem in first.stems}:
            found.by_stem[stem].append(pattern)
        if first.sort == "name":
            found.at_names.append(pattern)
        elif first.sort == "number":
            found.at_numbers.append(pattern)
        elif first.sort in {"quote", "comma"}:
            found.at_signs.append(pattern)
        elif first.sort == "start":
            found.at_start.append(pattern)
    return found


def find(phrases: Phrases, words: Words) -> list[Hit]:
    """Every place where one of the phrases stands, in reading order; of one phrase the longest."""
    found: list[Hit] = []
    begin = _begin(words)
    lows = words.low
    there = set(lows)
    last = len(lows) - 1
    for at, low in enumerate(lows):
        for pattern in phrases.by_word.get(low, ()):
            second = pattern.second
            if second is not None and (at == last or lows[at + 1] not in second):
                continue
            if pattern.last is not None and pattern.last.isdisjoint(there):
                continue
            if len(pattern.parts) == 1:
                found.append(Hit(at, at + 1, pattern.means, pattern.grade))
                continue
            after = _match(pattern, words, at + 1, 1)
            if after is not None:
                found.append(Hit(at, after, pattern.means, pattern.grade))
        for pattern in _others(phrases, words, at, begin):
            after = _match(pattern, words, at, 0)
            if after is not None:
                found.append(Hit(at, after, pattern.means, pattern.grade))
    return found


def _others(phrases: Phrases, words: Words, at: int, begin: int) -> list[Pattern]:
    """The patterns that may stand at a place, but for those that begin with the word itself."""
    low = words.low[at]
    found = list(phrases.by_stem.get(low[:_STEM], ()))
    if at == begin:
        found += phrases.at_start
    if words.capital[at]:
        found += phrases.at_names
    if low[0].isdigit() or low in _NUMBERS:
        found += phrases.at_numbers
    if low in _QUOTES or low == ",":
        found += phrases.at_signs
    return found


def _begin(words: Words) -> int:
    """The first word, after any quotation mark."""
    return 1 if len(words) > 1 and words.low[0] in _QUOTES else 0


def _match(pattern: Pattern, words: Words, at: int, part: int) -> int | None:
    """One past the last word of the phrase if its parts from one on stand here."""
    parts = pattern.parts
    while part < len(parts) and parts[part].sort == "words" and not parts[part].optional:
        if not _after(parts[part], words, at):
            return None
        at, part = at + 1, part + 1
    places = {at}
    for each in parts[part:]:
        after: set[int] = set(places) if each.optional else set()
        for place in places:
            after.update(_after(each, words, place))
        if not after:
            return None
        places = after
    return max(places)


def _after(part: Part, words: Words, at: int) -> Iterable[int]:
    """Where one goes on after this part, if it stands here."""
    if part.sort == "gap":
        return _gap(words, at, part.most)
    if part.sort == "start":
        return (at,) if at == _begin(words) else ()
    lows = words.low
    if at >= len(lows):
        return ()
    low = lows[at]
    if part.sort == "words":  # most are
        fits = low in part.words or (bool(part.stems) and low.startswith(part.stems))
        return (at + 1,) if fits else ()
    if part.sort == "name":
        return _name(words, at)
    if part.sort == "number":
        fits = low[0].isdigit() or low in _NUMBERS
    elif part.sort == "quote":
        fits = low in _QUOTES
    else:
        fits = low == ","
    return (at + 1,) if fits else ()


def _gap(words: Words, at: int, most: int) -> list[int]:
    ends = [at]
    lows = words.low
    for place in range(at, min(at + most, len(lows))):
        if lows[place] in _STOPS:
            break
        ends.append(place + 1)
    return ends


def _name(words: Words, at: int) -> list[int]:
    """The ends of the names of one to six words that begin here."""
    ends = []
    for place in range(at, min(at + _LONGEST_NAME, len(words))):
        if words.capital[place]:
            ends.append(place + 1)
        elif words.low[place] not in _SMALL or place == at:
            break
    return ends
