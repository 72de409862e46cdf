"""Progress: what is done of an article, what is left, and where to go next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from annotator.domain.article import COUNTED_KINDS, Sentence


@dataclass(frozen=True, slots=True)
class Standing:
    """What counts need to know of a mark, so that they need not read it whole."""

    state: str
    unsure: bool
    look_again: str | None
    attached: bool = False
    """Whether it has a source or evidence."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one annotator is with one article, in sentences."""

    sentences: int
    """Headlines and plain sentences, and others that were tagged."""
    unseen: int
    tagged: int
    no_tag: int
    skipped: int
    unsure: int
    look_again: int

    @property
    def seen(self) -> int:
        """Sentences with a decision."""
        return self.sentences - self.unseen


def progress(
    sentences: Sequence[tuple[str, str]], standing_of: Callable[[str], Standing | None]
) -> Progress:
    """Counts over `(id, kind)` pairs of sentences.

    Headlines and plain sentences count; other kinds only once somebody has tagged them.
    """
    counts = dict.fromkeys(("open", "tagged", "no-tag", "skipped"), 0)
    total = unsure = look_again = 0
    for sentence, kind in sentences:
        standing = standing_of(sentence)
        state = standing.state if standing else "open"
        if kind not in COUNTED_KINDS and state != "tagged":
            continue
        total += 1
        counts[state] += 1
        if standing:
            unsure += standing.unsure
            look_again += standing.look_again is not None
    return Progress(
        sentences=total,
        unseen=counts["open"],
        tagged=counts["tagged"],
        no_tag=counts["no-tag"],
        skipped=counts["skipped"],
        unsure=unsure,
        look_again=look_again,
    )


def is_judged(sentence: Sentence, state: str | None) -> bool:
    """Whether moving on stops at a sentence: a kind that is judged, or one that was tagged."""
    return sentence.kind in COUNTED_KINDS or state == "tagged"


def is_unseen(sentence: Sentence, state: str | None) -> bool:
    """Whether a sentence that is judged has no decision yet."""
    return sentence.kind in COUNTED_KINDS and state in {None, "open"}


def first_unseen(
    sentences: Sequence[Sentence], state_of: Callable[[str], str | None]
) -> int | None:
    """Index of the first sentence that still needs a decision; None if there is none."""
    for index, sentence in enumerate(sentences):
        if sentence.kind in COUNTED_KINDS and is_unseen(sentence, state_of(sentence.id)):
            return index
    return None


def moved_on(
    sentences: Sequence[Sentence], state_of: Callable[[str], str | None], current: int
) -> int | None:
    """Index of the sentence to go to after a decision; None when nothing is left.

    That is the next one in reading order whose kind is judged, and after the last the first
    that is unseen.
    """
    for index in range(current + 1, len(sentences)):
        if is_judged(sentences[index], state_of(sentences[index].id)):
            return index
    return first_unseen(sentences, state_of)


def why_it_needs_me(
    sentence: Sentence, standing: Standing | None, unanswered: int = 0
) -> str | None:
    """Why a sentence asks for this annotator, in words, or None."""
    if is_unseen(sentence, standing.state if standing else None):
        return "unseen"
    if standing is not None and standing.look_again:
        again = standing.look_again
        return "sent back" if again == "sent-back" else f"look again: {again}"
    if unanswered:
        return "unanswered"
    return "unsure" if standing is not None and standing.unsure else None
