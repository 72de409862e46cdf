"""The questions that the annotate screen asks, with their answers."""

from __future__ import annotations

from annotator.domain.article import Kind
from annotator.domain.marks import Mark
from annotator.domain.merge import Held
from annotator.tui.glyphs import Glyphs
from annotator.tui.screens.choose import Choice, Choose

SKIP = (
    Choice("not-prose", "p", "It is not prose: a list, a table, a stray line."),
    Choice("bad-cut", "b", "It is badly cut: half a sentence, or several."),
    Choice("cannot-judge", "j", "I cannot judge it."),
)
"""Why a sentence is skipped; the ids are the reasons."""

KINDS: dict[Kind, Choice] = {
    "headline": Choice("headline", "h", "headline: it is counted, and takes a tag."),
    "sentence": Choice("sentence", "s", "sentence: prose; it is counted, and takes a tag."),
    "link": Choice("link", "l", "link: to another article."),
    "caption": Choice("caption", "c", "caption: of a picture, or who took it."),
    "dateline": Choice("dateline", "d", "dateline: when and where it was written."),
    "boilerplate": Choice(
        "boilerplate", "b", "boilerplate: newsletter, copyright, byline, list of sources."
    ),
}
"""What a sentence may be; the ids are the kinds."""

UNSAVED = (
    Choice("keep-trying", "k", "Keep trying, and stay here."),
    Choice(
        "rescue", "r", "Write a rescue file elsewhere and leave; it is offered at the next start."
    ),
    Choice("give-up", "g", "Give up what is not saved, and leave."),
)
"""What to do where marks cannot be saved."""

RESCUED = (
    Choice("take", "t", "Take them back: they are merged with what is saved here."),
    Choice("put-away", "p", "Put them away; what is saved here stays as it is."),
)
"""What to do with marks that were rescued."""


def why_skipped(glyphs: Glyphs) -> Choose:
    """Why a plain sentence is not to be judged."""
    return Choose("Why is this sentence not to be judged?", SKIP, glyphs=glyphs)


def which_kind(now: Kind, glyphs: Glyphs) -> Choose:
    """What kind a sentence is; Enter leaves it as it is."""
    question = f"This is a {now} now. What is it?"
    detail = "It changes the article for everybody. Marks stay."
    at = list(KINDS).index(now)
    return Choose(question, tuple(KINDS.values()), detail=detail, at=at, glyphs=glyphs)


def what_of_unsaved(trouble: str, glyphs: Glyphs) -> Choose:
    """What to do on leaving while marks cannot be saved."""
    return Choose("Your last marks are not saved.", UNSAVED, detail=trouble, glyphs=glyphs)


def what_of_rescued(glyphs: Glyphs) -> Choose:
    """What to do with marks that were rescued the last time."""
    question = "Marks of yours were rescued when they could not be saved here."
    return Choose(question, RESCUED, glyphs=glyphs)


def which_stands(held: Held, glyphs: Glyphs) -> Choose:
    """Which of two marks of one sentence stands."""
    choices = (
        Choice("disk", "d", f"The one on the disk: {told(held.disk)}."),
        Choice("own", "y", f"Yours: {told(held.own)}."),
    )
    question = f"{held.sentence} was marked differently elsewhere at the same time."
    detail = held.own.quote if held.own else ""
    return Choose(question, choices, detail=detail, may_leave=False, glyphs=glyphs)


def told(mark: Mark | None) -> str:
    """A mark in words: its decision and all that is attached."""
    if mark is None:
        return "unseen"
    said = {
        "tagged": ", ".join(mark.tags),
        "no-tag": "no tag",
        "skipped": f"skipped, {(mark.skip_reason or 'no reason').replace('-', ' ')}",
        "open": "no decision",
    }
    parts = [said[mark.state]]
    if mark.unsure:
        parts.append("unsure")
    if mark.sources:
        parts.append("source " + ", ".join(source.name for source in mark.sources))
    if mark.evidence:
        parts.append("evidence " + ", ".join(e.url or e.document or "" for e in mark.evidence))
    if mark.note:
        parts.append(f"note “{mark.note}”")
    return "; ".join(parts)
