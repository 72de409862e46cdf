from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.assist.cues import cues_for
from annotator.assist.learning import Learnt
from annotator.assist.roles import answers_of
from annotator.domain.history import Change, Circumstances, record
from annotator.domain.marks import Suggestion
from annotator.domain.project import Project, Settings, SuggestionMode
from annotator.errors import RefusedError
from annotator.flows.desk import Desk
from annotator.flows.marking import Wanted, handed_in, marked, saved_change
from annotator.flows.suggestions.acceptance import acceptance
from annotator.flows.suggestions.assisting import shown_when
from annotator.flows.suggestions.evaluation import evaluate
from annotator.flows.suggestions.learning import Suggesting, suggester_of
from annotator.flows.suggestions.suggesting import least_certain, suggestion_rows
from tests import desks
from tests.assisted import assisted
from tests.desks import fill, session

OTHER = b"""Bank sold

The bank was sold on Monday. Two aides said the price was low. The bank declined to comment.
"""


def memory_desk(tmp_path: Path, *texts: bytes) -> Desk:
    return desks.memory_desk(tmp_path, *texts, suggestions="auto")


def tag(desk: Desk, article: str, name: str, **tags: str) -> None:
    """Marks sentences as somebody; `no_tag` stands for none."""
    own = replace(desk, session=session(name))
    text = desk.store.article(article).document
    for sentence, answer in tags.items():
        found = next(s for s in text.sentences if s.id == sentence)
        wanted = (
            Wanted(state="no-tag") if answer == "none" else Wanted(state="tagged", tags=(answer,))
        )
        saved_change(own, article, lambda work, f=found, w=wanted: marked(work, f, w))  # type: ignore[misc]  # defaults bind


def settings(desk: Desk, **changes: object) -> None:
    opened = desk.store.project()
    changed = replace(opened.document.settings, **changes)  # type: ignore[arg-type]  # any of its fields
    desk.store.save_project(replace(opened.document, settings=changed), opened.token)


def rows(desk: Desk, annotator: str = "ana") -> tuple[list[tuple[str, str]], list[str]]:
    notes: list[str] = []
    found = list(suggestion_rows(desk.store, annotator, desk.store.article_ids(), notes))
    return [(row.sentence, row.tag) for row in found], notes


@pytest.mark.parametrize(
    ("mode", "others", "assigned", "when"),
    [
        ("auto", (), (), "before"),
        ("auto", ("ana",), ("ana",), "before"),
        ("auto", ("ben",), (), "after"),
        ("auto", (), ("ana", "ben"), "after"),
        ("before", ("ben",), ("ben",), "before"),
        ("after", (), (), "after"),
        ("off", (), (), "off"),
    ],
)
def test_suggestions_come_before_the_decision_only_while_nobody_else_annotates(
    mode: SuggestionMode, others: tuple[str, ...], assigned: tuple[str, ...], when: str
) -> None:
    project = Project("p", settings=Settings(suggestions=mode), assignments={"a": assigned})
    assert shown_when(project, "a", "ana", others) == when


def test_a_new_article_gets_suggestions_from_its_words(tmp_path: Path) -> None:
    found, notes = rows(memory_desk(tmp_path))
    assert ("s3", "insider-sourced") in found
    assert ("s4", "declined-comment") in found
    assert not notes


