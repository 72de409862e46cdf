"""Tallies: the sums over ratings that every coefficient is made from, kept apart by cluster.

They are additive, so a resample of clusters is a sum of theirs, and no rating is looked at twice.
`PlainTallies` counts in plain Python; whatever else counts faster must count the same.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from operator import itemgetter
from typing import NamedTuple, Protocol

from annotator.domain.agreement.bootstrap import drawn
from annotator.domain.agreement.distances import Distances
from annotator.domain.agreement.ratings import Table

Columns = list[list[float]]
"""One list for each sum, with a value for each cluster."""


class Of(NamedTuple):
    """The sums of some units, of which q categories were used; in the order of the columns."""

    units: float
    """Units with two ratings or more; all sums but `rated` and `shares` are over these."""
    unanimous: float
    """Of them, those in which all ratings are alike."""
    agreed: float
    """The shares of pairs of ratings that agree, added up."""
    disagreement: float
    """The ratings times the share of pairs that do not agree, added up."""
    rated: float
    """Units with any rating."""
    counts: Sequence[float]
    """For each category, the ratings that have it."""
    shares: Sequence[float]
    """For each category, its share of a unit's ratings, added up over units with any rating."""
    carrying: Sequence[float]
    """For each category, the units with any rating in which somebody used it."""
    split: Sequence[float]
    """For each category, the shares of pairs of which one has it and one not, added up."""
    weighted_split: Sequence[float]
    """The same, times the ratings."""


SINGLE = 5
PER_CATEGORY = 5


def sums_of(row: Sequence[float], categories: int) -> Of:
    """The sums by name; `row` holds the single ones, then each of the others by category."""
    parts = [
        row[SINGLE + n * categories : SINGLE + (n + 1) * categories] for n in range(PER_CATEGORY)
    ]
    units, unanimous, agreed, disagreement, rated = row[:SINGLE]
    return Of(units, unanimous, agreed, disagreement, rated, *parts)


Pair = tuple[int, int]
"""Numbers of two annotators, the smaller first."""
Meeting = tuple[int, int, int]
"""Number of a cluster, then of the categories that the one and the other gave."""
Meetings = Mapping[Pair, Mapping[Meeting, int]]
"""For each pair of annotators how often they met so."""


class Tallies(Protocol):
    """Counts a table; `bundle_of` has for each cluster what it is drawn in, of `bundles`."""

    def columns(self, bundle_of: Sequence[int], bundles: int) -> Columns:
        """The sums of `Of` for each bundle."""

    def meetings(self, bundle_of: Sequence[int]) -> Meetings:
        """How the annotators met, by bundle; of units with two ratings or more."""

    def distant(self, bundle_of: Sequence[int], bundles: int, distances: Distances) -> Columns:
        """For sets of tags: `disagreement` by these distances, then how often each was given."""

    def most_split(self, limit: int) -> list[tuple[int, float]]:
        """The units in which most pairs differ, with their share of pairs that agree.

        Units in which all agree are left out; the earlier unit comes first where they are equal.
        """

    def ratings_of(self, units: Sequence[int]) -> list[list[Pair]]:
        """For each of these units its annotators, by number, with what category each gave."""

    def resampled(self, columns: Columns, seed: int, resamples: int) -> list[list[float]]:
        """For each resample the sums of what it draws, one value for each column.

        Columns have two values or more.
        """


Counted = Callable[[Table], Tallies]
"""What makes tallies of a table."""


