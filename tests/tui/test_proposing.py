"""Sources that the program proposes, on the annotate screen."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from textual.pilot import Pilot

from annotator.domain.marks import Mark
from annotator.domain.project import Severity
from annotator.tui.app import AnnotatorApp
from annotator.tui.describe_suggestion import reasons
from annotator.tui.screens.annotate import AnnotateScreen
from annotator.tui.screens.source import SourceScreen
from tests.desks import NO_LINT, memory_desk
from tests.tui.conftest import screen_text, wait_until

TEXT = b"""Bid weighed

Chief Executive Carlos Tavares said two plants will close. He also said that prices had fallen. \
Leapmotor declined to comment when contacted by Reuters. It will change the city for ever.
"""


@asynccontextmanager
async def opened(
    folder: Path,
    size: tuple[int, int] = (120, 40),
    lint: Mapping[str, Severity] = NO_LINT,
    keys: Mapping[str, tuple[str, ...]] | None = None,
) -> AsyncIterator[Pilot[None]]:
    """The article on the screen, read."""
    desk = memory_desk(folder, TEXT, suggestions="auto", lint=lint)
    desk = replace(desk, settings=replace(desk.settings, keys=keys or {}))
    app = AnnotatorApp(desk, "bid-weighed")
    async with app.run_test(size=size) as pilot:
        await wait_until(pilot, lambda: screen(pilot).work.stretch, "reading")
        yield pilot
        await wait_until(pilot, lambda: screen(pilot).work.is_saved, "saved")


def screen(pilot: Pilot[None]) -> AnnotateScreen:
    found = pilot.app.screen_stack[1]
    assert isinstance(found, AnnotateScreen)
    return found


def mark(pilot: Pilot[None], sentence: str) -> Mark:
    found = screen(pilot).work.document.marks.get(sentence)
    assert found is not None
    return found


async def shown(pilot: Pilot[None], text: str) -> None:
    await wait_until(pilot, lambda: text in " ".join(screen_text(pilot.app).split()), text)


async def test_a_tag_brings_its_source_dim_with_a_word_that_says_so(tmp_path: Path) -> None:
    async with opened(tmp_path) as pilot:
        await pilot.press("j", "c", "k")
        (source,) = mark(pilot, "s2").sources
        assert (source.name, source.by) == ("Carlos Tavares", "program")
        await shown(pilot, "source? Carlos Tavares")
        assert "s confirms" in screen_text(pilot.app)


async def test_that_it_is_to_be_confirmed_is_said_once_and_listed_with_what_to_do(
    tmp_path: Path,
) -> None:
    async with opened(tmp_path, (80, 24), lint={}) as pilot:
        await pilot.press("j", "c", "k")
        await wait_until(pilot, lambda: screen(pilot)._how_many, "the findings")
        await shown(pilot, "source? Carlos Tavares (named person) · s confirms")
        assert "!" not in screen_text(pilot.app)
        assert "only proposed" not in screen_text(pilot.app)
        await pilot.press("!")
        await shown(pilot, "its basis is only proposed by the program: Carlos Tavares")
        await shown(pilot, "If it is right, confirm it in the article: s and Enter")


async def test_the_finish_line_counts_apart_what_is_only_to_be_confirmed(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24), lint={}) as pilot:
        await pilot.press(".", "O", "i", "c", "d", ".")
        await shown(pilot, "all 5 done · 1 finding, 3 sources to confirm (!) · Enter hands in")


async def test_the_key_that_confirms_is_the_one_that_it_has_here(tmp_path: Path) -> None:
    async with opened(tmp_path, keys={"source": ("b",)}) as pilot:
        await pilot.press("j", "c", "k")
        await shown(pilot, "· b confirms")


async def test_s_and_enter_confirm_it(tmp_path: Path) -> None:
    async with opened(tmp_path) as pilot:
        await pilot.press("j", "c", "k", "s")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, SourceScreen), "the form")
        assert "PROPOSED: Enter confirms" in screen_text(pilot.app)
        await pilot.press("enter")
        await wait_until(pilot, lambda: mark(pilot, "s2").sources[0].by == "annotator", "yours")
        assert "s confirms" not in screen_text(pilot.app)
        assert len(screen(pilot).work.document.history) == 2


async def test_one_undo_takes_the_tag_with_its_source(tmp_path: Path) -> None:
    async with opened(tmp_path) as pilot:
        await pilot.press("j", "c", "u")
        assert not screen(pilot).work.document.marks
        await pilot.press("U")
        assert [source.by for source in mark(pilot, "s2").sources] == ["program"]


async def test_a_source_that_was_named_by_hand_is_carried_on(tmp_path: Path) -> None:
    async with opened(tmp_path) as pilot:
        await pilot.press("j", "s", "tab", *["backspace"] * 14, *"Al Tava", "enter", "c")
        await wait_until(pilot, lambda: "s2" in screen(pilot).work.document.marks, "s2")
        await pilot.press("c")
        (source,) = mark(pilot, "s3").sources
        assert (source.name, source.mention, source.basis) == ("Al Tava", "He", "pronoun")
        assert [(s.name, s.by) for s in mark(pilot, "s2").sources] == [("Al Tava", "annotator")]


async def test_another_tag_has_another_source_and_an_opinion_none(tmp_path: Path) -> None:
    async with opened(tmp_path) as pilot:
        await pilot.press("j", "j", "j", "d", "k")
        found = [(source.name, source.role) for source in mark(pilot, "s4").sources]
        assert found == [("Leapmotor", "declined"), ("Reuters", "asked-by")]
        await pilot.press("o")
        assert mark(pilot, "s4").sources == ()


async def test_s_proposes_where_there_is_no_tag_yet(tmp_path: Path) -> None:
    async with opened(tmp_path) as pilot:
        await pilot.press("j", "s")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, SourceScreen), "the form")
        await pilot.press("enter")
        assert [source.by for source in mark(pilot, "s2").sources] == ["annotator"]
        assert mark(pilot, "s2").state == "open"


async def test_the_words_that_name_it_are_underlined_once_the_tag_stands(tmp_path: Path) -> None:
    async with opened(tmp_path) as pilot:
        await pilot.press("j", "c", "k")
        (words,) = reasons(screen(pilot).work)
        assert (words.start, words.end) == (0, len("Chief Executive Carlos Tavares"))


async def test_in_the_strip_of_a_narrow_screen_it_says_so_too(tmp_path: Path) -> None:
    async with opened(tmp_path, (80, 24)) as pilot:
        await pilot.press("j", "c", "k")
        await shown(pilot, "source? Carlos Tavares (named person) · s confirms")
