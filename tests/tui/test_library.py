"""The library screen: what it lists, finds, orders and opens, and how it looks."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from textual import events
from textual.app import App
from textual.geometry import Offset

from annotator.flows.desk import Desk
from annotator.stores.base import Key
from annotator.stores.memory import MemoryStore
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate import AnnotateScreen
from annotator.tui.screens.library import LibraryScreen
from annotator.tui.themes import THEMES
from annotator.tui.widgets.articles import ArticleList
from tests.desks import memory_desk
from tests.tui.conftest import check_picture, screen_text, wait_until
from tests.tui.desks import article, desk_of, tag

SIZES = ((80, 24), (60, 20), (120, 40))


class Host(App[None]):
    """As much of the program as the library needs."""

    def __init__(self, desk: Desk, *, ascii_only: bool = False) -> None:
        super().__init__()
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = "annotator-dark"
        self.library = LibraryScreen(desk, ascii_only=ascii_only)
        self.opened: list[str] = []
        self.left = False

    def on_mount(self) -> None:
        self.push_screen(self.library)

    def open_article(self, article: str, *, instead: bool = False) -> None:
        assert not instead
        self.opened.append(article)

    def next_theme(self) -> str:
        self.theme = "annotator-light"
        return self.theme

    def one_level_up(self) -> None:
        self.left = True


def listed(app: Host) -> list[str]:
    """Ids of the articles shown, in their order."""
    return [row.id for row in app.library.articles.rows]


def current(app: Host) -> str:
    """Id of the current article."""
    return app.library.articles.rows[app.library.articles.current].id


@pytest.mark.parametrize("size", SIZES)
async def test_the_library_shows_what_is_done_of_each_article(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    desk = desk_of(tmp_path)
    tag(desk, "asylum", 11)
    tag(desk, "cars", 16, hand_in=True)
    tag(desk, "cars", 16, hand_in=True, who="ben")
    app = Host(desk)
    async with app.run_test(size=size) as pilot:
        await wait_until(pilot, lambda: len(listed(app)) == 3, "three articles")
        check_picture(app, f"library-{size[0]}x{size[1]}")


async def test_in_ascii_nothing_else_is_drawn(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    tag(desk, "asylum", 11)
    app = Host(desk, ascii_only=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: len(listed(app)) == 3, "three articles")
        assert ">" in screen_text(app)
        assert "##...." in screen_text(app)
        assert all(sign not in screen_text(app) for sign in "▶█░…─")


async def test_an_empty_project_says_what_to_do_next(tmp_path: Path) -> None:
    app = Host(desk_of(tmp_path, empty=True))
    async with app.run_test(size=(60, 20)) as pilot:
        await wait_until(pilot, lambda: "annotator add" in screen_text(app), "what to do")
        check_picture(app, "library-empty-60x20")


async def test_a_damaged_file_is_told_on_its_article_and_the_others_are_listed(
    tmp_path: Path,
) -> None:
    desk = desk_of(tmp_path)
    tag(desk, "cars", 16)
    assert isinstance(desk.store, MemoryStore)
    desk.store._put(Key("annotations", "cars", "ben"), [b'{\n  "annotator": "ben",'])
    desk.store._put(Key("article", "asylum"), [b"{"])
    app = Host(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await wait_until(pilot, lambda: len(listed(app)) == 3, "three articles")
        lines = screen_text(app).splitlines()
        told = [line for line in lines if "damaged: `annotator check`" in line]
        assert ["asylum" in told[0], "Stellantis" in told[1]] == [True, True]
        assert "100%" in told[1]
        assert any("Sensitive" in line and "damaged" not in line for line in lines)


async def test_enter_opens_the_current_article(tmp_path: Path) -> None:
    app = Host(desk_of(tmp_path))
    async with app.run_test() as pilot:
        await wait_until(pilot, lambda: len(listed(app)) == 3, "three articles")
        await pilot.press("j", "enter")
        assert app.opened == [listed(app)[1]]


async def test_a_click_opens_an_article(tmp_path: Path) -> None:
    app = Host(desk_of(tmp_path))
    async with app.run_test() as pilot:
        await wait_until(pilot, lambda: len(listed(app)) == 3, "three articles")
        await pilot.click("#articles", offset=(10, 2))
        assert app.opened == [listed(app)[2]]


async def test_a_click_on_a_key_of_the_footer_does_what_the_key_does(tmp_path: Path) -> None:
    app = Host(desk_of(tmp_path))
    async with app.run_test() as pilot:
        await wait_until(pilot, lambda: len(listed(app)) == 3, "three articles")
        await pilot.click("#keys", offset=(2, 0))
        assert app.opened == [listed(app)[0]]


async def test_the_keys_move_through_the_list_and_stop_at_its_ends(tmp_path: Path) -> None:
    app = Host(desk_of(tmp_path))
    async with app.run_test() as pilot:
        await wait_until(pilot, lambda: len(listed(app)) == 3, "three articles")
        places = []
        for key in ("k", "down", "j", "j", "up", "home", "end", "pageup", "pagedown"):
            await pilot.press(key)
            places.append(app.library.articles.current)
        assert places == [0, 1, 2, 2, 1, 0, 2, 0, 2]


async def test_the_terminals_cursor_follows_the_current_article(tmp_path: Path) -> None:
    app = Host(desk_of(tmp_path))
    async with app.run_test() as pilot:
        await wait_until(pilot, lambda: len(listed(app)) == 3, "three articles")
        first = Offset(*app.cursor_position)
        await pilot.press("j")
        assert app.cursor_position == Offset(first.x, first.y + 1)


async def test_those_assigned_stand_first_and_then_the_last_opened(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    desk.personal.note_opened("cars", "2026-11-20T12:00:00.000Z")
    app = Host(desk)
    async with app.run_test() as pilot:
        await wait_until(pilot, lambda: listed(app) == ["canada", "cars", "asylum"], "the order")


async def test_o_goes_through_the_orders_and_keeps_the_place(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    tag(desk, "canada", 30)
    app = Host(desk)
    async with app.run_test() as pilot:
        await wait_until(pilot, lambda: len(listed(app)) == 3, "three articles")
        assert current(app) == "canada"
        await pilot.press("o")
        assert (listed(app), current(app)) == (["asylum", "canada", "cars"], "canada")
        await pilot.press("o")
        assert (listed(app), current(app)) == (["asylum", "cars", "canada"], "canada")
        await pilot.press("o", "o")
        assert listed(app)[0] == "canada"


async def test_the_filter_looks_at_titles_and_ids_whatever_the_case(tmp_path: Path) -> None:
    app = Host(desk_of(tmp_path))
    async with app.run_test() as pilot:
        await wait_until(pilot, lambda: len(listed(app)) == 3, "three articles")
        await pilot.press("/", *"CHIN")
        assert listed(app) == ["cars"]
        await pilot.press("escape")
        assert len(listed(app)) == 3
        await pilot.press("/", *"asylum uk", "enter")
        assert app.opened == ["asylum"]


async def test_arrows_choose_among_what_the_filter_leaves(tmp_path: Path) -> None:
    app = Host(desk_of(tmp_path))
    async with app.run_test() as pilot:
        await wait_until(pilot, lambda: len(listed(app)) == 3, "three articles")
        await pilot.press("/", "o", "down", "down", "enter")
        assert app.opened == [listed(app)[2]]
        assert app.library.articles.has_focus


async def test_letters_typed_into_the_filter_are_no_actions(tmp_path: Path) -> None:
    app = Host(desk_of(tmp_path))
    async with app.run_test() as pilot:
        await wait_until(pilot, lambda: len(listed(app)) == 3, "three articles")
        await pilot.press("/", *"qo?")
        assert not app.left
        await wait_until(pilot, lambda: "has “qo?”" in screen_text(app), "that nothing is found")
        assert listed(app) == []


async def test_the_keys_below_are_those_that_work_while_the_filter_is_typed(tmp_path: Path) -> None:
    app = Host(desk_of(tmp_path))
    async with app.run_test() as pilot:
        await wait_until(pilot, lambda: len(listed(app)) == 3, "three articles")
        assert "q quit" in screen_text(app)
        await pilot.press("/")
        await wait_until(pilot, lambda: "Esc all articles" in screen_text(app), "its keys")
        assert "quit" not in screen_text(app)
        await pilot.press("escape")
        await wait_until(pilot, lambda: "q quit" in screen_text(app), "the keys of the list")


@pytest.mark.parametrize("turns", range(12))
async def test_letters_typed_while_the_filter_opens_or_closes_are_no_actions(
    tmp_path: Path, turns: int
) -> None:
    app = Host(desk_of(tmp_path))
    async with app.run_test() as pilot:
        await wait_until(pilot, lambda: len(listed(app)) == 3, "three articles")
        for key in ("/", "q"):
            app.post_message(events.Key(key, key))
            for _ in range(turns):
                await asyncio.sleep(0)
        app.post_message(events.Key("escape", "\x1b"))
        await wait_until(pilot, lambda: app.library.articles.has_focus, "the list")
        await pilot.pause()
        assert (app.left, len(listed(app))) == (False, 3)


async def test_a_title_has_the_room_that_is_there(tmp_path: Path) -> None:
    title = "A title of words that goes on, and on, as those of newspapers do"
    desk = desk_of(tmp_path)
    desk.store.save_article(article("long", title, 2), None)
    app = Host(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await wait_until(pilot, lambda: title in screen_text(app), "all of the title")


async def test_what_others_do_appears_without_losing_the_place(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    app = Host(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await wait_until(pilot, lambda: len(listed(app)) == 3, "three articles")
        await pilot.press("end")
        here = current(app)
        tag(desk, here, 16 if here == "cars" else 29, hand_in=True, who="ben")
        desk.store.save_article(article("zebra", "A zebra crosses", 2), None)
        app.library.read()
        await wait_until(pilot, lambda: len(listed(app)) == 4, "the new article")
        assert current(app) == here
        assert "1 other handed in" in screen_text(app)


async def test_a_project_that_cannot_be_read_says_so_and_is_tried_again(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    store = desk.store
    assert isinstance(store, MemoryStore)
    kept = dict(store._files)
    store._files[Key("project")] = b"{"
    app = Host(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await wait_until(pilot, lambda: "damaged" in screen_text(app), "what is wrong")
        store._files.update(kept)
        app.library.read()
        await wait_until(pilot, lambda: len(listed(app)) == 3, "three articles")
        assert "damaged" not in screen_text(app)


async def test_a_title_never_reaches_the_terminal_as_a_command_or_as_markup(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, empty=True)
    desk.store.save_article(article("bad", "[red]Bad\x1b[2J[/] 汽车制造商", 2), None)
    app = Host(desk)
    async with app.run_test() as pilot:
        await wait_until(pilot, lambda: len(listed(app)) == 1, "the article")
        assert "[red]Bad␛[2J[/] 汽车制造商" in screen_text(app)


async def test_the_users_own_keys_work(tmp_path: Path) -> None:
    app = Host(desk_of(tmp_path, keys={"down": ("x",)}))
    async with app.run_test() as pilot:
        await wait_until(pilot, lambda: len(listed(app)) == 3, "three articles")
        await pilot.press("x")
        assert app.library.articles.current == 1


async def test_q_leaves_and_t_changes_the_theme(tmp_path: Path) -> None:
    app = Host(desk_of(tmp_path))
    async with app.run_test() as pilot:
        await pilot.press("T", "q")
        assert app.left
        assert app.theme == "annotator-light"


async def test_in_the_program_one_opens_an_article_tags_and_comes_back(tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    app = AnnotatorApp(desk, None)
    async with app.run_test() as pilot:
        await wait_until(pilot, lambda: "Stellantis" in screen_text(app), "the library")
        await pilot.press("/", *"stell", "enter")
        await wait_until(pilot, lambda: isinstance(app.screen, AnnotateScreen), "the article")
        await pilot.press("c", "c", "q")
        await wait_until(pilot, lambda: isinstance(app.screen, LibraryScreen), "the library")
        await wait_until(pilot, lambda: "12%" in screen_text(app), "what was done")
        assert app.screen.query_one(ArticleList).rows[0].id == "cars"
        await pilot.press("escape")
        await wait_until(pilot, lambda: "Sensitive" in screen_text(app), "all articles")


# ── least certain ────────────────────────────────────────────────────────────────────────────

SURE = b"Talks\n\nThe mayor declined to comment. The council declined to comment."
UNSURE = b"Weather\n\nIt came as a surprise. The road was quiet then."
DONE = b"Bridge\n\nIt opened."


def of_texts(tmp_path: Path) -> Desk:
    return memory_desk(tmp_path, SURE, UNSURE, DONE, suggestions="auto")


async def test_articles_of_which_the_program_is_least_sure_can_stand_first(tmp_path: Path) -> None:
    desk = of_texts(tmp_path)
    tag(desk, "bridge", 2)
    app = Host(desk)
    async with app.run_test() as pilot:
        await wait_until(pilot, lambda: len(listed(app)) == 3, "three articles")
        await pilot.press(*"oooo")
        doubts = app.library._doubts
        await wait_until(pilot, lambda: "bridge" in doubts.known or len(doubts.known) > 1, "read")
        await wait_until(pilot, lambda: listed(app)[-1] == "bridge", "what is done comes last")
        assert listed(app)[:2] == sorted(doubts.known, key=lambda a: -doubts.known[a])[:2]
        assert "least certain" in screen_text(app)
        assert "reading" not in screen_text(app)


async def test_what_was_tagged_since_is_read_again_and_the_rest_is_known(tmp_path: Path) -> None:
    desk = of_texts(tmp_path)
    app = Host(desk)
    async with app.run_test() as pilot:
        await wait_until(pilot, lambda: len(listed(app)) == 3, "three articles")
        await pilot.press(*"oooo")
        await wait_until(pilot, lambda: len(app.library._doubts.known) == 3, "all are known")
        known = dict(app.library._doubts.known)
        tag(desk, "weather", 2)
        app.library.read()
        await wait_until(
            pilot, lambda: app.library._doubts.known["weather"] != known["weather"], "it is read"
        )
        assert app.library._doubts.known["talks"] == known["talks"]


async def test_only_so_many_articles_are_read_and_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.tui.screens.sorting.MOST", 2)
    app = Host(of_texts(tmp_path))
    async with app.run_test() as pilot:
        await wait_until(pilot, lambda: len(listed(app)) == 3, "three articles")
        await pilot.press(*"oooo")
        await wait_until(
            pilot, lambda: "least certain of 2 that are open" in screen_text(app), "what is read"
        )
        assert len(app.library._doubts.known) == 2


async def test_a_project_without_suggestions_has_no_such_order(tmp_path: Path) -> None:
    desk = of_texts(tmp_path)
    found = desk.store.project()
    settings = replace(found.document.settings, suggestions="off")
    desk.store.save_project(replace(found.document, settings=settings), found.token)
    app = Host(desk)
    async with app.run_test() as pilot:
        await wait_until(pilot, lambda: len(listed(app)) == 3, "three articles")
        await pilot.press(*"oooo")
        await wait_until(pilot, lambda: "last opened" in screen_text(app), "the first order")


async def test_an_article_that_cannot_be_read_comes_last_and_stops_nothing(tmp_path: Path) -> None:
    desk = of_texts(tmp_path)
    assert isinstance(desk.store, MemoryStore)
    app = Host(desk)
    async with app.run_test() as pilot:
        await wait_until(pilot, lambda: len(listed(app)) == 3, "three articles")
        desk.store._put(Key("article", "talks"), [b"{"])
        await pilot.press(*"oooo")
        await wait_until(pilot, lambda: listed(app)[-1] == "talks", "the others in order")
        assert app.library._doubts.known["weather"] > 0
