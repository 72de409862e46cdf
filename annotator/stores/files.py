"""Projects as folders of JSON files: one file per article and person."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path

from annotator.codec import encode
from annotator.domain.names import file_key
from annotator.domain.overview import ArticleRow
from annotator.domain.project import Project
from annotator.durable import (
    make_folder,
    move_file,
    open_regular,
    private_file,
    read_file,
    reason,
    replace_file,
)
from annotator.durable.locking import locked
from annotator.errors import (
    AnnotatorError,
    NoProjectError,
    ProjectExistsError,
    ReadError,
    RefusedError,
    SaveError,
    TooLargeError,
    UnknownNameError,
)
from annotator.stores.base import D, Key, Opened, Thing, Written
from annotator.stores.documents import DocumentStore, in_the_way, name_in
from annotator.stores.index import Index

PROJECT_FILE = "annotator.json"
SECRET_FILE = ".secret"  # noqa: S105 - where it lies, not what it is
CUES_FOLDER = "cues"
_FOLDERS: dict[Thing, str] = {
    "article": "articles",
    "annotations": "annotations",
    "review": "reviews",
}
OWN_NAMES = (
    *(PROJECT_FILE, "guidelines.md", ".gitignore", ".lock", ".lock.exclusive", SECRET_FILE),
    *(*_FOLDERS.values(), "aside", CUES_FOLDER),
)
"""What a project has in its folder; whatever else is there belongs to its people."""

_ARTICLE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
_LARGE = 1_000_000
"""Bytes from which an own file is known again by its inode, size and times instead of its digest.

Every program of ours replaces files, so a change is another inode; reading nine megabytes at each
key would take longer than all the rest of a save.
"""
_LANGUAGE = re.compile(r"[a-z]{2,8}")
_MOST_CUES = 1_000_000
"""Bytes of a file of cues; the program's own has fifty thousand."""
_LEAST_SECRET = 32
"""Bytes below which a secret is none."""
_HEAD = 2048
"""Bytes at the beginning of a file that hold the name of whose it is."""


def is_project(folder: Path) -> bool:
    """Whether a folder is a project."""
    return (folder / PROJECT_FILE).is_file()


def find_project(start: Path) -> Path | None:
    """The nearest folder upward that is a project, or has one in its folder `desk`.

    The way ends below a folder in which everybody may put things, such as `/tmp`: what lies
    there may be a stranger's. It is looked into only by those who begin there.
    """
    for folder in (start, *start.parents):
        if folder != start and _is_everybodys(folder):
            return None
        for candidate in (folder, folder / "desk"):
            if _is_file(candidate / PROJECT_FILE):
                return candidate
    return None


def _is_everybodys(folder: Path) -> bool:
    """Whether a folder is one where people keep their own things side by side."""
    try:
        mode = folder.stat().st_mode
    except OSError:
        return False
    return bool(mode & stat.S_ISVTX and mode & stat.S_IWOTH)


def create_project(
    root: Path, project: Project, guidelines: str, *, private: bool = False
) -> FileStore:
    """Makes a project folder; `private` makes one that other users of the machine cannot read.

    Raises:
        ProjectExistsError: there is one.
        SaveError: it cannot be made.
    """
    if _is_file(root / PROJECT_FILE):
        raise ProjectExistsError(str(root))
    try:
        make_folder(root)
        if private:
            root.chmod(0o700)
    except OSError as error:
        raise SaveError(str(root), reason(error)) from error
    if not _is_file(root / "guidelines.md"):
        replace_file(root / "guidelines.md", guidelines.encode())
    replace_file(root / PROJECT_FILE, encode(project))
    return FileStore(root)


