"""The library: what it says of articles, how it finds and orders them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.overview import ArticleRow, PersonRow, damaged_person_row
from annotator.domain.progress import Progress
from annotator.flows.library import ORDERS, Finder, Library, in_order, open_to

AT = "2026-11-22T12:00:00.000Z"


def progress(*, unseen: int = 0, unsure: int = 0, again: int = 0) -> Progress:
    return Progress(10, unseen, 10 - unseen, 0, 0, unsure, again)


def person(name: str, done: Progress, *, handed_in: bool = False) -> PersonRow:
    return PersonRow(name, done, AT if handed_in else None, AT)


def damaged(name: str) -> PersonRow:
    return damaged_person_row(name, f"{name}.json: the file is damaged.")


def row(name: str, *people: PersonRow, title: str = "") -> ArticleRow:
    return ArticleRow(name, title or name, AT, 10, people)


@pytest.mark.parametrize(
    ("people", "assigned", "said"),
    [
        ((), False, ""),
        ((), True, "assigned to you"),
        ((person("ana", progress(unseen=3)),), True, "assigned to you"),
        ((person("ana", progress(unseen=3)),), False, ""),
        ((person("ana", progress()),), True, "hand it in"),
        ((person("ana", progress(), handed_in=True),), True, "handed in"),
        (
            (
                person("ana", progress(), handed_in=True),
                person("ben", progress(), handed_in=True),
                person("cho", progress(), handed_in=True),
            ),
            False,
            "handed in + 2 others",
        ),
        ((person("ben", progress(), handed_in=True),), False, "1 other handed in"),
        ((person("ana", progress(unsure=2, unseen=1)),), False, "2 unsure"),
        (
            (person("ana", progress(again=1), handed_in=True),),
            False,
            "1 to look at again, handed in",
        ),
        ((damaged("ana"),), True, "damaged: `annotator check`, assigned to you"),
        (
            (person("ana", progress(unsure=1)), damaged("ben")),
            False,
            "damaged: `annotator check`, hand it in, 1 unsure",
        ),
    ],
)
def test_the_words_say_what_is_most_pressing(
    people: tuple[PersonRow, ...], *, assigned: bool, said: str
) -> None:
    article = row("one", *people)
    library = Library((article,), "ana", frozenset({"one"} if assigned else ()))
    assert library.in_words(article) == said


def test_the_counts_are_this_annotators_own() -> None:
    library = Library(
        (
            row("a", person("ana", progress(), handed_in=True)),
            row("b", person("ben", progress(), handed_in=True)),
            row("c", person("ana", progress(again=1), handed_in=True)),
            row("d"),
        ),
        "ana",
        frozenset({"a", "b", "d"}),
    )
    assert library.counts == (4, 2, 3)


def test_without_marks_everything_is_left_to_do() -> None:
    article = row("a", person("ben", progress()))
    library = Library((article,), "ana")
    assert (library.seen(article), library.to_judge(article)) == (0, 10)


titles = st.lists(st.text("aAbBß İi汽 ", max_size=6), max_size=8)


@given(titles, st.text("aAbBß İi汽 ", max_size=3))
def test_the_filter_finds_every_word_whatever_the_case(found_in: list[str], words: str) -> None:
    rows = [row(f"x{n}", title=title) for n, title in enumerate(found_in)]
    expected = [
        r
        for r in rows
        if all(word in f"{r.title}\n{r.id}".casefold() for word in words.casefold().split())
    ]
    assert list(Finder(rows).having(words)) == expected


def test_what_is_assigned_comes_first_until_it_is_handed_in() -> None:
    rows = (
        row("a"),
        row("b", person("ana", progress(), handed_in=True)),
        row("c"),
        row("d"),
    )
    library = Library(rows, "ana", frozenset({"b", "c", "d"}))
    recent = {"a": "2026-11-01", "d": "2026-11-02"}
    assert [r.id for r in in_order(library, "last opened", recent)] == ["d", "c", "a", "b"]


@given(titles, st.sampled_from(ORDERS), st.sets(st.integers(0, 7)))
def test_no_order_loses_an_article(found_in: list[str], order: str, opened: set[int]) -> None:
    rows = tuple(row(f"x{n}", title=title) for n, title in enumerate(found_in))
    recent = {f"x{n}": f"2026-11-{n + 1:02}" for n in opened}
    ordered = in_order(Library(rows, "ana"), order, recent)  # type: ignore[arg-type]
    assert sorted(r.id for r in ordered) == sorted(r.id for r in rows)
    if order == "last opened":
        there = [r.id for r in ordered if r.id in recent]
        assert [r.id for r in ordered[: len(there)]] == sorted(there, reverse=True)


def test_what_has_something_left_is_given_those_assigned_and_last_opened_first() -> None:
    rows = (
        row("done", person("ana", progress())),
        row("fresh"),
        row("half", person("ana", progress(unseen=3))),
        row("mine"),
    )
    library = Library(rows, "ana", frozenset({"mine"}))
    found, every = open_to(library, {"half": AT}, 2)
    assert ([each.id for each in found], every) == (["mine", "half"], 3)


def test_articles_that_the_program_is_least_sure_of_stand_first_and_unknown_ones_last() -> None:
    library = Library((row("a"), row("b"), row("c")), "ana")
    order = in_order(library, "least certain", {}, {"c": 0.4, "b": 0.0})
    assert [each.id for each in order] == ["c", "b", "a"]
