"""Parties that declined comment, found again where somebody of theirs speaks anonymously."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from annotator.domain.marks import Source
from annotator.domain.sourcing.entries import Entry
from annotator.domain.sourcing.hanging import Reply

_NEAR = 60
"""Code points after the words for an anonymous source in which its party may be named."""
_LONGEST = 200
"""Code points of the words for a source that are looked at."""
_LINKED = re.compile(r"\s{0,9}(?:,\s{0,9})?(?:at|in|inside|within|from|of)\s{1,9}")
"""What stands between an anonymous source and the party it is of: “insiders at Acme”."""
_ABOUT = re.compile(
    r"\b(?:with|on|about|against|regarding|close to|near|outside|former|ex)[\s-]{1,9}"
    r"(?:the\s{1,9})?$",
    re.IGNORECASE,
)
"""What stands before a party that an anonymous source only speaks of, or is no longer of:
“familiar with Acme”, “close to Acme”, “former Acme managers”."""
_AND = re.compile(" ?[,;/] ?| and ")
_THE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_EDGES = re.compile(r"^\W+|\W+$")
_WORD = re.compile(r"\w+")
_SHORTEST = 3
"""Letters that a part of a party's name has at least, to be looked for by itself."""
_NO_NAMES = frozenset(["inc", "incorporated", "ltd", "limited", "llc", "plc", "corp", "company"])
"""What stands behind a company's name, and names none."""


@dataclass(frozen=True, slots=True)
class Declined:
    """A party that declined comment."""

    name: str
    sentence: str
    """The first that says so."""
    is_proposed: bool
    """Whether nobody but the program says so."""


class Parties:
    """Those who declined comment in an article; as quick for thousands as for one."""

    def __init__(self, replies: Iterable[Reply]) -> None:
        self._by_name: dict[str, Declined] = {}
        self._by_entry: dict[int, Declined] = {}
        self._words = 0
        """Of the longest name."""
        for reply in replies:
            if reply.declined:
                self._add(reply)

    def __bool__(self) -> bool:
        return bool(self._by_entry)

    def _add(self, reply: Reply) -> None:
        said = [
            mention.source.by
            for mention in reply.party.mentions
            if mention.sentence == reply.sentence and mention.source.role == "declined"
        ]
        proposed = all(by == "program" for by in said)
        party = reply.party
        self._by_entry.setdefault(id(party), Declined(party.name, reply.sentence, proposed))
        if party.kind == "named-person":
            return  # who is close to a person is another one
        for name in _names_of(party.name):
            key = _key(name)
            if key:
                self._by_name.setdefault(key, Declined(name, reply.sentence, proposed))
                self._words = max(self._words, len(_WORD.findall(key)))

    def behind(self, entry: Entry, source: Source, text: str) -> Declined | None:
        """The party that an anonymous source is, or is of, if it is of any.

        Args:
            entry: the source, joined with its other mentions.
            source: one mention of it.
            text: the sentence that this stands in.
        """
        return (
            self._by_entry.get(id(entry))
            or self._in(_words_behind(source, text), from_start=True)
            or self._in(source.mention)
            or self._in(source.name)
        )

    def _in(self, text: str, *, from_start: bool = False) -> Declined | None:
        """The first party that is named in some words, and not only spoken of."""
        text = text[:_LONGEST]
        words = [found.span() for found in _WORD.finditer(text)]
        for first, (begins, _) in enumerate(words):
            if from_start and first > 1:
                return None
            for _, ends in words[first : first + self._words]:
                found = self._by_name.get(_key(text[begins:ends]))
                if found is not None and not _ABOUT.search(text[:begins]):
                    return found
        return None


def _names_of(party: str) -> Iterator[str]:
    """What a party that declined may be called, as a whole and in its parts: “Acme and Bolt”."""
    yield party
    yield from (part for part in _AND.split(" ".join(party.split())) if _is_name(part))


def _is_name(part: str) -> bool:
    bare = _EDGES.sub("", part)
    return len(bare) >= _SHORTEST and bare[0].isupper() and bare.casefold() not in _NO_NAMES


def _key(name: str) -> str:
    """A name as it is looked for: without the article before it, unless it is no name without.

    “The White House” is found in “officials at White House”; “the company” is not in “a company”.
    """
    bare = _EDGES.sub("", name)
    article = _THE.match(bare)
    rest = bare[article.end() :] if article else bare
    if article is None or rest[:1].isupper():
        return rest
    return f"{article.group().casefold().strip()} {rest}"


def _words_behind(source: Source, text: str) -> str:
    """What follows the words of a source as in “insiders at Acme”, from the party's name on."""
    begins = text.find(source.mention) if source.mention else -1
    if begins < 0:
        return ""
    end = source.end if source.end is not None else begins + len(source.mention)
    linked = _LINKED.match(text, end)
    return text[linked.end() : linked.end() + _NEAR] if linked else ""
