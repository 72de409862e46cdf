"""Marks: what one annotator said of one sentence, and what that rests on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, get_args

State = Literal["tagged", "no-tag", "skipped", "open"]
SkipReason = Literal["not-prose", "bad-cut", "cannot-judge"]
LookAgain = Literal["edited", "split", "joined", "sent-back"]
SourceKind = Literal[
    "named-person",
    "named-organisation",
    "unnamed-person",
    "unnamed-group",
    "document",
    "press-report",
    "reporter",
]
Role = Literal["speaker", "declined", "asked-by"]
SourceBasis = Literal["explicit", "pronoun", "continued", "inherited", "unclear"]
Manner = Literal["refused", "no-reply", "unreachable", "partial"]
SourceBy = Literal["annotator", "program", "import"]
Stance = Literal["supports", "contradicts", "context"]
LinkState = Literal["alive", "gone", "redirected", "retitled", "unreachable"]
Support = Literal["on-record", "checked", "both", "none"]

SOURCE_KINDS: tuple[SourceKind, ...] = get_args(SourceKind)
ROLES: tuple[Role, ...] = get_args(Role)
SOURCE_BASES: tuple[SourceBasis, ...] = get_args(SourceBasis)
MANNERS: tuple[Manner, ...] = get_args(Manner)
STANCES: tuple[Stance, ...] = get_args(Stance)
SKIP_REASONS: tuple[SkipReason, ...] = get_args(SkipReason)


@dataclass(frozen=True, slots=True)
class Source:
    """Who or what a sentence rests on: the words in the text, and what kind of source it is."""

    name: str
    """Two mentions with one name are one source."""
    mention: str
    """The words in the text; empty where the article does not say."""
    sentence: str | None
    """The sentence that the mention stands in."""
    start: int | None
    """First code point of the mention within that sentence."""
    end: int | None
    """One past its last code point."""
    kind: SourceKind
    role: Role = "speaker"
    basis: SourceBasis = "explicit"
    from_: str | None = None
    """The sentence that it is carried from, where the basis is not `explicit`."""
    via: str | None = None
    """Who relays it."""
    manner: Manner | None = None
    """How a party declined."""
    confidential: bool = False
    """Withheld on export."""
    by: SourceBy = "annotator"


@dataclass(frozen=True, slots=True)
class LinkCheck:
    """What was found when a link was looked at."""

    at: str
    state: LinkState
    url: str | None = None
    """Where it led, if elsewhere."""
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the analyst found to check a sentence: a URL or a document, and a place in it."""

    url: str | None
    document: str | None
    locator: str | None = None
    """Page, paragraph, minute."""
    quotation: str | None = None
    stance: Stance = "supports"
    seen: str | None = None
    """Date on which the analyst saw it, ISO 8601."""
    archived: str | None = None
    """URL of a copy."""
    checked: LinkCheck | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the program had proposed when a mark was made."""

    tag: str
    probability: float
    model: str
    shown: bool
    accepted: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """What one annotator said of one sentence."""

    state: State
    tags: tuple[str, ...] = ()
    """The first is the primary."""
    unsure: bool = False
    skip_reason: SkipReason | None = None
    quote: str = ""
    """The sentence's text, so that a file can be read by itself and re-anchored."""
    sources: tuple[Source, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    note: str = ""
    look_again: LookAgain | None = None
    suggestion: Suggestion | None = None
    guidelines: str = "1"
    """Version of the guidelines in force."""
    at: str = ""
    """UTC, milliseconds."""
    seconds: float | None = None
    """Time that the sentence was current before this decision; null from commands."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark on a sentence; comments of several people form a thread."""

    id: str
    """16 hex digits."""
    sentence: str
    reply_to: str | None
    text: str
    at: str


@dataclass(frozen=True, slots=True)
class HandIn:
    """An annotator's word that an article is done."""

    revision: int
    """Of the annotations; the marks at that revision are the independent ones."""
    at: str


def support(marks: Collection[Mark]) -> Support:
    """What marks rest on together: a source on the record, evidence that was checked, or both.

    What only the program has proposed as a source is nobody's word.
    """
    has_sources = any(source.by != "program" for mark in marks for source in mark.sources)
    has_evidence = any(mark.evidence for mark in marks)
    if has_sources and has_evidence:
        return "both"
    if has_evidence:
        return "checked"
    return "on-record" if has_sources else "none"
