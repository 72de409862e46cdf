"""The details of the current sentence: beside the article, or in a strip below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from annotator.tui import wrap
from annotator.tui.cells import visible


class Said(NamedTuple):
    """One thing to say of the sentence; it wraps where it is too long."""

    text: str
    look: str = ""
    """`muted`, `strong`, `key`, `warn`; empty for plain."""
    right: str = ""
    """A few cells at the end of its first line, such as a key."""
    colour: str = ""
    """`#RRGGBB` instead of the look's colour."""


class Details(Widget):
    """Lines about a sentence; drawn line by line, so that a key costs no layout."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "details--muted",
        "details--strong",
        "details--key",
        "details--warn",
    }
    DEFAULT_CSS = """
    Details {
        background: $surface;
        color: $foreground;
        & .details--muted { color: $text-muted; }
        & .details--strong { text-style: bold; }
        & .details--key { color: $text-accent; text-style: bold; }
        & .details--warn { color: $text-warning; text-style: bold; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id)
        self._said: tuple[Said, ...] = ()
        self._strips: list[Strip] | None = None
        self._width = 0

    def show(self, said: Sequence[Said]) -> None:
        """Shows these lines instead of those before; the same ones cost nothing."""
        if tuple(said) != self._said:
            self._said = tuple(said)
            self._strips = None
            self.refresh()

    def notify_style_update(self) -> None:
        """Forgets what was drawn in another theme."""
        self._strips = None
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """One line."""
        width = self.size.width
        if self._strips is None or self._width != width:
            self._width = width
            self._strips = [strip for said in self._said for strip in self._drawn(said, width)]
        if y < len(self._strips):
            return self._strips[y]
        return Strip.blank(width, self.rich_style)

    def _drawn(self, said: Said, width: int) -> list[Strip]:
        base = self.rich_style
        style = self._of(said.look)
        if said.colour:
            style += Style(color=said.colour)
        room = max(1, width - 2)
        keys = cell_len(said.right)
        lines = wrap.lines(visible(said.text), room - keys - bool(keys)) or [""]
        strips = []
        for number, line in enumerate(lines):
            segments = [Segment(" ", base), Segment(line, style)]
            if keys and not number:
                gap = max(1, room - cell_len(line) - keys)
                segments += [Segment(" " * gap, base), Segment(said.right, self._of("key"))]
            strips.append(Strip(segments).adjust_cell_length(width, base).apply_style(base))
        return strips

    def _of(self, look: str) -> Style:
        return self.get_component_rich_style(f"details--{look}") if look else self.rich_style
