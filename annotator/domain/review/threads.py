"""Threads: what several people say of a sentence, in the order of time, and what is unanswered.

Each comment stands in its author's own file; the files know no common order, so it is the time
that orders them, and the id where two came at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from annotator.domain.acts import is_comment
from annotator.domain.annotations import Annotations, Event
from annotator.domain.marks import Comment, Mark
from annotator.domain.review.decisions import SentBack


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment and who made it."""

    by: str
    comment: Comment
    answers: str | None = None
    """Who made the comment that it replies to; None for no reply, or to what is not shown."""


def threads(comments: Iterable[tuple[str, Comment]]) -> dict[str, list[Remark]]:
    """The remarks on each sentence that has some, oldest first.

    Args:
        comments: each with who made it.
    """
    ordered = sorted(comments, key=lambda said: (said[1].at, said[1].id))
    authors = {comment.id: by for by, comment in ordered}
    found: dict[str, list[Remark]] = {}
    for by, comment in ordered:
        remark = Remark(by, comment, authors.get(comment.reply_to or ""))
        found.setdefault(comment.sentence, []).append(remark)
    return found


def unanswered(thread: Iterable[Remark], reader: str, answered: str = "") -> list[Remark]:
    """What others said to `reader` since they last said something themselves.

    Args:
        thread: the remarks on a sentence.
        reader: who may have to answer.
        answered: when the reader last did something else about the sentence, UTC; empty for
            never.
    """
    thread = list(thread)
    own = max((each.comment.at for each in thread if each.by == reader), default="")
    since = max(own, answered)
    return [each for each in thread if each.by != reader and each.comment.at > since]


def asked_of(sent_back: Mapping[str, SentBack], annotator: str) -> dict[str, SentBack]:
    """The sentences that a reviewer sent back to an annotator, answered or not."""
    return {sentence: asked for sentence, asked in sent_back.items() if annotator in asked.to}


def has_answered(document: Annotations, sentence: str, asked: SentBack) -> bool:
    """Whether an annotator has marked a sentence again, or said something, since being asked.

    A note, a source or a doubt is no answer; the same tag once more is.
    """
    if any(said.sentence == sentence and said.at > asked.at for said in document.comments):
        return True
    newer: Event | None = None
    for event in document.history.naming(sentence):
        if event.sentence != sentence or is_comment(event, document.history):
            continue
        if newer is not None and _decision(event.after) != _decision(newer.after):
            return True
        if event.at <= asked.at:
            return False
        if event.why == "reaffirm":
            return True
        newer = None if event.why in {"carry", "rename"} else event
    return newer is not None and _decision(newer.after) is not None


def _decision(after: Mark | Comment | None) -> tuple[object, ...] | None:
    """What of a mark is its decision; None for none."""
    if not isinstance(after, Mark) or after.state == "open":
        return None
    return (after.state, after.tags, after.skip_reason)
