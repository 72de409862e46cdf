"""Distances: how far apart two labels are, from 0 for the same to 1."""

from __future__ import annotations

from collections.abc import Sequence

Distances = Sequence[Sequence[float]]
"""Row and column for each label; symmetric, 0 on the diagonal."""


def masi(one: frozenset[str], other: frozenset[str]) -> float:
    """The MASI distance of two sets of tags (Passonneau 2006): 1 − Jaccard's index × monotonicity.

    Monotonicity is 1 for equal sets, 2/3 where one holds the other, 1/3 where they overlap and 0
    where they share nothing. Two empty sets are the same.

    Passonneau, R. (2006). Measuring Agreement on Set-valued Items (MASI) for Semantic and
    Pragmatic Annotation. *LREC 2006*.
    """
    if one == other:
        return 0.0
    shared = one & other
    if not shared:
        return 1.0
    monotonicity = 2 / 3 if shared in (one, other) else 1 / 3
    return 1 - len(shared) / len(one | other) * monotonicity


def masi_distances(sets: Sequence[frozenset[str]]) -> Distances:
    """The MASI distance of each set to each."""
    return tuple(tuple(masi(one, other) for other in sets) for one in sets)
