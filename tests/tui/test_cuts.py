"""Splitting and joining sentences on the annotate screen: shown first, done by Enter."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot

from annotator.domain.revisions.cuts import cut_places
from annotator.flows.desk import Desk
from annotator.tui.glyphs import ASCII, UNICODE, Glyphs
from annotator.tui.screens.join import JoinScreen, Shown
from annotator.tui.screens.split import SplitScreen
from annotator.tui.screens.split_form import Cutting
from tests.desks import file_desk, memory_desk
from tests.revisions import article_of
from tests.tui.conftest import check_picture, screen_text, wait_until
from tests.tui.opening import answer
from tests.tui.opening import opened as alone
from tests.tui.test_annotate import here, opened, screen, tags

MAYOR = "mayor-resigns"
AIDES = "Two aides said she had planned it for weeks."
LONG = " ".join(f"word{n}," if n % 40 == 0 else f"word{n}" for n in range(1, 301)) + "."
ARABIC = "قال الوزير إن الحكومة ستعلن الخطة، وأضاف أن القرار نهائي."
SIZES = [(60, 20), (80, 24), (120, 40)]


def splitting(text: str, glyphs: Glyphs = UNICODE) -> SplitScreen:
    places = cut_places(article_of(text), "s1")
    after = "It changes the article for everybody."
    return SplitScreen("s1", text, places, after=after, glyphs=glyphs)


def second(text: str, offset: int | None) -> str:
    assert offset is not None
    return text[offset:]


def texts(desk: Desk) -> list[str]:
    article = desk.store.article(MAYOR).document
    return [article.text_of(sentence) for sentence in article.sentences]


async def says(pilot: Pilot[Any], words: str) -> None:
    await wait_until(pilot, lambda: words in screen_text(pilot.app), words)


def at_cursor(app: App[Any]) -> str:
    """What stands on the screen from the terminal's cursor on."""
    at = app.cursor_position
    return "".join(screen_text(app).split("\n")[at.y : at.y + 1])[at.x :]


def is_at_cursor(app: App[Any], word: str) -> bool:
    return at_cursor(app).startswith(word)


# ── picking the word ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("keys", "begins"),
    [
        ([], "planned"),
        (["right"], "it for"),
        (["left", "left"], "she"),
        (["home"], "aides"),
        (["home", "left"], "aides"),
        (["end"], "weeks."),
        (["end", "right"], "weeks."),
        (["s"], "said"),
        (["A"], "aides"),
        (["z"], "planned"),
        (["s", "s"], "she"),
        (["s", "s", "s"], "said"),
        (["2"], "aides"),
        (["9"], "weeks."),
        (["1"], "planned"),
        (["tab"], "it for"),
        (["shift+tab"], "had"),
        (["space"], "planned"),
    ],
)
async def test_keys_move_the_cut_from_word_to_word(keys: list[str], begins: str) -> None:
    assert second(AIDES, await answer(splitting(AIDES), *keys, "enter")).startswith(begins)


@pytest.mark.parametrize(
    ("keys", "begins"),
    [
        (["1", "2"], "word12 "),
        (["2", "5", "0"], "word250 "),
        (["2", "5", "0", "7"], "word7 "),
        (["2", "left", "5"], "word5 "),
        (["home", "tab"], "word41 "),
        (["2", "0", "0", "tab"], "word201 "),
        (["2", "0", "0", "tab", "tab"], "word241 "),
        (["2", "0", "0", "shift+tab"], "word161 "),
        (["end", "tab"], "word41 "),
        (["home", "down"], "word11 "),
        (["home", "down", "up"], "word2 "),
        (["home", "up"], "word2 "),
        (["home", "pagedown", "pageup"], "word2 "),
    ],
)
async def test_a_sentence_of_300_words_on_a_small_screen(keys: list[str], begins: str) -> None:
    offset = await answer(splitting(LONG), *keys, "enter", size=(60, 20))
    assert second(LONG, offset).startswith(begins)


def test_it_opens_after_the_sign_that_most_likely_ends_a_sentence() -> None:
    for text, begins in (
        ("She left. He stayed, at 3.5 per cent: no more.", "He"),
        ("She left, he said, and 10:30 came and went again that day", "and 10:30"),
        ("It rained. The sun shone.", "The sun"),
        ("今日は雨です。明日は晴れる", "明日"),
        (ARABIC, "وأضاف"),
        ("one two three", "three"),
    ):
        words = tuple(cut_places(article_of(text), "s1"))
        cutting = Cutting(text, words).to_likeliest()
        assert text[cutting.offset :].startswith(begins)


async def test_text_without_blanks_is_cut_between_its_signs() -> None:
    text = "今日は雨です明日は晴れる。"
    assert second(text, await answer(splitting(text), "home", "enter")) == text[1:]
    assert second(text, await answer(splitting(text), "明", "enter")) == "明日は晴れる。"
    async with alone(splitting(text), "明", size=(60, 20)) as (app, _):
        assert "1 今日は雨です\n 2 明日は晴れる。" in screen_text(app)


