"""Entering whom or what a sentence rests on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import Input

from annotator.domain.marks import Manner, Source
from annotator.tui.glyphs import ASCII, UNICODE, Glyphs
from annotator.tui.screens import source_form as forms
from annotator.tui.screens.source import SourceScreen
from tests.tui.conftest import check_picture, screen_text, wait_until
from tests.tui.opening import BENEATH, Host, answer, opened

TEXT = (
    "Furthermore, sources also added that this decision is still in the ‘consideration’ stage "
    "and a final decision has not been made yet."
)
INSIDERS = Source("Insiders", "Insiders", "s3", 0, 8, "unnamed-group", confidential=True)
TAVARES = Source("Carlos Tavares", "Carlos Tavares", "s8", 21, 35, "named-person")
KNOWN = (INSIDERS, TAVARES)
PICKED = Source("sources", "sources", "s5", 13, 20, "unnamed-group")


def screen(
    text: str = TEXT,
    *,
    tags: tuple[str, ...] = (),
    sources: tuple[Source, ...] = (),
    sentences: tuple[str, ...] = (),
    glyphs: Glyphs = UNICODE,
) -> SourceScreen:
    form = forms.form(text, "s5", tags, sources, KNOWN)
    return SourceScreen(form, sentences=sentences, glyphs=glyphs)


def picked_line(app: Host) -> str:
    """The row that shows the picked words."""
    return next(line for line in screen_text(app).split("\n") if "← → words" in line)


# ── words ────────────────────────────────────────────────────────────────────────────────────


async def test_arrows_pick_a_word_and_enter_saves_it() -> None:
    assert await answer(screen(), "right", "right", "enter") == (PICKED,)


async def test_shift_picks_more_words() -> None:
    keys = ["right", "right", "shift+right", "shift+right", "shift+left", "enter"]
    found = await answer(screen(), *keys)
    assert found
    assert found[0].mention == "sources also"
    assert TEXT[found[0].start : found[0].end] == "sources also"


async def test_words_are_picked_backwards_too() -> None:
    found = await answer(screen("It was Li Wen."), "left", "shift+left", "enter")
    assert found == (Source("Li Wen", "Li Wen", "s5", 7, 13, "named-person"),)


async def test_home_and_end_pick_the_first_and_the_last_word() -> None:
    async with opened(screen(), "end") as (app, pilot):
        assert "“yet”" in picked_line(app)
        await pilot.press("home", "left")
        await pilot.pause()
        assert "“Furthermore”" in picked_line(app)


async def test_a_click_picks_a_word_and_a_click_with_shift_picks_to_there() -> None:
    async with opened(screen()) as (app, pilot):
        rows = screen_text(app).split("\n")
        row = next(y for y, line in enumerate(rows) if "Furthermore" in line)
        await pilot.click(offset=(rows[row].index("sources") + 2, row))
        await pilot.pause()
        assert "“sources”" in picked_line(app)
        await pilot.click(offset=(rows[row].index("added"), row), shift=True)
        await pilot.pause()
        assert "“sources also added”" in picked_line(app)


async def test_the_cursor_of_the_terminal_is_on_the_word() -> None:
    async with opened(screen(), "right", "right") as (app, pilot):
        rows = screen_text(app).split("\n")
        row = next(y for y, line in enumerate(rows) if "Furthermore" in line)
        wanted = (rows[row].index("sources"), row)
        await wait_until(pilot, lambda: app.cursor_position == wanted, f"the cursor at {wanted}")


async def test_offsets_count_code_points_of_wide_and_odd_text() -> None:
    text = "日本の👩‍👩‍👧 cafe\u0301 \x1b[31m Ana sagte es."
    async with opened(screen(text), *["left"] * 3) as (app, pilot):
        assert "“Ana”" in picked_line(app)
        assert "\x1b" not in screen_text(app)
        await pilot.press("enter")
        found = app.answers[0][0]
        assert text[found.start : found.end] == "Ana"


# ── the article's sources ────────────────────────────────────────────────────────────────────


async def test_a_digit_takes_a_source_and_carries_it_where_it_is_not_named() -> None:
    found = await answer(screen(), "2", "enter")
    assert found == (replace(TAVARES, basis="continued", from_="s8"),)


async def test_a_digit_finds_the_words_that_name_the_source() -> None:
    found = await answer(screen("Then Tavares spoke."), "2", "enter")
    wanted = replace(TAVARES, mention="Tavares", sentence="s5", start=5, end=12)
    assert found == (wanted,)


async def test_a_digit_joins_the_words_that_are_picked() -> None:
    found = await answer(screen("They said so."), "right", "1", "enter")
    wanted = Source(
        "Insiders", "They", "s5", 0, 4, "unnamed-group", basis="pronoun", confidential=True
    )
    assert found == (wanted,)


async def test_words_picked_after_a_digit_keep_the_name() -> None:
    found = await answer(screen("The boss said so."), "2", "right", "right", "enter")
    assert found == (replace(TAVARES, mention="boss", sentence="s5", start=4, end=8),)


async def test_a_digit_without_a_source_is_said() -> None:
    async with opened(screen(), "7") as (app, _):
        assert "no source 7" in screen_text(app)
        assert app.answers == []


async def test_a_click_takes_a_source() -> None:
    async with opened(screen()) as (app, pilot):
        rows = screen_text(app).split("\n")
        row = next(y for y, line in enumerate(rows) if "1 Insiders" in line)
        await pilot.click(offset=(rows[row].index("Insiders"), row))
        await pilot.press("enter")
        assert app.answers[0][0].name == "Insiders"


# ── typing ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("key", ["tab", "slash"])
async def test_a_name_can_be_typed(key: str) -> None:
    found = await answer(screen(), key, *"Li Wen", "enter")
    assert found == (Source("Li Wen", "", None, None, None, "named-person"),)


async def test_a_typed_name_that_stands_in_the_sentence_is_its_mention() -> None:
    found = await answer(screen(), "tab", *"sources", "enter")
    assert found == (PICKED,)


async def test_a_typed_name_of_the_article_joins_its_source() -> None:
    keys = ["right", "right", "tab", *["backspace"] * 7, *"insiders", "enter"]
    found = await answer(screen(), *keys)
    wanted = replace(PICKED, name="Insiders", confidential=True)
    assert found == (wanted,)


async def test_the_rest_of_a_name_is_offered_while_it_is_typed() -> None:
    async with opened(screen(), "tab", "c", "a") as (app, pilot):
        await wait_until(pilot, lambda: "carlos tavares" in screen_text(app).lower(), "the offer")
        await pilot.press("right", "enter")
        assert app.answers[0][0].name == "Carlos Tavares"


async def test_tab_goes_back_to_the_words_with_what_was_typed() -> None:
    found = await answer(screen(), "tab", *"aides", "tab", "right", "right", "enter")
    assert found == (replace(PICKED, name="aides"),)


async def test_esc_forgets_the_typing_and_then_leaves() -> None:
    async with opened(screen(), "right", "right", "tab", *"xyz", "escape") as (app, pilot):
        assert "xyz" not in screen_text(app)
        assert app.answers == []
        await pilot.press("escape")
        assert app.answers == [None]


async def test_letters_are_typed_while_typing() -> None:
    found = await answer(screen(), "tab", *"kc1a", "enter")
    assert found
    assert (found[0].name, found[0].confidential) == ("kc1a", False)


async def test_who_relays_it_is_typed() -> None:
    found = await answer(screen(), "right", "right", "v", *"the Courier", "enter")
    assert found == (replace(PICKED, via="the Courier"),)


async def test_the_sentence_it_is_carried_from_is_typed_and_must_exist() -> None:
    there, keys = ("s4", "s5"), ["right", "right", "B", "f", "9", "enter"]
    async with opened(screen(sentences=there), *keys) as (app, pilot):
        assert "no sentence s9" in screen_text(app)
        assert app.screen.query_one(Input).has_focus
        await pilot.press("backspace", "4", "enter")
        assert app.answers == [(replace(PICKED, basis="unclear", from_="s4"),)]


ABOVE = (("s1", "It began on a Tuesday."), ("s2", "Insiders spoke."), ("s4", "Then nothing."))


def below(*sources: Source) -> SourceScreen:
    """The screen with sentences above the one that is marked."""
    return SourceScreen(forms.form(TEXT, "s5", (), sources, KNOWN, ABOVE))


async def test_the_sentence_it_is_carried_from_is_chosen_among_those_above() -> None:
    async with opened(below(), "right", "right", "B", "f") as (app, pilot):
        assert "s4  Then nothing." in screen_text(app)
        await pilot.press("up", "up", "up", "down")
        await wait_until(pilot, lambda: "s2  Insiders spoke." in screen_text(app), "s2")
        await pilot.press("enter")
        assert app.answers == [(replace(PICKED, basis="unclear", from_="s2"),)]


async def test_a_source_taken_by_its_digit_says_where_it_was_marked() -> None:
    taken = replace(INSIDERS, sentence="s2")
    at_taken = SourceScreen(forms.form(TEXT, "s5", known=(taken,), above=ABOVE))
    async with opened(at_taken, "1") as (app, _):
        assert "s2  Insiders spoke." in screen_text(app)


async def test_nothing_is_carried_where_the_sentence_names_it() -> None:
    async with opened(below(), "right", "right", "f", "enter") as (app, pilot):
        assert app.answers == [(PICKED,)]
    async with opened(below(), "right", "right", "f") as (app, pilot):
        assert "The sentence names it itself" in screen_text(app)
        assert not app.screen.query_one(Input).has_focus
        await pilot.press("escape")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Li Wen", "named-person"),
        ("an internal memo", "document"),
        ("NATO", "named-organisation"),
        ("insiders", "unnamed-group"),
        ("sources", "unnamed-group"),
    ],
)
async def test_the_kind_that_is_shown_while_typing_is_the_one_that_is_saved(
    name: str, kind: str
) -> None:
    async with opened(screen(), "tab", *name) as (app, pilot):
        shown = f"[{kind.replace('-', ' ')}]"
        await wait_until(pilot, lambda: shown in screen_text(app), shown)
        await pilot.press("enter")
        assert [source.kind for source in app.answers[0]] == [kind]


async def test_ctrl_s_saves_from_the_words_and_from_a_field() -> None:
    assert await answer(screen(), "right", "right", "ctrl+s") == (PICKED,)
    found = await answer(screen(), "right", "right", "v", *"Al", "ctrl+s")
    assert found == (replace(PICKED, via="Al"),)


# ── values ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("keys", "wanted"),
    [
        ("k", {"kind": "document"}),
        ("K", {"kind": "unnamed-person"}),
        ("r", {"role": "declined"}),
        ("rr", {"role": "asked-by"}),
        ("b", {"basis": "pronoun"}),
        ("B", {"basis": "unclear"}),
        ("c", {"confidential": True}),
        ("cc", {"confidential": False}),
        ("rm", {"role": "declined", "manner": "refused"}),
        ("rmr", {"role": "asked-by", "manner": None}),
    ],
)
async def test_a_letter_gives_the_next_value_and_a_capital_the_one_before(
    keys: str, wanted: dict[str, Any]
) -> None:
    found = await answer(screen(), "right", "right", *keys, "enter", *("enter" * (keys == "r"),))
    assert found == (replace(PICKED, **wanted),)


async def test_the_chosen_value_stands_in_brackets() -> None:
    async with opened(screen(), "right", "right", "k") as (app, pilot):
        assert "[document]" in screen_text(app)
        rows = screen_text(app).split("\n")
        row = next(y for y, line in enumerate(rows) if "asked by" in line)
        await pilot.click(offset=(rows[row].index("asked by"), row))
        await pilot.pause()
        assert "[asked by]" in screen_text(app)
        assert " speaker " in screen_text(app)


async def test_a_guessed_kind_says_so_until_it_is_chosen() -> None:
    async with opened(screen(), "right", "right") as (app, pilot):
        assert "kind (guess)" in screen_text(app)
        await pilot.press("k", "K", "right")
        await pilot.pause()
        assert "(guess)" not in screen_text(app)
        assert "[unnamed group]" in screen_text(app)


async def test_a_kind_that_the_words_do_not_say_is_to_be_chosen() -> None:
    async with opened(screen("He looked."), "left") as (app, _):
        assert "kind (choose)" in screen_text(app)


async def test_a_last_name_is_the_person_of_the_article() -> None:
    async with opened(screen("That is what TAVARES said."), *["left"] * 2) as (app, pilot):
        assert "[named person]" in screen_text(app)
        await pilot.press("enter")
        assert app.answers[0][0].kind == "named-person"


async def test_a_manner_is_for_a_party_that_declined() -> None:
    async with opened(screen(), "right", "m") as (app, _):
        assert "Only a party that declined" in screen_text(app)


# ── declining ────────────────────────────────────────────────────────────────────────────────

DECLINED = "BMW has not responded to requests."


@pytest.mark.parametrize(
    ("key", "manner"),
    [
        ("r", "refused"),
        ("n", "no-reply"),
        ("u", "unreachable"),
        ("p", "partial"),
        ("enter", None),
    ],
)
async def test_where_a_party_declined_it_is_asked_how(key: str, manner: Manner | None) -> None:
    declined = screen(DECLINED, tags=("declined-comment",))
    async with opened(declined, "right", "enter") as (app, pilot):
        assert "HOW DID “BMW” DECLINE?" in screen_text(app)
        await pilot.press(key)
        wanted = Source(*("BMW", "BMW", "s5", 0, 3, "named-organisation"), role="declined")
        assert app.answers == [(replace(wanted, manner=manner),)]


async def test_esc_goes_back_from_the_question_how() -> None:
    declined = screen(DECLINED, tags=("declined-comment",))
    async with opened(declined, "right", "enter", "escape", "m", "enter") as (app, _):
        assert [source.manner for source in app.answers[0]] == ["refused"]


async def test_the_second_source_of_such_a_sentence_speaks() -> None:
    keys = ["right", "m", "a", "right", "right", "enter"]
    found = await answer(screen(DECLINED, tags=("declined-comment",)), *keys)
    assert found
    assert [source.role for source in found] == ["declined", "speaker"]


# ── several sources ──────────────────────────────────────────────────────────────────────────


async def test_one_more_source_is_added_and_the_first_stays() -> None:
    found = await answer(screen(sources=(PICKED,)), "a", "2", "enter")
    assert found == (PICKED, replace(TAVARES, basis="continued", from_="s8"))


async def test_arrows_choose_which_source_is_changed() -> None:
    two = (PICKED, replace(TAVARES, by="program"))
    async with opened(screen(sources=two), "down", "c") as (app, pilot):
        assert "▶ Carlos Tavares · named person · confidential" in screen_text(app)
        await pilot.press("enter")
        assert app.answers == [(PICKED, replace(TAVARES, confidential=True))]


async def test_backspace_deletes_the_source_at_hand() -> None:
    assert await answer(screen(sources=(PICKED, TAVARES)), "backspace", "enter") == (TAVARES,)
    assert await answer(screen(sources=(PICKED,)), "backspace", "enter") == ()


async def test_a_blank_source_is_not_saved() -> None:
    assert await answer(screen(sources=(PICKED,)), "a", "c", "enter") is None


async def test_nothing_changed_gives_nothing() -> None:
    assert await answer(screen(sources=(PICKED,)), "enter") is None
    assert await answer(screen(sources=(PICKED,)), "right", "escape") is None


async def test_enter_without_anything_says_what_to_do() -> None:
    async with opened(screen(), "enter") as (app, _):
        assert app.answers == []
        assert "Nothing is entered yet" in screen_text(app)


# ── the form itself ──────────────────────────────────────────────────────────────────────────

STEPS = st.lists(
    st.sampled_from(["right", "left", "more", "less", "take", "kind", "role", "add", "delete"]),
    max_size=25,
)


@given(st.text(min_size=1, max_size=80), STEPS)
def test_every_mention_is_the_words_at_its_offsets(text: str, steps: list[str]) -> None:
    now = forms.form(text, "s5", (), (), KNOWN)
    does = {
        "right": lambda: forms.moved(now, 1),
        "left": lambda: forms.moved(now, -1),
        "more": lambda: forms.moved(now, 1, extend=True),
        "less": lambda: forms.moved(now, -1, extend=True),
        "take": lambda: forms.taken(now, 1),
        "kind": lambda: forms.cycled(now, "kind"),
        "role": lambda: forms.cycled(now, "role", -1),
        "add": lambda: forms.added(now),
        "delete": lambda: forms.deleted(now),
    }
    for step in steps:
        now = does[step]()
    for source in forms.result(now):
        assert source.name
        if source.sentence == "s5":
            assert text[source.start : source.end] == source.mention


def test_what_was_not_touched_keeps_who_entered_it() -> None:
    two = (replace(PICKED, by="program"), replace(TAVARES, by="import"))
    now = forms.chosen(forms.form(TEXT, "s5", (), two, ()), "confidential", value=True)
    assert [source.by for source in forms.result(now)] == ["annotator", "import"]


# ── proposals ────────────────────────────────────────────────────────────────────────────────

PROPOSED = replace(PICKED, by="program")
CARRIED = replace(TAVARES, basis="continued", from_="s8", by="program")


def with_proposals(
    *proposed: Source, sources: tuple[Source, ...] = (), tags: tuple[str, ...] = ()
) -> SourceScreen:
    return SourceScreen(forms.form(TEXT, "s5", tags, sources, KNOWN, ABOVE, proposed))


async def test_what_is_proposed_is_filled_in_and_enter_confirms_it() -> None:
    async with opened(with_proposals(PROPOSED)) as (app, pilot):
        shown = screen_text(app)
        assert "PROPOSED: Enter confirms" in shown
        assert "“sources”" in picked_line(app)
        assert "[unnamed group]" in shown
        await pilot.press("enter")
        assert app.answers == [(PICKED,)]


async def test_enter_confirms_what_came_with_the_tag() -> None:
    found = await answer(with_proposals(PROPOSED, sources=(PROPOSED,)), "enter")
    assert found == (PICKED,)


async def test_esc_leaves_a_proposal_as_it_is() -> None:
    assert await answer(with_proposals(PROPOSED), "escape") is None
    assert await answer(with_proposals(PROPOSED, sources=(PROPOSED,)), "escape") is None


async def test_everything_that_is_proposed_is_confirmed_together() -> None:
    found = await answer(with_proposals(PROPOSED, CARRIED), "enter")
    assert found == (PICKED, replace(CARRIED, by="annotator"))


async def test_other_words_take_the_place_of_those_proposed() -> None:
    found = await answer(with_proposals(PROPOSED), "shift+right", "enter")
    assert found
    assert (found[0].name, found[0].mention, found[0].by) == (
        "sources also",
        "sources also",
        "annotator",
    )


async def test_beside_a_source_of_one_s_own_the_proposal_comes_first_and_0_takes_it() -> None:
    own = replace(TAVARES, basis="continued", from_="s8")
    async with opened(with_proposals(PROPOSED, sources=(own,))) as (app, pilot):
        shown = screen_text(app)
        assert shown.index("0 sources (unnamed group, proposed)") < shown.index("1 Insiders")
        await pilot.press("0", "enter")
        assert app.answers == [(own, PICKED)]


async def test_where_nothing_more_is_proposed_0_says_so() -> None:
    async with opened(with_proposals(PROPOSED), "0") as (app, _):
        assert "Nothing more is proposed" in screen_text(app)


async def test_a_click_takes_what_is_proposed() -> None:
    async with opened(with_proposals(PROPOSED, sources=(TAVARES,))) as (app, pilot):
        rows = screen_text(app).split("\n")
        row = next(y for y, line in enumerate(rows) if "0 sources" in line)
        await pilot.click(offset=(rows[row].index("0 sources") + 3, row))
        await pilot.press("enter")
        assert app.answers == [(TAVARES, PICKED)]


async def test_a_proposed_party_that_declined_is_asked_for_how_only_where_nothing_says_it() -> None:
    party = replace(PROPOSED, role="declined", manner="refused")
    found = await answer(with_proposals(party, tags=("declined-comment",)), "enter")
    assert found == (replace(party, by="annotator"),)


# ── pictures ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40)])
async def test_the_screen_looks_as_it_did(size: tuple[int, int]) -> None:
    async with opened(screen(), "right", "right", size=size) as (app, _):
        assert (BENEATH in screen_text(app)) == (size != (60, 20))
        check_picture(app, f"source-{size[0]}x{size[1]}")


async def test_the_part_that_changed_is_in_view_on_a_small_screen() -> None:
    declined = screen(tags=("declined-comment",), sources=(PICKED, TAVARES))
    async with opened(declined, "c", size=(60, 20)) as (app, pilot):
        await wait_until(pilot, lambda: "[yes]" in screen_text(app), "the last row")
        await pilot.press("right")
        await wait_until(pilot, lambda: "Furthermore" in screen_text(app), "the sentence")


async def test_the_signs_are_ascii_where_others_lack() -> None:
    async with opened(screen(sources=(PICKED, TAVARES), glyphs=ASCII)) as (app, _):
        assert "> sources · unnamed group" in screen_text(app)
