"""The details of the current sentence: beside the article, or in a strip below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from annotator.tui import wrap
from annotator.tui.cells import visible
from annotator.tui.glyphs import UNICODE
from annotator.tui.widgets.looks import LookedAt


class Run(NamedTuple):
    """A stretch `[start, end)` of what is said, in code points."""

    start: int
    end: int
    look: str
    """`gone` or `come`."""


class Said(NamedTuple):
    """One thing to say of the sentence; it wraps where it is too long."""

    text: str
    look: str = ""
    """`muted`, `strong`, `key`, `warn`; empty for plain."""
    right: str = ""
    """A few cells at the end of its first line, such as a key."""
    colour: str = ""
    """`#RRGGBB` instead of the look's colour."""
    runs: tuple[Run, ...] = ()
    """Stretches of it that look otherwise, in order."""


class Details(LookedAt):
    """Lines about a sentence; drawn line by line, so that a key costs no layout."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "details--muted",
        "details--strong",
        "details--key",
        "details--warn",
        "details--gone",
        "details--come",
    }
    DEFAULT_CSS = """
    Details {
        background: $surface;
        color: $foreground;
        & .details--muted { color: $text-muted; }
        & .details--strong { text-style: bold; }
        & .details--key { color: $text-accent; text-style: bold; }
        & .details--warn { color: $text-warning; text-style: bold; }
        & .details--gone { color: $text-error; text-style: strike; }
        & .details--come { color: $text-success; text-style: bold underline; }
    }
    """

    def __init__(
        self,
        *,
        more: str = UNICODE.more,
        id: str | None = None,  # noqa: A002 - the name Textual gives it
    ) -> None:
        """Shows nothing yet.

        Args:
            more: the sign at the end of the last row where there is more to say than room.
            id: as Textual has it.
        """
        super().__init__(id=id)
        self._more = more
        self._said: tuple[Said, ...] = ()
        self._strips: list[Strip] = []
        self._blank = Strip.blank(0)
        self._width = self._height = 0
        self._kept: dict[Said, list[Strip]] = {}

    def show(self, said: Sequence[Said]) -> None:
        """Shows these lines instead of those before; only what differs is drawn."""
        if tuple(said) == self._said:
            return
        self._said = tuple(said)
        before, was_cut = self._strips, self._is_cut()
        self._draw()
        longest = max(len(before), len(self._strips))
        now = [*self._strips, *[self._blank] * (longest - len(self._strips))]
        old = [*before, *[self._blank] * (longest - len(before))]
        changed = [y for y in range(longest) if now[y] != old[y]]
        last_row = self.size.height - 1
        if 0 <= last_row < longest and was_cut != self._is_cut():
            changed = sorted({*changed, last_row})
        if changed:
            first, last = changed[0], changed[-1]
            self.refresh(Region(0, first, self._width, last + 1 - first))

    def notify_style_update(self) -> None:
        """Forgets what was drawn in another theme."""
        self._width = 0
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """One line."""
        if (self._width, self._height) != self.size:
            self._draw()
        if y == self.size.height - 1 and self._is_cut():
            return self._cut(self._strips[y])
        return self._strips[y] if y < len(self._strips) else self._blank

    def _is_cut(self) -> bool:
        """Whether more is to be said than there are rows."""
        return any(strip.text.strip() for strip in self._strips[self.size.height :])

    def _cut(self, strip: Strip) -> Strip:
        """A last row whose end says that there is more."""
        room = max(0, self._width - cell_len(self._more))
        return Strip([*strip.crop(0, room), Segment(self._more, self.look("muted"))], self._width)

    def _draw(self) -> None:
        if self._width != self.size.width:
            self._width = self.size.width
            self._blank = Strip.blank(self._width, self.look())
            self._kept = {}
        self._height = self.size.height
        kept = self._kept
        self._kept = {
            said: kept[said] if said in kept else self._drawn(said, self._width)
            for said in self._said
        }
        drawn = [strip for said in self._said for strip in self._kept[said]]
        self._strips = _without_gaps(drawn, len(drawn) - self._height)

    def _drawn(self, said: Said, width: int) -> list[Strip]:
        base = self.look()
        style = self.look(said.look)
        if said.colour:
            style += Style(color=said.colour)
        room = max(1, width - 2)
        keys = cell_len(said.right)
        text = visible(said.text)
        starts = wrap.line_starts(text, 0, len(text), room - keys - bool(keys))
        strips = []
        for number, (start, end) in enumerate(pairwise([*starts, len(text)])):
            line = text[start:end].rstrip(" ")
            segments = [Segment(" ", base), *self._in_runs(line, start, said.runs, style)]
            if keys and not number:
                gap = max(1, room - cell_len(line) - keys)
                segments += [Segment(" " * gap, base), Segment(said.right, self.look("key"))]
            strips.append(Strip(segments).adjust_cell_length(width, base).apply_style(base))
        return strips

    def _in_runs(
        self, line: str, start: int, runs: Sequence[Run], style: Style
    ) -> Iterator[Segment]:
        """A line that begins at a code point of what is said, each stretch in its look."""
        at, end = start, start + len(line)
        for run in runs:
            first, last = max(at, run.start), min(end, run.end)
            if first < last:
                yield Segment(line[at - start : first - start], style)
                yield Segment(line[first - start : last - start], style + self.look(run.look))
                at = last
        yield Segment(line[at - start :], style)


def _without_gaps(strips: list[Strip], too_many: int) -> list[Strip]:
    """Lines without as many empty ones as there are too many, the last first."""
    kept: list[Strip] = []
    for strip in reversed(strips):
        if too_many > 0 and not strip.text.strip():
            too_many -= 1
        else:
            kept.append(strip)
    return kept[::-1]
