"""Entering what was found to check a sentence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.marks import STANCES, Evidence, LinkCheck
from annotator.stores.personal import PersonalFiles
from annotator.tui.drafts import Draft
from annotator.tui.screens.evidence import EvidenceScreen
from annotator.tui.screens.evidence_form import (
    Piece,
    evidence_of,
    from_draft,
    piece_of,
    problem,
    to_draft,
)
from tests.tui.conftest import check_picture, screen_text, wait_until
from tests.tui.opening import answer, opened

TEXT = "The council voted seven to four on Monday, its minutes show."
TODAY = "2026-11-22"
URL = "https://example.org/minutes?p=4"
SEEN = "https://example.org/seen"
MINUTES = Evidence(
    *(SEEN, "Minutes of the council", "p. 4", "Carried, 7 to 4", "supports", "2026-11-20", None),
    checked=LinkCheck("2026-11-21T09:00:00.000Z", "alive"),
)
REPORT = Evidence(None, "Annual report 2025", stance="context")
PLACE = "article/ana/s5/evidence"


def screen(
    evidence: tuple[Evidence, ...] = (), known: tuple[Evidence, ...] = (MINUTES, REPORT)
) -> EvidenceScreen:
    return EvidenceScreen(TEXT, evidence=evidence, known=known, today=TODAY)


# ── using again ──────────────────────────────────────────────────────────────────────────────


async def test_a_digit_uses_the_articles_evidence_again() -> None:
    assert await answer(screen(), "1", "enter") == (MINUTES,)
    assert await answer(screen(), "1", "2", "enter") == (MINUTES, REPORT)


async def test_the_same_digit_twice_is_one_piece() -> None:
    assert await answer(screen(), "2", "2", "enter") == (REPORT,)


async def test_what_the_sentence_has_is_not_offered_again() -> None:
    async with opened(screen((MINUTES,))) as (app, pilot):
        assert "1 Annual report 2025" in screen_text(app)
        await pilot.press("1", "enter")
        assert app.answers == [(MINUTES, REPORT)]


async def test_a_digit_without_evidence_is_said() -> None:
    async with opened(screen(), "7") as (app, _):
        assert "no evidence 7" in screen_text(app)


async def test_a_click_uses_evidence_again() -> None:
    async with opened(screen()) as (app, pilot):
        row = next(y for y, s in enumerate(screen_text(app).split("\n")) if "2 Annual" in s)
        await pilot.click(offset=(10, row))
        await pilot.press("enter")
        assert app.answers == [(REPORT,)]


# ── fields ───────────────────────────────────────────────────────────────────────────────────


async def test_without_anything_to_use_again_typing_begins_at_once() -> None:
    found = await answer(screen(known=()), *URL, "ctrl+s")
    assert found == (Evidence(URL, None, seen=TODAY),)


async def test_every_field_can_be_filled_in_order() -> None:
    copy = "https://archive.example/1"
    keys = [*"Minutes", "tab", *"p. 4", "tab", *"7 to 4", "down", "right", "tab"]
    found = await answer(screen(known=()), "tab", *keys, "tab", *copy, "enter")
    wanted = Evidence(None, "Minutes", "p. 4", "7 to 4", "contradicts", TODAY, copy)
    assert found == (wanted,)


@pytest.mark.parametrize("key", ["enter", "ctrl+s"])
@pytest.mark.parametrize("tabs", [0, 4, 6])
async def test_enter_and_ctrl_s_save_from_any_field_and_from_the_lists(key: str, tabs: int) -> None:
    found = await answer(screen((REPORT,)), "a", *URL, *["tab"] * tabs, key)
    assert found == (REPORT, Evidence(URL, None, seen=TODAY))
    assert await answer(screen(), "1", key) == (MINUTES,)


async def test_shift_tab_goes_back_to_the_lists_and_tab_to_the_fields() -> None:
    keys = ["tab", *URL, "shift+tab", "2", "enter"]
    found = await answer(screen(), *keys)
    assert found == (Evidence(URL, None, seen=TODAY), REPORT)


@pytest.mark.parametrize(
    ("keys", "stance"),
    [
        (["right"], "contradicts"),
        (["space", "space"], "context"),
        (["left"], "context"),
        (["right", "left"], "supports"),
    ],
)
async def test_a_stance_is_chosen_with_keys(keys: list[str], stance: str) -> None:
    found = await answer(screen(known=()), "tab", "x", *["tab"] * 3, *keys, "ctrl+s")
    assert found
    assert found[0].stance == stance


async def test_a_stance_is_chosen_with_a_click() -> None:
    async with opened(screen(known=()), "tab", "x") as (app, pilot):
        rows = screen_text(app).split("\n")
        row = next(y for y, line in enumerate(rows) if "[supports]" in line)
        await pilot.click(offset=(rows[row].index("context") + 1, row))
        await pilot.pause()
        assert "[context]" in screen_text(app)
        await pilot.press("ctrl+s")
        assert app.answers[0][0].stance == "context"


async def test_the_field_with_the_focus_is_pointed_at() -> None:
    async with opened(screen(known=()), "tab") as (app, pilot):
        assert "▶ or document" in screen_text(app)
        await pilot.press("tab")
        await pilot.pause()
        assert "▶ place in it" in screen_text(app)
        assert "▶ or document" not in screen_text(app)


@pytest.mark.parametrize(
    ("keys", "words", "field"),
    [
        ([*"ftp://a.b", "ctrl+s"], "http:// or https://", "field-url"),
        (["tab", "tab", *"p. 4", "ctrl+s"], "a URL, or the name of a document", "field-url"),
        (["tab", "x", *["tab"] * 4, *["backspace"] * 2, "ctrl+s"], "is no date", "field-seen"),
        (["tab", "x", *["tab"] * 5, "y", "enter"], "http:// or https://", "field-archived"),
    ],
)
async def test_what_is_wrong_is_said_where_it_is_wrong(
    keys: list[str], words: str, field: str
) -> None:
    async with opened(screen(known=()), *keys) as (app, _):
        assert words in screen_text(app)
        assert app.screen.focused is not None
        assert app.screen.focused.id == field
        assert app.answers == []


async def test_enter_without_anything_says_what_to_do() -> None:
    async with opened(screen(), "enter") as (app, _):
        assert "Nothing is entered yet" in screen_text(app)
        assert app.answers == []


# ── several pieces ───────────────────────────────────────────────────────────────────────────


async def test_pieces_are_chosen_changed_and_deleted() -> None:
    two = (MINUTES, REPORT)
    found = await answer(screen(two), "down", "tab", "tab", *" B", "ctrl+s")
    assert found == (MINUTES, replace(REPORT, document="Annual report 2025 B"))
    assert await answer(screen(two), "backspace", "enter") == (REPORT,)
    assert await answer(screen((REPORT,)), "backspace", "enter") == ()


async def test_one_more_piece_is_added() -> None:
    found = await answer(screen((REPORT,)), "a", *URL, "ctrl+s")
    assert found == (REPORT, Evidence(URL, None, seen=TODAY))


async def test_nothing_changed_gives_nothing() -> None:
    assert await answer(screen((MINUTES,)), "enter") is None
    assert await answer(screen((MINUTES,)), "tab", "x", "escape") is None


# ── drafts ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def personal(tmp_path: Path) -> PersonalFiles:
    return PersonalFiles(tmp_path / "config", tmp_path / "state")


def kept(personal: PersonalFiles) -> EvidenceScreen:
    """The screen as the annotate screen opens it."""
    return EvidenceScreen(
        TEXT,
        evidence=(REPORT,),
        today=TODAY,
        draft=Draft(lambda half: personal.keep_draft(PLACE, half), personal.draft(PLACE)),
    )


async def test_half_a_piece_is_kept_and_brought_back_and_stays_until_it_is_saved(
    personal: PersonalFiles,
) -> None:
    async with opened(kept(personal), "a", *URL) as (app, pilot):
        await wait_until(pilot, lambda: URL in personal.draft(PLACE), "the draft on the disk")
        await pilot.press("!", "escape")
        await wait_until(pilot, lambda: f"{URL}!" in personal.draft(PLACE), "the last of it")
    async with opened(kept(personal)) as (app, pilot):
        assert "draft from before, not saved yet" in screen_text(app)
        await pilot.press("ctrl+s")
        found = (REPORT, Evidence(f"{URL}!", None, seen=TODAY))
        assert app.answers == [found]
    assert from_draft(personal.draft(PLACE)) == tuple(map(piece_of, found))


async def test_a_draft_can_be_thrown_away(personal: PersonalFiles) -> None:
    personal.keep_draft(PLACE, to_draft([Piece(document="half")]))
    async with opened(kept(personal), "ctrl+r") as (app, pilot):
        assert "half" not in screen_text(app)
        await wait_until(pilot, lambda: not personal.draft(PLACE), "the draft to be forgotten")
        await pilot.press("ctrl+s")
        assert app.answers == [None]


PIECES = st.builds(
    Piece, *[st.text(max_size=20)] * 4, st.sampled_from(STANCES), *[st.text(max_size=20)] * 2
)


@given(st.lists(PIECES, min_size=1, max_size=3).map(tuple))
def test_a_draft_gives_back_what_was_typed(pieces: tuple[Piece, ...]) -> None:
    assert from_draft(to_draft(pieces)) == pieces


@pytest.mark.parametrize(
    "draft", ["", "half a note", "[1]", '[{"url": 1}]', '[{"stance": "maybe"}]', '{"a": 1}', "{}"]
)
def test_what_is_no_draft_is_none(draft: str) -> None:
    assert from_draft(draft) == ()


# ── the form itself ──────────────────────────────────────────────────────────────────────────


def test_a_link_that_was_looked_at_stays_so_while_its_url_stays() -> None:
    piece = replace(piece_of(MINUTES), locator="p. 5")
    assert evidence_of(piece, [MINUTES]).checked == MINUTES.checked
    other = replace(piece, url="https://example.org/other")
    assert evidence_of(other, [MINUTES]).checked is None


@given(st.builds(Evidence, st.just(URL), st.none() | st.text(), st.none() | st.text()))
def test_evidence_that_was_not_touched_comes_back_as_it_was(evidence: Evidence) -> None:
    assert evidence_of(piece_of(evidence), [evidence]) == evidence


@pytest.mark.parametrize(
    "url",
    ["http://a.b", URL, "HTTPS://EXAMPLE.ORG/ü?q=a#b", " https://a.b ", "http://[::1]:80/"],
)
def test_urls_of_the_web_are_taken(url: str) -> None:
    assert problem(Piece(url=url)) is None


@pytest.mark.parametrize(
    "url",
    [
        "example.org",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "http://a b",
        "http://[",
    ],
)
def test_other_urls_are_not(url: str) -> None:
    found = problem(Piece(url=url))
    assert found is not None
    assert found[0] == "url"


@pytest.mark.parametrize("seen", ["", "2026-02-28", "2026-11-22T09:00:00Z"])
def test_dates_are_taken(seen: str) -> None:
    assert problem(Piece(document="x", seen=seen)) is None


@pytest.mark.parametrize("seen", ["2026-02-30", "22.11.2026", "20261122", "2026-11", "soon"])
def test_what_is_no_date_is_said(seen: str) -> None:
    found = problem(Piece(document="x", seen=seen))
    assert found is not None
    assert found[0] == "seen"
    assert seen in found[1]


# ── pictures ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)])
async def test_the_screen_looks_as_it_did(size: tuple[int, int]) -> None:
    async with opened(screen((MINUTES,)), size=size) as (app, _):
        check_picture(app, f"evidence-{size[0]}x{size[1]}")


async def test_the_field_with_the_focus_is_in_view_on_a_small_screen() -> None:
    more = (REPORT, replace(REPORT, document="B"), replace(REPORT, document="C"))
    async with opened(screen((MINUTES,), more), "shift+tab", size=(60, 14)) as (app, pilot):
        await wait_until(pilot, lambda: "▶ copy at" in screen_text(app), "the last field")


async def test_words_from_files_are_neither_markup_nor_commands() -> None:
    odd = Evidence("https://a.b/\x1b[2J", "[red]x[/red]")
    async with opened(screen((odd,), (replace(odd, locator="[b]"),))) as (app, pilot):
        shown = screen_text(app)
        assert "[red]x[/red]" in shown
        assert "\x1b" not in shown
        await pilot.press("enter")
        assert app.answers == [None]
