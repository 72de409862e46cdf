"""Files that no labels are read from, by how they begin: archives, documents and the like."""

from __future__ import annotations

from annotator.errors import NoLabelsError
from annotator.formats.datasets.labeled import Source
from annotator.formats.datasets.lines import head_of

_UNPACK = "Unpack it, and import what is in it."
_SAVE = "Save it anew as UTF-8 in the program that it comes from."
_CONVERT = "Write it as JSONL or CSV, and import that."
_BEGINNINGS = (
    (b"\x1f\x8b", "a gzip archive", _UNPACK),
    (b"BZh", "a bzip2 archive", _UNPACK),
    (b"\xfd7zXZ\x00", "an xz archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", _UNPACK),
    (
        b"PK\x03\x04",
        "a zip archive or an office document",
        "Save a table as CSV; an archive is read if its name ends in .zip.",
    ),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document", "Save its table as CSV."),
    (b"PAR1", "a Parquet file", _CONVERT),
    (b"ARROW1", "an Arrow file", _CONVERT),
    (b"SQLite format 3\x00", "an SQLite database", "Import what its program exports."),
    (b"%PDF-", "a PDF document", "Import what the tool exports in which it was labeled."),
    (b"\xff\xfe\x00\x00", "text in UTF-32", _SAVE),
    (b"\xff\xfe", "text in UTF-16", _SAVE),
    (b"\xfe\xff", "text in UTF-16", _SAVE),
)
"""How such files begin, what they are, and the way out."""


def check_beginning(source: Source) -> None:
    """Refuses a single file that no reader of labels could make anything of.

    Raises:
        NoLabelsError: so it begins; the message says as what.
    """
    if len(source.files) != 1:
        return
    head = head_of(source, 64)
    for beginning, what, way_out in _BEGINNINGS:
        if head.startswith(beginning):
            raise NoLabelsError(source.name, what, way_out)
    if b"\0" in head[:2]:  # how text without a byte-order mark looks in two bytes a character
        raise NoLabelsError(source.name, "binary data, or text in UTF-16", _SAVE)
