"""Agreement: how far annotators who rated the same units agree, overall and by tag, pair, article.

Every figure is a pure function of a table of ratings and a seed. A reviewer's decisions are no
ratings and move none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.agreement.bootstrap import FEWEST, RESAMPLES, bundled, interval
from annotator.domain.agreement.coefficients import (
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
)
from annotator.domain.agreement.distances import Distances, masi_distances
from annotator.domain.agreement.ratings import Table
from annotator.domain.agreement.tallies import (
    Columns,
    Counted,
    Meeting,
    Of,
    PlainTallies,
    Tallies,
    sums_of,
)

NOT_TWICE = "no unit was rated by two annotators"
ONE_CATEGORY = "everyone used one category"
NO_RATINGS = "there are no ratings"

RARE = 10
"""Units in which a tag must have been used before its own figures mean anything."""
MOST_PAIRS = 45
"""Pairs, those of ten annotators, up to which each has its interval."""
MOST_TAGS = 50
"""Categories up to which each has its interval."""
MOST_SPLIT = 20
"""Units that are listed as those in which annotators differ most."""

Values = Sequence[float | None]
_Row = Sequence[float]
_Measure = Callable[[_Row], Values]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its 95 % interval; None for what is not defined or not given."""

    value: float | None
    low: float | None = None
    high: float | None = None
    why: str = ""
    """Why there is no value; empty where there is one."""


@dataclass(frozen=True, slots=True)
class Coefficients:
    """The four figures for any number of annotators."""

    raw_agreement: Figure
    """The share of pairs of annotators who agree on a unit, averaged over units."""
    fleiss_kappa: Figure
    krippendorff_alpha: Figure
    gwet_ac1: Figure


@dataclass(frozen=True, slots=True)
class TagAgreement:
    """One tag against the rest."""

    tag: str
    prevalence: float
    """Its share of a unit's ratings, averaged over units, 0 to 1."""
    units: int
    """Units in which somebody used it."""
    figures: Coefficients

    @property
    def rare(self) -> bool:
        """Whether it was used too seldom for the figures to mean anything."""
        return self.units < RARE


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """Two annotators, on the units that both rated."""

    a: str
    b: str
    units: int
    raw_agreement: Figure
    cohen_kappa: Figure
    confusion: tuple[tuple[int, ...], ...]
    """Units by the category that `a` gave (row) and `b` gave (column)."""


@dataclass(frozen=True, slots=True)
class ClusterAgreement:
    """One cluster, such as an article, by itself."""

    cluster: str
    units: int
    """Units with two ratings or more."""
    agree: int
    """Of them, those in which all ratings are alike."""
    figures: Coefficients


@dataclass(frozen=True, slots=True)
class Split:
    """A unit in which annotators differ."""

    unit: str
    cluster: str
    raw_agreement: float
    """The share of pairs who agree."""
    said: tuple[tuple[str, str], ...]
    """Each annotator with the category that they gave."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Everything that is said of how far annotators agree."""

    units: int
    """Units with two ratings or more."""
    rated: int
    """Units with any rating."""
    agree: int
    """Units of two ratings or more in which all are alike."""
    annotators: tuple[str, ...]
    clusters: int
    """Clusters, such as articles, with a unit of two ratings or more."""
    figures: Coefficients
    masi_alpha: Figure | None
    """Krippendorff's α of whole sets of tags, with MASI distance; None if it was not asked for."""
    categories: tuple[str, ...]
    tags: tuple[TagAgreement, ...]
    pairs: tuple[PairAgreement, ...]
    by_cluster: tuple[ClusterAgreement, ...]
    """Empty where no clusters were named."""
    confusion: tuple[tuple[int, ...], ...]
    """Pairs of ratings of a unit by their two categories; symmetric."""
    most_split: tuple[Split, ...]
    seed: int
    resamples: int
    """How many the intervals are made of; 0 where there are too few clusters for any."""


