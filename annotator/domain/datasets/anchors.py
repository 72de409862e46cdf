"""Anchors: which words a label is of, as far as those say who hand it on."""

from __future__ import annotations

from dataclasses import dataclass, replace

AROUND = 64
"""Signs before and after some words that are looked at: enough to tell repeats of them apart."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The words that a label is of, and where they stand, as far as the source says."""

    quote: str
    """The words; empty where the source has offsets alone."""
    before: str = ""
    after: str = ""
    """What stands around them."""
    article: str | None = None
    """The article's id, or what the source calls it."""
    sha256: str | None = None
    """Of the article's text in UTF-8."""
    url: str | None = None
    title: str | None = None
    sentence: str | None = None
    """The sentence's id."""
    start: int | None = None
    """First code point in the article's text."""
    end: int | None = None
    """One past the last."""
    text: str | None = None
    """The article's whole text, in formats that hold it."""

    @property
    def says_where(self) -> bool:
        """Whether there is anything to find the words by."""
        return bool(self.quote) or self.start is not None or self.sentence is not None

    def quoting(self, text: str, start: int, end: int) -> Anchor:
        """The same, with the words of a stretch of a text and those around them."""
        before, after = text[max(start - AROUND, 0) : start], text[end : end + AROUND]
        return replace(self, quote=text[start:end], before=before, after=after)
