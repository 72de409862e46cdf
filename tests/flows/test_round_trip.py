"""What goes out comes back: every format that is read and written, over generated projects.

What a format loses is exactly what `annotator formats` lists.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.codec import empty_annotations, empty_review
from annotator.domain.annotations import Annotations
from annotator.domain.article import Article, Sentence, fingerprint, text_digest
from annotator.domain.history import Change, Circumstances, record
from annotator.domain.marks import Comment, Mark
from annotator.domain.project import Project
from annotator.domain.review.decisions import Decision, Seen
from annotator.domain.review.reviewing import ReviewChange
from annotator.domain.review.reviewing import record as record_review
from annotator.errors import EmptySelectionError
from annotator.formats.datasets.ingoing import LABEL_READERS
from annotator.formats.datasets.outgoing import WRITERS
from annotator.formats.table import formats
from annotator.stores.memory import MemoryStore
from tests import strategies
from tests.desks import NOON
from tests.labels_in import empty_copy, exported, imported, mark, said

BOTH_WAYS = sorted({one.name for one in LABEL_READERS} & {one.name for one in WRITERS})
PEOPLE = ("ana", "ben")


@st.composite
def projects(draw: st.DrawFn) -> MemoryStore:
    """Projects of a few articles with marks of all kinds by two people."""
    store = MemoryStore(Project("test"), "# Guidelines\n")
    for article in draw(
        st.lists(
            strategies.articles().map(as_added),
            min_size=1,
            max_size=2,
            unique_by=(lambda one: one.id, lambda one: one.sha256),
        )
    ):
        store.save_article(article, None)
        for name in draw(st.sets(st.sampled_from(PEOPLE))):
            ids = [sentence.id for sentence in article.sentences]
            chosen = draw(st.sets(st.sampled_from(ids))) if ids else set()
            texts = {one.id: article.text_of(one) for one in article.sentences}
            marks = {id_: replace(draw(strategies.marks()), quote=texts[id_]) for id_ in chosen}
            if marks:
                mark(store, article, name, marks)
    return store


def as_added(article: Article) -> Article:
    """An article as it is when it has just come in; no sentence of it is blank."""
    cuts = tuple(one for one in article.sentences if article.text_of(one).strip())
    return replace(article, revision=1, previous=(), sentences=cuts)


@pytest.mark.parametrize("name", BOTH_WAYS)
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)
@given(store=projects())
def test_what_goes_out_comes_back_as_it_was(name: str, store: MemoryStore) -> None:
    try:
        files = exported(store, name)
    except EmptySelectionError:
        return
    copy = empty_copy(store)
    report = imported(copy, name, files)
    assert report.errors == []
    assert said(copy) == said(store)
    before = said(copy)
    again = imported(copy, name, files)
    assert (again.came_in, again.errors, said(copy)) == (0, [], before)


def one_project(
    text: str = "One, two.\n\nThree four. Five six.",
    note: str = "",
    publisher: str | None = "The Gazette",
) -> MemoryStore:
    """A project in which there is something of everything."""
    store = MemoryStore(Project("test"), "# Guidelines\n")
    cuts = (Sentence("s1", 0, 4, "headline", 0), Sentence("s2", 5, len(text), "sentence", 1))
    article = Article(
        id="an-article",
        revision=1,
        title="One, two",
        url="https://example.org/1",
        publisher=publisher,
        byline="A. Writer",
        published="2026-11-01",
        published_basis="declared",
        retrieved=NOON,
        language="fr",
        license="CC0-1.0",
        sha256=text_digest(text),
        fingerprint=fingerprint(text),
        segmenter="by hand",
        text=text,
        sentences=cuts,
    )
    store.save_article(article, None)
    words = Mark("tagged", ("opinion",), quote=article.text_of(cuts[1]), at=NOON, note=note)
    how = Circumstances(NOON, "0000", "key")
    document = empty_annotations(article.id, 1, article.sha256, "ana")
    document = record(document, [Change("s2", replace(words, tags=("confirmed",)))], how)
    document = record(document, [Change("s2", words)], how)
    comment = Comment("0123456789abcdef", "s2", None, "Why?", NOON)
    document = record(document, [Change("s2", comment)], replace(how, why="comment"))
    document = record(document, [Change(None, None)], replace(how, why="hand-in"))
    store.save_annotations(document, None)
    saw = {"ana": Seen("tagged", ("opinion",))}
    settled = Decision("tagged", ("opinion",), (), None, saw, NOON)
    review = empty_review(article.id, 1, "rita")
    store.save_review(record_review(review, [ReviewChange("s2", settled)], how), None)
    return store


def came_back(name: str, was: MemoryStore) -> MemoryStore:
    """What an empty copy of a project has after an import of everything that went out."""
    copy = empty_copy(was)
    imported(copy, name, exported(was, name))
    return copy


def documents(store: MemoryStore) -> list[Annotations]:
    found = (store.annotations("an-article", name) for name in store.annotators("an-article"))
    return [opened.document for opened in found if opened is not None]


def without_articles(name: str, was: MemoryStore) -> list[Article]:
    """The articles that come along where there is none."""
    bare = MemoryStore(was.project().document)
    imported(bare, name, exported(was, name))
    return [bare.article(id_).document for id_ in bare.article_ids()]


def loses_articles(name: str) -> bool:
    return not without_articles(name, one_project())


def loses_cuts(name: str) -> bool:
    was = one_project()
    found = without_articles(name, was)
    return bool(found) and found != [was.article("an-article").document]


def loses_carriage_returns(name: str) -> bool:
    text = "One.\r\nTwo three.\rFour."
    was = one_project(text)
    if loses_articles(name):
        return said(came_back(name, was)) != said(was)
    return [article.text for article in without_articles(name, was)] != [text]


def loses_comments(name: str) -> bool:
    return not any(document.comments for document in documents(came_back(name, one_project())))


def loses_history(name: str) -> bool:
    return all(len(document.history) == 1 for document in documents(came_back(name, one_project())))


def loses_hand_ins(name: str) -> bool:
    return not any(document.handed_in for document in documents(came_back(name, one_project())))


def loses_reviews(name: str) -> bool:
    return not came_back(name, one_project()).reviewers("an-article")


def loses_apostrophes(name: str) -> bool:
    was = one_project(note="'=1+1")
    return said(came_back(name, was)) != said(was)


def loses_empty_texts(name: str) -> bool:
    return exported(one_project(publisher=""), name) == exported(one_project(publisher=None), name)


LOST: Mapping[str, Callable[[str], bool]] = {
    "whole articles": loses_articles,
    "cuts and metadata of articles": loses_cuts,
    "carriage returns": loses_carriage_returns,
    "comments": loses_comments,
    "history": loses_history,
    "hand-ins": loses_hand_ins,
    "reviews": loses_reviews,
    "a first apostrophe told from one that was added": loses_apostrophes,
    "an empty text told from none": loses_empty_texts,
}
"""Whether a format loses something, by the words of `annotator formats`."""


@pytest.mark.parametrize("name", BOTH_WAYS)
@pytest.mark.parametrize("term", LOST)
def test_a_format_loses_exactly_what_annotator_formats_says(name: str, term: str) -> None:
    row = next(row for row in formats() if row.name == name)
    assert LOST[term](name) == (term in row.loses)


def test_every_loss_that_annotator_formats_lists_is_tried() -> None:
    assert {term for row in formats() for term in row.loses} == set(LOST)
