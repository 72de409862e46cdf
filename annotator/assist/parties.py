"""Parties of a sentence: who declined, who asked them, and several that are named together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from annotator.assist.cues import Cues
from annotator.assist.patterns import Hit
from annotator.assist.reading import Read
from annotator.assist.speakers import subject_before
from annotator.assist.words import Words


class Stretch(NamedTuple):
    """Words `[first, after)` of a sentence."""

    first: int
    after: int


_AND = frozenset({",", "and", "or", "nor", "&"})
_ASKED_BY = frozenset({"from", "by", "with", "to", "told", "a", "neither"})
_ASKING = frozenset(
    {"contacted", "approached", "asked", "emailed", "reached", "messaged", "called"}
)
_TOWARDS = frozenset({"to", "reach", "contact", "neither", "from", "at", "with", "locate", "for"})
_OWNERS = frozenset({"we", "reporters", "journalists", "correspondents"})
_MOST = 12
"""Parties that are named one by one; more are an odd text."""
_ANSWER = frozenset({"returned", "responded", "replied", "answered", "commented", "was", "were"})
_AGENCIES = frozenset({"xinhua", "tass", "kyodo", "yonhap", "interfax", "dpa", "ansa", "jazeera"})
_CALLED = frozenset(
    ("news", "times", "post", "journal", "herald", "tribune", "gazette", "chronicle", "telegraph")
)
_ONE_BODY = frozenset({"health", "marks", "johnson", "ernst", "standard", "trinidad", "bosnia"})
"""First words of names that have an “and” in them."""


def parties_in(words: Words, where: Stretch, cues: Cues) -> list[Stretch]:
    """The parties of “Sprint, Comcast and the ministry”, one by one; others in one piece."""
    found = []
    first = where.first
    for at in range(where.first + 1, where.after - 1):
        of_one = _is_of_one(words, first, at, cues)  # “of Health and Human Services”
        begins = at > first and _begins(words, at + 1, where.after, cues)
        if words.low[at] in _AND and begins and not of_one:
            found.append(Stretch(first, at - (words.low[at - 1] in _AND)))
            first = at + 1
    found.append(Stretch(first, where.after))
    whole = len(found) <= _MOST and all(_stands_alone(words, part, cues) for part in found)
    return found if whole and words.low[where.first] not in _ONE_BODY else [where]


def _is_of_one(words: Words, first: int, at: int, cues: Cues) -> bool:
    has_of = bool(cues.list("of").intersection(words.low[first:at]))
    return has_of and words.low[at + 1] not in cues.list("the")


def _begins(words: Words, at: int, after: int, cues: Cues) -> bool:
    """Whether a party can begin: with a capital, or with an article before more."""
    if at + 1 < after and words.low[at] in cues.list("the"):
        return True
    return at < after and words.capital[at]


def _stands_alone(words: Words, part: Stretch, cues: Cues) -> bool:
    """Whether words are a party by themselves and no piece of a name such as “of Health”."""
    if part.first >= part.after:
        return False
    if words.low[part.first] in cues.list("the"):
        return part.after - part.first > 1
    return words.capital[part.first]


def party_of(read: Read, hit: Hit, cues: Cues) -> Stretch | None:
    """The words for whoever declined: before the phrase, in it or after it."""
    words = read.words
    asked = _asked_by_outlet(words, hit, cues)
    if asked is not None:
        return asked
    subject = subject_before(words, hit.first, cues)
    if subject is not None:
        return _listed(words, Stretch(*subject), cues)
    goes_on = hit.first > 0 and words.low[hit.first - 1] in {"but", "and"}
    if read.speakers and (goes_on or words.quoted[hit.first]):
        return Stretch(read.speakers[0].first, read.speakers[0].after)
    return _object_within(read, hit, cues)


def _listed(words: Words, subject: Stretch, cues: Cues) -> Stretch:
    """A subject with the parties before it in one list: “The A, the B and the C declined”."""
    first = begin = subject.first
    has_and = bool({"and", "or"}.intersection(words.low[subject.first : subject.after]))
    while begin > 1 and words.low[begin - 1] in _AND:
        at = begin - 1
        has_and = has_and or words.low[at] != ","
        at -= words.low[at - 1] == "," and words.low[at] != ","
        begin = at
        while begin and words.capital[begin - 1]:
            begin -= 1
        begin -= bool(begin and words.low[begin - 1] in cues.list("the"))
        before = words.low[begin - 1] if begin else ","
        if begin == at or before not in _AND or words.low[begin] in cues.list("opener"):
            break
        if has_and:
            first = begin
    return Stretch(first, subject.after)


def as_did(words: Words, cues: Cues) -> Iterator[Stretch]:
    """The other party of “Acme declined to comment, as did the ministry”."""
    for at in range(2, len(words) - 1):
        if words.low[at - 2 : at] in {("as", "did"), ("nor", "did")} and not words.quoted[at]:
            found = _named_from(words, at, cues)
            if found is not None:
                yield found


def _asked_by_outlet(words: Words, hit: Hit, cues: Cues) -> Stretch | None:
    """The party of “the BBC has contacted the Home Office but has not received a reply”."""
    for at in range(1, len(words) - 1):
        if words.low[at] not in _ASKING or words.quoted[at] or at > hit.after:
            continue
        subject = subject_before(words, at, cues)
        if subject is None or not _is_asker(words, Stretch(*subject), cues):
            continue
        first = at + 1 + 2 * (words.low[at + 1 : at + 3] == ("out", "to"))
        found = _named_from(words, first, cues)
        if found is not None:
            return found
    return None


def _is_asker(words: Words, subject: Stretch, cues: Cues) -> bool:
    last = words.low[subject.after - 1]
    return last in _OWNERS or (words.capital[subject.after - 1] and last in cues.list("outlet"))


def _named_from(words: Words, first: int, cues: Cues) -> Stretch | None:
    """The words from a place on that name somebody, up to the next that cannot belong to them."""
    ends = cues.list("said") | cues.list("particle") | cues.list("asked") | cues.list("stop")
    ends |= cues.list("preposition") | {",", "."}
    after = first
    while after < len(words) and words.low[after] not in ends and not words.quoted[after]:
        after += 1
    return Stretch(first, after) if any(words.capital[first:after]) else None


def askers_in(words: Words, cues: Cues) -> Iterator[Stretch]:
    """The outlet that asked, where the words of a refusal name it."""
    asked = any(low in cues.list("asked") | _ASKING | {"reach", "contact"} for low in words.low)
    for place, low in enumerate(words.low):
        if not (asked and words.capital[place] and low in cues.list("outlet")):
            continue
        outlet = outlet_at(words, place, cues)
        before = words.low[outlet.first - 1] if outlet.first else ""
        owning = words.low[place + 1 : place + 2] in {("'s",), ("'",)}
        if owning or _asks(words, place + 1, cues) or before in _ASKED_BY:
            yield outlet
            return


def _asks(words: Words, at: int, cues: Cues) -> bool:
    """Whether a verb of asking follows an outlet."""
    while at < len(words) and words.low[at] in cues.list("particle"):
        at += 1
    return at < len(words) and words.low[at] in _ASKING | {"reach", "contact"}


def is_outlet(words: Words, where: Stretch, cues: Cues) -> bool:
    """Whether words name a news outlet: in one word, with an article, or as one is called."""
    last = words.low[where.after - 1]
    if last not in cues.list("outlet") and last not in _AGENCIES:
        return False
    alone = where.after - where.first == 1 or words.low[where.first] in cues.list("the")
    return alone or last in _CALLED


def outlet_at(words: Words, last: int, cues: Cues) -> Stretch:
    """The whole name of the outlet that ends with a word, its article too."""
    first = last
    while first and words.capital[first - 1]:
        first -= 1
    while last + 1 < len(words) and words.capital[last + 1] and words.low[last + 1] in _CALLED:
        last += 1
    article = first > 0 and words.low[first - 1] in cues.list("the")
    return Stretch(first - article, last + 1)


def _object_within(read: Read, hit: Hit, cues: Cues) -> Stretch | None:
    """The party in “calls to the mayor's office went unanswered” or “neither bank replied”."""
    words = read.words
    ends = cues.list("said") | cues.list("particle") | cues.list("asked") | {",", ".", "for"}
    articles = cues.list("the") | cues.list("one") | cues.list("own")
    for at in range(hit.first, len(words) - 1):
        if words.low[at] not in _TOWARDS or words.low[at + 1] in _TOWARDS or words.quoted[at]:
            continue
        after = at + 1
        while after < len(words) and words.low[after] not in ends:
            goes_on = after == at + 1 or words.low[after] not in cues.list("preposition")
            acts = words.low[after] in _ANSWER
            acts = acts or (words.low[after].endswith("ed") and words.capital[after - 1])
            if not goes_on or acts:
                break
            after += 1
        if after == at + 1:
            continue
        named = any(words.capital[at + 1 : after]) or words.low[at] == "neither"
        if named or (after > at + 2 and words.low[at + 1] in articles):
            return Stretch(at + 1, after)
    return None


def unreached(words: Words, cues: Cues) -> Stretch | None:
    """Who an outlet “could not reach”; None where nobody was sought."""
    for at in range(2, len(words) - 1):
        if words.low[at] not in {"reach", "contact", "locate"} or words.quoted[at]:
            continue
        if words.low[at - 1] in {"not", "immediately"} or words.low[at - 2] in {"unable", "failed"}:
            found = _named_from(words, at + 1, cues)
            if found is not None:
                return found
    return None
