"""Mending cuts: what is shown first, and where a word stands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.errors import ConflictError, RefusedError, UnknownSentenceError
from annotator.flows.articles.mending import (
    done,
    join_with_next,
    place_of,
    places,
    split_before,
)
from tests.desks import NOON, memory_desk
from tests.revisions import article_of

ARTICLE = article_of("The mayor said the council met. The end.No more", "今日は雨です明日は晴れ。")


def test_what_is_shown_is_what_is_done(tmp_path: Path) -> None:
    store = memory_desk(tmp_path).store
    article = store.article("mayor-resigns").document
    offset = place_of(article, "s3", "had planned")
    shown = split_before(article, "s3", offset, by="ana", at=NOON)
    assert (shown.texts(), [s.id for s in shown.old]) == (
        ["Two aides said she", "had planned it for weeks."],
        ["s3"],
    )
    assert store.article("mayor-resigns").document == article
    assert done(store, shown) == shown.after == store.article("mayor-resigns").document
    back = join_with_next(shown.after, shown.new[0].id, by="ana", at=NOON)
    assert ([s.id for s in back.new], back.is_taken_back, shown.is_taken_back) == (
        ["s3"],
        True,
        False,
    )


def test_what_was_shown_of_an_article_that_changed_since_is_not_done(tmp_path: Path) -> None:
    store = memory_desk(tmp_path).store
    opened = store.article("mayor-resigns")
    shown = join_with_next(opened.document, "s2", by="ana", at=NOON)
    store.save_article(replace(opened.document, byline="Ben"), opened.token)
    with pytest.raises(ConflictError):
        done(store, shown)


@pytest.mark.parametrize(
    ("words", "nth", "begins"),
    [
        ("said", None, "said the"),
        ("the council", None, "the council"),
        ("The end", None, "The end."),
        ("COUNCIL", None, "council"),
        ("the", None, "the council"),
        ("No", None, "No more"),
    ],
)
def test_a_word_is_found_as_it_stands(words: str, nth: int | None, begins: str) -> None:
    text = ARTICLE.text_of(ARTICLE.sentences[0])
    assert text[place_of(ARTICLE, "s1", words, nth) :].startswith(begins)


def test_a_word_that_stands_there_twice_is_asked_for_by_its_number() -> None:
    article = article_of("Yes, he said, and she said no.")
    with pytest.raises(RefusedError, match=r"“said” stands in s1 2 times: .*--nth, from 1 to 2"):
        place_of(article, "s1", "said")
    assert [place_of(article, "s1", "said", n) for n in (1, 2)] == [8, 22]
    with pytest.raises(RefusedError, match="no --nth 3"):
        place_of(article, "s1", "said", 3)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("ayor", "no word “ayor”. It has The mayor said"),
        ("sai", "no word"),
        ("", "no word"),
        ("The mayor", "begins with “The mayor”"),
    ],
)
def test_what_is_no_word_to_cut_at_is_refused_with_those_there_are(words: str, says: str) -> None:
    with pytest.raises(RefusedError, match=says):
        place_of(ARTICLE, "s1", words)


def test_signs_of_languages_without_blanks_are_words() -> None:
    assert place_of(ARTICLE, "s2", "明日") == 6
    assert places(ARTICLE, "s2") == list(range(1, 11))


def test_a_sentence_that_is_not_there_is_told() -> None:
    with pytest.raises(UnknownSentenceError):
        place_of(ARTICLE, "s9", "the")
