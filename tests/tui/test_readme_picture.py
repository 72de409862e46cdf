"""The picture of the screen in the README, drawn by the program."""

from __future__ import annotations

import html
import re
from pathlib import Path

from annotator.tui.app import AnnotatorApp
from annotator.tui.screens.annotate import AnnotateScreen
from tests.desks import file_desk, seed
from tests.tui.conftest import PICTURES, REWRITE, screen_text, wait_until

PICTURE = PICTURES / "readme.svg"


def words(svg: str) -> list[str]:
    """What can be read in a picture, line by line; how it is drawn differs between versions."""
    lines: dict[str, str] = {}
    for place, text in re.findall(r"<text[^>]* y=\"([\d.]+)\"[^>]*>([^<]*)</text>", svg):
        lines[place] = lines.get(place, "") + html.unescape(text)
    return [" ".join(line.split()) for line in lines.values()]


def without_fonts(svg: str) -> str:
    """The picture without the addresses of fonts: to look at it asks nobody for anything."""
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)


async def test_the_picture_in_the_readme_is_that_of_the_program(tmp_path: Path) -> None:
    """`REWRITE_PICTURES=1 pytest tests/tui/test_readme_picture.py` draws it anew."""
    desk = file_desk(tmp_path / "desk", seed(), suggestions="auto", lint={})
    app = AnnotatorApp(desk, desk.store.article_ids()[0])
    async with app.run_test(size=(110, 38)) as pilot:
        await pilot.pause()
        article = app.screen
        assert isinstance(article, AnnotateScreen)
        await wait_until(pilot, lambda: article.work._learnt is not None, "suggestions")
        await pilot.press(*"iiii", "j", "j", *"Oco", *"kkkk")
        await wait_until(pilot, lambda: "saved r6" in screen_text(app), "saved")
        work = article.work
        await wait_until(pilot, lambda: article._checked is work.document, "what is lacking")
        await pilot.pause()
        svg = without_fonts(app.export_screenshot(title="annotator"))
    if REWRITE:
        PICTURE.write_text(svg, encoding="utf-8")
    assert words(svg) == words(PICTURE.read_text(encoding="utf-8"))
