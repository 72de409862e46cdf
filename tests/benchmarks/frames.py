"""When a frame was complete on the terminal.

A program that has been told that it may (private mode 2026) marks where each frame ends, so the
frame that shows something is known exactly. The bytes of a frame are drawn, and looked at, only
when its end has been read and its time taken.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from tests.terminal import FRAME_END, Terminal


def frame_that(
    terminal: Terminal, shows: Callable[[Terminal], bool], since: int, timeout: float = 5.0
) -> float:
    """Read on until a frame is complete after which the screen is as wanted.

    Args:
        terminal: where the program runs.
        shows: whether the screen is as wanted.
        since: how many bytes had been read (`len(terminal.raw)`) when the key was pressed.
        timeout: seconds.

    Returns:
        When the frame's last byte was read, in seconds of `perf_counter`.

    Raises:
        TimeoutError: no such frame came; the message shows the screen.
    """
    until = perf_counter() + timeout
    while True:
        end = terminal.raw.rfind(FRAME_END, since)
        if end >= 0:
            since = end + len(FRAME_END)
            at = terminal.last_byte
            if shows(terminal):
                return at
        elif not terminal.read(until - perf_counter()):
            raise TimeoutError(f"no such frame; the screen:\n{terminal.text}")
