"""Filters of a review: which sentences one wants to see among those of an article."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from annotator.domain.review.decisions import Seen
from annotator.domain.review.votes import answer, in_a_word, is_disputed, votes


@dataclass(frozen=True, slots=True)
class Filter:
    """What a sentence must be to be shown; what is not asked for does not matter."""

    tag: str | None = None
    """A primary tag, `no-tag` or `skipped`, that somebody gave: `annotator`, if one is named."""
    pair: tuple[str, str] | None = None
    """Two such answers, given by two annotators: a cell of the confusion matrix. With
    `annotator`, that one gave the first."""
    annotator: str | None = None
    """Alone, who gave another answer than somebody else."""
    unsure: bool = False
    """Somebody, or that annotator, is unsure."""
    stale: bool = False
    """A decision saw a mark that has changed since."""

    def __bool__(self) -> bool:
        return self != Filter()


def matches(
    wanted: Filter, said: Mapping[str, Seen], unsure: Collection[str], *, is_stale: bool
) -> bool:
    """Whether a sentence is one of those wanted.

    Args:
        wanted: the filter.
        said: what each annotator says of it.
        unsure: the annotators who are unsure of it.
        is_stale: whether a decision on it is.
    """
    named = wanted.annotator
    answers = {name: in_a_word(one) for name, one in said.items()}
    own = {named: answers[named]} if named in answers else {} if named else answers
    if wanted.tag is not None and wanted.tag not in own.values():
        return False
    if wanted.pair is not None and not _has_pair(answers, own, wanted.pair):
        return False
    if wanted.unsure and not (named in unsure if named else unsure):
        return False
    if wanted.stale and not is_stale:
        return False
    if named and wanted == Filter(annotator=named):
        return named in votes(said) and is_disputed(votes(said)) and _stands_apart(named, said)
    return True


def _has_pair(answers: Mapping[str, str], own: Mapping[str, str], pair: tuple[str, str]) -> bool:
    """Whether one annotator gave the first answer, and another the second."""
    return any(
        given == pair[0] and other == pair[1] and name != another
        for name, given in own.items()
        for another, other in answers.items()
    )


def _stands_apart(annotator: str, said: Mapping[str, Seen]) -> bool:
    """Whether an annotator's vote is another one than somebody else's."""
    own = answer(said[annotator])
    return any(answer(one) != own for one in votes(said).values())
