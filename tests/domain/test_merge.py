from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.domain.annotations import Annotations
from annotator.domain.edits import same_decision
from annotator.domain.history import Change, Circumstances, rebuild, record, redo, undo
from annotator.domain.marks import Comment, Mark, Source, Suggestion
from annotator.domain.merge import Held, reconcile
from tests import strategies as some

HOW = Circumstances(some.time_after(0), "a1", "key")
OPINION = Mark("tagged", ("opinion",))
CONFIRMED = Mark("tagged", ("confirmed",))
COMMENT = Comment("0" * 16, "s1", None, "Who says so?", some.time_after(0))

ODD = st.sampled_from(["s1", "s3", "s5"])
EVEN = st.sampled_from(["s2", "s4", "s6"])


def after(document: Annotations, steps: list[some.Step]) -> Annotations:
    for step in steps:
        document = step(document)
    return document


def lists(step: st.SearchStrategy[some.Step]) -> st.SearchStrategy[list[some.Step]]:
    return st.lists(step, max_size=4)


def mark(document: Annotations, sentence: str, mark: Mark | None, session: str) -> Annotations:
    return record(document, [Change(sentence, mark)], replace(HOW, session=session))


# ── laws ─────────────────────────────────────────────────────────────────────────────────────


@given(
    some.histories(most=5), lists(some.edits("a1", None, ODD)), lists(some.edits("b1", None, EVEN))
)
def test_two_writers_on_different_sentences_merge_with_nothing_lost(
    shared: tuple[Annotations, ...], theirs: list[some.Step], ours: list[some.Step]
) -> None:
    disk, own = after(shared[-1], theirs), after(shared[-1], ours)
    merged = reconcile(disk, own)
    assert merged.held == ()
    for sentence in {*disk.marks, *own.marks, *merged.document.marks}:
        side = disk if sentence in {"s1", "s3", "s5"} else own
        assert merged.document.marks.get(sentence) == side.marks.get(sentence)
    assert merged.document.revision == disk.revision + own.revision - shared[-1].revision


@given(some.histories(most=4), lists(some.steps("a1")), lists(some.steps("b1")))
def test_forked_histories_merge_from_their_last_common_event(
    shared: tuple[Annotations, ...], theirs: list[some.Step], ours: list[some.Step]
) -> None:
    disk, own = after(shared[-1], theirs), after(shared[-1], ours)
    merged = reconcile(disk, own)
    document = merged.document
    held = {each.sentence for each in merged.held}
    # What the disk has acknowledged keeps its number, and nothing of ours vanishes unseen.
    if len(disk.history) > len(shared[-1].history):
        assert document.history.lines()[: len(disk.history)] == disk.history.lines()
    assert [event.revision for event in document.history] == list(range(1, document.revision + 1))
    for sentence in {*disk.marks, *own.marks}:
        now, before = document.marks.get(sentence), shared[-1].marks.get(sentence)
        if sentence in held:
            assert now == disk.marks.get(sentence)
        elif own.marks.get(sentence) != before:
            assert same_decision(now, own.marks.get(sentence)) or same_decision(
                own.marks.get(sentence), disk.marks.get(sentence)
            )
        else:
            assert now in (disk.marks.get(sentence), own.marks.get(sentence))
    assert {c.id for c in own.comments} - {c.id for c in shared[-1].comments} <= {
        c.id for c in document.comments
    }
    assert rebuild(document, document.revision) == document
    times = [event.at for event in document.history]
    assert times == sorted(times)
    if document.revision >= disk.revision and len(disk.history) > len(shared[-1].history):
        assert rebuild(document, disk.revision).marks == disk.marks


@given(some.histories(most=4), lists(some.steps("a1")), lists(some.steps("b1")))
def test_merging_again_changes_nothing(
    shared: tuple[Annotations, ...], theirs: list[some.Step], ours: list[some.Step]
) -> None:
    disk, own = after(shared[-1], theirs), after(shared[-1], ours)
    merged = reconcile(disk, own)
    assert reconcile(merged.document, merged.document).document == merged.document
    assert reconcile(merged.document, disk).document == merged.document
    again = reconcile(merged.document, own)
    assert again.document.marks == merged.document.marks
    assert again.document.comments == merged.document.comments
    assert again.document.handed_in == merged.document.handed_in
    assert {each.sentence for each in again.held} == {each.sentence for each in merged.held}


