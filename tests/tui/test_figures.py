"""The screens of figures: how well the team agrees, and how far everybody is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from annotator.domain.project import Project
from annotator.flows.team.agreement import Wanted, agreement_of_project
from annotator.flows.team.figures import team
from annotator.stores.memory import MemoryStore
from annotator.tui.app import AnnotatorApp
from annotator.tui.blocks import text_of
from annotator.tui.figures import agreement_blocks, team_blocks
from annotator.tui.glyphs import ASCII, UNICODE
from annotator.tui.screens.agreement import AgreementScreen
from annotator.tui.screens.library import LibraryScreen
from annotator.tui.screens.team import TeamScreen
from tests.tui.conftest import check_picture, screen_text, wait_until
from tests.tui.test_review import finished, mark_as


async def opened(pilot: Pilot[None], key: str, ready: str) -> None:
    await wait_until(pilot, lambda: "Stellantis" in screen_text(pilot.app), "the library")
    await pilot.press(key)
    await wait_until(pilot, lambda: ready in screen_text(pilot.app), "the figures")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
async def test_the_agreement_of_the_project_is_a_key_away(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = AnnotatorApp(finished(tmp_path), None)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, "a", "agree 9 of 14")
        check_picture(app, f"agreement-{size[0]}x{size[1]}")
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(app.screen, LibraryScreen), "the library")


async def test_the_confusion_matrix_can_be_read_without_colour(tmp_path: Path) -> None:
    app = AnnotatorApp(finished(tmp_path), None)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "a", "agree 9 of 14")
        await pilot.press("end")
        check_picture(app, "agreement-matrix-80x24")


async def test_todays_marks_stand_beside_those_first_handed_in(tmp_path: Path) -> None:
    desk = finished(tmp_path)
    mark_as(finished(tmp_path, "ben"), "s8", "opinion")
    app = AnnotatorApp(desk, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "a", "agree 9 of 14")
        await pilot.press("c")
        await wait_until(pilot, lambda: "first handed in · now" in screen_text(app), "both")
        assert isinstance(app.screen, AgreementScreen)
        assert "95 % interval  now" in screen_text(app)
        await pilot.press("m")
        await wait_until(pilot, lambda: "MASI" in screen_text(app), "second tags")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)])
async def test_the_team_is_a_key_away(tmp_path: Path, size: tuple[int, int]) -> None:
    app = AnnotatorApp(finished(tmp_path), None)
    async with app.run_test(size=size) as pilot:
        await opened(pilot, "t", "16 marks")
        assert isinstance(app.screen, TeamScreen)
        check_picture(app, f"team-{size[0]}x{size[1]}")


async def test_a_blind_project_shows_an_annotator_their_own_figures_only(tmp_path: Path) -> None:
    desk = finished(tmp_path, "dora")
    found = desk.store.project()
    settings = replace(found.document.settings, blind=True)
    desk.store.save_project(replace(found.document, settings=settings), found.token)
    app = AnnotatorApp(desk, None)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "t", "This project is blind")
        shown = screen_text(app)
        assert not {"ana", "ben", "cho"} & set(shown.split())
        await pilot.press("escape", "a")
        await wait_until(pilot, lambda: "This project is blind" in screen_text(app), "the same")
        assert "agree 9 of 14" not in screen_text(app)


def test_a_project_without_marks_says_so() -> None:
    store = MemoryStore(Project("empty"))
    said = [text_of(block) for block in team_blocks(team(store), (), UNICODE)]
    assert said == ["Nobody has begun yet, and no article is assigned to anybody."]
    measured = agreement_of_project(store, Wanted())
    assert "No figure is defined" in "\n".join(
        text_of(block) for block in agreement_blocks(measured, UNICODE)
    )


def test_bars_are_equally_long_and_what_is_rare_is_in_them(tmp_path: Path) -> None:
    store = finished(tmp_path).store
    tags = store.project().document.tags
    bars = [
        "".join(run.text for run in block.runs if run.colour or set(run.text) <= {".", "x"})
        for block in team_blocks(team(store), tags, UNICODE)
        if "16 marks" in text_of(block)
    ]
    assert [len(bar) for bar in bars] == [40, 40, 40]
    assert [set(bar) for bar in bars] == [set("idox"), set("cido.x"), set("cido.x")]


def test_an_ascii_terminal_gets_ascii_bars(tmp_path: Path) -> None:
    store = finished(tmp_path).store
    measured = agreement_of_project(store, Wanted())
    lines = [text_of(block) for block in agreement_blocks(measured, ASCII)]
    bars = [line for line in lines if "###" in line]
    assert len(bars) == 4
    assert not any("█" in line or "·····" in line for line in lines)
    assert all(cell_len(line) <= 80 for line in lines if "[" in line)
