"""Suggestions at work: what is offered when, what a decision keeps of it, what is learnt live."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain.marks import Mark, Suggestion
from annotator.domain.project import Settings, SuggestionMode
from annotator.domain.tags import Renamed, Tag
from annotator.errors import BadCuesError, RefusedError
from annotator.flows.annotate import Annotating
from annotator.flows.articles.editing import revised
from annotator.flows.desk import Desk
from annotator.flows.marking import Wanted, marked, saved_change
from annotator.flows.suggestions.stretch import read_stretch, taught_beside
from tests.assisted import assist, assisted
from tests.desks import NOON, SHORT, file_desk, fill, memory_desk, seed, session

OTHER = b"""Bank sold

The bank was sold on Monday. Two aides said the price was low. The bank declined to comment.
"""


def desk_with(tmp_path: Path, *texts: bytes, mode: SuggestionMode = "auto") -> Desk:
    return memory_desk(tmp_path, *texts, suggestions=mode)


def at_work(desk: Desk) -> Annotating:
    return assisted(desk, desk.store.article_ids()[0])


def look(work: Annotating) -> None:
    """Sees what a screen would show of the current sentence."""
    found = work.offered()
    if found is not None:
        work.note_shown(found)


def go(work: Annotating, sentence: str) -> None:
    index = work.index_of(sentence)
    assert index is not None
    work.go(index)
    look(work)


def mark(work: Annotating, sentence: str) -> Mark:
    found = work.mark_of(sentence)
    assert found is not None
    return found


def kept(work: Annotating, sentence: str) -> Suggestion:
    found = mark(work, sentence).suggestion
    assert found is not None
    return found


def said(work: Annotating) -> str:
    with pytest.raises(RefusedError) as refused:
        work.accept()
    return str(refused.value)


# ── accepting ────────────────────────────────────────────────────────────────────────────────


def test_the_seed_article_accepted_from_end_to_end(tmp_path: Path) -> None:
    work = at_work(desk_with(tmp_path, seed()))
    accepted = []
    while work.progress().unseen:
        look(work)
        here = work.sentence.id
        if work.offered() is None:
            work.no_tag()
        else:
            work.accept()
            accepted.append(here)
    assert len(accepted) >= 12
    for sentence in accepted:
        assert kept(work, sentence).shown
        assert kept(work, sentence).accepted
        assert mark(work, sentence).tags == (kept(work, sentence).tag,)
    whys = {event.sentence: event.why for event in work.document.history}
    assert {s for s, why in whys.items() if why == "accept"} == set(accepted)
    assert all(mark(work, s).seconds is not None for s in accepted)


@pytest.mark.parametrize(("tag", "accepted"), [("declined-comment", True), ("opinion", False)])
def test_the_suggested_tags_own_key_accepts_and_another_does_not(
    tmp_path: Path, tag: str, *, accepted: bool
) -> None:
    work = at_work(desk_with(tmp_path))
    go(work, "s4")
    work.tag(tag)
    found = kept(work, "s4")
    assert (found.tag, found.shown, found.accepted) == ("declined-comment", True, accepted)
    assert work.document.history[-1].why == "key"


@pytest.mark.parametrize("decide", [Annotating.no_tag, Annotating.skip])
def test_what_was_shown_is_kept_where_no_tag_is_given(
    tmp_path: Path, decide: Callable[..., object]
) -> None:
    work = at_work(desk_with(tmp_path))
    go(work, "s4")
    decide(work, *(["bad-cut"] if decide is Annotating.skip else []))
    assert (kept(work, "s4").shown, kept(work, "s4").accepted) == (True, False)


def test_what_was_not_on_the_screen_is_neither_shown_nor_taken(tmp_path: Path) -> None:
    work = at_work(desk_with(tmp_path))
    work.go(3)
    assert "was not on the screen yet" in said(work)
    work.tag("declined-comment")
    found = kept(work, "s4")
    assert (found.tag, found.shown, found.accepted) == ("declined-comment", False, False)


def test_second_tags_that_wait_come_after_the_one_that_is_accepted(tmp_path: Path) -> None:
    work = at_work(desk_with(tmp_path))
    go(work, "s4")
    work.second("opinion")
    work.accept()
    assert mark(work, "s4").tags == ("declined-comment", "opinion")


def test_a_second_tag_changes_nothing_about_what_was_suggested(tmp_path: Path) -> None:
    work = at_work(desk_with(tmp_path))
    go(work, "s4")
    work.accept()
    before = kept(work, "s4")
    work.go(3)
    work.second("opinion")
    assert kept(work, "s4") == before


def test_the_same_tag_again_is_no_new_decision_whatever_is_suggested_now(tmp_path: Path) -> None:
    work = at_work(desk_with(tmp_path))
    work.go(2)
    work.tag("insider-sourced")  # before anything was seen
    go(work, "s2")
    work.tag("opinion")
    before = work.document.revision
    work.go(2)
    work.tag("insider-sourced")
    assert work.document.revision == before


def test_undo_takes_an_accepted_suggestion_back(tmp_path: Path) -> None:
    work = at_work(desk_with(tmp_path))
    go(work, "s4")
    work.accept()
    work.undo()
    assert work.mark_of("s4") is None
    look(work)
    work.redo()
    assert kept(work, "s4").accepted


def test_what_is_cleared_keeps_its_note_and_nothing_that_was_suggested(tmp_path: Path) -> None:
    work = at_work(desk_with(tmp_path))
    go(work, "s4")
    work.accept()
    work.go(3)
    work.set_note("ask again")
    work.clear()
    assert mark(work, "s4").note == "ask again"
    assert mark(work, "s4").suggestion is None


# ── when ─────────────────────────────────────────────────────────────────────────────────────


def test_off_offers_and_keeps_nothing(tmp_path: Path) -> None:
    work = at_work(desk_with(tmp_path, mode="off"))
    go(work, "s4")
    assert work.offered() is None
    assert said(work) == "Suggestions are off in this project."
    work.tag("declined-comment")
    assert mark(work, "s4").suggestion is None
    assert not work.lacks_stretch()


def test_after_offers_only_what_differs_from_ones_own_decision(tmp_path: Path) -> None:
    work = at_work(desk_with(tmp_path, mode="after"))
    go(work, "s4")
    assert work.offered() is None
    assert said(work).startswith("This project has it so")
    work.tag("opinion")
    assert (kept(work, "s4").shown, kept(work, "s4").accepted) == (False, False)
    told = work.foretold_otherwise("s4")
    assert told is not None
    assert told.tag == "declined-comment"
    go(work, "s4")
    assert work.offered() == told
    work.accept()
    assert (kept(work, "s4").shown, kept(work, "s4").accepted) == (True, True)
    go(work, "s4")
    assert work.offered() is None


def test_auto_turns_to_after_when_a_colleague_begins(tmp_path: Path) -> None:
    desk = desk_with(tmp_path)
    (article,) = desk.store.article_ids()
    work = at_work(desk)
    go(work, "s4")
    assert work.offered() is not None
    ben = replace(desk, session=session("ben"))
    wanted = Wanted(state="tagged", tags=("opinion",))
    saved_change(ben, article, lambda their: marked(their, their.article.sentences[0], wanted))
    work.take_colleagues(desk.colleagues(work))
    assert work.when == "after"
    assert work.offered() is None


def test_auto_is_after_from_the_start_where_a_colleague_has_a_file(tmp_path: Path) -> None:
    desk = desk_with(tmp_path)
    (article,) = desk.store.article_ids()
    ben = replace(desk, session=session("ben"))
    wanted = Wanted(state="tagged", tags=("opinion",))
    saved_change(ben, article, lambda their: marked(their, their.article.sentences[0], wanted))
    work = at_work(desk)
    assert work.when == "after"


def test_auto_turns_to_after_when_somebody_is_assigned(tmp_path: Path) -> None:
    desk = desk_with(tmp_path)
    work = at_work(desk)
    project = replace(desk.project(), assignments={work.article.id: ("ana", "ben")})
    work.take_terms(project)
    assert work.when == "after"
    work.take_terms(replace(project, settings=Settings(suggestions="before")))
    go(work, "s4")
    assert work.offered() is not None


def test_kinds_that_are_not_judged_have_no_suggestion(tmp_path: Path) -> None:
    desk = desk_with(tmp_path)
    text = desk.store.article(desk.store.article_ids()[0])
    new = revised(text.document, {}, {"s4": "caption"}, by="ana", at=NOON)
    desk.store.save_article(new, text.token)
    work = at_work(desk)
    go(work, "s4")
    assert work.offered() is None
    assert "Nothing is suggested for s4" in said(work)


# ── what is read ─────────────────────────────────────────────────────────────────────────────


def test_before_the_article_was_read_nothing_is_offered(tmp_path: Path) -> None:
    desk = desk_with(tmp_path)
    (article,) = desk.store.article_ids()
    text = desk.store.article(article).document
    work = Annotating(text, None, desk.project(), desk.session, lambda _: None)
    assert work.lacks_stretch()
    assert said(work) == "The suggestions are not ready yet."
    work.go(3)
    work.tag("declined-comment")
    assert mark(work, "s4").suggestion is None
    work.go(3)
    assist(desk, work)
    assert not work.lacks_stretch()


def test_another_revision_is_read_anew_and_what_was_read_of_the_old_one_is_of_no_use(
    tmp_path: Path,
) -> None:
    desk = desk_with(tmp_path)
    work = at_work(desk)
    old = work.stretch
    assert old is not None
    new = revised(work.article, {}, {"s2": "caption"}, by="ana", at=NOON)
    work.take_article(new)
    assert work.lacks_stretch()
    work.take_stretch(old)
    assert work.lacks_stretch()
    assist(desk, work)
    assert not work.lacks_stretch()


def test_a_long_article_is_read_where_one_is(tmp_path: Path) -> None:
    text = "Long\n\n" + "Two aides said it rained. The firm declined to comment.\n\n" * 600
    desk = desk_with(tmp_path, text.encode())
    work = at_work(desk)
    stretch = work.stretch
    assert stretch is not None
    assert len(stretch.sentences) < 300
    work.go(len(work.article.sentences) - 1)
    assert work.lacks_stretch()
    assert work.offered() is None
    assist(desk, work)
    assert not work.lacks_stretch()
    assert work.offered() is not None


def test_marks_far_away_are_taken_up_when_one_comes_to_them(tmp_path: Path) -> None:
    text = "Long\n\n" + "Kim Li said it rained. She said it was cold.\n\n" * 600
    desk = desk_with(tmp_path, text.encode())
    work = at_work(desk)
    last = len(work.article.sentences) - 1
    work.go(last - 1)
    work.tag("insider-sourced")
    work.go(last)
    assist(desk, work)
    found = work.offered()
    assert found is not None
    assert found.tag == "insider-sourced"


def test_a_thousand_sentences_that_hang_on_one_another_are_followed(tmp_path: Path) -> None:
    text = "Rain\n\nA person familiar with the matter said it rained. " + "They added it. " * 480
    work = at_work(desk_with(tmp_path, text.encode()))
    for index in (3, 200, len(work.article.sentences) - 1):
        go(work, work.article.sentences[index].id)
        found = work.offered()
        assert found is not None
        assert found.tag == "insider-sourced"
        work.accept()


def test_a_sentence_of_20_000_characters_is_suggested_for(tmp_path: Path) -> None:
    text = "Long\n\n" + "The firm “declined” to say whether it did not " * 430 + "comment.\n"
    work = at_work(desk_with(tmp_path, text.encode()))
    for sentence in work.article.sentences:
        go(work, sentence.id)
        work.tag("opinion")
    assert not work.progress().unseen


def test_a_language_without_cues_is_told_and_learnt(tmp_path: Path) -> None:
    desk = desk_with(tmp_path)
    (article,) = desk.store.article_ids()
    opened = desk.store.article(article)
    desk.store.save_article(replace(opened.document, language="fi"), opened.token)
    stretch = read_stretch(desk.store, desk.store.article(article).document, desk.project(), 0)
    assert "no cues for the language 'fi'" in stretch.notice
    work = at_work(desk)
    go(work, "s4")
    assert work.offered() is None
    work.tag("opinion")
    assert mark(work, "s4").suggestion is None


def test_cues_of_the_project_that_are_bad_are_told(tmp_path: Path) -> None:
    desk = desk_with(tmp_path)
    desk.store._cues["en"] = "refusal shrugged:\n    shrugged\n"  # type: ignore[attr-defined]  # of the store in memory
    with pytest.raises(BadCuesError, match="line 1"):
        at_work(desk)


def test_what_cannot_be_read_is_told_and_left_out(tmp_path: Path) -> None:
    root = tmp_path / "desk"
    desk = file_desk(root, SHORT, OTHER, suggestions="auto")
    first, second = desk.store.article_ids()
    ben = replace(desk, session=session("ben"))
    wanted = Wanted(state="tagged", tags=("opinion",))
    saved_change(ben, first, lambda their: marked(their, their.article.sentences[0], wanted))
    (root / "annotations" / first / "ben.json").write_bytes(b"{")
    work = assisted(desk, second)
    told = taught_beside(desk.store, desk.project(), work.document)
    assert f"what cannot be read: {first} (ben)" in told.notice
    go(work, "s4")
    assert work.offered() is not None


def test_a_renamed_tag_is_offered_by_its_new_name(tmp_path: Path) -> None:
    desk = desk_with(tmp_path)
    opened = desk.store.project()
    tags = [
        replace(t, name="refused") if t.name == "declined-comment" else t
        for t in opened.document.tags
    ]
    renamed = (Renamed("declined-comment", "refused", NOON),)
    desk.store.save_project(
        replace(opened.document, tags=tuple(tags), renamed=renamed), opened.token
    )
    work = at_work(desk)
    go(work, "s4")
    work.accept()
    assert mark(work, "s4").tags == ("refused",)
    assert mark(work, "s4").sources


def test_tags_of_ones_own_are_learnt_from_marks(tmp_path: Path) -> None:
    rain = b"Rain\n\n" + b"Heavy rain fell on the town. The team won the match.\n\n" * 30
    desk = desk_with(tmp_path, rain)
    opened = desk.store.project()
    own = tuple(Tag(name, name[0], name[0], "#888888", "-") for name in ("weather", "sport"))
    desk.store.save_project(replace(opened.document, tags=own), opened.token)
    work = at_work(desk)
    assert work.offered() is None
    while work.progress().unseen > 2:
        work.tag("weather" if "rain" in work.text_of(work.sentence).lower() else "sport")
    look(work)
    found = work.offered()
    assert found is not None
    assert found.tag == ("weather" if "rain" in work.text_of(work.sentence) else "sport")
    work.accept()


# ── learning live ────────────────────────────────────────────────────────────────────────────


def _another_kind(work: Annotating) -> None:
    kind = "caption" if work.sentence.kind == "sentence" else "sentence"
    work.take_article(revised(work.article, {}, {work.sentence.id: kind}, by="ana", at=NOON))


_TAGS = ["confirmed", "insider-sourced", "declined-comment", "opinion"]
_ACTIONS: dict[str, Callable[[Annotating], object]] = {
    **{f"tag {tag}": lambda work, tag=tag: work.tag(tag) for tag in _TAGS},  # type: ignore[misc]  # defaults bind
    "second": lambda work: work.second("opinion"),
    "accept": lambda work: work.accept() if work.offered() else None,
    "no tag": lambda work: work.no_tag(),
    "skip": lambda work: work.skip("cannot-judge"),
    "clear": lambda work: work.clear(),
    "undo": lambda work: work.undo(),
    "redo": lambda work: work.redo(),
    "note": lambda work: work.set_note("see below"),
    "restore": lambda work: work.restore(work.document.revision // 2),
    "up": lambda work: work.go(work.current - 2),
    "kind": _another_kind,
}


def _all_offered(work: Annotating) -> list[tuple[object, object, float]]:
    """What would be said of every sentence, and how surely."""
    assert work.stretch is not None
    found: list[tuple[object, object, float]] = []
    for sentence in work.article.sentences:
        one = work.stretch.suggestion(sentence.id)
        sources = work.propose(sentence.id, "insider-sourced")
        probability = one.probability if one else 0.0
        found.append((one and replace(one, probability=0.0), sources, probability))
    return found


def test_what_was_marked_in_another_window_counts_at_once(tmp_path: Path) -> None:
    desk = desk_with(tmp_path)
    (article,) = desk.store.article_ids()
    work = at_work(desk)
    elsewhere = replace(desk, session=session("ana", "zz99"))
    wanted = Wanted(state="tagged", tags=("opinion",))
    saved_change(elsewhere, article, lambda own: marked(own, own.article.sentences[2], wanted))
    opened = desk.store.annotations(article, "ana")
    assert opened is not None
    work.take_in(opened)
    assert _all_offered(work) == _all_offered(at_work(desk))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(sorted(_ACTIONS)), max_size=25))
def test_after_any_actions_suggestions_are_those_of_who_opens_the_article_anew(
    actions: list[str],
) -> None:
    with TemporaryDirectory() as folder:
        desk = desk_with(Path(folder))
        fill(desk.store, OTHER)
        bank, mayor = desk.store.article_ids()
        wanted = Wanted(state="tagged", tags=("opinion",))
        saved_change(desk, bank, lambda own: marked(own, own.article.sentences[2], wanted))
        work = assisted(desk, mayor)
        for action in actions:
            look(work)
            _ACTIONS[action](work)
            if work.lacks_stretch():
                assist(desk, work)
        fresh = Annotating(work.article, None, work.project, work.session, lambda _: None)
        fresh._take_up(work.document)
        assist(desk, fresh)
        for mine, anew in zip(_all_offered(work), _all_offered(fresh), strict=True):
            assert mine[:2] == anew[:2]
            assert mine[2] == pytest.approx(anew[2], abs=0.002)
