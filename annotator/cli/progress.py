"""A progress bar on standard error, for somebody who waits at a terminal more than a second."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import threading
from types import TracebackType
from typing import Self

import click

from annotator.cli.output import cut
from annotator.text.visible import visible

_PATIENCE = 1.0
"""Seconds before anything is shown."""
_EVERY = 0.1
"""Seconds between two pictures."""
_WIDTH = 24
"""Cells of the bar."""


class Progress:
    """Shows how far some work is; where nobody looks, or it is done at once, it shows nothing.

    Used as a context; at its end the line is wiped, so that what is printed stands alone. A
    thread of its own draws it, so that it stands there also while a server takes its time.
    """

    def __init__(self, total: int) -> None:
        self._total = max(total, 1)
        self._state = (0.0, "")
        self._over = threading.Event()
        may_show = sys.stderr.isatty() and os.environ.get("TERM", "dumb") != "dumb"
        self._thread = threading.Thread(target=self._draw, daemon=True) if may_show else None

    def at(self, done: float, what: str) -> None:
        """Says how much of the total is done and what is being done."""
        self._state = (done, what)

    def __enter__(self) -> Self:
        if self._thread:
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        if self._thread:
            self._thread.join()

    def _draw(self) -> None:
        pause = _PATIENCE
        while not self._over.wait(pause):
            pause = _EVERY
            done, what = self._state
            share = min(max(done / self._total, 0.0), 1.0)
            full = round(share * _WIDTH)
            line = f"{'█' * full}{'░' * (_WIDTH - full)} {share:4.0%}  {visible(what)}"
            _write(f"\r{cut(line, shutil.get_terminal_size().columns - 1)}\x1b[K")
        if pause == _EVERY:
            _write("\r\x1b[K")


def _write(text: str) -> None:
    with contextlib.suppress(OSError, UnicodeError):  # it is no part of the work
        click.echo(text, nl=False, err=True)