def test_suggestions_that_are_off_are_not_given(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    settings(desk, suggestions="off")
    found, notes = rows(desk)
    assert not found
    assert "off in this project" in notes[0]


def test_with_a_colleague_only_decided_sentences_have_suggestions(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    article = desk.store.article_ids()[0]
    tag(desk, article, "ben", s3="opinion")
    assert rows(desk)[0] == []
    tag(desk, article, "ana", s4="opinion")
    found, notes = rows(desk)
    assert found == [("s4", "declined-comment")]
    assert article in notes[0]


def test_a_language_without_cues_is_told_of(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    opened = desk.store.article(desk.store.article_ids()[0])
    desk.store.save_article(replace(opened.document, language="fi"), opened.token)
    found, notes = rows(desk)
    assert not found
    assert "no cues for the language 'fi'" in notes[0]


def learnt_answers(desk: Desk, article: str, annotator: str) -> dict[str, int]:
    work = assisted(replace(desk, session=session(annotator)), article)
    assert work.stretch is not None
    return dict(+work.stretch._suggesting._learnt.answers)


def test_while_an_article_is_blind_only_ones_own_marks_are_learnt(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    fill(desk.store, OTHER)
    first, second = desk.store.article_ids()
    tag(desk, first, "ben", s2="opinion", s3="opinion")
    tag(desk, second, "ana", s2="confirmed")
    assert learnt_answers(desk, second, "ana") == {"opinion": 2, "confirmed": 1}
    settings(desk, blind=True)
    assert learnt_answers(desk, second, "ana") == {"confirmed": 1}
    own = replace(desk, session=session("ana"))
    for article in (first, second):
        unseen = [s.id for s in desk.store.article(article).document.sentences]
        tag(desk, article, "ana", **dict.fromkeys(unseen, "confirmed"))
        saved_change(own, article, handed_in)
    assert learnt_answers(desk, second, "ana")["opinion"] == 2


def test_colleagues_marks_of_the_article_itself_are_never_learnt(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    article = desk.store.article_ids()[0]
    tag(desk, article, "ben", s2="opinion")
    assert learnt_answers(desk, article, "ana") == {}


def test_a_mark_is_learnt_changed_and_forgotten(tmp_path: Path) -> None:
    text = memory_desk(tmp_path).store
    article = text.article(text.article_ids()[0]).document
    learnt = Learnt()
    work = Suggesting(suggester_of(article, answers_of(), cues_for("en")), cues_for("en"), learnt)
    work.answer("s2", "confirmed")
    work.answer("s2", "opinion")
    assert dict(+learnt.answers) == {"opinion": 1}
    work.answer("s2", None)
    assert learnt.marks == 0


def test_the_least_certain_article_comes_first(tmp_path: Path) -> None:
    sure = (
        b"Sure\n\nThe firm declined to comment. The bank did not respond to requests for comment.\n"
    )
    unsure = b"Unsure\n\nAna Li said it could be a good thing. A report said it may be hard.\n"
    desk = memory_desk(tmp_path, sure, unsure)
    assert least_certain(desk.store, "ana", ["sure", "unsure"]) == ["unsure", "sure"]


def test_many_articles_are_learnt_from_once_and_none_from_itself(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    fill(desk.store, OTHER)
    first, second = desk.store.article_ids()
    tag(desk, first, "ana", s2="opinion", s3="opinion")
    tag(desk, second, "ana", s2="confirmed")
    together = {
        row.article + row.sentence: row
        for row in suggestion_rows(desk.store, "ana", [first, second], [])
    }
    alone = {
        row.article + row.sentence: row
        for article in (second, first)
        for row in suggestion_rows(desk.store, "ana", [article], [])
    }
    assert together.keys() == alone.keys()
    for place, row in together.items():
        assert row.tag == alone[place].tag
        assert row.probability == pytest.approx(alone[place].probability, abs=0.03)


def test_evaluating_needs_right_answers(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    with pytest.raises(RefusedError, match="there is no gold"):
        evaluate(desk.store, "ana", desk.store.article_ids())


def test_every_article_is_tried_after_learning_from_the_others(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    fill(desk.store, OTHER)
    first, second = desk.store.article_ids()
    tag(desk, first, "ana", s2="none", s3="insider-sourced", s4="declined-comment")
    tag(desk, second, "ana", s3="insider-sourced", s4="declined-comment")
    found = evaluate(desk.store, "ana", desk.store.article_ids())
    assert (found.against, found.articles, found.found.sentences) == ("gold", 2, 5)
    figures = {tag.tag: tag for tag in found.found.tags}
    assert figures["declined-comment"].f1 == 1
    assert figures["insider-sourced"].sentences == 2
    assert evaluate(desk.store, "ana", [first], against="ana").articles == 1


def test_a_blind_project_evaluates_on_nothing_that_it_hides(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    article = desk.store.article_ids()[0]
    tag(desk, article, "ben", s3="insider-sourced")
    settings(desk, blind=True)
    with pytest.raises(RefusedError):
        evaluate(desk.store, "ana", [article], against="ben")


def test_sources_are_proposed_for_a_mark(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    found = assisted(desk, desk.store.article_ids()[0])
    (aides,) = found.propose("s3", "insider-sourced")
    assert (aides.mention, aides.kind, aides.by) == ("Two aides", "unnamed-group", "program")
    (office,) = found.propose("s4", "declined-comment")
    assert (office.mention, office.role, office.manner) == ("Her office", "declined", "refused")


def test_a_mark_of_a_sentence_that_the_article_has_not_got_teaches_nothing(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    (article,) = desk.store.article_ids()
    text = desk.store.article(article).document
    found = Suggesting(suggester_of(text, answers_of(), cues_for("en")), cues_for("en"), Learnt())
    before = found.suggest("s4")
    found.answer("s77", "opinion")
    assert found.suggest("s4") == before


def test_who_took_suggestions_is_counted_over_the_project(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    article = desk.store.article_ids()[0]
    tag(desk, article, "ana", s3="insider-sourced")
    assert acceptance(desk.store, None) == []
    opened = desk.store.annotations(article, "ana")
    assert opened is not None
    shown = Suggestion("insider-sourced", 0.8, "m", shown=True, accepted=True)
    mark = replace(opened.document.marks["s3"], suggestion=shown)
    how = Circumstances(opened.document.updated, "b1f0", "accept")
    taken = record(opened.document, [Change("s3", mark)], how)
    desk.store.save_annotations(taken, opened.token)
    (found,) = acceptance(desk.store, None)
    assert (found.annotator, found.shown, found.accepted) == ("ana", 1, 1)
    settings(desk, blind=True)
    assert acceptance(desk.store, "ben") == []
