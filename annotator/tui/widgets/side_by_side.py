"""An article with what several people say of it side by side: a small column for each of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.strip import Strip

from annotator.tui.cells import visible
from annotator.tui.glyphs import UNICODE, Glyphs
from annotator.tui.widgets.article import ArticleView
from annotator.tui.widgets.line import WIDEST_TEXT, Columns
from annotator.tui.widgets.looks import LookedAt

ANSWER = 4
"""Cells of the settled answer: a sign, its letters, and a space."""
FLAGS = 3
_LEAST_TEXT = 24
"""Cells that the prose keeps, however many people there are."""
_NAME = 8
"""Cells of a name, with the gap after it, where there is room."""
_WIDTHS = (_NAME, 4, 3, 2)
_DIGITS = "123456789abcdefghijklmnopqrstuvwxyz+"
"""One cell each, for names that look alike."""


class PeopleColumns(NamedTuple):
    """How wide each person's column is, and for how many of them there is room."""

    width: int
    shown: int
    """How many of them."""


def people_columns(names: Sequence[str], room: int) -> PeopleColumns:
    """Columns as wide as the names want, and narrower ones where that takes too much.

    Args:
        names: of the people.
        room: cells of a line.
    """
    longest = max((cell_len(visible(name)) for name in names), default=1) + 1
    most = max(4, min(room * 2 // 5, room - _LEAST_TEXT - ANSWER - FLAGS))
    widths = [min(width, max(4, longest)) for width in _WIDTHS]
    for width in widths:
        if width * len(names) <= most:
            return PeopleColumns(width, len(names))
    return PeopleColumns(widths[-1], max(1, most // widths[-1]))


def short_names(names: Sequence[str], width: int) -> list[str]:
    """The names cut to the columns; those that look alike then end in a digit.

    Args:
        names: in the order of the columns.
        width: of a column, the gap among it.
    """
    room = width - 1
    cut = [set_cell_size(visible(name), room).rstrip() for name in names]
    seen: dict[str, int] = {}
    found = []
    for name in cut:
        seen[name] = seen.get(name, 0) + 1
        number = _DIGITS[min(seen[name], len(_DIGITS)) - 1]
        alike = cut.count(name) > 1
        found.append(set_cell_size(name, room - 1).rstrip() + number if alike and room else name)
    return found


class SideBySide(ArticleView):
    """The article; badges have a cell for each person, and the settled answer."""

    def __init__(self, people: Sequence[str], *, glyphs: Glyphs = UNICODE) -> None:
        super().__init__(glyphs=glyphs)
        self._people = tuple(people)
        self.people = people_columns(self._people, 0)

    def set_people(self, people: Sequence[str]) -> None:
        """Other people, or the same ones called otherwise; `show` is to follow."""
        self._people = tuple(people)

    def columns_for(self, width: int) -> Columns:
        """The parts of a line: a column for each person, the prose, and the answer with flags."""
        self.people = people_columns(self._people, width)
        gutter = self.people.width * self.people.shown
        margin = ANSWER + FLAGS
        text = min(WIDEST_TEXT, width - gutter - margin - 3)
        return Columns(gutter, 0, max(1, text), margin)


class Heads(LookedAt):
    """The names over the columns."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"heads--muted", "heads--strong"}
    DEFAULT_CSS = """
    Heads {
        height: 1;
        width: 100%;
        background: $surface;
        color: $foreground;
        & .heads--muted { color: $text-muted; }
        & .heads--strong { text-style: bold underline; }
    }
    """

    def __init__(self, view: SideBySide, *, id: str | None = None) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id)
        self._view = view
        self._names: tuple[str, ...] = ()
        self._strong = False
        self._answer = ""

    def show(self, names: Sequence[str], answer: str, *, first_is_strong: bool) -> None:
        """Shows these names; the first one stands out where it is they who are reviewed.

        Args:
            names: in the order of the columns.
            answer: what stands over the right margin.
            first_is_strong: whether the first name stands out.
        """
        self._names, self._answer, self._strong = tuple(names), answer, first_is_strong
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The only line."""
        base = self.look()
        width = self.size.width
        if y or not width:
            return Strip.blank(width, base)
        parts = self._view.columns_for(width - 1)
        people = self._view.people
        segments = [Segment(" ", base)]
        for n, name in enumerate(short_names(self._names, people.width)[: people.shown]):
            look = "strong" if self._strong and n == 0 else ""
            segments.append(Segment(name, self.look(look)))
            segments.append(Segment(" " * (people.width - cell_len(name)), base))
        more = len(self._names) - people.shown
        said = f"and {more} more" if more > 0 else ""
        left = parts.text + 2
        segments.append(Segment(set_cell_size(f" {said}", left), self.look("muted")))
        segments.append(Segment(self._answer[: parts.flags], self.look("muted")))
        return Strip(segments).adjust_cell_length(width, base).apply_style(base)
