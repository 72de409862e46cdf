"""A list of rows, one line each, drawn when it comes into view: quick at any length."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from annotator.tui.cells import visible
from annotator.tui.glyphs import UNICODE, Glyphs
from annotator.tui.widgets.line import fit
from annotator.tui.wrap import lines

GUTTER = 3
"""Cells before a row: a space, the pointer, a space."""


class RowList(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows one below the other, of which one is the current; a subclass draws them.

    Its screen tells it how many there are and which is current, and hears of clicks by message.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--current",
        "rows--pointer",
        "rows--muted",
        "rows--good",
        "rows--accent",
    }
    DEFAULT_CSS = """
    RowList {
        height: 1fr;
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        & .rows--current { background: $panel; }
        & .rows--pointer { color: $text-accent; text-style: bold; }
        & .rows--muted { color: $text-muted; }
        & .rows--good { color: $text-success; }
        & .rows--accent { color: $text-accent; }
    }
    """

    class Clicked(Message):
        """Someone clicked a row."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id)
        self.glyphs = glyphs
        self._count = 0
        self._current = 0
        self._instead = ""
        self._styles_by_name: dict[tuple[str, bool], Style] = {}

    def row(self, index: int, width: int, *, current: bool) -> Sequence[Segment]:
        """What stands on a row of `width` cells, without the pointer."""
        raise NotImplementedError

    @property
    def current(self) -> int:
        """The index of the current row."""
        return self._current

    def show_rows(self, count: int, current: int = 0, instead: str = "") -> None:
        """Draws everything anew.

        Args:
            count: how many rows there are.
            current: index of the current one.
            instead: what to say where there are none.
        """
        self._count = count
        self._instead = instead
        self._current = max(0, min(current, count - 1))
        self.virtual_size = Size(self.size.width, count)
        self._keep_in_view()
        self.refresh()

    def move_to(self, index: int) -> None:
        """Makes another row the current one; an index outside is taken to the end."""
        old, self._current = self._current, max(0, min(index, self._count - 1))
        for row in (old, self._current):
            self.refresh(Region(0, row - self.scroll_offset.y, self.size.width, 1))
        self._keep_in_view()

    def follow(self, action: str) -> bool:
        """Moves, if an action is one that moves; says whether it was.

        Args:
            action: `down`, `up`, `page-down`, `page-up`, `first` or `last`.
        """
        page = max(1, self.size.height - 1)
        targets = {
            "down": self._current + 1,
            "up": self._current - 1,
            "page-down": self._current + page,
            "page-up": self._current - page,
            "first": 0,
            "last": self._count - 1,
        }
        if action not in targets:
            return False
        self.move_to(targets[action])
        return True

    def render_line(self, y: int) -> Strip:
        """Draws one line of the screen."""
        width = self.scrollable_content_region.width
        index = y + self.scroll_offset.y
        if self._count:
            if index >= self._count:
                return Strip.blank(width, self.style())
            current = index == self._current
            pointer = self.glyphs.pointer if current else " "
            segments = [
                Segment(f" {pointer} ", self.style("pointer", current=current)),
                *self.row(index, width - GUTTER, current=current),
            ]
            return Strip(segments).adjust_cell_length(width, self.style(current=current))
        said = lines(visible(self._instead), max(1, width - 2 * GUTTER)) if self._instead else []
        if 0 < y <= len(said):
            text = " " * GUTTER + said[y - 1]
            return Strip([Segment(fit(text, width, self.glyphs.more), self.style())], width)
        return Strip.blank(width, self.style())

    def style(self, name: str = "", *, current: bool = False) -> Style:
        """A style by its component class, on the current row's background or the others'."""
        style = self._styles_by_name.get((name, current))
        if style is None:
            style = self.get_component_rich_style(f"rows--{name}") if name else self.rich_style
            if current:
                row = self.get_component_rich_style("rows--current")
                style += Style(bgcolor=row.bgcolor, bold=True)
            self._styles_by_name[name, current] = style
        return style

    def notify_style_update(self) -> None:
        """Forgets the styles of another theme."""
        self._styles_by_name.clear()
        super().notify_style_update()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Keeps the terminal's cursor on the current row."""
        super().watch_scroll_y(old_value, new_value)
        self._place_cursor()

    def on_resize(self) -> None:
        """Keeps the current row in view."""
        self.virtual_size = Size(self.size.width, self._count)
        self._keep_in_view()

    def on_focus(self) -> None:
        """Brings the terminal's cursor back."""
        self._place_cursor()

    def on_click(self, event: events.Click) -> None:
        """Says which row was clicked."""
        index = event.y + self.scroll_offset.y
        if index < self._count:
            event.stop()
            self.post_message(self.Clicked(index))

    def _keep_in_view(self) -> None:
        top, height = self.scroll_offset.y, self.size.height
        if not height:
            return
        if self._current < top:
            wanted = self._current
        elif self._current >= top + height:
            wanted = self._current - height + 1
        else:
            wanted = min(top, max(0, self._count - height))
        if wanted != top:
            self.scroll_to(y=wanted, animate=False, force=True)
        self._place_cursor()

    def _place_cursor(self) -> None:
        """Puts the terminal's own cursor on the current row, for screen readers."""
        if self.has_focus and self._count:
            row = max(0, min(self._current - self.scroll_offset.y, self.size.height - 1))
            self.app.cursor_position = self.content_region.offset + Offset(GUTTER, row)
