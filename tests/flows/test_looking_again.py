"""What a sentence was before its article changed, and what changes did to marks, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from annotator.codec import decode, encode
from annotator.domain.article import Article
from annotator.domain.marks import Mark, Source
from annotator.domain.revisions.carry import Carried, carry
from annotator.domain.revisions.cuts import join, split
from annotator.flows.looking_again import Before, News, Past, news
from tests.revisions import ONE_LINE, article_of, became, document_on, marked
from tests.strategies import time_after

RAIN = "It rained all day on Monday."
SUN = "The sun shone."
ARTICLE = article_of(RAIN, SUN, "The end.", between=ONE_LINE)
TAGGED = Mark("tagged", ("confirmed",))
BY = ("ben", time_after(60_000))


def before(article: Article, sentence: str, *marks: str) -> Before | None:
    """What a sentence was, for somebody who has marked these of the first revision."""
    document = carry(document_on(ARTICLE, dict.fromkeys(marks, TAGGED)), article).document
    return Past(article).before(document, sentence)


def told(found: Before | None) -> str:
    assert found is not None
    return "".join(part.told for part in found.words)


def test_an_edited_sentence_was_what_was_decided_on() -> None:
    after = became(ARTICLE, RAIN.replace("Monday", "Sunday"), SUN, "The end.", between=ONE_LINE)
    found = before(after, "s1", "s1")
    assert told(found) == "It rained all day on [-Monday-]{+Sunday+}."
    assert found is not None
    assert (found.how, found.told) == ("edited", "[-Monday-]{+Sunday+}")
    assert before(after, "s2", "s2") is None
    assert before(after, "s9", "s1") is None


def test_edits_one_after_another_are_told_as_one() -> None:
    once = became(ARTICLE, RAIN.replace("Monday", "Sunday"), SUN, "The end.", between=ONE_LINE)
    twice = became(
        once, RAIN.replace("Monday", "Friday"), SUN, "The end.", between=ONE_LINE, minute=2
    )
    assert told(before(twice, "s1", "s1")) == "It rained all day on [-Monday-]{+Friday+}."


def test_a_piece_was_one_with_the_others_and_a_joined_sentence_two() -> None:
    cut = split(ARTICLE, "s1", RAIN.index("on"), *BY)
    piece = cut.sentences[1].id
    found = before(cut, piece, "s1")
    assert (told(found), found and found.label) == (
        "It rained all day | on Monday.",
        "was one",
    )
    whole = join(ARTICLE, "s1", *BY)
    found = before(whole, whole.sentences[0].id, "s1")
    assert (told(found), found and found.label) == (f"{RAIN} | {SUN}", "were two")
    assert found is not None
    assert found.told == f"were two: {RAIN} | {SUN}"


def test_a_piece_that_is_edited_shows_how_it_changed() -> None:
    cut = split(ARTICLE, "s1", RAIN.index("on"), *BY)
    texts = ["It rained all day", "on Sunday.", SUN, "The end."]
    again = became(cut, *texts, between=ONE_LINE, minute=2)
    piece = again.sentences[1].id
    assert piece == cut.sentences[1].id
    assert told(before(again, piece, "s1")) == "on [-Monday-]{+Sunday+}."


def test_what_was_read_from_a_file_is_told_alike() -> None:
    cut = split(ARTICLE, "s1", RAIN.index("on"), *BY)
    read = decode(encode(cut), "here", "article")
    assert isinstance(read, Article)
    piece = cut.sentences[1].id
    assert before(read, piece, "s1") == before(cut, piece, "s1")


def test_the_news_of_an_article_name_each_thing_that_happened_to_marks() -> None:
    source = Source("Mondays", "Monday", "s1", 21, 27, "document")
    document = document_on(
        ARTICLE, {"s1": replace(TAGGED, sources=(source,)), "s2": TAGGED, "s3": TAGGED}
    )
    after = became(ARTICLE, RAIN.replace("Monday", "Sunday"), between=ONE_LINE)
    found = news(document, carry(document, after), after)
    assert (found.look_again, found.gone, len(found.notices)) == (1, 2, 1)
    assert str(found).startswith(
        "1 to look at again: n · 2 marks of gone sentences are in the history: h · "
    )
    over = carry(document, after)
    assert news(over.document, carry(over.document, after), after) == News()


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (News(), ""),
        (News(gone=1), "1 mark of a gone sentence is in the history: h"),
        (News(notices=("One.", "Two.", "Three.")), "One. · and 2 more of that kind"),
    ],
)
def test_news_are_told_in_a_line(found: News, words: str) -> None:
    assert str(found) == words


def test_a_sentence_that_was_cut_is_not_gone() -> None:
    document = marked(document_on(ARTICLE, {}), ARTICLE, {"s1": TAGGED})
    cut = split(ARTICLE, "s1", RAIN.index("on"), *BY)
    over: Carried = carry(document, cut)
    assert news(document, over, cut) == News(look_again=2)
