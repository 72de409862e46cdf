from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Sequence
from itertools import combinations, permutations
from random import Random
from typing import Any

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score  # type: ignore[import-untyped]
from statsmodels.stats.inter_rater import fleiss_kappa  # type: ignore[import-untyped]

from annotator.domain.agreement.distances import masi
from annotator.domain.agreement.figures import (
    NOT_TWICE,
    ONE_CATEGORY,
    Agreement,
    Coefficients,
    Figure,
    Values,
    agreement,
)
from annotator.domain.agreement.ratings import Rating, columns_of, table_of
from tests.ratings import (
    COHEN,
    FLEISS,
    KRIPPENDORFF,
    TEN_BY_FOURTEEN,
    many,
    of_counts,
    of_pairs,
    of_rows,
    ratings,
)


def close(expected: object) -> object:
    return pytest.approx(expected, rel=1e-9, abs=1e-9)


def measured(some: list[Rating], *, with_masi: bool = False, seed: int = 0) -> Agreement:
    return agreement(table_of(some), masi=with_masi, seed=seed)


def values(found: Agreement) -> Values:
    return of(found.figures)


def of(coefficients: Coefficients) -> Values:
    return (
        coefficients.raw_agreement.value,
        coefficients.fleiss_kappa.value,
        coefficients.krippendorff_alpha.value,
        coefficients.gwet_ac1.value,
    )


def check_close(found: Values, expected: Values) -> None:
    """Equal to 1e-9, and defined alike."""
    assert [value is None for value in found] == [value is None for value in expected]
    numbers = [[value for value in some if value is not None] for some in (found, expected)]
    assert numbers[0] == close(numbers[1])


# Published examples


def test_krippendorffs_example_with_gaps_has_the_published_figures() -> None:
    found = measured(of_rows(KRIPPENDORFF))
    assert values(found) == pytest.approx((0.81818, 0.76117, 0.74342, 0.77544), abs=5e-6)
    assert (found.units, found.rated, found.annotators[0]) == (11, 12, "observer 0")


def test_fleiss_diagnoses_have_the_published_kappa() -> None:
    rows = [" ".join(patient[rater] for patient in FLEISS.split()) for rater in range(6)]
    assert measured(of_rows(rows)).figures.fleiss_kappa.value == pytest.approx(0.430, abs=5e-4)


def test_ten_subjects_and_fourteen_raters_have_the_published_kappa() -> None:
    found = measured(of_counts(TEN_BY_FOURTEEN))
    assert found.figures.fleiss_kappa.value == pytest.approx(0.210, abs=5e-4)


def test_cohens_two_readers_have_the_published_kappa() -> None:
    (pair,) = measured(of_pairs(COHEN)).pairs
    assert (pair.a, pair.b, pair.units) == ("ana", "ben", 50)
    assert pair.raw_agreement.value == pytest.approx(0.7)
    assert pair.cohen_kappa.value == pytest.approx(0.4)
    assert pair.confusion == ((15, 10), (5, 20))


def test_masi_distances_are_passonneaus() -> None:
    a, b, c = "abc"
    assert masi(frozenset((a, b)), frozenset((b, a))) == 0
    assert masi(frozenset((a,)), frozenset((a, b))) == pytest.approx(1 - 1 / 2 * 2 / 3)
    assert masi(frozenset((a, b)), frozenset((b, c))) == pytest.approx(1 - 1 / 3 * 1 / 3)
    assert masi(frozenset((a,)), frozenset((b, c))) == 1


# Other programs


def counts_of(some: Sequence[Rating]) -> list[list[int]]:
    """Units by categories."""
    by_unit: dict[str, Counter[str]] = {}
    for rating in some:
        by_unit.setdefault(rating.unit, Counter())[rating.tags[0]] += 1
    names = sorted({rating.tags[0] for rating in some})
    return [[counts[name] for name in names] for counts in by_unit.values()]


@given(ratings())
def test_alpha_is_that_of_the_package_krippendorff(some: list[Rating]) -> None:
    counts = counts_of(some)
    value = measured(some).figures.krippendorff_alpha.value
    used = {n for row in counts if sum(row) > 1 for n, times in enumerate(row) if times}
    if len(used) < 2:
        assert value is None
        return
    assert value == close(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))


@given(ratings())
def test_alpha_with_masi_is_that_of_the_package_krippendorff(some: list[Rating]) -> None:
    sets = sorted({frozenset(rating.tags) for rating in some}, key=sorted)
    by_unit: dict[str, Counter[frozenset[str]]] = {}
    for rating in some:
        by_unit.setdefault(rating.unit, Counter())[frozenset(rating.tags)] += 1
    counts = [[row[one] for one in sets] for row in by_unit.values()]
    used = {n for row in counts if sum(row) > 1 for n, times in enumerate(row) if times}
    value = (measured(some, with_masi=True).masi_alpha or Figure(None)).value
    if len(used) < 2:
        assert value is None
        return

    def distance(v1: Any, v2: Any, i1: Any, i2: Any, n_v: Any, dtype: Any = None) -> Any:  # noqa: ANN401, ARG001 - as the package calls it
        return np.vectorize(lambda i, j: masi(sets[i], sets[j]))(i1, i2)

    assert value == close(krippendorff.alpha(value_counts=counts, level_of_measurement=distance))


