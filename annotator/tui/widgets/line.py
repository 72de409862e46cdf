"""One line of the article: gutter, words and margin, as a strip."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal, NamedTuple, Protocol

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from annotator.domain.article import COUNTED_KINDS, Kind, Sentence
from annotator.tui.cells import stand_ins, visible
from annotator.tui.glyphs import Glyphs
from annotator.tui.themes import tag_colour

WIDEST_TEXT = 96
"""Cells in a line of prose: longer lines lose the reader's eye on the way back."""

_NARROW = 40
"""Under this many cells the gutter shrinks."""

_MOST_CODE_POINTS = 8 * WIDEST_TEXT
"""No drawn line holds more (`annotator.tui.wrap`); what follows are spaces that hang over."""

How = Literal["match", "picked", "because"]

_EMPHASIS: dict[How, Style] = {
    "match": Style(reverse=True),
    "picked": Style(bold=True, reverse=True),
    "because": Style(underline=True),
}
"""Attributes, not colours: they survive `NO_COLOR` and every theme."""


CellLook = Literal["", "apart", "overruled", "muted", "strong"]

_CELL_LOOKS: dict[CellLook, Style] = {
    "apart": Style(bold=True, reverse=True),
    "overruled": Style(underline=True),
    "strong": Style(bold=True),
}
"""Attributes again: who differs is seen without colour."""


class Cell(NamedTuple):
    """What one of several people says of a sentence, as signs."""

    text: str
    width: int
    """Cells that it takes, the gap after it among them."""
    colour: str = ""
    """A tag's colour for dark backgrounds, `#RRGGBB`; empty for none."""
    look: CellLook = ""


class Badge(NamedTuple):
    """What is known of a sentence, as signs: the screen makes it from marks, the view draws it."""

    glyphs: str = ""
    """One or two signs: `✓+`, or those of the primary and a second tag, `◆≈`."""
    letters: str = ""
    """The keys of its tags, the primary first."""
    colour: str = ""
    """The primary's colour for dark backgrounds, `#RRGGBB`; empty for none."""
    dimmed: bool = False
    """Whether the text recedes, as that of a skipped sentence does."""
    flags: str = ""
    """Signs for the right margin: unsure, look again, comment."""
    faint: str = ""
    """A sign after them that recedes: something is lacking, and there is no hurry."""
    people: tuple[Cell, ...] = ()
    """Instead of one person's signs and letters, those of several, one beside the other."""
    answer: Cell = Cell("", 0)
    """In the right margin, before the flags: what a sentence is settled as."""


class Highlight(NamedTuple):
    """A stretch of a sentence to set off, in code points of the sentence."""

    start: int
    end: int
    how: How = "match"


class Columns(NamedTuple):
    """How many cells each part of a line takes; one stays free on either side of the text."""

    glyphs: int
    letters: int
    text: int
    flags: int

    @property
    def gutter(self) -> int:
        """Cells before the text: the pointer, the signs, the letters and a space."""
        return 1 + self.glyphs + self.letters + 1


class Drawn(NamedTuple):
    """All that tells one line that holds text from another: the key of its strip."""

    sentence: Sentence
    first: int
    """The line's first code point in the article."""
    last: int
    """One past its last code point."""
    badge: Badge
    current: bool
    highlights: tuple[Highlight, ...]


class StyleOf(Protocol):
    """Gives the style of component classes, which add up from left to right."""

    def __call__(self, *names: str, current: bool = False) -> Style:
        """The style, on the background of the current sentence or of the others."""


class Look(NamedTuple):
    """What every line of a view has in common."""

    width: int
    columns: Columns
    glyphs: Glyphs
    style: StyleOf
    dark: bool


def columns(width: int) -> Columns:
    """The parts of a line in a view of `width` cells."""
    if width < _NARROW:
        return Columns(1, 1, max(1, width - 6), 1)
    return Columns(2, 2, min(WIDEST_TEXT, width - 10), 3)


def label(kind: Kind, parts: Columns) -> str:
    """The word, and a space, that names a kind which is not judged; empty for the others."""
    if kind in COUNTED_KINDS or parts.text < 3 * len(kind):
        return ""
    return f"{kind} "


def draw(line: Drawn, text: str, look: Look) -> Strip:
    """The strip of one line, as wide as the view.

    Args:
        line: Which line, and in what state.
        text: The article's text.
        look: What all lines share.
    """
    parts = look.columns
    plain = look.style(current=line.current)
    begins = line.first == line.sentence.start
    if begins:
        segments = [*_gutter(line, look), *_label(line, look)]
    else:
        segments = [Segment(" " * parts.gutter, plain)]
    segments += _prose(line, text, look)
    used = sum(cell_len(segment.text) for segment in segments)
    if begins and (line.badge.flags or line.badge.faint or line.badge.answer.width):
        edge = parts.gutter + parts.text + 1
        answer = line.badge.answer
        room = parts.flags - answer.width
        segments.append(Segment(" " * (edge - used), plain))
        segments += _cell(answer, line, look)
        segments += _flags(line, room, look)
        used = edge + parts.flags
    segments.append(Segment(" " * max(0, look.width - used), plain))
    return Strip(segments).adjust_cell_length(look.width, plain)


