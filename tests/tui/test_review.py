"""The review screen by keys, on the finished example project: what is shown, said and saved."""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from rich.style import Style
from textual.pilot import Pilot

from annotator.domain.annotations import Annotations
from annotator.domain.project import UserSettings
from annotator.domain.review.decisions import Decision
from annotator.errors import RefusedError, UnknownNameError
from annotator.flows.annotate import Annotating
from annotator.flows.desk import Desk
from annotator.flows.marking import saved_change
from annotator.resources import resource
from annotator.stores.files import FileStore
from annotator.stores.personal import PersonalFiles
from annotator.tui.app import AnnotatorApp, ForReview
from annotator.tui.screens.annotate import AnnotateScreen
from annotator.tui.screens.library import LibraryScreen
from annotator.tui.screens.review import ReviewScreen
from annotator.tui.screens.who import WhoScreen
from annotator.tui.widgets.details import Details
from tests.desks import session
from tests.tui.conftest import check_picture, screen_text, wait_until

ARTICLE = "stellantis-considers-collaboration"
MEDIUM, WIDE, SMALL = (80, 24), (120, 40), (60, 20)


def finished(folder: Path, who: str = "rita") -> Desk:
    """A desk on a copy of the finished example, a day after everybody's last word."""
    if not (folder / "desk").exists():
        shutil.copytree(resource("seeds", "finished"), folder / "desk")
    at_noon = session(who)

    def now() -> str:
        return at_noon.now().replace("2026-11-22", "2026-11-25")

    personal = PersonalFiles(folder / "config", folder / "state")
    ids = (f"{who}{number}" for number in count(1))
    ours = replace(at_noon, now=now, new_id=lambda: next(ids).encode().hex()[:16].rjust(16, "0"))
    return Desk(FileStore(folder / "desk"), personal, UserSettings(), ours)


@asynccontextmanager
async def reviewed(
    desk: Desk, of: str | None = None, size: tuple[int, int] = WIDE
) -> AsyncIterator[Pilot[None]]:
    app = AnnotatorApp(desk, ARTICLE, ForReview(of))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot
        if isinstance(pilot.app.screen, ReviewScreen):
            await saved(pilot)


def hide_names(desk: Desk) -> None:
    """Lets reviewers see letters instead of annotators' names."""
    opened = desk.store.project()
    settings = replace(opened.document.settings, reviewer_sees_names=False)
    desk.store.save_project(replace(opened.document, settings=settings), opened.token)


def mark_as(desk: Desk, sentence: str, tag: str) -> None:
    """Marks a sentence and saves it, as an annotator does elsewhere."""

    def mark(work: Annotating) -> Annotations:
        work.go(work.index_of(sentence) or 0)
        work.tag(tag)
        return work.document

    saved_change(desk, ARTICLE, mark)


def screen(pilot: Pilot[None]) -> ReviewScreen:
    found = pilot.app.screen_stack[1]
    assert isinstance(found, ReviewScreen)
    return found


async def saved(pilot: Pilot[None]) -> None:
    """Waits until everything is on the disk."""
    work = screen(pilot).work
    await wait_until(pilot, lambda: work.saved_revision == work.document.revision, "saved")


def here(pilot: Pilot[None]) -> str:
    return screen(pilot).work.sentence.id


def on_disk(desk: Desk, sentence: str) -> Decision | None:
    opened = desk.store.review(ARTICLE, desk.annotator)
    return opened.document.decisions.get(sentence) if opened else None


@pytest.mark.parametrize("size", [WIDE, MEDIUM, SMALL])
@pytest.mark.parametrize("of", [None, "ana"])
async def test_what_everybody_says_stands_side_by_side(
    tmp_path: Path, size: tuple[int, int], of: str | None
) -> None:
    async with reviewed(finished(tmp_path), of, size) as pilot:
        screen(pilot).work.go_to("s8")
        await pilot.press("j")
        check_picture(pilot.app, f"review-{of or 'settle'}-{size[0]}x{size[1]}")


