"""Every format of articles and of datasets, as `annotator formats` lists them."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.formats.articles import READERS
from annotator.formats.datasets.outgoing import WRITERS


@dataclass(frozen=True, slots=True)
class FormatRow:
    """A format as `annotator formats` lists it."""

    name: str
    reads: bool
    writes: bool
    loses: tuple[str, ...]


def formats() -> list[FormatRow]:
    """Every format, those that are read first; what is lost is lost on the way out."""
    writers = {writer.name: writer for writer in WRITERS}
    read = [reader.name for reader in READERS]
    names = [*read, *(name for name in writers if name not in read)]
    return [
        FormatRow(
            name,
            reads=name in read,
            writes=name in writers,
            loses=writers[name].loses if name in writers else (),
        )
        for name in names
    ]
