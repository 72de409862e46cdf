"""Merging two histories of one document, so that nothing is ever overwritten unseen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotator.domain.annotations import Annotations, Event
from annotator.domain.edits import same_decision
from annotator.domain.history import append
from annotator.domain.marks import Comment, Mark


@dataclass(frozen=True, slots=True)
class Held:
    """A sentence that was marked differently on both sides: the disk's stands, ours waits."""

    sentence: str
    disk: Mark | None
    own: Mark | None


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of two histories: one document, and what was held back of ours."""

    document: Annotations
    held: tuple[Held, ...] = ()
    numbers: Mapping[int, int] = field(default_factory=dict)
    """Own revisions as they were to the ones they were saved with."""


def reconcile(disk: Annotations, own: Annotations) -> Merged:
    """What is to be saved where `disk` is there and `own` was to be.

    Events after the last common one are replayed after the disk's and renumbered, so a number
    that the disk acknowledged never changes. Where both sides marked one sentence, equal
    decisions are no conflict; of different ones the disk's is kept and ours is held back.
    """
    common = _common_length(disk.history.lines(), own.history.lines())
    if common == len(disk.history):
        return Merged(own)
    theirs, ours = disk.history[common:], own.history[common:]
    if not len(ours):
        return Merged(disk)
    both = _marked(theirs) & _marked(ours)
    agreed = {s for s in both if same_decision(disk.marks.get(s), own.marks.get(s))}
    held = tuple(
        Held(s, disk.marks.get(s), own.marks.get(s)) for s in own.marks if s in both - agreed
    ) + tuple(Held(s, disk.marks.get(s), None) for s in sorted(both - agreed - set(own.marks)))
    known = {comment.id for comment in disk.comments}
    kept = [
        event
        for event in ours
        if not (event.sentence in both and not isinstance(event.after, Comment))
        and not (isinstance(event.after, Comment) and event.after.id in known)
    ]
    document, numbers = replayed(disk, kept)
    if own.article_revision > document.article_revision:
        document = replace(
            document,
            article_revision=own.article_revision,
            article_sha256=own.article_sha256,
        )
    return Merged(document, held, numbers)


def _common_length(one: Sequence[bytes], other: Sequence[bytes]) -> int:
    """How many events from the beginning are the same, byte for byte."""
    shortest = min(len(one), len(other))
    if one[:shortest] == other[:shortest]:
        return shortest
    return next(n for n in range(shortest) if one[n] != other[n])


def _marked(events: Sequence[Event]) -> set[str]:
    """The sentences whose marks these events change."""
    return {
        event.sentence
        for event in events
        if event.sentence is not None and not isinstance(event.after, Comment)
    }


def replayed(
    document: Annotations, events: Sequence[Event], known: Mapping[int, int] | None = None
) -> tuple[Annotations, dict[int, int]]:
    """The document with these events after its own, renumbered, and what became of the numbers.

    Groups and undos keep pointing at each other; `known` says where events went before.
    """
    number = document.revision
    at = document.updated
    numbers = dict(known or {})
    result = []
    for event in events:
        number += 1
        numbers[event.revision] = number
        group = numbers.setdefault(event.group, number)
        undoes = event.undoes if event.undoes is None else numbers.get(event.undoes, event.undoes)
        at = max(at, event.at)
        result.append(replace(event, revision=number, group=group, undoes=undoes, at=at))
    return append(document, result), numbers
