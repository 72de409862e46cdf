"""Acts: the rules that every history follows, an annotator's and a reviewer's alike.

An act is a group of events that one action made; groups stand together in a history.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from annotator.domain.annotations import Why
from annotator.domain.marks import Comment

NEVER_UNDONE: frozenset[Why] = frozenset({"undo", "carry", "rename", "import"})
"""What `u` passes over: it is no act of the annotator's own hand, or is an undo itself."""


class Act(Protocol):
    """What the rules need to know of an event."""

    @property
    def revision(self) -> int:
        """Its number."""

    @property
    def group(self) -> int:
        """The number of the first event of its action."""

    @property
    def sentence(self) -> str | None:
        """What it is about."""

    @property
    def after(self) -> object:
        """What it leaves; None for nothing."""

    @property
    def why(self) -> Why:
        """How it came about."""

    @property
    def undoes(self) -> int | None:
        """The group that it takes back."""


A = TypeVar("A", bound=Act)


def next_undo(history: Sequence[A]) -> list[A] | None:
    """The latest own action that has not been taken back, or None.

    An action is taken back while a later undo of it stands; an undo stands until a redo that
    itself stands takes it back.
    """
    taken_back: set[int] = set()
    for events in _groups_backwards(history):
        head = events[0]
        if head.group in taken_back:
            continue
        if head.why in {"undo", "redo"} and head.undoes is not None:
            taken_back.add(head.undoes)
        if head.why not in NEVER_UNDONE:
            return events
    return None


def next_redo(history: Sequence[A]) -> list[A] | None:
    """The undo that a redo would take back; None once something else was done since."""
    taken_back: set[int] = set()
    for events in _groups_backwards(history):
        head = events[0]
        if head.group in taken_back:
            continue
        if head.why in {"undo", "redo"} and head.undoes is not None:
            taken_back.add(head.undoes)
        if head.why == "undo":
            return events
        if head.why != "redo" and head.why not in NEVER_UNDONE:
            return None
    return None


def undone_by(event: A, *histories: Sequence[A]) -> list[A]:
    """The action that an undo takes back; empty for any event that leaves something.

    `histories` hold what came before it, oldest first.
    """
    if event.why != "undo" or event.after is not None:
        return []
    newest_first = (group for history in reversed(histories) if (group := _group(history, event)))
    return next(newest_first, [])


def comment_among(events: Sequence[Act], sentence: str | None) -> Comment | None:
    """The comment on a sentence that these events make; None for none."""
    return next(
        (e.after for e in events if e.sentence == sentence and isinstance(e.after, Comment)), None
    )


def is_comment(event: A, *histories: Sequence[A]) -> bool:
    """Whether an event makes a comment or takes one back; `histories` as for `undone_by`."""
    if isinstance(event.after, Comment):
        return True
    return comment_among(undone_by(event, *histories), event.sentence) is not None


def _group(history: Sequence[A], undo: A) -> list[A]:
    """The events that `undo` undoes, oldest first; groups stand together."""
    found: list[A] = []
    for event in reversed(history):
        if event.group == undo.undoes:
            found.append(event)
        elif found:
            break
    found.reverse()
    return found


def _groups_backwards(history: Sequence[A]) -> Iterable[list[A]]:
    events: list[A] = []
    for event in reversed(history):
        if events and event.group != events[-1].group:
            events.reverse()
            yield events
            events = []
        events.append(event)
    if events:
        events.reverse()
        yield events