async def test_y_agrees_with_the_majority_and_goes_to_the_next_that_needs_one(
    tmp_path: Path,
) -> None:
    desk = finished(tmp_path)
    async with reviewed(desk) as pilot:
        screen(pilot).work.go_to("s9")
        await pilot.press("y")
        assert here(pilot) == "s13"
        await saved(pilot)
        assert "s9 opinion" in screen_text(pilot.app)
    decision = on_disk(desk, "s9")
    assert decision is not None
    assert decision.tags == ("opinion",)


async def test_a_tag_that_overrules_stays_and_one_digit_says_why(tmp_path: Path) -> None:
    desk = finished(tmp_path)
    async with reviewed(desk) as pilot:
        screen(pilot).work.go_to("s9")
        await pilot.press("o")
        assert here(pilot) == "s9"
        assert "why?" in screen_text(pilot.app)
        await pilot.press("2")
        assert here(pilot) == "s13"
    decision = on_disk(desk, "s9")
    assert decision is not None
    assert decision.reason == "missed context"


@pytest.mark.parametrize("key", ["n", "enter", "j"])
async def test_the_reason_blocks_nothing(tmp_path: Path, key: str) -> None:
    desk = finished(tmp_path)
    async with reviewed(desk) as pilot:
        screen(pilot).work.go_to("s9")
        await pilot.press("c", key)
        assert here(pilot) != "s9"
    decision = on_disk(desk, "s9")
    assert decision is not None
    assert (decision.tags, decision.reason) == (("confirmed",), None)


async def test_digits_do_not_decide(tmp_path: Path) -> None:
    desk = finished(tmp_path)
    async with reviewed(desk) as pilot:
        screen(pilot).work.go_to("s9")
        await pilot.press("1")
        assert here(pilot) == "s9"
        assert "decide first" in screen_text(pilot.app)
    assert on_disk(desk, "s9") is None


async def test_y_where_there_is_no_majority_says_so_and_does_nothing(tmp_path: Path) -> None:
    desk = finished(tmp_path)
    mark_as(finished(tmp_path, "ana"), "s9", "insider-sourced")
    async with reviewed(desk) as pilot:
        screen(pilot).work.go_to("s9")
        said = {one.tags for one in screen(pilot).work.said("s9").values()}
        assert len(said) == 3
        await pilot.press("y")
        assert here(pilot) == "s9"
        assert "no majority" in screen_text(pilot.app)
    assert on_disk(desk, "s9") is None


async def test_undo_and_redo(tmp_path: Path) -> None:
    desk = finished(tmp_path)
    async with reviewed(desk) as pilot:
        screen(pilot).work.go_to("s9")
        await pilot.press("o", "n", "u")
        assert here(pilot) == "s9"
        assert screen(pilot).work.decision_on("s9") is None
        await pilot.press("U")
        assert screen(pilot).work.decision_on("s9") is not None


async def test_walking_through_a_colleagues_tags_agrees_and_settles_nothing(
    tmp_path: Path,
) -> None:
    desk = finished(tmp_path)
    async with reviewed(desk, "ben") as pilot:
        assert "rita reads ben" in screen_text(pilot.app)
        screen(pilot).work.go_to("s9")
        await pilot.press("y")
        work = screen(pilot).work
        assert work.gold("s9").provenance == "unresolved"
        assert work.decision_on("s9") is not None


async def test_nobody_reviews_their_own_tags(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="nobody reviews their own tags"):
        AnnotatorApp(finished(tmp_path, "ana"), ARTICLE, ForReview("ana"))


async def test_only_who_has_tagged_can_be_reviewed(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="dora"):
        AnnotatorApp(finished(tmp_path), ARTICLE, ForReview("dora"))


async def test_a_blind_project_shows_nothing_before_one_has_handed_in(tmp_path: Path) -> None:
    desk = finished(tmp_path, "dora")
    opened = desk.store.project()
    project = opened.document
    blind = replace(
        project,
        settings=replace(project.settings, blind=True),
        assignments={ARTICLE: ("dora",)},
    )
    desk.store.save_project(blind, opened.token)
    with pytest.raises(RefusedError, match="blind"):
        AnnotatorApp(desk, ARTICLE, ForReview())


