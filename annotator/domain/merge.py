"""Merging two histories of one document, so that nothing is ever overwritten unseen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from annotator.domain.annotations import Annotations, Event
from annotator.domain.edits import same_decision
from annotator.domain.history import (
    Change,
    Circumstances,
    append,
    changes_mark,
    rebuild,
    record,
)
from annotator.domain.marks import Mark
from annotator.domain.reconcile import HeldBack, Place, Reconciled, Way, reconciled

Held: TypeAlias = HeldBack[Mark]
"""A sentence that was marked differently on both sides: the disk's stands, ours waits."""

Merged: TypeAlias = Reconciled[Annotations, Mark]
"""What came of two histories: one document, and what was held back of ours."""


def reconcile(disk: Annotations, own: Annotations) -> Merged:
    """What is to be saved where `disk` is there and `own` was to be.

    A sentence that both sides marked differently is held back; see `reconciled`.
    """
    return reconciled(disk, own, _WAY)


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


def _place(event: Event, history: Sequence[Event]) -> Place | None:
    """The sentence whose mark an event changes."""
    if event.sentence is None or not changes_mark(event, history):
        return None
    return Place(event.sentence)


def _placed(document: Annotations, own: Annotations) -> Annotations:
    if own.article_revision <= document.article_revision:
        return document
    revision, digest = own.article_revision, own.article_sha256
    return replace(document, article_revision=revision, article_sha256=digest)


_WAY: Way[Annotations, Event, Mark] = Way(
    history=lambda document: document.history,
    append=append,
    explained=explained,
    place=_place,
    value=lambda document, place: document.marks.get(place.sentence),
    same=same_decision,
    placed=_placed,
)
