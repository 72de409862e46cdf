from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.assignment import spread

PEOPLE = ["ana", "ben", "cho", "dan"]
ARTICLES = [f"a{n}" for n in range(12)]

articles = st.lists(st.integers(0, 99).map("a{}".format), unique=True, max_size=20)
people = st.lists(st.sampled_from(PEOPLE), min_size=1, unique=True)


@given(articles, people, st.integers(1, 4), st.integers())
def test_everybody_gets_as_many_as_everybody_else_give_or_take_one(
    articles: list[str], people: list[str], overlap: int, seed: int
) -> None:
    overlap = min(overlap, len(people))
    found = spread(articles, people, overlap=overlap, seed=seed)
    assert list(found) == articles
    assert all(len(set(names)) == len(names) == overlap for names in found.values())
    load = Counter(name for names in found.values() for name in names)
    loads = [load[name] for name in people]
    assert max(loads) - min(loads) <= 1


def test_the_same_question_has_the_same_answer_and_another_seed_another() -> None:
    one = spread(ARTICLES, PEOPLE, overlap=2, seed=1)
    assert spread(list(reversed(ARTICLES)), list(reversed(PEOPLE)), overlap=2, seed=1) == one
    assert spread(ARTICLES, PEOPLE, overlap=2, seed=2) != one


def test_pairs_of_people_meet_in_many_ways() -> None:
    found = spread([f"a{n}" for n in range(60)], PEOPLE, overlap=2)
    assert len(set(found.values())) == 6


def test_who_has_much_already_gets_less_and_spreading_again_changes_nothing() -> None:
    before = {"old1": ("ana",), "old2": ("ana",), "a0": ("ana", "ben")}
    found = spread(["a0", "a1"], ["ana", "ben"], before=before)
    assert found == {"a0": ("ben",), "a1": ("ben",)}
    assert spread(["a0", "a1"], ["ana", "ben"], before=before | found) == found
