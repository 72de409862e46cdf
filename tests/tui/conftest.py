"""What the tests of the screens share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

from textual._context import visible_screen_stack
from textual.app import App
from textual.pilot import Pilot

PICTURES = Path(__file__).parent / "pictures"
REWRITE = "REWRITE_PICTURES" in os.environ


def screen_text(app: App[Any]) -> str:
    """The screen as plain text: its lines without the blanks at their ends.

    A picture that can be read in a diff, and what a screen reader would have to go by. What a
    screen was opened over is in it, as far as it is seen.
    """
    visible_screen_stack.set(app._background_screens)
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


async def wait_until(
    pilot: Pilot[Any], condition: Callable[[], object], what: str, seconds: float = 10.0
) -> None:
    """Wait until a condition holds; fail with `what` was waited for, and the screen."""
    until = monotonic() + seconds
    while not condition():
        assert monotonic() < until, f"waited in vain for {what}:\n{screen_text(pilot.app)}"
        await pilot.pause(0.01)