async def test_hidden_names_appear_nowhere(tmp_path: Path) -> None:
    desk = finished(tmp_path)
    hide_names(desk)
    async with reviewed(desk) as pilot:
        for sentence in ("s2", "s8", "s9"):
            screen(pilot).work.go_to(sentence)
            await pilot.press("j", "k", "w")
            await wait_until(pilot, lambda: isinstance(pilot.app.screen, WhoScreen), "the history")
            shown = screen_text(pilot.app)
            await pilot.press("escape")
            shown += screen_text(pilot.app)
            assert "A" in shown
            assert not {"ana", "ben", "cho"} & set(shown.replace(":", " ").split())


async def test_who_said_what_long_ago_stands_beside_its_date(tmp_path: Path) -> None:
    desk = finished(tmp_path)
    weeks_later = replace(desk.session, now=lambda: "2026-12-24T12:00:00.000Z")
    async with reviewed(replace(desk, session=weeks_later), size=SMALL) as pilot:
        screen(pilot).work.go_to("s8")
        await pilot.press("j", "k", "w")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, WhoScreen), "the history")
        assert re.search(r"21 November 2026 \d\d:\d\d  ben ", screen_text(pilot.app))


async def test_details_that_have_no_room_end_in_a_sign_that_there_is_more(tmp_path: Path) -> None:
    async with reviewed(finished(tmp_path), size=MEDIUM) as pilot:
        details = screen(pilot).query_one(Details)
        for sentence, cut in (("s8", True), ("s9", False), ("s8", True)):
            screen(pilot).go(screen(pilot).work.index_of(sentence) or 0)
            await pilot.pause()
            assert (details.render_line(3).text.endswith("…")) is cut


async def test_a_comment_is_an_answer_and_stands_in_the_thread(tmp_path: Path) -> None:
    desk = finished(tmp_path)
    async with reviewed(desk) as pilot:
        screen(pilot).work.go_to("s9")
        await pilot.press("t", *"Why?", "enter")
        await saved(pilot)
        assert "you: “Why?”" in screen_text(pilot.app)
        assert here(pilot) == "s9"
    opened = desk.store.review(ARTICLE, "rita")
    assert opened is not None
    assert [c.text for c in opened.document.comments if c.sentence == "s9"] == ["Why?"]


async def test_a_sentence_is_sent_back_to_whom_one_chooses(tmp_path: Path) -> None:
    desk = finished(tmp_path)
    async with reviewed(desk) as pilot:
        screen(pilot).work.go_to("s9")
        await pilot.press("f")
        await wait_until(
            pilot, lambda: "look at s9 again" in screen_text(pilot.app), "the question"
        )
        await pilot.press("enter")  # the one who differs from the majority
        await wait_until(pilot, lambda: pilot.app.screen is screen(pilot), "the review")
        assert screen(pilot).work.sent_back("s9") == ("cho",)
        assert "waits for cho" in screen_text(pilot.app)


async def test_who_said_what_tells_the_history_of_a_sentence(tmp_path: Path) -> None:
    async with reviewed(finished(tmp_path), size=MEDIUM) as pilot:
        screen(pilot).work.go_to("s8")
        await pilot.press("w")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, WhoScreen), "the history")
        check_picture(pilot.app, "review-who-80x24")


async def test_a_filter_shows_a_cell_of_the_confusion_matrix(tmp_path: Path) -> None:
    async with reviewed(finished(tmp_path), size=MEDIUM) as pilot:
        await pilot.press("F", "p")
        await wait_until(pilot, lambda: "Which two tags" in screen_text(pilot.app), "the pairs")
        check_picture(pilot.app, "review-pairs-80x24")
        await pilot.press("1")
        await wait_until(pilot, lambda: pilot.app.screen is screen(pilot), "the review")
        work = screen(pilot).work
        assert work.filter.pair == ("insider-sourced", "no-tag")
        places = set()
        for _ in range(work.matching()):
            await pilot.press("n")
            places.add(here(pilot))
        assert len(places) == work.matching()
        assert all(work.matches(place) for place in places)
        await pilot.press("escape")
        assert not work.filter


