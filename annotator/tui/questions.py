"""The questions that the annotate screen asks, with their answers."""

from __future__ import annotations

from annotator.domain.marks import Mark
from annotator.domain.merge import Held
from annotator.flows.annotate import in_words
from annotator.tui.screens.choose import Choice, Choose

SKIP = (
    Choice("not-prose", "p", "not prose: a list, a table, a fragment"),
    Choice("bad-cut", "b", "bad cut: the sentence begins or ends in the wrong place"),
    Choice("cannot-judge", "c", "cannot judge: it takes knowledge that you do not have"),
)

UNSAVED = (
    Choice("stay", "k", "keep trying, and stay here"),
    Choice("rescue", "r", "write them to a rescue file elsewhere, offered at the next start"),
    Choice("give-up", "g", "give up the marks that are not saved"),
)

RESCUED = (
    Choice("take", "t", "take them up: they are saved here now"),
    Choice("leave", "l", "leave them: the rescue file is put away, not deleted"),
)


def why_skipped() -> Choose:
    """Why a plain sentence is not to be judged."""
    return Choose("Why is this sentence not to be judged?", SKIP)


def what_of_unsaved(trouble: str) -> Choose:
    """What to do on leaving while marks cannot be saved."""
    return Choose("Your last marks are not saved.", UNSAVED, detail=trouble)


def what_of_rescued() -> Choose:
    """What to do with marks that were rescued the last time."""
    return Choose("Marks of yours were rescued when they could not be saved here.", RESCUED)


def which_stands(held: Held) -> Choose:
    """Which of two marks of one sentence stands."""
    choices = (
        Choice("disk", "d", f"keep what is on the disk: {_described(held.disk)}"),
        Choice("own", "y", f"take yours from here: {_described(held.own)}"),
    )
    question = f"{held.sentence} was marked differently elsewhere at the same time."
    return Choose(question, choices, detail=held.own.quote if held.own else "", may_leave=False)


def _described(mark: Mark | None) -> str:
    note = f", note: {mark.note}" if mark and mark.note else ""
    return f"{in_words(mark)}{note}"
