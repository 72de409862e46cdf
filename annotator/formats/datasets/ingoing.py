"""Labels that others made: one row and one file for each format that can be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from annotator.errors import DataError, UnknownNameError
from annotator.formats.datasets.json_lines import holds_json_lines, read_json_lines
from annotator.formats.datasets.labeled import Labeled, PassedOver, Source
from annotator.formats.datasets.spreadsheet import holds_csv, read_csv

Found = Labeled | PassedOver | DataError
"""What a reader gives: a label, an item without one, or why a part could not be read."""


@dataclass(frozen=True, slots=True)
class LabelReader:
    """A format that labels come in."""

    name: str
    read: Callable[[Source], Iterator[Found]]
    """Everything in a source, in its order, as a stream; a bad part is given as an error, and the
    rest comes. Raises a `DataError` where nothing of the source can be read."""
    recognises: Callable[[Source], bool]
    """Whether a source looks like it, by its files and its beginning; never raises for what they
    hold. At most one format recognises a source; the first in the table is taken."""


LABEL_READERS: tuple[LabelReader, ...] = (
    LabelReader("jsonl", read_json_lines, holds_json_lines),
    LabelReader("csv", read_csv, holds_csv),
)
"""Every format in, the more particular ones first."""


def label_reader_named(name: str) -> LabelReader:
    """The format of that name.

    Raises:
        UnknownNameError: there is none; the nearest is named.
    """
    for reader in LABEL_READERS:
        if reader.name == name:
            return reader
    raise UnknownNameError("format to import", name, [reader.name for reader in LABEL_READERS])


def format_of(source: Source) -> LabelReader | None:
    """The format that a source looks like; null where none knows it."""
    return next((reader for reader in LABEL_READERS if reader.recognises(source)), None)
