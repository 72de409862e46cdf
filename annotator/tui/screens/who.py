"""Who said what of one sentence: the marks, the decisions and the comments in the order of time."""

from __future__ import annotations

from collections.abc import Iterator

from textual import events
from textual.app import ComposeResult

from annotator.errors import AnnotatorError
from annotator.flows.review import Reviewing
from annotator.flows.session import local_words
from annotator.flows.who_said import who_said
from annotator.tui.blocks import Block, Run
from annotator.tui.describe import Signs
from annotator.tui.screens.overlay import Overlay
from annotator.tui.widgets.bars import Bar, Part
from annotator.tui.widgets.reading import Reading

_TIME = 17
"""Cells for the time."""


class WhoScreen(Overlay[None]):
    """A sentence with its history; any of Esc, `w` and `q` closes it."""

    DEFAULT_CSS = """
    WhoScreen {
        align: center middle;
        & #who { width: 100%; max-width: 100; height: 1fr; }
        & Bar { max-width: 100; }
    }
    """

    def __init__(self, work: Reviewing, signs: Signs, *, now: str) -> None:
        """Takes the current sentence of a review.

        Args:
            work: the review.
            signs: how marks look.
            now: the time now, UTC.
        """
        super().__init__()
        self._sentence = work.sentence.id
        self._reading = Reading(list(_blocks(work, signs, now)), id="who")
        self._title = Bar(id="who-title")
        self._bar = Bar(id="who-keys")

    def compose(self) -> ComposeResult:
        """A title, the text, and how to leave it."""
        yield self._title
        yield self._reading
        yield self._bar

    def on_mount(self) -> None:
        """Lets the keys go to the text."""
        self._title.show([Part(f"Who said what of {self._sentence}", "strong")])
        self._bar.show(
            [
                Part("↓ ↑ PgDn PgUp", "key"),
                Part(" scroll   ", "muted"),
                Part("Esc", "key"),
                Part(" back", "muted"),
            ]
        )
        self._reading.focus()

    def on_key(self, event: events.Key) -> None:
        """Scrolls or closes."""
        event.stop()
        event.prevent_default()
        if event.key in {"escape", "q", "w"}:
            self.dismiss(None)
        else:
            self._reading.follow(event.key)


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
    for one in told:
        time = f"{local_words(one.at, now):<{_TIME}}"
        sign = f"{signs.glyphs.comment} " if one.is_comment else ""
        yield Block(
            (Run(time, "muted"), Run(f"{one.by:<{longest}}  ", "strong"), Run(f"{sign}{one.what}")),
            0,
            _TIME + longest + 2,
        )
