"""Whether a screen can be opened here, and opening it."""

from __future__ import annotations

import os
import signal
import sys

from annotator.cli.output import say
from annotator.flows.desk import Desk


def can_open() -> bool:
    """Whether somebody sits at a terminal that can show a screen.

    Textual draws on stderr and reads keys from stdin; whoever sends stdout elsewhere wants text.
    """
    if os.environ.get("TERM") in {"dumb", "unknown"}:
        return False
    return all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def can_ask() -> bool:
    """Whether somebody sits at a terminal who can answer a question."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def open_screen(desk: Desk, article: str | None) -> None:
    """Opens the annotate screen on an article, the library without one.

    A signal that ends programs takes effect when the terminal is as it was before.

    Raises:
        AnnotatorError: the article cannot be opened.
        Exception: a fault in the screens.
    """
    from annotator.tui.app import run  # noqa: PLC0415 - commands without a screen know none

    ending = run(desk, article)
    if ending.last_words:
        say(ending.last_words)
    if ending.fault is not None:
        raise ending.fault
    if ending.signal is not None:
        signal.raise_signal(ending.signal)
