"""Overlays that are closed before or while they are mounted: nothing of them is drawn any more."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from annotator.domain.marks import Evidence, Source
from annotator.tui.actions import LIBRARY, keymap
from annotator.tui.glyphs import UNICODE
from annotator.tui.screens.choose import Choice, Choose
from annotator.tui.screens.evidence import EvidenceScreen
from annotator.tui.screens.help import HelpScreen
from annotator.tui.screens.overlay import Overlay
from annotator.tui.screens.prompt import Prompt
from annotator.tui.screens.source import SourceScreen
from annotator.tui.screens.source_form import form
from tests.tui.conftest import screen_text, wait_until
from tests.tui.opening import BENEATH, Host

TEXT = "Then Li Wen spoke."
ANA = Source("Ana", "Ana", "s1", 0, 3, "named-person")
PAGE = Evidence("https://example.org", None)
OVERLAYS: dict[str, Callable[[], Overlay[Any]]] = {
    "source": lambda: SourceScreen(form(TEXT, "s5", known=(ANA,))),
    "evidence": lambda: EvidenceScreen(TEXT, known=(PAGE,)),
    "prompt": lambda: Prompt("Note", "words", lines="several", thread=("why",)),
    "find": lambda: Prompt("Find", "words", on_change=lambda _: None),
    "choose": lambda: Choose("Which?", [Choice("a", "a", "A"), Choice("b", "b", "B")]),
    "help": lambda: HelpScreen(keymap(LIBRARY, {}), UNICODE),
}


@pytest.mark.parametrize("make", OVERLAYS.values(), ids=OVERLAYS)
async def test_an_overlay_closed_at_any_moment_of_its_opening_leaves_the_screen_below(
    make: Callable[[], Overlay[Any]],
) -> None:
    app = Host(make())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for turns in range(0, 60, 3):
            if app.screen_stack[1:]:
                app.screen.dismiss(None)
            await wait_until(pilot, lambda: len(app.screen_stack) == 1, "the screen below")
            app.push_screen(make())
            for _ in range(turns):
                await asyncio.sleep(0)
        app.screen.dismiss(None)
        await wait_until(pilot, lambda: BENEATH in screen_text(app), "the screen below")
        assert len(app.screen_stack) == 1


@pytest.mark.parametrize("make", OVERLAYS.values(), ids=OVERLAYS)
async def test_an_overlay_that_is_resized_and_closed_draws_nothing_more(
    make: Callable[[], Overlay[Any]],
) -> None:
    overlay = make()
    app = Host(overlay)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.resize_terminal(70, 20)
        overlay.dismiss(None)
        assert not overlay.can_draw
        await wait_until(pilot, lambda: BENEATH in screen_text(app), "the screen below")
        await wait_until(pilot, lambda: app.answers == [None], "the answer")