async def test_right_to_left_text_is_cut_in_reading_order() -> None:
    async with alone(splitting(ARABIC), size=(60, 20)) as (app, pilot):
        assert "2 وأضاف أن القرار نهائي." in screen_text(app)
        await pilot.press("right")
        assert "2 أن القرار نهائي." in screen_text(app)


async def test_quotation_marks_go_with_the_word_that_follows_them() -> None:
    text = "She left “for good” then."
    async with alone(splitting(text), "f") as (app, _):
        assert "1 She left\n 2 “for good” then." in screen_text(app)


async def test_a_word_can_be_clicked() -> None:
    async with alone(splitting(AIDES)) as (app, pilot):
        rows = screen_text(app).split("\n")
        row = next(y for y, line in enumerate(rows) if AIDES in line)
        await pilot.click(offset=(rows[row].index("said") + 1, row))
        await wait_until(pilot, lambda: "2 said she had" in screen_text(app), "the cut there")


async def test_the_cut_of_a_long_sentence_stays_in_view_with_the_terminals_cursor() -> None:
    async with alone(splitting(LONG), size=(60, 20)) as (app, pilot):
        for keys, word in (("", "word161"), ("250", "word250"), ("2", "word2 ")):
            await pilot.press(*keys)
            await wait_until(pilot, partial(is_at_cursor, app, word), word)


