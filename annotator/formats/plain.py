"""Plain text, and what the text of every format goes through before it is an article."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath

from annotator.errors import EmptyFileError
from annotator.formats.decoding import decode
from annotator.formats.incoming import Incoming, Reading

LIMIT = 20_000_000
"""Bytes that an article's file has at most."""

LONGEST_TITLE = 200
"""Code points."""

_LOST = re.compile(r"[\x00\ud800-\udfff]")
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*\Z")


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
    made = Incoming("", decoded.text, decoded.notices, url=how.url, language=how.language)
    return finished(made, name)


def finished(incoming: Incoming, name: str) -> Incoming:
    """What a reader made, with text that can be stored and a title: the last step of each.

    Lone surrogates and NUL become U+FFFD with a notice, a byte-order mark at the beginning is
    dropped. A title that is missing is taken from the text, else from the name; metadata is put
    on one line, and is null where nothing is left.

    Raises:
        EmptyFileError: the text holds nothing that could be seen.
    """
    text = incoming.text.removeprefix("\ufeff")
    if _UNSEEN.match(text):
        raise EmptyFileError(name)
    text, lost = _LOST.subn("\ufffd", text)
    return replace(
        incoming,
        title=_shortened(_LOST.sub("\ufffd", incoming.title)) or title_of(text, name),
        text=text,
        notices=incoming.notices + _notices(lost),
        url=_on_one_line(incoming.url),
        publisher=_on_one_line(incoming.publisher),
        byline=_on_one_line(incoming.byline),
        language=_on_one_line(incoming.language),
        license=_on_one_line(incoming.license),
    )


def title_of(text: str, name: str) -> str:
    """The first line that says something, on one line and cut to length; else the file's name."""
    for line in re.finditer(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+", text):
        if any(map(str.isalnum, line.group())):
            return _shortened(line.group())
    return _shortened(_LOST.sub("\ufffd", PurePath(name).stem.strip("-"))) or "untitled"


def _notices(lost: int) -> tuple[str, ...]:
    """What the person who adds the file should know."""
    if not lost:
        return ()
    what = "1 character" if lost == 1 else f"{lost} characters"
    return (f"{what} that no text can hold (NUL or half of a surrogate pair) became U+FFFD.",)


def _shortened(line: str) -> str:
    """A line with its white space collapsed, and an ellipsis where its end is missing."""
    line = " ".join(line.split())
    if len(line) <= LONGEST_TITLE:
        return line
    return line[: LONGEST_TITLE - 1].rstrip() + "…"


def _on_one_line(value: str | None) -> str | None:
    """Metadata without line ends and what no text can hold; None where nothing is left."""
    return " ".join(_LOST.sub("\ufffd", value).split()) or None if value else None
