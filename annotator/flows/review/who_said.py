"""Who said what of one sentence, and when: everybody's events on it in the order of time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from annotator.domain.acts import comment_among, is_comment, undone_by
from annotator.domain.annotations import Event, Why
from annotator.domain.marks import Comment, Mark
from annotator.domain.review.decisions import Decision, ReviewEvent, SentBack
from annotator.domain.rows import Log
from annotator.flows.review.reviewing import Reviewing
from annotator.flows.wording import change_in_words, said_in_words

_HOW: dict[Why, str] = {
    "cli": "by a command",
    "import": "imported",
    "accept": "as suggested",
    "undo": "undone",
    "redo": "done again",
    "restore": "back to earlier",
    "carry": "carried over",
    "rename": "tag renamed",
    "reaffirm": "looked, still right",
}


class Told(NamedTuple):
    """One thing that somebody did about a sentence."""

    at: str
    """UTC."""
    by: str
    """As the reviewer may call them."""
    what: str
    is_comment: bool = False


def who_said(work: Reviewing, sentence: str) -> list[Told]:
    """Everything that was done about a sentence, oldest first.

    Raises:
        DamagedFileError: a line of somebody's history is no event.
    """
    told: list[Told] = []
    for name in work.annotators:
        history = work.colleagues.annotators[name].document.history
        told += _of_annotator(history, sentence, work.name_of(name))
    reviews = {**work.colleagues.reviews, work.reviewer: work.document}
    for name, review in reviews.items():
        told += _of_reviewer(review.history, sentence, work, name)
    return sorted(told, key=lambda one: one.at)


def _of_annotator(history: Log[Event], sentence: str, called: str) -> Iterator[Told]:
    before: Mark | None = None
    for event in _about(history, sentence):
        how = f" ({_HOW[event.why]})" if event.why in _HOW else ""
        after = event.after
        if isinstance(after, Comment):
            yield Told(event.at, called, f"“{after.text}”{how}", is_comment=True)
        elif is_comment(event, history):
            yield Told(event.at, called, "took a comment back", is_comment=True)
        else:
            yield Told(event.at, called, f"{change_in_words(before, after)}{how}")
            before = after


def _of_reviewer(
    history: Log[ReviewEvent], sentence: str, work: Reviewing, name: str
) -> Iterator[Told]:
    called = work.name_of(name)
    for event in _about(history, sentence):
        how = f" ({_HOW[event.why]})" if event.why in _HOW else ""
        after = event.after
        if isinstance(after, Comment):
            yield Told(event.at, called, f"“{after.text}”{how}", is_comment=True)
        elif isinstance(after, SentBack):
            to = " and ".join(map(work.name_of, after.to))
            what = f"sent it back to {to}" if to else "no longer asks for another look"
            yield Told(event.at, called, f"{what}{how}")
        elif isinstance(after, Decision):
            yield Told(event.at, called, f"{_decided(after, work)}{how}")
        elif comment_among(undone_by(event, history), event.sentence):
            yield Told(event.at, called, "took a comment back", is_comment=True)
        else:
            yield Told(event.at, called, f"took the decision back{how}")


def _decided(decision: Decision, work: Reviewing) -> str:
    """A decision with its reason and what it saw."""
    saw = ", ".join(
        f"{work.name_of(name)} {said_in_words(one)}" for name, one in decision.saw.items()
    )
    reason = f", {decision.reason}" if decision.reason else ""
    also = f"; also right: {', '.join(decision.also_right)}" if decision.also_right else ""
    return f"decides {said_in_words(decision)}{reason}{also} (saw {saw})"


def _about(history: Log[Event] | Log[ReviewEvent], sentence: str) -> list[Any]:
    """The events of a sentence, oldest first."""
    return [event for event in history.naming(sentence) if event.sentence == sentence][::-1]
