"""A progress bar on standard error, for somebody who waits at a terminal more than a second."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import time
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

    Used as a context: at its end the line is wiped, so that what is printed stands alone. It is
    wiped before each message, too, by `pause`.
    """

    def __init__(self, total: float) -> None:
        self._total = max(total, 1.0)
        self._begun = self._drawn = time.monotonic()
        self._is_shown = False
        self._may_show = sys.stderr.isatty() and os.environ.get("TERM", "dumb") != "dumb"

    def at(self, done: float, what: str) -> None:
        """Says how much of the total is done and what is being done."""
        now = time.monotonic()
        if not self._may_show or now - self._begun < _PATIENCE or now - self._drawn < _EVERY:
            return
        self._drawn, self._is_shown = now, True
        share = min(max(done / self._total, 0.0), 1.0)
        full = round(share * _WIDTH)
        bar = "█" * full + "░" * (_WIDTH - full)
        line = f"{bar} {share:4.0%}  {visible(what)}"
        self._write(f"\r{cut(line, shutil.get_terminal_size().columns - 1)}\x1b[K")

    def pause(self) -> None:
        """Wipes the line."""
        if self._is_shown:
            self._write("\r\x1b[K")
            self._is_shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.pause()

    def _write(self, text: str) -> None:
        with contextlib.suppress(OSError, UnicodeError):  # it is no part of the work
            click.echo(text, nl=False, err=True)
