"""The save queue: saves go off the screen's thread, in order, later ones gathered meanwhile."""

from __future__ import annotations

import threading
from typing import Any, Protocol, cast

from annotator.domain.annotations import Annotations
from annotator.domain.review.decisions import Review
from annotator.errors import AnnotatorError, ConflictError, UnforeseenError
from annotator.flows.team.people import join_project
from annotator.stores.base import Key, Opened, Store

_TRY_AGAIN = 1.0
"""Seconds until the next attempt, at the latest, while saving fails."""


_FRAME = (0.003, 0.010, 10_000)
"""Seconds that a save waits so that the frame that shows what it saves is drawn undisturbed, and
how many more for that many events: the longer a document, the more its save disturbs."""


Own = Annotations | Review
"""A document of one person, which nobody else writes."""


class Listener(Protocol):
    """Who hears of saves; called on the queue's thread, so it only passes messages on."""

    def saved(self, revision: int) -> None:
        """This revision, and all before it, are on the disk."""

    def merged(self, opened: Opened[Any]) -> None:
        """Others had saved meanwhile; nothing more is saved until it is taken in and `resume`d."""

    def failed(self, error: AnnotatorError) -> None:
        """Not saved; it will be tried again."""

    def unreadable(self, error: AnnotatorError) -> None:
        """The file was changed elsewhere and cannot be read; `changed` follows once it can."""

    def changed(self, opened: Opened[Any]) -> None:
        """The file was changed by somebody else while nothing was being saved."""


class SaveQueue:
    """One thread that saves the newest document; while it saves, later ones wait together."""

    def __init__(
        self, store: Store, token: str | None, stamp: str | None, listener: Listener
    ) -> None:
        """Begins with what was opened.

        Args:
            store: where documents are saved.
            token: digest of the document as it was opened; None for a new one.
            stamp: the store's stamp of it, taken before it was opened.
            listener: hears how saving goes.
        """
        self._store = store
        self._token = token
        self._listener = listener
        self._waiting: Own | None = None
        self._joined = False
        self._halted = False
        self._closing = False
        self._saving = False
        self._key: Key | None = None
        self._stamp = stamp
        self._unreadable = False
        self._wake = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="save", daemon=True)
        self._thread.start()

    def submit(self, document: Own) -> None:
        """Saves this document soon, instead of any that still waits; returns at once."""
        with self._wake:
            if not self._halted:
                self._waiting = document
                self._wake.notify_all()

    def resume(self, token: str) -> None:
        """Goes on after a merge or a change by others, against what was opened then."""
        with self._wake:
            self._halted = False
            self._waiting = None
            self._token = token
            self._wake.notify_all()

    def watch(self, key: Key) -> None:
        """Looks whether the file was changed by somebody else; called every half second."""
        with self._wake:
            self._key = key
            self._wake.notify_all()

    def unsaved(self) -> bool:
        """Whether a change is not on the disk yet."""
        with self._wake:
            return self._halted or not self._idle()

    def wait_until_saved(self, seconds: float) -> bool:
        """Waits until everything is on the disk; False if that takes longer or has to be merged."""
        with self._wake:
            self._wake.wait_for(lambda: self._halted or self._idle(), timeout=seconds)
            return self._idle() and not self._halted

    def halted(self) -> bool:
        """Whether nothing is saved until a merge has been taken up."""
        with self._wake:
            return self._halted

    def _idle(self) -> bool:
        return self._waiting is None and not self._saving

    def close(self) -> None:
        """Ends the thread, after one attempt to save what still waits."""
        with self._wake:
            self._closing = True
            self._wake.notify_all()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        failed = False
        while True:
            with self._wake:
                if failed:
                    self._wake.wait(_TRY_AGAIN)
                else:
                    self._wake.wait_for(lambda: self._closing or self._waiting or self._key)
                if self._waiting is not None:
                    self._wake.wait(_pause(self._waiting))
                if self._closing and (failed or self._waiting is None):
                    return
                document, self._saving = self._waiting, self._waiting is not None
                key, self._key = self._key, None
            try:
                if document is not None:
                    failed = not self._save(document)
                elif key is not None:
                    self._look(key)
            except Exception as error:  # noqa: BLE001 - a dead thread would save nothing ever again
                failed = document is not None
                self._listener.failed(UnforeseenError(repr(error)))
            with self._wake:
                self._saving = False
                self._wake.notify_all()

    def _save(self, document: Own) -> bool:
        try:
            if not self._joined:
                _join(self._store, document)
                self._joined = True
            opened = _saved(self._store, document, self._token)
        except ConflictError as error:
            self._halt()
            self._listener.merged(cast("Opened[Own]", error.saved))
            return True
        except AnnotatorError as error:
            self._listener.failed(error)
            return False
        self._stamp = self._store.stamp(_key_of(document))
        if opened.document is not document:
            self._halt()
            self._listener.merged(opened)
            return True
        with self._wake:
            self._token = opened.token
            if self._waiting is document:
                self._waiting = None
        self._listener.saved(document.revision)
        return True

    def _halt(self) -> None:
        """Takes nothing more in until the other side's changes have been taken up."""
        with self._wake:
            self._halted = True
            self._waiting = None

    def _look(self, key: Key) -> None:
        stamp = self._store.stamp(key)
        if stamp == self._stamp:
            return
        try:
            opened = _opened(self._store, key)
        except AnnotatorError as error:
            self._unreadable = True
            self._listener.unreadable(error)
            return
        self._stamp = stamp
        if opened is not None and (self._unreadable or opened.token != self._token):
            self._listener.changed(opened)
        self._unreadable = False


def _pause(document: Own) -> float:
    """How long a save of this document waits, in seconds."""
    least, more, events = _FRAME
    return least + more * min(1.0, len(document.history) / events)


def _key_of(document: Own) -> Key:
    if isinstance(document, Review):
        return Key("review", document.article, document.reviewer)
    return Key("annotations", document.article, document.annotator)


def _join(store: Store, document: Own) -> None:
    if isinstance(document, Review):
        join_project(store, document.reviewer, "reviewer")
    else:
        join_project(store, document.annotator)


def _saved(store: Store, document: Own, token: str | None) -> Opened[Annotations] | Opened[Review]:
    if isinstance(document, Review):
        return store.save_review(document, token)
    return store.save_annotations(document, token)


def _opened(store: Store, key: Key) -> Opened[Annotations] | Opened[Review] | None:
    if key.thing == "review":
        return store.review(key.article, key.person)
    return store.annotations(key.article, key.person)
