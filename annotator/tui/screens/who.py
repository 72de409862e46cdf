"""Who said what of one sentence: the marks, the decisions and the comments in the order of time."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.errors import AnnotatorError
from annotator.flows.review.reviewing import Reviewing
from annotator.flows.review.who_said import who_said
from annotator.flows.session import local_words
from annotator.tui.blocks import Block, Run
from annotator.tui.describe import Signs
from annotator.tui.screens.text import TextScreen

_TIME = 17
"""Cells for the time and the gap after it; dates of more than a week ago take more."""


class WhoScreen(TextScreen):
    """A sentence with its history; any of Esc, `w` and `q` closes it."""

    def __init__(self, work: Reviewing, signs: Signs, *, now: str) -> None:
        """Takes the current sentence of a review.

        Args:
            work: the review.
            signs: how marks look.
            now: the time now, UTC.
        """
        title = f"Who said what of {work.sentence.id}"
        super().__init__(title, list(_blocks(work, signs, now)), close=("w",))


def _blocks(work: Reviewing, signs: Signs, now: str) -> Iterator[Block]:
    yield Block((Run(work.article.text_of(work.sentence), "emphasis"),))
    yield Block(())
    try:
        told = who_said(work, work.sentence.id)
    except AnnotatorError as error:
        yield Block((Run(str(error), "strong"),))
        return
    if not told:
        yield Block((Run("Nobody has said anything of it yet.", "muted"),))
    longest = max((len(one.by) for one in told), default=0)
    times = [local_words(one.at, now) for one in told]
    width = max([_TIME, *(len(time) + 2 for time in times)])
    for one, time in zip(told, times, strict=True):
        sign = f"{signs.glyphs.comment} " if one.is_comment else ""
        yield Block(
            (
                Run(f"{time:<{width}}", "muted"),
                Run(f"{one.by:<{longest}}  ", "strong"),
                Run(f"{sign}{one.what}"),
            ),
            0,
            width + longest + 2,
        )
