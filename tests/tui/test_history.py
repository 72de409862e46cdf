"""The history screen: every event in words, and the way back to one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.app import App

from annotator.codec import decode
from annotator.domain.annotations import Annotations
from annotator.domain.marks import Evidence, Source
from annotator.flows.annotate import Annotating
from annotator.flows.timeline import Timeline
from annotator.tui.screens.history import EventList, HistoryScreen
from tests.benchmarks import projects
from tests.tui.conftest import check_picture, screen_text, wait_until
from tests.tui.desks import NOW, desk_of

WAITING = object()


def work_of(folder: Path) -> Annotating:
    """Ana at work on an article of 16 sentences, with nothing done yet."""
    desk = desk_of(folder)
    return Annotating(
        desk.store.article("cars").document, None, desk.project(), desk.session, lambda _: None
    )


def busy(folder: Path) -> Annotations:
    """What ana has after a bit of everything."""
    work = work_of(folder)
    work.tag("confirmed")
    work.tag("opinion")
    work.go(0)
    work.tag("insider-sourced")
    work.go(0)
    work.set_sources([Source("Insiders", "", None, None, None, "unnamed-group")])
    work.set_evidence([Evidence("https://example.org", None)])
    work.set_note("check [b]this[/b]\x1b[2J")
    work.toggle_unsure()
    work.comment("Is it so?")
    work.undo()
    work.undo()
    return work.document


class Host(App[None]):
    def __init__(self, document: Annotations) -> None:
        super().__init__()
        self.history = HistoryScreen(document, NOW)
        self.answer: Any = WAITING

    def on_mount(self) -> None:
        self.push_screen(self.history, self.answered)

    def answered(self, revision: int | None) -> None:
        self.answer = revision

    @property
    def events(self) -> EventList:
        return self.history.query_one(EventList)


def test_each_event_says_what_was_before_and_after(tmp_path: Path) -> None:
    steps = list(Timeline(busy(tmp_path)))
    assert [(s.sentence, s.what, s.how) for s in reversed(steps)] == [
        ("s1", "unseen → confirmed", ""),
        ("s2", "unseen → opinion", ""),
        ("s1", "confirmed → insider-sourced", ""),
        ("s1", "source +Insiders", ""),
        ("s1", "evidence: 1", ""),
        ("s1", "note: check [b]this[/b]\x1b[2J", ""),
        ("s1", "unsure", ""),
        ("s1", "comment: Is it so?", ""),
        ("s1", "comment taken back", "undone"),
        ("s1", "no longer unsure", "undone"),
    ]
    assert [s.revision for s in steps] == list(range(10, 0, -1))
    assert steps[-1].quote == "Word."


def test_handing_in_and_taking_it_back_are_about_the_whole_article(tmp_path: Path) -> None:
    work = work_of(tmp_path)
    for _ in range(16):
        work.no_tag()
    work.hand_in()
    work.undo()
    steps = Timeline(work.document)
    assert [steps[n].what for n in (1, 0)] == ["handed in", "hand-in taken back"]
    assert steps[0].sentence == ""


def test_ten_thousand_events_are_listed_one_by_one() -> None:
    item = projects.article("long", 10_000)
    document = decode(projects.annotations_document(item, 10_000).encode(), "long", "annotations")
    assert isinstance(document, Annotations)
    steps = Timeline(document)
    assert len(steps) == 10_000
    assert (steps[0].revision, steps[9_999].revision) == (10_000, 1)


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)])
async def test_the_history_at_several_sizes(tmp_path: Path, size: tuple[int, int]) -> None:
    app = Host(busy(tmp_path))
    async with app.run_test(size=size) as pilot:
        await wait_until(pilot, lambda: "the beginning" in screen_text(app), "the events")
        check_picture(app, f"history-{size[0]}x{size[1]}")


async def test_enter_twice_goes_back_to_a_revision(tmp_path: Path) -> None:
    app = Host(busy(tmp_path))
    async with app.run_test() as pilot:
        await pilot.press("j", "down", "enter")
        await wait_until(pilot, lambda: "Back to r8?" in screen_text(app), "the question")
        assert app.answer is WAITING
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.answer == 8, "the answer")


async def test_the_last_row_is_the_beginning(tmp_path: Path) -> None:
    app = Host(busy(tmp_path))
    async with app.run_test() as pilot:
        await pilot.press("end", "enter", "enter")
        await wait_until(pilot, lambda: app.answer == 0, "the answer")


async def test_moving_takes_the_question_back(tmp_path: Path) -> None:
    app = Host(busy(tmp_path))
    async with app.run_test() as pilot:
        await pilot.press("j", "enter", "j", "enter")
        await wait_until(pilot, lambda: "Back to r8?" in screen_text(app), "the question")
        assert app.answer is WAITING
        await pilot.press("escape")
        await wait_until(pilot, lambda: "Back to" not in screen_text(app), "no question")
        assert app.answer is WAITING
        await pilot.press("escape")
        await wait_until(pilot, lambda: app.answer is None, "to be left")


async def test_there_is_no_way_back_to_now(tmp_path: Path) -> None:
    app = Host(busy(tmp_path))
    async with app.run_test() as pilot:
        await pilot.press("enter", "enter")
        await wait_until(pilot, lambda: "how it is now" in screen_text(app), "what is said")
        assert app.answer is WAITING


async def test_a_click_chooses_an_event(tmp_path: Path) -> None:
    app = Host(busy(tmp_path))
    async with app.run_test() as pilot:
        await pilot.click("#events", offset=(10, 3))
        assert app.events.current == 3


@pytest.mark.parametrize("key", ["escape", "q", "h"])
async def test_it_is_left_without_going_anywhere(tmp_path: Path, key: str) -> None:
    app = Host(busy(tmp_path))
    async with app.run_test() as pilot:
        await pilot.press(key)
        await wait_until(pilot, lambda: app.answer is None, "to be left")


async def test_notes_are_text_whatever_they_hold(tmp_path: Path) -> None:
    app = Host(busy(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "note: check [b]this[/b]␛[2J" in screen_text(app), "it")
