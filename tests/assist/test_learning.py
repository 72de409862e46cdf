from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.assist.learning import Example, Learnt

ANSWERS = ("confirmed", "opinion", "no-tag")
examples = st.builds(
    Example,
    st.lists(st.sampled_from("abcdefgh"), max_size=5, unique=True).map(tuple),
    st.sampled_from(["one", "two"]),
    st.sampled_from(ANSWERS),
)
EVEN = dict.fromkeys(ANSWERS, 1 / 3)


def learnt_from(rows: list[Example]) -> Learnt:
    learnt = Learnt()
    for row in rows:
        learnt.learn(row)
    return learnt


@given(st.lists(examples, max_size=20), st.lists(examples, max_size=5), examples)
def test_what_is_forgotten_was_never_learnt(
    kept: list[Example], gone: list[Example], asked: Example
) -> None:
    learnt = learnt_from([*kept, *gone])
    for row in gone:
        learnt.forget(row)
    plain = learnt_from(kept)
    assert learnt.applied(EVEN, asked.words, asked.habit) == pytest.approx(
        plain.applied(EVEN, asked.words, asked.habit)
    )


@given(st.lists(examples, max_size=20), examples)
def test_leaving_a_mark_out_is_as_if_it_had_never_been_made(
    others: list[Example], own: Example
) -> None:
    whole = learnt_from([*others, own])
    without = learnt_from(others)
    assert whole.applied(EVEN, own.words, own.habit, own) == pytest.approx(
        without.applied(EVEN, own.words, own.habit)
    )


@given(st.lists(examples, max_size=30), examples)
def test_shares_add_up_to_one(rows: list[Example], asked: Example) -> None:
    shares = learnt_from(rows).applied(EVEN, asked.words, asked.habit)
    assert sum(shares.values()) == pytest.approx(1)
    assert min(shares.values()) > 0


def test_what_is_always_answered_becomes_the_habit() -> None:
    learnt = learnt_from([Example((f"w{n}",), "none", "confirmed") for n in range(100)])
    assert learnt.applied({"confirmed": 0.05, "no-tag": 0.95}, (), "none")["confirmed"] > 0.8


def test_marks_of_one_tag_only_break_nothing() -> None:
    learnt = learnt_from([Example(("rain",), "none", "opinion")] * 50)
    shares = learnt.applied(EVEN, ("rain", "sun"), "other")
    assert max(shares, key=shares.__getitem__) == "opinion"


def test_suggestions_that_were_wrong_make_later_ones_less_sure() -> None:
    learnt = Learnt()
    for n in range(200):
        learnt.check(0.85, right=n % 2 == 0)
    assert learnt.calibrated(0.85) < 0.6
    assert learnt.calibrated(0.25) == pytest.approx(0.25, abs=0.05)


def test_one_more_mark_takes_no_longer_after_10000() -> None:
    words = tuple(f"word{n}" for n in range(40))
    learnt = learnt_from([Example(words[n % 20 :], "none", ANSWERS[n % 3]) for n in range(10_000)])
    began = perf_counter()
    for _ in range(20):
        learnt.learn(Example(words, "none", "opinion"))
        learnt.applied(EVEN, words, "none")
    assert (perf_counter() - began) / 20 < 0.005