async def test_when_nothing_is_left_the_last_line_says_so(tmp_path: Path) -> None:
    async with reviewed(finished(tmp_path)) as pilot:
        work = screen(pilot).work
        for _ in range(40):
            if not work.left():
                break
            await pilot.press("y")
        assert not work.left()
        await pilot.press("n")
        assert "nothing is left to settle here" in screen_text(pilot.app)
        assert "all settled" in screen_text(pilot.app)


@pytest.mark.parametrize("key", ["S", "J", "K"])
async def test_keys_that_change_the_article_say_where_they_do(tmp_path: Path, key: str) -> None:
    async with reviewed(finished(tmp_path), size=MEDIUM) as pilot:
        before = screen(pilot).work.document
        await pilot.press(key)
        where = f"cuts and kinds are changed in the article: q, then {key} there"
        await wait_until(pilot, lambda: where in screen_text(pilot.app), "where")
        assert screen(pilot).work.document == before
        await pilot.press("Z")
        await wait_until(pilot, lambda: "Z does nothing here" in screen_text(pilot.app), "nothing")


async def test_the_review_and_the_library_count_the_same_to_settle(tmp_path: Path) -> None:
    app = AnnotatorApp(finished(tmp_path), None)
    async with app.run_test(size=WIDE) as pilot:
        await wait_until(pilot, lambda: "2 to settle" in screen_text(app), "the library")
        await pilot.press("r")
        await wait_until(pilot, lambda: isinstance(app.screen, ReviewScreen), "the review")
        await wait_until(pilot, lambda: "2 to settle · 2 more" in screen_text(app), "the top bar")
        assert "2 second look" in screen_text(app)


async def test_the_cursor_of_the_terminal_stands_on_the_current_sentence(tmp_path: Path) -> None:
    async with reviewed(finished(tmp_path)) as pilot:
        view = screen(pilot).view
        await pilot.press("home", "j")
        line = view.line_of(view.current) - view.scroll_offset.y
        assert pilot.app.cursor_position.y == view.content_region.y + line


async def test_r_opens_the_review_from_the_library_and_from_an_article(tmp_path: Path) -> None:
    app = AnnotatorApp(finished(tmp_path), None)
    async with app.run_test(size=WIDE) as pilot:
        await wait_until(pilot, lambda: "Stellantis" in screen_text(app), "the library")
        await pilot.press("r")
        await wait_until(pilot, lambda: isinstance(app.screen, ReviewScreen), "the review")
        await pilot.press("q")
        await wait_until(pilot, lambda: isinstance(app.screen, LibraryScreen), "the library")
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, AnnotateScreen), "the article")
        await pilot.press("r")
        await wait_until(pilot, lambda: isinstance(app.screen, ReviewScreen), "the review")
        await pilot.press("q")
        await wait_until(pilot, lambda: isinstance(app.screen, AnnotateScreen), "the article")


async def test_the_library_opens_reviews_where_it_was_asked_for_them(tmp_path: Path) -> None:
    app = AnnotatorApp(finished(tmp_path), None, ForReview())
    async with app.run_test(size=WIDE) as pilot:
        await wait_until(pilot, lambda: "Stellantis" in screen_text(app), "the library")
        assert "most to settle" in screen_text(app)
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, ReviewScreen), "the review")


