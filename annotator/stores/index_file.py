"""The file that an index is kept in: SQLite, in the user's cache folder.

Nothing that is wrong with it is an error: what cannot be read is empty, what cannot be written
is left. Two programs may use it at once; each writing gives it a new token, by which one notices
that the other has written since it read.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from annotator import __version__
from annotator.codec import from_json, to_json
from annotator.domain.overview import ArticleRow, PersonRow
from annotator.domain.progress import Progress
from annotator.domain.review.teamwork import NONE, Teamwork, Waiting

if TYPE_CHECKING:
    from sqlite3 import Connection

UNSURE = 0
"""The stamp of what may change without its time telling: it equals no stamp, itself included."""

MISSING = 1
"""The stamp of what is not there."""

_VERSION = f"4 {__version__} {' '.join(field.name for field in fields(Progress))}"
"""A program that counts otherwise builds its index anew."""

_BUSY = 1.0
"""Seconds to wait for another program that is writing."""

_DAMAGED = {1, 11, 20, 26}
"""SQLite's codes for other tables than ours, damage, values of other types, no database."""

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value) WITHOUT ROWID",
    """CREATE TABLE IF NOT EXISTS article (
        id TEXT PRIMARY KEY, file INTEGER NOT NULL, folder INTEGER NOT NULL,
        reviews INTEGER NOT NULL, marks INTEGER NOT NULL, names TEXT NOT NULL,
        row BLOB NOT NULL) WITHOUT ROWID""",
)


class Entry(NamedTuple):
    """An article's row, and the stamps of what it was read from."""

    file: int
    """Of the article's file."""
    folder: int
    """Of the folder that holds its annotations."""
    reviews: int
    """Of the folder that holds its reviews."""
    marks: int
    """Of all files in those two folders together."""
    names: str
    """The names of the annotations, a `/` between them, and of the reviews after `//`."""
    row: ArticleRow


class Stamps(NamedTuple):
    """The stamps of the folders that tell which articles there are, and who is at work on them."""

    articles: int = UNSURE
    annotations: int = UNSURE
    reviews: int = UNSURE
    project: int = UNSURE
    """Of what rows depend on in the project itself."""


class Kept(NamedTuple):
    """What an index holds: every article there was when its folders had these stamps."""

    token: str
    stamps: Stamps
    entries: Mapping[str, Entry]
    """By id, in the order of the ids."""


EMPTY = Kept("", Stamps(), {})