def fit(text: str, cells: int, more: str) -> str:
    """The text padded to a number of cells, or cut, with `more` at its end where that fits."""
    if cell_len(text) > cells > 1:
        return set_cell_size(text, cells - 1) + more
    return set_cell_size(text, cells)


def _gutter(line: Drawn, look: Look) -> list[Segment]:
    """Pointer, signs and letters before a sentence's first line."""
    badge, glyphs, parts = line.badge, look.glyphs, look.columns
    pointer = Segment(
        glyphs.pointer if line.current else " ",
        look.style("article--pointer", current=line.current),
    )
    space = Segment(" ", look.style(current=line.current))
    if badge.people:
        return [
            pointer,
            *(part for cell in badge.people for part in _cell(cell, line, look)),
            space,
        ]
    style = look.style(*(["article--muted"] if badge.dimmed else []), current=line.current)
    if badge.colour:
        style += Style(color=tag_colour(badge.colour, dark=look.dark), bold=True)
    signs = fit(badge.glyphs, parts.glyphs, glyphs.more)
    letters = fit(badge.letters, parts.letters, glyphs.checked)
    return [pointer, Segment(signs + letters, style), space]


def _flags(line: Drawn, room: int, look: Look) -> list[Segment]:
    """The signs in the right margin; where there is no room for all, the faint one goes first."""
    badge = line.badge
    taken = min(cell_len(badge.flags), room)
    flags = fit(badge.flags, taken, look.glyphs.more)
    return [
        Segment(flags, look.style("article--flags", current=line.current)),
        Segment(
            set_cell_size(badge.faint, room - taken),
            look.style("article--muted", current=line.current),
        ),
    ]


def _cell(cell: Cell, line: Drawn, look: Look) -> list[Segment]:
    """One person's signs, and the gap after them in the sentence's own style."""
    if not cell.width:
        return []
    muted = line.badge.dimmed or cell.look == "muted"
    style = look.style(*(["article--muted"] if muted else []), current=line.current)
    if cell.colour and not muted:
        style += Style(color=tag_colour(cell.colour, dark=look.dark))
    if cell.look in _CELL_LOOKS:
        style += _CELL_LOOKS[cell.look]
    text = set_cell_size(cell.text, min(cell_len(cell.text), cell.width))
    gap = cell.width - cell_len(text)
    return [Segment(text, style), Segment(" " * gap, look.style(current=line.current))]


def _label(line: Drawn, look: Look) -> list[Segment]:
    """The name of a kind that is not judged, before its words."""
    name = label(line.sentence.kind, look.columns)
    style = look.style("article--label", current=line.current)
    return [Segment(name.rstrip(), style), Segment(" ", style)] if name else []


def _prose(line: Drawn, text: str, look: Look) -> list[Segment]:
    """The words of a line, with what is set off in them."""
    words = text[line.first : min(line.last, line.first + _MOST_CODE_POINTS)]
    shown = visible(words).rstrip(" ")
    marks = [
        (start, end, look.style("article--stand-in", current=line.current))
        for start, end in stand_ins(words)
    ]
    offset = line.first - line.sentence.start
    for mark in line.highlights:
        start, end = max(0, mark.start - offset), min(len(shown), mark.end - offset)
        if start < end:
            marks.append((start, end, _EMPHASIS[mark.how]))
    style = look.style(*_roles(line.sentence, line.badge), current=line.current)
    return _set_off(shown, style, marks)


def _roles(sentence: Sentence, badge: Badge) -> list[str]:
    """The component classes of a sentence's words."""
    roles = ["article--headline"] if sentence.kind == "headline" else []
    if badge.dimmed or (sentence.kind not in COUNTED_KINDS and not badge.colour):
        roles.append("article--muted")
    return roles


def _set_off(text: str, style: Style, marks: list[tuple[int, int, Style]]) -> list[Segment]:
    """The text in pieces, each in its style and that of the marks over it."""
    if not marks:
        return [Segment(text, style)] if text else []
    cuts = sorted({0, len(text), *(at for start, end, _ in marks for at in (start, end))})
    return [
        Segment(text[a:b], sum((m for start, end, m in marks if start <= a and b <= end), style))
        for a, b in pairwise(cuts)
    ]