def agreement(
    table: Table, *, seed: int = 0, masi: bool = False, counted: Counted = PlainTallies
) -> Agreement:
    """How far the annotators of a table agree.

    Args:
        table: the ratings.
        seed: of the resamples; the same seed gives the same intervals.
        masi: whether second tags count too, in an α of their own.
        counted: what counts; it changes how long this takes, and no figure.
    """
    tallies = counted(table)
    bundle_of = bundled(seed, len(table.clusters))
    bundles = max(bundle_of, default=-1) + 1
    sums = tallies.columns(bundle_of, bundles)
    distances = masi_distances(table.sets) if masi else None
    distant = tallies.distant(bundle_of, bundles, distances) if distances else []
    met = tallies.meetings(bundle_of)
    with_interval = sorted(met) if len(met) <= MOST_PAIRS else []
    q = len(table.categories)
    between = {pair: _columns_of_pair(met[pair], bundles, q) for pair in with_interval}
    by_cluster = _by_cluster(table, tallies, sums, bundles)
    paired = sum(row.units > 0 for row in by_cluster) if table.clustered else _total(sums[:1])[0]
    resamples = RESAMPLES if paired >= FEWEST else 0
    columns = [*sums, *distant, *(column for own in between.values() for column in own)]
    drawn = tallies.resampled(columns, seed, resamples) if resamples else []
    blocks = _Blocks(drawn)
    of_all = blocks.next(sums)
    of_sets = blocks.next(distant)
    of_pairs = {pair: blocks.next(own) for pair, own in between.items()}
    overall = sums_of(of_all.total, q)
    return Agreement(
        units=round(overall.units),
        rated=round(overall.rated),
        agree=round(overall.unanimous),
        annotators=table.annotators,
        clusters=round(paired),
        figures=_coefficients(of_all, lambda row: _overall(sums_of(row, q)), overall),
        masi_alpha=_masi(of_sets, distances, overall) if distances else None,
        categories=table.categories,
        tags=tuple(_tags(table, of_all, overall)),
        pairs=tuple(_pairs(table, met, of_pairs)),
        by_cluster=by_cluster if table.clustered else (),
        confusion=_confusion(met.values(), q),
        most_split=tuple(_most_split(table, tallies)),
        seed=seed,
        resamples=resamples,
    )


@dataclass(frozen=True, slots=True)
class _Block:
    """Some columns: what they sum up to, and what they do in each resample."""

    total: _Row
    drawn: Sequence[_Row]


class _Blocks:
    """Cuts the rows of all resamples into those of one block of columns after another."""

    def __init__(self, drawn: Sequence[_Row]) -> None:
        self._drawn = drawn
        self._at = 0

    def next(self, columns: Columns) -> _Block:
        """The block of the columns that come next."""
        start, self._at = self._at, self._at + len(columns)
        return _Block(_total(columns), [row[start : self._at] for row in self._drawn])


def _total(columns: Columns) -> list[float]:
    return [sum(column) for column in columns] or [0.0]


def _figures(block: _Block, measure: _Measure, undefined: str) -> list[Figure]:
    """The values that `measure` makes of the sums, each with its interval."""
    values = measure(block.total)
    by_figure = zip(*map(measure, block.drawn), strict=True) if block.drawn else [()] * len(values)
    return [
        _figure(value, drawn, undefined) for value, drawn in zip(values, by_figure, strict=True)
    ]


def _figure(value: float | None, drawn: Values, undefined: str) -> Figure:
    if value is None:
        return Figure(None, why=undefined)
    found = interval(drawn)
    return Figure(value, *found) if found else Figure(value)


def _coefficients(block: _Block, measure: _Measure, of: Of) -> Coefficients:
    return Coefficients(*_figures(block, measure, _undefined(of)))


def _undefined(of: Of) -> str:
    """Why a figure has no value, where it has none."""
    if not of.rated:
        return NO_RATINGS
    return ONE_CATEGORY if of.units else NOT_TWICE


def _overall(of: Of, categories: int | None = None) -> Values:
    """Raw agreement, κ, α and AC1 of all categories."""
    observed = of.agreed / of.units if of.units else None
    shares = [share / of.rated for share in of.shares] if of.rated else []
    return (
        observed,
        fleiss_kappa(observed, shares),
        krippendorff_alpha(of.disagreement, of.counts),
        gwet_ac1(observed, shares, len(shares) if categories is None else categories),
    )


def _one_against_rest(of: Of, category: int) -> Values:
    """The same of one category against all others."""
    observed = 1 - of.split[category] / of.units if of.units else None
    share = of.shares[category] / of.rated if of.rated else 0.0
    shares = (share, 1 - share)
    count = of.counts[category]
    return (
        observed,
        fleiss_kappa(observed, shares),
        krippendorff_alpha(of.weighted_split[category], (count, sum(of.counts) - count)),
        gwet_ac1(observed, shares, len(shares)),
    )