class FileStore(DocumentStore):
    """A project in a folder that people may share, copy and keep under version control."""

    def __init__(self, root: Path, cache: Path | None = None) -> None:
        """Opens a project.

        Args:
            root: its folder.
            cache: where to keep an index that makes the overview quick; none without.

        Raises:
            NoProjectError: there is none.
        """
        if not _is_file(root / PROJECT_FILE):
            raise NoProjectError(str(root))
        self.root = root
        self._written: dict[Key, tuple[str | None, str]] = {}
        self._index = self._new_index(root, cache) if cache else None

    def _new_index(self, root: Path, cache: Path) -> Index:
        return Index(root, cache, self.article_ids, self.row, project=self._rows_depend_on)

    def _rows_depend_on(self) -> int:
        """A number for what rows of the overview depend on in the project itself."""
        try:
            project = self._project_today()
        except AnnotatorError:  # rows can be read without it
            return 0
        parts: list[object] = [project.renamed, project.settings.majority]
        if project.settings.blind:  # then it matters to whom comments are shown, and waiting
            parts += [project.people, sorted(project.assignments.items())]
        return 1 + int.from_bytes(hashlib.sha256(repr(parts).encode()).digest()[:7])

    def where(self, key: Key) -> str:
        return str(self._path(key))

    def keeps(self, place: Path) -> bool:
        roots = [self.root, *(folder for folder in place.parents if is_project(folder))]
        own = ((folder / name).resolve() for folder in roots for name in OWN_NAMES)
        spelt = Path(str(place).casefold())  # some file systems know no other spelling
        return any(spelt.is_relative_to(str(one).casefold()) for one in own)

    def lies_in(self, folder: Path) -> bool:
        return self.root.resolve().is_relative_to(folder)

    def folder(self) -> Path | None:
        return self.root

    def guidelines(self) -> str:
        try:
            return read_file(self.root / "guidelines.md").decode("utf-8", "replace")
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise _unreadable(self.root / "guidelines.md", error) from error

    def cues(self, language: str) -> Written | None:
        if not _LANGUAGE.fullmatch(language):
            return None
        path = self.root / CUES_FOLDER / f"{language}.txt"
        found = _bytes(path)
        if found is None:
            return None
        if len(found) > _MOST_CUES:
            raise TooLargeError(str(path), _MOST_CUES, "Take phrases out of it.")
        return Written(found.decode("utf-8", "replace"), str(path))

    def set_aside(self, article: str) -> None:
        self.article(article)
        with self._lock():
            last = self._aside(article)
            number = last[-1][0] + 1 if last else 1
            name = f"{article}.json" if number == 1 else f"{article}.{number}.json"
            move_file(self._path(Key("article", article)), self._aside_folder / name)

    def aside_ids(self) -> list[str]:
        return sorted({stem.partition(".")[0] for stem in _stems(self._aside_folder)})

    def bring_back(self, article: str) -> None:
        with self._lock():
            last = self._aside(article)
            if not last:
                raise UnknownNameError("article set aside", article, self.aside_ids())
            path = self._path(Key("article", article))
            if path.exists():
                raise RefusedError(in_the_way(article))
            move_file(last[-1][1], path)

    @property
    def _aside_folder(self) -> Path:
        return self.root / "aside" / "articles"

    def _aside(self, article: str) -> list[tuple[int, Path]]:
        """What was set aside under an id, numbered from 1, the latest last."""
        found = []
        for stem in _stems(self._aside_folder):
            name, _, number = stem.partition(".")
            if name == article and (number or "1").isdecimal():
                found.append((int(number or 1), self._aside_folder / f"{stem}.json"))
        return sorted(found)

    def secret(self) -> bytes:
        path = self.root / SECRET_FILE
        with self._lock():
            found = _bytes(path)
            if found is None:
                import secrets  # noqa: PLC0415 - only who exports pseudonyms needs it

                found = f"{secrets.token_hex(32)}\n".encode()
                private_file(path, found)
        if len(found.strip()) < _LEAST_SECRET:
            raise ReadError(str(path), "it holds no secret; delete it to have a new one made")
        return found.strip()

    def stamp(self, key: Key) -> str | None:
        try:
            found = self._path(key).stat()
        except OSError:
            return None
        return f"{found.st_ino}:{found.st_size}:{found.st_mtime_ns}:{found.st_ctime_ns}"

    def size(self, key: Key) -> int:
        try:
            return self._path(key).stat().st_size
        except OSError:
            return 0

    def overview(self, *, thorough: bool = False) -> list[ArticleRow]:
        if self._index is None:
            return super().overview(thorough=thorough)
        return self._index.overview(thorough=thorough)

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
        return _bytes(self._path(key))

    def _load_aside(self, article: str) -> bytes | None:
        last = self._aside(article)
        return _bytes(last[-1][1]) if last else None

    def _put(self, key: Key, data: Iterable[bytes]) -> None:
        replace_file(self._path(key), data)

    def _write(self, key: Key, document: D) -> Opened[D]:
        opened = super()._write(key, document)
        self._written[key] = (self.stamp(key), opened.token)
        return opened

    def _token_now(self, key: Key) -> str | None:
        written = self._written.get(key)
        if written and written == (self.stamp(key), written[1]) and self._is_large(key):
            return written[1]
        return super()._token_now(key)

    def _is_large(self, key: Key) -> bool:
        return self._path(key).stat().st_size > _LARGE

    def _keys(self, thing: Thing, article: str = "") -> list[Key]:
        folder = self.root / _FOLDERS[thing]
        if thing == "article":
            return [Key(thing, stem) for stem in _stems(folder) if _ARTICLE_ID.fullmatch(stem)]
        articles = [article] if article else _folders(folder)
        paths = (
            folder / each / f"{stem}.json"
            for each in articles
            if _ARTICLE_ID.fullmatch(each)
            for stem in _stems(folder / each)
        )
        keys = ((Key(thing, path.parent.name, _name_of(path)), path) for path in paths)
        # A copy under another name is nobody's: `annotator check` tells of it.
        return sorted(key for key, path in keys if self._path(key) == path)

    def _lock(self) -> AbstractContextManager[None]:
        return locked(self.root / ".lock")


def _bytes(path: Path) -> bytes | None:
    try:
        return read_file(path)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    except OSError as error:
        raise _unreadable(path, error) from error


def _name_of(path: Path) -> str:
    """Whose file it is; a damaged one is called by its file name."""
    try:
        with open_regular(path) as file:
            head = file.read(_HEAD)
            return name_in(head) or name_in(head + file.read()) or _decoded(path.stem)
    except OSError as error:
        raise _unreadable(path, error) from error


def _decoded(stem: str) -> str:
    """A file key with its percent-encoded letters as they were."""
    as_bytes = stem.encode("utf-8", "replace")
    letters = re.sub(rb"%([0-9A-F]{2})", lambda code: bytes.fromhex(code[1].decode()), as_bytes)
    return letters.decode("utf-8", "replace")


def _stems(folder: Path) -> list[str]:
    return sorted(
        entry.name.removesuffix(".json")
        for entry in _entries(folder)
        if entry.name.endswith(".json") and not entry.name.startswith(".")
    )


def _folders(folder: Path) -> list[str]:
    return sorted(entry.name for entry in _entries(folder) if entry.is_dir())


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise _unreadable(folder, error) from error


def _is_file(path: Path) -> bool:
    """Whether there is a file; a folder that may not be looked into has none."""
    try:
        return path.is_file()
    except OSError:
        return False


def _unreadable(path: Path, error: OSError) -> ReadError:
    return ReadError(str(path), reason(error))
