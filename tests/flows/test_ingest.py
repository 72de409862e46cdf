"""Bringing articles in: ids, cuts, and the same content once."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.article import problems
from annotator.domain.project import Project
from annotator.errors import BinaryFileError, UnknownNameError
from annotator.flows.ingest import Intake
from annotator.stores.memory import MemoryStore
from tests.desks import NOON, seed


def test_the_seed_article_becomes_sixteen_sentences_that_are_its_text() -> None:
    store = MemoryStore(Project("test"))
    added = Intake(store).add(seed(), "seed.txt", NOON)
    assert (added.sentences, added.is_new) == (16, True)
    article = store.article(added.article).document
    assert article.text == seed().decode()
    assert problems(article) == []
    assert article.sha256 == hashlib.sha256(seed()).hexdigest()
    assert (article.retrieved, article.language, article.revision) == (NOON, "en", 1)


def test_the_same_content_in_other_bytes_is_one_article() -> None:
    store = MemoryStore(Project("test"))
    intake = Intake(store)
    first = intake.add("A café.  Open.\n".encode(), "a.txt", NOON)
    again = Intake(store).add("\ufeffA cafe\u0301. Open.".encode(), "b.txt", NOON)
    assert (first.is_new, again.is_new, again.article) == (True, False, first.article)
    assert store.article_ids() == [first.article]


def test_two_articles_of_one_title_get_ids_of_their_own() -> None:
    store = MemoryStore(Project("test"))
    intake = Intake(store)
    for text in (b"News\n\nOne.", b"News\n\nTwo.", b"News\n\nThree."):
        intake.add(text, "a.txt", NOON)
    assert store.article_ids() == ["news", "news-2", "news-3"]


def test_an_id_of_an_article_that_was_set_aside_is_not_given_again() -> None:
    store = MemoryStore(Project("test"))
    Intake(store).add(b"News\n\nOne.", "a.txt", NOON)
    store.set_aside("news")
    assert Intake(store).add(b"News\n\nTwo.", "a.txt", NOON).article == "news-2"


def test_what_was_set_aside_is_found_by_its_content_whatever_its_id() -> None:
    store = MemoryStore(Project("test"))
    Intake(store).add(b"News\n\nOne.", "a.txt", NOON)
    Intake(store).add(b"News\n\nTwo.", "a.txt", NOON)
    store.set_aside("news-2")
    again = Intake(store).add(b"News\n\nTwo.\n", "b.txt", NOON)
    assert (again.article, again.is_new, again.is_aside) == ("news-2", False, True)
    assert store.article_ids() == ["news"]


def test_an_id_that_somebody_took_meanwhile_is_not_overwritten() -> None:
    store = MemoryStore(Project("test"))
    early, late = Intake(store), Intake(store)
    late.add(b"Something else.", "a.txt", NOON)
    early.add(b"News\n\nOne.", "a.txt", NOON)
    assert late.add(b"News\n\nTwo.", "a.txt", NOON).article == "news-2"
    assert "One." in store.article("news").document.text


def test_what_is_no_article_leaves_the_project_as_it_was() -> None:
    store = MemoryStore(Project("test"))
    with pytest.raises(BinaryFileError):
        Intake(store).add(b"\x89PNG\r\n\x1a\n", "a.png", NOON)
    assert store.article_ids() == []
    with pytest.raises(UnknownNameError):
        store.article("a")


@given(st.text(st.characters(codec="utf-8"), min_size=1).filter(lambda t: any(map(str.isalnum, t))))
def test_any_text_becomes_an_article_whose_sentences_cover_it(text: str) -> None:
    store = MemoryStore(Project("test"))
    added = Intake(store).add(("x " + text).encode(), "a.txt", NOON)
    article = store.article(added.article).document
    assert problems(article) == []
    covered = {i for s in article.sentences for i in range(s.start, s.end)}
    assert all(article.text[i].isspace() for i in set(range(len(article.text))) - covered)
