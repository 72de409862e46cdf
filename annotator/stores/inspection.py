"""Every file of a project folder, whatever it holds; and setting aside what is damaged."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from annotator.durable import locked, move_file, replace_file
from annotator.errors import ReadError
from annotator.stores.files import PROJECT_FILE

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
    def is_leftover(self) -> bool:
        """Whether it is a temporary file of a save that was interrupted."""
        return self.path.name.startswith(".") and self.path.name.endswith(".tmp")

    def read(self) -> bytes:
        """The bytes.

        Raises:
            ReadError: they cannot be read.
        """
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise ReadError(str(self.path), error.strerror or str(error)) from error


def project_files(root: Path) -> Iterator[ProjectFile]:
    """The project file, then every article, then what people said, article by article.

    Hidden files that are no leftovers of saves belong to other programs and are passed over.

    Raises:
        ReadError: a folder cannot be looked into.
    """
    yield ProjectFile(root / PROJECT_FILE, PROJECT_FILE, "project")
    yield from (_file(root, path, None, "") for path in _files(root) if _is_leftover(path))
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


def _is_leftover(path: Path) -> bool:
    return path.name.startswith(".") and path.name.endswith(".tmp")


def _files(folder: Path) -> list[Path]:
    return [
        path
        for path in _entries(folder)
        if not path.is_dir() and (not path.name.startswith(".") or _is_leftover(path))
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


def set_aside(root: Path, file: ProjectFile, at: str, better: bytes | None) -> str:
    """Puts a damaged file into the folder `aside`, and what could be read of it in its place.

    The damaged one is safe under its new name before anything happens to the old one.

    Args:
        root: the project's folder.
        file: the damaged one.
        at: the time, UTC; the folder is called by it.
        better: the bytes to put in its place; none for null.

    Returns:
        Where it is now, from the project's folder.

    Raises:
        SaveError: the disk failed; the file is where it was.
    """
    folder = root / "aside" / f"damaged-{at[:19].replace(':', '-')}"
    target = _free(folder / file.name)
    with locked(root / ".lock"):
        if better is None:
            move_file(file.path, target)
        else:
            replace_file(target, file.read())
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
