"""Acceptance: how often suggestions are taken, and whether taken or typed marks agree with gold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from annotator.domain.marks import Mark
from annotator.domain.review.gold import Gold
from annotator.domain.review.votes import answer

_SETTLED = frozenset({"unanimous", "adjudicated", "majority"})
"""Gold that says more than one annotator's own mark."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What one annotator made of suggestions, in marks."""

    annotator: str
    shown: int = 0
    """Marks before which a suggestion was shown."""
    accepted: int = 0
    """Of those, marks that took it."""
    accepted_settled: int = 0
    """Accepted marks on sentences whose gold several people settled."""
    accepted_as_gold: int = 0
    """Of those, marks with the gold's answer."""
    typed_settled: int = 0
    """Likewise, of marks that took no suggestion."""
    typed_as_gold: int = 0


def counted(before: Acceptance, marks: Mapping[str, Mark], gold: Mapping[str, Gold]) -> Acceptance:
    """The counts with one document's marks added.

    Args:
        before: what was counted so far.
        marks: by sentence, tags called as they are today.
        gold: of the same article, by sentence.
    """
    found = before
    for sentence, mark in marks.items():
        if mark.state in {"tagged", "no-tag"}:
            found = _with(found, mark, gold.get(sentence))
    return found


def _with(found: Acceptance, mark: Mark, gold: Gold | None) -> Acceptance:
    suggestion = mark.suggestion
    shown = suggestion is not None and suggestion.shown
    accepted = suggestion is not None and suggestion.accepted
    settled = gold is not None and gold.provenance in _SETTLED and gold.state is not None
    right = settled and gold is not None and answer(mark) == (gold.state, gold.tags[:1])
    return replace(
        found,
        shown=found.shown + shown,
        accepted=found.accepted + accepted,
        accepted_settled=found.accepted_settled + (settled and accepted),
        accepted_as_gold=found.accepted_as_gold + (right and accepted),
        typed_settled=found.typed_settled + (settled and not accepted),
        typed_as_gold=found.typed_as_gold + (right and not accepted),
    )


def in_words(one: Acceptance) -> Iterable[str]:
    """What there is to say of one annotator, as sentences."""
    yield f"{one.annotator} took {one.accepted} of {one.shown} suggestions."
    for what, right, settled in (
        ("Taken", one.accepted_as_gold, one.accepted_settled),
        ("Typed", one.typed_as_gold, one.typed_settled),
    ):
        if settled:
            yield f"{what} marks agree with gold in {right} of {settled} sentences."
