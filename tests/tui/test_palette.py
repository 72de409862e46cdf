"""The palette: every action of the screen below, found and done."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import App
from textual.command import CommandPalette, Hits, Provider
from textual.content import Content
from textual.screen import Screen

from annotator.domain.tags import Tag
from annotator.tui.actions import ANNOTATE, Action, keymap, tag_actions
from annotator.tui.palette import ActionCommands
from tests.tui.conftest import screen_text, wait_until

TAGS = (Tag("hear[red]say\x1b[2J", "h", "✓", "#009E73", "[b]heard[/b] somewhere"),)


class Keys(Screen[None]):
    def __init__(self) -> None:
        super().__init__()
        self.keymap = keymap((*tag_actions(TAGS), *ANNOTATE), {"undo": ("ctrl+z",)})
        self.done: list[str] = []

    def perform(self, action: Action) -> None:
        self.done.append(action.id)


def palette() -> type[Provider]:
    return ActionCommands


class Host(App[None]):
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {palette}

    def __init__(self) -> None:
        super().__init__()
        self.keys = Keys()

    def on_mount(self) -> None:
        self.push_screen(self.keys)


async def texts(hits: Hits) -> list[str]:
    return [hit.text or "" async for hit in hits]


async def test_everything_is_listed_before_anything_is_typed() -> None:
    app = Host()
    async with app.run_test():
        listed = await texts(ActionCommands(app.keys).discover())
        wanted = [action for action in app.keys.keymap.actions if action.id != "palette"]
        assert len(listed) == len(wanted)
        assert "undo (ctrl+z)" in listed


async def best(app: Host, query: str) -> str:
    hits = [hit async for hit in ActionCommands(app.keys).search(query)]
    return max(hits, key=lambda hit: getattr(hit, "score", 0)).text or "" if hits else ""


async def test_actions_are_found_by_name_help_and_key() -> None:
    app = Host()
    async with app.run_test():
        assert await best(app, "guide") == "guidelines (g)"
        assert await best(app, "take back latest") == "undo (ctrl+z)"
        assert await best(app, "CTRL+Z") == "undo (ctrl+z)"
        assert await best(app, "pgdn") == "page (PgDn)"
        assert await best(app, "nothing is called so") == ""


async def test_words_of_the_project_are_text_and_no_markup() -> None:
    app = Host()
    async with app.run_test():
        hits = [hit async for hit in ActionCommands(app.keys).search("heard")]
        shown = hits[0].prompt
        assert isinstance(shown, Content)
        assert "hear[red]say␛[2J" in shown.plain or "[b]heard[/b]" in shown.plain
        assert "\x1b" not in shown.plain


async def test_what_is_chosen_is_done() -> None:
    app = Host()
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_command_palette()
        await wait_until(pilot, lambda: isinstance(app.screen, CommandPalette), "the palette")
        await pilot.press(*"histor")
        await wait_until(pilot, lambda: "history (h)" in screen_text(app), "the action")
        await pilot.press("enter")
        if isinstance(app.screen, CommandPalette):
            await pilot.press("enter")
        await wait_until(pilot, lambda: app.keys.done == ["history"], "the action to be done")


async def test_a_screen_without_keys_has_no_actions() -> None:
    app = Host()
    async with app.run_test():
        assert await texts(ActionCommands(Screen()).discover()) == []
