"""Mending cuts: splitting and joining sentences, and what comes back when it is taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.domain.article import Article, problems, sentence_id
from annotator.domain.consistency import of_article
from annotator.domain.mentions import words_of
from annotator.domain.revisions.cuts import cut_places, join, split
from annotator.errors import RefusedError, UnknownSentenceError
from tests.revisions import ONE_LINE, article_of
from tests.strategies import time_after

ARTICLE = article_of(
    "Aides knew.", "She said “yes”. “No,” he said.", "Rain fell.", between=ONE_LINE
)
BY = ("ana", time_after(60_000))


def texts(article: Article) -> list[str]:
    return [article.text_of(sentence) for sentence in article.sentences]


def ids(article: Article) -> list[str]:
    return [sentence.id for sentence in article.sentences]


def test_a_sentence_is_cut_before_a_word_and_quotation_marks_go_with_it() -> None:
    offset = ARTICLE.text_of(ARTICLE.sentences[1]).index("No")
    new = split(ARTICLE, "s2", offset, *BY)
    assert texts(new) == ["Aides knew.", "She said “yes”.", "“No,” he said.", "Rain fell."]
    first, second = new.sentences[1:3]
    assert first.id == sentence_id(ARTICLE.sha256, first.start, first.end)
    assert second.id == sentence_id(ARTICLE.sha256, second.start, second.end)
    assert (ids(new)[0], ids(new)[3]) == ("s1", "s3")
    assert (problems(new), of_article(new)) == ([], [])


def test_the_revision_keeps_what_was_before_and_not_the_text_again() -> None:
    new = split(ARTICLE, "s1", 6, *BY)
    assert (new.revision, new.text, new.sha256) == (2, ARTICLE.text, ARTICLE.sha256)
    (earlier,) = new.previous
    assert (earlier.text, earlier.sentences) == (None, ARTICLE.sentences)
    assert (earlier.revision, earlier.by, earlier.at, earlier.why) == (1, *BY, "split")
    (row,) = earlier.alignment
    assert (row.old, row.new, row.how) == (("s1",), tuple(ids(new)[:2]), "split")


def test_joining_again_brings_the_old_id_back() -> None:
    new = split(ARTICLE, "s1", 6, *BY)
    back = join(new, ids(new)[0], *BY)
    assert back.sentences == ARTICLE.sentences
    assert back.previous[-1].alignment[0].how == "joined"
    assert split(back, "s1", 6, *BY).sentences == new.sentences


def test_two_sentences_become_one_of_the_kind_of_the_first() -> None:
    new = join(ARTICLE, "s2", *BY)
    assert texts(new)[1] == "She said “yes”. “No,” he said. Rain fell."
    assert ids(new)[0] == "s1"
    assert new.sentences[1].id not in ids(ARTICLE)


def test_the_same_cut_on_two_machines_is_the_same_sentence() -> None:
    mine = split(split(ARTICLE, "s1", 6, *BY), "s2", 16, *BY)
    theirs = split(split(ARTICLE, "s2", 16, *BY), "s1", 6, *BY)
    assert mine.sentences == theirs.sentences


@pytest.mark.parametrize("offset", [0, -1, 99, 5, 8, 11])
def test_a_cut_at_an_edge_or_inside_white_space_or_a_word_is_refused(offset: int) -> None:
    with pytest.raises(RefusedError, match="s1"):
        split(ARTICLE, "s1", offset, *BY)


def test_a_cut_that_leaves_only_quotation_marks_is_refused() -> None:
    article = article_of("“No,” he said.")
    with pytest.raises(RefusedError, match="on one side"):
        split(article, "s1", 1, *BY)


def test_the_last_sentence_and_those_of_another_paragraph_or_kind_are_not_joined() -> None:
    with pytest.raises(RefusedError, match="last sentence"):
        join(ARTICLE, "s3", *BY)
    with pytest.raises(RefusedError, match="last of its paragraph"):
        join(article_of("One.", "Two."), "s1", *BY)
    caption = replace(ARTICLE.sentences[1], kind="caption")
    mixed = replace(ARTICLE, sentences=(ARTICLE.sentences[0], caption, ARTICLE.sentences[2]))
    with pytest.raises(RefusedError, match="annotator edit an-article --kind s2 sentence"):
        join(mixed, "s1", *BY)


def test_a_sentence_that_is_not_there_is_said() -> None:
    with pytest.raises(UnknownSentenceError, match="s1 to s3"):
        split(ARTICLE, "s9", 3, *BY)
    with pytest.raises(UnknownSentenceError, match="s1 to s3"):
        join(ARTICLE, "s9", *BY)


def test_text_without_blanks_is_cut_between_its_signs() -> None:
    article = article_of("今日は雨です明日は晴れ。")
    assert texts(split(article, "s1", 6, *BY)) == ["今日は雨です", "明日は晴れ。"]


@given(st.text(st.sampled_from("ab “”’.,()今日\t"), max_size=20), st.text(max_size=20))
def test_every_place_that_is_offered_can_be_cut_and_joined_again(one: str, other: str) -> None:
    text = " ".join(f"{one}{other}".split())
    assume(text and not any(sign in text for sign in "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"))
    article = article_of(text)
    for start, _ in cut_places(article, "s1"):
        new = split(article, "s1", start, *BY)
        assert problems(new) == []
        assert "".join(texts(new)).replace(" ", "") == text.replace(" ", "")
        assert all(piece == piece.strip() and piece for piece in texts(new))
        assert join(new, new.sentences[0].id, *BY).sentences == article.sentences
    assert len(cut_places(article, "s1")) >= len(words_of(text)) - 1
