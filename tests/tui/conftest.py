"""What the tests of the screens share."""

from __future__ import annotations

from textual.app import App


def screen_text(app: App[object]) -> str:
    """The screen as plain text: its lines without the blanks at their ends.

    A picture that can be read in a diff, and what a screen reader would have to go by.
    """
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)
