"""Joining a sentence with the next: both, and the one that they would be, before it is done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from annotator.tui.screens.panel import Panel
from annotator.tui.widgets.sheet import Sheet, keys_line, prose

_STEPS = {"down": 1, "j": 1, "up": -1, "k": -1, "pagedown": 8, "space": 8, "pageup": -8}


class Shown(NamedTuple):
    """A sentence, and what its annotator says of it."""

    name: str
    """Its id; empty for one that has none yet."""
    state: str
    text: str


class JoinScreen(Panel[str | None]):
    """Gives back `join` for doing it, None on Esc."""

    def __init__(
        self, old: Sequence[Shown], new: Shown, *, said: Sequence[str] = (), enter: str = "join"
    ) -> None:
        """Shows what would be done.

        Args:
            old: the two sentences.
            new: the one that they would be.
            said: what else there is to know, as sentences.
            enter: what Enter does, in a few words.
        """
        super().__init__()
        self._old, self._new = tuple(old), new
        self._said = tuple(said)
        self._keys = [("Enter", enter), ("↑ ↓", "scroll"), ("Esc", "leave")]

    def compose(self) -> ComposeResult:
        """The sentences, what becomes of tags, and what the keys do."""
        names = " with ".join(shown.name for shown in self._old)
        with Vertical(id="box"):
            yield Sheet(lambda width: prose(f"Join {names}?", width), id="title")
            with VerticalScroll(id="body", can_focus=False):
                yield Sheet(lambda width: list(self._draw(width)), id="sentences")
            yield Sheet(
                lambda width: [
                    line for said in self._said for line in prose(said, width, "$foreground 75%")
                ],
                id="after",
            )
            yield Sheet(keys_line(self._keys), id="keys")

    def on_resize(self) -> None:
        """Leave room for the title and the keys."""
        self.call_after_refresh(self.fit_body)

    def on_key(self, event: events.Key) -> None:
        """Do it, leave, or scroll."""
        event.stop()
        event.prevent_default()
        if event.key == "enter":
            self.dismiss("join")
        elif event.key == "escape":
            self.dismiss(None)
        elif event.key in _STEPS:
            body = self.query_one("#body", VerticalScroll)
            body.scroll_relative(y=_STEPS[event.key], animate=False, force=True)

    def _draw(self, width: int) -> Iterable[Content]:
        """Both sentences, and below them the one that they would be."""
        for shown in self._old:
            yield from _paragraph(f"{shown.name}  {shown.state}", shown.text, width, "")
        yield from _paragraph(f"become one  {self._new.state}", self._new.text, width, "bold")


def _paragraph(head: str, text: str, width: int, style: str) -> Iterable[Content]:
    yield from prose(head, width, "$text-accent")
    for line in prose(text.replace("\n", " "), max(1, width - 2), style):
        yield Content.assemble("  ", line)
