"""What kind of thing a line of an article is, as far as its own words show it."""

from __future__ import annotations

import re

from annotator.domain.article import Kind

LONGEST_SINGLE = 300
"""Code points above which a line is running text, whatever it looks like."""

_FINAL_MARK = re.compile(r"[.!?…‽。．｡！？।॥؟۔][\s\"'”’»›)\]}」』）】〉》*_]*\Z")
_LINK = re.compile(
    r"(?:SEE ALSO|READ MORE|READ ALSO|ALSO READ)\b"
    r"|(?i:see also|read more|read also|also read|related(?: stories| articles?)?)\s*[:：]"
)


def has_final_mark(line: str) -> bool:
    """Whether a line ends as a sentence does; closing quotes and brackets may follow."""
    return _FINAL_MARK.search(line) is not None


def kind_of(line: str, *, first: bool, last: bool) -> Kind:
    """The kind of a line without white space around it.

    Args:
        line: the whole line; every kind but `sentence` takes the line as one unit.
        first: nothing but white space comes before it.
        last: nothing but white space comes after it.
    """
    if len(line) > LONGEST_SINGLE:
        return "sentence"
    if _LINK.match(line):
        return "link"
    if first and not last and not has_final_mark(line):
        return "headline"
    return "sentence"
