"""Whether a screen can be opened here, and opening it."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from annotator.cli.output import say
from annotator.flows.desk import Desk

if TYPE_CHECKING:
    from annotator.tui.app import Ending


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
    with _uncollected():
        from annotator.tui.app import run  # noqa: PLC0415 - commands without a screen know none

        ending = run(desk, article)
    _end(ending)


def open_review(desk: Desk, article: str | None, of: str | None) -> None:
    """Opens the review of an article, or the library to choose one; else as `open_screen`.

    Args:
        desk: who reviews, and where.
        article: its id; None for the library.
        of: whose tags are walked through; None to settle what everybody says.
    """
    with _uncollected():
        from annotator.tui.app import ForReview, run  # noqa: PLC0415 - as above

        ending = run(desk, article, ForReview(of))
    _end(ending)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keeps the garbage collector from going through all that is loaded until the first paint.

    The app lets it work again then; what is loaded to begin with is no garbage.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _end(ending: Ending) -> None:
    """Says how the screens were left, and lets errors and signals have their effect."""
    if ending.last_words:
        say(ending.last_words)
    if ending.fault is not None:
        raise ending.fault
    if ending.signal is not None:
        signal.raise_signal(ending.signal)
