"""Which sentences the words are that somebody labeled, wherever they were cut."""

from __future__ import annotations

import unicodedata

from hypothesis import given

from annotator.domain.article import Article
from annotator.domain.datasets.anchors import Anchor
from annotator.domain.datasets.placing_labels import How, Placed, Unplaced, place_labels
from annotator.domain.datasets.quoting import Quoted, bare
from annotator.domain.datasets.sentence_index import SentenceIndex
from tests.revisions import article_of
from tests.strategies import articles, texts

ARTICLE = article_of(
    "The mayor resigned on Monday.",
    "“We knew,” two aides said.",
    "Her office declined to comment.",
    "Her office declined to comment.",
    "It will change the city for ever.",
)


def places(anchor: Anchor, article: Article = ARTICLE) -> list[tuple[str, How]]:
    found = place_labels(article, [anchor])[0]
    assert isinstance(found, Placed), found
    return [(place.sentence, place.how) for place in found.places]


def why(anchor: Anchor) -> str:
    found = place_labels(ARTICLE, [anchor])[0]
    assert isinstance(found, Unplaced), found
    return found.why


def test_words_are_found_whatever_their_white_space_quotation_marks_and_accents() -> None:
    assert places(Anchor('"We  knew,"\ntwo aides said.')) == [("s2", "same")]
    accented = article_of("Café Zoë closed.", "Nobody said why.")
    assert places(Anchor(unicodedata.normalize("NFD", "Café Zoë closed.")), accented) == [
        ("s1", "same")
    ]
    decomposed = article_of(unicodedata.normalize("NFD", "Café Zoë closed."), "Nobody said why.")
    assert places(Anchor("Café Zoë closed. Nobody said why."), decomposed) == [
        ("s1", "split"),
        ("s2", "split"),
    ]


def test_a_full_stop_or_a_mark_may_lack() -> None:
    assert places(Anchor("The mayor resigned on Monday")) == [("s1", "same")]
    assert places(Anchor("Monday. “We knew,” two aides said")) == [("s2", "same")]


def test_a_piece_and_a_stretch_over_several_are_told_apart() -> None:
    assert places(Anchor("The mayor resigned")) == [("s1", "joined")]
    both = "The mayor resigned on Monday. “We knew,” two aides said."
    assert places(Anchor(both)) == [("s1", "split"), ("s2", "split")]


def test_repeats_are_told_apart_by_what_stands_around_them() -> None:
    twice = "Her office declined to comment."
    assert "2 times" in why(Anchor(twice))
    assert places(Anchor(twice, before="two aides said. ")) == [("s3", "same")]
    assert places(Anchor(twice, after=" It will change")) == [("s4", "same")]
    assert places(Anchor(twice, sentence="s4")) == [("s4", "same")]
    s4 = ARTICLE.sentences[3]
    assert places(Anchor(twice, start=s4.start + 3, end=s4.end + 3)) == [("s4", "same")]


def test_the_digest_and_the_place_decide_before_the_words() -> None:
    s3 = ARTICLE.sentences[2]
    by_place = Anchor("", sha256=ARTICLE.sha256, start=s3.start, end=s3.end)
    assert places(by_place) == [("s3", "same")]
    assert places(Anchor("", sha256=ARTICLE.sha256, start=0, end=10)) == [("s1", "joined")]
    assert "outside of the text" in why(
        Anchor("", sha256=ARTICLE.sha256, start=s3.start, end=10_000)
    )
    elsewhere = Anchor("The mayor resigned on Monday.", sha256="0" * 64, start=40, end=50)
    assert places(elsewhere) == [("s1", "same")]


def test_edited_words_are_known_by_most_of_them_and_others_are_not() -> None:
    edited = Anchor("The old mayor has resigned on Monday.")
    assert places(edited) == [("s1", "edited")]
    assert "nowhere" in why(Anchor("A storm closed the port of Antwerp today."))
    assert "any place" in why(Anchor(""))


@given(articles())
def test_every_sentence_is_found_by_its_place(article: Article) -> None:
    anchors = [
        Anchor("", sha256=article.sha256, start=one.start, end=one.end) for one in article.sentences
    ]
    found = place_labels(article, anchors)
    ids = [one.places[0].sentence for one in found if isinstance(one, Placed)]
    assert ids == [one.id for one in article.sentences]


@given(texts(), texts(), texts())
def test_a_quotation_is_found_where_it_stands(before: str, quote: str, after: str) -> None:
    text = f"{before}|{quote}|{after}"
    spans = Quoted(text).spans(f"|{quote}|")
    assert all(bare(text[start:end]) == bare(f"|{quote}|") for start, end in spans)
    assert spans


def test_the_index_finds_whole_sentences_and_pieces_of_them() -> None:
    index = SentenceIndex()
    index.note(ARTICLE)
    assert index.having("The  mayor resigned on Monday.") == [ARTICLE.id]
    assert index.having("The mayor resigned") == []
    assert index.having_a_piece("The mayor resigned on Monday. “We knew,”") == [ARTICLE.id]
    assert index.having_a_piece("and so it will change the city for ever.") == [ARTICLE.id]
    assert index.having_a_piece("Nothing of this stands anywhere.") == []
