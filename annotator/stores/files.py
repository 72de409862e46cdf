"""Projects as folders of JSON files: one file per article and person."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from annotator.codec import encode
from annotator.domain.names import file_key
from annotator.domain.project import Project
from annotator.durable import locked, make_folder, move_file, replace_file
from annotator.errors import (
    NoProjectError,
    ProjectExistsError,
    ReadError,
    SaveError,
    UnknownNameError,
)
from annotator.stores.base import DocumentStore, Key, Thing, name_in

PROJECT_FILE = "annotator.json"
_FOLDERS: dict[Thing, str] = {
    "article": "articles",
    "annotations": "annotations",
    "review": "reviews",
}
_ARTICLE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
_HEAD = 2048
"""Bytes at the beginning of a file that hold the name of whose it is."""


def find_project(start: Path) -> Path | None:
    """The nearest folder upward that is a project, or has one in its folder `desk`."""
    for folder in (start, *start.parents):
        for candidate in (folder, folder / "desk"):
            if (candidate / PROJECT_FILE).is_file():
                return candidate
    return None


def create_project(
    root: Path, project: Project, guidelines: str, *, private: bool = False
) -> FileStore:
    """Makes a project folder; `private` makes one that other users of the machine cannot read.

    Raises:
        ProjectExistsError: there is one.
        SaveError: it cannot be made.
    """
    if (root / PROJECT_FILE).exists():
        raise ProjectExistsError(str(root))
    try:
        make_folder(root)
        if private:
            root.chmod(0o700)
    except OSError as error:
        raise SaveError(str(root), error.strerror or str(error)) from error
    if not (root / "guidelines.md").exists():
        replace_file(root / "guidelines.md", guidelines.encode())
    replace_file(root / PROJECT_FILE, encode(project))
    return FileStore(root)


class FileStore(DocumentStore):
    """A project in a folder that people may share, copy and keep under version control."""

    def __init__(self, root: Path) -> None:
        if not (root / PROJECT_FILE).is_file():
            raise NoProjectError(str(root))
        self.root = root

    def where(self, key: Key) -> str:
        return str(self._path(key))

    def guidelines(self) -> str:
        try:
            return (self.root / "guidelines.md").read_text("utf-8", "replace")
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise _unreadable(self.root / "guidelines.md", error) from error

    def set_aside(self, article: str) -> None:
        self.article(article)
        path = self._path(Key("article", article))
        with self._lock():
            move_file(path, self.root / "aside" / "articles" / path.name)

    def bring_back(self, article: str) -> None:
        folder = self.root / "aside" / "articles"
        source = folder / f"{article}.json"
        if not _ARTICLE_ID.fullmatch(article) or not source.is_file():
            known = sorted(path.stem for path in folder.glob("*.json"))
            raise UnknownNameError("article set aside", article, known)
        with self._lock():
            move_file(source, self._path(Key("article", article)))

    def stamp(self, key: Key) -> str | None:
        try:
            found = self._path(key).stat()
        except OSError:
            return None
        return f"{found.st_ino}:{found.st_size}:{found.st_mtime_ns}:{found.st_ctime_ns}"

    def _path(self, key: Key) -> Path:
        if key.thing == "project":
            return self.root / PROJECT_FILE
        folder = self.root / _FOLDERS[key.thing]
        if not _ARTICLE_ID.fullmatch(key.article):
            return folder / "\0"
        if key.thing == "article":
            return folder / f"{key.article}.json"
        return folder / key.article / f"{file_key(key.person)}.json"

    def _load(self, key: Key) -> bytes | None:
        path = self._path(key)
        try:
            return path.read_bytes()
        except (FileNotFoundError, NotADirectoryError, ValueError):
            return None
        except OSError as error:
            raise _unreadable(path, error) from error

    def _put(self, key: Key, data: bytes) -> None:
        replace_file(self._path(key), data)

    def _keys(self, thing: Thing, article: str = "") -> list[Key]:
        folder = self.root / _FOLDERS[thing]
        if thing == "article":
            return [Key(thing, stem) for stem in _stems(folder)]
        articles = [article] if article else _folders(folder)
        return sorted(
            Key(thing, each, self._name_of(folder / each / f"{stem}.json", stem))
            for each in articles
            if _ARTICLE_ID.fullmatch(each)
            for stem in _stems(folder / each)
        )

    def _name_of(self, path: Path, stem: str) -> str:
        """Whose file it is; a damaged one is called by its file name."""
        try:
            with path.open("rb") as file:
                return name_in(file.read(_HEAD)) or stem
        except OSError as error:
            raise _unreadable(path, error) from error

    def _lock(self) -> AbstractContextManager[None]:
        return locked(self.root / ".lock")


def _stems(folder: Path) -> list[str]:
    return sorted(
        entry.name.removesuffix(".json")
        for entry in _entries(folder)
        if entry.name.endswith(".json") and not entry.name.startswith(".")
    )


def _folders(folder: Path) -> list[str]:
    return sorted(entry.name for entry in _entries(folder) if entry.is_dir())


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        try:
            with os.scandir(folder) as entries:
                yield from entries
        except PermissionError as error:
            raise _unreadable(folder, error) from error


def _unreadable(path: Path, error: OSError) -> ReadError:
    return ReadError(str(path), error.strerror or str(error))
