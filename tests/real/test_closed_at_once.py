"""An overlay that is closed in the moment in which it opens: both keys come in one read."""

from __future__ import annotations

from time import monotonic

import pytest

from tests.real.place import Place, here
from tests.terminal import KEYS, Terminal, annotator

ESC = KEYS["escape"]
LIKE_ESC = b"\x1b[27u"
"""Esc as terminals with the newer keyboard protocol send it, which no other key can follow."""
GAPS = (0.0, 0.005, 0.02)
"""Seconds between the two keys, as fast hands and `tmux send-keys` leave them."""


def still_works(terminal: Terminal) -> None:
    """Fails unless the article has the keys again."""
    was = here(terminal)
    terminal.press("j")
    terminal.wait_for(lambda t: here(t) not in {"", was})
    terminal.press("k")
    terminal.wait_for(lambda t: here(t) == was)


def press_then_escape(terminal: Terminal, key: str, gap: float, escape: bytes) -> None:
    """A key and Esc with so many seconds between them, reading on in the meantime."""
    if not gap:
        terminal.send(key.encode() + escape)
        return
    terminal.press(key)
    until = monotonic() + gap
    while (left := until - monotonic()) > 0:
        terminal.read(left)
    terminal.send(escape)


@pytest.mark.parametrize(("key", "escape"), [("s", ESC), *((key, LIKE_ESC) for key in "semth?/g")])
def test_a_screen_closed_at_once_leaves_the_article_as_it_was(
    place: Place, key: str, escape: bytes
) -> None:
    with place.open() as terminal:
        terminal.wait_for("15 to go")
        for gap in GAPS:
            press_then_escape(terminal, key, gap, escape)
            terminal.wait_quiet(0.2)
            still_works(terminal)
        terminal.press("q")
        assert terminal.wait_exit() == 0


def test_the_librarys_filter_closed_at_once_leaves_the_list(place: Place) -> None:
    argv = annotator("-p", place.project, "--as", "ana")
    with Terminal(argv, place.environment()) as terminal:
        terminal.wait_for("q quit")
        for gap in GAPS:
            press_then_escape(terminal, "/", gap, LIKE_ESC)
            terminal.wait_quiet(0.2)
            terminal.wait_for("q quit")
        terminal.press("q")
        assert terminal.wait_exit() == 0
