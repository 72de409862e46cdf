"""Sources that the program proposes while somebody tags."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.marks import Source
from annotator.domain.project import Project, Settings
from annotator.domain.proposed import confirmed
from annotator.flows.annotate import Annotating
from annotator.flows.marking import Wanted, marked
from annotator.flows.suggestions.stretch import read_stretch
from tests.desks import memory_desk, session

INSIDERS = Source("aides", "Two aides", "s3", 0, 9, "unnamed-group")


@pytest.fixture
def work(tmp_path: Path) -> Annotating:
    desk = memory_desk(tmp_path)
    article = desk.store.article("mayor-resigns").document
    return Annotating(article, None, Project("test"), session(), lambda _: None)


def proposing(work: Annotating) -> Annotating:
    """The work with a program that proposes the aides, whatever it is asked."""
    work.propose = lambda _sentence, _tag: (replace(INSIDERS, by="program"),)
    return work


def test_a_proposed_source_comes_with_the_tag_in_one_event_and_one_undo_takes_both(
    work: Annotating,
) -> None:
    proposing(work).go(2)
    work.tag("insider-sourced")
    assert len(work.document.history) == 1
    assert [s.by for s in work.document.marks["s3"].sources] == ["program"]
    assert work.undo().said == "undone: s3 insider-sourced → unseen; source −aides"
    assert "s3" not in work.document.marks
    work.redo()
    assert [s.by for s in work.document.marks["s3"].sources] == ["program"]


def test_an_opinion_or_no_decision_takes_the_proposed_source_away(work: Annotating) -> None:
    steps: list[Callable[[], object]] = [
        lambda: work.tag("opinion"),
        work.no_tag,
        lambda: work.skip("bad-cut"),
    ]
    for undecide in steps:
        proposing(work).go(2)
        work.tag("insider-sourced")
        work.go(2)
        undecide()
        assert work.document.marks["s3"].sources == ()
    work.go(2)
    work.tag("confirmed")
    work.go(2)
    work.clear()
    assert "s3" not in work.document.marks


def test_a_tag_leaves_a_source_that_the_annotator_entered(work: Annotating) -> None:
    proposing(work).go(2)
    own = replace(INSIDERS, name="the aides")
    work.set_sources([own])
    work.tag("insider-sourced")
    assert work.document.marks["s3"].sources == (own,)


def test_without_proposals_a_tag_comes_without_and_is_not_held_up(work: Annotating) -> None:
    work.tag("confirmed")
    assert work.document.marks["s1"].sources == ()


def test_ditto_takes_the_place_of_what_was_only_proposed(work: Annotating) -> None:
    proposing(work).go(1)
    work.set_sources([replace(INSIDERS, name="Ada Lovelace")])
    work.go(2)
    work.tag("confirmed")
    work.go(2)
    work.same_source()
    found = [(s.name, s.by) for s in work.document.marks["s3"].sources]
    assert found == [("Ada Lovelace", "annotator")]


def test_a_sentence_without_a_tag_has_a_proposal_when_it_is_asked_for(work: Annotating) -> None:
    asked: list[tuple[str, str | None]] = []

    def propose(sentence: str, tag: str | None) -> tuple[Source, ...]:
        asked.append((sentence, tag))
        return (replace(INSIDERS, by="program"),)

    work.propose = propose
    work.go(2)
    assert [source.name for source in work.proposed_sources()] == ["aides"]
    work.second("opinion")
    work.tag("declined-comment")
    work.go(2)
    work.proposed_sources()
    assert asked == [("s3", None), ("s3", "declined-comment"), ("s3", "declined-comment")]


def test_where_others_annotate_too_a_proposal_comes_after_the_decision(work: Annotating) -> None:
    proposing(work).project = replace(work.project, settings=Settings(suggestions="after"))
    work.go(2)
    assert work.proposed_sources() == ()
    work.tag("opinion")
    work.go(2)
    assert [source.name for source in work.proposed_sources()] == ["aides"]


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (Wanted(note="odd"), ["aides"]),
        (Wanted(state="tagged", tags=("insider-sourced",)), ["aides"]),
        (Wanted(state="tagged", tags=("opinion",)), []),
        (Wanted(state="no-tag"), []),
        (Wanted(sources=(replace(INSIDERS, name="Kim"),)), ["Kim"]),
    ],
)
def test_a_command_leaves_a_proposal_with_its_tag_and_puts_what_is_said_in_its_place(
    work: Annotating, wanted: Wanted, names: list[str]
) -> None:
    proposing(work).go(2)
    work.tag("insider-sourced")
    mark = marked(work, work.article.sentences[2], wanted).marks["s3"]
    assert [source.name for source in mark.sources] == names


TEXT = b"""Mayor resigns

Mayor Ada Lovelace said she would go on Monday. She added that it was time. Two aides said she \
had planned it. The aides also said that a vote was due. Her office declined to comment.
"""
ACTIONS = ["c", "i", "d", "o", "C", "O", ".", "x", "clear", "ditto", "name", "confirm"]
KEYS = st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 5)), max_size=12)


def press(work: Annotating, key: str) -> None:
    """Does what a key does."""
    tags = {"c": "confirmed", "i": "insider-sourced", "d": "declined-comment", "o": "opinion"}
    if key in tags:
        work.tag(tags[key])
    elif key.lower() in tags:
        work.second(tags[key.lower()])
    elif key == "x":
        work.skip("bad-cut")
    elif key == "name":
        work.set_sources([replace(INSIDERS, name="Kim", sentence=work.sentence.id)])
    elif key == "confirm":
        work.set_sources([*map(confirmed, work.proposed_sources())])
    else:
        {".": work.no_tag, "clear": work.clear, "ditto": work.same_source}[key]()


@given(KEYS)
def test_as_many_undos_as_actions_take_every_source_back_and_redos_bring_them_again(
    keys: list[tuple[str, int]],
) -> None:
    with TemporaryDirectory() as folder:
        desk = memory_desk(Path(folder), TEXT)
    article = desk.store.article("mayor-resigns").document
    work = Annotating(article, None, Project("test"), session(), lambda _: None)
    work.take_stretch(read_stretch(desk.store, article, work.project, 0))
    before = [decided(work)]
    for key, index in keys:
        work.go(index)
        revision = work.document.revision
        press(work, key)
        work.waiting = ()
        if work.document.revision != revision:
            assert work.document.revision == revision + 1, "one action is one event"
            before.append(decided(work))
        for mark in work.document.marks.values():
            asked = set(mark.tags) - {"opinion"}
            assert asked or not any(source.by == "program" for source in mark.sources)
    for marks in reversed(before[:-1]):
        work.undo()
        assert decided(work) == marks
    for marks in before[1:]:
        work.redo()
        assert decided(work) == marks


def decided(work: Annotating) -> dict[str, object]:
    """What each mark says, whenever it was made."""
    marks = work.document.marks.items()
    return {sentence: (mark.tags, mark.state, mark.sources) for sentence, mark in marks}
