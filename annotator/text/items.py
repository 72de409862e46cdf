"""Ends that no terminator shows: the items of a list on one line, and drawn rules."""

from __future__ import annotations

import re
from typing import Final

_FIRST: Final = re.compile(r"([•⁃▪◦*·–-]?[ \xa0]?)(\d{1,2}|[a-y])(\.\)|[.)])[ \xa0](?=\w)")
_RULE: Final = re.compile(r"([-_=*~#])\1{7,}")


def items_of(line: str) -> list[int]:
    """Where an item or a drawn rule begins, or what follows a rule, in order; linear in the line.

    A line is a list if it begins with an item's number or letter and the next one follows, each
    before a word: `1. The first item 2. The second`, `a) this b) that`.
    """
    places = _rules(line)
    first = _FIRST.match(line)
    if first:
        places = sorted({*places, *_items(line, first)})
    return places


def is_list(line: str, start: int, end: int) -> bool:
    """Whether a stretch of a line is a list by itself."""
    return _FIRST.match(line, start) is not None and bool(items_of(line[start:end]))


def _items(line: str, first: re.Match[str]) -> list[int]:
    bullet, number, mark = first.groups()
    found = []
    at = first.end()
    while number not in {"y", "99"}:
        number = str(int(number) + 1) if number.isdecimal() else chr(ord(number) + 1)
        item = f" {bullet}{number}{mark} "
        at = line.find(item, at)
        after = at + len(item)
        if at < 0 or (line[after : after + 1].islower() and mark == "."):
            break
        found.append(at + 1)
        at = after
    return found


def _rules(line: str) -> list[int]:
    places = set()
    for rule in _RULE.finditer(line):
        before, after = rule.span()
        if before and line[before - 1].isspace():
            places.add(before)
        if line[after : after + 1].isspace():
            places.add(after)
    return sorted(places)
