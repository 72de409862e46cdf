"""A sentence as words: lower-case forms, places, capitals, and what stands in quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S.
    r"|''(?!')"
    r"|\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Lt|Col|Sgt|St|Jr|Sr|Rev|Hon|Capt|Maj|Adm|Cmdr|Det|Insp|Supt)\."
    r"|\b[A-Z]\.(?=\s+[A-Z])"
    r"|['’]s\b"
    r"|\d[\d.,:]*\d|\w+(?:(?:['’](?!s\b)|[-&/]|\.(?=[a-z]{2,3}\b))\w+)*"
    r"|\S"
)
"""No part can match in two ways, so a text is read once from left to right."""

_CLOSING = {"“": "”", "„": "“”", "«": "»", "‘": "’", "»": "«", '"': '"', "'": "'", "‹": "›"}
_STRAIGHT_SINGLE = "'"
_SIGNS = {"''": '"'}
"""Signs that typewriters make of others."""
LONGEST = 400
"""Words of a sentence that are looked at; what is longer is no sentence."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words and signs of one sentence, in parallel rows."""

    text: str
    low: tuple[str, ...]
    """Case folded, with straight apostrophes."""
    spans: tuple[tuple[int, int], ...]
    """`[start, end)` of each in code points of the sentence."""
    capital: tuple[bool, ...]
    """Whether it is a word with a capital or a digit-free abbreviation."""
    quoted: tuple[bool, ...]
    """Whether it stands in quotation marks; the marks themselves do."""
    begins_quoted: bool = False
    """Whether a quotation from the sentence before goes on."""
    open_at_end: str = ""
    """The marks that would close the quotation that is still open."""

    def span(self, first: int, after: int) -> tuple[int, int]:
        """Where the words `[first, after)` stand."""
        return self.spans[first][0], self.spans[after - 1][1]

    def slice(self, first: int, after: int) -> str:
        """The words `[first, after)` as they stand in the sentence."""
        start, end = self.span(first, after)
        return self.text[start:end]

    def __len__(self) -> int:
        return len(self.low)


def words_in(text: str, open_before: str = "") -> Words:
    """The words of a sentence.

    Args:
        text: the sentence.
        open_before: `open_at_end` of the sentence before it in the same paragraph.
    """
    found: list[tuple[int, int]] = []
    for piece in _TOKEN.finditer(text):
        found.append(piece.span())
        if len(found) == LONGEST:
            break
    raw = [_SIGNS.get(text[start:end], text[start:end]) for start, end in found]
    quoted, still_open = _quoted(text, raw, found, open_before)
    return Words(
        text=text,
        low=tuple(_low(token) for token in raw),
        spans=tuple(found),
        capital=tuple(token[0].isupper() for token in raw),
        quoted=tuple(quoted),
        begins_quoted=bool(open_before),
        open_at_end=still_open,
    )


def _low(token: str) -> str:
    low = token.casefold().replace("’", "'")
    return low.rstrip(".") if len(low) > 1 and low[-1] == "." else low


def _quoted(
    text: str, signs: list[str], spans: list[tuple[int, int]], closing: str
) -> tuple[list[bool], str]:
    """Which words stand in quotation marks, and what would close what is open at the end."""
    inside = []
    for sign, (start, end) in zip(signs, spans, strict=True):
        if closing:
            inside.append(True)
            if sign in closing and not _is_apostrophe(text, start, end, sign):
                closing = ""
        elif sign in _CLOSING and _opens(text, start, end, sign):
            inside.append(True)
            closing = _CLOSING[sign]
        else:
            inside.append(False)
    return inside, closing


def _opens(text: str, start: int, end: int, sign: str) -> bool:
    """Whether a sign can open a quotation where it stands: a word must follow at once."""
    after = text[end : end + 1]
    if sign in {_STRAIGHT_SINGLE, '"'}:
        before = text[start - 1 : start] if start else ""
        return bool(after.strip()) and not before.isalnum()
    return bool(after.strip()) or sign == "«"


def _is_apostrophe(text: str, start: int, end: int, sign: str) -> bool:
    """Whether a closing single mark is rather the apostrophe of `workers’ rights`."""
    if sign not in "’'":
        return False
    return (
        text[start - 1 : start] == "s"
        and text[end : end + 2].strip()[:1].islower()
        and any(sign in text[end:] for sign in "’'")
    )
