from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.agreement.bootstrap import BUNDLES, bundled, drawn, interval
from annotator.domain.agreement.figures import agreement
from annotator.domain.agreement.ratings import Rating, table_of
from tests.ratings import many


def test_the_draws_of_a_seed_are_these_on_every_machine() -> None:
    assert drawn(0, 0, 10) == [7, 4, 2, 6, 7, 5, 4, 9, 7, 0]
    assert drawn(0, 0, 10) != drawn(0, 1, 10)
    assert drawn(0, 0, 10) != drawn(1, 0, 10)


def test_draws_are_even() -> None:
    counts = Counter(cluster for number in range(200) for cluster in drawn(7, number, 100))
    assert len(counts) == 100
    chi_squared = sum((times - 200) ** 2 / 200 for times in counts.values())
    assert chi_squared < 149  # the 99.9th percentile at 99 degrees of freedom


@given(st.integers(1, 3 * BUNDLES))
def test_bundles_are_of_equal_size(clusters: int) -> None:
    sizes = Counter(bundled(3, clusters))
    assert sum(sizes.values()) == clusters
    assert len(sizes) == min(clusters, BUNDLES)
    assert max(sizes.values()) - min(sizes.values()) <= 1


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=200))
def test_an_interval_lies_between_the_usual_quantiles(values: list[float]) -> None:
    assert interval(values) == pytest.approx(tuple(np.quantile(values, [0.025, 0.975])), abs=1e-12)


def test_a_figure_without_a_value_in_many_resamples_has_no_interval() -> None:
    assert interval([0.5] * 94 + [None] * 6) is None
    assert interval([0.5] * 95 + [None] * 5) == (0.5, 0.5)
    assert interval([]) is None


def test_ten_articles_have_an_interval_and_nine_have_none() -> None:
    some = many(200, 10)
    ten = agreement(table_of(some))
    alpha = ten.figures.krippendorff_alpha
    assert (ten.clusters, ten.resamples) == (10, 1000)
    assert alpha.low is not None
    assert alpha.value is not None
    assert alpha.high is not None
    assert alpha.low < alpha.value < alpha.high
    assert ten.pairs[0].cohen_kappa.low is not None
    assert ten.tags[0].figures.gwet_ac1.low is not None
    nine = agreement(table_of([r for r in some if r.cluster != "article 3"]))
    assert (nine.clusters, nine.resamples) == (9, 0)
    assert nine.figures.krippendorff_alpha.low is None


def test_articles_are_drawn_and_not_their_sentences() -> None:
    """Where an article's sentences are all alike, more of them make the interval no narrower."""
    once = many(40, 0)
    often = [
        r._replace(unit=f"{r.unit} {copy}", cluster=r.unit) for copy in range(25) for r in once
    ]
    one = agreement(table_of(once)).figures.raw_agreement
    other = agreement(table_of(often)).figures.raw_agreement
    assert (one.low, one.high) == pytest.approx((other.low, other.high), abs=1e-9)


def test_a_seed_gives_its_intervals_and_another_others() -> None:
    table = table_of(many(60, 12))
    assert agreement(table, seed=5) == agreement(table, seed=5)
    one, other = agreement(table, seed=5), agreement(table, seed=6)
    assert one.figures.raw_agreement.value == other.figures.raw_agreement.value
    assert one.figures.raw_agreement.low != other.figures.raw_agreement.low


def test_bundles_of_many_clusters_vary_as_the_clusters_do() -> None:
    """The interval of a share over 6,000 single units is the binomial one."""
    some = [
        Rating(f"u{u}", name, ("a" if name == "ana" or u % 4 else "b",))
        for u in range(6000)
        for name in ("ana", "ben")
    ]
    figure = agreement(table_of(some)).figures.raw_agreement
    assert figure.low is not None
    assert figure.high is not None
    expected = 2 * 1.96 * (0.75 * 0.25 / 6000) ** 0.5
    assert figure.value == pytest.approx(0.75)
    assert figure.high - figure.low == pytest.approx(expected, rel=0.1)
