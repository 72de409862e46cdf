"""Printed pages back to running text: what stands on every page left out, lines to paragraphs.

Pure functions over lines and where they stand. They know no file format: whatever can say where
a line was printed can use them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line; places and sizes in points, counted from the page's lower left corner."""

    text: str
    """Without white space at its ends, and without the hyphen that `broken` tells of."""
    left: float
    right: float
    base: float
    """Height of the line that the letters stand on."""
    size: float
    """Of the letters."""
    broken: bool = False
    """Whether a hyphen ends it."""


Page = Sequence[Line]
"""The lines of a page, in the order that they are read."""

_Rights = dict[tuple[int, int], float]
"""By where lines begin, in steps of ten points, and by the size of their letters."""

_EDGE = 3
"""Rows from the top, and from the bottom, among which a page's header and footer stand."""
_DRIFT = 4.0
"""Points by which a header may stand higher on one page than on another."""
_FEW_PAGES = 8
"""Pages up to which two that have the same line are enough to call it a header."""
_DIGITS = re.compile(r"\d+")

_ENDS = re.compile(r"[.!?:…。！？：।؟][\"'”’»)\]」』）]*\s*\Z")
_OTHER_SIZE = 0.12
_WIDER_GAP = 1.25
_WIDEST_GAP = 2.8
"""Line heights above which there is always a gap, for texts of which every line is a paragraph."""
_INDENT = 0.7
_DEEPEST_INDENT = 6.0
_SAME_ROW = 0.3
_USUAL = 0.3
"""The share of gaps between lines that lie within paragraphs, at least, in ordinary pages."""


