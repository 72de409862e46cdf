"""Ratings: who gave which unit which tags; and the table of numbers that figures are made from."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class Rating(NamedTuple):
    """What one annotator said of one unit. A light tuple: there may be a million."""

    unit: str
    annotator: str
    tags: tuple[str, ...]
    """At least one. The first is the category; all of them are the set that MASI compares."""
    cluster: str = ""
    """What is drawn as one when units are resampled, such as the article; empty: the unit."""


class RatingColumns(NamedTuple):
    """The same, column by column: much lighter where there are a million."""

    units: Sequence[str]
    annotators: Sequence[str]
    tags: Sequence[tuple[str, ...]]
    clusters: Sequence[str]


@dataclass(frozen=True, slots=True)
class Table:
    """Ratings as numbers: place in one of the tuples of names for each unit and each rating.

    No annotator rates a unit twice. Numbers are 64-bit, in arrays, so that a million of them take
    8 MB and can be handed to other code as they are.
    """

    units: tuple[str, ...]
    """In the order in which they first appear."""
    annotators: tuple[str, ...]
    """Sorted."""
    categories: tuple[str, ...]
    """Those that somebody used, in the order asked for, then sorted."""
    clusters: tuple[str, ...]
    """Sorted, so that what is drawn depends on the seed and not on the order of ratings."""
    sets: tuple[frozenset[str], ...]
    """The different sets of tags, sorted by their tags."""
    cluster_of: array[int]
    """For each unit, its cluster."""
    unit_of: array[int]
    """For each rating, its unit."""
    annotator_of: array[int]
    """For each rating, who gave it."""
    label_of: array[int]
    """For each rating, which of the different tuples of tags it gave."""
    categories_of_labels: tuple[int, ...]
    """For each of those tuples, the category of its first tag."""
    sets_of_labels: tuple[int, ...]
    """For each of them, its set of tags."""
    clustered: bool
    """Whether any cluster was named; else every unit is its own."""


def columns_of(ratings: Iterable[Rating]) -> RatingColumns:
    """Ratings column by column."""
    found = ratings if isinstance(ratings, list) else list(ratings)
    return RatingColumns(*(list(map(itemgetter(n), found)) for n in range(4)))


def table_of(ratings: Iterable[Rating] | RatingColumns, order: Sequence[str] = ()) -> Table:
    """The table of some ratings.

    Args:
        ratings: no two of one unit by one annotator.
        order: of categories, as far as it matters; the rest comes after them, sorted.
    """
    columns = ratings if isinstance(ratings, RatingColumns) else columns_of(ratings)
    of_unit, by, tags, cluster = columns
    cluster_by_unit = dict(zip(of_unit, cluster, strict=True))
    units = _numbered(cluster_by_unit)
    clustered = any(cluster_by_unit.values())
    own = [in_one or unit for unit, in_one in cluster_by_unit.items()] if clustered else list(units)
    clusters = _numbered(sorted(set(own) if clustered else own))
    annotators = _numbered(sorted(set(by)))
    labels = _numbered(sorted(set(tags)))
    categories = _numbered(_ordered({label[0] for label in labels}, order))
    sets = _numbered(sorted(set(map(frozenset, labels)), key=sorted))
    return Table(
        units=tuple(units),
        annotators=tuple(annotators),
        categories=tuple(categories),
        clusters=tuple(clusters),
        sets=tuple(sets),
        cluster_of=array("q", map(clusters.__getitem__, own)),
        unit_of=array("q", map(units.__getitem__, of_unit)),
        annotator_of=array("q", map(annotators.__getitem__, by)),
        label_of=array("q", map(labels.__getitem__, tags)),
        categories_of_labels=tuple(categories[label[0]] for label in labels),
        sets_of_labels=tuple(sets[frozenset(label)] for label in labels),
        clustered=clustered,
    )


def _numbered(names: Iterable[T]) -> dict[T, int]:
    return {name: number for number, name in enumerate(names)}


def _ordered(names: set[str], order: Sequence[str]) -> list[str]:
    first = [name for name in dict.fromkeys(order) if name in names]
    return first + sorted(names.difference(first))
