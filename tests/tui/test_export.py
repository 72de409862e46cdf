"""The export screen: choosing, the counts before anything is written, writing, and leaving."""

from __future__ import annotations

import json
import re
import shlex
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from textual import events
from textual.pilot import Pilot

from annotator.cli.root import root
from annotator.domain.article import Article
from annotator.domain.project import Project
from annotator.flows.desk import Desk
from annotator.stores.base import Key, Opened
from annotator.stores.memory import MemoryStore
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.export import ExportScreen
from annotator.tui.screens.library import LibraryScreen
from tests.cli.running import good
from tests.tui.conftest import check_picture, screen_text, wait_until
from tests.tui.desks import article, desk_of, tag
from tests.tui.test_review import finished

SMALL, MEDIUM, WIDE = (60, 20), (80, 24), (120, 40)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which the program was started."""
    place = tmp_path / "work"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


class Slow(MemoryStore):
    """A store that lets so many articles be read, and more only when it is told to go on."""

    def __init__(self) -> None:
        super().__init__(Project("slow"))
        self.left = sys.maxsize
        self.waits = Event()
        self.goes_on = Event()

    def article(self, article: str) -> Opened[Article]:
        self.left -= 1
        if self.left < 0:
            self.waits.set()
            self.goes_on.wait(20)
        return super().article(article)


@pytest.fixture
def slow(folder: Path) -> Iterator[tuple[Desk, Slow]]:
    store = Slow()
    for name in ("asylum", "canada", "cars"):
        store.save_article(article(name, name.title(), 4), None)
    desk = replace(desk_of(folder.parent), store=store)
    for name in ("asylum", "canada", "cars"):
        tag(desk, name, 4)
    yield desk, store
    store.goes_on.set()


@asynccontextmanager
async def opened(desk: Desk, size: tuple[int, int] = WIDE) -> AsyncIterator[Pilot[None]]:
    """The screen as it is opened from the library."""
    app = AnnotatorApp(desk, None)
    async with app.run_test(size=size) as pilot:
        await wait_until(pilot, lambda: isinstance(app.screen, LibraryScreen), "the library")
        await pilot.press("e")
        await wait_until(pilot, lambda: isinstance(app.screen, ExportScreen), "the screen")
        yield pilot


async def shows(pilot: Pilot[None], text: str) -> None:
    await wait_until(pilot, lambda: text in screen_text(pilot.app), repr(text))


def type_fast(pilot: Pilot[None], *keys: str) -> None:
    """Types keys faster than any of them has its effect."""
    for key in keys:
        text = " " if key == "space" else key if len(key) == 1 else None
        pilot.app.post_message(events.Key(key, text))


def screen(pilot: Pilot[None]) -> ExportScreen:
    found = pilot.app.screen
    assert isinstance(found, ExportScreen)
    return found


async def go_to(pilot: Pilot[None], field: str) -> None:
    """Goes to a field with the arrows."""
    there = list(screen(pilot).fields)
    steps = there.index(field) - there.index(screen(pilot).rows.at)
    type_fast(pilot, *["down" if steps > 0 else "up"] * abs(steps))
    await shows(pilot, f"▶ {field}")


async def choose(pilot: Pilot[None], field: str, value: str) -> None:
    """Chooses a value of a field with the arrows, or ticks its box or no longer does."""
    await go_to(pilot, field)
    found = screen(pilot).fields[field]
    values = [choice.shown for choice in found.choices]
    now = next(n for n, choice in enumerate(found.choices) if choice.chosen or found.takes == "any")
    steps = values.index(value) - now
    type_fast(pilot, *["right" if steps > 0 else "left"] * abs(steps))
    if found.takes == "any":
        await shows(pilot, f" {value}: ")
        type_fast(pilot, "space")
        sign = " " if found.choices[values.index(value)].chosen else "x"
        await shows(pilot, f"[{sign}] {value}")
    else:
        await shows(pilot, f"[{value}]")


def counting(pilot: Pilot[None]) -> bool:
    """Whether it is still counting."""
    return "─ Counting" in screen_text(pilot.app)


def command_shown(pilot: Pilot[None]) -> list[str]:
    """The command that is shown, in words."""
    found = re.search(r"^ \$ annotator (.*)$", screen_text(pilot.app), re.MULTILINE)
    assert found
    return shlex.split(found[1])


async def typed(pilot: Pilot[None], field: str, text: str) -> None:
    """Types a text into a field instead of what it has."""
    await go_to(pilot, field)
    await pilot.press("end", "ctrl+u")
    type_fast(pilot, *text)
    await wait_until(pilot, lambda: screen(pilot).rows.typed()[field] == text, repr(text))


def inside(folder: Path) -> list[str]:
    """The names of everything in a folder."""
    return sorted(str(one.relative_to(folder)) for one in folder.rglob("*"))


def files(place: Path) -> dict[str, bytes]:
    """What a file or folder holds, with the manifest beside it."""
    every = [*place.rglob("*"), place, place.with_name(f"{place.name}.manifest.json")]
    return {one.name: one.read_bytes() for one in every if one.is_file()}


def by_command(words: list[str], target: Path) -> dict[str, bytes]:
    """What a command writes to a target, out of whose way all that is there has been put."""
    for one in target, target.with_name(f"{target.name}.manifest.json"):
        if one.exists():
            one.rename(f"earlier-{one.name}")
    good(*words)
    return files(target)


# ── what is seen ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("size", [MEDIUM, SMALL, WIDE])
async def test_the_counts_are_there_before_anything_is_written(
    folder: Path, size: tuple[int, int]
) -> None:
    desk = finished(folder)
    before = inside(folder)
    async with opened(desk, size) as pilot:
        await shows(pilot, "12 rows of 1 article")
        check_picture(pilot.app, f"export-{size[0]}x{size[1]}")
        assert inside(folder) == before


async def test_in_ascii_nothing_else_is_drawn(folder: Path) -> None:
    desk = finished(folder)
    ascii_desk = replace(desk, settings=replace(desk.settings, ascii=True))
    async with opened(ascii_desk) as pilot:
        await shows(pilot, "12 rows of 1 article")
        await pilot.press("down")
        await shows(pilot, "> labels")
        assert all(sign not in screen_text(pilot.app) for sign in "▶█░…─↓↑←→")


async def test_each_field_is_a_line_and_says_what_is_chosen_and_what_that_means(
    folder: Path,
) -> None:
    async with opened(finished(folder), MEDIUM) as pilot:
        await shows(pilot, "12 rows of 1 article")
        await choose(pilot, "also", "skipped")
        await shows(pilot, "13 rows of 1 article, 3 left out")
        await choose(pilot, "labels", "cho")
        await shows(pilot, "what cho says")
        await go_to(pilot, "with")
        await shows(pilot, "[x] notes")
        check_picture(pilot.app, "export-chosen-80x24")


async def test_the_terminals_cursor_is_on_the_choice_at_hand(folder: Path) -> None:
    async with opened(finished(folder), MEDIUM) as pilot:
        await shows(pilot, "12 rows of 1 article")
        for field, value in (("labels", "all"), ("people", "pseudonyms")):
            await choose(pilot, field, value)

            def under_the_cursor(value: str = value) -> bool:
                x, y = pilot.app.cursor_position
                return screen_text(pilot.app).splitlines()[y][x:].startswith(value)

            await wait_until(pilot, under_the_cursor, f"the cursor on {value}")


async def test_labels_that_a_split_lacks_are_told(folder: Path) -> None:
    desk = desk_of(folder.parent)
    for name in ("asylum", "canada", "cars"):
        tag(desk, name, 3)
    async with opened(desk) as pilot:
        await shows(pilot, "a split lacks a label")
        assert "has no row that is confirmed" in screen_text(pilot.app)
        assert "Only ana annotates here" in screen_text(pilot.app)


# ── what is written ──────────────────────────────────────────────────────────────────────────────

CHOICES: dict[str, list[tuple[str, str]]] = {
    "as usual": [],
    "everything": [
        ("format", "csv"),
        ("labels", "all"),
        ("also", "skipped"),
        ("kinds", "headline"),
        ("with", "confidential sources"),
        ("people", "pseudonyms"),
    ],
    "a folder": [("format", "hf"), ("with", "unlicensed"), ("times", "none")],
    "one annotator": [("labels", "ben"), ("with", "notes"), ("articles", "finished")],
    "whole articles": [("format", "native")],
}


@pytest.mark.parametrize("chosen", CHOICES.values(), ids=CHOICES)
async def test_what_is_written_is_what_the_shown_command_writes(
    folder: Path, chosen: list[tuple[str, str]]
) -> None:
    async with opened(finished(folder), (200, 40)) as pilot:
        await shows(pilot, "12 rows of 1 article")
        for field, value in chosen:
            await choose(pilot, field, value)
        await wait_until(pilot, lambda: not counting(pilot), "the counts")
        words = command_shown(pilot)
        assert words[0] == "export"
        target = Path(words[-1])
        await pilot.press("enter")
        await shows(pilot, "Written:")
    by_screen = files(target)
    assert len(by_screen) >= 2
    assert by_command(words, target) == by_screen


async def test_splits_and_target_are_typed(folder: Path) -> None:
    async with opened(finished(folder)) as pilot:
        await shows(pilot, "12 rows of 1 article")
        await typed(pilot, "splits", "half")
        await shows(pilot, "'half' is no division into splits")
        await typed(pilot, "splits", "learn=1,quiz=1")
        await shows(pilot, "12 rows of 1 article")
        await typed(pilot, "target", "q of mine.jsonl")
        await shows(pilot, "--splits learn=1,quiz=1 -o 'q of mine.jsonl'")
        await pilot.press("enter")
        await shows(pilot, "Written: 12 rows of 1 article to q of mine.jsonl")
    assert len((folder / "q of mine.jsonl").read_bytes().splitlines()) == 12
    manifest = json.loads((folder / "q of mine.jsonl.manifest.json").read_bytes())
    assert manifest["command"] == "annotator export jsonl --splits learn=1,quiz=1"


async def test_the_usual_target_follows_what_is_chosen_until_another_is_typed(
    folder: Path,
) -> None:
    async with opened(finished(folder)) as pilot:
        await shows(pilot, "-o finished-gold.jsonl")
        await choose(pilot, "labels", "all")
        await shows(pilot, "-o finished-all.jsonl")
        await typed(pilot, "target", "mine.jsonl")
        await choose(pilot, "format", "csv")
        await shows(pilot, "export csv --labels all -o mine.jsonl")


async def test_an_earlier_export_is_written_over_only_when_enter_is_pressed_once_more(
    folder: Path,
) -> None:
    earlier = folder / "finished-gold.jsonl"
    earlier.write_text("mine")
    async with opened(finished(folder)) as pilot:
        await shows(pilot, "12 rows of 1 article")
        await pilot.press("enter")
        await shows(pilot, "is there already: Enter once more writes over it")
        assert earlier.read_text() == "mine"
        await pilot.press("down", "right", "left", "enter")
        await shows(pilot, "is there already: Enter once more writes over it")
        assert earlier.read_text() == "mine"
        await pilot.press("enter")
        await shows(pilot, "Written: 12 rows")
    assert len(earlier.read_bytes().splitlines()) == 12


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("desk/articles/x.jsonl", "where a project keeps its own files"),
        ("nowhere/x.jsonl", "is no folder"),
        ("desk", "is a folder"),
        ("-", "is no file here"),
        (f"{'x' * 300}.jsonl", "not saved"),
    ],
)
async def test_a_place_that_cannot_be_written_is_told(folder: Path, target: str, why: str) -> None:
    desk = finished(folder)
    before = inside(folder)
    async with opened(desk) as pilot:
        await shows(pilot, "12 rows of 1 article")
        await typed(pilot, "target", target)
        await pilot.press("enter")
        await shows(pilot, why)
    assert inside(folder) == before


async def test_a_format_without_its_library_is_not_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    async with opened(finished(folder)) as pilot:
        await choose(pilot, "format", "spacy")
        await shows(pilot, "Not installed yet: `pip install 'annotator[spacy]'`.")
        await shows(pilot, "12 rows of 1 article")
        await pilot.press("enter")
        shown = "Not installed yet"
        await wait_until(pilot, lambda: screen_text(pilot.app).count(shown) == 2, "why not")
    assert not [one for one in inside(folder) if "spacy" in one]


# ── nothing to write ─────────────────────────────────────────────────────────────────────────────


async def test_an_empty_selection_says_which_field_emptied_it(folder: Path) -> None:
    async with opened(finished(folder)) as pilot:
        await shows(pilot, "12 rows of 1 article")
        await choose(pilot, "format", "hf")
        await shows(pilot, "in articles without a licence (“with: unlicensed”")
        await pilot.press("enter")
        await shows(pilot, "There is nothing to write. Above it says why.")
    assert not (folder / "finished-gold-hf").exists()


async def test_every_file_that_cannot_be_read_is_named(folder: Path) -> None:
    desk = desk_of(folder.parent)
    tag(desk, "cars", 3)
    assert isinstance(desk.store, MemoryStore)
    for broken in (Key("article", "asylum"), Key("annotations", "cars", "ben")):
        desk.store._put(broken, [b'{\n  "annotator": "ben",'])
    async with opened(desk) as pilot:
        await shows(pilot, "2 files of the project cannot be read")
        assert "article/asylum" in screen_text(pilot.app)
        assert "cars/ben" in screen_text(pilot.app)


async def test_a_blind_project_shows_nothing_of_what_one_has_yet_to_hand_in(folder: Path) -> None:
    desk = finished(folder, "dora")
    found = desk.store.project()
    settings = replace(found.document.settings, blind=True)
    desk.store.save_project(replace(found.document, settings=settings), found.token)
    async with opened(desk) as pilot:
        await shows(pilot, "in articles that you have yet to hand in, as the")
        await choose(pilot, "labels", "all")
        await shows(pilot, "There is nothing to write")
        assert not {"ana", "ben", "cho"} & set(re.findall(r"\w+", screen_text(pilot.app)))
        assert command_shown(pilot)[:3] == ["--as", "dora", "export"]


# ── while it works ───────────────────────────────────────────────────────────────────────────────


async def test_what_is_chosen_while_it_counts_is_counted_in_its_place(
    slow: tuple[Desk, Slow],
) -> None:
    desk, store = slow
    async with opened(desk) as pilot:
        await shows(pilot, "12 rows of 3 articles")
        store.left = 2
        await choose(pilot, "labels", "all")
        await wait_until(pilot, store.waits.is_set, "the count to wait")
        await choose(pilot, "also", "no-tag")
        await shows(pilot, "--labels all --without-no-tag")
        assert "Counting" in screen_text(pilot.app)
        await pilot.press("enter")
        await shows(pilot, "It is counted first")
        store.goes_on.set()
        await shows(pilot, "12 rows of 3 articles")
        await pilot.press("enter")
        await shows(pilot, "Written:")
    assert (Path.cwd() / "slow-all.jsonl").exists()


@pytest.mark.parametrize("read", [0, 4, 5])
@pytest.mark.parametrize("name", ["jsonl", "label-studio"])
async def test_escape_stops_the_writing_and_leaves_nothing(
    slow: tuple[Desk, Slow], folder: Path, read: int, name: str
) -> None:
    desk, store = slow
    async with opened(desk) as pilot:
        await choose(pilot, "format", name)
        await shows(pilot, "12 rows of 3 articles")
        store.left = read
        await pilot.press("enter")
        await shows(pilot, "Writing")
        await wait_until(pilot, store.waits.is_set, "the writing to wait")
        await pilot.press("q", "right", "enter", "ctrl+q", "escape")
        await shows(pilot, "Stopping")
        store.goes_on.set()
        await shows(pilot, "It was stopped, so nothing was written.")
        assert inside(folder) == []
        assert isinstance(pilot.app.screen, ExportScreen)
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, LibraryScreen), "the library")


async def test_leaving_the_program_while_it_writes_leaves_nothing_that_looks_finished(
    slow: tuple[Desk, Slow], folder: Path
) -> None:
    desk, store = slow
    async with opened(desk) as pilot:
        await shows(pilot, "12 rows of 3 articles")
        store.left = 4
        await pilot.press("enter")
        await wait_until(pilot, store.waits.is_set, "the writing to wait")
        pilot.app.exit()
    assert not (folder / "slow-gold.jsonl").exists()


# ── keys ─────────────────────────────────────────────────────────────────────────────────────────


async def test_letters_are_text_where_one_types_and_q_leaves_elsewhere(folder: Path) -> None:
    async with opened(finished(folder)) as pilot:
        await shows(pilot, "12 rows of 1 article")
        await typed(pilot, "target", "quick.jsonl")
        await shows(pilot, "-o quick.jsonl")
        await pilot.press("up", "up", "q")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, LibraryScreen), "the library")


async def test_keys_typed_while_it_opens_are_for_it_and_write_nothing(
    slow: tuple[Desk, Slow], folder: Path
) -> None:
    desk, store = slow
    app = AnnotatorApp(desk, None)
    async with app.run_test(size=WIDE) as pilot:
        await shows(pilot, "Cars")
        store.left = 0
        await pilot.press("e", "enter", "down", "right", "enter")
        await shows(pilot, "export jsonl --labels all")
        store.goes_on.set()
        await shows(pilot, "12 rows of 3 articles")
    assert inside(folder) == []


async def test_keys_typed_fast_have_their_effect_where_they_are_meant(folder: Path) -> None:
    async with opened(finished(folder)) as pilot:
        await shows(pilot, "12 rows of 1 article")
        rights, downs = ["right"] * 2, ["down"] * 7
        type_fast(pilot, "right", "down", *rights, "down", "right", "space", *downs, "q", ".", "a")
        wanted = "export csv --labels ana --include look-again -o finished-ana.csvq.a"
        await shows(pilot, wanted)
        type_fast(pilot, "b", "up", "up", "space", "right", "up", "up", "right")
        await shows(pilot, "--labels ana --include look-again --annotators pseudonyms")
        await shows(pilot, "--times none -o finished-ana.csvq.ab")
        await wait_until(pilot, lambda: not counting(pilot), "the counts")
        type_fast(pilot, *["down"] * 4, "c", "enter", "d")
        await shows(pilot, "Written: 15 rows of 1 article to finished-ana.csvq.abc;")


async def test_the_mouse_does_what_the_keys_do(folder: Path) -> None:
    async with opened(finished(folder)) as pilot:
        await shows(pilot, "12 rows of 1 article")
        await pilot.click("#field-labels", offset=(2, 0))
        await shows(pilot, "▶ labels")
        await pilot.click("#field-labels", offset=(9, 0))
        await shows(pilot, "export jsonl --labels all")
        await pilot.click("#field-target", offset=(0, 0))
        await shows(pilot, "▶ target")
        await pilot.press("x", "up", "up")
        await shows(pilot, "▶ times")
        assert screen(pilot).form.target == "xfinished-all.jsonl"


async def test_the_palette_finds_it(folder: Path) -> None:
    app = AnnotatorApp(finished(folder), None)
    async with app.run_test(size=WIDE) as pilot:
        await shows(pilot, "Stellantis")
        await pilot.press("ctrl+p", *"dataset")
        await shows(pilot, "export (e)")
        await pilot.press("down", "enter")
        await shows(pilot, "12 rows of 1 article")


async def test_what_does_not_fit_below_is_scrolled_to(folder: Path) -> None:
    async with opened(finished(folder), MEDIUM) as pilot:
        await shows(pilot, "12 rows of 1 article")
        assert not re.search(r"^ cho +\d", screen_text(pilot.app), re.MULTILINE)
        await pilot.press("pagedown", "pagedown")
        await wait_until(
            pilot,
            lambda: re.search(r"^ cho +\d", screen_text(pilot.app), re.MULTILINE),
            "the annotators",
        )


async def test_no_command_of_the_program_is_named_that_is_not_there(folder: Path) -> None:
    async with opened(finished(folder)) as pilot:
        await shows(pilot, "12 rows of 1 article")
        assert command_shown(pilot)[0] in root.list_commands(None)  # type: ignore[arg-type]
