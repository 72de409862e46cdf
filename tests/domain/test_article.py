from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given

from annotator.domain.article import (
    Article,
    Sentence,
    fingerprint,
    order_of_id,
    place_in,
    problems,
    sentence_id,
    text_digest,
)
from tests import strategies as some


@given(some.articles())
def test_a_good_article_has_no_problems(article: Article) -> None:
    assert problems(article) == []
    assert (
        "".join(map(article.text_of, article.sentences))
        == article.text[: article.sentences[-1].end if article.sentences else 0]
    )


@given(some.texts())
def test_the_same_words_have_the_same_fingerprint(text: str) -> None:
    loose = "  " + unicodedata.normalize("NFD", text).replace(" ", " \n\t ") + "\r\n"
    assert fingerprint(loose) == fingerprint(text)


def test_other_words_have_another_fingerprint_and_other_blanks_another_digest() -> None:
    assert fingerprint("a b") != fingerprint("ab")
    assert text_digest("a b") != text_digest("a  b")


def test_a_later_id_depends_on_text_and_span_only() -> None:
    assert sentence_id("x", 1, 23) == sentence_id("x", 1, 23)
    assert len({sentence_id("x", 1, 23), sentence_id("x", 12, 3), sentence_id("y", 1, 23)}) == 3
    assert order_of_id("s9999") < order_of_id(sentence_id("x", 1, 2))
    assert len(sentence_id("x", 1, 2)) == 11


def cuts(*spans: tuple[int, int]) -> tuple[Sentence, ...]:
    return tuple(Sentence(f"s{n}", *span, "sentence", 0) for n, span in enumerate(spans))


@pytest.mark.parametrize(
    "sentences",
    [
        cuts((0, 3), (2, 4)),
        cuts((2, 2)),
        cuts((3, 1)),
        cuts((-1, 2)),
        cuts((0, 6)),
        cuts((3, 4), (0, 2)),
    ],
)
def test_sentences_that_overlap_or_lie_outside_are_a_problem(
    sentences: tuple[Sentence, ...],
) -> None:
    text = "abcde"
    article = Article(
        *("a", 1, "t", None, None, None, None, None, "", None, None),
        *(text_digest(text), fingerprint(text), "", text, sentences),
    )
    assert problems(article) == ["the sentences overlap or lie outside the text"]
    assert problems(replace(article, sentences=cuts((0, 2), (2, 5)))) == []


def article_of(text: str, *sentences: tuple[str, int, int]) -> Article:
    spans = tuple(Sentence(name, start, end, "sentence", 0) for name, start, end in sentences)
    return Article(
        *("a", 1, "t", None, None, None, None, None, "", None, None),
        *(text_digest(text), fingerprint(text), "", text, spans),
    )


OLD = article_of("aa bb cc dd", ("s1", 0, 2), ("s2", 3, 5), ("s3", 6, 8), ("s4", 9, 11))


@pytest.mark.parametrize(
    ("new", "index", "place"),
    [
        pytest.param(OLD, 2, 2, id="the same sentence"),
        pytest.param(
            article_of("x aa bb cc dd", ("n", 0, 1), ("s1", 2, 4), ("s3", 8, 10)), 2, 2, id="moved"
        ),
        pytest.param(
            article_of("aa bb cc dd", ("s1", 0, 2), ("b", 3, 4), ("c", 4, 5), ("s3", 6, 8)),
            *(1, 1),
            id="split: its first piece",
        ),
        pytest.param(
            article_of("aa bb cc dd", ("s1", 0, 2), ("j", 3, 8), ("s4", 9, 11)),
            *(2, 1),
            id="joined: what it is in now",
        ),
        pytest.param(
            article_of("aa dd", ("s1", 0, 2), ("s4", 3, 5)), 1, 1, id="deleted: the next one"
        ),
        pytest.param(
            article_of("aa bb", ("s1", 0, 2), ("s2", 3, 5)), 3, 1, id="deleted at the end: before"
        ),
        pytest.param(article_of("zz", ("n", 0, 2)), 3, 0, id="nothing is left"),
    ],
)
def test_the_place_in_another_revision_is_the_nearest_there_is(
    new: Article, index: int, place: int
) -> None:
    assert place_in(new, OLD, index) == place
