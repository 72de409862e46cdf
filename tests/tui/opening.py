"""An app that opens one of the small screens over an article, and keeps what it gives back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TypeVar, cast

from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from annotator.tui.themes import DEFAULT_THEME, THEMES

Result = TypeVar("Result")

BENEATH = "The article stays in view."


class Host(App[None]):
    """Opens a screen at once."""

    def __init__(self, screen: Screen[Any]) -> None:
        super().__init__()
        self._opened = screen
        self.answers: list[Any] = []
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = DEFAULT_THEME

    def compose(self) -> ComposeResult:
        yield Static(BENEATH, markup=False)

    def on_mount(self) -> None:
        self.push_screen(self._opened, self.answers.append)


@asynccontextmanager
async def opened(
    screen: Screen[Any], *keys: str, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Host, Pilot[None]]]:
    """The app with the screen open and some keys pressed."""
    app = Host(screen)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.pause()
        yield app, pilot


async def answer(
    screen: Screen[Result], *keys: str, size: tuple[int, int] = (80, 24)
) -> Result | None:
    """What the screen gives back after these keys; an error if it stays open."""
    async with opened(screen, *keys, size=size) as (app, _):
        assert len(app.answers) == 1, "the screen is still open"
        return cast("Result | None", app.answers[0])
