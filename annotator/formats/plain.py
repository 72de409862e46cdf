"""Plain text: UTF-8, or UTF-16 and UTF-32 that say so with a byte-order mark."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath

from annotator.errors import (
    BinaryFileError,
    EmptyFileError,
    TooLargeError,
    UndecodableFileError,
    UnsupportedFileError,
)
from annotator.formats.incoming import Incoming, Reading

LIMIT = 20_000_000
"""Bytes that an article's file has at most."""

LONGEST_TITLE = 200
"""Code points."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte-order marks; UTF-32 first, because its little-endian one begins like that of UTF-16."""

_BEGINNINGS = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS-Adobe", "a PostScript document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"ID3\x02", "a sound recording"),
    (b"ID3\x03", "a sound recording"),
    (b"ID3\x04", "a sound recording"),
    (b"OggS\x00", "a sound recording"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh91AY&SY", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
"""How well-known files that hold no plain text begin, where no article could begin like that."""

_HTML = re.compile(
    r"(?>[\s\ufeff]|<\?xml[^>]*>|<!--.*?-->)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_CONTROL = bytes(set(range(32)) - set(b"\b\t\n\v\f\r\x1b") | {127})
_HEAD = 4_096
_SAMPLE = 65_536
_FEW_CONTROLS = 8
_SHARE_IN_TEXT = 0.3
_SHARE_IN_UNDECODABLE = 0.03

_LOST = re.compile(r"[\x00\ud800-\udfff]")
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*\Z")


def read_plain(data: bytes, name: str, how: Reading | None = None) -> Incoming:
    """An article from a file of plain text.

    The byte-order mark is dropped, lone surrogates and NUL become U+FFFD with a notice; line ends
    and everything else stay as they are. The title is the first line that has a letter or a digit.

    Args:
        data: the whole file.
        name: of the file, for messages and, where no line serves as a title, for that.
        how: what else is known.

    Raises:
        TooLargeError: it has more than `LIMIT` bytes.
        EmptyFileError: it holds nothing that could be seen.
        BinaryFileError: it is no text.
        UnsupportedFileError: it is HTML.
        UndecodableFileError: it is text, but not UTF-8, or not what its byte-order mark says.
    """
    if len(data) > LIMIT:
        raise TooLargeError(name, LIMIT)
    for beginning, looks_like in _BEGINNINGS:
        if data.startswith(beginning):
            raise BinaryFileError(name, looks_like)
    mark, encoding = next((row for row in _MARKS if data.startswith(row[0])), (b"", "utf-8"))
    body = data[len(mark) :]
    if _HTML.match(body[:_HEAD].decode(encoding, "replace")):
        raise UnsupportedFileError(name, "an HTML page")
    try:
        decoded = body.decode(encoding, "surrogatepass")
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            _refuse_binary(data, name, _SHARE_IN_UNDECODABLE)
        raise UndecodableFileError(name, len(mark) + error.start, encoding) from error
    if encoding == "utf-8":
        _refuse_binary(data, name, _SHARE_IN_TEXT)
    if _UNSEEN.match(decoded):
        raise EmptyFileError(name)
    text, lost = _LOST.subn("\ufffd", decoded)
    how = how or Reading()
    return Incoming(_title(text, name), text, _notices(lost), url=how.url, language=how.language)


def _refuse_binary(data: bytes, name: str, share: float) -> None:
    """Refuses bytes of which more than this share, at the beginning, stand in no text.

    Raises:
        BinaryFileError: so they are.
    """
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    if controls >= _FEW_CONTROLS and controls > share * len(sample):
        raise BinaryFileError(name, _guess(sample))


def _guess(sample: bytes) -> str:
    """What bytes that are no text could be."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if max(even, odd) > half / 2 and min(even, odd) < half / 8:
        return "UTF-16 text without a byte-order mark"
    return "binary data"


def _notices(lost: int) -> tuple[str, ...]:
    """What the person who adds the file should know."""
    if not lost:
        return ()
    what = "1 character" if lost == 1 else f"{lost} characters"
    return (f"{what} that no text can hold (NUL or half of a surrogate pair) became U+FFFD.",)


def _title(text: str, name: str) -> str:
    """The first line that says something, on one line and cut to length; else the file's name."""
    for line in re.finditer(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+", text):
        if any(map(str.isalnum, line.group())):
            return _shortened(line.group())
    return _shortened(PurePath(name).stem.strip("-")) or "untitled"


def _shortened(line: str) -> str:
    """A line with its white space collapsed, and an ellipsis where its end is missing."""
    line = " ".join(line.split())
    if len(line) <= LONGEST_TITLE:
        return line
    return line[: LONGEST_TITLE - 1].rstrip() + "…"