@pytest.mark.parametrize("size", [WIDE, MEDIUM])
async def test_the_guidelines_stand_beside_the_review(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = finished(tmp_path)
    (tmp_path / "desk" / "guidelines.md").write_text("# Rules\n\n## opinion\n\nNot checkable.\n")
    async with reviewed(desk, size=size) as pilot:
        await pilot.press("g")
        await wait_until(
            pilot, lambda: "Not checkable." in screen_text(pilot.app), "the guidelines"
        )
        assert ("ana ben cho" in screen_text(pilot.app)) is (size == WIDE)
        await pilot.press("g")
        await wait_until(pilot, lambda: "Not checkable." not in screen_text(pilot.app), "them away")
        assert "ana ben cho" in screen_text(pilot.app)


async def test_a_plain_terminal_gets_plain_signs(tmp_path: Path) -> None:
    desk = finished(tmp_path)
    app = AnnotatorApp(
        replace(desk, settings=replace(desk.settings, ascii=True)), ARTICLE, ForReview()
    )
    async with app.run_test(size=MEDIUM) as pilot:
        screen(pilot).work.go_to("s9")
        await pilot.press("j", "k")
        lines = screen_text(app).splitlines()
        row = next(line for line in lines if "He also stated" in line)
        assert row.startswith(">Oo  Oo  Cc ")
        assert row.split()[-1] == "%"


async def test_whose_file_cannot_be_read_is_left_out_and_named(tmp_path: Path) -> None:
    desk = finished(tmp_path)
    broken = tmp_path / "desk" / "annotations" / ARTICLE / "cho.json"
    whole = broken.read_text()
    broken.write_text(whole[:-200])
    async with reviewed(desk) as pilot:
        assert "cho is left out:" in screen_text(pilot.app)
        assert "ana ben  " in screen_text(pilot.app)
        broken.write_text(whole)
        await wait_until(pilot, lambda: "ana ben cho" in screen_text(pilot.app), "her column")
        assert "left out" not in screen_text(pilot.app)


async def test_hidden_names_stay_hidden_where_a_file_cannot_be_read(tmp_path: Path) -> None:
    desk = finished(tmp_path)
    hide_names(desk)
    broken = tmp_path / "desk" / "annotations" / ARTICLE / "cho.json"
    broken.write_text(broken.read_text()[:-200])
    async with reviewed(desk) as pilot:
        assert "1 file is left out" in screen_text(pilot.app)
        assert "cho" not in screen_text(pilot.app).split()


async def test_who_differs_is_seen_without_colour(tmp_path: Path) -> None:
    def style_of(signs: str, words: str) -> Style:
        strips = pilot.app.screen._compositor.render_strips()
        strip = next(strip for strip in strips if words in strip.text)
        return next(part.style for part in strip if part.text == signs and part.style)

    async with reviewed(finished(tmp_path)) as pilot:
        screen(pilot).work.go_to("s9")
        await pilot.press("j", "k")
        assert style_of("✓c", "He also stated").reverse
        assert not style_of("≈o", "He also stated").reverse
        assert "≠" in screen_text(pilot.app)
        await pilot.press("y", "k")
        assert style_of("✓c", "He also stated").underline
        assert not style_of("✓c", "He also stated").reverse
        assert "≠" not in screen_text(pilot.app)


async def test_an_annotator_alone_is_told_that_there_is_nothing_to_review(tmp_path: Path) -> None:
    desk = finished(tmp_path, "ana")
    for name in ("ben", "cho"):
        (tmp_path / "desk" / "annotations" / ARTICLE / f"{name}.json").unlink()
    app = AnnotatorApp(desk, ARTICLE)
    async with app.run_test(size=WIDE, notifications=True) as pilot:
        await pilot.press("r")
        await wait_until(pilot, lambda: "nobody reviews" in screen_text(app), "why")
        assert isinstance(app.screen, AnnotateScreen)


async def test_a_click_on_a_reason_gives_it(tmp_path: Path) -> None:
    async with reviewed(finished(tmp_path)) as pilot:
        screen(pilot).work.go_to("s9")
        await pilot.press("o")
        says = screen_text(pilot.app).splitlines()[-2]
        await pilot.click("#says", offset=(says.index("guideline unclear"), 0))
        work = screen(pilot).work
        reason = "guideline unclear"
        await wait_until(
            pilot, lambda: (said := work.decision_on("s9")) and said.reason == reason, "the reason"
        )


async def test_a_crowd_of_annotators_leaves_room_for_the_prose(tmp_path: Path) -> None:
    desk = finished(tmp_path)
    for number in range(20):
        mark_as(finished(tmp_path, f"annotator-{number:02}"), "s9", "opinion")
    async with reviewed(desk, size=MEDIUM) as pilot:
        screen(pilot).work.go_to("s9")
        await pilot.press("j", "k")
        check_picture(pilot.app, "review-crowd-80x24")
