"""Changing what kind a sentence is, on the annotate screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.article import KINDS, Kind
from annotator.flows.desk import Desk
from annotator.tui import questions
from annotator.tui.screens.choose import Choose
from tests.desks import file_desk, memory_desk
from tests.tui.conftest import check_picture, screen_text, wait_until
from tests.tui.test_annotate import here, opened, saved, screen, tags


def kinds(desk: Desk) -> list[str]:
    """The kinds of the short article's sentences, as the project has them."""
    return [s.kind for s in desk.store.article("mayor-resigns").document.sentences]


def test_every_kind_can_be_chosen_by_its_own_letter() -> None:
    assert tuple(questions.KINDS) == KINDS
    assert [choice.id for choice in questions.KINDS.values()] == list(KINDS)
    assert len({choice.key for choice in questions.KINDS.values()}) == len(KINDS)


@pytest.mark.parametrize(
    ("key", "kind"),
    [("h", "headline"), ("l", "link"), ("c", "caption"), ("d", "dateline"), ("b", "boilerplate")],
)
async def test_a_letter_makes_the_sentence_that_kind(tmp_path: Path, key: str, kind: Kind) -> None:
    desk = memory_desk(tmp_path)
    async with opened(desk) as pilot:
        await pilot.press("j", "K", key)
        await wait_until(pilot, lambda: f"s2 is a {kind} now" in screen_text(pilot.app), "said")
        assert here(pilot) == "s2"
        assert screen(pilot).work.sentence.kind == kind
    assert kinds(desk) == ["headline", kind, "sentence", "sentence", "sentence"]
    document = desk.store.article("mayor-resigns").document
    assert (document.revision, document.previous[-1].by) == (2, "ana")


async def test_a_kind_that_is_not_judged_is_shown_passed_over_and_not_counted(
    tmp_path: Path,
) -> None:
    desk = memory_desk(tmp_path)
    async with opened(desk) as pilot:
        await pilot.press("j", "j", "K", "c")
        await wait_until(pilot, lambda: "4 to go" in screen_text(pilot.app), "one fewer to go")
        shown = screen_text(pilot.app)
        assert "\n▶     caption Two aides" in shown, "it is not unseen"
        assert "s3 of 5 · caption" in shown
        assert "outside the counts until it is tagged" in shown
        await pilot.press("k", "c")
        assert here(pilot) == "s4"
        assert tags(pilot) == {"s2": ("confirmed",)}
        await saved(pilot)
        check_picture(pilot.app, "kind-120x40")


async def test_a_tagged_sentence_keeps_its_tag_and_stays_counted(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        await pilot.press("j", "c", "k", "K", "l")
        await wait_until(pilot, lambda: "s2 is a link now" in screen_text(pilot.app), "said")
        assert "outside the counts" not in screen_text(pilot.app)
        assert tags(pilot) == {"s2": ("confirmed",)}
        assert screen(pilot).work.progress().sentences == 5


async def test_u_says_that_a_kind_is_changed_back_with_its_own_key(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        await pilot.press("j", "c", "K", "l", "u")
        await wait_until(
            pilot, lambda: "K makes it a sentence again" in screen_text(pilot.app), "how"
        )
        assert tags(pilot) == {"s2": ("confirmed",)}


async def test_enter_and_esc_change_nothing(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    async with opened(desk) as pilot:
        await pilot.press("j", "K")
        assert isinstance(pilot.app.screen, Choose)
        await pilot.press("enter")
        await wait_until(pilot, lambda: "s2 is a sentence already" in screen_text(pilot.app), "")
        await pilot.press("K", "escape")
        await wait_until(pilot, lambda: pilot.app.screen is screen(pilot), "back")
    assert desk.store.article("mayor-resigns").document.revision == 1


async def test_the_answer_that_enter_gives_is_the_kind_that_it_is(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path), size=(80, 24)) as pilot:
        await pilot.press("j", "K")
        check_picture(pilot.app, "which-kind-80x24")


async def test_what_was_changed_elsewhere_meanwhile_is_shown_and_not_written_over(
    tmp_path: Path,
) -> None:
    desk = memory_desk(tmp_path)
    async with opened(desk) as pilot:
        await pilot.press("j", "K")
        was = desk.store.article("mayor-resigns")
        theirs = replace(was.document, revision=2, title="Mayor goes")
        desk.store.save_article(theirs, was.token)
        await pilot.press("c")
        await wait_until(pilot, lambda: "not done" in screen_text(pilot.app), "that it was not")
        assert "Mayor goes" in screen_text(pilot.app)
        assert desk.store.article("mayor-resigns").document == theirs
        await pilot.press("K", "c")
        await wait_until(pilot, lambda: "is a caption now" in screen_text(pilot.app), "said")
    found = desk.store.article("mayor-resigns").document
    assert (found.title, found.revision, found.sentences[1].kind) == ("Mayor goes", 3, "caption")


async def test_an_article_that_cannot_be_written_stays_and_that_is_said(tmp_path: Path) -> None:
    root = tmp_path / "desk"
    desk = file_desk(root)
    before = desk.store.article("mayor-resigns").document
    async with opened(desk) as pilot:
        await pilot.press("j", "K")
        path = root / "articles" / "mayor-resigns.json"
        text = path.read_bytes()
        path.write_bytes(b"{")
        await pilot.press("c")
        await wait_until(pilot, lambda: "mayor-resigns.json" in screen_text(pilot.app), "said")
        assert screen(pilot).work.article == before
        path.write_bytes(text)
