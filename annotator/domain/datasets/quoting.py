"""Quotations: where words stand in a text, however their white space and signs are written.

Typographic quotation marks and dashes are the plain ones that many programs make of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from annotator.domain.datasets.anchors import AROUND

MOST_PLACES = 50
"""Places of one quotation that are looked at."""

Span = tuple[int, int]
"""`[start, end)` in code points of a text."""


_PLAIN = str.maketrans("‘’‚‛“”„‟«»‐‑–—−", "''''" + '"' * 6 + "-----")


def bare(text: str) -> str:
    """The signs of a text, composed and plain, without the white space between them."""
    if text.isascii():
        return "".join(text.split())
    return "".join(unicodedata.normalize("NFC", text).translate(_PLAIN).split())


class Quoted:
    """A text in which quotations are looked up."""

    def __init__(self, text: str) -> None:
        self._bare, self._starts, self._ends = _signs(text)

    def spans(self, quote: str) -> list[Span]:
        """Where a quotation stands, at most `MOST_PLACES` times."""
        wanted = bare(quote)
        return [self._span(at, len(wanted)) for at in self._places(wanted)] if wanted else []

    def likely(self, quote: str, before: str, after: str) -> list[Span]:
        """Where it stands between these words; where none of them helps, every place of it."""
        wanted = bare(quote)
        places = list(self._places(wanted)) if wanted else []
        if len(places) > 1 and (before or after):
            ahead, behind = bare(before)[-AROUND:], bare(after)[:AROUND]
            alike = [self._alike(at, len(wanted), ahead, behind) for at in places]
            most = max(alike)
            places = [at for at, number in zip(places, alike, strict=True) if number == most]
        return [self._span(at, len(wanted)) for at in places]

    def _places(self, wanted: str) -> Iterator[int]:
        at = self._bare.find(wanted)
        for _ in range(MOST_PLACES):
            if at < 0:
                return
            yield at
            at = self._bare.find(wanted, at + 1)

    def _span(self, at: int, length: int) -> Span:
        return self._starts[at], self._ends[at + length - 1]

    def _alike(self, at: int, length: int, ahead: str, behind: str) -> int:
        """How many signs around a place are those that should stand there."""
        there = self._bare[max(at - len(ahead), 0) : at]
        follows = self._bare[at + length : at + length + len(behind)]
        return _common(there[::-1], ahead[::-1]) + _common(follows, behind)


def _common(one: str, other: str) -> int:
    """How many signs two texts have in common at their beginning."""
    least = min(len(one), len(other))
    return next((n for n in range(least) if one[n] != other[n]), least)


def _signs(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """The signs of a text as `bare` has them, with where each begins and ends in it."""
    if unicodedata.is_normalized("NFC", text):
        starts = [n for n, sign in enumerate(text) if not sign.isspace()]
        return bare(text), starts, [n + 1 for n in starts]
    signs: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        composed = bare(text[start:end])
        signs.append(composed)
        begins += [start] * len(composed)
        ends += [end] * len(composed)
        start = end
    return "".join(signs), begins, ends
