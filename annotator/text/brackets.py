"""Which stretches of a line stand in brackets: a sentence does not end inside them."""

from __future__ import annotations

import re
from typing import Final

FAR: Final = 400
"""Code points between an opening and a closing bracket that have nothing to do with each other."""

_BRACKET: Final = re.compile(r"[()\[\]{}（）［］【】《》〈〉]")
_CLOSES: Final = {
    ")": "(", "]": "[", "}": "{", "）": "（", "］": "［", "】": "【", "》": "《", "〉": "〈",
}  # fmt: skip


def bracketed(line: str) -> list[tuple[int, int]]:
    """Spans `[opening, after closing)` of the outermost pairs that are near, in order.

    Each kind of bracket is paired by itself, so that a stray one of another kind, a smiley or
    `1)` undoes no pair. Time is linear in the line.
    """
    opened: dict[str, list[int]] = {opening: [] for opening in _CLOSES.values()}
    pairs: list[tuple[int, int]] = []
    for found in _BRACKET.finditer(line):
        opening = _CLOSES.get(found.group())
        if opening is None:
            opened[found.group()].append(found.start())
        elif opened[opening]:
            start = opened[opening].pop()
            if found.end() - start <= FAR:
                pairs.append((start, found.end()))
    return _outermost(pairs)


def _outermost(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    outermost: list[tuple[int, int]] = []
    for start, end in sorted(pairs):
        if not outermost or start >= outermost[-1][1]:
            outermost.append((start, end))
    return outermost
