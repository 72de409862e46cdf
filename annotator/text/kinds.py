"""What kind of thing each line of an article is, as far as its words and its place show it.

A line is a `sentence` unless there is good evidence that it is something else: a sentence that is
passed over is worse than a link that is shown as one. So every rule asks for fixed words, a fixed
form or a fixed place, and prose that merely begins like a prompt stays prose.

- `headline`: the first line that is nothing else, without a full stop and before other text.
- `dateline`: a date, or a place with a date; see `annotator.text.datelines`.
- `caption`: a line with a picture's credit; see `annotator.text.captions`.
- `link`: a prompt to read something else, an address, a list of other articles.
- `boilerplate`: what belongs to the page or the outlet: newsletters, rights, bylines, lists of
  sources, advertisements, sharing, cookies; see `annotator.text.prompts` for these two.

Headings inside an article have no kind of their own: they are `sentence`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from annotator.domain.article import Kind
from annotator.text.captions import is_caption
from annotator.text.datelines import is_dateline
from annotator.text.prompts import (
    is_boilerplate,
    is_heading_of_links,
    is_heading_of_sources,
    is_link,
)

LONGEST_HEADLINE = 300
"""Code points above which a line is running text, whatever it looks like."""

LONGEST_ASKING_HEADLINE = 150
"""Code points that a headline with a final mark has at most."""

_LONGEST_ENTRY = 350
"""Code points of an entry of a list of sources or of other articles."""

_MOST_TITLES = 20
"""Lines after the heading of a list of other articles, to the end, that may be titles in it."""

_EDGE = 6
"""Lines at either end where bylines and places with a date stand."""

_FINAL_MARK = re.compile(r"[.!?…‽。．｡！？।॥؟۔][\s\"'”’»›)\]}」』）】〉》*_]*\Z")
_ASKS_OR_SHOUTS = re.compile(r"[?!？！؟][\"'”’»›)\]」』）】]*\Z")
_ENDS_INSIDE = re.compile(r"[.!?][\"'”’»)]*\s|[。！？؟].")
_GOES_ON = (",", ";", "，", "；", "、", "-", "‐")
_BULLET = re.compile(r"(?:[-–—*•·▪►▶■●○◦]|\d{1,2}[.)])\s")
_ENDS_IN_YEAR = re.compile(r"(?:19|20)\d\d\W*\Z")
_CITATION = re.compile(
    r"[\"“”„«»‘’「『《].{3,}[\"“”»’」』》]|(?:19|20)\d\d\b|https?://|www\.|[—–] ?\S"
)


def has_final_mark(line: str) -> bool:
    """Whether a line ends as a sentence does; closing quotes and brackets may follow."""
    return _FINAL_MARK.search(line) is not None


def kinds_of(lines: Sequence[str]) -> list[Kind]:
    """The kind of each line; every kind but `sentence` takes its line as one unit.

    Args:
        lines: all lines of an article that are not blank, in order, without white space at
            their edges.
    """
    kinds: list[Kind] = []
    titled = False
    for number, line in enumerate(lines):
        edge = number < _EDGE or number >= len(lines) - _EDGE
        kind = _kind_alone(line, at_the_edge=edge, before_all=not titled)
        if kind is None and not titled:
            titled = True
            kind = "headline" if _is_headline(line, lines[number + 1 :]) else None
        kinds.append(kind or "sentence")
    _take_lists(lines, kinds)
    return kinds


def _kind_alone(line: str, *, at_the_edge: bool, before_all: bool) -> Kind | None:
    """The kind that a line's own words give it, None where they give none.

    Before the headline only what cannot be one has a kind: headlines too begin with `Photos:`.
    """
    if is_dateline(line, at_the_edge=at_the_edge):
        return "dateline"
    if is_boilerplate(line, at_the_edge=at_the_edge):
        return "boilerplate"
    if before_all:
        return None
    if is_link(line):
        return "link"
    return "caption" if is_caption(line) else None


def _is_headline(line: str, rest: Sequence[str]) -> bool:
    """Whether the first line of the text proper is the article's headline.

    It has no full stop and something follows it. One that asks or exclaims is short, one
    sentence and no quotation, and more than one short line follows. A line that breaks off, so
    that the next one begins in lower case, is the beginning of a text with hard line ends.
    """
    if not rest or len(line) > LONGEST_HEADLINE or line.endswith(_GOES_ON):
        return False
    if not has_final_mark(line):
        return not rest[0][0].islower()
    if not _ASKS_OR_SHOUTS.search(line) or len(line) > LONGEST_ASKING_HEADLINE:
        return False
    if len(rest) == 1 and len(rest[0]) < 2 * len(line):
        return False
    return line[0] not in '"“„«「『(' and not _ENDS_INSIDE.search(line)


def _take_lists(lines: Sequence[str], kinds: list[Kind]) -> None:
    """Makes links of a list of other articles, boilerplate of a list of sources, headings too."""
    number = 1
    while number < len(lines):
        line = lines[number]
        end = number + 1
        kind: Kind = "link"
        if kinds[number] in {"sentence", "link"} and len(line) < 60:  # noqa: PLR2004 - a heading
            if is_heading_of_sources(line):
                end, kind = _end_of_sources(lines, kinds, number + 1), "boilerplate"
            elif is_heading_of_links(line):
                end = _end_of_links(lines, kinds, number + 1)
        if end > number + 1:
            for entry in range(number, end):
                kinds[entry] = kind if kinds[entry] == "sentence" else kinds[entry]
        number = end


def _end_of_sources(lines: Sequence[str], kinds: Sequence[Kind], start: int) -> int:
    """Where a list of sources ends: each entry has a title in quotes, a year or an address."""
    for number in range(start, len(lines)):
        line = lines[number]
        whole = not has_final_mark(line) or _ENDS_IN_YEAR.search(line)
        cited = whole and len(line) <= _LONGEST_ENTRY and _CITATION.search(line)
        if kinds[number] == "sentence" and not cited:
            return number
    return len(lines)


def _end_of_links(lines: Sequence[str], kinds: Sequence[Kind], start: int) -> int:
    """Where a list of other articles ends: at the end of the text, or with its last bullet.

    Lines without a bullet are entries only if none of them to the end has a full stop: else
    they may be headings of what follows.
    """
    end = start
    while end < len(lines) and _BULLET.match(lines[end]) and len(lines[end]) <= _LONGEST_ENTRY:
        end += 1
    rest = range(end, len(lines))
    if len(rest) <= _MOST_TITLES and all(
        kinds[number] != "sentence" or _is_title(lines[number]) for number in rest
    ):
        return len(lines)
    return end


def _is_title(line: str) -> bool:
    """Whether a line may be the title of another article."""
    stops = has_final_mark(line) and not _ASKS_OR_SHOUTS.search(line)
    return len(line) <= LONGEST_HEADLINE and not stops
