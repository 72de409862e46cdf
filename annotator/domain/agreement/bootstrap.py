"""The bootstrap: intervals from resamples of clusters, drawn alike on every machine.

Sentences of one article are not independent, so articles are drawn, with replacement, as many as
there are, and all their sentences come along (Davison, A. C. & Hinkley, D. V. (1997). *Bootstrap
Methods and their Application*, section 3.8). An interval reaches from the 2.5th to the 97.5th
percentile of the figure over the resamples.

What is drawn comes from SHAKE-256 (FIPS 202) of the seed and the resample's number, four bytes a
draw: a counter-based generator that needs no state, so that two programs, or one with and one
without numpy, draw the same.
"""

from __future__ import annotations

import hashlib
import sys
from array import array
from collections.abc import Sequence

RESAMPLES = 1000
FEWEST = 10
"""Clusters that an interval needs: of fewer, resamples say little of those that were not read."""
BUNDLES = 1000
"""Most things that are drawn from. More clusters than that are drawn in random bundles of equal
size, whose sums vary just as much; it keeps a million clusters as quick as a thousand."""

_LEVEL = 0.95
_MOST_UNDEFINED = 0.05
"""Share of resamples in which the figure may have no value; of more, there is no interval."""
_WORD = 4
"""Bytes of one draw."""


def random_words(seed: int, number: int, count: int) -> bytes:
    """Random 32-bit words, little-endian, `count` of them, of one resample of one seed."""
    return hashlib.shake_256(f"annotator {seed} {number}".encode()).digest(_WORD * count)


def drawn(seed: int, number: int, clusters: int) -> list[int]:
    """What resample `number` draws: as many numbers below `clusters` as there are clusters.

    A word times the number of clusters, its upper half taken: even to one part in a million.
    """
    words = array("I", random_words(seed, number, clusters))
    if sys.byteorder == "big":
        words.byteswap()
    return [word * clusters >> 32 for word in words]


def bundled(seed: int, clusters: int) -> list[int]:
    """For each cluster the number of the bundle that it is drawn in; itself where they are few."""
    if clusters <= BUNDLES:
        return list(range(clusters))
    words = array("I", random_words(seed, -1, clusters))
    if sys.byteorder == "big":
        words.byteswap()
    bundle_of = [0] * clusters
    for place, cluster in enumerate(sorted(range(clusters), key=words.__getitem__)):
        bundle_of[cluster] = place % BUNDLES
    return bundle_of


def interval(values: Sequence[float | None]) -> tuple[float, float] | None:
    """The 95 % percentile interval of a figure's values in the resamples; None for none."""
    defined = sorted(value for value in values if value is not None)
    if not defined or len(defined) < len(values) * (1 - _MOST_UNDEFINED):
        return None
    tail = (1 - _LEVEL) / 2
    return _quantile(defined, tail), _quantile(defined, 1 - tail)


def _quantile(ordered: Sequence[float], share: float) -> float:
    """A quantile by linear interpolation: type 7 of Hyndman & Fan (1996), the usual one."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
