"""The ledger on the screen: who an article rests on, going there, joining and confirming."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from annotator.domain.marks import Source
from annotator.flows.annotate import Annotating
from annotator.flows.desk import Desk
from annotator.stores.base import Key
from annotator.stores.memory import MemoryStore
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate import AnnotateScreen
from annotator.tui.screens.ledger import LedgerScreen
from tests.desks import SHORT, fill, memory_desk
from tests.sourced import source
from tests.tui.conftest import check_picture, screen_text, wait_until
from tests.tui.test_annotate import here, opened, saved, screen, tags
from tests.tui.test_review import finished, hide_names, reviewed
from tests.tui.test_review import screen as reviewing

SIZES = [(60, 20), (80, 24), (120, 40)]
TALKS = b"""Acme talks to Bolt

Insiders at Acme said that talks began in May. They said that the price is open. People close to \
Acme and insiders at Acme confirmed it. Acme declined to comment. Ada Lovelace, who runs Bolt, \
said that it has 20 shops. Nobody else would speak.
"""
INSIDERS = source("Insiders at Acme", "unnamed-group", "s2")
THEY = source("They", "unnamed-group", "s3", from_="s2", basis="pronoun")
PEOPLE = source("People close to Acme", "unnamed-group", "s4")
AGAIN = source("insiders at Acme", "unnamed-group", "s4")
ACME = source("Acme", "named-organisation", "s5", role="declined", manner="no-reply")
POST = source("The Post", "press-report", "s5", role="asked-by")
ADA = source("Ada Lovelace", "named-person", "s6", by="program")
GIVEN: list[tuple[str, str, tuple[Source, ...]]] = [
    ("s2", "i", (INSIDERS,)),
    ("s3", "i", (THEY,)),
    ("s4", "i", (PEOPLE, AGAIN)),
    ("s5", "d", (ACME, POST)),
    ("s6", "c", (ADA,)),
]
LETTERS = {"i": "insider-sourced", "d": "declined-comment", "c": "confirmed"}


def desk_of(tmp_path: Path) -> Desk:
    """A desk with an article whose sentences have sources."""
    desk = memory_desk(tmp_path, TALKS, lint={})
    saved: list[Any] = []
    text = desk.store.article("acme-talks-to-bolt").document
    work = Annotating(text, None, desk.project(), desk.session, saved.append)
    for sentence, letter, sources in GIVEN:
        work.go(work.index_of(sentence) or 0)
        work.tag(LETTERS[letter])
        work.go(work.index_of(sentence) or 0)
        work.set_sources(sources)
    desk.store.save_annotations(saved[-1], None)
    return desk


async def says(pilot: Pilot[None], words: str) -> None:
    await wait_until(pilot, lambda: words in screen_text(pilot.app), words)


async def ledger(pilot: Pilot[None], ready: str = "source") -> LedgerScreen:
    await pilot.press("W")
    await wait_until(pilot, lambda: isinstance(pilot.app.screen, LedgerScreen), "the ledger")
    await wait_until(pilot, lambda: ready in screen_text(pilot.app).splitlines()[0], "its sources")
    assert isinstance(pilot.app.screen, LedgerScreen)
    return pilot.app.screen


@pytest.mark.parametrize("size", SIZES)
async def test_each_source_is_listed_with_what_rests_on_it(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with opened(desk_of(tmp_path), "acme-talks-to-bolt", size=size) as pilot:
        await ledger(pilot)
        check_picture(pilot.app, f"ledger-{size[0]}x{size[1]}")


async def test_enter_goes_to_the_sentence_and_opens_at_the_current_one(tmp_path: Path) -> None:
    async with opened(desk_of(tmp_path), "acme-talks-to-bolt") as pilot:
        await pilot.press("end", "k")
        await ledger(pilot)
        assert "▶   s6" in screen_text(pilot.app)
        await pilot.press("up", "up", "enter")
        await wait_until(pilot, lambda: here(pilot) == "s5", "who asked is in s5")
        assert isinstance(pilot.app.screen, AnnotateScreen)


async def test_enter_on_a_source_goes_to_where_it_first_stands(tmp_path: Path) -> None:
    async with opened(desk_of(tmp_path), "acme-talks-to-bolt") as pilot:
        await pilot.press("end")
        await ledger(pilot)
        await pilot.press("home", "enter")
        await wait_until(pilot, lambda: here(pilot) == "s2", "the insiders are in s2 first")


@pytest.mark.parametrize("key", ["q", "escape", "W"])
async def test_leaving_goes_nowhere(tmp_path: Path, key: str) -> None:
    async with opened(desk_of(tmp_path), "acme-talks-to-bolt") as pilot:
        await pilot.press("home")
        await ledger(pilot)
        await pilot.press("down", key)
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, AnnotateScreen), "left")
        assert here(pilot) == "s1"


async def test_tab_leaves_what_is_special_each_below_its_source(tmp_path: Path) -> None:
    async with opened(desk_of(tmp_path), "acme-talks-to-bolt") as pilot:
        await ledger(pilot)
        await pilot.press("tab", "tab")
        shown = screen_text(pilot.app)
        assert "did not reply, asked by The Post" in shown
        assert "Insiders at Acme  " not in shown
        await pilot.press("tab")
        assert "Ada Lovelace" in screen_text(pilot.app)
        await pilot.press("tab")
        assert "People close to Acme" in screen_text(pilot.app)


async def test_joining_two_sources_shows_that_one_was_counted_twice_and_is_one_undo(
    tmp_path: Path,
) -> None:
    async with opened(desk_of(tmp_path), "acme-talks-to-bolt") as pilot:
        before = screen(pilot).work.document
        shown = await ledger(pilot)
        await pilot.press("home", "down", "down", "down", "down", "=")
        assert "“People close to Acme” is the same source as" in screen_text(pilot.app)
        await pilot.press("home", "enter")
        await wait_until(pilot, lambda: "counted twice" in screen_text(pilot.app), "joined")
        assert "People close to Acme is Insiders at Acme, in 1 sentence" in screen_text(pilot.app)
        assert "by 2 names" in screen_text(pilot.app)
        assert shown.is_open
        await pilot.press("escape")
        await saved(pilot)
        names = [s.name for s in screen(pilot).work.document.marks["s4"].sources]
        assert names == ["Insiders at Acme", "insiders at Acme"]
        await pilot.press("u")
        assert screen(pilot).work.document.marks == before.marks


async def test_joining_can_be_left_and_nothing_joins_itself(tmp_path: Path) -> None:
    async with opened(desk_of(tmp_path), "acme-talks-to-bolt") as pilot:
        revision = screen(pilot).work.document.revision
        await ledger(pilot)
        await pilot.press("home", "=", "escape")
        assert "5 sources" in screen_text(pilot.app)
        await pilot.press("=", "down", "enter")
        assert "is that source already" in screen_text(pilot.app)
        assert screen(pilot).work.document.revision == revision


async def test_what_the_program_proposed_is_confirmed_from_here(tmp_path: Path) -> None:
    async with opened(desk_of(tmp_path), "acme-talks-to-bolt") as pilot:
        await ledger(pilot)
        await pilot.press("end", "y")
        await wait_until(
            pilot, lambda: "proposed" not in screen_text(pilot.app).split("Ada")[-1], "confirmed"
        )
        assert [s.by for s in screen(pilot).work.document.marks["s6"].sources] == ["annotator"]
        await pilot.press("y")
        assert "it is somebody's word" in screen_text(pilot.app)


async def test_an_article_without_sources_says_how_to_give_one(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        await ledger(pilot, "0 sources")
        assert "No sentence has a source yet" in screen_text(pilot.app)
        await pilot.press("enter", "y", "=", "tab", "escape")
        assert tags(pilot) == {}


async def test_names_from_outside_send_nothing_to_the_terminal(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    async with opened(desk, "acme-talks-to-bolt") as pilot:
        work = screen(pilot).work
        work.go(1)
        screen(pilot).done(work.set_sources([replace(INSIDERS, name="\x1b[31m” [red]\n" * 50)]))
        await ledger(pilot)
        shown = screen_text(pilot.app)
        assert "\x1b" not in shown
        assert "[red]" in shown


# ── in a review ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("size", SIZES)
async def test_a_review_shows_who_the_article_rests_on_as_it_is_settled(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with reviewed(finished(tmp_path), size=size) as pilot:
        shown = await ledger(pilot)
        check_picture(pilot.app, f"ledger-settled-{size[0]}x{size[1]}")
        await pilot.press("end", "=", "y")
        assert "join" not in screen_text(pilot.app), "others' marks are theirs"
        line = shown._list.lines[shown._list.current]
        await pilot.press("enter")
        work = reviewing(pilot).work
        await wait_until(pilot, lambda: work.sentence.id == line.sentence, "the sentence")


async def test_own_decisions_count_before_they_are_saved_anywhere_else(tmp_path: Path) -> None:
    async with reviewed(finished(tmp_path)) as pilot:
        work = reviewing(pilot).work
        await pilot.press("!")
        await says(pilot, "finding")
        await says(pilot, "as tagged by")
        before = screen_text(pilot.app)
        await pilot.press("escape")
        for sentence in work.article.sentences:
            if work.gold(sentence.id).provenance == "unresolved":
                work.go(work.index_of(sentence.id) or 0)
                reviewing(pilot).done(work.no_tag())
        await pilot.press("!")
        await says(pilot, "finding")
        assert "as tagged by" in before
        assert "as tagged by" not in screen_text(pilot.app)


async def test_where_names_are_hidden_findings_tell_letters(tmp_path: Path) -> None:
    desk = finished(tmp_path)
    hide_names(desk)
    async with reviewed(desk) as pilot:
        await pilot.press("!")
        await says(pilot, "as tagged by")
        told = re.findall(r"as tagged by ([^)…]*)", screen_text(pilot.app))
        assert told
        assert not [name for name in ("ana", "ben", "cho") if name in " ".join(told)]


# ── from the library ─────────────────────────────────────────────────────────────────────────


@asynccontextmanager
async def library(desk: Desk, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[None]]:
    app = AnnotatorApp(desk, None)
    async with app.run_test(size=size) as pilot:
        await wait_until(pilot, lambda: "Acme talks" in screen_text(app), "the articles")
        yield pilot


def two_articles(tmp_path: Path) -> Desk:
    """A desk with a second article that rests on Ada Lovelace, too."""
    desk = desk_of(tmp_path)
    fill(desk.store, SHORT)
    saved: list[Any] = []
    text = desk.store.article("mayor-resigns").document
    work = Annotating(text, None, desk.project(), desk.session, saved.append)
    work.go(1)
    work.tag("confirmed")
    work.go(1)
    work.set_sources([replace(ADA, sentence="s2", by="annotator")])
    desk.store.save_annotations(saved[-1], None)
    return desk


async def test_the_library_shows_who_the_current_article_rests_on_and_opens_it_there(
    tmp_path: Path,
) -> None:
    async with library(two_articles(tmp_path)) as pilot:
        await ledger(pilot, "5 sources")
        assert "this article" in screen_text(pilot.app)
        await pilot.press("end", "enter")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, AnnotateScreen), "it opens")
        found = pilot.app.screen
        assert isinstance(found, AnnotateScreen)
        assert (found.work.article.id, found.work.sentence.id) == ("acme-talks-to-bolt", "s6")


@pytest.mark.parametrize("size", SIZES)
async def test_all_articles_that_are_listed_rest_on_sources_that_are_one_across_them(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with library(two_articles(tmp_path), size) as pilot:
        await ledger(pilot, "5 sources")
        await pilot.press("a")
        await says(pilot, "5 sources of 2 articles")
        check_picture(pilot.app, f"ledger-project-{size[0]}x{size[1]}")
        assert "2 articles" in next(
            line for line in screen_text(pilot.app).splitlines() if "Ada Lovelace  " in line
        )
        await pilot.press("a")
        await says(pilot, "this article")


async def test_the_library_lists_what_the_sourcing_of_all_articles_lacks(tmp_path: Path) -> None:
    async with library(two_articles(tmp_path)) as pilot:
        await pilot.press("!")
        await says(pilot, "this article")
        await pilot.press("a")
        await says(pilot, "all that are listed")
        await says(pilot, "findings of 2 articles")
        assert "Acme talks to Bolt" in screen_text(pilot.app)
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, AnnotateScreen), "it opens")


async def test_an_article_that_cannot_be_read_is_told_and_the_others_are_listed(
    tmp_path: Path,
) -> None:
    desk = two_articles(tmp_path)
    async with library(desk) as pilot:
        assert isinstance(desk.store, MemoryStore)
        desk.store._put(Key("article", "mayor-resigns"), [b"{"])
        await ledger(pilot, "5 sources")
        await pilot.press("a")
        await says(pilot, "1 cannot be read: `annotator check`")
        await says(pilot, "Insiders at Acme")


async def test_a_blind_project_shows_an_annotator_their_own_sources_only(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    found = desk.store.project()
    settings = replace(found.document.settings, blind=True)
    desk.store.save_project(replace(found.document, settings=settings), found.token)
    ben = replace(desk, session=replace(desk.session, annotator="ben"))
    saved: list[Any] = []
    text = desk.store.article("acme-talks-to-bolt").document
    work = Annotating(text, None, desk.project(), ben.session, saved.append)
    work.tag("opinion")
    desk.store.save_annotations(saved[-1], None)
    async with library(ben) as pilot:
        await ledger(pilot, "0 sources")
        assert "Insiders" not in screen_text(pilot.app)


async def test_only_so_many_articles_are_read_and_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.tui.screens.lists.MOST", 1)
    async with library(two_articles(tmp_path)) as pilot:
        await ledger(pilot, "5 sources")
        await pilot.press("a")
        await says(pilot, "the first 1 with tags")
        await says(pilot, "5 sources")
