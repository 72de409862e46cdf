"""The fixed words by which lines are known that are no sentences, from their data file."""

from __future__ import annotations

import re
from functools import cache

from annotator.resources import resource

_HEADING = re.compile(r"\[([a-z ]+)\]")


@cache
def phrase(section: str) -> re.Pattern[str]:
    """Any one of the phrases of a section of `annotator/data/line_phrases.txt`.

    It is for text in lower case: so it costs a small part of what ignoring case would.
    """
    return re.compile(any_of(section).lower())


def any_of(section: str) -> str:
    """The phrases of a section as one group of a regular expression."""
    return f"(?:{'|'.join(_sections()[section])})"


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


@cache
def _sections() -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {}
    phrases: list[str] = []
    for line in resource("line_phrases.txt").read_text("utf-8").splitlines():
        heading = _HEADING.fullmatch(line)
        if heading:
            phrases = sections.setdefault(heading[1], [])
        elif line and not line.startswith("#"):
            phrases.append(line)
    return sections
