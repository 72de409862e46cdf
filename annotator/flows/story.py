"""The story of one sentence: who said what of it and when, from everybody's histories."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from annotator.domain.acts import is_comment
from annotator.domain.annotations import Annotations, Why
from annotator.domain.marks import Comment, Mark
from annotator.domain.review import Decision, Review, SentBack
from annotator.domain.reviewing import part
from annotator.domain.votes import agrees_with_one
from annotator.flows.colleagues import Colleagues
from annotator.flows.wording import change_in_words, said_in_words

_UNTOLD: frozenset[Why] = frozenset({"carry", "rename"})
"""What nobody said."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that somebody did to a sentence, in words."""

    at: str
    """UTC."""
    who: str
    """As they are to be called."""
    what: str
    """`unseen → opinion`, `“a comment”`, `decided opinion (slip)`, `sent back to ben`."""
    is_comment: bool = False


def story(
    colleagues: Colleagues, sentence: str, name_of: Callable[[str], str] = lambda name: name
) -> list[Told]:
    """What everybody did to a sentence, the earliest first.

    Args:
        colleagues: everybody's documents, one's own as it is now among them.
        sentence: its id.
        name_of: what to call somebody.
    """
    found = [
        told
        for name, views in colleagues.annotators.items()
        for told in _of_annotator(views.document, sentence, name_of(name))
    ]
    for name, review in colleagues.reviews.items():
        found += _of_reviewer(review, sentence, name_of(name), name_of)
    return sorted(found, key=lambda told: told.at)


def _of_annotator(document: Annotations, sentence: str, who: str) -> Iterator[Told]:
    history = document.history
    events = [event for event in history.naming(sentence) if event.sentence == sentence]
    before: Mark | None = None
    for event in reversed(events):
        if isinstance(event.after, Comment):
            if event.why not in _UNTOLD:
                yield Told(event.at, who, f"“{event.after.text}”", is_comment=True)
        elif is_comment(event, history):
            yield Told(event.at, who, "comment taken back", is_comment=True)
        else:
            if event.why not in _UNTOLD:
                same = event.why == "reaffirm"
                words = change_in_words(before, event.after)
                yield Told(event.at, who, "looked, still right" if same else words)
            before = event.after


def _of_reviewer(
    review: Review, sentence: str, who: str, name_of: Callable[[str], str]
) -> Iterator[Told]:
    history = review.history
    events = [event for event in history.naming(sentence) if event.sentence == sentence]
    for event in reversed(events):
        after = event.after
        if event.why in _UNTOLD:
            continue
        if isinstance(after, Comment):
            yield Told(event.at, who, f"“{after.text}”", is_comment=True)
        elif isinstance(after, SentBack):
            names = " and ".join(map(name_of, after.to))
            yield Told(event.at, who, f"sent back to {names}" if names else "not sent back")
        elif isinstance(after, Decision):
            yield Told(event.at, who, _decided(after, name_of))
        elif part(event, history) == "comment":
            yield Told(event.at, who, "comment taken back", is_comment=True)
        else:
            yield Told(event.at, who, "decision taken back")


def _decided(decision: Decision, name_of: Callable[[str], str]) -> str:
    """A decision in words; one that only agrees names with whom."""
    if agrees_with_one(decision):
        return f"agreed with {name_of(next(iter(decision.saw)))}: {said_in_words(decision)}"
    reason = f" ({decision.reason})" if decision.reason else ""
    also = f"; also right: {', '.join(decision.also_right)}" if decision.also_right else ""
    return f"decided {said_in_words(decision)}{reason}{also}"
