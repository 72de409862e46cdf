"""Every file of a project folder, whatever it holds; and setting aside what is damaged."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from annotator.durable import move_file, read_file, reason, replace_file
from annotator.durable.locking import locked
from annotator.errors import ReadError, SaveError
from annotator.stores.files import PROJECT_FILE

_AT_THE_TOP = frozenset({f".{PROJECT_FILE}.tmp", ".guidelines.md.tmp"})
"""Temporary files of ours in the project's folder; others may be of an export that goes there."""

FileThing = Literal["project", "article", "annotations", "review", "settings"]


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """A file that stands where a project's files stand."""

    path: Path
    name: str
    """The path from the project's folder, with `/`."""
    thing: FileThing | None
    """What it should be by its place; null for what has no business there."""
    article: str = ""
    """The id of the article that it should be, or be about."""

    @property
    def is_temporary(self) -> bool:
        """Whether it is a temporary file of a save: of one that is going on, or a leftover."""
        return _is_temporary(self.path)

    @property
    def is_there(self) -> bool:
        """Whether it is still there."""
        return os.path.lexists(self.path)

    def read(self) -> bytes:
        """The bytes.

        Raises:
            ReadError: they cannot be read.
        """
        try:
            return read_file(self.path)
        except OSError as error:
            raise ReadError(str(self.path), reason(error)) from error


def project_files(root: Path) -> Iterator[ProjectFile]:
    """The project file, then every article, then what people said, article by article.

    Hidden files that are no temporary files of saves belong to other programs and are passed
    over.

    Raises:
        ReadError: a folder cannot be looked into.
    """
    yield ProjectFile(root / PROJECT_FILE, PROJECT_FILE, "project")
    yield from (_file(root, path, None, "") for path in _files(root) if path.name in _AT_THE_TOP)
    for path in _files(root / "articles"):
        yield _file(root, path, "article", path.stem)
    annotations, reviews = root / "annotations", root / "reviews"
    for folder in (annotations, reviews):
        yield from (_file(root, path, None, "") for path in _files(folder))
    for article in sorted({*_folders(annotations), *_folders(reviews)}):
        for path in _files(annotations / article):
            yield _file(root, path, "annotations", article)
        for path in _files(reviews / article):
            yield _file(root, path, "review", article)


def _file(root: Path, path: Path, thing: FileThing | None, article: str) -> ProjectFile:
    belongs = path.suffix == ".json" and not path.name.startswith(".")
    return ProjectFile(path, path.relative_to(root).as_posix(), thing if belongs else None, article)


def _is_temporary(path: Path) -> bool:
    return path.name.startswith(".") and path.name.endswith(".tmp")


def _files(folder: Path) -> list[Path]:
    return [
        path
        for path in _entries(folder)
        if (path.suffix == ".json" or not path.is_dir())  # a folder so called is in a file's place
        and (not path.name.startswith(".") or _is_temporary(path))
    ]


def _folders(folder: Path) -> list[str]:
    return [path.name for path in _entries(folder) if path.is_dir()]


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise ReadError(str(folder), error.strerror or str(error)) from error


def is_leftover(root: Path, file: ProjectFile) -> bool | None:
    """Whether a temporary file was left behind: a save that goes on holds the lock until it ends.

    Null where that cannot be told, because the lock is not to be had.
    """
    try:
        with locked(root / ".lock"):
            return file.is_there
    except SaveError:
        return None


def set_aside(
    root: Path, file: ProjectFile, at: str, *, judged: bytes | None, better: bytes | None
) -> str | None:
    """Puts a damaged file into the folder `aside`, and what could be read of it in its place.

    The damaged one is safe under its new name before anything happens to the old one. What was
    judged without the lock may have been saved anew since: then nothing is done.

    Args:
        root: the project's folder.
        file: the damaged one.
        at: the time, UTC; the folder is called by it.
        judged: the bytes that were found to be damaged; null for a leftover, whatever it holds.
        better: the bytes to put in its place; none for null.

    Returns:
        Where it is now, from the project's folder; null where it is not what was judged any more.

    Raises:
        SaveError: the disk failed; the file is where it was.
        ReadError: it cannot be read any more.
    """
    folder = root / "aside" / f"damaged-{at[:19].replace(':', '-')}"
    with locked(root / ".lock"):
        if not file.is_there or (judged is not None and file.read() != judged):
            return None
        target = _free(folder / file.name)
        if better is None:
            move_file(file.path, target)
        else:
            replace_file(target, judged if judged is not None else file.read())
            replace_file(file.path, better)
    return target.relative_to(root).as_posix()


def _free(path: Path) -> Path:
    """A name that nothing has yet."""
    number = 2
    free = path
    while os.path.lexists(free):
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return free
