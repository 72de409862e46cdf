"""Text that is laid out by its width: rows of words and keys, parts of which can be clicked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from annotator.tui.cells import visible
from annotator.tui.wrap import lines

Draw = Callable[[int], Sequence[Content]]
"""Gives the lines of a sheet for a width in cells."""

_PICK = "pick"
_GAP = "  "


def words(text: str, style: str | Style = "") -> Content:
    """Text from anywhere as content: never markup, never an escape sequence."""
    shown = visible(text)
    return Content.styled(shown, style) if style else Content(shown)


def prose(text: str, width: int, style: str = "") -> list[Content]:
    """Text wrapped into lines; its own line ends are kept."""
    return [
        words(line, style)
        for paragraph in text.split("\n")
        for line in lines(visible(paragraph), max(1, width))
    ]


def excerpt(text: str, width: int, most: int = 3, more: str = "…") -> list[Content]:
    """The first lines of a text, with a sign where it goes on.

    Args:
        text: The text; no more of it is wrapped than could be shown.
        width: Cells in a line.
        most: Lines.
        more: The sign, one cell.
    """
    found = prose(text[: 8 * width * most].replace("\n", " "), width)
    if len(found) <= most:
        return found
    return [
        *found[: most - 1],
        Content.assemble(prose(found[most - 1].plain, max(1, width - 1))[0], more),
    ]


def clickable(content: Content, value: str) -> Content:
    """Content that, clicked, makes its sheet say `Picked(value)`."""
    return content.stylize(Style.from_meta({_PICK: value}))


def flow(
    parts: Iterable[Content], width: int, head: Content | None = None, gap: str = _GAP
) -> list[Content]:
    """Parts one after another, as many in a line as fit; none is broken unless it is too long.

    Args:
        parts: What to lay out.
        width: Cells in a line.
        head: What stands before the first line; the others are indented by as much.
        gap: What stands between two parts in a line.
    """
    first = head or Content("")
    indent = Content(" " * first.cell_length)
    rows: list[Content] = []
    row, begun = first, False
    for part in parts:
        if begun and row.cell_length + len(gap) + part.cell_length > width:
            rows.append(row)
            row, begun = indent, False
        row = Content.assemble(row, gap, part) if begun else Content.assemble(row, part)
        begun = True
    return [*rows, row]


def keys_line(keys: Iterable[tuple[str, str]]) -> Draw:
    """A footer: each key with what it does."""
    parts = [Content.assemble((key, "bold $text-accent"), f" {what}") for key, what in keys]
    return lambda width: flow(parts, width)


def digits(many: int) -> str:
    """The digit keys that there is something for: `1`, `1–4`, at most `1–9`."""
    return "1" if many == 1 else f"1–{min(many, 9)}"


class Sheet(Widget):
    """Lines that a function draws for the width there is; as high as they are many."""

    ALLOW_SELECT = False
    DEFAULT_CSS: ClassVar[str] = """
    Sheet { width: 1fr; height: auto; text-wrap: nowrap; text-overflow: clip; }
    """

    @dataclass
    class Picked(Message):
        """Someone clicked a part of it."""

        value: str
        extend: bool
        """Whether Shift was held."""

    def __init__(
        self,
        draw: Draw,
        *,
        id: str | None = None,  # noqa: A002 - the name Textual gives it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._draw = draw

    def redraw(self, draw: Draw | None = None) -> None:
        """Draw anew, by another function if one is given."""
        self._draw = draw or self._draw
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """How many lines there are at that width."""
        return len(self._draw(max(1, width)))

    def render(self) -> Content:
        """The lines."""
        return Content("\n").join(self._draw(max(1, self.content_size.width)))

    def show_line(self, first: int, height: int = 1) -> None:
        """Scroll what this stands in, so that these lines are seen."""
        parent = self.parent
        if isinstance(parent, Widget):
            rows = Region(0, self.virtual_region.y + first, 1, height)
            parent.scroll_to_region(rows, animate=False, force=True, x_axis=False)

    def on_click(self, event: events.Click) -> None:
        """Say what was clicked."""
        value = event.style.meta.get(_PICK)
        if isinstance(value, str):
            event.stop()
            self.post_message(self.Picked(value, event.shift))
