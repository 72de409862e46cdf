"""Archives of files, as tools hand them out: unpacked while they are read."""

from __future__ import annotations

import contextlib
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from annotator.durable import reason
from annotator.errors import BrokenDocumentError, LockedFileError, ReadError, TooLargeError

MOST = 20_000_000_000
"""Bytes that an archive may unpack to."""

_ENCRYPTED = 0x1
_CHUNK = 1 << 20


@contextlib.contextmanager
def unpacked(path: Path, name: str) -> Iterator[dict[str, Path]]:
    """The files of a zip archive, by what they are called in it, as long as they are needed.

    They lie under names of our own: what an archive calls a file leads nowhere.

    Raises:
        DataError: it is none, is damaged, asks for a password, or unpacks to too much.
        ReadError: the disk failed.
    """
    with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
        try:
            with zipfile.ZipFile(path) as archive:
                files = dict(_each(archive, name, Path(folder)))
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise BrokenDocumentError(name, "a zip archive", "it is damaged") from error
        except OSError as error:
            raise ReadError(name, reason(error)) from error
        yield files


def _each(archive: zipfile.ZipFile, name: str, folder: Path) -> Iterator[tuple[str, Path]]:
    held = sorted(
        (one for one in archive.infolist() if not one.is_dir()), key=lambda one: one.filename
    )
    if any(one.flag_bits & _ENCRYPTED for one in held):
        raise LockedFileError(name)
    left = MOST
    for number, one in enumerate(held):
        place = folder / str(number)
        with archive.open(one) as packed, place.open("wb") as plain:
            left -= _copied(packed, plain, left, name)
        yield one.filename, place


def _copied(packed: IO[bytes], plain: IO[bytes], most: int, name: str) -> int:
    """How many bytes were written."""
    done = 0
    while piece := packed.read(_CHUNK):
        done += len(piece)
        if done > most:
            raise TooLargeError(f"{name}, unpacked", MOST, "Unpack it, and import its files.")
        plain.write(piece)
    return done
