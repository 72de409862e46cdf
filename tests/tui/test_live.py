"""What colleagues do in the same folder appears on open screens, without a key and in good time."""

from __future__ import annotations

from pathlib import Path

from annotator.flows.articles.editing import replaced, revised
from annotator.flows.review.deciding import saved_comment
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate import AnnotateScreen
from annotator.tui.screens.prompt import Prompt
from tests.tui.conftest import screen_text, wait_until
from tests.tui.test_review import ARTICLE, MEDIUM, WIDE, finished, here, mark_as, reviewed, screen

SOON = 2.0
"""Seconds."""


async def test_a_colleagues_tag_appears_in_the_review_and_nobody_is_moved(tmp_path: Path) -> None:
    async with reviewed(finished(tmp_path)) as pilot:
        screen(pilot).work.go_to("s9")
        await pilot.press("j", "k")
        mark_as(finished(tmp_path, "ben"), "s9", "declined-comment")
        await wait_until(
            pilot, lambda: "ben  ⊘ declined-comment" in screen_text(pilot.app), "the tag", SOON
        )
        assert "≈o  ⊘d  ✓c   He also stated" in screen_text(pilot.app)
        assert here(pilot) == "s9"


async def test_a_colleagues_tag_makes_a_decision_stale_before_ones_eyes(tmp_path: Path) -> None:
    async with reviewed(finished(tmp_path)) as pilot:
        screen(pilot).work.go_to("s8")
        await pilot.press("j", "k")
        assert "2 to settle · 2 more" in screen_text(pilot.app)
        mark_as(finished(tmp_path, "ben"), "s8", "opinion")
        await wait_until(
            pilot, lambda: "s8 of 16 · stale" in screen_text(pilot.app), "it to be stale", SOON
        )
        assert "3 to settle · 2 more" in screen_text(pilot.app)


async def test_what_is_being_typed_is_not_disturbed(tmp_path: Path) -> None:
    async with reviewed(finished(tmp_path)) as pilot:
        screen(pilot).work.go_to("s9")
        await pilot.press("t", *"half a", "space")
        mark_as(finished(tmp_path, "ben"), "s9", "declined-comment")
        mark_as(finished(tmp_path, "ana"), "s2", "opinion")
        assert isinstance(pilot.app.screen, Prompt)
        await pilot.press(*"sentence", "enter")
        await wait_until(pilot, lambda: pilot.app.screen is screen(pilot), "the review")
        await wait_until(
            pilot, lambda: "ben  ⊘ declined-comment" in screen_text(pilot.app), "the tag", SOON
        )
        thread = screen(pilot).work.thread("s9")
        assert [remark.comment.text for remark in thread] == ["half a sentence"]


async def test_a_new_annotator_gets_a_column(tmp_path: Path) -> None:
    async with reviewed(finished(tmp_path)) as pilot:
        assert "ana ben cho " in screen_text(pilot.app)
        mark_as(finished(tmp_path, "dora"), "s1", "opinion")
        await wait_until(
            pilot, lambda: "ana  ben  cho  dora" in screen_text(pilot.app), "her column", SOON
        )


async def test_comments_and_requests_appear_for_the_annotator(tmp_path: Path) -> None:
    app = AnnotatorApp(finished(tmp_path, "ben"), ARTICLE)
    async with app.run_test(size=WIDE) as pilot:
        work = app.screen
        assert isinstance(work, AnnotateScreen)
        await pilot.press("home", "j")
        saved_comment(finished(tmp_path, "rita"), ARTICLE, "s5", "Which sources?")
        await wait_until(pilot, lambda: "Which sources?" in screen_text(app), "the news", SOON)
        assert work.work.sentence.id == "s2"
        await pilot.press("n")
        await wait_until(pilot, lambda: "rita: Which sources?" in screen_text(app), "the comment")
        await pilot.press("t", *"Two.", "enter")
        await wait_until(pilot, lambda: "you: Two." in screen_text(app), "the answer")
        assert "s5" not in work.work.waiting_for_me()
        answer = work.work.thread("s5")[-1]
        assert answer.answers == "rita"


async def test_marking_anew_answers_what_was_sent_back(tmp_path: Path) -> None:
    app = AnnotatorApp(finished(tmp_path, "cho"), ARTICLE)
    async with app.run_test(size=MEDIUM) as pilot:
        await wait_until(
            pilot, lambda: "1 sent back to you" in screen_text(app), "what waits", SOON
        )
        await pilot.press("n")
        assert "sent back by rita" in screen_text(app)
        await pilot.press("i", "k")
        assert "sent back by rita" not in screen_text(app)


async def test_the_library_counts_what_colleagues_do(tmp_path: Path) -> None:
    app = AnnotatorApp(finished(tmp_path, "rita"), None)
    async with app.run_test(size=(160, 24)) as pilot:
        await wait_until(pilot, lambda: "to settle" in screen_text(app), "the article")
        before = screen_text(app)
        mark_as(finished(tmp_path, "ben"), "s3", "opinion")
        await wait_until(pilot, lambda: screen_text(app) != before, "another figure", SOON)


async def test_an_article_that_is_edited_is_shown_as_it_is_now(tmp_path: Path) -> None:
    desk = finished(tmp_path)
    async with reviewed(desk) as pilot:
        screen(pilot).work.go_to("s9")
        await pilot.press("j", "k")
        article = desk.store.article(ARTICLE).document
        new = revised(article, {}, {"s10": "caption"}, by="ana", at=desk.session.now())
        replaced(desk.store, article, new)
        await wait_until(
            pilot, lambda: "caption In such an environment" in screen_text(pilot.app), "the kind"
        )
        assert here(pilot) == "s9"
