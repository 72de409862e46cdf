"""What other tools say of words, as labels.

Our own exports carry the whole row to them and back. It speaks where the tool still says the same
of the same words by the same person; where the label has changed, the tool is right.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from annotator.domain.agreement.independence import NO_TAG
from annotator.domain.datasets.anchors import Anchor
from annotator.errors import BadRecordError, DataError
from annotator.formats.datasets.from_rows import (
    SAYS_NOT_WHERE,
    anchor_of,
    decided,
    labeled_row,
    text_in,
    whole_in,
)
from annotator.formats.datasets.items import objects_in
from annotator.formats.datasets.labeled import Found, Labeled, PassedOver, Source

T = TypeVar("T")

UNLABELED = "without a label"
_LONGEST_WAIT = 1e7
"""Seconds that nobody takes for a label."""
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Where(NamedTuple):
    """Where in a source something stands."""

    source: str
    """Its name."""
    part: str
    file: str = ""
    """Of several, if there are."""

    def within(self, what: str) -> Where:
        """A part of it."""
        return self._replace(part=f"{self.part}, {what}")

    def passed(self, why: str) -> PassedOver:
        """Something that says nothing."""
        return PassedOver(self.part, why)

    def wrong(self, why: str) -> BadRecordError:
        """Something that cannot be read."""
        return BadRecordError(self.source, self.part, why)


@dataclass(frozen=True, slots=True)
class Said:
    """What a tool says of some words."""

    labels: Sequence[str]
    """Those chosen, the first one first; none where nothing was chosen."""
    annotator: str | None = None
    note: str = ""
    unsure: bool = False
    at: str = ""
    seconds: float | None = None
    why_not: str = UNLABELED
    """Why nothing was chosen."""


def each_object(
    source: Source,
    read: Callable[[dict[str, Any], Where], Iterator[T]],
    inside: re.Pattern[bytes] | None = None,
) -> Iterator[T | DataError]:
    """What is read of each object of a source; one that cannot be read does not stop the rest."""
    for file, part, value in objects_in(source, inside):
        if isinstance(value, DataError):
            yield value
            continue
        where = Where(source.name, part, file)
        try:
            yield from read(value, where)
        except ValueError as error:
            yield where.wrong(str(error))
        except RecursionError:
            yield where.wrong("it is nested too deep")


def told(
    where: Where,
    said: Said,
    anchor: Anchor,
    row: Mapping[str, Any] | None = None,
    id_: str | None = None,
) -> Found:
    """The label that a tool gives to some words; with our own row where both say the same."""
    if row is not None and agree(row, said):
        try:
            found = labeled_row(row, where.part)
        except ValueError as error:
            return where.wrong(str(error))
        if isinstance(found, Labeled):
            quote = found.anchor.quote or anchor.quote
            return replace(found, anchor=replace(found.anchor, quote=quote, text=anchor.text))
        return found
    if not said.labels:
        return where.passed(said.why_not)
    if not anchor.says_where:
        return where.wrong(SAYS_NOT_WHERE)
    mark = replace(
        decided(said.labels),
        note=said.note,
        unsure=said.unsure,
        at=said.at,
        seconds=said.seconds,
    )
    return Labeled(where.part, anchor, said.annotator, mark, id_)


def agree(row: Mapping[str, Any], said: Said) -> bool:
    """Whether a row of ours still says what the tool says."""
    same_person = said.annotator is None or said.annotator == row.get("annotator")
    return same_person and set(chosen_in(row)) == set(said.labels)


def chosen_in(row: Mapping[str, Any]) -> list[str]:
    """The labels that a row of ours chose, whoever has had it in hands since."""
    state, tags = row.get("state"), row.get("tags")
    if state == "no-tag":
        return [NO_TAG]
    return strings(tags) if state == "tagged" and isinstance(tags, list) else []


@dataclass(frozen=True, slots=True)
class Span:
    """A label of a stretch of a text."""

    start: object
    """As the tool has it: a whole number, if all is well."""
    end: object
    labels: tuple[str, ...]
    quote: str = ""
    """The words, if the tool repeats them."""


class Text(NamedTuple):
    """A text in which a tool marks spans."""

    words: str
    anchor: Anchor
    """What else is known of it; with a start where it is a part of an article itself."""
    id: str | None = None
    about: Mapping[str, Any] = {}
    """The columns of the article, if rows of ours came along."""
    rows: Sequence[Mapping[str, Any]] = ()


def spans_told(where: Where, text: Text, spans: Sequence[Span], said: Said) -> Iterator[Found]:
    """The label of each stretch of a text, and of each row of ours that came along with it."""
    together: dict[_Place, list[Span]] = {}
    for span in spans:
        together.setdefault(_place(span.start, span.end, span.quote), []).append(span)
    for row in text.rows:
        start, end = whole_in(row, "start"), whole_in(row, "end")
        own = together.pop(_place(start, end), [])
        labels = [label for span in own for label in span.labels]
        whole = {**text.about, **row, "text": text.words[start:end]}
        anchor = replace(anchor_of(whole), text=text.words)
        yield told(where, replace(said, labels=labels), anchor, whole)
    if not (spans or text.rows):
        yield where.passed(said.why_not)
    for place, own in together.items():
        at = where.within(place.shown)
        labels = list(dict.fromkeys(label for span in own for label in span.labels))
        try:
            anchor = placed(text.words, own[0], text.anchor)
        except ValueError as error:
            yield at.wrong(str(error))
            continue
        yield told(at, replace(said, labels=labels), anchor, id_=text.id and place.id_in(text.id))


class _Place(NamedTuple):
    """Where a span stands: spans of one place are one label."""

    start: int | None
    end: int | None
    quote: str

    @property
    def shown(self) -> str:
        """In words."""
        if self.start is None:
            return f"“{self.quote[:40]}”" if self.quote else "a span without a place"
        return f"characters {self.start} to {self.end}"

    def id_in(self, id_: str) -> str | None:
        """What tells it from others of the same text; null where nothing does."""
        return None if self.start is None else f"{id_}#{self.start}-{self.end}"


def _place(start: object, end: object, quote: str = "") -> _Place:
    """The place that a tool says in numbers; else the words that it repeats."""
    if type(start) is int and type(end) is int:
        return _Place(start, end, "")
    return _Place(None, None, quote)


def placed(text: str, span: Span, anchor: Anchor) -> Anchor:
    """The words of a span, and where they stand.

    Some tools count offsets in units of UTF-16; the words that they repeat tell so.

    Raises:
        ValueError: it stands outside its text, and its words are not known either.
    """
    for start, end in _places(text, span):
        if span.quote in {"", text[start:end]}:
            shift = anchor.start
            return replace(
                anchor.quoting(text, start, end),
                start=start + (shift or 0),
                end=end + (shift or 0),
                text=text if shift is None else None,
            )
    if span.quote:
        return replace(anchor, quote=span.quote, start=None, end=None)
    raise ValueError(f"it is outside its text, which has {len(text):,} characters")


def _places(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """Where a span may stand within its text: as it says, and as it would count in UTF-16."""
    start, end = span.start, span.end
    if type(start) is not int or type(end) is not int or not 0 <= start < end:
        return
    if end <= len(text):
        yield start, end
    astral = _astral(text)
    if astral and end <= len(text) + len(astral):
        yield start - bisect_left(astral, start), end - bisect_left(astral, end)


@lru_cache(maxsize=1)
def _astral(text: str) -> list[int]:
    """Where UTF-16 has two units for a character, in such units."""
    return [match.start() + number for number, match in enumerate(_ASTRAL.finditer(text))]


def place_of(data: Mapping[str, Any], text: str) -> Anchor:
    """What the fields beside a text say of where it comes from."""
    anchor = anchor_of(data)
    article = anchor.article or text_in(data, "article_id")
    if anchor.start is not None and anchor.end != anchor.start + len(text):
        anchor = replace(anchor, start=None, end=None)
    return replace(anchor, quote=text, article=article)


def strings(value: object) -> list[str]:
    """The texts in a list, or a text alone; numbers are read as they are written."""
    several = value if isinstance(value, list) else [value]
    return [
        str(one)
        for one in several
        if isinstance(one, str | int) and not isinstance(one, bool) and str(one).strip()
    ]


def objects(value: object) -> list[dict[str, Any]]:
    """The objects in a list; what else stands there is none."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def seconds_in(value: object) -> float | None:
    """A time that somebody took, if it is one."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 <= value < _LONGEST_WAIT else None
