"""Greedy word wrap into lines of a given width in cells.

A line break stands after white space, on either side of a wide character, or, where a word
alone is wider than a line, anywhere inside it. White space at a line's end hangs over the
edge: it belongs to the line and is not drawn.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from itertools import accumulate

from annotator.tui.cells import WIDE, is_plain, widths

_SPACES = re.compile(" *")

_MOST_CODE_POINTS_A_CELL = 8
"""A line is cut there, so that a heap of combining marks cannot become one endless line."""

_NEVER_FIRST = frozenset(
    "、。，．：；？！）］｝」』】〉》〕〗〙〛’”…‥・ー々ゝヽ"
    "ぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;?!)]}%"
)
_NEVER_LAST = frozenset("（［｛「『【〈《〔〖〘〚‘“([{$£¥")
_STEPS_BACK = 3
"""How far a break moves to keep a closing sign off the beginning of a line."""


def line_starts(text: str, start: int, end: int, width: int, indent: int = 0) -> list[int]:
    """Where the lines of a stretch of text begin; the first is `start`.

    Args:
        text: Visible text (`annotator.tui.cells.visible`).
        start: First code point of the stretch.
        end: One past its last code point.
        width: Cells in a line; less than 1 counts as 1, in which a wide character overflows.
        indent: Cells that the first line has fewer.

    Returns:
        Code points, ascending. Each line ends where the next begins, so nothing is lost.
    """
    width = max(1, width)
    if is_plain(text, start, end):
        return _wrap_plain(text, start, end, width, indent)
    stretch = text[start:end]
    return [start + at for at in _wrap_measured(stretch, widths(stretch), width, indent)]


def lines(text: str, width: int) -> list[str]:
    """The text cut into drawn lines, without the white space that hangs at their ends."""
    starts = line_starts(text, 0, len(text), width)
    return [text[a:b].rstrip(" ") for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


def _wrap_plain(text: str, start: int, end: int, width: int, indent: int) -> list[int]:
    """Wrap where every character takes one cell: one search for a space per line."""
    starts = [start]
    if end - start <= width - indent:
        return starts
    find = text.rfind
    room = max(1, width - indent)
    while end - start > room:
        cut = find(" ", start, min(end, start + room + 1)) + 1
        if cut <= start:
            cut = start + room
        elif cut < end and text[cut] == " ":
            cut = _past_spaces(text, cut, end)
        if cut >= end:
            break
        starts.append(cut)
        start = cut
        room = width
    return starts


def _past_spaces(text: str, at: int, end: int) -> int:
    """The first code point from `at` that is no space."""
    found = _SPACES.match(text, at, end)
    return found.end() if found else at


def _wrap_measured(text: str, cells: bytes, width: int, indent: int) -> list[int]:
    """Wrap by the width of each code point; prefix sums make a line one bisection."""
    before = array("q", accumulate(cells, initial=0))
    size = len(text)
    most = _MOST_CODE_POINTS_A_CELL * width
    starts = [0]
    start = 0
    room = max(1, width - indent)
    while True:
        last = min(size, start + most)
        fits = bisect_right(before, before[start] + room, start + 1, last + 1) - 1
        if fits >= size:
            return starts
        if fits <= start:
            fits = _past_marks(cells, start + 1)
            cut = fits
        elif fits == start + most:
            cut = fits
        else:
            cut = _break_at(text, cells, start, fits)
        if cut >= size:
            return starts
        starts.append(cut)
        start = cut
        room = width


def _break_at(text: str, cells: bytes, start: int, fits: int) -> int:
    """The last place to break in `(start, fits]`, or behind a space that hangs over."""
    space = text.rfind(" ", start, fits + 1)
    after_space = _past_spaces(text, space + 1, len(text)) if space >= 0 else 0
    best = max(after_space, _beside_wide(text, cells, max(start, space), fits))
    return _past_marks(cells, best) if best > start else fits


def _beside_wide(text: str, cells: bytes, start: int, fits: int) -> int:
    """The last break beside a wide character in `(start, fits]`, 0 if there is none.

    Closing punctuation does not begin a line and opening punctuation does not end one, where
    moving the break a few characters helps (JIS X 4051 calls it kinsoku).
    """
    wide = cells.rfind(WIDE, start, fits + 1)
    if wide < 0:
        return 0
    first = min(wide + 1, fits)
    for cut in range(first, max(start, first - _STEPS_BACK), -1):
        beside = WIDE in (cells[cut], cells[cut - 1])
        if beside and text[cut] not in _NEVER_FIRST and text[cut - 1] not in _NEVER_LAST:
            return cut
    return first if first > start else 0


def _past_marks(cells: bytes, at: int) -> int:
    """The first code point from `at` that takes a cell: marks stay with what they mark."""
    while at < len(cells) and not cells[at]:
        at += 1
    return at
