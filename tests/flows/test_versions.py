"""Logs and differences agree with what the history rebuilds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotations import Annotations
from annotator.domain.history import rebuild
from annotator.domain.marks import Comment
from annotator.errors import RefusedError
from annotator.flows.versions import diff, log
from tests.strategies import annotated


@given(annotated())
def test_each_row_of_a_log_says_what_was_before_and_what_is_after(document: Annotations) -> None:
    rows = list(log(document))
    assert [row.revision for row in rows] == [event.revision for event in document.history]
    for row in rows:
        if row.sentence is None or isinstance(row.after, Comment):
            continue
        before = rebuild(document, row.revision - 1)
        after = rebuild(document, row.revision)
        if before.comments == after.comments:
            assert row.before == before.marks.get(row.sentence)
            assert row.after == after.marks.get(row.sentence)


@given(annotated(), st.data())
def test_a_difference_is_what_leads_from_one_revision_to_the_other(
    document: Annotations, data: st.DataObject
) -> None:
    revisions = st.integers(0, document.revision)
    old, new = data.draw(revisions), data.draw(revisions)
    marks = dict(rebuild(document, old).marks)
    for row in diff(document, old, new):
        assert marks.pop(row.sentence, None) == row.before
        assert row.before != row.after
        if row.after is not None:
            marks[row.sentence] = row.after
    assert marks == dict(rebuild(document, new).marks)


@given(annotated())
def test_without_revisions_it_is_the_latest_action(document: Annotations) -> None:
    if not len(document.history):
        assert diff(document) == []
        return
    group = document.history[-1].group
    assert diff(document) == diff(document, group - 1, document.revision)


@given(annotated(), st.integers().filter(bool))
def test_a_revision_that_is_not_there_is_refused(document: Annotations, beyond: int) -> None:
    wrong = beyond if beyond < 0 else document.revision + beyond
    with pytest.raises(RefusedError, match="There is no revision"):
        diff(document, wrong)
