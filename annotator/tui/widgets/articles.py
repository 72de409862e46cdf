"""The list of articles: one line each, drawn when it comes into view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from annotator.domain.overview import ArticleRow
from annotator.tui.cells import visible
from annotator.tui.glyphs import UNICODE, Glyphs
from annotator.tui.widgets.line import fit
from annotator.tui.wrap import lines

_MORE_THAN_FITS = 400
"""Code points of a title that are looked at; no line is longer."""

_GUTTER = 3
"""Cells before the title: a space, the pointer, a space."""


class Entry(NamedTuple):
    """An article as the list shows it."""

    title: str
    sentences: int
    """How many are to be judged."""
    seen: int
    """How many of them were."""
    words: str
    """What else there is to say of it."""


class Widths(NamedTuple):
    """Cells of each part of a line; 0 for one that is left out."""

    title: int
    sentences: int
    bar: int
    seen: int
    percent: int
    words: int


def widths(width: int) -> Widths:
    """The parts of a line of `width` cells; the title takes what the others leave."""
    if width >= 100:  # noqa: PLR2004 - from here on the screens are wide
        rest = Widths(0, 6, 20, 5, 5, 28)
    elif width >= 76:  # noqa: PLR2004 - 80 with room for a scrollbar
        rest = Widths(0, 6, 10, 5, 5, 18)
    elif width >= 50:  # noqa: PLR2004 - 60 likewise
        rest = Widths(0, 0, 6, 0, 5, 17)
    else:
        rest = Widths(0, 0, 0, 0, 5, 0)
    gaps = 2 * bool(rest.bar) + 2 * bool(rest.words)
    return rest._replace(title=max(1, width - _GUTTER - sum(rest) - gaps - 1))


class ArticleList(ScrollView, can_focus=True, inherit_bindings=False):
    """Articles one below the other; it draws what is on the screen and knows no project.

    Its screen tells it which rows there are and which is current, and hears of clicks by message.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "articles--current",
        "articles--pointer",
        "articles--muted",
        "articles--bar",
        "articles--words",
    }
    DEFAULT_CSS = """
    ArticleList {
        height: 1fr;
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        & .articles--current { background: $panel; text-style: bold; }
        & .articles--pointer { color: $text-accent; text-style: bold; }
        & .articles--muted { color: $text-muted; }
        & .articles--bar { color: $text-success; }
        & .articles--words { color: $text-accent; }
    }
    """

    class Clicked(Message):
        """Someone clicked a row."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id)
        self._glyphs = glyphs
        self._rows: Sequence[ArticleRow] = ()
        self._entry_of: Callable[[ArticleRow], Entry] = lambda row: Entry(row.title, 0, 0, "")
        self._current = 0
        self._instead = ""
        self._styles_by_name: dict[tuple[str, bool], Style] = {}

    @property
    def current(self) -> int:
        """The index of the current row."""
        return self._current

    @property
    def rows(self) -> Sequence[ArticleRow]:
        """The rows, in the order shown."""
        return self._rows

    def show(
        self,
        rows: Sequence[ArticleRow],
        entry_of: Callable[[ArticleRow], Entry],
        current: int = 0,
        instead: str = "",
    ) -> None:
        """Shows these rows instead of those before.

        Args:
            rows: in the order to show.
            entry_of: what to show of one; asked only for what is drawn.
            current: index of the current one.
            instead: what to say where there are none.
        """
        self._rows = rows
        self._entry_of = entry_of
        self._instead = instead
        self._current = max(0, min(current, len(rows) - 1))
        self.virtual_size = Size(self.size.width, len(rows))
        self._keep_in_view()
        self.refresh()

    def move_to(self, index: int) -> None:
        """Makes another row the current one; an index outside is taken to the end."""
        old, self._current = self._current, max(0, min(index, len(self._rows) - 1))
        for row in (old, self._current):
            self.refresh(Region(0, row - self.scroll_offset.y, self.size.width, 1))
        self._keep_in_view()

    def page(self) -> int:
        """How many rows a page has: the screen less one."""
        return max(1, self.size.height - 1)

    def render_line(self, y: int) -> Strip:
        """Draws one line of the screen."""
        width = self.size.width
        index = y + self.scroll_offset.y
        if self._rows:
            if index < len(self._rows):
                return self._line(index, width)
            return Strip.blank(width, self._style())
        said = lines(visible(self._instead), max(1, width - 2 * _GUTTER)) if self._instead else []
        if 0 < y <= len(said):
            text = " " * _GUTTER + said[y - 1]
            return Strip([Segment(fit(text, width, self._glyphs.more), self._style())], width)
        return Strip.blank(width, self._style())

    def _line(self, index: int, width: int) -> Strip:
        entry, glyphs = self._entry_of(self._rows[index]), self._glyphs
        current = index == self._current
        parts = widths(width)
        plain, muted = self._style(current=current), self._style("muted", current=current)
        title = fit(visible(entry.title[:_MORE_THAN_FITS]), parts.title, glyphs.more)
        segments = [
            Segment(
                f" {glyphs.pointer if current else ' '} ", self._style("pointer", current=current)
            ),
            Segment(title, plain),
        ]
        if parts.sentences:
            segments.append(Segment(f"{entry.sentences:>{parts.sentences}}", muted))
        if parts.bar:
            done = _share(entry, parts.bar)
            segments += [
                Segment("  ", plain),
                Segment(glyphs.done * done, self._style("bar", current=current)),
                Segment(glyphs.to_do * (parts.bar - done), muted),
            ]
        if parts.seen:
            segments.append(Segment(f"{entry.seen:>{parts.seen}}", plain))
        segments.append(Segment(f"{_share(entry, 100):>{parts.percent - 1}}%", muted))
        if parts.words:
            words = fit(entry.words, parts.words, glyphs.more)
            segments += [
                Segment("  ", plain),
                Segment(words, self._style("words", current=current)),
            ]
        return Strip(segments).adjust_cell_length(width, plain)

    def _style(self, name: str = "", *, current: bool = False) -> Style:
        """A style by its component class, on the current row's background or the others'."""
        style = self._styles_by_name.get((name, current))
        if style is None:
            style = self.get_component_rich_style(f"articles--{name}") if name else self.rich_style
            if current:
                row = self.get_component_rich_style("articles--current")
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
        self.virtual_size = Size(self.size.width, len(self._rows))
        self._keep_in_view()

    def on_focus(self) -> None:
        """Brings the terminal's cursor back."""
        self._place_cursor()

    def on_click(self, event: events.Click) -> None:
        """Says which row was clicked."""
        index = event.y + self.scroll_offset.y
        if index < len(self._rows):
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
            wanted = min(top, max(0, len(self._rows) - height))
        if wanted != top:
            self.scroll_to(y=wanted, animate=False, force=True)
        self._place_cursor()

    def _place_cursor(self) -> None:
        """Puts the terminal's own cursor on the current row, for screen readers."""
        if self.has_focus and self._rows:
            row = max(0, min(self._current - self.scroll_offset.y, self.size.height - 1))
            self.app.cursor_position = self.content_region.offset + Offset(_GUTTER, row)


def _share(entry: Entry, of: int) -> int:
    """How much of `of` is done: full only when all is, empty only when nothing is."""
    if not entry.seen or not entry.sentences:
        return 0
    if entry.seen >= entry.sentences:
        return of
    return max(1, min(of - 1, round(of * entry.seen / entry.sentences)))
