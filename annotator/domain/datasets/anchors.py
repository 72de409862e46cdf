"""Anchors: which words a label is of, as far as those say who hand it on."""

from __future__ import annotations

from dataclasses import dataclass


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
