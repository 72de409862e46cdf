"""Splits: shares, stability, and the mode that looks at labels."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.datasets.splits import Splits, fractions_in, missing, split_of, stratified
from annotator.errors import RefusedError


@pytest.mark.parametrize(
    ("said", "shares"),
    [
        ("80/10/10", {"train": 0.8, "validation": 0.1, "test": 0.1}),
        ("9/1", {"train": 0.9, "test": 0.1}),
        ("1", {"train": 1.0}),
        ("train=3, dev=1", {"train": 0.75, "dev": 0.25}),
    ],
)
def test_shares_are_read_and_are_shares_of_the_whole(said: str, shares: dict[str, float]) -> None:
    assert dict(fractions_in(said)) == pytest.approx(shares)


@pytest.mark.parametrize(
    "said", ["", "80/x", "80/20/0", "a=1,a=2", "../x=1,b=2", "1/2/3/4", "-1/2", "inf/1", "nan/1"]
)
def test_shares_that_are_none_are_refused(said: str) -> None:
    with pytest.raises(RefusedError, match="80/10/10"):
        fractions_in(said)


def test_groups_are_divided_in_these_shares_and_stay_where_they_are() -> None:
    splits = Splits()
    counts = Counter(split_of(f"article-{n}", splits) for n in range(20_000))
    assert {name: count / 20_000 for name, count in counts.items()} == pytest.approx(
        dict(splits.fractions), abs=0.01
    )
    assert [split_of(f"a{n}", splits) for n in range(8)] == [
        split_of(f"a{n}", Splits(seed="0")) for n in range(8)
    ]
    other = Splits(seed="1")
    assert any(split_of(f"a{n}", splits) != split_of(f"a{n}", other) for n in range(50))


def test_the_split_of_a_group_is_known_from_its_name_alone() -> None:
    # SHA-256 of "0\nmayor-resigns" begins with a95e, which is 0.66 of the way.
    assert split_of("mayor-resigns", Splits()) == "train"
    assert split_of("mayor-resigns", Splits(fractions_in("train=1,test=9"))) == "test"


counters = st.dictionaries(st.sampled_from("abcd"), st.integers(1, 9)).map(Counter)


@given(st.dictionaries(st.text("xyz", min_size=1, max_size=4), counters, max_size=12))
def test_a_stratified_assignment_is_whole_and_keeps_what_was_chosen(
    groups: dict[str, Counter[str]],
) -> None:
    splits = Splits()
    chosen = stratified(groups, splits, {})
    assert chosen.keys() == groups.keys()
    assert set(chosen.values()) <= set(splits.names)
    assert stratified(groups | {"new": Counter("a")}, splits, chosen).items() >= chosen.items()


def test_a_stratified_assignment_gives_every_split_some_of_a_rare_label() -> None:
    groups = {f"g{n:03}": Counter({"common": 10}) for n in range(100)}
    for n in range(0, 100, 10):
        groups[f"g{n:03}"]["rare"] = 1
    splits = Splits()
    chosen = stratified(groups, splits, {})
    rare = Counter(chosen[group] for group in groups if groups[group]["rare"])
    assert rare == {"train": 8, "validation": 1, "test": 1}
    everything = Counter(chosen.values())
    assert everything == {"train": 80, "validation": 10, "test": 10}


def test_a_label_that_is_missing_from_a_split_is_told() -> None:
    counts = {"train": {"a": 3, "b": 1}, "test": {"a": 1}}
    assert missing(counts, ["a", "b", "c"], ["train", "test", "dev"]) == {
        "test": ["b"],
        "dev": ["a", "b"],
    }
