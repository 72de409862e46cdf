"""Merging two histories of one document, so that nothing is ever overwritten unseen."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotator.domain.annotations import Annotations, Event
from annotator.domain.article import order_of_id
from annotator.domain.edits import same_decision
from annotator.domain.history import (
    Change,
    Circumstances,
    append,
    changes_mark,
    rebuild,
    record,
)
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
    decisions are no conflict; of different ones the disk's is kept and ours is held back. Events
    of ours that an earlier merge has put on the disk under other numbers are not replayed twice.
    """
    disk = explained(disk)
    common = _common_length(disk.history.lines(), own.history.lines())
    if common == len(disk.history):
        return Merged(own)
    theirs, ours = list(disk.history[common:]), list(own.history[common:])
    if not ours:
        return Merged(disk)
    twins = _twins(theirs, ours)
    known = {twin.revision for twin in twins.values()}
    theirs = [event for event in theirs if event.revision not in known]
    unsaved = [event for event in ours if event.revision not in twins]
    both = _marked(theirs, disk) & _marked(unsaved, own)
    held = [
        Held(s, disk.marks.get(s), own.marks.get(s))
        for s in sorted(both, key=order_of_id)
        if not same_decision(disk.marks.get(s), own.marks.get(s))
    ]
    kept = [
        event
        for event in unsaved
        if not (event.sentence in both and changes_mark(event, own.history))
    ]
    document, numbers = replayed(disk, kept, _numbers(twins, ours))
    if own.article_revision > document.article_revision:
        document = replace(
            document,
            article_revision=own.article_revision,
            article_sha256=own.article_sha256,
        )
    return Merged(document, tuple(held), numbers)


def explained(document: Annotations) -> Annotations:
    """The document with an event for each mark that its history does not explain.

    Somebody has changed the file by hand, or with another tool; that is nothing to lose.
    """
    told = rebuild(document, document.revision).marks
    changes = [
        Change(sentence, document.marks.get(sentence))
        for sentence in dict.fromkeys([*told, *document.marks])
        if told.line(sentence) != document.marks.line(sentence)
    ]
    how = Circumstances(document.updated, "by-hand", "import")
    return record(document, changes, how)


def _twins(theirs: Sequence[Event], ours: Sequence[Event]) -> dict[int, Event]:
    """Own events that the disk has under other numbers, by own revision."""
    there: dict[tuple[object, ...], deque[Event]] = {}
    for event in theirs:
        there.setdefault(_identity(event), deque()).append(event)
    found = {}
    for event in ours:
        same = there.get(_identity(event))
        if same:
            found[event.revision] = same.popleft()
    return found


def _identity(event: Event) -> tuple[object, ...]:
    """What of an event stays the same when it is replayed elsewhere."""
    if isinstance(event.after, Comment):
        return (event.sentence, event.why, event.after.id)
    return (event.session, event.sentence, event.why, event.after, event.saw_others)


def _numbers(twins: Mapping[int, Event], ours: Sequence[Event]) -> dict[int, int]:
    """Where own revisions, and the groups that are called by them, are on the disk."""
    numbers: dict[int, int] = {}
    for event in ours:
        if event.revision in twins:
            twin = twins[event.revision]
            numbers.setdefault(event.group, twin.group)
            numbers[event.revision] = twin.revision
    return numbers


def _common_length(one: Sequence[bytes], other: Sequence[bytes]) -> int:
    """How many events from the beginning are the same, byte for byte."""
    shortest = min(len(one), len(other))
    if one[:shortest] == other[:shortest]:
        return shortest
    return next(n for n in range(shortest) if one[n] != other[n])


def _marked(events: Sequence[Event], document: Annotations) -> set[str]:
    """The sentences whose marks these events of a document change."""
    return {
        event.sentence
        for event in events
        if event.sentence is not None and changes_mark(event, document.history)
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
