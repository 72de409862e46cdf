"""What waits for a reviewer: why a sentence needs them, in words, and which are looked at anew."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from annotator.domain.review.decisions import Decision, Seen
from annotator.domain.review.gold import Gold
from annotator.domain.review.votes import is_agreement, is_stale, votes

REPLY = "reply to you"
STALE = "stale: a mark has changed since"
DIFFER = "they differ"
REVIEWERS_DIFFER = "reviewers differ"
SECOND_LOOK = "second look"
TO_READ = "not reviewed yet"
"""Why a sentence needs a reviewer."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What there is to know of one sentence to tell whether a reviewer has to do something."""

    gold: Gold
    own: Decision | None
    """Of the reviewer."""
    unanswered: bool = False
    """Whether somebody has replied to the reviewer since."""
    awaited: Collection[str] = ()
    """Annotators who were asked for another look and have not answered."""
    second_look: bool = False
    """Whether it is one of the unanimous sentences that are looked at all the same."""


def why_it_needs_settling(matter: Matter) -> str | None:
    """Why a sentence asks for a reviewer who settles disagreements; None for nothing.

    While an annotator is asked for another look, a disagreement waits for them.
    """
    if matter.unanswered:
        return REPLY
    gold = matter.gold
    if matter.own is not None and is_stale(matter.own, gold.said):
        return STALE
    if gold.provenance == "unresolved" and not matter.awaited:
        return {"stale": STALE, "reviewers-differ": REVIEWERS_DIFFER}.get(gold.why or "", DIFFER)
    if gold.provenance == "unanimous" and matter.second_look and not gold.decisions:
        return SECOND_LOOK
    return None


def why_it_needs_reading(matter: Matter, of: str) -> str | None:
    """Why a sentence asks for a reviewer who walks through the tags of `of`; None for nothing."""
    if matter.unanswered:
        return REPLY
    own, said = matter.own, matter.gold.said
    if own is not None and is_stale(own, said):
        return STALE
    if of in said and (own is None or of not in own.saw) and of not in matter.awaited:
        return TO_READ
    return None


def is_settled_by(own: Decision | None, said: Mapping[str, Seen]) -> bool:
    """Whether a reviewer's own decision settles a sentence as its marks are today."""
    return own is not None and not is_stale(own, said) and not is_agreement(own, votes(said))


def second_look(article: str, sentence: str, share: float, seed: str = "") -> bool:
    """Whether a unanimous sentence is among the share that a reviewer looks at all the same.

    The same sentences each time and on every machine: they are chosen by a digest.

    Args:
        article: its id.
        sentence: its id.
        share: from 0 to 1.
        seed: another one chooses others.
    """
    digest = hashlib.sha256(f"{article}\n{sentence}\n{seed}".encode()).digest()
    return int.from_bytes(digest[:8]) < share * 2**64


def letters(article: str, annotators: Collection[str]) -> dict[str, str]:
    """A letter for each annotator, shuffled by article, for reviewers who see no names."""

    def digest(name: str) -> bytes:
        return hashlib.sha256(f"{article}\n{name}".encode()).digest()

    return {name: _letter(n) for n, name in enumerate(sorted(annotators, key=digest))}


def _letter(number: int) -> str:
    """A to Z, then AA, AB and so on."""
    rest, last = divmod(number, 26)
    return (_letter(rest - 1) if rest else "") + chr(ord("A") + last)
