"""Half-written text on its way to the disk, away from the thread that draws."""

from __future__ import annotations

import threading
from collections.abc import Callable

from annotator.errors import AnnotatorError

KeepDraft = Callable[[str], None]
"""Keeps a half-written text on the disk; an empty one is forgotten. May raise AnnotatorError."""


class Draft:
    """What is half-written at one place, or entered and not saved, and what the disk has of it."""

    def __init__(self, keep: KeepDraft, kept: str) -> None:
        """Begins with what the disk has.

        Args:
            keep: keeps a text; called in other threads, by one of them at a time.
            kept: what it would give back now; empty for nothing.
        """
        self._keep = keep
        self._kept = kept
        self._entered = ""
        self._turn = threading.Lock()
        self._writing = False
        self.text = kept
        """What is to be kept: set it as often as you like."""

    def enter(self, text: str) -> None:
        """The text is done, but not saved: it stays a draft until `forget`."""
        self._entered = self.text = text

    def as_before(self) -> None:
        """Nothing is half-written; what was entered before and is not saved yet stays."""
        self.text = self._entered

    def forget(self) -> None:
        """What was entered is saved; what was written since stays."""
        if self.text == self._entered:
            self.text = ""
        self._entered = ""

    def at_rest(self) -> bool:
        """Whether there is nothing here that the disk does not have."""
        with self._turn:
            return not self._writing and self.text == self._kept and not self._entered

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
                self._keep(text)
                self._kept = text
            except AnnotatorError as error:
                failed = error
            with self._turn:
                if failed is not None or self.text == text:
                    self._writing = False
                    break
        done(failed)


class Drafts:
    """The drafts of an open article; what was entered is forgotten once the disk has it."""

    def __init__(self, read: Callable[[str], str], keep: Callable[[str, str], None]) -> None:
        """Begins with none.

        Args:
            read: what the disk has of the draft at a place; empty for nothing.
            keep: keeps the text at a place; called in other threads.
        """
        self._read = read
        self._keep = keep
        self._drafts: dict[str, Draft] = {}
        self._unsaved: dict[str, int | None] = {}
        """Places where something was entered, with the revision that has it, if it is known."""

    def at(self, place: str) -> Draft:
        """The draft at a place: as the disk has it, unless more of it is known here."""
        draft = self._drafts.get(place)
        if draft is None or draft.at_rest():
            draft = Draft(lambda text: self._keep(place, text), self._read(place))
            self._drafts[place] = draft
        return draft

    def entered(self, place: str, revision: int) -> None:
        """What was entered at a place is in this revision, which may not be saved yet."""
        self._unsaved[place] = revision

    def saved(self, revision: int) -> None:
        """Forgets what was entered up to this revision."""
        for place, entered_in in list(self._unsaved.items()):
            if entered_in is not None and entered_in <= revision:
                del self._unsaved[place]
                self._drafts[place].forget()
                self._drafts[place].write(_unheard)

    def merging(self) -> None:
        """Revisions get other numbers, and some entries may wait: nothing is forgotten now."""
        self._unsaved = dict.fromkeys(self._unsaved)

    def merged(self, revision: int) -> None:
        """All that was entered, as far as it stands, is in this revision."""
        self._unsaved = dict.fromkeys(self._unsaved, revision)

    def try_again(self) -> None:
        """Keeps what could not be kept when it was entered."""
        for place in self._unsaved:
            self._drafts[place].write(_unheard)


def _unheard(_: AnnotatorError | None) -> None:
    """A draft that fails when nobody types is tried again, or offered once too often."""
