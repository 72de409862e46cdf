"""What articles come from: files, folders, addresses, standard input; read within limits."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from collections.abc import Iterator
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from annotator.durable import NotRegularError, open_regular
from annotator.errors import (
    AnnotatorError,
    MissingFileError,
    NothingAddedError,
    ReadError,
    RefusedError,
    TooLargeError,
)
from annotator.stores.files import OWN_NAMES, is_project

if TYPE_CHECKING:
    from annotator.formats.articles import Reading

STDIN = "-"
_ABOUT_FOLDERS = ("readme*", "license*", "licence*")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_NO_FILE = (
    "it is a pipe or a device, and those may never end. Hand over what it holds as standard "
    "input, to `annotator add -`"
)


class Source(NamedTuple):
    """A source that was read."""

    data: bytes
    name: str
    """What to call it in messages."""
    how: Reading
    """What is known about it besides its bytes."""


def read_source(source: str, how: Reading | None = None) -> Source:
    """What a file, an http or https address, or standard input for `-` holds.

    Args:
        source: as it was typed. What begins as an address does is one; a file that is called so
            is meant with `./` before it.
        how: what a person said about it.

    Raises:
        MissingFileError: there is no such file.
        NothingAddedError: it is a pipe or a device.
        ReadError: it cannot be read.
        FetchError: the address cannot be used, or does not give a page.
        TooLargeError: it has more bytes than its format may have; only that many are read.
    """
    from annotator.formats.articles import Reading  # noqa: PLC0415 - most commands read no source

    how = how or Reading()
    if is_address(source):
        return _fetched(source, how)
    if source == STDIN:
        name = "standard input"
        try:
            return Source(_limited(sys.stdin.buffer, name, how), name, how)
        except OSError as error:
            raise ReadError(name, error.strerror or str(error)) from error
    try:
        with open_regular(Path(source)) as file:
            return Source(_limited(file, source, how), source, how)
    except NotRegularError as error:
        raise NothingAddedError(source, _NO_FILE) from error
    except FileNotFoundError as error:
        raise MissingFileError(source) from error
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise MissingFileError(f"{source[:80]}…") from error
        raise ReadError(source, error.strerror or str(error)) from error


def is_address(source: str) -> bool:
    """Whether a source begins as addresses do; http and https ones can be fetched."""
    return _ADDRESS.match(source) is not None


def _fetched(source: str, how: Reading) -> Source:
    from annotator.web import fetch  # noqa: PLC0415 - slow, and files do without it

    page = fetch(source)
    said = replace(how, url=page.url_final, content_type=page.content_type, charset=page.charset)
    return Source(page.data, page.url_final, said)


def _limited(file: BinaryIO, name: str, how: Reading) -> bytes:
    """All that a file holds, if its format may have as much."""
    from annotator.formats.articles import LIMIT, reader_for  # noqa: PLC0415 - as above

    data = file.read(LIMIT + 1)
    if len(data) <= LIMIT:
        return data
    limit = reader_for(name, data, how=how).limit
    data += file.read(max(limit + 1 - len(data), 0))
    if len(data) > limit:
        raise TooLargeError(name, limit)
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
    from annotator.formats.articles import READERS  # noqa: PLC0415 - as above

    return tuple(f"*{suffix}" for reader in READERS for suffix in reader.suffixes)


def tells_of_folder(name: str) -> bool:
    """Whether a file, by its name, tells of the folder that it lies in, and is no text of it."""
    return any(fnmatch(Path(name).name.lower(), pattern) for pattern in _ABOUT_FOLDERS)


def files_in(
    folder: Path, patterns: tuple[str, ...]
) -> Iterator[tuple[str, AnnotatorError | None]]:
    """Files of a folder and those in it, in order of their names; hidden ones are left out.

    Links are followed to files within the folder only: what others keep elsewhere is no part of
    it. Projects in the folder are passed over: what they hold was added already. Of a project that
    is the folder itself, what its people keep there besides is taken.

    Yields:
        The name of each, with the reason where it cannot be taken.
    """
    top = folder.resolve()
    pending, error = _entries(folder, is_top=True)
    if error:
        yield str(folder), error
    while pending:
        entry = pending.pop()
        wanted = any(fnmatch(entry.name.lower(), pattern.lower()) for pattern in patterns)
        try:
            why = _why_not(entry, top, wanted=wanted)
            if why:
                yield entry.path, NothingAddedError(entry.path, why)
            elif entry.is_dir(follow_symlinks=False):
                within, error = _entries(Path(entry.path))
                if error:
                    yield entry.path, error
                pending += within
            elif wanted and entry.is_file():
                yield entry.path, None
        except OSError as failed:
            yield entry.path, ReadError(entry.path, failed.strerror or str(failed))


def _entries(
    folder: Path, *, is_top: bool = False
) -> tuple[list[os.DirEntry[str]], ReadError | None]:
    """What a folder holds that is no project's, the first at the end, and why it cannot be told."""
    try:
        own = OWN_NAMES if is_project(folder) else ()
        if own and not is_top:
            return [], None
        with os.scandir(folder) as found:
            seen = (e for e in found if not e.name.startswith(".") and e.name not in own)
            return sorted(seen, key=lambda entry: entry.name, reverse=True), None
    except OSError as error:
        return [], ReadError(str(folder), error.strerror or str(error))


def _why_not(entry: os.DirEntry[str], top: Path, *, wanted: bool) -> str | None:
    """Why something in a folder is passed over though somebody may expect it; None if it is not.

    Raises:
        OSError: it is a link to nothing, or to itself.
    """
    mode = entry.stat().st_mode
    if stat.S_ISDIR(mode):
        leads_out = entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(top)
        return (
            "it is a link to a folder elsewhere; name that folder to add it" if leads_out else None
        )
    if not wanted:
        return None
    if not stat.S_ISREG(mode):
        return _NO_FILE
    if entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(top):
        return "it is a link to a file elsewhere; name the file to add it"
    return None


def check_is_file(name: str) -> None:
    """Refuses what is no file.

    Raises:
        RefusedError: it is a folder or an address.
        MissingFileError: there is nothing.
    """
    if is_address(name):
        raise RefusedError(f"{name} is an address. Bring it in with `annotator add` first.")
    if is_folder(name):
        raise RefusedError(f"{name} is a folder. Bring in what it holds with `annotator add`.")
    if not is_file(name):
        raise MissingFileError(name)
