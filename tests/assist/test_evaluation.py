from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.assist.evaluation import Tried, evaluated
from annotator.assist.roles import NO_TAG

metrics = pytest.importorskip("sklearn.metrics", reason="scikit-learn is not installed")
calibration = pytest.importorskip("sklearn.calibration", reason="scikit-learn is not installed")

TAGS = ("confirmed", "insider-sourced", "declined-comment", "opinion")
tried = st.builds(
    Tried,
    right=st.sampled_from([*TAGS, NO_TAG]),
    suggested=st.sampled_from([*TAGS, None]),
    probability=st.integers(20, 100).map(lambda hundredths: hundredths / 100),
)


@given(st.lists(tried, min_size=1, max_size=60))
def test_precision_recall_and_f1_are_those_of_scikit_learn(rows: list[Tried]) -> None:
    found = evaluated(rows, TAGS)
    right = [row.right for row in rows]
    said = [row.suggested or NO_TAG for row in rows]
    precision, recall, f1, support = metrics.precision_recall_fscore_support(
        right, said, labels=list(TAGS), zero_division=0
    )
    assert [figures.precision or 0 for figures in found.tags] == pytest.approx(list(precision))
    assert [figures.recall or 0 for figures in found.tags] == pytest.approx(list(recall))
    assert [figures.f1 or 0 for figures in found.tags] == pytest.approx(list(f1))
    assert [figures.sentences for figures in found.tags] == list(support)
    assert found.accuracy == pytest.approx(metrics.accuracy_score(right, said))
    there = [score for score, sentences in zip(f1, support, strict=True) if sentences]
    assert (found.macro_f1 or 0) == pytest.approx(sum(there) / len(there) if there else 0)


@given(st.lists(tried.filter(lambda row: row.suggested is not None), min_size=1, max_size=60))
def test_tenths_of_probability_are_those_of_scikit_learn(rows: list[Tried]) -> None:
    # scikit-learn puts what lies on a border below it
    inside = [row for row in rows if round(row.probability * 100) % 10]
    found = evaluated(inside, TAGS).calibration
    if not inside:
        assert found == ()
        return
    hits = [row.suggested == row.right for row in inside]
    sure = [row.probability for row in inside]
    right, mean = calibration.calibration_curve(hits, sure, n_bins=10)
    assert [row.right for row in found] == pytest.approx(list(right))
    assert [row.probability for row in found] == pytest.approx(list(mean))
    shares = [row.suggested / len(inside) for row in found]
    by_hand = sum(share * abs(a - b) for share, a, b in zip(shares, right, mean, strict=True))
    assert evaluated(inside, TAGS).calibration_error == pytest.approx(by_hand)


def test_saying_nothing_is_no_suggestion_and_counts_as_no_tag() -> None:
    rows = [Tried("opinion", None), Tried(NO_TAG, None), Tried("opinion", "opinion", 0.9)]
    found = evaluated(rows, TAGS)
    assert (found.suggested, found.accuracy, found.coverage) == (1, 2 / 3, 1 / 3)
    opinion = found.tags[TAGS.index("opinion")]
    assert (opinion.precision, opinion.recall, opinion.coverage) == (1, 0.5, 0.5)
    assert opinion.calibration_error == pytest.approx(0.1)