class IndexFile:
    """The index of one project."""

    def __init__(self, root: Path, cache: Path) -> None:
        """Names the file; nothing is made before there is something to keep.

        Args:
            root: the project's folder.
            cache: the user's folder for indexes.
        """
        self._root = os.fsencode(root.resolve())
        self.path = cache.resolve() / f"{hashlib.sha256(self._root).hexdigest()[:16]}.sqlite3"
        self._of_no_use = False

    def load(self) -> Kept:
        """What is kept; nothing where the file is not there, damaged or of another version."""
        import sqlite3  # noqa: PLC0415 - only the overview needs it

        try:
            if not self.path.exists():
                return EMPTY
            with contextlib.closing(self._opened("rw")) as database:
                database.execute("BEGIN")
                about = dict(database.execute("SELECT name, value FROM about"))
                if self._is_ours(about):
                    return _read(about, database)
        except (sqlite3.Error, OSError) as error:
            self._of_no_use = _is_damaged(error)
        except (ValueError, TypeError, KeyError):
            self._of_no_use = True
        else:
            self._of_no_use = True
        return EMPTY

    def keep(
        self, before: Kept, stamps: Stamps, new: Mapping[str, Entry], gone: Collection[str]
    ) -> str:
        """Writes what has changed since `before`; returns the token of the file as it is now.

        Args:
            before: what was read, or written last.
            stamps: of the folders; believed only if nobody else has written since `before`.
            new: entries to add or to replace.
            gone: articles that are there no more.
        """
        import sqlite3  # noqa: PLC0415 - as above

        for _ in range(2):
            try:
                if self._of_no_use:
                    self.path.unlink(missing_ok=True)
                    self._of_no_use = False
                return self._write(before, stamps, new, gone)
            except (sqlite3.Error, OSError) as error:
                if not _is_damaged(error):
                    break
                self._of_no_use = True
        return before.token

    def _write(
        self, before: Kept, stamps: Stamps, new: Mapping[str, Entry], gone: Collection[str]
    ) -> str:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        token = secrets.token_hex(8)
        rows = [(article, *entry[:5], _packed(entry.row)) for article, entry in new.items()]
        with contextlib.closing(self._opened("rwc")) as database:
            database.execute("BEGIN IMMEDIATE")
            for table in _SCHEMA:
                database.execute(table)
            about = dict(database.execute("SELECT name, value FROM about"))
            alone = about.get("token", "") == before.token
            same_project = about.get("project") == stamps.project
            values = {
                "version": _VERSION,
                "root": self._root,
                "token": token,
                "articles": stamps.articles if alone else UNSURE,
                "annotations": stamps.annotations if alone else UNSURE,
                "reviews": stamps.reviews if alone else UNSURE,
                "project": stamps.project if alone or same_project else UNSURE,
            }
            if about and not self._is_ours(about):
                database.execute("DELETE FROM article")
            database.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", values.items())
            database.executemany("DELETE FROM article WHERE id = ?", [(each,) for each in gone])
            database.executemany(
                "INSERT OR REPLACE INTO article VALUES (?, ?, ?, ?, ?, ?, ?)", rows
            )
            database.execute("COMMIT")
        return token

    def _opened(self, mode: str) -> Connection:
        import sqlite3  # noqa: PLC0415 - as above

        address = f"{self.path.as_uri()}?mode={mode}"
        return sqlite3.connect(address, uri=True, timeout=_BUSY, isolation_level=None)

    def _is_ours(self, about: Mapping[str, Any]) -> bool:
        return about.get("version") == _VERSION and about.get("root") == self._root


def _is_damaged(error: Exception) -> bool:
    """Whether the file is to be made anew; else it is only busy, full or not to be written."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF in _DAMAGED


def _read(about: Mapping[str, Any], database: Connection) -> Kept:
    query = "SELECT id, file, folder, reviews, marks, names, row FROM article ORDER BY id"
    found = list(database.execute(query))
    plain = from_json(b"[%s]" % b",".join([row[6] for row in found]))
    entries = {
        article: Entry(file, folder, reviews, marks, names, _unpacked(article, packed))
        for (article, file, folder, reviews, marks, names, _), packed in zip(
            found, plain, strict=True
        )
    }
    folders = Stamps(*(int(about[name]) for name in Stamps._fields))
    return Kept(about["token"], folders, entries)


def _packed(row: ArticleRow) -> bytes:
    people = [
        [
            person.annotator,
            *(getattr(person.progress, field.name) for field in fields(Progress)),
            person.handed_in,
            person.updated,
            person.problem,
        ]
        for person in row.people
    ]
    team = row.team
    waiting = [[name, each.comments, each.sent_back] for name, each in team.waiting.items()]
    figures = None if team == NONE else [team.compared, team.agreed, team.to_settle, waiting]
    return to_json([row.title, row.retrieved, row.sentences, people, row.problem, figures])


def _unpacked(article: str, packed: list[Any]) -> ArticleRow:
    title, retrieved, sentences, people, problem, figures = packed
    team = NONE
    if figures is not None:
        compared, agreed, to_settle, waiting = figures
        by_person = {name: Waiting(*each) for name, *each in waiting}
        team = Teamwork(compared, agreed, to_settle, by_person)
    return ArticleRow(article, title, retrieved, sentences, tuple(_people(people)), problem, team)


def _people(people: list[list[Any]]) -> Iterator[PersonRow]:
    for annotator, *counts, handed_in, updated, problem in people:
        yield PersonRow(annotator, Progress(*counts), handed_in, updated, problem)
