"""Suggestions on the annotate screen by keys: what is shown when, what `a` takes, what is kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from annotator.domain.marks import Suggestion
from annotator.flows.annotate import Annotating
from annotator.flows.articles.editing import replaced, revised
from annotator.flows.desk import Desk
from annotator.flows.marking import Wanted, marked, saved_change
from annotator.flows.settings import change_setting, setting_named
from annotator.flows.suggestions.acceptance import acceptance
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate import AnnotateScreen
from tests import desks
from tests.cli.running import good
from tests.desks import NOON, SHORT, seed, session
from tests.tui.conftest import check_picture, screen_text, wait_until

WIDE = (120, 40)
NARROW = (80, 24)
OTHER = b"""Bank sold

The bank was sold on Monday. Two aides said the price was low. The bank declined to comment.
"""


def memory_desk(tmp_path: Path, *texts: bytes) -> Desk:
    return desks.memory_desk(tmp_path, *texts, suggestions="auto")


def set_to(desk: Desk, mode: str) -> Desk:
    """The desk with another setting for suggestions."""
    change_setting(desk.store, setting_named("suggestions"), mode)
    return desk


def mark_as(desk: Desk, name: str, article: str, sentence: str, tag: str) -> None:
    """Somebody marks a sentence on another machine."""
    own = replace(desk, session=session(name, "zz99"))
    wanted = Wanted(state="tagged", tags=(tag,))
    text = desk.store.article(article).document
    found = next(s for s in text.sentences if s.id == sentence)
    saved_change(own, article, lambda work: marked(work, found, wanted))


@asynccontextmanager
async def opened(
    desk: Desk, article: str = "mayor-resigns", size: tuple[int, int] = WIDE
) -> AsyncIterator[Pilot[None]]:
    """The annotate screen once everything was read and learnt."""
    app = AnnotatorApp(desk, article)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        if desk.project().settings.suggestions != "off":
            await ready(pilot)
        yield pilot
        await wait_until(pilot, lambda: screen(pilot).work.is_saved, "saved")


async def ready(pilot: Pilot[None]) -> None:
    it = screen(pilot)
    await wait_until(pilot, lambda: is_ready(it.work), "suggestions")
    await pilot.pause()


def is_ready(work: Annotating) -> bool:
    return work._learnt is not None and not work.lacks_stretch()


def screen(pilot: Pilot[None]) -> AnnotateScreen:
    return next(s for s in pilot.app.screen_stack if isinstance(s, AnnotateScreen))


def text(pilot: Pilot[None]) -> str:
    return screen_text(pilot.app)


def underlined(pilot: Pilot[None]) -> list[str]:
    """What is underlined of the article, line by line."""
    view = screen(pilot).view
    lines = (view.render_line(y) for y in range(view.size.height))
    pieces = ([s.text for s in line if s.style and s.style.underline] for line in lines)
    return ["".join(found) for found in pieces if found]


def kept(pilot: Pilot[None], sentence: str) -> Suggestion | None:
    mark = screen(pilot).work.mark_of(sentence)
    assert mark is not None
    return mark.suggestion


async def test_a_suggestion_is_shown_with_its_reasons_and_a_takes_it(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        await pilot.press("j", "j")
        assert "suggested  ◆ insider-sourced" in text(pilot)
        assert "“Two aides said”" in text(pilot)
        assert "a accept ◆" in text(pilot)
        assert underlined(pilot) == ["Two aides said"]
        assert "%" not in text(pilot)
        await pilot.press("a")
        work = screen(pilot).work
        mark = work.mark_of("s3")
        assert mark is not None
        assert mark.tags == ("insider-sourced",)
        assert mark.sources[0].by == "program"
        assert work.document.history[-1].why == "accept"
        assert work.sentence.id == "s4"
        found = kept(pilot, "s3")
        assert found is not None
        assert (found.tag, found.shown, found.accepted) == ("insider-sourced", True, True)


@pytest.mark.parametrize("size", [WIDE, NARROW, (60, 20)])
async def test_the_screen_looks_as_it_should(tmp_path: Path, size: tuple[int, int]) -> None:
    desk = memory_desk(tmp_path, seed())
    async with opened(desk, desk.store.article_ids()[0], size) as pilot:
        await pilot.press(*"aii")
        await pilot.pause()
        await wait_until(pilot, lambda: "saved r3" in text(pilot), "saved")
        it = screen(pilot)
        await wait_until(pilot, lambda: it._checked is it.work.document, "what is lacking")
        await pilot.pause()
        check_picture(pilot.app, f"suggested-{size[0]}x{size[1]}")


async def test_where_nothing_is_suggested_nothing_is_shown_and_a_says_so(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path, b"Rain\n\nRain fell.\n"), "rain") as pilot:
        await pilot.press("j")
        assert "suggested" not in text(pilot)
        assert "a accept" not in text(pilot)
        assert underlined(pilot) == []
        await pilot.press("a")
        assert "Nothing is suggested for s2." in text(pilot)
        assert not screen(pilot).work.document.marks


async def test_a_suggestion_goes_with_the_sentence_that_it_is_for(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        await pilot.press("j", "j")
        assert underlined(pilot) == ["Two aides said"]
        await pilot.press("j")
        assert underlined(pilot) == ["declined to comment"]
        await pilot.press("/", *"comment", "enter")
        assert underlined(pilot) == ["declined to comment"]
        await pilot.press("home")
        assert "declined to comment" not in underlined(pilot)


async def test_with_the_details_hidden_the_words_and_the_key_still_tell(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        await pilot.press("v", "v", "j", "j")
        assert "suggested" not in text(pilot)
        assert underlined(pilot) == ["Two aides said"]
        await pilot.press("a")
        found = kept(pilot, "s3")
        assert found is not None
        assert found.accepted


async def test_off_shows_nothing(tmp_path: Path) -> None:
    async with opened(set_to(memory_desk(tmp_path), "off")) as pilot:
        await pilot.press(*"jjj")
        assert "suggested" not in text(pilot)
        await pilot.press("a")
        assert "Suggestions are off in this project." in text(pilot)
        await pilot.press("d")
        assert kept(pilot, "s4") is None


async def test_after_tells_once_it_is_decided_and_only_where_it_differs(tmp_path: Path) -> None:
    async with opened(set_to(memory_desk(tmp_path), "after")) as pilot:
        await pilot.press(*"jjj")
        assert "suggested" not in text(pilot)
        assert underlined(pilot) == []
        await pilot.press("o")
        assert "s4: the program would say ⊘ declined-comment" in text(pilot)
        found = kept(pilot, "s4")
        assert found is not None
        assert (found.shown, found.accepted) == (False, False)
        await pilot.press("k")
        assert "suggested  ⊘ declined-comment" in text(pilot)
        await pilot.press("a")
        found = kept(pilot, "s4")
        assert found is not None
        assert (found.shown, found.accepted) == (True, True)
        await pilot.press("home", "j", "j", "i")
        assert "the program would say" not in text(pilot)


async def test_a_colleague_who_begins_puts_suggestions_after_the_decision_at_once(
    tmp_path: Path,
) -> None:
    desk = memory_desk(tmp_path)
    async with opened(desk) as pilot:
        await pilot.press(*"jjj")
        assert "suggested  ⊘" in text(pilot)
        mark_as(desk, "ben", "mayor-resigns", "s2", "confirmed")
        await wait_until(pilot, lambda: "suggested  ⊘" not in text(pilot), "it to go")
        assert underlined(pilot) == []
        assert "Others annotate this article too: suggestions come after" in text(pilot)
        await pilot.press("a")
        assert "s4" not in screen(pilot).work.document.marks


async def test_an_assignment_or_a_setting_counts_at_once(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    async with opened(desk) as pilot:
        await pilot.press(*"jjj")
        opened_project = desk.store.project()
        given = replace(opened_project.document, assignments={"mayor-resigns": ("ana", "ben")})
        desk.store.save_project(given, opened_project.token)
        await wait_until(pilot, lambda: "suggested  ⊘" not in text(pilot), "it to go")
        set_to(desk, "before")
        await wait_until(pilot, lambda: "suggested  ⊘" in text(pilot), "it to come back")


async def test_a_language_without_cues_is_said_and_no_key_is_lost(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    text_of = desk.store.article("mayor-resigns")
    desk.store.save_article(replace(text_of.document, language="fi"), text_of.token)
    async with opened(desk) as pilot:
        assert "there are no cues for the language 'fi'" in text(pilot)
        await pilot.press("c")
        assert "no cues" not in text(pilot)


async def test_cues_that_are_bad_are_said_in_a_sentence_and_work_goes_on(tmp_path: Path) -> None:
    root = tmp_path / "desk"
    desk = desks.file_desk(root, SHORT, suggestions="auto")
    (root / "cues").mkdir()
    (root / "cues" / "en.txt").write_text("refusal shrugged:\n    shrugged\n", "utf-8")
    app = AnnotatorApp(desk, "mayor-resigns")
    async with app.run_test(size=WIDE) as pilot:
        await wait_until(pilot, lambda: "no suggestions: en.txt, line 1" in text(pilot), "it")
        await pilot.press(*"jjj", "d")
        assert kept(pilot, "s4") is None
        await wait_until(pilot, lambda: screen(pilot).work.is_saved, "saved")


async def test_what_cannot_be_read_is_said_and_the_rest_suggests(tmp_path: Path) -> None:
    root = tmp_path / "desk"
    desk = desks.file_desk(root, SHORT, OTHER, suggestions="auto")
    mark_as(desk, "ben", "bank-sold", "s2", "opinion")
    (root / "annotations" / "bank-sold" / "ben.json").write_bytes(b"{")
    async with opened(desk) as pilot:
        assert "suggestions learn nothing from what cannot be read: bank-sold (ben)" in text(pilot)
        await pilot.press(*"jjj")
        assert "suggested  ⊘" in text(pilot)


async def test_another_revision_of_the_article_is_read_anew(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    async with opened(desk) as pilot:
        await pilot.press(*"jjj")
        work = screen(pilot).work
        new = revised(work.article, {}, {"s2": "caption"}, by="ben", at=NOON)
        replaced(desk.store, work.article, new)
        await wait_until(pilot, lambda: work.article.revision == 2, "the revision")
        await ready(pilot)
        assert "suggested  ⊘" in text(pilot)


async def test_an_article_that_is_left_at_once_leaves_nothing_behind(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path, SHORT, OTHER)
    app = AnnotatorApp(desk, "mayor-resigns")
    async with app.run_test(size=WIDE) as pilot:
        for _ in range(4):
            await pilot.press("]")
            await pilot.press("[")
        await wait_until(pilot, lambda: screen(pilot).work.article.id, "an article")
        await ready(pilot)


async def test_other_articles_teach(tmp_path: Path) -> None:
    sport = b"Sport\n\n" + b"The striker scored twice. The keeper was hurt.\n\n" * 12
    desk = memory_desk(tmp_path, sport, b"Match\n\nThe striker scored again.\n")
    for n in range(2, 24, 2):
        mark_as(desk, "ana", "sport", f"s{n}", "opinion")
    async with opened(desk, "match") as pilot:
        await pilot.press("j")
        assert "suggested  ≈ opinion" in text(pilot)


async def test_status_counts_what_the_keys_wrote(tmp_path: Path) -> None:
    root = tmp_path / "desk"
    desk = desks.file_desk(root, seed(), suggestions="auto")
    article = desk.store.article_ids()[0]
    shown = taken = 0
    async with opened(desk, article) as pilot:
        work = screen(pilot).work
        while work.progress().unseen:
            offered = work.offered()
            key = "." if offered is None else "ac"[work.current % 2]
            shown += offered is not None
            taken += key == "a" or (offered is not None and offered.tag == "confirmed")
            await pilot.press(key)
            await pilot.pause()
    (found,) = acceptance(desk.store, None)
    assert (found.annotator, found.shown, found.accepted) == ("ana", shown, taken)
    assert 0 < taken < shown
    told = good("-p", root, "--as", "ana", "status", "--suggestions")
    assert f"ana took {taken} of {shown} suggestions." in told


async def test_the_key_can_be_another(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    desk = replace(desk, settings=replace(desk.settings, keys={"accept": ("y",)}))
    async with opened(desk) as pilot:
        await pilot.press(*"jjj")
        assert "y accept ⊘" in text(pilot)
        await pilot.press("y")
        assert screen(pilot).work.state_of("s4") == "tagged"


async def test_a_tag_of_the_project_may_have_the_key(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    project = desk.store.project()
    first, *others = project.document.tags
    tags = (replace(first, key="a"), *others)
    desk.store.save_project(replace(project.document, tags=tags), project.token)
    async with opened(desk) as pilot:
        await pilot.press(*"jjj")
        assert "suggested  ⊘ declined-comment" in text(pilot)
        assert "a accept" not in text(pilot)
        await pilot.press("a")
        mark = screen(pilot).work.mark_of("s4")
        assert mark is not None
        assert mark.tags == ("confirmed",)


async def test_what_is_typed_faster_than_it_is_drawn_takes_nothing_unseen(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        await pilot.press("j", "j")
        it = screen(pilot)
        accept = it.keymap.named("accept")
        assert accept is not None
        it.perform(accept)
        it.perform(accept)  # s4 has not been drawn yet
        assert it.work.sentence.id == "s4"
        await pilot.pause()
        assert "not on the screen yet: look, and press again" in text(pilot)
        await pilot.press("a")
        assert it.work.sentence.id == "s5"


async def test_under_help_nothing_counts_as_shown_and_after_it_does(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        it = screen(pilot)
        await pilot.press("j", "j", "?")
        it.go(3)
        await pilot.pause()
        assert "s4" not in it.work._seen
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("a")
        found = kept(pilot, "s4")
        assert found is not None
        assert found.shown


async def test_a_mark_that_cannot_be_read_stops_neither_keys_nor_suggestions(
    tmp_path: Path,
) -> None:
    root = tmp_path / "desk"
    desk = desks.file_desk(root, SHORT, suggestions="auto")
    mark_as(desk, "ana", "mayor-resigns", "s3", "opinion")
    file = root / "annotations" / "mayor-resigns" / "ana.json"
    file.write_text(file.read_text("utf-8").replace('"seconds":null', '"seconds":"x"'), "utf-8")
    async with opened(desk) as pilot:
        await pilot.press("home", "j", "j", "j")
        assert "suggested  ⊘" in text(pilot)
        await pilot.press("k", "k", "j", "j", "a")
        assert screen(pilot).work.state_of("s4") == "tagged"
