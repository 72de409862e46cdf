"""What the tests of the screens share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from textual.app import App

PICTURES = Path(__file__).parent / "pictures"
REWRITE = "REWRITE_PICTURES" in os.environ


def screen_text(app: App[Any]) -> str:
    """The screen as plain text: its lines without the blanks at their ends.

    A picture that can be read in a diff, and what a screen reader would have to go by.
    """
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def check_picture(app: App[Any], name: str) -> None:
    """Compare the screen with the picture of that name in `tests/tui/pictures/`.

    `REWRITE_PICTURES=1 pytest tests/tui` draws all pictures anew; look at the diff.
    """
    file = PICTURES / f"{name}.txt"
    drawn = screen_text(app).rstrip() + "\n"
    if REWRITE:
        PICTURES.mkdir(exist_ok=True)
        file.write_text(drawn, encoding="utf-8")
    assert drawn == file.read_text(encoding="utf-8")
