from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.codec import encode
from annotator.domain.acts import next_redo, next_undo
from annotator.domain.annotations import Annotations
from annotator.domain.history import (
    Change,
    ChangedSinceError,
    Circumstances,
    Unmade,
    append,
    rebuild,
    record,
    redo,
    restore,
    undo,
)
from annotator.domain.marks import Comment, HandIn, Mark
from tests import strategies as some

HOW = Circumstances(some.time_after(0), "a1", "key")
LATER = replace(HOW, at=some.time_after(1000))
OPINION = Mark("tagged", ("opinion",))
CONFIRMED = Mark("tagged", ("confirmed",))
COMMENT = Comment("0" * 16, "s1", None, "Who says so?", some.time_after(0))


def did(*steps: tuple[str, Sequence[Change]]) -> Annotations:
    """A document after actions, each a reason and its changes."""
    document = some.empty_annotations()
    for why, changes in steps:
        document = record(document, changes, replace(HOW, why=why))  # type: ignore[arg-type]
    return document


def undone(document: Annotations) -> tuple[Annotations, Unmade]:
    found = undo(document, LATER)
    assert found is not None
    return found


def redone(document: Annotations) -> tuple[Annotations, Unmade]:
    found = redo(document, LATER)
    assert found is not None
    return found


# ── recording ────────────────────────────────────────────────────────────────────────────────


def test_every_change_is_one_event_and_one_revision_of_one_group() -> None:
    document = did(("key", [Change("s1", OPINION), Change("s2", CONFIRMED)]))
    assert [(e.revision, e.group, e.sentence) for e in document.history] == [
        (1, 1, "s1"),
        (2, 1, "s2"),
    ]
    assert (document.revision, document.created) == (2, HOW.at)


def test_nothing_recorded_is_no_revision() -> None:
    assert record(some.empty_annotations(), [], HOW) == some.empty_annotations()


def test_time_never_goes_back_in_a_file() -> None:
    document = record(some.empty_annotations(), [Change("s1", OPINION)], LATER)
    document = record(document, [Change("s2", OPINION)], HOW)
    assert [event.at for event in document.history] == [LATER.at, LATER.at]
    assert document.updated == LATER.at


def test_a_hand_in_names_its_own_revision() -> None:
    document = did(("key", [Change("s1", OPINION)]), ("hand-in", [Change(None, None)]))
    assert document.handed_in == (HandIn(2, HOW.at),)


@given(some.histories())
def test_history_only_grows(documents: tuple[Annotations, ...]) -> None:
    for before, after in pairwise(documents):
        assert after.history.lines()[: len(before.history)] == before.history.lines()
        assert after.revision == before.revision + len(after.history) - len(before.history)
    assert [e.revision for e in documents[-1].history] == list(range(1, documents[-1].revision + 1))


# ── rebuilding ───────────────────────────────────────────────────────────────────────────────


@given(some.histories(some.marks()))
def test_any_revision_rebuilt_is_byte_for_byte_the_one_saved_then(
    documents: tuple[Annotations, ...],
) -> None:
    last = documents[-1]
    for document in filter(lambda saved: saved.revision, documents):
        assert encode(rebuild(last, document.revision)) == encode(document)


@given(some.histories())
def test_events_one_by_one_are_the_same_as_all_at_once(
    documents: tuple[Annotations, ...],
) -> None:
    one_by_one = some.empty_annotations()
    for event in documents[-1].history:
        one_by_one = append(one_by_one, [event])
    assert one_by_one == append(some.empty_annotations(), list(documents[-1].history))
    assert one_by_one == documents[-1]


@given(some.histories(), st.integers(0, 20))
def test_restoring_gives_every_sentence_the_mark_of_then(
    documents: tuple[Annotations, ...], revision: int
) -> None:
    last = documents[-1]
    then = rebuild(last, revision)
    now = restore(last, rebuild(last, revision).marks, HOW)
    assert now.marks == then.marks
    assert (now.comments, now.handed_in) == (last.comments, last.handed_in)
    assert now.history.lines()[: len(last.history)] == last.history.lines()


def test_restoring_is_undone_as_one_action() -> None:
    document = did(("key", [Change("s1", OPINION)]), ("key", [Change("s2", CONFIRMED)]))
    restored = restore(document, rebuild(document, 0).marks, HOW)
    assert not restored.marks
    assert undone(restored)[0].marks == document.marks


# ── undo and redo ────────────────────────────────────────────────────────────────────────────


