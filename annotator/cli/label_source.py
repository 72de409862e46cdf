"""What labels come from: a file, a folder or an archive of files, standard input; as streams."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from annotator.cli.archive import unpacked
from annotator.cli.inputs import STDIN, files_in, is_address
from annotator.durable import NotRegularError, open_regular, reason
from annotator.errors import (
    MissingFileError,
    NothingAddedError,
    ReadError,
    RefusedError,
)

_MOST_FILES = 200_000
"""Files of a folder that are read."""


class LabelSource:
    """Files that labels are read from, and how much of them has been read."""

    def __init__(self, name: str, paths: Sequence[Path], files: Sequence[str]) -> None:
        """Begins.

        Args:
            name: what to call it in messages.
            paths: where the files lie.
            files: what each is called within the source.
        """
        self.name = name
        self._paths = dict(zip(files, paths, strict=True))
        self._sizes = {file: _size(path) for file, path in self._paths.items()}
        self._before = 0
        self._open: tuple[str, BinaryIO] | None = None
        self.total = sum(self._sizes.values())
        """Bytes that it has."""

    @property
    def files(self) -> Sequence[str]:
        """Paths within a folder, in the order of their names; a single file's own name."""
        return list(self._paths)

    def open(self, file: str) -> BinaryIO:
        """One of the files at its beginning.

        Raises:
            ReadError: it cannot be read.
        """
        path = self._paths[file]
        try:
            stream = open_regular(path)
        except (NotRegularError, ValueError) as error:
            way_out = "Hand over what it holds as standard input: `annotator import FORMAT -`."
            raise RefusedError(f"{path} is no file, so it may never end. {way_out}") from error
        except OSError as error:
            raise ReadError(str(path), reason(error)) from error
        if self._open is not None:
            self._before += self._sizes[self._open[0]]
        self._open = (file, stream)
        return stream

    def begin(self) -> None:
        """Says that reading begins: what was looked at before was to tell the format."""
        self._before, self._open = 0, None

    def read(self) -> int:
        """Bytes that have been read, about."""
        if self._open is None:
            return self._before
        with contextlib.suppress(ValueError, OSError):  # closed: the next one is opened soon
            return self._before + self._open[1].tell()
        return self._before + self._sizes[self._open[0]]


@contextlib.contextmanager
def label_source(said: str) -> Iterator[LabelSource]:
    """A source as it was typed: a file, a folder, a zip archive, or `-` for standard input.

    Standard input is kept in a file while it is read, so that its format can be told first.

    Raises:
        RefusedError: it is an address, or no file.
        MissingFileError: there is nothing.
        ReadError: it cannot be read.
    """
    if said == STDIN:
        with tempfile.NamedTemporaryFile(prefix="annotator-") as kept:
            shutil.copyfileobj(sys.stdin.buffer, kept)
            kept.flush()
            yield LabelSource("standard input", [Path(kept.name)], ["standard input"])
        return
    if is_address(said):
        raise RefusedError(f"{said} is an address. Fetch the file first, and name that.")
    path = Path(said)
    try:
        is_folder = path.is_dir()
        is_there = is_folder or path.exists()
    except (OSError, ValueError):
        is_folder = is_there = False
    if not is_there:
        raise MissingFileError(said if len(said) <= 120 else f"{said[:119]}…")  # noqa: PLR2004 - a line of a message
    if path.suffix.lower() == ".zip" and path.is_file():
        with unpacked(path, said) as held:
            yield LabelSource(said, list(held.values()), list(held))
        return
    if not is_folder:
        yield LabelSource(said, [path], [path.name])
        return
    paths = list(_within(path))
    yield LabelSource(said, paths, [one.relative_to(path).as_posix() for one in paths])


def _within(folder: Path) -> Iterator[Path]:
    """The files of a folder and those in it.

    Raises:
        RefusedError: one of them is no file, or leads out of it, or there are too many.
        ReadError: one of them cannot be read.
    """
    for number, (name, error) in enumerate(files_in(folder, ("*",))):
        if isinstance(error, NothingAddedError):
            what = "is a pipe, a device, or a link to elsewhere"
            raise RefusedError(
                f"{name} {what}, so nothing in {folder} was read. Take it away, or import the "
                "files one by one."
            ) from error
        if error is not None:
            raise error
        if number == _MOST_FILES:
            raise RefusedError(
                f"{folder} holds more than {_MOST_FILES:,} files. Import the folders in it one by "
                "one."
            )
        yield Path(name)


def _size(path: Path) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116 - the same, and it is a path already
    except (OSError, ValueError):
        return 0
