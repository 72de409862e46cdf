"""History: every change is an event; documents are what their events make of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from annotator.domain.acts import comment_among, is_comment, next_redo, next_undo, undone_by
from annotator.domain.annotations import Annotations, Event, Why
from annotator.domain.edits import with_current_names
from annotator.domain.marks import Comment, HandIn, Mark
from annotator.domain.rows import Log, Rows
from annotator.domain.tags import Renamed


@dataclass(frozen=True, slots=True)
class Change:
    """What one event is to do: give `sentence` this mark or comment, or none for null."""

    sentence: str | None
    after: Mark | Comment | None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """When, in which run of the program and why changes are made."""

    at: str
    session: str
    why: Why
    undoes: int | None = None
    saw_others: bool = False


@dataclass(frozen=True, slots=True)
class Unmade:
    """What an undo or a redo did: which action, and each sentence's mark before and after."""

    of: Event
    before: tuple[Change, ...]
    after: tuple[Change, ...]


class ChangedSinceError(Exception):
    """An action cannot be taken back because its sentence has been changed since."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


def record(document: Annotations, changes: Iterable[Change], how: Circumstances) -> Annotations:
    """The document with one event for each change, all of one group."""
    at = max(how.at, document.updated)
    first = document.revision + 1
    events = [
        Event(
            revision=first + n,
            at=at,
            session=how.session,
            group=first,
            sentence=change.sentence,
            after=change.after,
            why=how.why,
            undoes=how.undoes,
            saw_others=how.saw_others,
        )
        for n, change in enumerate(changes)
    ]
    return append(document, events)


def append(document: Annotations, events: Sequence[Event]) -> Annotations:
    """The document after these events, which carry their own revisions and times."""
    if not events:
        return document
    comments, handed_in = document.comments, document.handed_in
    marks: dict[str, Mark | None] = {}
    for number, event in enumerate(events):
        undoes = event.why == "undo" and event.after is None
        undone = undone_by(event, events[:number], document.history) if undoes else []
        if event.sentence is None:
            handed_in = _handed_in(handed_in, event, undone)
        elif isinstance(event.after, Comment):
            comments = with_comment(comments, event.after, elsewhere=event.why == "carry")
        elif event.after is None and (gone := comment_among(undone, event.sentence)):
            comments = comments.without(lambda c, gone=gone: c.id == gone.id)  # type: ignore[misc]
        else:
            marks[event.sentence] = event.after
    return replace(
        document,
        revision=events[-1].revision,
        created=document.created or events[0].at,
        updated=events[-1].at,
        handed_in=handed_in,
        marks=document.marks.with_all(marks),
        comments=comments,
        history=document.history.plus(events),
    )


def with_comment(now: Log[Comment], said: Comment, *, elsewhere: bool) -> Log[Comment]:
    """The comments with one more, or with one that went elsewhere with its sentence."""
    if not elsewhere or not any(comment.id == said.id for comment in now):
        return now.plus([said])
    return now[:0].plus(said if comment.id == said.id else comment for comment in now)


def changes_mark(event: Event, *histories: Sequence[Event]) -> bool:
    """Whether an event is about a mark, and not about a comment or a hand-in.

    `histories` hold what came before it, oldest first: an undo that leaves nothing may take back
    a comment or a mark, and only the action that it undoes tells which.
    """
    return event.sentence is not None and not is_comment(event, *histories)


def _handed_in(
    now: tuple[HandIn, ...], event: Event, undone: Sequence[Event]
) -> tuple[HandIn, ...]:
    if event.why != "undo":
        return (*now, HandIn(event.revision, event.at))
    revisions = {e.revision for e in undone}
    return tuple(h for h in now if h.revision not in revisions)


def undo(
    document: Annotations, how: Circumstances, renamed: Sequence[Renamed] = ()
) -> tuple[Annotations, Unmade] | None:
    """Takes back the latest own action, of this run or an earlier one; None if there is none.

    Tags that were renamed since are called by their new names; that is no change of the mark.

    Raises:
        ChangedSinceError: the sentence has been given another mark since.
    """
    events = next_undo(document.history)
    return _unmake(document, events, replace(how, why="undo"), renamed) if events else None


def redo(
    document: Annotations, how: Circumstances, renamed: Sequence[Renamed] = ()
) -> tuple[Annotations, Unmade] | None:
    """Does again what the latest undo took back; None if there is nothing.

    Raises:
        ChangedSinceError: the sentence has been given another mark since.
    """
    events = next_redo(document.history)
    return _unmake(document, events, replace(how, why="redo"), renamed) if events else None


def _unmake(
    document: Annotations, events: list[Event], how: Circumstances, renamed: Sequence[Renamed]
) -> tuple[Annotations, Unmade]:
    before: list[Change] = []
    after: list[Change] = []
    last: dict[str | None, Event] = {event.sentence: event for event in events}
    for sentence, event in last.items():
        now = document.marks.get(sentence) if sentence else None
        of_mark = sentence and not is_comment(event, document.history)
        if sentence and of_mark and _today(now, renamed) != _today(event.after, renamed):
            raise ChangedSinceError(sentence)
        found = _restored(document.history, event, events[0].revision)
        before.append(Change(sentence, now))
        after.append(Change(sentence, _today(found, renamed)))
    how = replace(how, undoes=events[0].group)
    return record(document, after, how), Unmade(events[0], tuple(before), tuple(after))


def _today(after: Mark | Comment | None, renamed: Sequence[Renamed]) -> Mark | Comment | None:
    return with_current_names(after, renamed) if isinstance(after, Mark) else after


def _restored(history: Log[Event], event: Event, before: int) -> Mark | Comment | None:
    """What an action found: the state of the event's sentence before revision `before`."""
    if is_comment(event, history):
        return comment_among(undone_by(event, history), event.sentence)
    if event.sentence is None:
        return None
    for earlier in history.naming(event.sentence):
        if (
            earlier.revision < before
            and earlier.sentence == event.sentence
            and not is_comment(earlier, history)
        ):
            return earlier.after
    return None


def rebuild(document: Annotations, revision: int) -> Annotations:
    """The document as it was saved at `revision`, made anew from its events alone."""
    empty = replace(
        document,
        revision=0,
        updated="",
        handed_in=(),
        marks=document.marks.emptied(),
        comments=document.comments[:0],
        history=document.history[:0],
    )
    return append(empty, [event for event in document.history if event.revision <= revision])


def restore(
    document: Annotations,
    then: Rows[Mark],
    how: Circumstances,
    renamed: Sequence[Renamed] = (),
) -> Annotations:
    """Gives every sentence the mark that it had then; comments and hand-ins stay.

    Tags that were renamed since come back by their new names.
    """
    sentences = dict.fromkeys([*document.marks, *then])
    changes = [
        Change(sentence, _today(then.get(sentence), renamed))
        for sentence in sentences
        if then.line(sentence) != document.marks.line(sentence)
    ]
    return record(document, changes, replace(how, why="restore"))
