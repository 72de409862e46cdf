"""Plain text."""

from __future__ import annotations

from annotator.formats.declared import Declared, article_of
from annotator.formats.decoding import decode
from annotator.formats.incoming import Incoming, Reading

LIMIT = 20_000_000
"""Bytes that an article's file has at most."""


def read_plain(data: bytes, name: str, how: Reading | None = None) -> Incoming:
    """An article from a file of plain text.

    The byte-order mark is dropped; line ends and everything else stay as they are. The title is
    the first line that has a letter or a digit.

    Args:
        data: the whole file.
        name: of the file, for messages and, where no line serves as a title, for that.
        how: what else is known.

    Raises:
        EmptyFileError: it holds nothing that could be seen.
        BinaryFileError: it is no text.
        UndecodableFileError: it is text, but of no known encoding, or not what its mark says.
    """
    how = how or Reading()
    decoded = decode(data, name, [how.charset])
    return article_of(decoded.text, name, how, Declared(), notices=decoded.notices)
