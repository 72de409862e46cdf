"""Suggestions on the annotate screen by keys: what is shown when, what `a` takes, what is kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from annotator.domain.marks import Suggestion
from annotator.flows.desk import Desk
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate import AnnotateScreen
from tests.desks import memory_desk
from tests.tui.conftest import screen_text, wait_until

WIDE = (120, 40)
NARROW = (80, 24)
LOOK_AND_PRESS = "was not on the screen yet"


@asynccontextmanager
async def opened(
    desk: Desk, article: str = "mayor-resigns", size: tuple[int, int] = WIDE
) -> AsyncIterator[Pilot[None]]:
    """The annotate screen once everything was read and learnt."""
    app = AnnotatorApp(desk, article)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await ready(pilot)
        yield pilot
        await wait_until(pilot, lambda: screen(pilot).work.is_saved, "saved")


async def ready(pilot: Pilot[None]) -> None:
    it = screen(pilot)
    wanted = it.work.project.settings.suggestions != "off"
    if wanted:
        await wait_until(pilot, lambda: it._is_taught and it.work.stretch, "suggestions")
    await pilot.pause()


def screen(pilot: Pilot[None]) -> AnnotateScreen:
    found = next(s for s in pilot.app.screen_stack if isinstance(s, AnnotateScreen))
    assert isinstance(found, AnnotateScreen)
    return found


def text(pilot: Pilot[None]) -> str:
    return screen_text(pilot.app)


def kept(pilot: Pilot[None], sentence: str) -> Suggestion | None:
    mark = screen(pilot).work.mark_of(sentence)
    assert mark is not None
    return mark.suggestion


async def test_a_suggestion_is_shown_with_its_reasons_and_a_takes_it(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path, suggestions="auto")
    async with opened(desk) as pilot:
        await pilot.press("j", "j")
        assert "suggested  ◆ insider-sourced" in text(pilot)
        assert "“Two aides said”" in text(pilot)
        assert "a accept ◆" in text(pilot)
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
