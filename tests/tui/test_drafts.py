"""Drafts: what is typed stays on the disk until the document that has it is there."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from annotator.domain.annotations import Annotations
from annotator.domain.project import Project
from annotator.errors import SaveError
from annotator.flows.annotate import Annotating
from annotator.flows.desk import Desk
from annotator.stores.base import Key
from annotator.stores.memory import MemoryStore
from annotator.tui.app import AnnotatorApp
from annotator.tui.drafts import Drafts
from annotator.tui.screens.annotate import AnnotateScreen
from annotator.tui.screens.evidence_form import from_draft
from tests.desks import SHORT, fill, memory_desk, session
from tests.tui.conftest import screen_text, wait_until

ARTICLE = "mayor-resigns"
NOTE = f"{ARTICLE}/ana/s1/note"
COMMENT = f"{ARTICLE}/ana/s1/comment"
EVIDENCE = f"{ARTICLE}/ana/s1/evidence"
FULL = "the disk is full"


class Disk(MemoryStore):
    """A store whose disk can be full."""

    def __init__(self) -> None:
        self.is_full = False
        super().__init__(Project("test"))

    def _put(self, key: Key, data: Iterable[bytes]) -> None:
        if self.is_full and key.thing == "annotations":
            raise SaveError(self.where(key), FULL)
        super()._put(key, data)


@pytest.fixture
def disk() -> Disk:
    disk = Disk()
    fill(disk, SHORT)
    return disk


@pytest.fixture
def desk(disk: Disk, tmp_path: Path) -> Desk:
    return replace(memory_desk(tmp_path), store=disk)


@asynccontextmanager
async def opened(desk: Desk) -> AsyncIterator[Pilot[None]]:
    async with AnnotatorApp(desk, ARTICLE).run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        yield pilot


def screen(pilot: Pilot[None]) -> AnnotateScreen:
    found = pilot.app.screen_stack[1]
    assert isinstance(found, AnnotateScreen)
    return found


async def kept(pilot: Pilot[None], desk: Desk, place: str, text: str) -> None:
    await wait_until(pilot, lambda: desk.personal.draft(place) == text, f"{text!r} as a draft")


async def not_saved(pilot: Pilot[None]) -> None:
    await wait_until(pilot, lambda: FULL in screen_text(pilot.app), "the disk to be full")


async def saved(pilot: Pilot[None]) -> None:
    work = screen(pilot).work
    await wait_until(pilot, lambda: work.saved_revision == work.document.revision, "saved")


# ── on the screen ────────────────────────────────────────────────────────────────────────────


async def test_an_entered_note_stays_a_draft_until_it_is_saved(disk: Disk, desk: Desk) -> None:
    disk.is_full = True
    async with opened(desk) as pilot:
        await pilot.press("m", *"odd", "enter")
        await not_saved(pilot)
        await kept(pilot, desk, NOTE, "odd")
        disk.is_full = False
        await saved(pilot)
        await kept(pilot, desk, NOTE, "")


async def test_a_note_that_was_only_in_memory_is_offered_after_a_crash(
    disk: Disk, desk: Desk
) -> None:
    disk.is_full = True
    async with opened(desk) as pilot:
        await pilot.press("m", *"odd", "enter")
        await kept(pilot, desk, NOTE, "odd")
    disk.is_full = False
    async with opened(desk) as pilot:
        assert screen(pilot).work.mark is None
        await pilot.press("m")
        await wait_until(pilot, lambda: "draft from before" in screen_text(pilot.app), "the offer")
        await pilot.press("enter")
        await saved(pilot)
        assert screen(pilot).work.document.marks["s1"].note == "odd"


async def test_two_comments_that_are_not_saved_are_both_kept(disk: Disk, desk: Desk) -> None:
    disk.is_full = True
    async with opened(desk) as pilot:
        await pilot.press("t", *"why", "enter")
        await pilot.press("t", *"so", "enter")
        await kept(pilot, desk, COMMENT, "why")
        await kept(pilot, desk, f"{COMMENT}-1", "so")
        disk.is_full = False
        await saved(pilot)
        await kept(pilot, desk, COMMENT, "")
        await kept(pilot, desk, f"{COMMENT}-1", "")


async def test_a_comment_that_was_said_is_not_offered_again(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await pilot.press("t", *"why", "enter")
        await saved(pilot)
    desk.personal.keep_draft(COMMENT, "why")  # as after a kill between saving and forgetting
    async with opened(desk) as pilot:
        await pilot.press("t")
        await wait_until(
            pilot, lambda: "on s1, for colleagues" in screen_text(pilot.app), "the field"
        )
        assert "draft from before" not in screen_text(pilot.app)


async def test_entered_evidence_stays_a_draft_until_it_is_saved(disk: Disk, desk: Desk) -> None:
    disk.is_full = True
    async with opened(desk) as pilot:
        await pilot.press("e", *"https://a.example", "ctrl+s")
        await not_saved(pilot)
        await wait_until(
            pilot, lambda: from_draft(desk.personal.draft(EVIDENCE)), "the evidence as a draft"
        )
        disk.is_full = False
        await saved(pilot)
        await kept(pilot, desk, EVIDENCE, "")


async def test_what_is_typed_again_before_it_is_saved_is_not_forgotten_with_it(
    disk: Disk, desk: Desk
) -> None:
    disk.is_full = True
    async with opened(desk) as pilot:
        await pilot.press("m", *"odd", "enter")
        await not_saved(pilot)
        await pilot.press("m", "!")
        await kept(pilot, desk, NOTE, "odd!")
        await pilot.press("backspace")
        await kept(pilot, desk, NOTE, "odd")
        await pilot.press("?", "escape")
        disk.is_full = False
        await saved(pilot)
        await kept(pilot, desk, NOTE, "odd?")


async def test_leaving_forgets_what_is_saved(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await pilot.press("m", *"odd", "enter", "q")
        await kept(pilot, desk, NOTE, "")
    found = desk.store.annotations(ARTICLE, "ana")
    assert found is not None
    assert found.document.marks["s1"].note == "odd"
    assert desk.personal.draft(NOTE) == ""


async def test_a_note_that_waits_for_a_decision_stays_a_draft(disk: Disk, desk: Desk) -> None:
    disk.is_full = True
    async with opened(desk) as pilot:
        await pilot.press("c", "k", "m", *"odd", "enter")
        await kept(pilot, desk, NOTE, "odd")
        disk.is_full = False
        tagged_elsewhere(desk)
        await wait_until(
            pilot, lambda: pilot.app.screen is not screen(pilot), "the question which stands"
        )
        assert screen(pilot).work.document.marks["s1"].tags == ("opinion",)
        assert desk.personal.draft(NOTE) == "odd"
        await pilot.press("y")
        await saved(pilot)
        assert screen(pilot).work.document.marks["s1"].note == "odd"
        await kept(pilot, desk, NOTE, "")


def tagged_elsewhere(desk: Desk) -> None:
    """The same annotator says something else of s1 on another machine."""
    done: list[Annotations] = []
    article = desk.store.article(ARTICLE).document
    other = Annotating(article, None, desk.project(), session(run="else"), done.append)
    other.tag("opinion")
    desk.store.save_annotations(done[-1], None)


@pytest.mark.parametrize("keys", [("m", *"odd", "enter"), ("e", *"https://a.example", "ctrl+s")])
async def test_what_is_entered_goes_to_the_sentence_it_was_written_for(
    desk: Desk, keys: tuple[str, ...]
) -> None:
    async with opened(desk) as pilot:
        await pilot.press(*keys[:-1])
        screen(pilot).go(3)
        await pilot.press(keys[-1])
        await saved(pilot)
        assert list(screen(pilot).work.document.marks) == ["s1"]
        assert screen(pilot).work.sentence.id == "s1"


# ── by themselves ────────────────────────────────────────────────────────────────────────────


class Notebook:
    """Drafts on a disk that fails when told to, and a way to wait for it."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.fails = False
        self.drafts = Drafts(lambda place: self.texts.get(place, ""), self.keep)

    def keep(self, place: str, text: str) -> None:
        if self.fails:
            raise SaveError("drafts.json", FULL)
        self.texts[place] = text

    def enter(self, place: str, text: str, revision: int) -> None:
        draft = self.drafts.at(place)
        draft.enter(text)
        done = threading.Event()
        draft.write(lambda _: done.set())
        assert done.wait(10)
        self.drafts.entered(place, revision)

    def settle(self) -> None:
        for thread in threading.enumerate():
            if thread.name == "draft":
                thread.join(10)