def without_headers(pages: Sequence[Page]) -> list[list[Line]]:
    """The pages without their headers, footers and page numbers.

    Those are lines near the top or the bottom that stand at the same height, with the same words
    but for figures, on several pages.
    """
    needed = 2 if len(pages) <= _FEW_PAGES else 3
    seen: dict[tuple[bool, str], list[tuple[float, int, Line]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for top, line in _edges(page):
            seen[top, _without_figures(line.text)].append((line.base, number, line))
    out = {id(line) for found in seen.values() for line in _at_one_height(found, needed)}
    return [[line for line in page if id(line) not in out] for page in pages]


def _at_one_height(found: list[tuple[float, int, Line]], needed: int) -> Iterable[Line]:
    """The lines that stand about as high as those of enough pages, themselves among them.

    Args:
        found: height, number of the page, line.
        needed: pages.
    """
    found.sort(key=lambda row: row[0])
    low = high = 0
    near = Counter[int]()
    for base, _, line in found:
        while high < len(found) and found[high][0] - base <= _DRIFT:
            near[found[high][1]] += 1
            high += 1
        while base - found[low][0] > _DRIFT:
            gone = found[low][1]
            near[gone] -= 1
            if not near[gone]:
                del near[gone]
            low += 1
        if len(near) >= needed:
            yield line


def _edges(page: Page) -> Iterable[tuple[bool, Line]]:
    """The outermost lines of a page, each with whether it is near the top; some are at both."""
    heights = sorted({round(line.base) for line in page})
    low, high = set(heights[:_EDGE]), set(heights[-_EDGE:])
    for line in page:
        if round(line.base) in high:
            yield True, line
        if round(line.base) in low:
            yield False, line


def _without_figures(text: str) -> str:
    return _DIGITS.sub("#", " ".join(text.casefold().split()))


def paragraphs(pages: Sequence[Page]) -> list[list[Line]]:
    """Lines in paragraphs, in reading order; one may go on over a column or a page.

    A paragraph begins after a gap, with letters of another size, where a line is set in, and
    where the line before ends a sentence although the next word would have fitted on it.
    """
    usual = _usual_gaps(pages)
    found: list[list[Line]] = []
    before: Page = ()
    for page in pages:
        rights = _rights(page)
        for number, line in enumerate(page):
            after = page[number + 1] if number + 1 < len(page) else None
            previous = found[-1][-1] if found else None
            if previous is None:
                begins = True
            elif number == 0:
                begins = _begins_elsewhere(previous, line, _rights(before))
            else:
                begins = _begins(previous, line, after, usual, rights)
            if begins:
                found.append([line])
            else:
                found[-1].append(line)
        before = page or before
    return found


def _usual_gaps(pages: Sequence[Page]) -> dict[int, float]:
    """From one line to the next within a paragraph, by size of letters in whole points."""
    gaps: dict[int, list[float]] = defaultdict(list)
    for page in pages:
        for above, below in pairwise(page):
            gap = above.base - below.base
            if gap > _SAME_ROW * above.size and not _other_size(above, below):
                gaps[round(below.size)].append(gap)
    return {size: sorted(found)[int(len(found) * _USUAL)] for size, found in gaps.items()}


def _rights(page: Page) -> _Rights:
    """How far to the right the longest line goes of those that begin about there."""
    rights: _Rights = defaultdict(float)
    for line in page:
        left, size = _place(line)
        for step in (-1, 0, 1, 2):
            rights[left + step, size] = max(rights[left + step, size], line.right)
    return rights


def _place(line: Line) -> tuple[int, int]:
    return round(line.left / 10), round(line.size)


def _other_size(one: Line, other: Line) -> bool:
    return abs(one.size - other.size) > _OTHER_SIZE * max(one.size, other.size)


def _begins(
    above: Line, line: Line, below: Line | None, usual: dict[int, float], rights: _Rights
) -> bool:
    """Whether a line begins a paragraph, told from its neighbours on the page."""
    gap = above.base - line.base
    if abs(gap) <= _SAME_ROW * line.size and line.left > above.left:
        return False
    if above.broken and not _other_size(above, line):
        return False
    if gap < -_SAME_ROW * line.size:
        return _begins_elsewhere(above, line, rights)
    if _other_size(above, line):
        return True
    widest = min(
        _WIDER_GAP * usual.get(round(line.size), gap) + 0.5,
        _WIDEST_GAP * max(line.size, 1.0),
    )
    return gap > widest or _set_in(above, line, below) or _had_room(above, line, rights)


def _begins_elsewhere(last: Line, line: Line, rights: _Rights) -> bool:
    """Whether the first line of a column or a page begins a paragraph."""
    if last.broken:
        return False
    if _ENDS.search(last.text) or _other_size(last, line):
        return True
    return not line.text[:1].islower() and _room_after(last, rights) > last.size * 2


def _set_in(above: Line, line: Line, below: Line | None) -> bool:
    """Whether a line begins further right than the text around it, as first lines do."""
    around = [above.left] + ([below.left] if below and below.base < line.base else [])
    indent = line.left - min(around)
    deep = _INDENT * line.size < indent < _DEEPEST_INDENT * line.size
    return deep and _ENDS.search(above.text) is not None


def _had_room(above: Line, line: Line, rights: _Rights) -> bool:
    """Whether a sentence ends above and the next word would have fitted there."""
    if not _ENDS.search(above.text) or not line.text:
        return False
    word = line.text.split(maxsplit=1)[0]
    width = (line.right - line.left) * (len(word) + 1) / len(line.text)
    return _room_after(above, rights) > max(width, line.size) * 1.1


def _room_after(line: Line, rights: _Rights) -> float:
    return rights.get(_place(line), line.right) - line.right


_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def words_in(pages: Sequence[Page]) -> frozenset[str]:
    """The words that stand whole on some line, in small letters; with hyphens where they have."""
    return frozenset(
        word.casefold() for page in pages for line in page for word in _WORD.findall(line.text)
    )


def running_text(paragraph: Sequence[Line], words: frozenset[str] = frozenset()) -> str:
    """The text of a paragraph on one line, words that a hyphen broke mended.

    Args:
        paragraph: its lines.
        words: those of the whole document: a compound that it has with its hyphen keeps it.
    """
    text = ""
    broken = False
    for line in paragraph:
        if not text:
            text = line.text
        elif broken:
            text += ("-" if _keeps_hyphen(text, line.text, words) else "") + line.text
        else:
            text += ("" if _without_space(text, line.text) else " ") + line.text
        broken = line.broken
    return f"{text}-" if broken else text


def _keeps_hyphen(before: str, after: str, words: frozenset[str]) -> bool:
    """Whether a hyphen at the end of a line belongs to the word."""
    first = re.search(r"[^\W\d_]+\Z", before)
    second = re.match(r"[^\W\d_]+", after)
    if first is None or second is None or not second.group()[0].islower():
        return True
    one, two = first.group().casefold(), second.group().casefold()
    return one + two not in words and f"{one}-{two}" in words


def _without_space(before: str, after: str) -> bool:
    """Whether two lines are of a script that puts nothing between words."""
    return _is_wide(before[-1]) and _is_wide(after[:1])


def _is_wide(sign: str) -> bool:
    return bool(sign) and (
        unicodedata.east_asian_width(sign) in {"W", "F"}
        and not "\uac00" <= sign <= "\ud7af"  # Korean puts spaces between words
    )
