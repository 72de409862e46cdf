"""What each action does to the document, without a screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.annotations import Annotations
from annotator.domain.article import Article
from annotator.domain.history import Change, Circumstances, record
from annotator.domain.marks import Mark, Source
from annotator.domain.project import Project
from annotator.domain.tags import Renamed
from annotator.errors import RefusedError
from annotator.flows.annotate import Annotating
from annotator.flows.articles.editing import revised
from annotator.stores.base import Opened
from tests.desks import NOON, memory_desk, session

INSIDERS = Source("aides", "Two aides", "s3", 0, 9, "unnamed-group")


class Saves(list[Annotations]):
    """Everything that was handed to be saved."""


@pytest.fixture
def saves() -> Saves:
    return Saves()


@pytest.fixture
def work(tmp_path: Path, saves: Saves) -> Annotating:
    desk = memory_desk(tmp_path)
    article = desk.store.article("mayor-resigns").document
    return Annotating(article, None, Project("test"), session(), saves.append)


def reopened(work: Annotating, run: str = "ffff", **changes: object) -> Annotating:
    """The same document in a later session."""
    project = replace(work.project, **changes)  # type: ignore[arg-type]
    opened = Opened(work.document, "token")
    return Annotating(work.article, opened, project, session(run=run), lambda _: None)


def with_kind(work: Annotating, sentence: str, kind: str) -> Article:
    return revised(work.article, {}, {sentence: kind}, by="ana", at=NOON)


def test_work_goes_on_with_another_revision_of_the_article(work: Annotating, saves: Saves) -> None:
    work.tag("opinion")
    work.go(2)
    before = work.progress().sentences
    work.take_article(with_kind(work, "s4", "caption"))
    assert work.sentence.id == "s3"
    assert work.progress().sentences == before - 1
    work.no_tag()
    assert work.sentence.id == "s5", "a caption is passed over"
    assert saves[-1].article_revision == 2


def test_second_tags_wait_for_their_sentence_only(work: Annotating) -> None:
    work.go(2)
    work.second("opinion")
    work.take_article(with_kind(work, "s4", "caption"))
    assert work.waiting == ("opinion",)
    rest = [s for s in work.article.sentences if s.id != "s3"]
    work.take_article(replace(work.article, sentences=tuple(rest)))
    assert not work.waiting


def test_a_tag_marks_the_sentence_saves_and_moves_on(work: Annotating, saves: Saves) -> None:
    outcome = work.tag("opinion")
    mark = work.mark_of("s1")
    assert mark is not None
    assert (mark.state, mark.tags, mark.quote) == ("tagged", ("opinion",), "Mayor resigns")
    assert work.sentence.id == "s2"
    assert outcome.changed == {"s1"}
    assert [document.revision for document in saves] == [1]


def test_a_tag_replaces_the_primary_and_keeps_second_tags(work: Annotating) -> None:
    work.tag("opinion")
    work.go(0)
    work.second("confirmed")
    work.tag("insider-sourced")
    assert work.document.marks["s1"].tags == ("insider-sourced", "confirmed")


def test_a_tag_that_was_second_swaps_places(work: Annotating) -> None:
    work.tag("opinion")
    work.go(0)
    work.second("confirmed")
    work.tag("confirmed")
    assert work.document.marks["s1"].tags == ("confirmed", "opinion")


def test_a_second_tag_stays_and_is_taken_away_by_itself(work: Annotating) -> None:
    work.tag("opinion")
    work.go(0)
    work.second("confirmed")
    assert (work.sentence.id, work.document.marks["s1"].tags) == ("s1", ("opinion", "confirmed"))
    work.second("confirmed")
    assert work.document.marks["s1"].tags == ("opinion",)


def test_a_second_tag_on_an_unseen_sentence_waits_for_the_primary(
    work: Annotating, saves: Saves
) -> None:
    work.second("opinion")
    assert (work.waiting, saves) == (("opinion",), [])
    work.tag("confirmed")
    assert work.document.marks["s1"].tags == ("confirmed", "opinion")
    assert not work.waiting


def test_a_second_tag_waits_no_longer_once_one_moves_away(work: Annotating) -> None:
    work.second("opinion")
    work.go(1)
    work.tag("confirmed")
    assert work.document.marks["s2"].tags == ("confirmed",)


def test_the_primary_is_not_added_as_a_second_tag(work: Annotating, saves: Saves) -> None:
    work.tag("opinion")
    work.go(0)
    assert work.second("opinion").changed == frozenset()
    assert len(saves) == 1


def test_the_same_tag_again_changes_nothing_and_moves_on(work: Annotating, saves: Saves) -> None:
    work.tag("opinion")
    work.go(0)
    work.tag("opinion")
    assert (work.sentence.id, len(saves)) == ("s2", 1)


def test_the_same_tag_again_reaffirms_what_asked_for_a_look(work: Annotating) -> None:
    work.tag("opinion")
    mark = replace(work.document.marks["s1"], look_again="edited")
    how = Circumstances(NOON, "b1f0", "carry")
    document = record(work.document, [Change("s1", mark)], how)
    later = Annotating(
        work.article, Opened(document, "t"), Project("test"), session(), lambda _: None
    )
    later.go(0)
    later.tag("opinion")
    assert later.document.history[-1].why == "reaffirm"
    assert later.document.marks["s1"].look_again is None


def test_no_tag_and_skip_drop_tags_but_keep_note_source_and_evidence(work: Annotating) -> None:
    work.tag("opinion")
    work.go(0)
    work.set_note("odd")
    work.set_sources([INSIDERS])
    work.no_tag()
    mark = work.document.marks["s1"]
    assert (mark.state, mark.tags, mark.note, mark.sources) == ("no-tag", (), "odd", (INSIDERS,))
    work.go(0)
    work.skip("bad-cut")
    mark = work.document.marks["s1"]
    assert (mark.state, mark.skip_reason, mark.note) == ("skipped", "bad-cut", "odd")


def test_skipping_a_plain_sentence_asks_for_a_reason(work: Annotating, saves: Saves) -> None:
    assert work.skip() is None
    assert saves == []


def test_clearing_leaves_an_open_mark_if_a_note_is_left_and_none_otherwise(
    work: Annotating,
) -> None:
    work.tag("opinion")
    work.go(0)
    work.clear()
    assert "s1" not in work.document.marks
    work.set_note("odd")
    work.tag("opinion")
    work.go(0)
    work.clear()
    assert (work.document.marks["s1"].state, work.progress().unseen) == ("open", 5)


def test_a_note_alone_is_no_decision(work: Annotating) -> None:
    work.set_note("odd")
    assert work.document.marks["s1"].state == "open"
    assert work.progress().unseen == 5
    work.set_note("  ")
    assert "s1" not in work.document.marks


def test_unsure_turns_round(work: Annotating) -> None:
    work.toggle_unsure()
    assert work.document.marks["s1"].unsure
    work.toggle_unsure()
    assert "s1" not in work.document.marks


def test_ditto_takes_the_source_of_the_nearest_sentence_above(work: Annotating) -> None:
    work.go(2)
    work.set_sources([INSIDERS])
    work.go(4)
    work.same_source()
    carried = work.document.marks["s5"].sources
    assert carried == (replace(INSIDERS, basis="continued", from_="s3"),)
    assert work.same_source().said == "it has the source of s3 already"


def test_ditto_without_any_source_above_says_so(work: Annotating, saves: Saves) -> None:
    assert work.same_source().said == "no sentence above has a source"
    assert saves == []


def test_sources_of_the_article_are_listed_once_as_they_first_appear(work: Annotating) -> None:
    work.go(1)
    work.set_sources([replace(INSIDERS, name="Ada Lovelace")])
    work.go(2)
    work.set_sources([INSIDERS])
    work.go(3)
    work.set_sources([INSIDERS])
    assert [source.name for source in work.sources()] == ["Ada Lovelace", "aides"]


def test_undo_takes_back_the_latest_action_and_goes_there(work: Annotating) -> None:
    work.tag("opinion")
    work.tag("confirmed")
    outcome = work.undo()
    assert outcome.said == "undone: s2 confirmed → unseen"
    assert (work.sentence.id, "s2" in work.document.marks) == ("s2", False)
    assert work.undo().said == "undone: s1 opinion → unseen"
    assert work.undo().said == "there is nothing to undo"


def test_undo_crosses_sessions_and_says_from_when(work: Annotating) -> None:
    work.tag("opinion")
    later = reopened(work)
    assert later.undo().said == "undone, from 12:00: s1 opinion → unseen"


def test_undo_says_what_changed_where_the_tag_stayed(work: Annotating) -> None:
    work.go(3)
    work.set_sources([INSIDERS])
    assert work.undo().said == "undone: s4 source −aides"
    assert work.redo().said == "done again: s4 source +aides"


def test_undo_of_many_sentences_names_three_and_counts_the_rest(work: Annotating) -> None:
    for _ in range(5):
        work.tag("opinion")
    work.restore(0)
    said = work.undo().said
    assert said.startswith("undone: s1 unseen → opinion; ")
    assert said.endswith("; and 2 more")


def test_redo_does_it_again_until_something_else_is_done(work: Annotating) -> None:
    work.tag("opinion")
    work.undo()
    assert work.redo().said == "done again: s1 unseen → opinion"
    work.undo()
    work.tag("confirmed")
    assert work.redo().said == "there is nothing to do again"


def test_undo_refuses_a_mark_that_has_changed_since(work: Annotating) -> None:
    work.tag("opinion")
    carried = replace(work.document.marks["s1"], look_again="edited")
    document = record(work.document, [Change("s1", carried)], Circumstances(NOON, "b1f0", "carry"))
    later = Annotating(
        work.article, Opened(document, "t"), Project("test"), session(), lambda _: None
    )
    assert "s1 has been changed since" in later.undo().said
    assert later.document.marks["s1"].tags == ("opinion",)


def test_opening_lands_on_the_first_unseen_sentence(work: Annotating) -> None:
    work.tag("opinion")
    work.tag("confirmed")
    assert reopened(work).sentence.id == "s3"


def test_after_the_last_sentence_it_goes_on_at_the_first_unseen(work: Annotating) -> None:
    work.go(4)
    work.tag("opinion")
    assert work.sentence.id == "s1"


def test_the_last_decision_finishes_the_article_and_it_can_be_handed_in(
    work: Annotating,
) -> None:
    with pytest.raises(RefusedError, match="5 sentences are unseen"):
        work.hand_in()
    for _ in range(4):
        assert not work.tag("opinion").finished
    assert work.tag("opinion").finished
    work.hand_in()
    assert work.handed_in is not None
    assert work.handed_in.revision == work.document.revision == 6
    with pytest.raises(RefusedError, match="handed in already"):
        work.hand_in()
    assert work.undo().said == "undone: handing in"
    assert work.handed_in is None


def test_moving_on_passes_over_kinds_that_are_not_judged(tmp_path: Path) -> None:
    text = b"Title here\n\nOne is so.\n\nSEE ALSO: Another story\n\nTwo is so.\n"
    desk = memory_desk(tmp_path, text)
    article = desk.store.article("title-here").document
    work = Annotating(article, None, Project("test"), session(), lambda _: None)
    work.go(1)
    work.tag("opinion")
    assert work.sentence.id == "s4"
    assert work.progress().sentences == 3


def test_skipping_a_link_takes_the_reason_from_its_kind(tmp_path: Path) -> None:
    text = b"Title here\n\nOne is so.\n\nSEE ALSO: Another story\n\nTwo is so.\n"
    desk = memory_desk(tmp_path, text)
    article = desk.store.article("title-here").document
    work = Annotating(article, None, Project("test"), session(), lambda _: None)
    work.go(2)
    work.skip()
    assert work.document.marks["s3"].skip_reason == "not-prose"


def test_next_that_needs_me_says_why(work: Annotating) -> None:
    work.tag("opinion")
    work.go(0)
    work.toggle_unsure()
    for _ in range(4):
        work.go(work.current + 1)
        work.no_tag()
    work.go(3)
    assert work.next_that_needs_me(1) == "unsure"
    assert work.sentence.id == "s1"


def test_time_runs_from_key_to_key_and_long_pauses_are_cut(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    times = iter([0.0, 5.0, 305.0, 306.5])
    me = replace(session(), seconds=lambda: next(times))
    article = desk.store.article("mayor-resigns").document
    work = Annotating(article, None, Project("test"), me, lambda _: None)
    work.touch()
    work.touch()
    work.tag("opinion")
    mark = work.document.marks["s1"]
    assert mark.seconds == 66.5


def test_times_never_run_backwards(work: Annotating) -> None:
    work.tag("opinion")
    document = replace(work.document, updated="2030-01-01T00:00:00.000Z")
    later = Annotating(
        work.article, Opened(document, "t"), Project("test"), session(), lambda _: None
    )
    later.tag("opinion")
    assert later.document.updated == "2030-01-01T00:00:00.000Z"
    assert later.document.marks["s2"].at == "2030-01-01T00:00:00.000Z"


def test_comments_are_kept_and_undone(work: Annotating) -> None:
    work.comment("why?")
    said = work.comments_on("s1")
    assert [(c.text, c.reply_to) for c in said] == [("why?", None)]
    assert "s1" not in work.document.marks
    work.undo()
    assert work.comments_on("s1") == []


def test_restoring_goes_back_to_a_revision_and_can_itself_be_undone(work: Annotating) -> None:
    work.tag("opinion")
    work.tag("confirmed")
    work.tag("opinion")
    work.restore(1)
    assert list(work.document.marks) == ["s1"]
    work.undo()
    assert list(work.document.marks) == ["s1", "s2", "s3"]
    with pytest.raises(RefusedError, match="no revision 99"):
        work.restore(99)


def test_a_renamed_tag_is_shown_by_its_new_name_and_written_with_the_next_save(
    work: Annotating,
) -> None:
    work.tag("opinion")
    saved: list[Annotations] = []
    renamed = (Renamed("opinion", "judgement", NOON),)
    project = replace(work.project, renamed=renamed)
    later = Annotating(work.article, Opened(work.document, "t"), project, session(), saved.append)
    assert later.document.marks["s1"].tags == ("judgement",)
    assert saved == []
    later.tag("confirmed")
    assert [event.why for event in saved[-1].history] == ["key", "rename", "key"]


def test_an_event_knows_the_whole_mark_after_it(work: Annotating) -> None:
    work.tag("opinion")
    after = work.document.history[-1].after
    assert isinstance(after, Mark)
    assert after == work.document.marks["s1"]
