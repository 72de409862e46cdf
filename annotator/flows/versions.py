"""Versions of an annotator's document: what each event changed, and how two of them differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from annotator.domain.annotations import Annotations, Event, Why
from annotator.domain.article import order_of_id
from annotator.domain.history import changes_mark, rebuild
from annotator.domain.marks import Comment, Mark
from annotator.domain.revisions.carry import carried
from annotator.errors import DataError, RefusedError, UnknownNameError
from annotator.stores.base import Store


@dataclass(frozen=True, slots=True)
class LogRow:
    """One event; the fields of `log --json`."""

    revision: int
    at: str
    sentence: str | None
    """Null for a hand-in."""
    before: Mark | None
    after: Mark | Comment | None
    why: Why


@dataclass(frozen=True, slots=True)
class DiffRow:
    """One sentence that two revisions mark differently; the fields of `diff --json`."""

    sentence: str
    before: Mark | None
    after: Mark | None


@dataclass(frozen=True, slots=True)
class Found:
    """An annotator's document as it stands with today's article."""

    document: Annotations
    saved: int
    """The revision that is on the disk; later ones carry it over and wait for the next save."""


def document_of(store: Store, article: str, annotator: str) -> Found:
    """An annotator's document on an article, carried over to the article as it is today.

    Raises:
        UnknownNameError: they have none; the nearest name of those who have is given.
    """
    opened = store.annotations(article, annotator)
    if opened is None:
        way_out = f"Nobody of that name has marked {article}."
        raise UnknownNameError("annotator", annotator, store.annotators(article), way_out)
    try:
        today = carried(opened.document, store.article(article).document)
    except DataError:  # the versions of a document are its own, whatever became of the article
        today = opened.document
    return Found(today, opened.document.revision)


def log(document: Annotations) -> Iterator[LogRow]:
    """Every event with what was before it, oldest first."""
    marks: dict[str, Mark] = {}
    for number, event in enumerate(document.history):
        earlier = document.history[:number] if event.why == "undo" else ()
        about_mark = changes_mark(event, earlier)
        before = marks.get(event.sentence or "") if about_mark else None
        yield LogRow(event.revision, event.at, event.sentence, before, event.after, event.why)
        if about_mark and event.sentence is not None:
            _keep(marks, event.sentence, event)


def _keep(marks: dict[str, Mark], sentence: str, event: Event) -> None:
    if isinstance(event.after, Mark):
        marks[sentence] = event.after
    else:
        marks.pop(sentence, None)


def diff(document: Annotations, old: int | None = None, new: int | None = None) -> list[DiffRow]:
    """The sentences that two revisions mark differently, in the order of their ids.

    Args:
        document: the annotator's.
        old: the earlier revision; null for the one before the latest action.
        new: the later one; null for the latest.

    Raises:
        RefusedError: there is no such revision.
    """
    if new is None:
        new = document.revision
    if old is None:
        old = document.history[-1].group - 1 if len(document.history) else 0
    check_revision(document, old)
    check_revision(document, new)
    before, after = rebuild(document, old).marks, rebuild(document, new).marks
    changed = [s for s in {*before, *after} if before.line(s) != after.line(s)]
    return [
        DiffRow(sentence, before.get(sentence), after.get(sentence))
        for sentence in sorted(changed, key=order_of_id)
    ]


def check_revision(document: Annotations, revision: int) -> None:
    """Refuses a revision that a document has not got.

    Raises:
        RefusedError: so it is.
    """
    if not 0 <= revision <= document.revision:
        raise RefusedError(
            f"There is no revision {revision}; there are 0 to {document.revision}. "
            f"`annotator log {document.article}` lists them."
        )
