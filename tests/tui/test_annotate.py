"""The annotate screen by keys: what each does, what it shows, what is on the disk."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from annotator.domain.project import UserSettings
from annotator.domain.tags import Renamed
from annotator.flows.desk import Desk
from annotator.tui.actions import ANNOTATE, tag_actions
from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate import AnnotateScreen
from tests.desks import NOON, file_desk, memory_desk, seed
from tests.tui.conftest import check_picture, screen_text, wait_until

WIDE = (120, 40)
SEED = "stellantis-considers-collaboration-with-chinese-electric-car"


@asynccontextmanager
async def opened(
    desk: Desk, article: str = "mayor-resigns", size: tuple[int, int] = WIDE
) -> AsyncIterator[Pilot[None]]:
    app = AnnotatorApp(desk, article)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot
        await saved(pilot)


def screen(pilot: Pilot[None]) -> AnnotateScreen:
    found = pilot.app.screen_stack[1]
    assert isinstance(found, AnnotateScreen)
    return found


async def saved(pilot: Pilot[None]) -> None:
    """Waits until the screen says that everything is on the disk."""
    if len(pilot.app.screen_stack) < 2 or not isinstance(pilot.app.screen, AnnotateScreen):
        return
    work = screen(pilot).work
    await wait_until(pilot, lambda: work.is_saved, "saved")


def tags(pilot: Pilot[None]) -> dict[str, tuple[str, ...]]:
    """Tags of every marked sentence, other states by their names."""
    marks = screen(pilot).work.document.marks
    return {s: m.tags or (m.state,) for s, m in marks.items()}


def here(pilot: Pilot[None]) -> str:
    return screen(pilot).work.sentence.id


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("c", ("confirmed",)),
        ("i", ("insider-sourced",)),
        ("d", ("declined-comment",)),
        ("o", ("opinion",)),
        ("1", ("confirmed",)),
        ("2", ("insider-sourced",)),
        ("3", ("declined-comment",)),
        ("4", ("opinion",)),
        (".", ("no-tag",)),
        ("Oc", ("confirmed", "opinion")),
        ("OIc", ("confirmed", "opinion", "insider-sourced")),
        ("OOc", ("confirmed",)),
        ("ckO", ("confirmed", "opinion")),
        ("ckOi", ("insider-sourced", "opinion")),
        ("ckOo", ("opinion", "confirmed")),
        ("ckCO", ("confirmed", "opinion")),
        ("cki", ("insider-sourced",)),
        ("ckOD", ("confirmed", "opinion", "declined-comment")),
    ],
)
async def test_tag_keys(tmp_path: Path, keys: str, expected: tuple[str, ...]) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        await pilot.press(*keys)
        assert tags(pilot)["s1"] == expected


async def test_one_key_tags_moves_on_and_is_saved(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        await pilot.press("i")
        assert here(pilot) == "s2"
        await saved(pilot)
        await wait_until(pilot, lambda: "saved r1" in screen_text(pilot.app), "saved r1 shown")
        assert "4 to go" in screen_text(pilot.app)


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        ("j", "s2"),
        ("jjk", "s2"),
        (["down", "down", "up"], "s2"),
        (["space"], "s2"),
        (["end"], "s5"),
        (["end", "home"], "s1"),
        (["pagedown"], "s5"),
        (["end", "pageup"], "s1"),
        ("k", "s1"),
        (["end", "j"], "s5"),
        ("cn", "s3"),
        ("ccN", "s5"),
    ],
)
async def test_moving_keys(tmp_path: Path, keys: Sequence[str], place: str) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        await pilot.press(*keys)
        assert here(pilot) == place
        assert screen(pilot).view.current == screen(pilot).work.current


async def test_moving_marks_nothing(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        await pilot.press("space", "j", "down", "end", "pageup", "n", "N", "home")
        assert tags(pilot) == {}


async def test_the_status_says_why_a_sentence_needs_me(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        await pilot.press("n")
        assert "needs you: unseen" in screen_text(pilot.app)


async def test_backspace_clears_the_tags(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        await pilot.press("c", "k", "backspace")
        assert tags(pilot) == {}
        assert here(pilot) == "s1"


async def test_f_flags_as_unsure_and_it_is_shown_without_colour(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        await pilot.press("c", "k", "f")
        assert screen(pilot).work.document.marks["s1"].unsure
        assert "? unsure" in screen_text(pilot.app)


async def test_x_asks_for_a_reason_on_a_plain_sentence(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        await pilot.press("x")
        assert "not to be judged" in screen_text(pilot.app)
        await pilot.press("b")
        assert screen(pilot).work.document.marks["s1"].skip_reason == "bad-cut"
        assert here(pilot) == "s2"


async def test_x_leaves_the_sentence_alone_when_no_reason_is_given(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        await pilot.press("x", "escape")
        assert tags(pilot) == {}


async def test_undo_and_redo(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        await pilot.press("c", "o", "u")
        assert tags(pilot) == {"s1": ("confirmed",)}
        assert here(pilot) == "s2"
        assert "undone: s2 opinion → unseen" in screen_text(pilot.app)
        await pilot.press("U")
        assert tags(pilot) == {"s1": ("confirmed",), "s2": ("opinion",)}


async def test_undo_crosses_sessions(tmp_path: Path) -> None:
    desk = file_desk(tmp_path / "desk")
    async with opened(desk) as pilot:
        await pilot.press("c", "o")
        await saved(pilot)
    later = replace(desk, session=replace(desk.session, id="0002"))
    async with opened(later) as pilot:
        assert here(pilot) == "s3"
        await pilot.press("u")
        assert "undone, from 12:00: s2 opinion → unseen" in screen_text(pilot.app)
        assert tags(pilot) == {"s1": ("confirmed",)}


async def test_notes_are_typed_and_shown(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        await pilot.press("m")
        await pilot.press(*"odd", "enter")
        assert screen(pilot).work.document.marks["s1"].note == "odd"
        assert "✎ odd" in screen_text(pilot.app)
        assert tags(pilot) == {"s1": ("open",)}


async def test_half_a_note_is_still_there_after_a_crash(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    async with opened(desk) as pilot:
        await pilot.press("j", "m")
        await pilot.press(*"half")
        place = "mayor-resigns/ana/s2/note"
        await wait_until(pilot, lambda: desk.personal.draft(place) == "half", "draft kept")
        await pilot.press("escape")
    async with opened(desk) as pilot:
        assert "half-written: note on s2" in screen_text(pilot.app)
        await pilot.press("j", "m")
        await wait_until(pilot, lambda: "half" in screen_text(pilot.app), "draft offered")
        await pilot.press("enter")
        assert screen(pilot).work.document.marks["s2"].note == "half"
        await wait_until(pilot, lambda: desk.personal.draft(place) == "", "draft forgotten")


async def test_comments_are_typed_below_those_before_and_ones_own_are_no_questions(
    tmp_path: Path,
) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        await pilot.press("t", *"why", "enter")
        await pilot.press("t", *"so")
        assert "│ why" in screen_text(pilot.app)
        assert "Comment on s1" in screen_text(pilot.app)
        await pilot.press("enter")
        comments = screen(pilot).work.comments_on("s1")
        assert [(c.text, c.reply_to) for c in comments] == [("why", None), ("so", None)]
        assert "✉ why" in screen_text(pilot.app)


@pytest.mark.parametrize("key", ["m", "t", "e"])
async def test_esc_from_something_half_written_says_that_it_is_kept(
    tmp_path: Path, key: str
) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        await pilot.press(key, *"half")
        await wait_until(pilot, lambda: "half" in screen_text(pilot.app), "the typing")
        await pilot.press("escape")
        await wait_until(pilot, lambda: "the draft is kept" in screen_text(pilot.app), "words")


async def test_ditto_takes_the_source_from_above(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        await pilot.press("j", "j", "s")
        await pilot.press("shift+right", "enter")
        await wait_until(pilot, lambda: pilot.app.screen is screen(pilot), "source taken")
        assert screen(pilot).work.document.marks["s3"].sources
        await pilot.press("j", '"')
        carried = screen(pilot).work.document.marks["s4"].sources[0]
        assert (carried.basis, carried.from_) == ("continued", "s3")


async def test_find_goes_to_the_next_sentence_with_the_words(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        await pilot.press("/", *"office", "enter")
        assert here(pilot) == "s4"
        assert tags(pilot) == {}


async def test_leaving_find_goes_back_to_where_it_began(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        await pilot.press("/", *"office", "escape")
        assert here(pilot) == "s1"


async def test_the_finish_line_says_what_is_left_and_enter_hands_in(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        await pilot.press("enter")
        assert "5 sentences are unseen" in screen_text(pilot.app)
        await pilot.press("c", "k", "f", "c", *"cccc")
        assert "all 5 done · 1 unsure (n) · Enter hands in" in screen_text(pilot.app)
        await pilot.press("enter")
        assert screen(pilot).work.handed_in is not None
        assert "handed in" in screen_text(pilot.app)
        await pilot.press("u")
        assert screen(pilot).work.handed_in is None


async def test_history_goes_back_to_a_revision(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        await pilot.press("c", "o", "d", "h")
        await pilot.press("down", "down", "enter", "enter")
        await wait_until(pilot, lambda: pilot.app.screen is screen(pilot), "history closed")
        assert tags(pilot) == {"s1": ("confirmed",)}


async def test_details_and_questions_can_be_hidden_and_stay_so(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    async with opened(desk) as pilot:
        assert "⊘ refused or unreachable?" in screen_text(pilot.app)
        await pilot.press("v")
        assert "⊘ refused or unreachable?" not in screen_text(pilot.app)
        assert "s1 of 5" in screen_text(pilot.app)
        await pilot.press("v")
        await pilot.pause()
        assert "s1 of 5" not in screen_text(pilot.app)
    assert desk.personal.settings().details is False


async def test_the_guidelines_open_beside_the_article_and_a_tag_key_jumps(
    tmp_path: Path,
) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        await pilot.press("g")
        await wait_until(pilot, lambda: "On the record." in screen_text(pilot.app), "guidelines")
        assert "Mayor Ada Lovelace" in screen_text(pilot.app)
        await pilot.press("c")
        assert tags(pilot) == {}
        await pilot.press("g")
        await wait_until(
            pilot, lambda: "On the record." not in screen_text(pilot.app), "guidelines closed"
        )
        await pilot.press("c")
        assert tags(pilot) == {"s1": ("confirmed",)}


async def test_themes_change_and_are_kept(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    async with opened(desk) as pilot:
        await pilot.press("T")
        assert pilot.app.theme == "annotator-light"
    assert desk.personal.settings().theme == "annotator-light"


async def test_help_lists_every_key(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path), size=(120, 100)) as pilot:
        await pilot.press("?")
        await pilot.pause()
        shown = screen_text(pilot.app)
        actions = (*tag_actions(screen(pilot).work.project.tags), *ANNOTATE)
        missing = [a.id for a in actions if a.help.split(":")[0].split(";")[0] not in shown]
        assert missing == []


async def test_the_palette_finds_actions(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        await pilot.press("ctrl+p")
        await wait_until(pilot, lambda: pilot.app.screen is not screen(pilot), "palette open")
        await pilot.press(*"no tag")
        await wait_until(pilot, lambda: "none of the tags" in screen_text(pilot.app), "found")
        await pilot.press("enter")
        await wait_until(pilot, lambda: tags(pilot) == {"s1": ("no-tag",)}, "done")


async def test_a_paste_is_no_series_of_tags(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        screen(pilot).view.post_message(events.Paste("coid"))
        await pilot.pause()
        assert tags(pilot) == {}
        assert "pasted is ignored" in screen_text(pilot.app)


async def test_a_click_on_a_sentence_goes_there_and_on_a_tag_gives_it(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        line = screen(pilot).view.line_of(2)
        await pilot.click(screen(pilot).view, offset=(20, line))
        assert here(pilot) == "s3"
        keys = screen_text(pilot.app).splitlines()[-1]
        await pilot.click("#keys", offset=(keys.index("insider"), 0))
        assert tags(pilot) == {"s3": ("insider-sourced",)}


async def test_the_terminal_cursor_follows_the_current_sentence(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        before = pilot.app.cursor_position
        await pilot.press("j")
        assert pilot.app.cursor_position.y == before.y + 2


async def test_keys_can_be_remapped_and_clashes_are_said(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    keys = {"tag-1": ("z",), "note": ("o",)}
    desk = replace(desk, settings=UserSettings(keys=keys))
    async with opened(desk) as pilot:
        assert "o is given to note and tag-4" in screen_text(pilot.app)
        await pilot.press("z", "c")
        assert tags(pilot) == {"s1": ("confirmed",)}


async def test_brackets_change_the_article(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path, b"Alpha\n\nOne.\n", b"Beta\n\nTwo.\n")
    async with opened(desk, "alpha") as pilot:
        await pilot.press("c", "]")
        await wait_until(pilot, lambda: screen(pilot).work.article.id == "beta", "next article")
        await pilot.press("]")
        assert "that was the last article" in screen_text(pilot.app)
        await pilot.press("[")
        await wait_until(pilot, lambda: screen(pilot).work.article.id == "alpha", "previous one")
        assert tags(pilot) == {"s1": ("confirmed",)}


async def test_q_leaves_and_never_asks_when_everything_is_saved(tmp_path: Path) -> None:
    desk = file_desk(tmp_path / "desk")
    app = AnnotatorApp(desk, "mayor-resigns")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("c", "q")
        await wait_until(pilot, lambda: not app.is_running or app._exit, "left")
    opened_again = desk.store.annotations("mayor-resigns", "ana")
    assert opened_again is not None
    assert opened_again.document.marks["s1"].tags == ("confirmed",)


async def test_every_tag_of_the_seed_article_takes_one_key(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path, seed()), SEED) as pilot:
        await pilot.press(*"iiiiidooooiiiid")
        assert screen(pilot).work.progress().unseen == 0
        assert "s11" not in tags(pilot)


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
async def test_the_screen_looks_as_it_should(tmp_path: Path, size: tuple[int, int]) -> None:
    desk = memory_desk(tmp_path, seed())
    async with opened(desk, SEED, size) as pilot:
        await pilot.press(*"iiiiidOc", "k", "f")
        await saved(pilot)
        await wait_until(pilot, lambda: "saved r8" in screen_text(pilot.app), "saved")
        check_picture(pilot.app, f"annotate-{size[0]}x{size[1]}")


@pytest.mark.parametrize("size", [(20, 5), (8, 3), (1, 1)])
async def test_a_tiny_terminal_stays_usable(tmp_path: Path, size: tuple[int, int]) -> None:
    async with opened(memory_desk(tmp_path), size=size) as pilot:
        await pilot.press("c", "j")
        await pilot.resize_terminal(80, 24)
        await wait_until(pilot, lambda: "4 to go" in screen_text(pilot.app), "grown again")
        assert tags(pilot) == {"s1": ("confirmed",)}


async def test_an_ascii_terminal_gets_ascii_signs(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    desk = replace(desk, settings=UserSettings(ascii=True))
    async with opened(desk) as pilot:
        await pilot.press("c", ".", "f")
        article = [line[:6] for line in screen_text(pilot.app).splitlines()[1:8]]
        assert all(line.isascii() for line in article)
        assert any(line.startswith((" Cc", " C c")) for line in article)


async def test_u_takes_back_a_second_tag_that_waits_before_anything_else(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        await pilot.press("c", "O", "u")
        assert tags(pilot) == {"s1": ("confirmed",)}
        assert "opinion waits no longer" in screen_text(pilot.app)


@pytest.mark.parametrize("width", [60, 80])
async def test_what_hands_in_again_is_never_cut(tmp_path: Path, width: int) -> None:
    async with opened(memory_desk(tmp_path), size=(width, 24)) as pilot:
        await pilot.press("c", "k", "f", "c", *"cccc", "enter")
        await wait_until(pilot, lambda: "u takes it back" in screen_text(pilot.app), "said")
        await pilot.press("home")
        done = "handed in, all 5 · 1 unsure (n) · q leaves, ] next"
        await wait_until(pilot, lambda: done in screen_text(pilot.app), "the last line")
        await pilot.press("o", "home")
        again = "all 5 done · 1 unsure (n) · Enter hands in again"
        await wait_until(pilot, lambda: again in screen_text(pilot.app), "the last line")


async def test_find_says_when_the_words_are_nowhere(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        await pilot.press("/", *"zzz", "enter")
        assert "“zzz” is nowhere here" in screen_text(pilot.app)


async def test_a_key_that_does_nothing_says_so(tmp_path: Path) -> None:
    async with opened(memory_desk(tmp_path)) as pilot:
        await pilot.press("Z")
        assert "Z does nothing here; ? shows all keys" in screen_text(pilot.app)


async def test_the_questions_stay_when_a_tag_is_renamed(tmp_path: Path) -> None:
    desk = memory_desk(tmp_path)
    opened_project = desk.store.project()
    project = opened_project.document
    tags = (*project.tags[:3], replace(project.tags[3], name="judgement"))
    project = replace(project, tags=tags, renamed=(Renamed("opinion", "judgement", NOON),))
    desk.store.save_project(project, opened_project.token)
    async with opened(desk) as pilot:
        assert "≈ not checkable today?" in screen_text(pilot.app)


@pytest.mark.parametrize("width", [40, 60, 80, 120])
async def test_the_keys_at_the_bottom_are_never_cut(tmp_path: Path, width: int) -> None:
    async with opened(memory_desk(tmp_path), size=(width, 24)) as pilot:
        await wait_until(
            pilot, lambda: "? help" in screen_text(pilot.app).splitlines()[-1], "the keys"
        )
        last = screen_text(pilot.app).splitlines()[-1]
        assert "…" not in last
        assert ("u undo" in last) == (width >= 80)


async def test_a_damaged_mark_is_told_and_the_screen_stays_usable(tmp_path: Path) -> None:
    desk = file_desk(tmp_path / "desk")
    async with opened(desk) as pilot:
        await pilot.press("c", "o")
    path = tmp_path / "desk" / "annotations" / "mayor-resigns" / "ana.json"
    damaged = path.read_bytes().replace(b'"sources":[]', b'"sources":[7]', 1)
    path.write_bytes(damaged)
    async with opened(desk) as pilot:
        assert "! " in screen_text(pilot.app).splitlines()[1]
        await pilot.press("home", "s")
        assert "damaged" in screen_text(pilot.app)
        await pilot.press("end", "d")
        assert screen(pilot).work.mark_of("s5") is not None


async def test_a_damaged_event_is_told_by_undo_and_history(tmp_path: Path) -> None:
    desk = file_desk(tmp_path / "desk")
    async with opened(desk) as pilot:
        await pilot.press("c")
    path = tmp_path / "desk" / "annotations" / "mayor-resigns" / "ana.json"
    path.write_bytes(path.read_bytes().replace(b'"why":"key"', b'"why":7', 1))
    async with opened(desk) as pilot:
        for key in ("u", "h"):
            await pilot.press("home", key)
            assert "damaged" in screen_text(pilot.app)
        assert pilot.app.screen is screen(pilot)


async def test_an_article_that_is_edited_while_it_is_open_is_shown_as_it_is_now(
    tmp_path: Path,
) -> None:
    desk = memory_desk(tmp_path)
    async with opened(desk) as pilot:
        await pilot.press("c", "j")
        opened_article = desk.store.article("mayor-resigns")
        changed = replace(opened_article.document, revision=2, title="Mayor goes")
        desk.store.save_article(changed, opened_article.token)
        await wait_until(pilot, lambda: "Mayor goes" in screen_text(pilot.app), "the new title")
        await wait_until(pilot, lambda: here(pilot) == "s3", "the place")
        await pilot.press("o")
        assert screen(pilot).work.document.article_revision == 2
        assert tags(pilot) == {"s1": ("confirmed",), "s3": ("opinion",)}
