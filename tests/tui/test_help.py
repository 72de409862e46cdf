"""The help screen: all keys, the signs, scrolling and leaving."""

from __future__ import annotations

import pytest
from textual.app import App

from annotator.domain.tags import DEFAULT_TAGS
from annotator.tui.actions import ANNOTATE, LIBRARY, Keymap, keymap, shown, tag_actions
from annotator.tui.blocks import text_of
from annotator.tui.glyphs import ASCII, UNICODE, Glyphs
from annotator.tui.screens.help import HelpScreen, help_blocks
from tests.tui.conftest import check_picture, screen_text, wait_until

ALL = keymap((*tag_actions(DEFAULT_TAGS), *ANNOTATE), {})


class Host(App[None]):
    def __init__(self, keys: Keymap = ALL, glyphs: Glyphs = UNICODE) -> None:
        super().__init__()
        self.help = HelpScreen(keys, glyphs, DEFAULT_TAGS)

    def on_mount(self) -> None:
        self.push_screen(self.help)


def test_every_action_is_explained_with_its_keys() -> None:
    text = "\n".join(map(text_of, help_blocks(ALL, UNICODE, DEFAULT_TAGS)))
    for action in ALL.actions:
        line = next(line for line in text.splitlines() if line.endswith(action.help))
        assert all(shown(key) in line for key in action.keys)


def test_the_users_own_keys_and_their_clashes_are_shown() -> None:
    keys = keymap(LIBRARY, {"sort": ("z",), "quit": ("z",), "theme": ()})
    text = [text_of(block) for block in help_blocks(keys, UNICODE, ())]
    assert any(line.startswith("z ") and "order" in line for line in text)
    assert any(line.startswith("(no key)") and "theme" in line for line in text)
    assert any("z is given to" in line for line in text)


def test_in_ascii_the_signs_are_ascii() -> None:
    text = "".join(map(text_of, help_blocks(keymap(LIBRARY, {}), ASCII, DEFAULT_TAGS)))
    signs = text[text.index("Signs") :]
    assert signs.isascii()


def test_every_sign_beside_a_sentence_is_explained() -> None:
    text = "\n".join(map(text_of, help_blocks(ALL, UNICODE, DEFAULT_TAGS)))
    signs = text[text.index("Signs") :]
    for name in (
        "unseen",
        "no_tag",
        "skipped",
        "checked",
        "unsure",
        "look_again",
        "comment",
        "note",
    ):
        assert f"\n{getattr(UNICODE, name)} " in signs
    assert all(tag.glyph in signs and tag.means in signs for tag in DEFAULT_TAGS)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)])
async def test_the_help_at_several_sizes(size: tuple[int, int]) -> None:
    app = Host()
    async with app.run_test(size=size) as pilot:
        await wait_until(pilot, lambda: "Tag as confirmed" in screen_text(app), "the help")
        check_picture(app, f"help-{size[0]}x{size[1]}")


@pytest.mark.parametrize("key", ["escape", "question_mark", "q"])
async def test_it_closes(key: str) -> None:
    app = Host()
    async with app.run_test() as pilot:
        await wait_until(pilot, lambda: app.screen is app.help, "the help")
        await pilot.press(key)
        assert app.screen is not app.help


async def test_it_scrolls_to_its_end_and_back() -> None:
    app = Host()
    async with app.run_test(size=(60, 20)) as pilot:
        await wait_until(pilot, lambda: "Tag as confirmed" in screen_text(app), "the help")
        await pilot.press("end")
        await wait_until(pilot, lambda: "has a note" in screen_text(app), "the end")
        await pilot.press("home", "j", "down")
        await wait_until(
            pilot, lambda: "Tag as confirmed" not in screen_text(app), "two lines less"
        )
        await pilot.press("k", "up", "pagedown", "pageup")
        await wait_until(pilot, lambda: "Tag as confirmed" in screen_text(app), "the beginning")
