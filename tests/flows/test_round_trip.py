"""What goes out comes back: every format that is read and written, over generated projects.

What a format loses is exactly what `annotator formats` lists.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain.article import Article
from annotator.domain.marks import Comment, Mark
from annotator.domain.project import Project
from annotator.errors import EmptySelectionError
from annotator.formats.datasets.ingoing import LABEL_READERS
from annotator.formats.datasets.outgoing import WRITERS, writer_named
from annotator.formats.table import formats
from annotator.stores.memory import MemoryStore
from tests import strategies
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
    """An article as it is when it has just come in."""
    return replace(article, revision=1, previous=())


Forgiving = Callable[[Mark], Mark]

LOST_OF_MARKS: Mapping[str, Forgiving] = {}
"""What formats lose of a mark, by the words of `annotator formats`: both sides without it."""


def forgiven(name: str) -> Forgiving:
    """A mark without what a format loses of it."""
    found = [LOST_OF_MARKS[term] for term in writer_named(name).loses if term in LOST_OF_MARKS]

    def blank(mark: Mark) -> Mark:
        for forgive in found:
            mark = forgive(mark)
        return mark

    return blank


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
    blank = forgiven(name)
    was = {key: {id_: blank(one) for id_, one in own.items()} for key, own in said(store).items()}
    now = {key: {id_: blank(one) for id_, one in own.items()} for key, own in said(copy).items()}
    assert now == was
    before = said(copy)
    again = imported(copy, name, files)
    assert (again.came_in, again.errors, said(copy)) == (0, [], before)
