"""The guidelines beside the article: read as Markdown, scrolled, and entered at a tag."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.widgets import Static

from annotator.domain.tags import DEFAULT_TAGS
from annotator.resources import resource
from annotator.tui.blocks import Block, Run, lay_out, text_of
from annotator.tui.markdown import blocks_of
from annotator.tui.widgets.guide import Guide
from tests.tui.conftest import check_picture, screen_text, wait_until


class Host(App[None]):
    CSS = "Guide { width: 100%; height: 1fr; }"

    def __init__(self, source: str | None = None) -> None:
        super().__init__()
        text = resource("guidelines.md").read_text("utf-8") if source is None else source
        self.guide = Guide(text, DEFAULT_TAGS)
        self.closed = 0
        self.keys: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.guide
        yield Static("article")

    def on_mount(self) -> None:
        self.guide.focus()

    def on_guide_closed(self) -> None:
        self.closed += 1

    def on_key(self, event: object) -> None:
        self.keys.append(getattr(event, "key", ""))


def plain(source: str) -> list[str]:
    return [text_of(block) for block in blocks_of(source)]


def test_headings_lists_and_paragraphs_become_blocks() -> None:
    found = blocks_of("# A *title*\n\ntwo\nlines\n\n- one\n  more\n- two\n\n3. three\n")
    assert [text_of(block) for block in found] == [
        "A title",
        "",
        "two lines",
        "",
        "• one more",
        "• two",
        "",
        "3. three",
    ]
    assert found[0].runs[0].look == "heading"
    assert (found[4].indent, found[4].hang, found[7].hang) == (0, 2, 3)


def test_code_and_emphasis_lose_their_signs_and_get_a_look() -> None:
    block = blocks_of("press `g`, **not** *here* at 2 * 3 * 4")[0]
    assert [(run.text, run.look) for run in block.runs if run.look] == [
        ("g", "code"),
        ("not", "strong"),
        ("here", "emphasis"),
    ]
    assert text_of(block) == "press g, not here at 2 * 3 * 4"


def test_a_table_is_read_row_by_row() -> None:
    assert plain("| case | ruling |\n|---|---|\n| headline | **its** tag |") == [
        "case  ruling",
        "headline  its tag",
    ]


def test_fenced_code_and_quotations_keep_their_words() -> None:
    assert plain("> said\n> so\n\n```\n# no heading\n```\n") == ["said so", "", "# no heading"]


@given(st.text("ab *`_#->|1.\n\t汽\x1b", max_size=200), st.integers(1, 40))
def test_any_text_is_laid_out_without_losing_a_letter(source: str, width: int) -> None:
    blocks = blocks_of(source)
    lines = lay_out(blocks, width)
    for letter in "ab汽":
        drawn = sum(run.text.count(letter) for line in lines for run in line.runs)
        assert drawn == source.count(letter)
    assert not any("\x1b" in run.text for line in lines for run in line.runs)


def test_lines_hang_below_the_words_of_an_item() -> None:
    lines = lay_out([Block((Run("- "), Run("one two three")), 0, 2)], 10)
    assert [(line.indent, "".join(run.text for run in line.runs)) for line in lines] == [
        (0, "- one two "),
        (2, "three"),
    ]


@pytest.mark.parametrize("size", [(34, 24), (60, 20), (120, 40)])
async def test_the_guidelines_at_several_widths(size: tuple[int, int]) -> None:
    app = Host()
    async with app.run_test(size=size) as pilot:
        await wait_until(pilot, lambda: "How to tag" in screen_text(app), "the guidelines")
        check_picture(app, f"guide-{size[0]}x{size[1]}")


def begins(app: Host, heading: str) -> bool:
    return screen_text(app).lstrip().startswith(heading)


async def test_a_tags_key_goes_to_its_heading() -> None:
    app = Host()
    async with app.run_test(size=(60, 20)) as pilot:
        for tag in DEFAULT_TAGS:
            await pilot.press(tag.key)
            await wait_until(pilot, partial(begins, app, f"{tag.name} ({tag.key})"), tag.name)
        assert app.keys == []


async def test_a_tag_without_a_heading_stays_where_it_is() -> None:
    app = Host("# Nothing of the kind\n")
    async with app.run_test():
        assert not app.guide.jump_to("opinion")


async def test_it_scrolls_by_its_own_keys_and_marks_nothing() -> None:
    app = Host()
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.press("x", ".", "1", "end")
        await wait_until(pilot, lambda: "under which it was made" in screen_text(app), "the end")
        await pilot.press("home")
        await wait_until(pilot, lambda: "How to tag" in screen_text(app), "the beginning")
        assert app.keys == []


@pytest.mark.parametrize("key", ["g", "escape"])
async def test_it_closes(key: str) -> None:
    app = Host()
    async with app.run_test() as pilot:
        await pilot.press(key)
        await wait_until(pilot, lambda: app.closed == 1, "the message")


async def test_keys_that_type_nothing_go_on_to_the_screen() -> None:
    app = Host()
    async with app.run_test() as pilot:
        await pilot.press("f5")
        assert app.keys == ["f5"]


async def test_a_project_without_guidelines_says_where_they_go() -> None:
    app = Host("")
    async with app.run_test() as pilot:
        await wait_until(pilot, lambda: "guidelines.md" in screen_text(app), "where they go")
