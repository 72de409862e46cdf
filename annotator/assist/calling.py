"""What a source is called: its kind, and the name that joins its mentions."""

from __future__ import annotations

from annotator.assist.cues import Cues
from annotator.assist.known import Known, is_title, name_before, nouns
from annotator.assist.naming import Sort
from annotator.assist.words import Words
from annotator.domain.kinds import guessed_kind
from annotator.domain.marks import SourceKind

_ARTICLES = frozenset({"the", "a", "an"})
_WHOLE = 2
"""Words of a whole name at least."""
_SEVERAL = frozenset(
    {"they", "we", "people", "police", "staff", "those", "both", "others", "many", "few"}
)
_LONGEST = 8
"""Words after “people” that say how they know it."""
_FOR = frozenset(
    ["for", "of", "at", "with", "der", "des", "von", "du", "de", "del", "pour", "para"]
)
_KNOWING = frozenset({"close", "familiar", "briefed", "involved", "inside", "within"})
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
    if sort in {"unnamed", "judge", "crowd", "they"} and words.low[first] != "it":
        several = _is_several(words, first, _head(words, first, after, cues), cues)
        return "unnamed-group" if several else "unnamed-person"
    if sort in {"body", "they"}:
        return _kind_of_body(words, first, after, cues)
    return _guessed(words, first, after, sort, known, cues)


_BY_SORT: dict[str, SourceKind] = {
    "document": "document",
    "press": "press-report",
    "pronoun": "unnamed-person",
}
_FAMILY = frozenset({"family", "relatives", "parents"})


def _kind_of_body(words: Words, first: int, after: int, cues: Cues) -> SourceKind:
    """An organisation, unless the words speak for a person or are people who have no name here."""
    if words.low[after - 1] in _FAMILY:
        return "unnamed-group"
    begin = _spoken_for(words, first, after, cues)
    speaks_for_one = begin > first and is_title(words.low[begin], cues)
    return "named-person" if speaks_for_one else "named-organisation"


def _guessed(
    words: Words, first: int, after: int, sort: Sort, known: Known, cues: Cues
) -> SourceKind:
    if words.low[after : after + 2] == (",", "which") or "&" in words.low[first:after]:
        return "named-organisation"
    begin, end = _person(words, first, after, cues)
    titled = first < begin < end and is_title(words.low[begin - 1], cues)
    head = _head(words, first, after, cues)
    if titled or (head < after - 1 and end == after and is_title(words.low[head], cues)):
        return "named-person"
    called = words.slice(first, after)
    if after - first == 1 and words.capital[first]:
        # news tells a person's whole name before the last one alone
        person = known.namesakes(called) or _is_somebody(words, after)
        return "named-person" if person else "named-organisation"
    guess = guessed_kind(words.slice(first, end))
    if sort == "named" and guess in {None, "unnamed-person", "unnamed-group"}:
        return "named-person" if words.capital[after - 1] else guess or "named-person"
    return guess or "unnamed-person"


def _is_somebody(words: Words, after: int) -> bool:
    """Whether an age or a “who” follows, as in “Hassan, 34, said”, or says “I” in a quotation."""
    if any(low == "i" and quoted for low, quoted in zip(words.low, words.quoted, strict=True)):
        return True
    following = words.low[after : after + 3]
    if following[:2] == (",", "who"):
        return True
    return following[:1] == (",",) == following[2:] and following[1].isdigit()


def name_of(
    words: Words, first: int, after: int, kind: SourceKind, known: Known, cues: Cues
) -> str:
    """The name that joins this mention with others: a person's without titles, a body's own."""
    entered = known.called(words.slice(first, after))
    if entered is not None:
        return entered.name
    if kind == "named-person":
        begin, end = _person(words, first, after, cues)
        person = words.slice(begin, end)
        return known.person(person) or person
    name = words.slice(first, after)
    if kind == "named-organisation":
        begin = _spoken_for(words, first, after, cues)
        speaks = begin == first and words.low[after - 1] in cues.list("spokesperson")
        name = _without_article(words, first, after - 1) if speaks else words.slice(begin, after)
    entered = known.called(name)
    return name if entered is None else entered.name


def _person(words: Words, first: int, after: int, cues: Cues) -> tuple[int, int]:
    """The name of a person within words for them, after any title and before “of the police”."""
    head = _head(words, first, after, cues) + 1
    begin = name_before(words, first, head, cues)
    if head < after and (head - begin < _WHOLE or words.low[head - 1] in nouns(cues)):
        # “Minister of Education Ana Li”: what comes first may be of the title
        head, begin = after, max(name_before(words, first, after, cues), after - _WHOLE)
    return (begin, head) if begin < head else (first, after)


def _spoken_for(words: Words, first: int, after: int, cues: Cues) -> int:
    """Where those begin that “a spokesman for the airline” speaks for; else where the words do."""
    for at in range(first, after - 2):
        speaks = words.low[at] in cues.list("spokesperson")
        if speaks and words.low[at + 1] in _FOR:
            return at + 2
    return first


def _without_article(words: Words, first: int, after: int) -> str:
    """The “Kremlin” of “a Kremlin spokesman”; the whole words where there is nothing else."""
    begin = first + (words.low[first] in _ARTICLES)
    end = after - (words.low[after - 1] == "'s")
    return words.slice(begin, end) if begin < end else words.slice(first, after + 1)


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
        return begin, _with_what_follows(words, at + 1, closing)
    return None


def _with_what_follows(words: Words, after: int, closing: frozenset[str]) -> int:
    """Where “two people close to the company” end."""
    if after >= len(words) or words.low[after] not in _KNOWING:
        return after
    end = after + 2
    while end < min(len(words), after + _LONGEST) and words.low[end][0].isalnum():
        if words.low[end] in closing:
            break
        end += 1
    return min(end, len(words))
