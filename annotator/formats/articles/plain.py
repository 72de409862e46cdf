"""Plain text."""

from __future__ import annotations

from itertools import islice, pairwise

from annotator.formats.articles.declared import Declared, article_of
from annotator.formats.articles.decoding import decode
from annotator.formats.articles.incoming import Incoming, Reading

LIMIT = 20_000_000
"""Bytes that an article's file has at most."""

_LOOKED_AT = 500
"""Lines at the beginning of a text that show whether it is wrapped."""

_FEWEST = 5
_SHARE = 0.4
"""Line ends inside sentences, of those between two lines of text, that tell a wrapped text."""

_FINAL = (".", "!", "?", ":", ";", "”", '"', "。")
_WRAPPED = (
    "Its lines break off inside sentences, and each line is cut by itself. Put every paragraph on "
    "a line of its own, or add it as Markdown, where lines are joined: name it .md."
)


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
    notices = [*decoded.notices, *([_WRAPPED] if _is_wrapped(decoded.text) else [])]
    return article_of(decoded.text, name, how, Declared(), notices=notices)


def _is_wrapped(text: str) -> bool:
    """Whether a text goes on in the middle of a sentence after many of its line ends."""
    lines = [line.strip() for line in islice(text[: _LOOKED_AT * 100].split("\n"), _LOOKED_AT)]
    pairs = [(line, after) for line, after in pairwise(lines) if line and after]
    inside = sum(after[0].islower() and not line.endswith(_FINAL) for line, after in pairs)
    return inside >= _FEWEST and inside > _SHARE * len(pairs)