@given(
    st.integers(2, 6).flatmap(
        lambda raters: st.lists(
            st.lists(st.sampled_from("abcd"), min_size=raters, max_size=raters),
            min_size=1,
            max_size=12,
        )
    )
)
def test_fleiss_kappa_is_that_of_statsmodels_where_nothing_is_missing(
    rows: list[list[str]],
) -> None:
    some = [Rating(f"u{u}", f"r{r}", (c,)) for u, row in enumerate(rows) for r, c in enumerate(row)]
    assume(len({rating.tags for rating in some}) > 1)
    expected = fleiss_kappa(np.array(counts_of(some)))
    assert measured(some).figures.fleiss_kappa.value == close(expected)


@given(ratings())
def test_cohens_kappa_is_that_of_scikit_learn(some: list[Rating]) -> None:
    said = {(rating.unit, rating.annotator): rating.tags[0] for rating in some}
    units = dict.fromkeys(rating.unit for rating in some)
    for pair in measured(some).pairs:
        both = [u for u in units if (u, pair.a) in said and (u, pair.b) in said]
        one, other = [said[u, pair.a] for u in both], [said[u, pair.b] for u in both]
        alike = sum(x == y for x, y in zip(one, other, strict=True))
        assert (pair.units, pair.raw_agreement.value) == (
            len(both),
            close(alike / len(both)),
        )
        if len({*one, *other}) == 1:
            assert pair.cohen_kappa == Figure(None, why=ONE_CATEGORY)
            continue
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", category=UserWarning, module="sklearn")
            expected = cohen_kappa_score(one, other)
        assert pair.cohen_kappa.value == close(expected)


@given(ratings())
@example(of_rows(KRIPPENDORFF))
def test_with_gaps_fleiss_and_ac1_are_what_gwet_defines(some: list[Rating]) -> None:
    """Counted pair by pair, shares over every rated unit: Gwet (2014), chapters 2 and 3."""
    by_unit: dict[str, list[str]] = {}
    for rating in some:
        by_unit.setdefault(rating.unit, []).append(rating.tags[0])
    names = sorted({rating.tags[0] for rating in some})
    agreed = [
        sum(x == y for x, y in permutations(labels, 2)) / len(list(permutations(labels, 2)))
        for labels in by_unit.values()
        if len(labels) > 1
    ]
    shares = {
        name: sum(labels.count(name) / len(labels) for labels in by_unit.values()) / len(by_unit)
        for name in names
    }
    figures = measured(some).figures
    if not agreed or len(names) < 2:
        assert figures.fleiss_kappa.value is figures.gwet_ac1.value is None
        return
    observed = sum(agreed) / len(agreed)
    by_chance = sum(share**2 for share in shares.values())
    by_gwet = sum(share * (1 - share) for share in shares.values()) / (len(names) - 1)
    assert figures.raw_agreement.value == close(observed)
    kappa = (observed - by_chance) / (1 - by_chance)
    assert figures.fleiss_kappa.value == close(kappa)
    assert figures.gwet_ac1.value == close((observed - by_gwet) / (1 - by_gwet))


@given(ratings())
def test_a_tag_against_the_rest_is_a_table_of_two_categories(some: list[Rating]) -> None:
    for tag in measured(some).tags:
        two = [r._replace(tags=("it" if r.tags[0] == tag.tag else "rest",)) for r in some]
        check_close(of(tag.figures), values(measured(two)))
        assert tag.units == len({r.unit for r in two if r.tags == ("it",)})


# Laws


@given(ratings(), st.integers(0, 99))
def test_the_order_of_ratings_and_the_names_change_no_figure(some: list[Rating], seed: int) -> None:
    assume(some)
    mixed = list(some)
    Random(seed).shuffle(mixed)  # noqa: S311 - any order
    renamed = [
        r._replace(annotator=f"z{9 - int(r.annotator[1:])}", unit=f"v{r.unit}") for r in mixed
    ]
    expected = values(measured(some))
    check_close(values(measured(mixed)), expected)
    check_close(values(measured(renamed)), expected)


def test_the_order_of_ratings_changes_no_interval() -> None:
    some = many(60, 12)
    mixed = list(some)
    Random(3).shuffle(mixed)  # noqa: S311 - any order
    one, other = (
        measured(some).figures.krippendorff_alpha,
        measured(mixed).figures.krippendorff_alpha,
    )
    assert (one.low, one.high) == close((other.low, other.high))