@given(some.histories(), some.edits(mark=some.marks()))
def test_undo_after_any_edit_gives_back_every_mark(
    documents: tuple[Annotations, ...], edit: some.Step
) -> None:
    before = documents[-1]
    after = edit(before)
    if after.history[-1].why in {"carry", "import"}:
        return
    back, unmade = undone(after)
    assert back.marks == before.marks
    assert (back.comments, back.handed_in) == (before.comments, before.handed_in)
    assert [change.after for change in unmade.after] == [
        before.marks.get(change.sentence or "") for change in unmade.after
    ]
    assert redone(back)[0].marks == after.marks


@given(some.histories())
def test_undo_and_redo_go_all_the_way_and_back(documents: tuple[Annotations, ...]) -> None:
    states = [documents[-1].marks]
    document = documents[-1]
    for _ in range(document.revision + 1):
        try:
            found = undo(document, LATER)
        except ChangedSinceError:
            break
        if found is None:
            break
        document = found[0]
        states.append(document.marks)
    else:
        pytest.fail("there is no end to what can be undone")
    for state in reversed(states[:-1]):
        document = redone(document)[0]
        assert document.marks == state


def test_undo_takes_back_the_latest_action_first() -> None:
    document = did(("key", [Change("s1", OPINION)]), ("key", [Change("s1", CONFIRMED)]))
    document = undone(document)[0]
    assert document.marks["s1"] == OPINION
    document = undone(document)[0]
    assert "s1" not in document.marks
    assert undo(document, LATER) is None
    assert document.revision == 4


def test_an_undo_says_what_it_undid_and_when() -> None:
    document = did(("key", [Change("s7", CONFIRMED)]))
    _, unmade = undone(document)
    assert (unmade.of.at, unmade.of.sentence) == (HOW.at, "s7")
    assert (unmade.before, unmade.after) == ((Change("s7", CONFIRMED),), (Change("s7", None),))


def test_an_undo_can_be_undone_by_redo_and_the_redo_by_undo() -> None:
    document = did(("key", [Change("s1", OPINION)]))
    for _ in range(3):
        document = undone(document)[0]
        assert not document.marks
        document = redone(document)[0]
        assert document.marks["s1"] == OPINION


def test_there_is_nothing_to_redo_after_something_new() -> None:
    document = undone(did(("key", [Change("s1", OPINION)])))[0]
    assert next_redo(document.history) is not None
    document = record(document, [Change("s2", OPINION)], HOW)
    assert redo(document, LATER) is None


@pytest.mark.parametrize("why", ["carry", "rename", "import"])
def test_undo_passes_over_what_was_not_done_by_hand(why: str) -> None:
    document = did(("key", [Change("s1", OPINION)]), (why, [Change("s2", CONFIRMED)]))
    document = undone(document)[0]
    assert dict(document.marks) == {"s2": CONFIRMED}
    assert next_undo(document.history) is None


def test_undo_refuses_where_the_mark_was_changed_since_by_no_hand() -> None:
    document = did(("key", [Change("s1", OPINION)]), ("rename", [Change("s1", CONFIRMED)]))
    with pytest.raises(ChangedSinceError) as caught:
        undo(document, LATER)
    assert caught.value.sentence == "s1"


def test_a_hand_in_is_taken_back_and_given_again() -> None:
    document = did(("hand-in", [Change(None, None)]), ("hand-in", [Change(None, None)]))
    back = undone(document)[0]
    assert back.handed_in == document.handed_in[:1]
    assert [hand_in.revision for hand_in in redone(back)[0].handed_in] == [1, 4]


def test_a_comment_is_taken_back_without_touching_the_mark() -> None:
    document = did(("key", [Change("s1", OPINION)]), ("comment", [Change("s1", COMMENT)]))
    back = undone(document)[0]
    assert (list(back.comments), back.marks["s1"]) == ([], OPINION)
    again = redone(back)[0]
    assert (list(again.comments), again.marks["s1"]) == ([COMMENT], OPINION)
    assert not undone(undone(again)[0])[0].marks


def test_undoing_a_mark_passes_over_comments_made_on_it() -> None:
    document = did(
        ("key", [Change("s1", OPINION)]),
        ("comment", [Change("s1", COMMENT)]),
        ("key", [Change("s1", CONFIRMED)]),
    )
    assert undone(document)[0].marks["s1"] == OPINION


def test_a_comment_and_its_undo_replayed_together_leave_the_mark() -> None:
    document = did(("key", [Change("s1", OPINION)]))
    talked = undone(record(document, [Change("s1", COMMENT)], replace(HOW, why="comment")))[0]
    replayed = append(document, list(talked.history[1:]))
    assert replayed == talked
    assert replayed.marks["s1"] == OPINION
