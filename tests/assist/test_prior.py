from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.assist.cues import cues_for
from annotator.assist.features import Neighbour, classes_of, manner, surroundings
from annotator.assist.prior import ROLES, Prior, prior_for
from annotator.assist.roles import CONFIRMED, INSIDER, OPINION
from annotator.assist.words import words_in
from annotator.resources import resource
from tests.assist.articles import read, suggester

ENGLISH = prior_for("en")
EVEN = dict.fromkeys(ROLES, 0.2)


def like(text: str) -> dict[str, float]:
    cues = cues_for("en")
    assert cues is not None
    return manner(words_in(text), cues.classes)


def test_the_table_of_english_is_small_and_says_what_it_was_fitted_on() -> None:
    text = resource("weights", "en.txt").read_text(encoding="utf-8")
    remarks = [line for line in text.splitlines() if line.startswith("#")]
    assert " sentences: of " in " ".join(remarks)
    assert f"Columns: {', '.join(ROLES)}" in remarks[-1]
    assert ENGLISH is not None
    assert 200 < len(ENGLISH.rows) <= 2000
    assert {len(row) for row in ENGLISH.rows.values()} == {len(ROLES)}


@given(
    st.dictionaries(st.sampled_from(["length", "always", "word awful"]), st.floats(0, 3)),
    st.lists(st.floats(0, 1), min_size=5, max_size=5),
)
def test_shares_add_up_to_one_whatever_a_sentence_is_like(
    features: dict[str, float], given_shares: list[float]
) -> None:
    prior = Prior(
        {
            "length": (0.5, -3.0, 0.0, 9.0, 1.0),
            "always": (1.0, 1.0, -40.0, 0.0, 0.0),
            "cues opinion": (0.0, 0.0, 0.0, 1.0, 0.0),
        }
    )
    shares = prior.applied(dict(zip(ROLES, given_shares, strict=True)), prior.scores(features))
    assert sum(shares.values()) == pytest.approx(1)
    assert set(shares) == set(ROLES)


def test_what_speaks_for_a_role_makes_it_likelier() -> None:
    prior = Prior({f"cues {role}": tuple(float(r == role) for r in ROLES) for role in ROLES})
    assert prior.applied(EVEN, prior.scores({})) == pytest.approx(EVEN)
    more = Prior({**prior.rows, "question": (0.0, 0.0, 0.0, 2.0, 0.0)})
    assert more.applied(EVEN, more.scores({"question": 1.0}))[OPINION] > 0.5


def test_a_language_without_weights_is_suggested_for_by_its_cues() -> None:
    assert prior_for("de") is None
    german = suggester("Insider sagten, der Konzern verhandle.", language="de")
    assert german.weigh("s1", {}).shares[INSIDER] == pytest.approx(
        german.by_cues("s1")[INSIDER], abs=0.01
    )


def test_names_are_no_words_that_count() -> None:
    found = like("On Monday Leapmotor and Ana Li signed a contract.")
    words = {name.removeprefix("word ") for name in found if name.startswith("word ")}
    assert words == {"on", "and", "signed", "a", "contract"}


def test_who_acted_is_told_from_who_thinks() -> None:
    assert "somebody acted" in like("“We’ve signed eleven leases,” she said.")
    assert "somebody acted" in like("I hid behind the door.")
    assert "somebody acted" not in like("I think it is over.")


def test_a_word_may_be_of_several_classes() -> None:
    found = classes_of(
        {"class-a": frozenset({"x", "y"}), "class-b": frozenset({"x"}), "c": frozenset("x")}
    )
    assert found == {"x": ("a", "b"), "y": ("a",)}


def test_what_stands_around_a_sentence_counts() -> None:
    texts = ["Two aides said a sale was near.", "The buyer would pay in cash."]
    before = suggester(*texts).weigh("s2", {}).shares
    alone = suggester("The firm was founded in 1908.", texts[1]).weigh("s2", {}).shares
    assert before[INSIDER] > alone[INSIDER]


def test_words_that_tell_are_the_reason_where_no_cue_is() -> None:
    assert ENGLISH is not None
    (plain,) = read("The plan will fail because nobody likes it.")
    told = ENGLISH.words_tell(plain.manner, OPINION)
    assert "because" in told
    assert all(len(word) > 3 for word in told)
    assert ENGLISH.words_tell(plain.manner, "weather") == {}


def test_a_mark_of_the_source_changes_what_hangs_on_it_whatever_the_weights() -> None:
    pair = suggester("Two aides said a sale was near.", "“It is done,” one of them said.")
    assert pair.weigh("s2", {}).shares[INSIDER] > 0.5
    said = suggester("Kim said the crane was checked.", "She said the ship left.")
    cold, marked = (said.weigh("s2", marks).shares for marks in ({}, {"s1": INSIDER}))
    assert marked[INSIDER] > cold[INSIDER]
    assert cold[CONFIRMED] > marked[CONFIRMED]


def test_what_stands_around_takes_as_long_as_the_article_is() -> None:
    article = [Neighbour("none", "sentence", n // 3) for n in range(50_000)]
    began = perf_counter()
    assert sum(1 for _ in surroundings(article)) == len(article)
    assert perf_counter() - began < 5
