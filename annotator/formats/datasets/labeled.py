"""Labels that others made, as every reader of datasets gives them: who said what of which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple, Protocol

from annotator.domain.marks import Mark


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


@dataclass(frozen=True, slots=True)
class Labeled:
    """What somebody said of some words."""

    part: str
    """Where in the source: `line 12`."""
    anchor: Anchor
    annotator: str | None
    """Whose it is; null where the source does not say."""
    mark: Mark
    """What they said; tags as the source calls them. Where the source does not say them, `at` and
    `guidelines` are empty; the quote is the anchor's."""
    id: str | None = None
    """What the source calls this label; nothing else in it has the same."""


class PassedOver(NamedTuple):
    """An item that says nothing, on purpose: rejected, cancelled, skipped, or not yet answered."""

    part: str
    why: str
    """In a few words, the same for all of a kind: they are counted."""


class Source(Protocol):
    """What is imported: a file, or a folder of files."""

    name: str
    """To show in messages."""

    @property
    def files(self) -> Sequence[str]:
        """Paths within a folder, in a stable order; a single file has its own name alone."""

    def open(self, file: str) -> BinaryIO:
        """One of the files at its beginning, to be read as a stream and closed."""
