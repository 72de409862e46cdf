"""Text to read and scroll: drawn line by line, so that long guidelines open at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from annotator.tui.blocks import Block, BlockLine, lay_out
from annotator.tui.themes import tag_colour

_STEPS = {"down": 1, "j": 1, "up": -1, "k": -1}
_PAGES = {"pagedown": 1, "space": 1, "pageup": -1}
_ENDS = {"home": 0, "end": 1}

SCROLL_KEYS = frozenset({*_STEPS, *_PAGES, *_ENDS})
"""The keys that scroll a text."""


class Reading(ScrollView, can_focus=True, inherit_bindings=False):
    """Blocks of text, wrapped to the width there is."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "reading--heading",
        "reading--strong",
        "reading--emphasis",
        "reading--code",
        "reading--key",
        "reading--muted",
    }
    DEFAULT_CSS = """
    Reading {
        background: $surface;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        & .reading--heading { color: $text-primary; text-style: bold; }
        & .reading--strong { text-style: bold; }
        & .reading--emphasis { text-style: italic; }
        & .reading--code { color: $text-accent; }
        & .reading--key { color: $text-accent; text-style: bold; }
        & .reading--muted { color: $text-muted; }
    }
    """

    def __init__(self, blocks: Sequence[Block] = (), *, id: str | None = None) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id)
        self._blocks = blocks
        self._lines: list[BlockLine] = []

    def show(self, blocks: Sequence[Block]) -> None:
        """Shows these blocks from their beginning."""
        self._blocks = blocks
        self._lay_out()
        self.scroll_to(y=0, animate=False, force=True)

    def follow(self, key: str) -> bool:
        """Scrolls, if the key is one that scrolls; says whether it was."""
        if key not in SCROLL_KEYS:
            return False
        top = self.scroll_offset.y + _STEPS.get(key, 0)
        top += _PAGES.get(key, 0) * max(1, self.size.height - 1)
        if key in _ENDS:
            top = _ENDS[key] * len(self._lines)
        self.go_to_line(top)
        return True

    def go_to_block(self, block: int) -> None:
        """Shows a block on the first line, as far as the text goes."""
        line = next((n for n, line in enumerate(self._lines) if line.block >= block), 0)
        self.go_to_line(line)

    def go_to_line(self, line: int) -> None:
        """Shows a line first, as far as the text goes."""
        last = max(0, len(self._lines) - self.size.height)
        self.scroll_to(y=max(0, min(line, last)), animate=False, force=True)

    def render_line(self, y: int) -> Strip:
        """Draws one line of the screen."""
        width, base = self.size.width, self.rich_style
        number = y + self.scroll_offset.y
        if number >= len(self._lines):
            return Strip.blank(width, base)
        line = self._lines[number]
        segments = [Segment(" " * (line.indent + 1), base)]
        for run in line.runs:
            look = self.get_component_rich_style(f"reading--{run.look}") if run.look else base
            if run.colour:
                dark = self.app.current_theme.dark
                look += Style(color=tag_colour(run.colour, dark=dark), bold=True)
            segments.append(Segment(run.text, look))
        return Strip(segments).adjust_cell_length(width, base)

    def on_resize(self) -> None:
        """Wraps to the new width, with the same block on top."""
        top = self.scroll_offset.y
        block = self._lines[top].block if top < len(self._lines) else 0
        self._lay_out()
        if top:
            self.go_to_block(block)

    def on_focus(self) -> None:
        """Brings the terminal's cursor here, for screen readers."""
        self.app.cursor_position = self.content_region.offset

    def _lay_out(self) -> None:
        # The scrollbar's cell and one on either side stay free.
        width = self.container_size.width - self.styles.scrollbar_size_vertical - 2
        self._lines = lay_out(self._blocks, max(1, width)) if self.size.width else []
        self.virtual_size = Size(self.size.width, len(self._lines))
        self.refresh()
