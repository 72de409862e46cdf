"""Files and folders that articles come from: found, and read within limits."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import BinaryIO

from annotator.cli.places import is_project
from annotator.errors import MissingFileError, ReadError, RefusedError, TooLargeError
from annotator.formats import LIMIT, READERS

STDIN = "-"


def read_source(source: str) -> bytes:
    """The bytes of a file, or of standard input for `-`.

    Raises:
        MissingFileError: there is no such file.
        ReadError: it cannot be read.
        TooLargeError: it has more bytes than an article may have; only that many are read.
    """
    if source == STDIN:
        return _limited(sys.stdin.buffer, "standard input")
    try:
        with Path(source).open("rb") as file:
            return _limited(file, source)
    except FileNotFoundError as error:
        raise MissingFileError(source) from error
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise MissingFileError(f"{source[:80]}…") from error
        raise ReadError(source, error.strerror or str(error)) from error


def _limited(file: BinaryIO, name: str) -> bytes:
    data = file.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise TooLargeError(name, LIMIT)
    return data


def is_folder(name: str) -> bool:
    """Whether there is a folder of that name; one too long to be a name is none."""
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):
        return False


def is_file(name: str) -> bool:
    """Whether there is something of that name that is no folder."""
    try:
        return Path(name).exists() and not Path(name).is_dir()
    except (OSError, ValueError):
        return False


def usual_patterns() -> tuple[str, ...]:
    """Names of files that a folder is searched for: those of the formats that are read."""
    return tuple(f"*{suffix}" for reader in READERS for suffix in reader.suffixes)


def files_in(folder: Path, patterns: tuple[str, ...]) -> Iterator[str]:
    """Files of a folder and those in it, in order of their names; hidden ones are left out.

    Links to folders are followed, each folder once, so a loop of links ends. Projects in the
    folder are passed over: what they hold was added already.

    Raises:
        ReadError: the folder itself cannot be read.
    """
    yield from _walk(folder, patterns, set(), first=True)


def _walk(
    folder: Path, patterns: tuple[str, ...], seen: set[tuple[int, int]], *, first: bool = False
) -> Iterator[str]:
    try:
        found = folder.stat()
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        if first:
            raise ReadError(str(folder), error.strerror or str(error)) from error
        return
    if (found.st_dev, found.st_ino) in seen or is_project(folder):
        return
    seen.add((found.st_dev, found.st_ino))
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _walk(Path(entry.path), patterns, seen)
        elif entry.is_file() and any(fnmatch(entry.name.lower(), p.lower()) for p in patterns):
            yield entry.path


def check_is_file(name: str) -> None:
    """Refuses what is no file.

    Raises:
        RefusedError: it is a folder.
        MissingFileError: there is nothing.
    """
    if is_folder(name):
        raise RefusedError(f"{name} is a folder. Bring in what it holds with `annotator add`.")
    if not is_file(name):
        raise MissingFileError(name)
