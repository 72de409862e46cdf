"""Confidential sources in a dataset: what would name one stays at home, wherever it was written.

Only what annotators wrote can be withheld. The text of the article is what it is: a source that
it names is named in the row's own text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from urllib.parse import unquote

from annotator.domain.marks import Evidence, Mark, Source


@dataclass(slots=True)
class Withheld:
    """How much was left out; it is added to as rows are drawn."""

    sources: int = 0
    notes: int = 0
    evidence: int = 0
    """Pieces."""

    def __str__(self) -> str:
        counts = (
            (self.sources, "source", "sources"),
            (self.notes, "note", "notes"),
            (self.evidence, "piece of evidence", "pieces of evidence"),
        )
        said = (f"{count} {one if count == 1 else many}" for count, one, many in counts if count)
        return ", ".join(said)


@dataclass(frozen=True, slots=True)
class Open:
    """What of a mark may be seen."""

    sources: tuple[Source, ...]
    evidence: tuple[Evidence, ...]
    note: str | None
    """Null where it was withheld."""


def confidential_words(marks: Iterable[Mark]) -> frozenset[str]:
    """The words that would name a confidential source of these marks, as `_folded` has them.

    They are its name and its mention; a pronoun such as “she” names nobody.
    """
    words = set()
    for mark in marks:
        for source in mark.sources:
            if source.confidential:
                mention = "" if source.basis == "pronoun" else source.mention
                words |= {_folded(source.name), _folded(mention)}
    return frozenset(words - {""})


def opened(mark: Mark, words: frozenset[str], withheld: Withheld) -> Open:
    """A mark without its confidential sources and without what holds one of these words."""
    sources = tuple(
        source
        for source in mark.sources
        if not source.confidential and not _tells((source.name, source.mention, source.via), words)
    )
    evidence = tuple(piece for piece in mark.evidence if not _tells(_texts(piece), words))
    note = None if _tells([mark.note], words) else mark.note
    withheld.sources += len(mark.sources) - len(sources)
    withheld.evidence += len(mark.evidence) - len(evidence)
    withheld.notes += note is None
    return Open(sources, evidence, note)


def _texts(piece: Evidence) -> Iterable[str | None]:
    checked = astuple(piece.checked) if piece.checked else ()
    return (piece.url, piece.document, piece.locator, piece.quotation, piece.archived, *checked)


def _tells(texts: Iterable[str | None], words: frozenset[str]) -> bool:
    if not words:
        return False
    folded = [(_folded(text), text) for text in texts if text]
    return any(word in plain or word in text for plain, text in folded for word in words)


def _folded(text: str) -> str:
    """The letters and digits of a text, without case and accents.

    So a name is found however it is spaced, and in an address such as `…/deep-throat.html`; a
    name of signs alone is taken as it is.
    """
    plain = unicodedata.normalize("NFKD", unquote(text)).casefold()
    return "".join(sign for sign in plain if sign.isalnum()) or text.strip()