class PlainTallies:
    """Tallies in plain Python: units rated alike are counted once."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._by_unit: list[list[tuple[int, int, int]]] = [[] for _ in table.units]
        said = list(zip(table.categories_of_labels, table.sets_of_labels, strict=True))
        for unit, annotator, label in zip(
            table.unit_of, table.annotator_of, table.label_of, strict=True
        ):
            self._by_unit[unit].append((annotator, *said[label]))
        for found in self._by_unit:
            found.sort()

    def columns(self, bundle_of: Sequence[int], bundles: int) -> Columns:
        """As the protocol says."""
        q = len(self._table.categories)
        columns = [[0.0] * bundles for _ in range(SINGLE + PER_CATEGORY * q)]
        for (bundle, given), times in self._patterns(bundle_of, 1).items():
            counts = Counter(given)
            r = len(given)
            _add_single(columns, bundle, times, counts, r)
            for category, n in counts.items():
                share, carrying = SINGLE + q + category, SINGLE + 2 * q + category
                columns[share][bundle] += times * n / r
                columns[carrying][bundle] += times
                if r > 1:
                    split = 2 * n * (r - n) / (r * (r - 1))
                    columns[SINGLE + category][bundle] += times * n
                    columns[SINGLE + 3 * q + category][bundle] += times * split
                    columns[SINGLE + 4 * q + category][bundle] += times * split * r
        return columns

    def meetings(self, bundle_of: Sequence[int]) -> Meetings:
        """As the protocol says."""
        met: dict[Pair, Counter[Meeting]] = {}
        for unit, found in enumerate(self._by_unit):
            bundle = bundle_of[self._table.cluster_of[unit]]
            for (a, of_a, _), (b, of_b, _) in combinations(found, 2):
                met.setdefault((a, b), Counter())[bundle, of_a, of_b] += 1
        return met

    def distant(self, bundle_of: Sequence[int], bundles: int, distances: Distances) -> Columns:
        """As the protocol says."""
        columns = [[0.0] * bundles for _ in range(1 + len(self._table.sets))]
        for (bundle, given), times in self._patterns(bundle_of, 2).items():
            r = len(given)
            if r > 1:
                apart = sum(distances[one][other] for one, other in combinations(given, 2))
                columns[0][bundle] += times * 2 * apart / (r - 1)
                for of_set in given:
                    columns[1 + of_set][bundle] += times
        return columns

    def most_split(self, limit: int) -> list[tuple[int, float]]:
        """As the protocol says."""
        split = (
            (agreed, unit)
            for unit, found in enumerate(self._by_unit)
            if len(found) > 1 and (agreed := _agreed(found)) < 1
        )
        return [(unit, agreed) for agreed, unit in heapq.nsmallest(limit, split)]

    def ratings_of(self, units: Sequence[int]) -> list[list[Pair]]:
        """As the protocol says."""
        return [[(a, category) for a, category, _ in self._by_unit[unit]] for unit in units]

    def resampled(self, columns: Columns, seed: int, resamples: int) -> list[list[float]]:
        """As the protocol says."""
        clusters = len(columns[0])
        sums = []
        for number in range(resamples):
            take = itemgetter(*drawn(seed, number, clusters))
            sums.append([sum(take(column)) for column in columns])
        return sums

    def _patterns(
        self, bundle_of: Sequence[int], which: int
    ) -> Counter[tuple[int, tuple[int, ...]]]:
        """How often in a bundle a unit has these categories (1) or sets of tags (2), sorted."""
        of = itemgetter(which)
        return Counter(
            (bundle_of[cluster], tuple(sorted(map(of, found))))
            for cluster, found in zip(self._table.cluster_of, self._by_unit, strict=True)
        )


def _add_single(
    columns: Columns, bundle: int, times: int, counts: Mapping[int, int], ratings: int
) -> None:
    if ratings > 1:
        alike = sum(n * (n - 1) for n in counts.values())
        agreed = alike / (ratings * (ratings - 1))
        columns[0][bundle] += times
        columns[1][bundle] += times * (len(counts) == 1)
        columns[2][bundle] += times * agreed
        columns[3][bundle] += times * ratings * (1 - agreed)
    columns[4][bundle] += times


def _agreed(found: Sequence[tuple[int, int, int]]) -> float:
    """The share of pairs of a unit's ratings that have the same category."""
    counts = Counter(category for _, category, _ in found)
    return sum(n * (n - 1) for n in counts.values()) / (len(found) * (len(found) - 1))
