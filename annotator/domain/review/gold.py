"""Gold: the settled answer of each sentence with its provenance, and never a silent choice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple, TypeVar

from annotator.domain.marks import Evidence, Mark, Source, State
from annotator.domain.review.decisions import Decision, Seen
from annotator.domain.review.votes import (
    answer,
    is_agreement,
    is_stale,
    is_unanimous,
    joint,
    majority,
    seen,
    votes,
)

T = TypeVar("T")
Provenance = Literal["unanimous", "adjudicated", "majority", "single", "unresolved"]
Unsettled = Literal["disagreement", "stale", "reviewers-differ"]


@dataclass(frozen=True, slots=True)
class Gold:
    """What is known of one sentence, and who says so."""

    provenance: Provenance | None = None
    """None where nobody voted."""
    why: Unsettled | None = None
    """Why it is unresolved."""
    state: State | None = None
    """None where nobody voted, or it is unresolved."""
    tags: tuple[str, ...] = ()
    """The first is the primary."""
    also_right: tuple[str, ...] = ()
    """Other answers that reviewers call defensible."""
    said: Mapping[str, Seen] = field(default_factory=dict)
    """What each annotator says today, skips included."""
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    """Every reviewer's decision with what it saw, agreements included."""
    agreeing: tuple[str, ...] = ()
    """Annotators whose mark gives this answer."""
    sources: tuple[Source, ...] = ()
    """Of those annotators, each once."""
    evidence: tuple[Evidence, ...] = ()
    """Likewise."""


def gold(
    marks: Mapping[str, Mark], decisions: Mapping[str, Decision], *, by_majority: bool = False
) -> Gold:
    """The gold of one sentence, with what it rests on.

    Args:
        marks: of the sentence, by annotator, tags called as they are today.
        decisions: on the sentence, by reviewer, likewise.
        by_majority: whether the project lets a majority settle a disagreement.
    """
    found = settled(seen(marks), decisions, by_majority=by_majority)
    agreeing = [marks[name] for name in found.agreeing]
    return replace(
        found,
        sources=_each_once(source for mark in agreeing for source in mark.sources),
        evidence=_each_once(piece for mark in agreeing for piece in mark.evidence),
    )


def settled(
    said: Mapping[str, Seen], decisions: Mapping[str, Decision], *, by_majority: bool = False
) -> Gold:
    """The same from what marks say alone, without sources and evidence.

    A reviewer's decision settles a sentence, unless it only agrees with some of the marks
    (`annotator.domain.review.votes.is_agreement`). A stale decision leaves it unresolved until a
    reviewer says the same of today's marks; so do two reviewers who differ.
    """
    said = dict(sorted(said.items()))
    voting = votes(said)
    deciding = {
        name: decision
        for name, decision in sorted(decisions.items())
        if not is_agreement(decision, voting)
    }
    found = _decided(deciding, said) if deciding else _voted(voting, by_majority=by_majority)
    decided = dict(sorted(decisions.items()))
    if found.answer is None:
        return Gold(found.provenance, found.why, said=said, decisions=decided)
    chosen = answer(found.answer)
    return Gold(
        found.provenance,
        found.why,
        state=found.answer.state,
        tags=found.answer.tags,
        also_right=_each_once(tag for d in deciding.values() for tag in d.also_right),
        agreeing=tuple(name for name, one in said.items() if answer(one) == chosen),
        said=said,
        decisions=decided,
    )


class _Found(NamedTuple):
    """How a sentence is settled, or why not."""

    provenance: Provenance | None
    why: Unsettled | None = None
    answer: Seen | None = None


def _voted(voting: Mapping[str, Seen], *, by_majority: bool) -> _Found:
    """What the annotators' votes come to by themselves."""
    if not voting:
        return _Found(None)
    if len(voting) == 1:
        return _Found("single", None, next(iter(voting.values())))
    if is_unanimous(voting):
        return _Found("unanimous", None, joint(list(voting.values())))
    if by_majority and (most := majority(voting)):
        return _Found("majority", None, most)
    return _Found("unresolved", "disagreement")


def _decided(decisions: Mapping[str, Decision], said: Mapping[str, Seen]) -> _Found:
    """What reviewers' decisions come to."""
    fresh = [decision for decision in decisions.values() if not is_stale(decision, said)]
    answers = set(map(answer, fresh))
    if len(answers) > 1:
        return _Found("unresolved", "reviewers-differ")
    if not fresh or any(answer(decision) not in answers for decision in decisions.values()):
        return _Found("unresolved", "stale")
    return _Found("adjudicated", None, joint(fresh))


def _each_once(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))


def article_gold(
    sentences: Iterable[str],
    marks: Mapping[str, Mapping[str, Mark]],
    decisions: Mapping[str, Mapping[str, Decision]],
    *,
    by_majority: bool = False,
) -> dict[str, Gold]:
    """The gold of each of these sentences.

    Args:
        sentences: their ids.
        marks: by annotator, then by sentence.
        decisions: by reviewer, then by sentence.
        by_majority: whether the project lets a majority settle a disagreement.
    """
    return {
        sentence: gold(
            {name: own[sentence] for name, own in marks.items() if sentence in own},
            {name: own[sentence] for name, own in decisions.items() if sentence in own},
            by_majority=by_majority,
        )
        for sentence in sentences
    }
