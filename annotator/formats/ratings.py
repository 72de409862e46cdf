"""Ratings as CSV: the columns unit, annotator, label and, if there is one, cluster."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING

from annotator.domain.agreement.ratings import Rating, RatingColumns, columns_of
from annotator.errors import RatingsError

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

COLUMNS = ("unit", "annotator", "label")
CLUSTER = "cluster"
BETWEEN_TAGS = "+"
"""Between the tags of one label, where sets of tags are compared."""

_DELIMITERS = ",;\t"
_SOME = 20_000
"""Rows that are in memory at once."""

Places = tuple[int, int, int, int | None]
"""Where the columns stand; the cluster's is None where there is none."""


@dataclass(frozen=True, slots=True)
class Ratings:
    """The ratings of a file, and what is wrong with the rest of it."""

    good: RatingColumns
    problems: tuple[str, ...] = ()
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
    heads = next(_rows(text), None)
    if heads is None:
        raise RatingsError(name, "the file holds nothing")
    places = _places(heads, name)
    problems: list[str] = []
    good = _at_once(text, places, sets=sets)
    if good is None:
        good = _line_by_line(text, name, _Taker(places, sets=sets), problems)
    if not good.units:
        first = f" {problems[0]}" if problems else ""
        raise RatingsError(name, f"no line of it holds a rating.{first}".rstrip("."))
    problems += _alike("annotators", set(good.annotators))
    problems += _alike("labels", {tag for tags in set(good.tags) for tag in tags})
    return Ratings(good, tuple(problems))


def _rows(text: str) -> CsvReader:
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _at_once(text: str, places: Places, *, sets: bool) -> RatingColumns | None:
    """The columns of a file with nothing wrong in it, three times as quick as line by line.

    None where there is something wrong, which only reading line by line tells.
    """
    rows = _rows(text)
    next(rows)
    columns: list[list[str]] = [[] for place in places if place is not None]
    try:
        while some := list(islice(rows, _SOME)):
            filled = list(filter(None, some))
            for column, place in zip(columns, places, strict=False):
                column.extend(map(str.strip, map(itemgetter(place), filled)))
    except (csv.Error, IndexError):
        return None
    units, annotators, labels, *more = columns
    clusters = more[0] if more else [""] * len(units)
    tags_of = {label: _tags_in(label, sets=sets) for label in set(labels)}
    if any("\n" in "".join(names) for names in (annotators, tags_of)):
        return None
    cluster_of = dict(zip(units, clusters, strict=True))
    if (
        not (all(units) and all(annotators) and all(tags_of.values()))
        or len(set(zip(units, annotators, strict=True))) < len(units)
        or list(map(cluster_of.__getitem__, units)) != clusters
    ):
        return None
    tags = list(map(tags_of.__getitem__, labels))
    return RatingColumns(units, annotators, tags, clusters)


def _line_by_line(text: str, name: str, taker: _Taker, problems: list[str]) -> RatingColumns:
    rows = _rows(text)
    next(rows)
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            problems.append(_on_line(name, rows.line_num, str(error)))
            continue
        if row is None:
            return columns_of(taker.good)
        if row and (what := taker.take(rows.line_num, row)):
            problems.append(_on_line(name, rows.line_num, what))


def _on_line(name: str, number: int, what: str) -> str:
    return f"{name}, line {number:,}: {what}."


def _places(heads: Sequence[str], name: str) -> Places:
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

    def __init__(self, places: Places, *, sets: bool) -> None:
        self._unit, self._annotator, self._label, self._cluster = places
        self._width = max(places[:3])
        self.good: list[Rating] = []
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
        if "\n" in annotator + label:
            column = "label" if "\n" in label else "annotator"
            return (
                f"a quotation mark before it opens a {column} of several lines, which ends here "
                "and is left out"
            )
        tags = self._tags.get(label)
        if tags is None:
            tags = self._tags[label] = _tags_in(label, sets=self._sets)
        if not (unit and annotator and tags):
            there = zip(COLUMNS, (unit, annotator, tags), strict=True)
            empty = next(column for column, value in there if not value)
            return f"the {empty} is empty, so this line is left out"
        first = self._seen.setdefault((unit, annotator), number)
        if first != number:
            return f"{annotator} rates {unit} again, as on line {first:,}; the first counts"
        cluster, wrong = self._cluster_in(unit, row)
        self.good.append(Rating(unit, annotator, tags, cluster))
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


def _tags_in(label: str, *, sets: bool) -> tuple[str, ...]:
    """The tags of a label, none where it is empty."""
    parts = label.split(BETWEEN_TAGS) if sets else [label]
    return tuple(dict.fromkeys(tag for part in parts if (tag := part.strip())))


def _alike(what: str, names: set[str]) -> Iterator[str]:
    """What is said of names that differ in nothing that one sees, or in capitals only."""
    by_key: dict[str, list[str]] = {}
    for name in sorted(names):
        by_key.setdefault(unicodedata.normalize("NFC", name).casefold(), []).append(name)
    for group in by_key.values():
        if len(group) > 1:
            same = " and ".join(map(repr, group))
            yield f"The {what} {same} differ in case or Unicode form only; they count as different."