@given(some.histories(most=4), lists(some.steps("a1")))
def test_who_only_goes_on_where_the_disk_is_keeps_every_number(
    shared: tuple[Annotations, ...], ours: list[some.Step]
) -> None:
    own = after(shared[-1], ours)
    for disk in shared:
        assert reconcile(disk, own).document is own
        if own.revision > disk.revision:
            assert reconcile(own, disk).document is own


@given(some.sentence_ids(), some.plain_marks(), some.plain_marks())
def test_one_sentence_marked_on_both_sides_is_one_conflict_or_none(
    sentence: str, theirs: Mark, ours: Mark
) -> None:
    start = mark(some.empty_annotations(), "s1", OPINION, "a1")
    disk, own = mark(start, sentence, theirs, "a2"), mark(start, sentence, ours, "b1")
    merged = reconcile(disk, own)
    assert merged.document == disk
    assert merged.held == (() if theirs == ours else (Held(sentence, theirs, ours),))


# ── cases ────────────────────────────────────────────────────────────────────────────────────


def test_a_sentence_cleared_on_one_side_and_marked_on_the_other_is_a_conflict() -> None:
    start = mark(some.empty_annotations(), "s1", OPINION, "a1")
    cleared, marked = mark(start, "s1", None, "a2"), mark(start, "s1", CONFIRMED, "b1")
    assert reconcile(cleared, marked).held == (Held("s1", None, CONFIRMED),)
    assert reconcile(marked, cleared).held == (Held("s1", CONFIRMED, None),)


def test_the_time_a_decision_took_is_no_difference() -> None:
    disk = mark(some.empty_annotations(), "s1", OPINION, "a1")
    own = mark(
        some.empty_annotations(), "s1", replace(OPINION, at=some.time_after(5), seconds=2.0), "b1"
    )
    assert reconcile(disk, own).held == ()


def test_only_the_sentence_in_conflict_is_held_back() -> None:
    disk = mark(some.empty_annotations(), "s2", OPINION, "a1")
    own = record(
        some.empty_annotations(),
        [Change("s1", OPINION), Change("s2", CONFIRMED), Change("s3", OPINION)],
        replace(HOW, session="b1"),
    )
    merged = reconcile(disk, own)
    assert merged.held == (Held("s2", OPINION, CONFIRMED),)
    assert dict(merged.document.marks) == {"s1": OPINION, "s2": OPINION, "s3": OPINION}


def test_held_sentences_are_told_in_reading_order() -> None:
    sentences = [f"s{n}" for n in (10, 2, 1)]
    disk = own = some.empty_annotations()
    for sentence in sentences:
        disk, own = mark(disk, sentence, OPINION, "a1"), mark(own, sentence, None, "b1")
    assert [held.sentence for held in reconcile(disk, own).held] == ["s1", "s2", "s10"]


def test_an_undo_still_points_at_its_action_after_renumbering() -> None:
    disk = mark(some.empty_annotations(), "s9", OPINION, "a1")
    own = mark(some.empty_annotations(), "s1", OPINION, "b1")
    undone = undo(own, replace(HOW, session="b1"))
    assert undone is not None
    merged = reconcile(disk, undone[0]).document
    assert [(e.group, e.undoes) for e in merged.history] == [(1, None), (2, None), (3, 2)]
    again = redo(merged, HOW)
    assert again is not None
    assert again[0].marks["s1"] == OPINION


def test_a_comment_taken_back_is_no_mark_of_its_sentence() -> None:
    start = record(some.empty_annotations(), [Change("s1", COMMENT)], replace(HOW, why="comment"))
    disk = mark(start, "s1", OPINION, "a2")
    undone = undo(start, replace(HOW, session="b1"))
    assert undone is not None
    for merged in (reconcile(disk, undone[0]), reconcile(undone[0], disk)):
        assert merged.held == ()
        assert list(merged.document.comments) == []
        assert merged.document.marks["s1"] == OPINION


