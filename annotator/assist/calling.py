"""What a source is called: its kind, and the name that joins its mentions."""

from __future__ import annotations

from annotator.assist.cues import Cues
from annotator.assist.known import Known
from annotator.assist.naming import Sort
from annotator.assist.words import Words
from annotator.domain.kinds import guessed_kind
from annotator.domain.marks import SourceKind

_ARTICLES = frozenset({"the", "a", "an"})
_SEVERAL = frozenset({"people", "police", "staff", "those", "both", "others", "many", "few"})
_LEFT_OF_NOUN = 4
"""Words before “sources” that belong to it."""


def kind_of(
    words: Words, first: int, after: int, sort: Sort, known: Known, cues: Cues
) -> SourceKind:
    """What kind of source the words `[first, after)` are."""
    entered = known.called(words.slice(first, after))
    if entered is not None:
        return entered.kind
    if sort in _BY_SORT:
        return _BY_SORT[sort]
    if sort == "role" and words.low[after - 1] in cues.list("title"):
        return "named-person"
    if sort in {"unnamed", "judge", "crowd"}:
        several = _is_several(words, first, _head(words, first, after, cues), cues)
        return "unnamed-group" if several else "unnamed-person"
    if sort == "body":
        speaks_for = _spoken_for(words, first, after, cues).split()
        return "named-person" if speaks_for[0] in _COURTESY else "named-organisation"
    return _guessed(words, first, after, sort, known)


_BY_SORT: dict[str, SourceKind] = {"document": "document", "press": "press-report"}
_COURTESY = frozenset({"Mr.", "Mrs.", "Ms.", "Dr.", "Mr", "Mrs", "Ms", "Dr"})


def _guessed(words: Words, first: int, after: int, sort: Sort, known: Known) -> SourceKind:
    if words.low[after : after + 2] == (",", "which"):
        return "named-organisation"
    called = words.slice(first, after)
    if after - first == 1 and words.capital[first]:
        # news tells a person's whole name before the last one alone
        return "named-person" if known.namesakes(called) else "named-organisation"
    guess = guessed_kind(called)
    if sort == "named" and guess in {None, "unnamed-person", "unnamed-group"}:
        return "named-person" if words.capital[after - 1] else guess or "named-person"
    return guess or "unnamed-person"


def name_of(
    words: Words, first: int, after: int, kind: SourceKind, known: Known, cues: Cues
) -> str:
    """The name that joins this mention with others: a person's without titles, a body's own."""
    entered = known.called(words.slice(first, after))
    if entered is not None:
        return entered.name
    if kind == "named-person":
        person = _person(words, first, after, cues)
        return known.person(person) or person
    name = words.slice(first, after)
    if kind == "named-organisation":
        name = _spoken_for(words, first, after, cues)
    entered = known.called(name)
    return name if entered is None else entered.name


def _person(words: Words, first: int, after: int, cues: Cues) -> str:
    """The last run of capitals, after any title."""
    at = after
    while at > first and words.capital[at - 1] and words.low[at - 1] not in cues.list("title"):
        at -= 1
    if at == after:
        return words.slice(first, after)
    return words.slice(at, after)


def _spoken_for(words: Words, first: int, after: int, cues: Cues) -> str:
    """The organisation that “a spokesman for the airline” speaks for; else the words."""
    speaks = cues.list("spokesperson")
    for at in range(first, after - 2):
        if words.low[at] in speaks and words.low[at + 1] in {"for", "of", "at", "with"}:
            return words.slice(at + 2, after)
    if words.low[after - 1] in speaks and after - first > 1:
        own = words.slice(first, after - 1).removesuffix("’s").removesuffix("'s")
        if any(words.capital[first : after - 1]) and own.casefold() not in _ARTICLES:
            return own
    return words.slice(first, after)


def _head(words: Words, first: int, after: int, cues: Cues) -> int:
    """The place of the noun."""
    following = cues.list("after-head")
    for at in range(first + 1, after):
        if words.low[at] in following:
            return at - 1
    return after - 1


def _is_several(words: Words, first: int, head: int, cues: Cues) -> bool:
    if words.low[first] in cues.list("one") and words.low[first] != "another":
        return False
    noun = words.low[head]
    if noun in _SEVERAL or noun in cues.list("several") or words.low[first] in cues.list("many"):
        return True
    return noun.endswith("s") and words.low[first] != "another"


def noun_phrase(words: Words, first: int, after: int, cues: Cues) -> tuple[int, int] | None:
    """The words for unnamed people, or for a document, within a phrase such as “citing sources”."""
    nouns = cues.list("sourceword") | cues.list("several") | cues.list("insider")
    nouns |= cues.list("press") | cues.list("document")
    closing = cues.list("preposition") | cues.list("said") | cues.list("says-that")
    closing |= cues.list("stop") | cues.list("by") | {"citing", "quoting", ",", "to", "not"}
    for at in range(after - 1, first - 1, -1):
        if words.low[at] not in nouns or words.quoted[at]:
            continue
        begin = at
        while begin > max(0, at - _LEFT_OF_NOUN):
            before = words.low[begin - 1]
            if before in closing or not (before[0].isalnum()):
                break
            begin -= 1
        return begin, at + 1
    return None