def test_only_what_the_saved_revision_has_is_forgotten() -> None:
    notes = Notebook()
    notes.enter("s1", "one", 1)
    notes.enter("s2", "two", 2)
    notes.drafts.saved(1)
    notes.settle()
    assert notes.texts == {"s1": "", "s2": "two"}


def test_nothing_is_forgotten_while_revisions_are_being_renumbered() -> None:
    notes = Notebook()
    notes.enter("s1", "one", 1)
    notes.drafts.merging()
    notes.drafts.saved(7)
    notes.settle()
    assert notes.texts == {"s1": "one"}
    notes.drafts.merged(8)
    notes.drafts.saved(7)
    notes.settle()
    assert notes.texts == {"s1": "one"}
    notes.drafts.saved(8)
    notes.settle()
    assert notes.texts == {"s1": ""}


def test_an_entered_text_that_could_not_be_kept_is_tried_again() -> None:
    notes = Notebook()
    notes.fails = True
    notes.enter("s1", "one", 1)
    notes.fails = False
    notes.drafts.try_again()
    notes.settle()
    assert notes.texts == {"s1": "one"}


def test_a_draft_is_as_the_disk_has_it_once_nothing_more_is_known_here() -> None:
    notes = Notebook()
    assert notes.drafts.at("s1").text == ""
    notes.texts["s1"] = "written by another program"
    assert notes.drafts.at("s1").text == "written by another program"
