"""Merging documents of two revisions of an article: nothing is lost or asked in vain."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.annotations import Annotations
from annotator.domain.article import Article
from annotator.domain.consistency import of_annotations
from annotator.domain.edits import same_decision, same_word
from annotator.domain.history import Change, Circumstances, rebuild, record
from annotator.domain.marks import Comment, Mark
from annotator.domain.merge import reconcile
from annotator.domain.revisions.carry import carried
from annotator.domain.revisions.cuts import join, split
from tests.revisions import ONE_LINE, article_of, became, document_on, marked
from tests.strategies import time_after

A, B, C, D = "The mayor resigned.", "Aides had known.", "Her office was silent.", "Rain fell."
OPINION = Mark("tagged", ("opinion",), guidelines="1", at=time_after(0))
CONFIRMED = replace(OPINION, tags=("confirmed",))
NOTHING = Mark("no-tag", guidelines="1", at=time_after(0))
BY = ("ana", time_after(60_000))
OLD = article_of(A, B, C, D, between=ONE_LINE)
EDITED = became(OLD, "The mayor resigned on Monday.", B, D, between=ONE_LINE)
CUT = split(OLD, "s3", 4, *BY)
FIRST, SECOND = (sentence.id for sentence in CUT.sentences[2:4])


def base() -> Annotations:
    return document_on(OLD, {"s1": OPINION, "s3": OPINION})


def test_marks_made_elsewhere_before_the_article_changed_are_carried_over() -> None:
    disk = marked(carried(base(), EDITED), EDITED, {"s2": CONFIRMED}, "b1")
    own = marked(base(), OLD, {"s1": CONFIRMED, "s4": CONFIRMED}, "a1")
    merged = reconcile(disk, own, EDITED)
    marks = merged.document.marks
    assert merged.held == ()
    assert merged.document.history.lines()[: len(disk.history)] == disk.history.lines()
    assert (marks["s1"].tags, marks["s1"].look_again) == (("confirmed",), "edited")
    assert (marks["s2"].tags, marks["s4"].tags) == (("confirmed",), ("confirmed",))
    assert "s3" not in marks
    assert merged.document.article_revision == 2
    assert of_annotations(merged.document, EDITED) == []


def test_marks_that_the_disk_has_of_the_old_revision_are_carried_over() -> None:
    disk = marked(base(), OLD, {"s1": CONFIRMED}, "b1")
    own = marked(carried(base(), EDITED), EDITED, {"s2": CONFIRMED}, "a1")
    merged = reconcile(disk, own, EDITED)
    marks = merged.document.marks
    assert (marks["s1"].tags, marks["s1"].look_again) == (("confirmed",), "edited")
    assert (marks["s2"].tags, merged.held) == (("confirmed",), ())
    assert of_annotations(merged.document, EDITED) == []


def test_both_carried_over_the_same_document_so_nothing_is_told_twice() -> None:
    disk = marked(carried(base(), EDITED), EDITED, {"s2": CONFIRMED}, "b1")
    own = marked(carried(base(), EDITED), EDITED, {"s4": CONFIRMED}, "a1")
    merged = reconcile(disk, own, EDITED)
    carries = [event for event in merged.document.history if event.why == "carry"]
    assert len(carries) == 2
    assert [event.sentence for event in merged.document.history][-2:] == ["s2", "s4"]


def test_a_sentence_that_one_side_decided_before_it_was_split_and_the_other_after() -> None:
    disk = marked(carried(base(), CUT), CUT, {FIRST: CONFIRMED}, "b1")
    own = marked(base(), OLD, {"s3": NOTHING}, "a1")
    merged = reconcile(disk, own, CUT)
    assert [held.sentence for held in merged.held] == [FIRST]
    assert merged.document.marks[FIRST].tags == ("confirmed",)
    second = merged.document.marks[SECOND]
    assert (second.state, second.look_again) == ("no-tag", "split")
    assert "s3" not in merged.document.marks
    assert any(e.sentence == "s3" and e.after == own.marks["s3"] for e in merged.document.history)
    assert of_annotations(merged.document, CUT) == []


def test_comments_made_elsewhere_follow_their_sentence() -> None:
    said = Comment("0" * 16, "s3", None, "Who says so?", time_after(0))
    how = Circumstances(time_after(0), "a1", "comment")
    own = record(base(), [Change("s3", said)], how)
    disk = marked(carried(base(), CUT), CUT, {FIRST: CONFIRMED}, "b1")
    merged = reconcile(disk, own, CUT)
    assert [comment.sentence for comment in merged.document.comments] == [FIRST]
    assert of_annotations(merged.document, CUT) == []


def test_what_is_merged_before_the_new_article_is_known_is_carried_over_then() -> None:
    disk = marked(carried(base(), CUT), CUT, {FIRST: CONFIRMED}, "b1")
    own = marked(base(), OLD, {"s3": NOTHING, "s1": NOTHING}, "a1")
    merged = reconcile(disk, own, OLD)
    assert (merged.held, merged.document.article_revision) == ((), 1)
    now = carried(merged.document, CUT)
    assert (now.marks["s1"].state, now.marks[FIRST].tags) == ("no-tag", ("confirmed",))
    assert (now.marks[SECOND].state, now.marks[SECOND].look_again) == ("no-tag", "split")
    assert "s3" not in now.marks
    assert of_annotations(now, CUT) == []


# ── laws ─────────────────────────────────────────────────────────────────────────────────────


@st.composite
def sides(draw: st.DrawFn, session: str, articles: list[Article]) -> Annotations:
    """What one machine does: marks on some revision, carries over, marks on a later one."""
    document = base()
    for article in articles[: draw(st.integers(1, len(articles)))]:
        document = carried(document, article)
        names = st.sampled_from([sentence.id for sentence in article.sentences])
        what = st.sampled_from([OPINION, CONFIRMED, NOTHING, None])
        done = draw(st.dictionaries(names, what, max_size=2))
        document = marked(document, article, done, session)
    return document


JOINED = join(CUT, FIRST, *BY)
CHAINS = [
    [OLD, EDITED],
    [OLD, CUT],
    [OLD, CUT, JOINED],
    [OLD, EDITED, became(EDITED, B, C, A, minute=2, between=ONE_LINE)],
]


@given(st.data(), st.sampled_from(CHAINS))
def test_whatever_two_machines_did_to_either_side_of_a_change_nothing_is_lost(
    data: st.DataObject, chain: list[Article]
) -> None:
    disk, own = data.draw(sides("b1", chain)), data.draw(sides("a1", chain))
    today = chain[-1]
    merged = reconcile(disk, own, today)
    document = (
        merged.document if merged.document.article_revision > 1 else carried(merged.document, today)
    )
    assert document.history.lines()[: len(disk.history)] == disk.history.lines()
    assert [event.revision for event in document.history] == list(range(1, document.revision + 1))
    assert rebuild(document, document.revision).marks == document.marks
    theirs, ours = carried(disk, today).marks, carried(own, today).marks
    known = carried(base(), today).marks
    held = {each.sentence: each for each in merged.held}
    document = carried(document, today)
    for sentence in {*theirs, *ours, *known, *document.marks}:
        now = document.marks.get(sentence)
        if sentence in held:
            assert now == theirs.get(sentence)
            assert held[sentence].own == ours.get(sentence)
        elif ours.get(sentence) == known.get(sentence):
            assert same_decision(now, theirs.get(sentence))
        else:
            assert same_word(now, ours.get(sentence))
    assert of_annotations(document, today) == []
