"""Whatever happens to a file, what is salvaged of it is valid, and nothing is made up."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotator.codec import Document, decode, empty_review, encode, thing_of
from annotator.domain.annotations import Annotations
from annotator.domain.consistency import of_review
from annotator.domain.history import Circumstances
from annotator.domain.marks import Comment
from annotator.domain.review.decisions import Review, Seen, SentBack
from annotator.domain.review.reviewing import ReviewChange, decision
from annotator.domain.review.reviewing import record as record_review
from annotator.flows.salvage import salvage
from annotator.validation import validate
from tests.strategies import annotated, documents, time_after

NOON = "2026-11-22T12:00:00.000Z"


@given(documents(), st.data())
def test_of_a_file_damaged_anywhere_comes_a_document_that_opens_or_nothing(
    document: Document, data: st.DataObject
) -> None:
    whole = encode(document)
    at = data.draw(st.integers(0, len(whole)), "at")
    rest = data.draw(st.sampled_from([b"", whole[at + 9 :], b"\xff\0" + whole[at:]]), "rest")
    thing = thing_of(document)
    found = salvage(thing, whole[:at] + rest, NOON)
    if found is not None:
        again = encode(found.document)
        assert decode(again, "x", thing) == found.document
        assert found.kept


@given(annotated(), st.data())
def test_annotations_cut_off_anywhere_become_ones_that_are_consistent(
    document: Annotations, data: st.DataObject
) -> None:
    whole = encode(document)
    cut = whole[: data.draw(st.integers(0, len(whole)), "at")]
    found = salvage("annotations", cut, NOON)
    if found is None:
        assert cut.count(b"\n") < 8
        return
    assert isinstance(found.document, Annotations)
    known = {found.document.marks.line(s) for s in found.document.marks}
    assert all(line is not None and line in cut for line in known)
    path = "an-article/ana.json"
    before = {problem.what for problem in validate("annotations", whole, path)}
    after = {problem.what for problem in validate("annotations", encode(found.document), path)}
    # Comments of the strategy may share an id, which 16 random digits do not.
    assert [what for what in after - before if "stands there twice" not in what] == []


@given(annotated().filter(lambda document: document.revision > 0))
def test_of_a_whole_file_everything_comes_back(document: Annotations) -> None:
    found = salvage("annotations", encode(document), NOON)
    assert found is not None
    assert found.document == document


def test_a_damaged_review_keeps_what_can_be_read() -> None:
    review = empty_review("an-article", 1, "rita")
    how = Circumstances(time_after(0), "r1", "key")
    saw = {"ana": Seen("tagged", ("opinion",))}
    for sentence in ("s1", "s2", "s3"):
        said = decision("tagged", ("confirmed",), saw, time_after(0))
        review = record_review(review, [ReviewChange(sentence, said)], how)
    review = record_review(review, [ReviewChange("s1", SentBack(("ana",), time_after(1)))], how)
    comment = Comment("0" * 16, "s2", None, "Why?", time_after(1))
    review = record_review(review, [ReviewChange("s2", comment)], replace(how, why="comment"))
    lines = encode(review).split(b"\n")
    bad = next(n for n, line in enumerate(lines) if b'"revision":2,' in line)
    data = b"\n".join([*lines[:bad], b'    {"revision":2,"at', *lines[bad + 1 :]])
    saved = salvage("review", data, time_after(9))
    assert saved is not None
    document = saved.document
    assert isinstance(document, Review)
    assert dict(document.decisions) == dict(review.decisions)
    assert dict(document.sent_back) == dict(review.sent_back)
    assert list(document.comments) == [comment]
    assert of_review(document) == []
