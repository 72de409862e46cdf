"""A review that cannot be saved, or was changed on another machine: nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from annotator.flows.review.deciding import saved_review
from annotator.stores.files import FileStore
from annotator.tui.app import AnnotatorApp, ForReview
from annotator.tui.screens.library import LibraryScreen
from annotator.tui.screens.review import ReviewScreen
from tests.tui.conftest import screen_text, wait_until
from tests.tui.test_review import ARTICLE, finished, on_disk, reviewed, saved, screen


def block(folder: Path) -> Path:
    """Puts a file where reviews would be saved; returns where they are kept meanwhile."""
    reviews = folder / "desk" / "reviews"
    kept = folder / "kept"
    reviews.rename(kept)
    reviews.write_text("in the way")
    return kept


def unblock(folder: Path, kept: Path) -> None:
    reviews = folder / "desk" / "reviews"
    reviews.unlink()
    kept.rename(reviews)


async def test_the_screen_says_what_is_not_saved_and_saves_it_once_it_can(tmp_path: Path) -> None:
    desk = finished(tmp_path)
    async with reviewed(desk) as pilot:
        kept = block(tmp_path)
        screen(pilot).work.go_to("s9")
        await pilot.press("o")
        await wait_until(pilot, lambda: "NOT SAVED" in screen_text(pilot.app), "the trouble")
        unblock(tmp_path, kept)
        await wait_until(pilot, lambda: "saved r8" in screen_text(pilot.app), "the end of it")
    decision = on_disk(desk, "s9")
    assert decision is not None
    assert decision.tags == ("opinion",)


async def test_decisions_that_cannot_be_saved_are_rescued_and_offered_again(
    tmp_path: Path,
) -> None:
    desk = finished(tmp_path)
    app = AnnotatorApp(desk, None, ForReview())
    async with app.run_test(size=(120, 40)) as pilot:
        await wait_until(pilot, lambda: "Stellantis" in screen_text(app), "the library")
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, ReviewScreen), "the review")
        found = app.screen
        assert isinstance(found, ReviewScreen)
        kept = block(tmp_path)
        found.work.go_to("s9")
        await pilot.press("c")
        await wait_until(pilot, lambda: "NOT SAVED" in screen_text(app), "the trouble")
        await pilot.press("q")
        await wait_until(pilot, lambda: "not saved" in screen_text(app), "the question")
        await pilot.press("r")
        await wait_until(pilot, lambda: isinstance(app.screen, LibraryScreen), "the library")
        unblock(tmp_path, kept)
    assert on_disk(desk, "s9") is None
    async with reviewed(desk) as pilot:
        await wait_until(pilot, lambda: "were rescued" in screen_text(pilot.app), "the offer")
        await pilot.press("t")
        await wait_until(pilot, lambda: pilot.app.screen is screen(pilot), "the review")
        await saved(pilot)
    decision = on_disk(desk, "s9")
    assert decision is not None
    assert decision.tags == ("confirmed",)
    assert desk.personal.rescued(ARTICLE, "rita", "review") is None


async def test_what_was_decided_elsewhere_at_the_same_time_is_asked_about(tmp_path: Path) -> None:
    desk = finished(tmp_path)
    laptop = replace(finished(tmp_path), store=FileStore(tmp_path / "desk"))
    async with reviewed(desk) as pilot:
        work = screen(pilot).work
        work.go_to("s9")
        # decided here, and before the save was begun decided there, too
        work._save = lambda _: None
        await pilot.press("c")
        saved_review(laptop, ARTICLE, "s9", lambda at: [at.decide("opinion")])
        screen(pilot).queue.submit(work.document)
        await wait_until(pilot, lambda: "differently elsewhere" in screen_text(pilot.app), "asking")
        assert "Yours: confirmed" in screen_text(pilot.app)
        work._save = screen(pilot).queue.submit
        await pilot.press("y")
        await wait_until(pilot, lambda: pilot.app.screen is screen(pilot), "the review")
        await saved(pilot)
    decision = on_disk(desk, "s9")
    assert decision is not None
    assert decision.tags == ("confirmed",)


async def test_a_decision_made_by_a_command_shows_up_on_the_open_screen(tmp_path: Path) -> None:
    desk = finished(tmp_path)
    async with reviewed(desk) as pilot:
        screen(pilot).work.go_to("s9")
        await pilot.press("j", "k")
        saved_review(finished(tmp_path), ARTICLE, "s9", lambda at: [at.decide("opinion")])
        await wait_until(pilot, lambda: "saved r8" in screen_text(pilot.app), "it", 2.0)
        assert "adjudicated: ≈ opinion" in screen_text(pilot.app)
