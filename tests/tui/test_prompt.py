"""Typing a line or a few at the bottom, and keeping what is half-written."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input, TextArea

from annotator.errors import SaveError
from annotator.stores.personal import PersonalFiles
from annotator.tui.drafts import Draft
from annotator.tui.screens.panel import FROM_BEFORE
from annotator.tui.screens.prompt import Prompt
from annotator.tui.widgets.fields import typed
from tests.tui.conftest import check_picture, screen_text, wait_until
from tests.tui.opening import BENEATH, answer, opened

PLACE = "article/ana/s5/note"
ODD = "an esc\x1b[31mape and a \u202ebidi sign"


@pytest.fixture
def personal(tmp_path: Path) -> PersonalFiles:
    return PersonalFiles(tmp_path / "config", tmp_path / "state")


def note(personal: PersonalFiles, text: str = "") -> Prompt:
    """A prompt for a note, as the annotate screen opens it."""
    return Prompt(
        "Note on s5",
        text,
        lines="several",
        draft=Draft(lambda half: personal.keep_draft(PLACE, half), personal.draft(PLACE)),
    )


async def test_enter_gives_the_text_without_blanks_around_it() -> None:
    assert await answer(Prompt("Find"), *" word ", "enter") == "word"
    assert await answer(Prompt("Note", lines="several"), *" a b ", "enter") == "a b"


async def test_esc_gives_nothing() -> None:
    assert await answer(Prompt("Find", "words"), "x", "escape") is None


@pytest.mark.parametrize("key", ["ctrl+j", "shift+enter"])
async def test_a_new_line_has_a_key_of_its_own(key: str) -> None:
    assert await answer(Prompt("Note", lines="several"), "a", key, "b", "enter") == "a\nb"


async def test_typing_goes_on_behind_the_text_that_is_there() -> None:
    assert await answer(Prompt("Note", "one\ntwo", lines="several"), "!", "enter") == "one\ntwo!"
    assert await answer(Prompt("Find", "one"), "!", "enter") == "one!"


@pytest.mark.parametrize("lines", ["one", "several"])
async def test_what_a_terminal_would_obey_is_not_shown_and_stays_where_nothing_is_typed(
    lines: str,
) -> None:
    prompt = Prompt("Note", ODD, lines="several" if lines == "several" else "one")
    async with opened(prompt) as (app, pilot):
        assert "an esc[31mape and a bidi sign" in screen_text(app)
        assert "\x1b" not in screen_text(app)
        await pilot.press("enter")
        assert app.answers == [ODD]


@pytest.mark.parametrize("lines", ["one", "several"])
async def test_a_paste_brings_no_control_characters(lines: str) -> None:
    prompt = Prompt("Note", lines="several" if lines == "several" else "one")
    async with opened(prompt) as (app, pilot):
        assert app.screen.focused is not None
        app.screen.focused.post_message(events.Paste("a\x1b]0;title\x07\tb\r\nc"))
        wanted = "a]0;title b\nc" if lines == "several" else "a]0;title b c"
        await wait_until(pilot, lambda: "title" in screen_text(app), "the pasted text")
        await pilot.press("enter")
        assert app.answers == [wanted]


def test_what_could_be_typed_is_left_as_it_is() -> None:
    text = "Ünïcode – “quotes”, 日本語, emoji 👩‍👩‍👧, e\u0301\nand a line"
    assert typed(text, several=True) == text
    assert typed(text) == text.replace("\n", " ")


async def test_markup_is_text() -> None:
    async with opened(Prompt("[b]Note[/b]", "[red]x[/red]", about="[link=a]s5[/link]")) as (app, _):
        shown = screen_text(app)
        for text in ("[b]Note[/b]", "[red]x[/red]", "[link=a]s5[/link]"):
            assert text in shown


async def test_the_article_stays_in_view() -> None:
    async with opened(Prompt("Note", lines="several")) as (app, _):
        assert BENEATH in screen_text(app)


async def test_each_change_is_heard() -> None:
    heard: list[str] = []
    await answer(Prompt("Find", on_change=heard.append), "a", "b", "backspace", "enter")
    assert [text for text in heard if text] == ["a", "ab", "a"]


async def test_what_was_looked_for_last_gives_way_to_what_is_typed() -> None:
    heard: list[str] = []
    assert await answer(Prompt("Find", "old", on_change=heard.append), "enter") == "old"
    assert heard == ["old"]
    assert await answer(Prompt("Find", "old", on_change=heard.append), *"new", "enter") == "new"


# ── drafts ───────────────────────────────────────────────────────────────────────────────────


async def test_half_a_note_is_on_the_disk_within_seconds(personal: PersonalFiles) -> None:
    async with opened(note(personal), *"half") as (_, pilot):
        await wait_until(pilot, lambda: personal.draft(PLACE) == "half", "the draft on the disk")
        await pilot.press("!")
        await wait_until(pilot, lambda: personal.draft(PLACE) == "half!", "the draft to grow")


async def test_esc_keeps_the_draft_and_the_next_prompt_brings_it_back(
    personal: PersonalFiles,
) -> None:
    async with opened(note(personal, "saved"), *" and", "escape") as (app, pilot):
        await wait_until(pilot, lambda: personal.draft(PLACE) == "saved and", "the kept draft")
        assert app.answers == [None]
    async with opened(note(personal, "saved")) as (app, pilot):
        shown = screen_text(app)
        assert FROM_BEFORE in shown
        assert "saved and" in shown


async def test_what_was_entered_stays_a_draft_until_it_is_forgotten(
    personal: PersonalFiles,
) -> None:
    async with opened(note(personal, "saved"), *" and ", "enter") as (app, pilot):
        assert app.answers == ["saved and"]
        await wait_until(pilot, lambda: personal.draft(PLACE) == "saved and", "the draft to stay")


async def test_a_draft_that_was_not_touched_stays(personal: PersonalFiles) -> None:
    personal.keep_draft(PLACE, "half")
    assert await answer(note(personal), "escape") is None
    assert personal.draft(PLACE) == "half"


async def test_a_draft_can_be_thrown_away(personal: PersonalFiles) -> None:
    personal.keep_draft(PLACE, "half")
    async with opened(note(personal, "saved"), "ctrl+r") as (app, pilot):
        assert FROM_BEFORE not in screen_text(app)
        assert app.screen.query_one(TextArea).text == "saved"
        await pilot.press("escape")
        await wait_until(pilot, lambda: not personal.draft(PLACE), "the draft to be forgotten")


async def test_ctrl_r_without_a_draft_changes_nothing(personal: PersonalFiles) -> None:
    async with opened(note(personal, "saved"), *" x", "ctrl+r") as (app, _):
        assert app.screen.query_one(TextArea).text == "saved x"


async def test_nothing_new_is_no_draft(personal: PersonalFiles) -> None:
    async with opened(note(personal, "saved"), "x", "backspace", "escape") as (app, pilot):
        await wait_until(pilot, lambda: app.answers == [None], "the screen to close")
    assert personal.draft(PLACE) == ""


async def test_a_slow_disk_does_not_hold_up_the_keys() -> None:
    disk, kept = threading.Event(), []

    def keep(text: str) -> None:
        assert disk.wait(30)
        kept.append(text)

    async with opened(Prompt("Note", draft=Draft(keep, "")), "a") as (app, pilot):
        await wait_until(
            pilot,
            lambda: any(thread.name == "draft" for thread in threading.enumerate()),
            "a draft on its way",
        )
        await pilot.press("b")
        assert app.screen.query_one(Input).value == "ab"
        await pilot.press("escape")
        assert app.answers == [None]
        disk.set()
        await wait_until(pilot, lambda: kept[-1:] == ["ab"], "the latest text to be the last kept")


async def test_a_disk_that_fails_is_told_in_words_until_it_works_again() -> None:
    works: list[str] = []
    failing = True

    def keep(text: str) -> None:
        if failing:
            raise SaveError("drafts.json", "No space left on device")
        works.append(text)

    async with opened(Prompt("Note", draft=Draft(keep, "")), "a") as (app, pilot):
        await wait_until(pilot, lambda: "not kept" in screen_text(app), "the failure in words")
        assert "No space left on device" in screen_text(app).replace("\n ", " ")
        failing = False
        await wait_until(pilot, lambda: works == ["a"], "the next try")
        await wait_until(pilot, lambda: "not kept" not in screen_text(app), "the notice to go")


# ── pictures ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)])
async def test_the_prompt_looks_as_it_did(size: tuple[int, int]) -> None:
    prompt = Prompt(
        "Note on s5, for yourself and the export",
        "They spoke to the desk before, and",
        lines="several",
        draft=Draft(lambda _: None, "They spoke to the desk before, and asked\nnot to be named."),
        about="Furthermore, sources also added that this decision is still in the "
        "‘consideration’ stage and a final decision has not been made yet.",
    )
    async with opened(prompt, size=size) as (app, _):
        check_picture(app, f"prompt-{size[0]}x{size[1]}")
