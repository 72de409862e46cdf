"""Agreement of a million ratings: from the ratings in memory to every figure with its interval."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Final

from annotator.domain.agreement.figures import Agreement, agreement
from annotator.domain.agreement.ratings import Rating, table_of
from annotator.domain.agreement.tallies import Counted, PlainTallies
from annotator.stats import NumpyTallies
from tests.benchmarks.figures import Figure, Line, Note, median
from tests.ratings import many

RATINGS: Final = 1_000_000
ARTICLES: Final = 1_000
ANNOTATORS: Final = 3
SECONDS: Final = 2.0
"""What numpy may take."""


def measure(folder: Path, runs: int = 5) -> Iterator[Line]:  # noqa: ARG001 - nothing is written
    """Make the ratings, then compute everything with numpy and once without."""
    for clusters, called in ((ARTICLES, f"{ARTICLES:,} articles"), (0, "each unit alone")):
        some = many(round(RATINGS / ANNOTATORS / 0.9), clusters, ANNOTATORS)
        yield Note(f"  {len(some):,} ratings of {ANNOTATORS} annotators, {called}")
        gc.collect()
        times, found = [], None
        for _ in range(runs):
            seconds, found = _timed(some, NumpyTallies)
            times.append(seconds)
        yield Figure(f"all figures and intervals, {called}", median(times), "s", None, SECONDS)
        seconds, plain = _timed(some, PlainTallies)
        yield Figure("the same without numpy", seconds, "s")
        if found is not None:
            yield Note(f"  the two differ by {_difference(found, plain):.1g} at most")


def _timed(some: list[Rating], counted: Counted) -> tuple[float, Agreement]:
    began = perf_counter()
    found = agreement(table_of(some), counted=counted)
    return perf_counter() - began, found


def _difference(one: Agreement, other: Agreement) -> float:
    pairs = zip(_numbers(one), _numbers(other), strict=True)
    return max(abs(a - b) for a, b in pairs)


def _numbers(found: Agreement) -> Iterator[float]:
    figures = found.figures
    for figure in (figures.fleiss_kappa, figures.krippendorff_alpha, figures.gwet_ac1):
        yield from (figure.value or 0, figure.low or 0, figure.high or 0)
