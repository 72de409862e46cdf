"""One-line bars that draw themselves: a change repaints the bar and lays nothing out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip

from annotator.tui.cells import visible
from annotator.tui.widgets.looks import LookedAt


class Part(NamedTuple):
    """A few words of a bar, with the way they are to look."""

    text: str
    look: str = ""
    """`key`, `muted`, `good`, `bad` or `strong`; empty for plain."""
    action: str = ""
    """Id of the action that a click on it does."""


class Bar(LookedAt):
    """A line with parts on the left and on the right; the left ones give way."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "bar--key",
        "bar--muted",
        "bar--good",
        "bar--bad",
        "bar--strong",
    }
    DEFAULT_CSS = """
    Bar {
        height: 1;
        width: 100%;
        background: $surface;
        color: $foreground;
        & .bar--key { color: $text-accent; text-style: bold; }
        & .bar--muted { color: $text-muted; }
        & .bar--good { color: $text-success; }
        & .bar--bad { color: $text-error; text-style: bold reverse; }
        & .bar--strong { text-style: bold; }
    }
    """

    class Clicked(Message):
        """Someone clicked a part that stands for an action."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    def __init__(self, *, rule: str = "", id: str | None = None) -> None:  # noqa: A002 - the name Textual gives it
        """Makes an empty bar.

        Args:
            rule: what fills the line between and around its parts; a space if empty.
            id: of the widget.
        """
        super().__init__(id=id)
        self._rule = rule
        self._left: tuple[Part, ...] = ()
        self._right: tuple[Part, ...] = ()
        self._places: list[tuple[int, int, str]] = []

    def show(self, left: Sequence[Part], right: Sequence[Part] = ()) -> None:
        """Shows these parts instead of those before; the same ones cost nothing."""
        if (tuple(left), tuple(right)) != (self._left, self._right):
            self._left, self._right = tuple(left), tuple(right)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The bar's only line."""
        width = self.size.width
        base = self.look()
        if y:
            return Strip.blank(width, base)
        right = [(visible(part.text), part) for part in self._right]
        while len(right) > 1 and sum(cell_len(text) for text, _ in right) > width - 2:
            del right[0]  # the last one says whether all is saved
        room = width - sum(cell_len(text) for text, _ in right) - (3 if right else 2)
        segments = [Segment(self._rule or " ", self.look("muted"))]
        self._places = []
        at = 1
        for part in self._left:
            text = visible(part.text)
            if cell_len(text) > room:
                text = set_cell_size(text, room - 1) + "…" if room > 1 else ""
            room -= cell_len(text)
            at = self._place(segments, text, part, at)
            if room <= 0:
                break
        gap = max(0, width - at - sum(cell_len(text) for text, _ in right) - (1 if right else 0))
        segments.append(Segment((self._rule or " ") * gap, self.look("muted")))
        at += gap
        for text, part in right:
            at = self._place(segments, text, part, at)
        if right:
            segments.append(Segment(self._rule or " ", self.look("muted")))
        return Strip(segments).adjust_cell_length(width, base).apply_style(base)

    def _place(self, segments: list[Segment], text: str, part: Part, at: int) -> int:
        if text:
            segments.append(Segment(text, self.look(part.look)))
        end = at + cell_len(text)
        if part.action:
            self._places.append((at, end, part.action))
        return end

    def on_click(self, event: events.Click) -> None:
        """Does what the clicked part stands for."""
        for start, end, action in self._places:
            if start <= event.x < end:
                event.stop()
                self.post_message(self.Clicked(action))
