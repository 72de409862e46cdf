"""A project in one file: what is written is read again without loss, or told with its line."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.codec import encode
from annotator.domain.annotations import Annotations
from annotator.domain.article import Article
from annotator.domain.project import Project
from annotator.domain.review.decisions import Review
from annotator.errors import BrokenDocumentError, DataError
from annotator.formats.datasets.about import About, OneFile
from annotator.formats.datasets.native import Documents, is_native, read_native, write_native
from annotator.formats.datasets.withholding import Policy
from tests.formats.test_golden import written
from tests.strategies import annotated, articles, projects, reviews


def file_of(documents: list[Documents], project: Project, guidelines: str = "") -> bytes:
    stream = io.BytesIO()
    told = About(project, policy=Policy(confidential=True), guidelines=guidelines)
    write_native(documents, told, OneFile(stream, "out"))
    return stream.getvalue()


@st.composite
def everything_said(draw: st.DrawFn) -> Documents:
    article: Article = draw(articles())
    annotations: list[Annotations] = draw(st.lists(annotated(), max_size=2))
    reviewed: list[Review] = draw(st.lists(reviews(), max_size=1))
    return Documents(article, tuple(annotations), tuple(reviewed))


@given(st.lists(everything_said(), max_size=2), projects(), st.text())
def test_what_is_written_is_read_again_byte_for_byte(
    documents: list[Documents], project: Project, guidelines: str
) -> None:
    data = file_of(documents, project, guidelines)
    assert is_native(data)
    found = read_native(io.BytesIO(data), "a.json")
    assert (encode(found.project), found.guidelines) == (encode(project), guidelines)
    for was, now in zip(documents, found.articles, strict=True):
        assert not isinstance(now, DataError)
        assert encode(now.article) == encode(was.article)
        assert list(map(encode, now.annotations)) == list(map(encode, was.annotations))
        assert list(map(encode, now.reviews)) == list(map(encode, was.reviews))
    assert file_of(documents, project, guidelines) == data


def test_a_line_that_is_damaged_or_missing_is_told_and_the_rest_comes_in() -> None:
    lines = written("native").splitlines(keepends=True)
    damaged = [lines[0], lines[1].replace(b'"revision":1', b'"revision":"x"', 1), *lines[2:]]
    first, second = read_native(io.BytesIO(b"".join(damaged)), "a.json").articles
    assert "line 2" in str(first)
    assert isinstance(second, Documents)
    *_, last = read_native(io.BytesIO(b"".join(lines[:-1])), "a.json").articles
    assert "cut off" in str(last)


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[1]\n", b'{"schema":"annotator/project","articles":[\n', b"\xff\x00"]
)
def test_another_file_is_refused(data: bytes) -> None:
    assert not is_native(data)
    with pytest.raises(BrokenDocumentError, match=r"a\.json"):
        read_native(io.BytesIO(data), "a.json")


def test_a_newer_version_is_refused() -> None:
    data = written("native").replace(b'"version":1', b'"version":2', 1)
    with pytest.raises(BrokenDocumentError, match="version 2"):
        read_native(io.BytesIO(data), "a.json")


def test_a_confidential_source_is_taken_out_of_the_history_too() -> None:
    data = written("native")
    assert b"Deep Throat" not in data
    found = read_native(io.BytesIO(data), "a.json")
    (hard, _) = found.articles
    assert isinstance(hard, Documents)
    marks = hard.annotations[0].marks
    assert [source.name for source in marks["s6"].sources] == ["Mx. =Name"]
    assert hard.annotations[1].marks["s6"].note == ""
    assert len(hard.annotations[0].history) == 8
