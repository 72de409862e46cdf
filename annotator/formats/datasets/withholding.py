"""Confidential sources in a dataset: what would name one stays at home, wherever it was written.

Only what annotators wrote can be withheld. The text of the article is what it is: a source that
it names is named in the row's own text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import astuple, dataclass, field
from typing import Literal, get_args
from urllib.parse import unquote

from annotator.domain.datasets.pseudonyms import Names
from annotator.domain.marks import Evidence, Mark, Source

Times = Literal["full", "day", "none"]
TIMES: tuple[Times, ...] = get_args(Times)


@dataclass(frozen=True, slots=True)
class Policy:
    """What of a project may be told."""

    names: Names = field(default_factory=Names)
    confidential: bool = False
    """Whether confidential sources come along, and what names one."""
    notes: bool = True
    evidence: bool = True
    times: Times = "full"
    text: bool = True
    """Whether the words of articles come along, or only where they stand."""

    def time(self, at: str | None) -> str | None:
        """A time as it may be told."""
        if at is None or self.times == "none":
            return None
        return at if self.times == "full" else at[: len("2026-11-22")]


@dataclass(slots=True)
class Withheld:
    """How much was left out because of what it tells; it is added to as rows are drawn."""

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


class Withholding:
    """Leaves out of an article's marks what a policy does not let be told."""

    def __init__(self, marks: Iterable[Mark], policy: Policy, withheld: Withheld) -> None:
        """Looks at all marks of the article for what must not be told."""
        self._policy = policy
        self._withheld = withheld
        self._words = frozenset() if policy.confidential else confidential_words(marks)
        self._tells_name = policy.names.told_in()

    def seen(self, mark: Mark) -> Open:
        """What of a mark may be seen.

        Without confidential sources, and without what holds their words or, where annotators'
        names are not told, one of those.
        """
        policy = self._policy
        if not (mark.sources or mark.evidence or mark.note):
            return Open((), (), "" if policy.notes else None)
        sources = tuple(
            source
            for source in mark.sources
            if (policy.confidential or not source.confidential)
            and not self._tells((source.name, source.mention, source.via))
        )
        evidence = tuple(piece for piece in mark.evidence if not self._tells(_texts(piece)))
        tells = self._tells([mark.note])
        self._withheld.sources += len(mark.sources) - len(sources)
        self._withheld.evidence += len(mark.evidence) - len(evidence)
        self._withheld.notes += tells
        note = None if tells or not policy.notes else mark.note
        return Open(sources, evidence if policy.evidence else (), note)

    def tells(self, text: str | None) -> bool:
        """Whether a text tells what must not be told."""
        return self._tells([text])

    def _tells(self, texts: Iterable[str | None]) -> bool:
        texts = list(texts)
        return _tells(texts, self._words) or any(map(self._tells_name, filter(None, texts)))


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
