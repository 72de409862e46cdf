"""What belongs to a user and not to a project: settings, drafts, rescue files, recent articles."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import fields, replace
from itertools import count
from pathlib import Path
from typing import Any, Literal, cast

from annotator.codec import decode, encode, from_json, to_json
from annotator.domain.annotations import Annotations
from annotator.domain.names import file_key
from annotator.domain.project import UserSettings
from annotator.domain.review.decisions import Review
from annotator.durable import make_folder, move_file, read_file, reason, replace_file
from annotator.durable.locking import locked
from annotator.errors import ReadError, SaveError

_RECENT = 500
"""Articles of a project whose last opening is remembered."""

_WAIT = 1.0
"""Seconds that a change waits for the lock while somebody is at the keys."""

Personal = Literal["annotations", "review"]
"""The documents that belong to one person."""

_WAIT_UNSEEN = 10.0
"""Seconds that a draft waits for it, in a thread of its own."""


class PersonalFiles:
    """A user's own files, in the folders that the system has for them.

    Several programs of one user may be at work: each change reads, changes and replaces under a
    lock of its folder. Reading takes none. All that change something raise `SaveError` where
    they cannot, which should never keep anybody from work.
    """

    def __init__(self, config: Path, state: Path) -> None:
        """Names the folders; nothing is made before something is kept.

        Args:
            config: folder of the settings.
            state: folder of everything else, for the project at hand.
        """
        self._settings = config / "settings.json"
        self._drafts = state / "drafts.json"
        self._recent = state / "recent.json"
        self._rescue = state / "rescue"
        self._state = state

    @property
    def settings_file(self) -> Path:
        """Where the user's settings are, be there any or not."""
        return self._settings

    def settings(self) -> UserSettings:
        """The user's settings, the usual ones where nothing was set.

        Raises:
            DamagedFileError: the file is not what it should be.
        """
        data = _bytes(self._settings)
        if data is None:
            return UserSettings()
        return cast("UserSettings", decode(data, str(self._settings), "settings"))

    def change_settings(self, before: UserSettings, after: UserSettings) -> None:
        """Keeps what was changed of the settings; the rest stays as other programs have set it.

        Raises:
            DamagedFileError: the file is not what it should be; it is left as it is.
            ReadError: the file cannot be read.
            SaveError: it cannot be kept.
        """
        names = [field.name for field in fields(UserSettings)]
        changed = {n: getattr(after, n) for n in names if getattr(after, n) != getattr(before, n)}
        with _alone_in(self._settings.parent):
            replace_file(self._settings, encode(replace(self.settings(), **changed)))

    def draft(self, place: str) -> str:
        """A half-written text, by the place where it was being written; empty for none."""
        return str(self._plain(self._drafts).get(place, ""))

    def draft_places(self, beginning: str) -> list[str]:
        """Where something is half-written, of the places that begin so; none if unreadable."""
        try:
            return sorted(p for p in self._plain(self._drafts) if p.startswith(beginning))
        except ReadError:
            return []

    def keep_draft(self, place: str, text: str) -> None:
        """Keeps a half-written text; an empty one is forgotten.

        Raises:
            ReadError: the file cannot be read.
            SaveError: it cannot be kept.
        """
        if self.draft(place) == text:
            return
        with _alone_in(self._state, _WAIT_UNSEEN):
            drafts = self._plain(self._drafts)
            if text:
                drafts[place] = text
            else:
                drafts.pop(place, None)
            replace_file(self._drafts, to_json(drafts, pretty=True))

    def recent(self) -> dict[str, str]:
        """Articles that were opened lately, with the time, UTC; none if that cannot be read."""
        try:
            return self._opened()
        except ReadError:
            return {}

    def note_opened(self, article: str, at: str) -> None:
        """Remembers that an article was opened.

        Raises:
            ReadError: the file cannot be read.
            SaveError: it cannot be kept.
        """
        with _alone_in(self._state):
            opened = self._opened() | {article: at}
            newest = sorted(opened.items(), key=lambda item: item[1])[-_RECENT:]
            replace_file(self._recent, to_json(dict(newest), pretty=True))

    def _opened(self) -> dict[str, str]:
        return {str(k): str(v) for k, v in self._plain(self._recent).items()}

    def rescue(self, document: Annotations | Review) -> str:
        """Writes a document that cannot be saved in its project; returns where.

        An earlier one that was not taken back is put away and kept. A lock that cannot be had
        is done without: this is the last that can be done for the document.

        Raises:
            ReadError: what is there already cannot be read.
            SaveError: it cannot be kept here either.
        """
        if isinstance(document, Review):
            path = self._rescued_file(document.article, document.reviewer, "review")
        else:
            path = self._rescued_file(document.article, document.annotator, "annotations")
        data = encode(document)
        with contextlib.ExitStack() as held:
            with contextlib.suppress(SaveError):
                held.enter_context(_alone_in(self._state))
            if _bytes(path) not in {None, data}:
                self._put_away(path)
            replace_file(path, data)
        return str(path)

    def rescued(
        self, article: str, person: str, thing: Personal = "annotations"
    ) -> Annotations | Review | None:
        """A document that was rescued and not taken back yet.

        Raises:
            DamagedFileError: the file is not what it should be.
        """
        path = self._rescued_file(article, person, thing)
        data = _bytes(path)
        if data is None:
            return None
        return cast("Annotations | Review", decode(data, str(path), thing))

    def done_with_rescued(self, article: str, person: str, thing: Personal = "annotations") -> None:
        """Puts a rescued document away, after it was taken back or turned down."""
        path = self._rescued_file(article, person, thing)
        with _alone_in(self._state):
            if path.exists():  # else another program has done so
                self._put_away(path)

    def _rescued_file(self, article: str, person: str, thing: Personal) -> Path:
        kind = "" if thing == "annotations" else f".{thing}"
        return self._rescue / article / f"{file_key(person)}{kind}.json"

    @staticmethod
    def _put_away(path: Path) -> None:
        names = (path.with_suffix(f".{n}.done") for n in count(1))
        move_file(path, next(name for name in names if not name.exists()))

    @staticmethod
    def _plain(path: Path) -> dict[str, Any]:
        """A small file of plain values; one that cannot be read is as good as none."""
        data = _bytes(path)
        try:
            found = from_json(data) if data else {}
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


@contextlib.contextmanager
def _alone_in(folder: Path, wait: float = _WAIT) -> Iterator[None]:
    """Keeps other programs and threads from changing anything in a folder, which is made.

    Raises:
        SaveError: the folder cannot be written in, or others hold it for too long.
    """
    try:
        make_folder(folder)
    except OSError as error:
        raise SaveError(str(folder), reason(error)) from error
    with locked(folder / ".lock", wait):
        yield


def _bytes(path: Path) -> bytes | None:
    try:
        return read_file(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise ReadError(str(path), error.strerror or str(error)) from error