def _tags(table: Table, block: _Block, overall: Of) -> Iterable[TagAgreement]:
    q = len(table.categories)
    without = _Block(block.total, ())
    for category, tag in enumerate(table.categories):

        def measure(row: _Row, category: int = category) -> Values:
            return _one_against_rest(sums_of(row, q), category)

        yield TagAgreement(
            tag,
            overall.shares[category] / overall.rated,
            round(overall.carrying[category]),
            _coefficients(block if q <= MOST_TAGS else without, measure, overall),
        )


def _masi(block: _Block, distances: Distances, overall: Of) -> Figure:
    def measure(row: _Row) -> Values:
        return [krippendorff_alpha(row[0], row[1:], distances)]

    return _figures(block, measure, _undefined(overall))[0]


def _columns_of_pair(met: Mapping[Meeting, int], bundles: int, categories: int) -> Columns:
    """Units, units alike, then by category how often the one used it, then how often the other."""
    columns = [[0.0] * bundles for _ in range(2 + 2 * categories)]
    for (bundle, one, other), times in met.items():
        columns[0][bundle] += times
        columns[1][bundle] += times * (one == other)
        columns[2 + one][bundle] += times
        columns[2 + categories + other][bundle] += times
    return columns


def _pair_values(row: _Row) -> Values:
    units, agreed, *by_category = row
    middle = len(by_category) // 2
    return (
        agreed / units if units else None,
        cohen_kappa(agreed, units, by_category[:middle], by_category[middle:]),
    )


def _pairs(
    table: Table,
    met: Mapping[tuple[int, int], Mapping[Meeting, int]],
    blocks: Mapping[tuple[int, int], _Block],
) -> Iterable[PairAgreement]:
    q = len(table.categories)
    for pair in sorted(met):
        matrix = [[0] * q for _ in range(q)]
        for (_, one, other), times in met[pair].items():
            matrix[one][other] += times
        block = blocks.get(pair) or _Block(_row_of(matrix), ())
        raw, kappa = _figures(block, _pair_values, ONE_CATEGORY)
        yield PairAgreement(
            table.annotators[pair[0]],
            table.annotators[pair[1]],
            sum(map(sum, matrix)),
            raw,
            kappa,
            tuple(map(tuple, matrix)),
        )


def _row_of(matrix: Sequence[Sequence[int]]) -> list[float]:
    """The sums of a pair, in the order of `_columns_of_pair`, from its confusion matrix."""
    alike = sum(row[n] for n, row in enumerate(matrix))
    return [
        *map(
            float,
            (sum(map(sum, matrix)), alike, *map(sum, matrix), *map(sum, zip(*matrix, strict=True))),
        )
    ]


def _confusion(
    pairs: Iterable[Mapping[Meeting, int]], categories: int
) -> tuple[tuple[int, ...], ...]:
    matrix = [[0] * categories for _ in range(categories)]
    for met in pairs:
        for (_, one, other), times in met.items():
            matrix[one][other] += times
            if one != other:
                matrix[other][one] += times
    return tuple(map(tuple, matrix))


def _by_cluster(
    table: Table, tallies: Tallies, sums: Columns, bundles: int
) -> tuple[ClusterAgreement, ...]:
    """Each cluster by itself: its figures are those of a table without the others."""
    if not table.clustered:
        return ()
    q = len(table.categories)
    number = len(table.clusters)
    alone = sums if bundles == number else tallies.columns(range(number), number)
    found = []
    for cluster, row in zip(table.clusters, zip(*alone, strict=True), strict=True):
        of = sums_of(row, q)
        used = sum(share > 0 for share in of.shares)

        def measure(row: _Row, used: int = used) -> Values:
            return _overall(sums_of(row, q), used)

        figures = _coefficients(_Block(row, ()), measure, of)
        found.append(ClusterAgreement(cluster, round(of.units), round(of.unanimous), figures))
    return tuple(found)


def _most_split(table: Table, tallies: Tallies) -> Iterable[Split]:
    found = tallies.most_split(MOST_SPLIT)
    given = tallies.ratings_of([unit for unit, _ in found])
    for (unit, agreed), by in zip(found, given, strict=True):
        said = tuple((table.annotators[a], table.categories[c]) for a, c in by)
        yield Split(table.units[unit], table.clusters[table.cluster_of[unit]], agreed, said)
