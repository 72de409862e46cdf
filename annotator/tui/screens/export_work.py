"""What the export screen does on threads: it reads, counts and writes, and tells by messages.

Counting is begun anew by each choice; what was counted for earlier ones is known by its number.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from time import monotonic

from textual.message import Message

from annotator.errors import AnnotatorError, StoppedError
from annotator.flows.datasets.export_command import Here, command_of, here
from annotator.flows.datasets.exporting import Export, place_for, prepared
from annotator.flows.datasets.publish import Told
from annotator.flows.datasets.selecting import asked
from annotator.flows.desk import Desk
from annotator.tui.screens.export_form import Form, options

_EVERY = 0.1
"""Seconds between two words on how far it is."""
_A_MOMENT = 1.0
"""Seconds that leaving the program waits for what is being written to be cleaned up."""


class Looked(Message):
    """What a command depends on has been read, or cannot be."""

    def __init__(self, found: Here | Exception) -> None:
        super().__init__()
        self.found = found


class Went(Message):
    """Counting or writing goes on."""

    def __init__(self, number: int, share: float, what: str) -> None:
        super().__init__()
        self.number = number
        self.share = share
        """From 0 to 1."""
        self.what = what
        """The article at hand."""


class Counted(Message):
    """What would be written has been counted, or cannot be."""

    def __init__(self, number: int, found: Export | Exception) -> None:
        super().__init__()
        self.number = number
        self.found = found


class Written(Message):
    """It has been written, or has not."""

    def __init__(self, target: str, found: Export | Exception) -> None:
        super().__init__()
        self.target = target
        self.found = found


def foreseen(found: Export | Exception) -> Export | AnnotatorError:
    """What a thread has found; an error that nobody foresaw is raised, and ends the program."""
    if isinstance(found, Exception) and not isinstance(found, AnnotatorError):
        raise found
    return found


class Work:
    """The threads of one screen: at most one counts, and one writes."""

    def __init__(self, desk: Desk, post: Callable[[Message], object]) -> None:
        """Begins nothing yet.

        Args:
            desk: the project, and who asks.
            post: sends a message to the screen.
        """
        self._desk = desk
        self._post = post
        self._number = 0
        self._is_counting = False
        self._stop = Event()
        self._writing: Thread | None = None

    @property
    def is_writing(self) -> bool:
        """Whether something is being written."""
        return self._writing is not None

    def look(self) -> None:
        """Reads what a command depends on."""
        Thread(target=self._look, daemon=True).start()

    def count(self, form: Form) -> None:
        """Counts what is chosen; what is being counted ends by itself, and asks for this then."""
        self._number += 1
        if not self._is_counting:
            self._is_counting = True
            Thread(target=self._count, args=(self._number, form), daemon=True).start()

    def counted(self, event: Counted) -> bool:
        """Whether what was counted is what was asked for last; else it is to be counted anew."""
        self._is_counting = False
        return self.is_of_now(event.number)

    def is_of_now(self, number: int) -> bool:
        """Whether a number is that of what was asked for last."""
        return number == self._number

    def write(self, form: Form, target: str, *, force: bool) -> None:
        """Writes what is chosen; an earlier target only where it may be written over."""
        self._number += 1
        self._stop.clear()
        work = (self._number, form, target, force)
        self._writing = Thread(target=self._write, args=work, daemon=True)
        self._writing.start()

    def written(self) -> None:
        """Takes note that nothing is being written any more."""
        self._writing = None

    def stop(self) -> None:
        """Ends the writing, which leaves nothing that looks finished."""
        self._stop.set()

    def end(self) -> None:
        """Ends everything; what is being written gets a moment to clean up after itself."""
        self._number += 1
        self._stop.set()
        if self._writing is not None:
            self._writing.join(_A_MOMENT)

    # ── on threads ───────────────────────────────────────────────────────────────────────────

    def _look(self) -> None:
        try:
            self._post(Looked(here(self._desk)))
        except Exception as error:  # noqa: BLE001 - the screen tells it, or ends the program by it
            self._post(Looked(error))

    def _count(self, number: int, form: Form) -> None:
        try:
            export = self._ready(form, self._told(number, lambda: self.is_of_now(number)))
            export.counted()
            self._post(Counted(number, export))
        except Exception as error:  # noqa: BLE001 - as above
            self._post(Counted(number, error))

    def _write(self, number: int, form: Form, target: str, force: bool) -> None:  # noqa: FBT001 - a thread's arguments have no names
        try:
            place = place_for(self._desk.store, form.writer, Path(target), force=force)
            export = self._ready(form, self._told(number, lambda: not self._stop.is_set()))
            export.write(place)
            self._post(Written(target, export))
        except Exception as error:  # noqa: BLE001 - as above
            self._post(Written(target, error))

    def _ready(self, form: Form, told: Told) -> Export:
        said, store, writer = options(form), self._desk.store, form.writer
        wanted = asked(store, writer, said, self._desk.annotator)
        return prepared(store, writer, wanted, command_of(writer, said), told)

    def _told(self, number: int, wanted: Callable[[], bool]) -> Told:
        """Says now and then how far it is, and ends it once it is not wanted any more."""
        total = max(1, 2 * len(self._desk.store.article_ids()))
        said = monotonic()

        def told(done: int, what: str) -> None:
            nonlocal said
            if not wanted():
                raise StoppedError
            if monotonic() - said >= _EVERY:
                said = monotonic()
                self._post(Went(number, min(1.0, done / total), what))

        return told
