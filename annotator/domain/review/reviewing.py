"""Reviewing: what a reviewer's document becomes by each change.

Its history follows the same rules as an annotator's (`annotator.domain.acts`). An event tells
by what it leaves which part of a sentence it is about: a decision, a request for another look or a
comment. A withdrawn request leaves one to nobody, and only a decision or a comment that is taken
back leaves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from annotator.domain.acts import (
    comment_among,
    is_comment,
    next_redo,
    next_undo,
    undone_by,
)
from annotator.domain.history import ChangedSinceError, Circumstances, with_comment
from annotator.domain.marks import Comment, State
from annotator.domain.reconcile import HeldBack, Place, Reconciled, Way
from annotator.domain.review.decisions import Decision, Reason, Review, ReviewEvent, Seen, SentBack
from annotator.domain.rows import Log
from annotator.domain.tags import Renamed, current_names

Said = Decision | SentBack | Comment
Part = Literal["decision", "sent back", "comment"]


@dataclass(frozen=True, slots=True)
class ReviewChange:
    """What one event is to do with a sentence; None takes its decision back."""

    sentence: str
    after: Said | None


@dataclass(frozen=True, slots=True)
class ReviewUnmade:
    """What an undo or a redo did: which action, and what was there before and is now."""

    of: ReviewEvent
    before: tuple[ReviewChange, ...]
    after: tuple[ReviewChange, ...]


def decision(
    state: State,
    tags: Iterable[str],
    saw: Mapping[str, Seen],
    at: str,
    *,
    reason: Reason | None = None,
    also_right: Iterable[str] = (),
) -> Decision:
    """A decision, with each tag once, and with what was seen when it was made.

    Args:
        state: `tagged`, `no-tag` or `skipped`.
        tags: the first is the primary.
        saw: what each mark said, by annotator.
        at: when, UTC.
        reason: why a mark was overruled.
        also_right: other tags, or `no-tag`, that could be defended; its own are not.
    """
    tags = tuple(dict.fromkeys(tags)) if state == "tagged" else ()
    own = {tags[0] if tags else state}
    also = tuple(tag for tag in dict.fromkeys(also_right) if tag not in own)
    return Decision(state, tags, also, reason, dict(sorted(saw.items())), at)


def agreed(
    before: Decision | None, annotator: str, said: Seen, at: str, today: Mapping[str, Seen]
) -> Decision:
    """A decision that agrees with one annotator's mark.

    Agreeing with a second mark that says the same, while the first still stands, keeps both.

    Args:
        before: the decision there is.
        annotator: whose mark it is.
        said: what it says.
        at: when, UTC.
        today: what everybody's marks say.
    """
    saw = {annotator: said}
    if before is not None and all(one == said for one in before.saw.values()):
        saw |= {name: one for name, one in before.saw.items() if today.get(name) == one}
    return decision(said.state, said.tags, saw, at)


def record(review: Review, changes: Iterable[ReviewChange], how: Circumstances) -> Review:
    """The review with one event for each change, all of one group."""
    at = max(how.at, review.updated)
    first = review.revision + 1
    return append(
        review,
        [
            ReviewEvent(
                revision=first + n,
                at=at,
                session=how.session,
                group=first,
                sentence=change.sentence,
                after=change.after,
                why=how.why,
                undoes=how.undoes,
            )
            for n, change in enumerate(changes)
        ],
    )


def append(review: Review, events: Sequence[ReviewEvent]) -> Review:
    """The review after these events, which carry their own revisions and times."""
    if not events:
        return review
    comments = review.comments
    decisions: dict[str, Decision | None] = {}
    sent_back: dict[str, SentBack | None] = {}
    for number, event in enumerate(events):
        sentence, after = event.sentence, event.after
        if sentence is None:
            continue
        if isinstance(after, Comment):
            comments = with_comment(comments, after, elsewhere=event.why == "carry")
        elif isinstance(after, SentBack):
            sent_back[sentence] = after if after.to else None
        elif after is None and (gone := _comment_gone(event, events[:number], review.history)):
            comments = comments.without(lambda c, gone=gone: c.id == gone.id)  # type: ignore[misc]
        else:
            decisions[sentence] = after
    return replace(
        review,
        revision=events[-1].revision,
        created=review.created or events[0].at,
        updated=events[-1].at,
        decisions=review.decisions.with_all(decisions),
        sent_back=review.sent_back.with_all(sent_back),
        comments=comments,
        history=review.history.plus(events),
    )


def _comment_gone(event: ReviewEvent, *histories: Sequence[ReviewEvent]) -> Comment | None:
    return comment_among(undone_by(event, *histories), event.sentence)


def part(event: ReviewEvent, *histories: Sequence[ReviewEvent]) -> Part:
    """What of its sentence an event changes; `histories` hold what came before, oldest first."""
    if isinstance(event.after, SentBack):
        return "sent back"
    return "comment" if is_comment(event, *histories) else "decision"


def rebuild(review: Review, revision: int) -> Review:
    """The review as it was saved at `revision`, made anew from its events alone."""
    empty = replace(
        review,
        revision=0,
        updated="",
        decisions=review.decisions.emptied(),
        sent_back=review.sent_back.emptied(),
        comments=review.comments[:0],
        history=review.history[:0],
    )
    return append(empty, [event for event in review.history if event.revision <= revision])


# ── undo and redo ────────────────────────────────────────────────────────────────────────────────


def undo(
    review: Review, how: Circumstances, renamed: Sequence[Renamed] = ()
) -> tuple[Review, ReviewUnmade] | None:
    """Takes back the latest own action, of this run or an earlier one; None if there is none.

    Raises:
        ChangedSinceError: the sentence has been given something else since.
    """
    events = next_undo(review.history)
    return _unmake(review, events, replace(how, why="undo"), renamed) if events else None


def redo(
    review: Review, how: Circumstances, renamed: Sequence[Renamed] = ()
) -> tuple[Review, ReviewUnmade] | None:
    """Does again what the latest undo took back; None if there is nothing.

    Raises:
        ChangedSinceError: the sentence has been given something else since.
    """
    events = next_redo(review.history)
    return _unmake(review, events, replace(how, why="redo"), renamed) if events else None


def _unmake(
    review: Review, events: list[ReviewEvent], how: Circumstances, renamed: Sequence[Renamed]
) -> tuple[Review, ReviewUnmade]:
    before: list[ReviewChange] = []
    after: list[ReviewChange] = []
    last = {(event.sentence or "", part(event, review.history)): event for event in events}
    for (sentence, about), event in last.items():
        now: Said | None = None
        if about == "decision":
            now = review.decisions.get(sentence)
        elif about == "sent back":
            now = review.sent_back.get(sentence) or SentBack((), event.at)
        left = _today(event.after, renamed)
        if about != "comment" and not _same(_today(now, renamed), left):
            raise ChangedSinceError(sentence)
        found = _restored(review.history, event, about, events[0].revision)
        before.append(ReviewChange(sentence, now))
        after.append(ReviewChange(sentence, _today(found, renamed)))
    how = replace(how, undoes=events[0].group)
    return record(review, after, how), ReviewUnmade(events[0], tuple(before), tuple(after))


def _restored(
    history: Log[ReviewEvent], event: ReviewEvent, about: Part, before: int
) -> Said | None:
    """What an action found: that part of the event's sentence before revision `before`."""
    if about == "comment":
        return _comment_gone(event, history)
    for earlier in history.naming(event.sentence or ""):
        same_sentence = earlier.sentence == event.sentence
        if earlier.revision < before and same_sentence and part(earlier, history) == about:
            return earlier.after
    return SentBack((), event.at) if about == "sent back" else None


