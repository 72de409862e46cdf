"""Articles that were edited: what is to be looked at again and why, and what is gone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from annotator.domain.annotations import Annotations
from annotator.domain.article import Article
from annotator.domain.project import UserSettings
from annotator.flows.annotate import Annotating, Need
from annotator.flows.articles.ingest import Intake, with_text
from annotator.flows.changed_words import around_changes, stretches, word_by_word
from annotator.flows.desk import Desk
from annotator.flows.looking_again import Before
from annotator.formats.articles import Incoming
from annotator.tui.app import AnnotatorApp
from annotator.tui.describe_change import said_of_change
from annotator.tui.screens.needed import NeededScreen
from tests.desks import SHORT, file_desk, memory_desk
from tests.tui.conftest import check_picture, screen_text, wait_until
from tests.tui.opening import opened as alone
from tests.tui.test_annotate import here, opened, screen, tags

MAYOR = "mayor-resigns"
LATER = "2026-11-23T12:00:00.000Z"
EDITED = (
    SHORT.decode().replace("on Monday", "on Sunday evening").replace("planned it for", "wanted it")
)
WITHOUT = SHORT.decode().replace("Her office declined to comment. ", "")
SIZES = [(60, 20), (80, 24), (120, 40)]
TAGGED = ("j", "c", "i", "d")
"""Keys that tag s2, s3 and s4, after which s5 is the current sentence."""


def add_again(desk: Desk, text: str) -> Article:
    """Brings the article in once more, as `annotator add --to` does, and gives what it is now."""
    intake = Intake(desk.store, "ben")
    intake.take(Incoming("Mayor resigns", text), LATER, into=MAYOR)
    return desk.store.article(MAYOR).document


async def says(pilot: Pilot[Any], words: str) -> None:
    await wait_until(pilot, lambda: words in screen_text(pilot.app), words)


async def tagged(desk: Desk, *more: str) -> None:
    """Tags three sentences, and leaves."""
    async with opened(desk) as pilot:
        await pilot.press(*TAGGED, *more)


# ── what changed ─────────────────────────────────────────────────────────────────────────────


def test_what_is_gone_and_what_came_is_told_by_signs() -> None:
    assert word_by_word("It rained  on\nMonday.", "It rained on Sunday evening.") == (
        "It rained on [-Monday-]{+Sunday evening+}."
    )
    assert word_by_word("雨が降る。", "雪が降る。") == "[-雨-]{+雪+}が降る。"


def test_words_that_stayed_far_from_a_change_are_left_out() -> None:
    was = "one two three four five six seven eight nine ten"
    found = around_changes(stretches(was, was.replace("six", "6")), 2)
    assert "".join(part.told for part in found) == "… four five [-six-]{+6+} seven eight nine ten"
    unspaced = around_changes(stretches("今日は雨です明日は晴れる", "今日は雪です明日は晴れる"), 1)
    assert "".join(part.told for part in unspaced) == "今日は[-雨-]{+雪+}で …"


def test_runs_of_a_change_that_is_cut_end_with_what_is_shown() -> None:
    words = tuple(stretches("old " * 40, "new " * 60))
    (said,) = said_of_change(Before("edited", words), beside=3, most=50)
    assert len(said.text) <= 50
    assert all(run.start < run.end <= len(said.text) for run in said.runs)


@pytest.mark.parametrize("size", SIZES)
async def test_an_edited_sentence_shows_word_by_word_what_changed(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = memory_desk(tmp_path)
    await tagged(desk)
    add_again(desk, EDITED)
    async with opened(desk, size=size) as pilot:
        await says(pilot, "2 to look at again: n")
        await pilot.press("n")
        await says(pilot, "needs you: look again: edited · [-Monday-]{+Sunday")
        assert here(pilot) == "s2"
        check_picture(pilot.app, f"look-again-{size[0]}x{size[1]}")


async def test_what_is_gone_is_struck_and_what_came_is_underlined(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    await tagged(desk)
    add_again(desk, EDITED)
    async with opened(desk) as pilot:
        await pilot.press("home", "j")
        await says(pilot, "[-Monday-]")
        details = screen(pilot).query_one("#details")
        segments = [s for y in range(12) for s in details.render_line(y) if s.style]
        assert any(s.text == "[-Monday-]" and s.style.strike for s in segments)  # type: ignore[union-attr]
        assert any(s.text.startswith("{+Sunday") and s.style.underline for s in segments)  # type: ignore[union-attr]


async def test_n_walks_what_is_to_be_looked_at_again_until_nothing_is(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    await tagged(desk, "o", "home", ".")
    add_again(desk, EDITED)
    async with opened(desk) as pilot:
        await says(pilot, "2 to look at again: n")
        await pilot.press("end", "n")
        await says(pilot, "needs you: look again: edited · [-Monday-]")
        await pilot.press("c", "home", "n")
        await says(pilot, "needs you: look again: edited · [-planned-]{+wanted+} [-for-]")
        await pilot.press("i", "n")
        await says(pilot, "nothing needs you here")
        assert screen(pilot).work.progress().look_again == 0


async def test_details_that_are_put_away_leave_the_change_to_n(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    await tagged(desk, "o", "home", ".")
    add_again(desk, EDITED)
    hidden = replace(desk, settings=UserSettings(details=False))
    async with opened(hidden, size=(80, 24)) as pilot:
        await pilot.press("end", "n")
        await says(pilot, "look again: edited · [-Monday-]{+Sunday evening+}")


async def test_a_sentence_that_is_decided_on_anew_shows_what_came_after_that(
    tmp_path: Path,
) -> None:
    desk = memory_desk(tmp_path)
    await tagged(desk)
    add_again(desk, EDITED)
    async with opened(desk) as pilot:
        await pilot.press("home", "j", "o")
    add_again(desk, EDITED.replace("Sunday", "Friday"))
    async with opened(desk) as pilot:
        await pilot.press("home", "j")
        await says(pilot, "[-Sunday-]{+Friday+} evening")
        assert "Monday" not in screen_text(pilot.app)


# ── the list ─────────────────────────────────────────────────────────────────────────────────

NEEDS = [
    Need("s1", "unseen", "Mayor resigns"),
    Need("s2", "look again: edited", "Mayor Ada Lovelace resigned on Sunday\nevening."),
    Need("s4", "look again: edited", "Her office \x1b[2J declined."),
    Need("s1f82b0e95d", "unsure", "It will change the city for ever. " * 4),
]


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_of_what_needs_one(size: tuple[int, int]) -> None:
    async with alone(NeededScreen(NEEDS, "s3"), size=size) as (app, _):
        check_picture(app, f"needed-{size[0]}x{size[1]}")


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        (["enter"], "s4"),
        (["up", "enter"], "s2"),
        (["home", "enter"], "s1"),
        (["end", "enter"], "s1f82b0e95d"),
        (["tab", "enter"], "s1"),
        (["tab", "tab", "up", "enter"], "s2"),
        (["tab", "tab", "tab", "tab", "enter"], "s1f82b0e95d"),
        (["shift+tab", "enter"], "s1f82b0e95d"),
        (["escape"], None),
        (["L"], None),
    ],
)
async def test_enter_goes_to_the_sentence_and_tab_shows_one_reason_only(
    keys: list[str], sentence: str | None
) -> None:
    async with alone(NeededScreen(NEEDS, "s4"), *keys) as (app, _):
        assert app.answers == [sentence]


async def test_the_list_opens_at_the_current_sentence_and_goes_where_it_is_told(
    tmp_path: Path,
) -> None:
    desk = memory_desk(tmp_path)
    await tagged(desk)
    add_again(desk, EDITED)
    async with opened(desk) as pilot:
        await pilot.press("L")
        await says(pilot, "4 sentences need you · 2 unseen · 2 look again: edited")
        await pilot.press("down", "down", "enter")
        await wait_until(pilot, lambda: pilot.app.screen is screen(pilot), "back")
        assert here(pilot) == "s3"


async def test_where_nothing_needs_one_there_is_no_list(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        await pilot.press("c", "c", "c", "c", "c", "L")
        await says(pilot, "nothing needs you here")


async def test_the_library_counts_what_is_to_be_looked_at_again(tmp_path: Path) -> None:
    desk = file_desk(tmp_path / "desk")
    await tagged(desk)
    add_again(desk, EDITED)
    async with AnnotatorApp(desk, None).run_test(size=(120, 40)) as pilot:
        await says(pilot, "2 to look at again")


# ── what is gone ─────────────────────────────────────────────────────────────────────────────


async def test_marks_of_sentences_that_are_gone_are_told_and_found_in_the_history(
    tmp_path: Path,
) -> None:
    desk = memory_desk(tmp_path)
    await tagged(desk)
    add_again(desk, WITHOUT)
    async with opened(desk, size=(80, 24)) as pilot:
        await says(pilot, "1 mark of a gone sentence is in the history: h")
        assert set(tags(pilot)) == {"s2", "s3"}
        await pilot.press("h")
        await says(pilot, "declined-comment → unseen (carried")
        check_picture(pilot.app, "history-gone-80x24")
        await pilot.press("escape", "c")
    async with opened(desk) as pilot:
        assert "gone" not in screen_text(pilot.app)


async def test_a_sentence_that_disappears_under_the_cursor_gives_way_to_the_next(
    tmp_path: Path,
) -> None:
    desk = file_desk(tmp_path / "desk")
    async with opened(desk, size=(80, 24)) as pilot:
        await pilot.press(*TAGGED, "k")
        assert here(pilot) == "s4"
        add_again(desk, WITHOUT)
        await says(pilot, "the article has changed")
        assert here(pilot) == "s5"
        check_picture(pilot.app, "gone-under-the-cursor-80x24")


async def test_the_last_sentence_gives_way_to_the_one_before_it(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    async with opened(desk) as pilot:
        await pilot.press("end", "O")
        add_again(desk, SHORT.decode().replace(" It will change the city for ever.", ""))
        await says(pilot, "the article has changed")
        assert here(pilot) == "s4"
        await pilot.press("c")
        assert tags(pilot) == {"s4": ("confirmed",)}


async def test_a_note_that_is_written_while_its_sentence_disappears_is_in_the_history(
    tmp_path: Path,
) -> None:
    desk = memory_desk(tmp_path)
    async with opened(desk) as pilot:
        await pilot.press(*TAGGED, "k", "m", *"odd")
        add_again(desk, WITHOUT)
        await pilot.press("enter")
        await says(pilot, "1 mark of a gone sentence is in the history: h")
        assert here(pilot) == "s5"
        await pilot.press("h")
        await says(pilot, "note: odd")
    opened_again = desk.store.annotations(MAYOR, "ana")
    assert opened_again is not None
    assert any('"note":"odd"' in line.decode() for line in opened_again.document.history.lines())


async def test_a_note_that_is_written_while_its_sentence_is_edited_stays_with_it(
    tmp_path: Path,
) -> None:
    desk = memory_desk(tmp_path)
    async with opened(desk) as pilot:
        await pilot.press(*TAGGED, "home", "j", "m", *"odd")
        add_again(desk, EDITED)
        await pilot.press("enter")
        await says(pilot, "the article has changed")
        mark = screen(pilot).work.document.marks["s2"]
        assert (mark.note, mark.look_again, here(pilot)) == ("odd", "edited", "s2")


async def test_half_a_note_for_a_sentence_that_is_gone_is_told_when_it_comes_back(
    tmp_path: Path,
) -> None:
    desk = memory_desk(tmp_path)
    async with opened(desk) as pilot:
        await pilot.press(*TAGGED, "k", "m", *"half", "escape")
        add_again(desk, WITHOUT)
        await says(pilot, "the article has changed")
    async with opened(desk) as pilot:
        await says(pilot, "half-written: note on s4, which is gone: “half”")
        await pilot.press("o")
    async with opened(desk) as pilot:
        assert "half-written" not in screen_text(pilot.app)
    add_again(desk, SHORT.decode())
    async with opened(desk) as pilot:
        await says(pilot, "half-written: note on s4")


@pytest.mark.parametrize("key", ["m", "t", "s", "e"])
async def test_what_is_entered_for_a_sentence_that_another_machine_knows_to_be_gone(
    tmp_path: Path, key: str
) -> None:
    desk = file_desk(tmp_path / "desk")
    async with opened(desk) as pilot:
        await pilot.press(*TAGGED, "k")
        await says(pilot, "saved r3")
        await pilot.press(key, *"odd")
        over = pilot.app.screen
        add_again(desk, WITHOUT)
        there = replace(desk, session=replace(desk.session, id="1a70"))
        opened_there = there.store.annotations(MAYOR, "ana")
        assert opened_there is not None
        saves: list[Annotations] = []
        elsewhere = Annotating(
            there.store.article(MAYOR).document,
            opened_there,
            there.project(),
            there.session,
            saves.append,
        )
        elsewhere.go(3)
        elsewhere.tag("opinion")
        there.store.save_annotations(saves[-1], opened_there.token)
        work = screen(pilot).work
        await wait_until(pilot, lambda: work.article.revision == 2, "the article of today")
        assert pilot.app.screen is over, "what is being entered stays"
        await pilot.press("enter")
        if key in "mt":
            await says(pilot, "not entered: s4 is no longer in the article")
        await pilot.press("escape", "escape")
        await wait_until(pilot, lambda: pilot.app.screen is screen(pilot), "back")
        assert work.document.marks["s5"].tags == ("opinion",)
        assert work.document.marks["s5"].note == ""
        assert "s4" not in work.document.marks


def test_the_same_text_is_no_change(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    before = desk.store.article(MAYOR).document
    assert add_again(desk, SHORT.decode()) == before
    assert with_text(before, Incoming("Mayor resigns", EDITED), by="b", at=LATER).revision == 2
