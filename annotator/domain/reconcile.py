"""Reconciling two histories of one document: the rules that every kind of document follows."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, NamedTuple, Protocol, TypeVar

from annotator.domain.annotations import Event
from annotator.domain.article import order_of_id
from annotator.domain.marks import Comment
from annotator.domain.review.decisions import Decision, ReviewEvent
from annotator.domain.rows import Log


class Dated(Protocol):
    """What a document with a history says of its latest event."""

    @property
    def revision(self) -> int:
        """Its number."""

    @property
    def updated(self) -> str:
        """When it was, UTC."""


D = TypeVar("D", bound=Dated)
E = TypeVar("E", Event, ReviewEvent)
V = TypeVar("V")


class Place(NamedTuple):
    """What an event changes: which sentence, and what about it."""

    sentence: str
    part: str = ""


@dataclass(frozen=True)  # without slots, so that it can be made by the name of an alias
class HeldBack(Generic[V]):
    """A sentence that was given something else on both sides: the disk's stands, ours waits."""

    sentence: str
    disk: V | None
    own: V | None


@dataclass(frozen=True, slots=True)
class Reconciled(Generic[D, V]):
    """What came of two histories: one document, and what was held back of ours."""

    document: D
    held: tuple[HeldBack[V], ...] = ()
    numbers: Mapping[int, int] = field(default_factory=dict)
    """Own revisions as they were to the ones they were saved with."""


@dataclass(frozen=True, slots=True)
class Way(Generic[D, E, V]):
    """How one kind of document keeps its history."""

    history: Callable[[D], Log[E]]
    append: Callable[[D, Sequence[E]], D]
    """The document after these events."""
    explained: Callable[[D], D]
    """The document with events for what was changed by hand."""
    place: Callable[[E, Sequence[E]], Place | None]
    """What an event of a history changes; None for what cannot be in conflict."""
    value: Callable[[D, Place], V | None]
    """What a document has there."""
    same: Callable[[V | None, V | None], bool]
    """Whether two values say the same."""
    placed: Callable[[D, D], D]
    """The document, as of the later of the article's revisions that the two are of."""


def reconciled(disk: D, own: D, way: Way[D, E, V]) -> Reconciled[D, V]:
    """What is to be saved where `disk` is there and `own` was to be.

    Events after the last common one are replayed after the disk's and renumbered, so a number
    that the disk acknowledged never changes. Where both sides changed one place, equal values
    are no conflict; of different ones the disk's is kept and ours is held back. Events of ours
    that an earlier merge has put on the disk under other numbers are not replayed twice.
    """
    disk = way.explained(disk)
    there, here = way.history(disk), way.history(own)
    common = common_length(there.lines(), here.lines())
    if common == len(there):
        return Reconciled(own)
    theirs, ours = list(there[common:]), list(here[common:])
    if not ours:
        return Reconciled(disk)
    twins = _twins(theirs, ours)
    known = {twin.revision for twin in twins.values()}
    unsaved = [event for event in ours if event.revision not in twins]
    changed = {way.place(event, there) for event in theirs if event.revision not in known}
    both = changed & {way.place(event, here) for event in unsaved}
    held = [
        HeldBack(place.sentence, way.value(disk, place), way.value(own, place))
        for place in sorted(filter(None, both), key=lambda p: (order_of_id(p.sentence), p.part))
        if not way.same(way.value(disk, place), way.value(own, place))
    ]
    kept = []
    for event in unsaved:
        place = way.place(event, here)
        if place is None or place not in both:
            kept.append(event)
    document, numbers = replayed(disk, kept, way, _numbers(twins, ours))
    return Reconciled(way.placed(document, own), tuple(held), numbers)


def replayed(
    document: D, events: Sequence[E], way: Way[D, E, V], known: Mapping[int, int] | None = None
) -> tuple[D, dict[int, int]]:
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
    return way.append(document, result), numbers


def _twins(theirs: Sequence[E], ours: Sequence[E]) -> dict[int, E]:
    """Own events that the disk has under other numbers, by own revision."""
    there: dict[tuple[object, ...], deque[E]] = {}
    for event in theirs:
        there.setdefault(_identity(event), deque()).append(event)
    found = {}
    for event in ours:
        same = there.get(_identity(event))
        if same:
            found[event.revision] = same.popleft()
    return found


def _identity(event: Event | ReviewEvent) -> tuple[object, ...]:
    """What of an event stays the same when it is replayed elsewhere."""
    if isinstance(event.after, Comment):
        return (event.sentence, event.why, event.after.id)
    # A decision by its words, for it holds a mapping, which is no key.
    after = repr(event.after) if isinstance(event.after, Decision) else event.after
    return (event.session, event.sentence, event.why, after, event.saw_others)


def _numbers(twins: Mapping[int, E], ours: Sequence[E]) -> dict[int, int]:
    """Where own revisions, and the groups that are called by them, are on the disk."""
    numbers: dict[int, int] = {}
    for event in ours:
        if event.revision in twins:
            twin = twins[event.revision]
            numbers.setdefault(event.group, twin.group)
            numbers[event.revision] = twin.revision
    return numbers


def common_length(one: Sequence[bytes], other: Sequence[bytes]) -> int:
    """How many events from the beginning are the same, byte for byte."""
    shortest = min(len(one), len(other))
    if one[:shortest] == other[:shortest]:
        return shortest
    return next(n for n in range(shortest) if one[n] != other[n])
