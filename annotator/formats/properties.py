"""Titles and authors that office programs write into documents: taken where they say something."""

from __future__ import annotations

import re

_NO_TITLE = re.compile(
    r"(?:untitled|title|titel|document|dokument|presentation)\s?\d*|\(?anonymous\)?"
    r"|microsoft (?:word|powerpoint|excel)\b.*|(?:powerpoint|word) (?:presentation|document)"
    r"|.*\.(?:docx?|pdf|odt|rtf|indd|qxp|pages|txt|tex|dvi|html?|pptx?|xlsx?|md)|[\W\d_]*",
    re.IGNORECASE,
)
"""What stands for a title where nobody gave one: the program's own words and names of files."""

_NO_AUTHOR = re.compile(
    r"python-docx|(?:microsoft )?office user|windows[- ]user|user|admin(?:istrator)?|owner|author"
    r"|unknown|anonymous|(?:default|guest|root|test)(?: user)?|hp|dell|lenovo|acer|[\W\d_]*",
    re.IGNORECASE,
)


def declared_title(value: str | None) -> str | None:
    """The title of a document's properties, on one line; None where it tells nothing."""
    return _telling(value, _NO_TITLE)


def declared_author(value: str | None) -> str | None:
    """The author of a document's properties, on one line; None where it is the program's word."""
    return _telling(value, _NO_AUTHOR)


def _telling(value: str | None, empty: re.Pattern[str]) -> str | None:
    line = " ".join((value or "").split())
    return None if empty.fullmatch(line) else line
