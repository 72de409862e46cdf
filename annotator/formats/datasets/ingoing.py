"""Labels that others made: one row and one file for each format that can be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from annotator.errors import UnknownNameError
from annotator.formats.datasets.brat import holds_brat, read_brat
from annotator.formats.datasets.doccano import holds_doccano, read_doccano
from annotator.formats.datasets.json_lines import holds_json_lines, read_json_lines
from annotator.formats.datasets.label_studio_in import holds_label_studio, read_label_studio
from annotator.formats.datasets.labeled import Source
from annotator.formats.datasets.native import holds_native, read_documents
from annotator.formats.datasets.prodigy import holds_prodigy, read_prodigy
from annotator.formats.datasets.spreadsheet import holds_csv, read_csv
from annotator.formats.datasets.w3c import holds_annotations, read_annotations


@dataclass(frozen=True, slots=True)
class LabelReader:
    """A format that labels come in."""

    name: str
    read: Callable[[Source], Iterator[Any]]
    """Everything in a source, in its order, as a stream: `Found`, or what a format of whole
    documents says. A bad part is given as an error, and the rest comes. Raises a `DataError` where
    nothing of the source can be read."""
    recognises: Callable[[Source], bool]
    """Whether a source looks like it, by its files and its beginning; never raises for what they
    hold. Where several know a source, the first in the table is taken."""
    gives: Literal["labels", "documents"] = "labels"
    """Labels of words, or whole articles with everything that is said of them."""


LABEL_READERS: tuple[LabelReader, ...] = (
    LabelReader("native", read_documents, holds_native, gives="documents"),
    LabelReader("label-studio", read_label_studio, holds_label_studio),
    LabelReader("doccano", read_doccano, holds_doccano),
    LabelReader("doccano-spans", read_doccano, holds_doccano),
    LabelReader("prodigy", read_prodigy, holds_prodigy),
    LabelReader("prodigy-spans", read_prodigy, holds_prodigy),
    LabelReader("brat", read_brat, holds_brat),
    LabelReader("w3c", read_annotations, holds_annotations),
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
