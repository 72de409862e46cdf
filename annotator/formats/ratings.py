"""Ratings as CSV: the columns unit, annotator, label and, if there is one, cluster."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from annotator.domain.ratings import Rating
from annotator.errors import RatingsError

COLUMNS = ("unit", "annotator", "label")
CLUSTER = "cluster"
BETWEEN_TAGS = "+"
"""Between the tags of one label, where sets of tags are compared."""

_DELIMITERS = ",;\t"


@dataclass(slots=True)
class Ratings:
    """The ratings of a file, and what is wrong with the rest of it."""

    good: list[Rating] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    """A sentence for each bad line, with its number; the file goes on after it."""


def read_ratings(data: bytes, name: str, *, sets: bool = False) -> Ratings:
    """The ratings of a CSV file, UTF-8, with a line of column names.

    Columns may stand in any order, beside others, and be separated by commas, semicolons or tabs.
    Where a unit is rated twice by one annotator, the first counts.

    Args:
        data: the file.
        name: what to call it in messages.
        sets: whether a label is a set of tags, with `+` between them.

    Raises:
        RatingsError: it is not UTF-8, a column is missing, or no line holds a rating.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = f"line {line:,} is not UTF-8 (byte {error.start:,} of the file does not fit)"
        raise RatingsError(name, what) from error
    found = Ratings()
    lines = _lines(text, name, found)
    heads = next(lines, None)
    if heads is None:
        raise RatingsError(name, "the file holds nothing")
    taker = _Taker(_places(heads[1], name), found, sets=sets)
    for number, row in lines:
        if row and (what := taker.take(number, row)):
            found.problems.append(_on_line(name, number, what))
    if not found.good:
        first = f" {found.problems[0]}" if found.problems else ""
        raise RatingsError(name, f"no line of it holds a rating.{first}".rstrip("."))
    found.problems += _alike("annotators", {rating.annotator for rating in found.good})
    found.problems += _alike("labels", {tag for rating in found.good for tag in rating.tags})
    return found


def _lines(text: str, name: str, found: Ratings) -> Iterator[tuple[int, list[str]]]:
    """The rows with the number of the line that each ends on; what is no row is told of."""
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            found.problems.append(_on_line(name, reader.line_num, str(error)))
            continue
        if row is None:
            return
        yield reader.line_num, row


def _on_line(name: str, number: int, what: str) -> str:
    return f"{name}, line {number:,}: {what}."


def _places(heads: Sequence[str], name: str) -> tuple[int, int, int, int | None]:
    """Where the columns stand; the cluster's is None where there is none.

    Raises:
        RatingsError: one is missing.
    """
    heads = [head.strip().casefold() for head in heads]
    missing = [column for column in COLUMNS if column not in heads]
    if missing:
        there = ", ".join(heads)[:200] or "nothing"
        what = f"line 1 names no column {' and no column '.join(missing)}; it has {there}"
        raise RatingsError(name, what)
    unit, annotator, label = map(heads.index, COLUMNS)
    return unit, annotator, label, heads.index(CLUSTER) if CLUSTER in heads else None


class _Taker:
    """Takes one line after another, and says what is wrong with it."""

    def __init__(
        self, places: tuple[int, int, int, int | None], found: Ratings, *, sets: bool
    ) -> None:
        self._unit, self._annotator, self._label, self._cluster = places
        self._width = max(places[:3])
        self._found = found
        self._sets = sets
        self._seen: dict[tuple[str, str], int] = {}
        self._cluster_of: dict[str, str] = {}
        self._tags: dict[str, tuple[str, ...]] = {}

    def take(self, number: int, row: list[str]) -> str:
        """Takes the rating of a line; what is wrong with it, else nothing."""
        if len(row) <= self._width:
            return f"there are {len(row)} columns, and {self._width + 1} are needed"
        unit = row[self._unit].strip()
        annotator = row[self._annotator].strip()
        label = row[self._label].strip()
        tags = self._tags.get(label)
        if tags is None:
            tags = self._tags[label] = self._tags_in(label)
        if not (unit and annotator and tags):
            there = zip(COLUMNS, (unit, annotator, tags), strict=True)
            empty = next(column for column, value in there if not value)
            return f"the {empty} is empty, so this line is left out"
        first = self._seen.setdefault((unit, annotator), number)
        if first != number:
            return f"{annotator} rates {unit} again, as on line {first:,}; the first counts"
        cluster, wrong = self._cluster_in(unit, row)
        self._found.good.append(Rating(unit, annotator, tags, cluster))
        return wrong

    def _cluster_in(self, unit: str, row: list[str]) -> tuple[str, str]:
        """The cluster of a unit, and what is wrong with it on this line."""
        if self._cluster is None:
            return "", ""
        cluster = row[self._cluster].strip() if len(row) > self._cluster else ""
        known = self._cluster_of.setdefault(unit, cluster)
        if known == cluster:
            return known, ""
        now, before = cluster or "none", known or "none"
        return known, f"{unit} is in cluster {now} here and in {before} before; the first counts"

    def _tags_in(self, label: str) -> tuple[str, ...]:
        if not self._sets:
            return (label,) if label else ()
        return tuple(
            dict.fromkeys(tag for part in label.split(BETWEEN_TAGS) if (tag := part.strip()))
        )


def _alike(what: str, names: set[str]) -> Iterator[str]:
    """What is said of names that differ in nothing that one sees, or in capitals only."""
    by_key: dict[str, list[str]] = {}
    for name in sorted(names):
        by_key.setdefault(unicodedata.normalize("NFC", name).casefold(), []).append(name)
    for group in by_key.values():
        if len(group) > 1:
            same = " and ".join(map(repr, group))
            yield f"The {what} {same} differ in case or Unicode form only; they count as different."
