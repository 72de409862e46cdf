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
        self._turn = threading.Lock()
        self._writing = False
        self.text = kept
        """What is to be kept: set it as often as you like."""

    def write(self, done: Callable[[AnnotatorError | None], None]) -> None:
        """Starts to keep the text if the disk has another; returns at once.

        One thread at a time writes until the disk has the latest text, so a slow disk gathers
        no crowd. The thread is no daemon: a program that ends waits for it.

        Args:
            done: hears in that thread how it went.
        """
        with self._turn:
            if self._writing or self.text == self._kept:
                return
            self._writing = True
        threading.Thread(target=self._write, args=(done,), name="draft").start()

    def _write(self, done: Callable[[AnnotatorError | None], None]) -> None:
        failed = None
        while failed is None:
            text = self.text
            try:
                with _ONE_AT_A_TIME:
                    self._keep(text)
                self._kept = text
            except AnnotatorError as error:
                failed = error
            with self._turn:
                if failed is not None or self.text == text:
                    self._writing = False
                    break
        done(failed)
