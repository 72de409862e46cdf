"""Suggestions in words: what the program would say of a sentence, and because of what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.flows.annotate import Annotating
from annotator.flows.wording import cut
from annotator.tui.describe import Signs
from annotator.tui.widgets.details import Said
from annotator.tui.widgets.line import Highlight

if TYPE_CHECKING:
    from annotator.assist.suggesting import Suggested

_LEARNT = "of earlier marks"
"""The reason of what was learnt and is seen in no word alone."""
_LONGEST = 60
"""Code points of the words that are a reason."""


def suggestion(work: Annotating, signs: Signs, key: str, *, dark: bool) -> list[Said]:
    """What is suggested for the current sentence and why, for a column; `key` accepts it."""
    found = work.offered()
    if found is None:
        return []
    why = _because(found)
    colour = signs.tag_colour(found.tag, dark=dark)
    said = [Said(f"suggested  {signs.tag(found.tag)}", "strong", right=key, colour=colour)]
    said += [Said(f"because    {why}")] if why else []
    said += [Said(f"carried from {found.carried_from}")] if found.carried_from else []
    return said


def suggestion_in_brief(work: Annotating, signs: Signs, key: str, *, dark: bool) -> list[Said]:
    """The same in one line."""
    found = work.offered()
    if found is None:
        return []
    text = f"suggested  {foretold_in_words(found, signs)}"
    return [Said(text, "strong", right=key, colour=signs.tag_colour(found.tag, dark=dark))]


def foretold_in_words(found: Suggested, signs: Signs) -> str:
    """A suggestion with its reasons."""
    from_ = f" carried from {found.carried_from}" if found.carried_from else ""
    because = _because(found)
    why = f" because {because}" if because else ""
    return f"{signs.tag(found.tag)}{why}{from_}"


def reasons(work: Annotating) -> list[Highlight]:
    """The words of the current sentence that speak for what is suggested; else name its sources."""
    found = work.offered()
    if found is not None:
        return [Highlight(reason.start, reason.end, "because") for reason in found.because]
    here, mark = work.sentence.id, work.mark
    return [
        Highlight(source.start, source.end, "because")
        for source in (mark.sources if mark else ())
        if source.sentence == here and source.start is not None and source.end is not None
    ]


def _because(found: Suggested) -> str:
    words = " … ".join(reason.text for reason in found.because)
    if words:
        return f"“{cut(words, _LONGEST)}”"
    return "" if found.carried_from else _LEARNT