@pytest.mark.parametrize("size", SIZES)
async def test_the_split_at_several_sizes(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(memory_desk(tmp_path), size=size) as pilot:
        await pilot.press("j", "j", "i", "k", "S")
        await says(pilot, "2 planned it for weeks.")
        check_picture(pilot.app, f"split-{size[0]}x{size[1]}")


async def test_a_long_split_is_drawn_within_a_small_screen() -> None:
    async with alone(splitting(LONG, glyphs=ASCII), size=(60, 20)) as (app, pilot):
        await wait_until(pilot, lambda: "word161" in screen_text(app).split("\n")[6], "the cut")
        check_picture(app, "split-long-60x20")


# ── splitting ────────────────────────────────────────────────────────────────────────────────


async def test_a_sentence_becomes_two_that_keep_its_tag_and_ask_for_another_look(
    tmp_path: Path,
) -> None:
    desk = memory_desk(tmp_path)
    async with opened(desk) as pilot:
        await pilot.press("j", "j", "i", "k", "S", "h", "enter")
        await says(pilot, "split for everybody: r2 of the article · 2 to look at again: n")
        assert texts(desk)[2:4] == ["Two aides said she", "had planned it for weeks."]
        article = desk.store.article(MAYOR).document
        assert here(pilot) == article.sentences[2].id
        assert article.previous[-1].by == "ana"
        marks = screen(pilot).work.document.marks
        for piece in article.sentences[2:4]:
            assert (marks[piece.id].tags, marks[piece.id].look_again) == (
                ("insider-sourced",),
                "split",
            )
        await says(pilot, "was one")
        check_picture(pilot.app, "split-done-120x40")
        await pilot.press("i", "i")
        await wait_until(pilot, lambda: screen(pilot).work.progress().look_again == 0, "looked")


async def test_esc_splits_nothing(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    async with opened(desk) as pilot:
        await pilot.press("j", "j", "S", "right", "escape")
        await wait_until(pilot, lambda: pilot.app.screen is screen(pilot), "back")
    assert desk.store.article(MAYOR).document.revision == 1


async def test_a_single_word_cannot_be_split(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path, b"Title here\n\nStop.\n"), "title-here") as pilot:
        await pilot.press("j", "S")
        await says(pilot, "s2 is a single word: there is nothing to split.")


async def test_joining_again_brings_id_and_mark_back(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    async with opened(desk) as pilot:
        await pilot.press("j", "j", "i", "k", "S", "h", "enter")
        await says(pilot, "r2 of the article")
        await pilot.press("J")
        await says(pilot, "The article had this sentence before: its tags come back")
        await pilot.press("enter")
        await says(pilot, "joined for everybody: r3 of the article")
        assert here(pilot) == "s3"
        assert tags(pilot) == {"s3": ("insider-sourced",)}
        assert screen(pilot).work.progress().look_again == 0
        await pilot.press("j", "S", "d", "enter")
        await says(pilot, "r4 of the article")


# ── joining ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("size", SIZES)
async def test_the_join_at_several_sizes(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(memory_desk(tmp_path), size=size) as pilot:
        await pilot.press("j", "j", "i", "d", "k", "k", "J")
        await says(pilot, "Join s3 with s4?")
        check_picture(pilot.app, f"join-{size[0]}x{size[1]}")


async def test_two_sentences_become_one_with_the_tags_of_both(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    async with opened(desk, size=(80, 24)) as pilot:
        await pilot.press("j", "j", "i", "d", "k", "k", "J")
        await says(pilot, "insider-sourced + declined-comment ↺ to look at again")
        await pilot.press("enter")
        await says(pilot, "joined for everybody: r2 of the article · 1 to look at again: n")
        joined = here(pilot)
        assert texts(desk)[2] == f"{AIDES} Her office declined to comment."
        mark = screen(pilot).work.document.marks[joined]
        assert (mark.tags, mark.look_again) == (
            ("insider-sourced", "declined-comment"),
            "joined",
        )
        await says(pilot, "were two  … planned it for weeks. | Her office declined to comment.")
        check_picture(pilot.app, "join-done-80x24")


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        (["end", "J"], "s5 is the last sentence, so there is none to join it with."),
        (["J"], "s1 is the last of its paragraph, and s2 begins another one."),
        (["end", "K", "c", "k", "J"], "s4 is a sentence, and s5 is a caption."),
    ],
)
async def test_what_cannot_be_joined_is_said(tmp_path: Path, keys: list[str], why: str) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        await pilot.press(*keys)
        await says(pilot, why)


async def test_long_sentences_are_scrolled_before_they_are_joined() -> None:
    joining = JoinScreen(
        [Shown("s1", "unseen", LONG), Shown("s2", "unseen", "The end.")],
        Shown("", "unseen", f"{LONG} The end."),
    )
    async with alone(joining, size=(60, 20)) as (app, pilot):
        assert "The end." not in screen_text(app)
        await pilot.press(*["pagedown"] * 12)
        await wait_until(pilot, lambda: "word300. The end." in screen_text(app), "the end")
        await pilot.press("enter")
        assert app.answers == ["join"]


# ── u, others, and the disk ──────────────────────────────────────────────────────────────────


async def test_u_says_that_it_takes_back_no_cut_and_then_undoes_the_latest_mark(
    tmp_path: Path,
) -> None:
    desk = memory_desk(tmp_path)
    async with opened(desk) as pilot:
        await pilot.press("j", "c", "S", "h", "enter")
        await says(pilot, "r2 of the article")
        await pilot.press("u")
        await says(pilot, "J joins them again")
        assert tags(pilot) == {"s2": ("confirmed",)}
        assert desk.store.article(MAYOR).document.revision == 2
        await pilot.press("u")
        await says(pilot, "undone: s2 confirmed → unseen")
        assert desk.store.article(MAYOR).document.revision == 2


async def test_u_after_a_mark_that_follows_a_cut_undoes_the_mark(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        await pilot.press("j", "j", "J", "enter")
        await says(pilot, "r2 of the article")
        await pilot.press("c", "u")
        await says(pilot, "undone:")


@pytest.mark.parametrize("keys", [("j", "j", "S"), ("j", "j", "J")])
async def test_an_article_that_was_changed_meanwhile_is_shown_and_not_written_over(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    desk = memory_desk(tmp_path)
    async with opened(desk) as pilot:
        await pilot.press(*keys)
        was = desk.store.article(MAYOR)
        theirs = replace(was.document, revision=2, title="Mayor goes")
        desk.store.save_article(theirs, was.token)
        await pilot.press("enter")
        await says(pilot, "not done: the article was changed elsewhere")
        assert "Mayor goes" in screen_text(pilot.app)
    assert desk.store.article(MAYOR).document == theirs


async def test_a_cut_by_itself_is_not_said_to_be_waiting_for_a_save(tmp_path: Path) -> None:
    desk = file_desk(tmp_path / "desk")
    async with opened(desk) as pilot:
        await pilot.press("j", "c")
        await says(pilot, "saved r1")
        await pilot.press("k", "S", "enter")
        await says(pilot, "r2 of the article")
        assert "saved r1" in screen_text(pilot.app)
        await pilot.press("o")
        await says(pilot, "saved r5")
    found = desk.store.annotations(MAYOR, "ana")
    assert found is not None
    assert found.document.article_revision == 2


async def test_a_colleague_finds_the_pieces_with_their_own_tags(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    ben = replace(desk, session=replace(desk.session, annotator="ben", id="0b0b"))
    async with opened(ben) as pilot:
        await pilot.press("j", "j", "c")
        await says(pilot, "saved r1")
    async with opened(desk) as pilot:
        await pilot.press("j", "j", "S", "h", "enter")
        await says(pilot, "r2 of the article")
    async with opened(ben) as pilot:
        await says(pilot, "2 to look at again: n")
        assert set(tags(pilot).values()) == {("confirmed",)}
        await pilot.press("home", "n", "n", "n")
        await says(pilot, "needs you: look again: split · was one: Two aides said she | had")