def test_what_was_merged_before_is_not_a_conflict_with_oneself() -> None:
    disk = mark(some.empty_annotations(), "s9", OPINION, "a1")
    own = mark(some.empty_annotations(), "s1", OPINION, "b1")
    on_disk = reconcile(disk, own).document
    merged = reconcile(on_disk, mark(own, "s1", CONFIRMED, "b1"))
    assert merged.held == ()
    assert merged.document.marks["s1"] == CONFIRMED
    assert merged.numbers == {1: 2, 2: 3}


def test_a_hand_in_is_not_merged_twice() -> None:
    disk = mark(some.empty_annotations(), "s9", OPINION, "a1")
    own = record(
        some.empty_annotations(), [Change(None, None)], replace(HOW, session="b1", why="hand-in")
    )
    on_disk = reconcile(disk, own).document
    merged = reconcile(on_disk, mark(own, "s1", OPINION, "b1")).document
    assert len(merged.handed_in) == 1
    assert merged.revision == 3


def test_an_undo_after_a_merge_takes_back_what_it_took_back_before() -> None:
    disk = mark(mark(some.empty_annotations(), "s9", OPINION, "a1"), "s8", OPINION, "a1")
    own = mark(some.empty_annotations(), "s1", OPINION, "b1")
    on_disk = reconcile(disk, own).document
    undone = undo(own, replace(HOW, session="b1"))
    assert undone is not None
    merged = reconcile(on_disk, undone[0])
    assert merged.held == ()
    assert list(merged.document.marks) == ["s8", "s9"]
    assert merged.document.history[-1].undoes == 3


def test_the_newer_article_revision_stays() -> None:
    disk = mark(some.empty_annotations(), "s9", OPINION, "a1")
    own = replace(
        mark(some.empty_annotations(), "s1", OPINION, "b1"),
        article_revision=2,
        article_sha256="new",
    )
    for merged in (reconcile(disk, own).document, reconcile(own, disk).document):
        assert (merged.article_revision, merged.article_sha256) == (2, "new")


@given(some.histories(most=4))
def test_nothing_new_is_nothing_to_merge(shared: tuple[Annotations, ...]) -> None:
    assume(shared[-1].revision > 0)
    for earlier in shared:
        assert reconcile(shared[-1], earlier).document == shared[-1]


def test_a_mark_changed_by_hand_without_an_event_is_not_overwritten_unseen() -> None:
    shared = mark(some.empty_annotations(), "s2", OPINION, "a1")
    by_hand = replace(shared, marks=shared.marks.having("s2", CONFIRMED))
    merged = reconcile(by_hand, mark(shared, "s1", OPINION, "b1"))
    assert merged.held == ()
    assert merged.document.marks["s2"] == CONFIRMED
    assert [event.why for event in merged.document.history] == ["key", "import", "key"]
    assert rebuild(merged.document, merged.document.revision).marks == merged.document.marks
    (held,) = reconcile(by_hand, mark(shared, "s2", None, "b1")).held
    assert held == Held("s2", CONFIRMED, None)


def test_what_the_program_said_to_one_of_two_marks_is_no_conflict() -> None:
    aides = Source("Aides", "Aides", "s1", 0, 5, "unnamed-group", by="program")
    said = Suggestion("confirmed", 0.9, "m", shown=True, accepted=True)
    empty = some.empty_annotations()
    disk = mark(empty, "s1", replace(CONFIRMED, sources=(aides,), suggestion=said), "a1")
    own = mark(empty, "s1", CONFIRMED, "b1")
    assert reconcile(disk, own).held == ()
    entered = mark(empty, "s1", replace(CONFIRMED, sources=(replace(aides, by="annotator"),)), "b1")
    assert [held.sentence for held in reconcile(disk, entered).held] == ["s1"]