@given(ratings())
def test_figures_are_at_most_one_and_raw_agreement_is_a_share(some: list[Rating]) -> None:
    raw, *corrected = values(measured(some))
    assert raw is None or 0 <= raw <= 1
    assert all(value is None or value <= 1 + 1e-12 for value in corrected)


@given(ratings())
def test_a_unit_rated_once_changes_neither_raw_agreement_nor_alpha(some: list[Rating]) -> None:
    more = [*some, Rating("alone", "a0", ("a",))]
    one, other = measured(some), measured(more)
    assert (one.units, one.rated + 1) == (other.units, other.rated)
    assert one.figures.raw_agreement.value == pytest.approx(other.figures.raw_agreement.value)
    alphas = (one.figures.krippendorff_alpha.value, other.figures.krippendorff_alpha.value)
    assert alphas[0] == pytest.approx(alphas[1])


@given(ratings())
def test_the_confusion_matrix_counts_every_pair_of_ratings_once(some: list[Rating]) -> None:
    found = measured(some)
    by_unit = Counter(rating.unit for rating in some)
    matrix = found.confusion
    pairs = sum(n * (n - 1) // 2 for n in by_unit.values())
    size = range(len(matrix))
    assert sum(matrix[i][j] for i in size for j in size if i <= j) == pairs
    assert all(matrix[i][j] == matrix[j][i] for i, j in combinations(size, 2))


@given(ratings())
def test_a_cluster_by_itself_has_the_figures_of_a_table_without_the_others(
    some: list[Rating],
) -> None:
    for one in measured(some).by_cluster:
        alone = [r for r in some if (r.cluster or r.unit) == one.cluster]
        found = measured(alone)
        check_close(of(one.figures), values(found))
        assert (one.units, one.agree) == (found.units, found.agree)


# What is not defined


def test_where_everyone_used_one_category_only_raw_agreement_has_a_value() -> None:
    some = [Rating(f"u{u}", name, ("opinion",)) for u in range(20) for name in ("ana", "ben")]
    found = measured(some, with_masi=True)
    assert values(found) == (1.0, None, None, None)
    figures = found.figures
    for figure in (figures.fleiss_kappa, figures.krippendorff_alpha, figures.gwet_ac1):
        assert figure == Figure(None, why=ONE_CATEGORY)
    assert found.masi_alpha == Figure(None, why=ONE_CATEGORY)
    assert found.pairs[0].cohen_kappa == Figure(None, why=ONE_CATEGORY)


@pytest.mark.parametrize("some", [[], [Rating("u1", "ana", ("a",)), Rating("u2", "ana", ("b",))]])
def test_without_a_second_rating_nothing_is_defined(some: list[Rating]) -> None:
    found = measured(some, with_masi=True)
    assert values(found) == (None,) * 4
    assert (found.units, found.pairs, found.resamples) == (0, (), 0)
    assert [tag.prevalence for tag in found.tags] == ([0.5, 0.5] if some else [])


def test_one_annotator_has_shares_of_tags_and_a_reason_for_the_rest() -> None:
    found = measured([Rating("u1", "ana", ("a",)), Rating("u2", "ana", ("b",))])
    assert found.figures.raw_agreement == Figure(None, why=NOT_TWICE)


def test_a_tag_is_rare_under_ten_units() -> None:
    some = [
        Rating(f"u{u}", name, ("a" if u < 9 else "b",))
        for u in range(20)
        for name in ("ana", "ben")
    ]
    assert [(tag.tag, tag.units, tag.rare) for tag in measured(some).tags] == [
        ("a", 9, True),
        ("b", 11, False),
    ]


def test_units_in_which_all_differ_come_before_those_in_which_most_agree() -> None:
    some = of_rows(("a a a b", "a b a b", "a c b b"))
    first, second = measured(some).most_split
    assert (first.unit, first.raw_agreement) == ("u1", 0)
    assert (second.unit, second.raw_agreement) == ("u2", close(1 / 3))
    assert second.said == (("observer 0", "a"), ("observer 1", "a"), ("observer 2", "b"))


@pytest.mark.parametrize(("annotators", "given"), [(10, True), (11, False)])
def test_pairs_have_intervals_up_to_those_of_ten_annotators(
    annotators: int, *, given: bool
) -> None:
    rows = [
        Rating(f"u{unit}", f"a{who:02}", ("x" if (unit * who) % 3 else "y",), f"c{unit // 2}")
        for unit in range(24)
        for who in range(annotators)
    ]
    found = agreement(table_of(columns_of(rows)))
    assert found.resamples > 0
    assert {pair.raw_agreement.low is not None for pair in found.pairs} == {given}
    assert found.figures.raw_agreement.low is not None
