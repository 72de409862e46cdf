"""Half-written text on its way to the disk, away from the thread that draws."""

from __future__ import annotations

import threading
from collections.abc import Callable

from annotator.errors import AnnotatorError

KeepDraft = Callable[[str], None]
"""Keeps a half-written text on the disk; an empty one is forgotten. May raise AnnotatorError."""

_ONE_AT_A_TIME = threading.Lock()
"""All drafts of a user share one file, which is read, changed and replaced."""


class Draft:
    """What is half-written at one place, and how much of it the disk has."""

    def __init__(self, keep: KeepDraft, kept: str) -> None:
        """Begins with what the disk has.

        Args:
            keep: keeps a text; called in other threads, by one of them at a time.
            kept: what it would give back now; empty for nothing.
        """
        self._keep = keep
        self._kept = kept
        self.text = kept
        """What is to be kept: set it as often as you like."""

    def write(self, done: Callable[[AnnotatorError | None], None]) -> None:
        """Starts to keep the text if the disk has another; returns at once.

        Writers that overlap all write the latest text, so their order does not matter. The
        thread is no daemon: a program that ends waits for it.

        Args:
            done: hears in that thread how it went, also if there was nothing left to do.
        """
        if self.text != self._kept:
            threading.Thread(target=self._write, args=(done,), name="draft").start()

    def _write(self, done: Callable[[AnnotatorError | None], None]) -> None:
        failed = None
        with _ONE_AT_A_TIME:
            text = self.text
            if text != self._kept:
                try:
                    self._keep(text)
                    self._kept = text
                except AnnotatorError as error:
                    failed = error
        done(failed)
