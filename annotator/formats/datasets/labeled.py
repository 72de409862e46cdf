"""Labels that others made, as every reader of datasets gives them: who said what of which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO, NamedTuple, Protocol

from annotator.domain.datasets.anchors import Anchor
from annotator.domain.marks import Mark
from annotator.errors import DataError


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


Found = Labeled | PassedOver | DataError
"""What a reader gives: a label, an item without one, or why a part could not be read."""


class Source(Protocol):
    """What is imported: a file, or a folder of files."""

    name: str
    """To show in messages."""

    @property
    def files(self) -> Sequence[str]:
        """Paths within a folder, in a stable order; a single file has its own name alone."""

    def open(self, file: str) -> BinaryIO:
        """One of the files at its beginning, to be read as a stream and closed."""