def _today(after: Said | None, renamed: Sequence[Renamed]) -> Said | None:
    return with_current_names(after, renamed) if isinstance(after, Decision) else after


def _same(one: Said | None, other: Said | None) -> bool:
    """Whether two say the same, whenever they did."""
    if isinstance(one, Decision) and isinstance(other, Decision):
        return same_decision(one, other)
    if isinstance(one, SentBack) and isinstance(other, SentBack):
        return one.to == other.to
    return one == other


def same_decision(one: Decision | None, other: Decision | None) -> bool:
    """Whether two decisions say the same of the same marks, whenever they were made."""
    if one is None or other is None:
        return one is other
    return replace(one, at="") == replace(other, at="")


# ── what others have done: renamed tags, another machine ─────────────────────────────────────────


def with_current_names(said: Decision, renamed: Sequence[Renamed]) -> Decision:
    """The decision with its tags, and those that it saw, called what they are called today."""
    tags, also = current_names(said.tags, renamed), current_names(said.also_right, renamed)
    saw = {name: seen_with_current_names(one, renamed) for name, one in said.saw.items()}
    return replace(said, tags=tags, also_right=also, saw=saw)


def seen_with_current_names(said: Seen, renamed: Sequence[Renamed]) -> Seen:
    """What a mark says, in the tags' names of today."""
    return replace(said, tags=current_names(said.tags, renamed)) if renamed else said


def renamed_review(review: Review, renamed: Sequence[Renamed], how: Circumstances) -> Review:
    """The review with an event for each decision that tags renamed since change."""
    if not renamed:
        return review
    today = {s: with_current_names(d, renamed) for s, d in review.decisions.items()}
    changes = [ReviewChange(s, d) for s, d in today.items() if d != review.decisions[s]]
    return record(review, changes, replace(how, why="rename"))


HeldDecision: TypeAlias = HeldBack[Decision | SentBack]
"""A sentence that was decided or sent back differently on both sides."""

MergedReview: TypeAlias = Reconciled[Review, Decision | SentBack]
"""What came of two histories of a review: one document, and what was held back of ours."""


def explained(review: Review) -> Review:
    """The review with an event for each decision and request that its history does not explain."""
    told = rebuild(review, review.revision)
    changes = [
        ReviewChange(sentence, review.decisions.get(sentence))
        for sentence in dict.fromkeys([*told.decisions, *review.decisions])
        if told.decisions.line(sentence) != review.decisions.line(sentence)
    ]
    changes += [
        ReviewChange(sentence, review.sent_back.get(sentence) or SentBack((), review.updated))
        for sentence in dict.fromkeys([*told.sent_back, *review.sent_back])
        if told.sent_back.line(sentence) != review.sent_back.line(sentence)
    ]
    return record(review, changes, Circumstances(review.updated, "by-hand", "import"))


def _place(event: ReviewEvent, history: Sequence[ReviewEvent]) -> Place | None:
    about = part(event, history)
    return None if event.sentence is None or about == "comment" else Place(event.sentence, about)


def _value(review: Review, place: Place) -> Decision | SentBack | None:
    rows: Mapping[str, Decision | SentBack]
    rows = review.decisions if place.part == "decision" else review.sent_back
    return rows.get(place.sentence)


def _placed(review: Review, own: Review) -> Review:
    newer = max(review.article_revision, own.article_revision)
    return replace(review, article_revision=newer)


WAY: Way[Review, ReviewEvent, Decision | SentBack] = Way(
    history=lambda review: review.history,
    append=append,
    explained=explained,
    place=_place,
    value=_value,
    same=_same,
    placed=_placed,
)
"""How two histories of a review are merged (`annotator.domain.reconcile`)."""
