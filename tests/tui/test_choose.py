"""A question with a few answers."""

from __future__ import annotations

import pytest

from annotator.domain.marks import Evidence, Mark, Source
from annotator.domain.merge import Held
from annotator.tui.glyphs import ASCII, UNICODE
from annotator.tui.questions import SKIP, UNSAVED, told, which_stands
from annotator.tui.screens.choose import Choice, Choose
from tests.tui.conftest import check_picture, screen_text, wait_until
from tests.tui.opening import BENEATH, answer, opened

MANY = [Choice(f"person-{n}", str(n) if n < 10 else "", f"Person {n}") for n in range(1, 41)]


def skip() -> Choose:
    return Choose("Why is it not to be judged?", SKIP)


@pytest.mark.parametrize("choice", SKIP)
async def test_a_letter_answers(choice: Choice) -> None:
    assert await answer(skip(), choice.key) == choice.id


async def test_enter_takes_the_answer_that_the_arrows_point_at() -> None:
    assert await answer(skip(), "enter") == SKIP[0].id
    assert await answer(skip(), "down", "down", "up", "enter") == SKIP[1].id
    assert await answer(skip(), "end", "enter") == SKIP[-1].id
    assert await answer(skip(), "end", "home", "enter") == SKIP[0].id


async def test_the_arrows_stop_at_the_ends() -> None:
    assert await answer(skip(), "up", "enter") == SKIP[0].id
    assert await answer(skip(), *["down"] * 9, "enter") == SKIP[-1].id


async def test_a_click_answers() -> None:
    async with opened(skip()) as (app, pilot):
        rows = screen_text(app).split("\n")
        row = next(y for y, line in enumerate(rows) if SKIP[1].text in line)
        await pilot.click(offset=(12, row))
        assert app.answers == [SKIP[1].id]


async def test_a_click_beside_the_answers_does_nothing() -> None:
    async with opened(skip()) as (app, pilot):
        await pilot.click(offset=(4, 1))
        assert app.answers == []


async def test_esc_leaves_without_an_answer() -> None:
    assert await answer(skip(), "escape") is None


async def test_esc_does_nothing_where_an_answer_is_needed() -> None:
    async with opened(Choose("Well?", SKIP, may_leave=False), "escape", "z") as (app, pilot):
        assert app.answers == []
        assert "Esc" not in screen_text(app)
        await pilot.press("p")
        assert app.answers == ["not-prose"]


async def test_the_answer_pointed_at_is_in_view_in_a_long_list() -> None:
    async with opened(Choose("Who are you?", MANY), "end", size=(60, 20)) as (app, pilot):
        await wait_until(pilot, lambda: "▶    Person 40" in screen_text(app), "the last answer")
        await pilot.press("home")
        await wait_until(pilot, lambda: "▶ 1  Person 1" in screen_text(app), "the first answer")
        assert "Who are you?" in screen_text(app)
        assert "Enter" in screen_text(app)


async def test_the_pointer_is_ascii_where_signs_lack() -> None:
    async with opened(Choose("Well?", SKIP, glyphs=ASCII), "down") as (app, _):
        assert "> b  It is badly cut" in screen_text(app)


async def test_words_from_files_are_neither_markup_nor_commands() -> None:
    odd = Choose("[b]?[/b]\x1b[2J", [Choice("a", "a", "[red]x\x1b[0m")], detail="1\n2 \u202e")
    async with opened(odd) as (app, _):
        shown = screen_text(app)
        assert "[b]?[/b]␛[2J" in shown
        assert "[red]x␛[0m" in shown
        assert " 1\n 2 ⇐" in shown
        assert BENEATH in shown


# ── the questions of the annotate screen ─────────────────────────────────────────────────────

SOURCE = Source("Insiders", "Insiders", "s5", 0, 8, "unnamed-group")


def test_a_mark_is_told_with_all_that_is_attached() -> None:
    mark = Mark(
        "tagged",
        ("insider-sourced", "opinion"),
        unsure=True,
        sources=(SOURCE,),
        evidence=(Evidence(None, "Minutes"),),
        note="why",
    )
    assert told(mark) == (
        "insider-sourced, opinion; unsure; source Insiders; evidence Minutes; note “why”"
    )
    assert told(Mark("skipped", skip_reason="bad-cut")) == "skipped, bad cut"
    assert told(Mark("no-tag")) == "no tag"
    assert told(Mark("open", note="later")) == "no decision; note “later”"
    assert told(None) == "unseen"


async def test_a_conflict_shows_both_marks_and_enter_leaves_what_is_on_the_disk() -> None:
    held = Held("s5", Mark("no-tag"), Mark("tagged", ("opinion",)))
    async with opened(which_stands(held, UNICODE)) as (app, pilot):
        shown = screen_text(app)
        assert "s5" in shown
        assert "no tag" in shown
        assert "opinion" in shown
        await pilot.press("enter")
        assert app.answers == ["disk"]
    assert await answer(which_stands(held, UNICODE), "y") == "own"


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)])
async def test_the_question_looks_as_it_did(size: tuple[int, int]) -> None:
    question = "Your last marks are not saved."
    detail = "No space left on device (desk/annotations). Free some, and they are saved."
    async with opened(Choose(question, UNSAVED, detail=detail), "down", size=size) as (app, _):
        check_picture(app, f"choose-{size[0]}x{size[1]}")
