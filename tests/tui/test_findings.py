"""What the sourcing lacks, on the screen: signs beside sentences, their list, the finish line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from annotator.domain.marks import Evidence
from annotator.domain.project import Severity
from annotator.flows.sourcing.checking import set_severity
from annotator.tui.screens.annotate import AnnotateScreen
from annotator.tui.screens.findings import FindingsScreen
from tests.desks import memory_desk, seed
from tests.sourced import source
from tests.tui.conftest import check_picture, screen_text, wait_until
from tests.tui.test_annotate import here, opened, screen

SIZES = [(60, 20), (80, 24), (120, 40)]
DONE = ("c", "c", "i", "d", "o")
"""Keys that tag every sentence of the short article, without any source."""


def line_of(pilot: Pilot[None], words: str) -> str:
    return next(line for line in screen_text(pilot.app).splitlines() if words in line)


async def says(pilot: Pilot[None], words: str) -> None:
    await wait_until(pilot, lambda: words in screen_text(pilot.app), words)


async def checked(pilot: Pilot[None]) -> None:
    """Waits until the marks as they are now have been checked."""
    await wait_until(
        pilot, lambda: screen(pilot)._checked is screen(pilot).work.document, "the findings"
    )


async def findings(pilot: Pilot[None]) -> FindingsScreen:
    await pilot.press("!")
    await wait_until(pilot, lambda: isinstance(pilot.app.screen, FindingsScreen), "the list")
    await wait_until(pilot, lambda: "finding" in screen_text(pilot.app).splitlines()[0], "it")
    assert isinstance(pilot.app.screen, FindingsScreen)
    return pilot.app.screen


async def test_a_sentence_shows_a_sign_once_it_is_decided_and_lacks_something(
    tmp_path: Path,
) -> None:
    async with opened(memory_desk(tmp_path, lint={})) as pilot:
        await checked(pilot)
        assert "!" not in screen_text(pilot.app)
        await pilot.press("j", "c")
        await wait_until(pilot, lambda: "!" in line_of(pilot, "Mayor Ada Lovelace"), "the sign")
        assert "!" not in line_of(pilot, "Two aides")
        work = screen(pilot).work
        work.go(1)
        ada = source("Ada Lovelace", "named-person", "s2")
        screen(pilot).done(work.set_sources([ada]))
        await wait_until(pilot, lambda: "!" not in line_of(pilot, "Mayor Ada Lovelace"), "none")


async def test_the_details_say_what_is_lacking_and_what_to_do(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path, lint={})) as pilot:
        await pilot.press("j", "c", "k")
        await says(pilot, "! confirmed, with neither")
        await says(pilot, "Give it the source that it")


async def test_evidence_beside_a_sentence_that_is_unseen_is_no_finding_yet(
    tmp_path: Path,
) -> None:
    async with opened(memory_desk(tmp_path, lint={})) as pilot:
        work = screen(pilot).work
        screen(pilot).done(work.set_evidence([Evidence("https://a.example/", None)]))
        await checked(pilot)
        assert screen(pilot)._how_many == 0
        await pilot.press(".")
        await checked(pilot)
        assert screen(pilot)._how_many == 1


async def test_a_hint_is_listed_and_puts_no_sign_beside_the_sentence(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path, lint={})) as pilot:
        work = screen(pilot).work
        work.go(3)
        work.tag("declined-comment")
        work.go(3)
        office = source("Her office", "named-organisation", "s4", role="declined")
        screen(pilot).done(work.set_sources([office]))
        await checked(pilot)
        assert "!" not in line_of(pilot, "Her office declined")
        await findings(pilot)
        assert "hint     declined-comment, and nobody is given as who asked" in screen_text(
            pilot.app
        )


async def test_rules_that_the_project_turns_off_show_nowhere(tmp_path: Path) -> None:
    lint: dict[str, Severity] = {
        "confirmed-without-basis": "off",
        "declined-without-asker": "error",
    }
    desk = memory_desk(tmp_path, lint=lint)
    async with opened(desk) as pilot:
        await pilot.press(*DONE)
        await says(pilot, "3 findings (!)")
        assert "!" not in line_of(pilot, "Mayor Ada Lovelace")
        await findings(pilot)
        assert "s2" not in screen_text(pilot.app)
        assert "s4     error" in screen_text(pilot.app)


async def test_the_finish_line_counts_them_before_and_after_handing_in(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path, lint={}), size=(80, 24)) as pilot:
        await pilot.press(*DONE)
        await says(pilot, "all 5 done · 5 findings (!) · Enter hands in")
        await pilot.press("enter")
        await says(pilot, "handed in; u takes it back")
        await pilot.press("j")
        await says(pilot, "handed in, all 5 · 5 findings (!) · q leaves, ] next")


async def test_what_was_just_said_is_not_wiped_away_by_the_count(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path, lint={})) as pilot:
        await pilot.press(*DONE, "u")
        await checked(pilot)
        assert "undone: s5" in screen_text(pilot.app)


@pytest.mark.parametrize("size", SIZES)
async def test_the_list_says_what_and_why_and_what_to_do(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(memory_desk(tmp_path, lint={}), size=size) as pilot:
        await pilot.press(*DONE, "home", "j")
        await checked(pilot)
        await findings(pilot)
        check_picture(pilot.app, f"findings-{size[0]}x{size[1]}")


async def test_enter_goes_to_the_sentence(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path, lint={})) as pilot:
        await pilot.press(*DONE, "home")
        await findings(pilot)
        await pilot.press("down", "down", "enter")
        await wait_until(pilot, lambda: here(pilot) == "s3", "the third finding is of s3")


async def test_what_is_lacking_of_the_article_stands_in_the_list_only(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path, lint={})) as pilot:
        work = screen(pilot).work
        work.go(2)
        work.tag("insider-sourced")
        work.go(2)
        aides = source("Two aides", "unnamed-group", "s3")
        screen(pilot).done(work.set_sources([aides]))
        await checked(pilot)
        assert "!" not in screen_text(pilot.app)
        await findings(pilot)
        assert "rests on one anonymous source, Two aides (s3)" in screen_text(pilot.app)
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, AnnotateScreen), "back")
        assert here(pilot) == "s3"


async def test_tab_leaves_one_severity(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path, lint={})) as pilot:
        await pilot.press(*DONE)
        await checked(pilot)
        await findings(pilot)
        await pilot.press("tab")
        assert "s2     error" in screen_text(pilot.app)
        assert "s3     warning" not in screen_text(pilot.app)
        await pilot.press("tab")
        assert "s3     warning" in screen_text(pilot.app)
        assert "s2     error" not in screen_text(pilot.app)
        await pilot.press("tab", "tab")
        assert "s2     error" in screen_text(pilot.app)


@pytest.mark.parametrize("key", ["q", "escape", "!"])
async def test_leaving_the_list_goes_nowhere(tmp_path: Path, key: str) -> None:
    async with opened(memory_desk(tmp_path, lint={})) as pilot:
        await pilot.press(*DONE, "home")
        await findings(pilot)
        await pilot.press("down", key)
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, AnnotateScreen), "left")
        assert here(pilot) == "s1"


async def test_nothing_lacking_is_said_so(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path, lint={})) as pilot:
        await findings(pilot)
        assert "Nothing is lacking that a rule asks for." in screen_text(pilot.app)
        await pilot.press("tab", "enter", "escape")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, AnnotateScreen), "left")


async def test_a_severity_that_somebody_changes_meanwhile_counts_at_once(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path, lint={})
    async with opened(desk) as pilot:
        await pilot.press("j", "c")
        await wait_until(pilot, lambda: "!" in line_of(pilot, "Mayor Ada Lovelace"), "the sign")
        set_severity(desk.store, "confirmed-without-basis", "off")
        await wait_until(pilot, lambda: "!" not in line_of(pilot, "Mayor Ada Lovelace"), "none")


async def test_an_article_that_is_changed_meanwhile_is_checked_as_it_is(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path, lint={})) as pilot:
        await pilot.press("j", "c", "home", "c")
        await wait_until(pilot, lambda: screen(pilot)._how_many == 2, "both")
        work = screen(pilot).work
        first, *rest = work.article.sentences
        work.take_article(replace(work.article, sentences=(replace(first, kind="sentence"), *rest)))
        screen(pilot).everything_may_differ("")
        found = screen(pilot)._findings
        assert found is not None
        await wait_until(
            pilot, lambda: [each.severity for each in found.of("s1")] == ["error"], "it"
        )


async def test_a_line_that_is_cut_says_so_beside_a_scroll_bar_too(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path, seed(), lint={})
    async with opened(desk, desk.store.article_ids()[0], (60, 20)) as pilot:
        await pilot.press(*["c"] * 15)
        await checked(pilot)
        found = await findings(pilot)
        assert found.query_one("#findings").show_vertical_scrollbar
        rows = [line for line in screen_text(pilot.app).splitlines() if " error " in line]
        assert rows
        assert all("…" in row for row in rows)
