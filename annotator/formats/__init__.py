"""Articles in: one row and one file for each format that can be read.

Readers work on bytes that are in memory already and name the file only in their messages; who
calls them opens files, and refuses those above `LIMIT` before reading them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from annotator.formats.incoming import Incoming
from annotator.formats.plain import LIMIT, read_plain

__all__ = ["LIMIT", "READERS", "Incoming", "Reader", "reader_for"]


@dataclass(frozen=True, slots=True)
class Reader:
    """A format that articles come in."""

    name: str
    suffixes: tuple[str, ...]
    """Ends of file names in lower case, with the dot."""
    read: Callable[[bytes, str], Incoming]
    """From the bytes and the name to show in messages; raises `errors.DataError`."""
    recognises: Callable[[bytes], bool] | None = None
    """Whether the bytes can be nothing else; null where only the name tells."""


READERS = (Reader("plain text", (".txt", ".text", ".md"), read_plain),)
"""Every format; the first one takes what no other claims."""


def reader_for(name: str, data: bytes, readers: tuple[Reader, ...] = READERS) -> Reader:
    """The reader of a file: by its content first, by its name second, else the first there is.

    Args:
        name: file name or path; `-` for standard input.
        data: the whole file.
        readers: the formats to choose from.
    """
    suffix = PurePath(name).suffix.lower()
    by_content = (row for row in readers if row.recognises and row.recognises(data))
    by_name = (row for row in readers if suffix in row.suffixes)
    return next(by_content, None) or next(by_name, readers[0])
