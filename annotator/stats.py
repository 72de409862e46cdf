"""Tallies with numpy, for tables of many ratings: the only user of numpy.

They count what `annotator.domain.agreement.tallies.PlainTallies` counts, and draw what it draws;
sums are equal to within rounding (1e-12). The extra `stats` installs numpy; without it nothing is
missing but speed.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from annotator.domain.agreement.bootstrap import random_words
from annotator.domain.agreement.distances import Distances
from annotator.domain.agreement.ratings import Table
from annotator.domain.agreement.tallies import Columns, Meeting, Meetings, Pair

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

_AT_ONCE = 4_000_000
"""Draws that are in memory at once."""


class NumpyTallies:
    """Tallies over arrays: ratings sorted by unit, then by annotator."""

    def __init__(self, table: Table) -> None:
        self._table = table
        unit, annotator = _array(table.unit_of), _array(table.annotator_of)
        order = np.argsort(unit * max(len(table.annotators), 1) + annotator, kind="stable")
        self._unit = unit[order]
        self._annotator = annotator[order]
        label = _array(table.label_of)[order]
        self._category = np.asarray(table.categories_of_labels, np.int64)[label]
        self._set = np.asarray(table.sets_of_labels, np.int64)[label]
        self._cluster = _array(table.cluster_of)
        self._ratings = np.bincount(self._unit, minlength=len(table.units))

    @cached_property
    def _used(self) -> tuple[Ints, Ints, Ints]:
        """Each category that a unit has: the unit, the category, how many gave it."""
        q = max(len(self._table.categories), 1)
        key, times = np.unique(self._unit * q + self._category, return_counts=True)
        return key // q, key % q, times

    @cached_property
    def _agreed(self) -> Floats:
        """For each unit the share of pairs of its ratings that agree; 0 for one rating."""
        unit, _, times = self._used
        alike = np.bincount(unit, times * (times - 1), len(self._ratings))
        pairs = self._ratings * (self._ratings - 1)
        agreed: Floats = alike / np.maximum(pairs, 1)
        return agreed

    def columns(self, bundle_of: Sequence[int], bundles: int) -> Columns:
        """As the protocol says."""
        q = len(self._table.categories)
        r = self._ratings
        twice = r > 1
        bundle = np.asarray(bundle_of, np.int64)[self._cluster]
        unit, category, times = self._used
        alike = twice & (self._agreed == 1)
        single = (
            twice,
            alike,
            np.where(twice, self._agreed, 0),
            np.where(twice, r * (1 - self._agreed), 0),
            np.ones(len(r)),
        )
        ratings = r[unit]
        paired = ratings > 1
        split = np.where(
            paired, 2 * times * (ratings - times) / np.maximum(ratings * (ratings - 1), 1), 0
        )
        each = (
            np.where(paired, times, 0),
            times / ratings,
            np.ones(len(unit)),
            split,
            split * ratings,
        )
        place = bundle[unit] * q + category
        columns = [np.bincount(bundle, values, bundles) for values in single]
        for values in each:
            sums = np.bincount(place, values, bundles * q).reshape(bundles, q)
            columns += list(sums.T)
        return [column.tolist() for column in columns]

    def meetings(self, bundle_of: Sequence[int]) -> Meetings:
        """As the protocol says."""
        k, q = len(self._table.annotators), len(self._table.categories)
        bundle = np.asarray(bundle_of, np.int64)[self._cluster]
        bundles = int(bundle.max(initial=0)) + 1
        keys = [
            ((self._annotator[one] * k + self._annotator[other]) * bundles + bundle[unit]) * q * q
            + self._category[one] * q
            + self._category[other]
            for one, other, unit in self._pairs()
        ]
        met: dict[Pair, dict[Meeting, int]] = {}
        if not keys:
            return met
        key, times = np.unique(np.concatenate(keys), return_counts=True)
        pair, rest = np.divmod(key, bundles * q * q)
        columns = (pair // k, pair % k, rest // (q * q), rest % (q * q) // q, rest % q, times)
        for a, b, where, of_a, of_b, n in zip(*(c.tolist() for c in columns), strict=True):
            met.setdefault((a, b), {})[where, of_a, of_b] = n
        return met

    def distant(self, bundle_of: Sequence[int], bundles: int, distances: Distances) -> Columns:
        """As the protocol says."""
        number = len(self._table.sets)
        bundle = np.asarray(bundle_of, np.int64)[self._cluster]
        apart = np.asarray(distances, np.float64).reshape(number, number)
        disagreement = np.zeros(bundles)
        for one, other, unit in self._pairs():
            far = 2 * apart[self._set[one], self._set[other]] / (self._ratings[unit] - 1)
            disagreement += np.bincount(bundle[unit], far, bundles)
        paired = self._ratings[self._unit] > 1
        place = bundle[self._unit[paired]] * number + self._set[paired]
        counts = np.bincount(place, minlength=bundles * number).reshape(bundles, number)
        return [disagreement.tolist(), *(counts.T.astype(np.float64).tolist())]

    def most_split(self, limit: int) -> list[tuple[int, float]]:
        """As the protocol says."""
        (split,) = np.nonzero((self._ratings > 1) & (self._agreed < 1))
        first = split[np.argsort(self._agreed[split], kind="stable")[:limit]]
        return list(zip(first.tolist(), self._agreed[first].tolist(), strict=True))

    def ratings_of(self, units: Sequence[int]) -> list[list[Pair]]:
        """As the protocol says."""
        wanted = np.asarray(units, np.int64)
        starts = np.searchsorted(self._unit, wanted, "left").tolist()
        ends = np.searchsorted(self._unit, wanted, "right").tolist()
        return [
            list(zip(self._annotator[a:b].tolist(), self._category[a:b].tolist(), strict=True))
            for a, b in zip(starts, ends, strict=True)
        ]

    def resampled(self, columns: Columns, seed: int, resamples: int) -> list[list[float]]:
        """As the protocol says."""
        sums = np.asarray(columns, np.float64).T
        clusters = len(sums)
        step = max(_AT_ONCE // clusters, 1)
        found: list[list[float]] = []
        for start in range(0, resamples, step):
            numbers = range(start, min(start + step, resamples))
            words = b"".join(random_words(seed, number, clusters) for number in numbers)
            drawn = np.frombuffer(words, "<u4").astype(np.int64) * clusters >> 32
            row = np.repeat(np.arange(len(numbers)), clusters)
            times = np.bincount(row * clusters + drawn, minlength=len(numbers) * clusters)
            found += (times.reshape(len(numbers), clusters) @ sums).tolist()
        return found

    def _pairs(self) -> Iterator[tuple[Ints, Ints, Ints]]:
        """Pairs of ratings of one unit, as places of the one and the other, with the unit.

        First neighbours in the sorted order, then those two places apart, and so on.
        """
        for gap in range(1, int(self._ratings.max(initial=0))):
            (one,) = np.nonzero(self._unit[gap:] == self._unit[:-gap])
            yield one, one + gap, self._unit[one]


def _array(numbers: array[int]) -> Ints:
    return np.frombuffer(numbers, np.int64) if numbers else np.zeros(0, np.int64)
