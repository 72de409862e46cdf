"""With numpy and without: the same figures."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given

from annotator.domain.agreement.figures import agreement
from annotator.domain.agreement.ratings import Rating, table_of
from annotator.stats import NumpyTallies
from tests.ratings import KRIPPENDORFF, many, of_rows, ratings


def check_same(one: object, other: object) -> None:
    """Equal, and figures to 1e-12."""
    if isinstance(one, float) and isinstance(other, float):
        assert one == pytest.approx(other, rel=1e-12, abs=1e-12)
    elif is_dataclass(one):
        assert type(one) is type(other)
        for field in fields(one):
            check_same(getattr(one, field.name), getattr(other, field.name))
    elif isinstance(one, tuple):
        assert isinstance(other, tuple)
        assert len(one) == len(other)
        for item, another in zip(one, other, strict=True):
            check_same(item, another)
    else:
        assert one == other


def check_both(some: list[Rating]) -> None:
    table = table_of(some)
    plain = agreement(table, masi=True, seed=4)
    check_same(agreement(table, masi=True, seed=4, counted=NumpyTallies), plain)


@given(ratings(most_units=14))
def test_numpy_changes_no_figure_of_small_tables(some: list[Rating]) -> None:
    check_both(some)


@pytest.mark.parametrize(
    "some",
    [
        pytest.param([], id="nothing"),
        pytest.param(of_rows(KRIPPENDORFF), id="published"),
        pytest.param(many(300, 15), id="articles"),
        pytest.param(many(150, 0, annotators=7), id="units alone"),
        pytest.param(many(1500, 1300), id="more clusters than are drawn from"),
    ],
)
def test_numpy_changes_no_figure_and_no_interval(some: list[Rating]) -> None:
    check_both(some)
