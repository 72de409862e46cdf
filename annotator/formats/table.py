"""Every format of articles and of datasets, as `annotator formats` lists them."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.formats.articles import READERS
from annotator.formats.datasets.ingoing import LABEL_READERS
from annotator.formats.datasets.outgoing import WRITERS


@dataclass(frozen=True, slots=True)
class FormatRow:
    """A format as `annotator formats` lists it."""

    name: str
    reads: bool
    """Whether articles come in with `annotator add`, or labels with `annotator import`."""
    writes: bool
    loses: tuple[str, ...]
    """What the project has and comes back from it no more."""


def formats() -> list[FormatRow]:
    """Every format, those of articles first; what is lost is lost on the way out."""
    writers = {writer.name: writer for writer in WRITERS}
    added, imported = of_articles(), of_labels()
    return [
        FormatRow(
            name,
            reads=name in added or name in imported,
            writes=name in writers,
            loses=writers[name].loses if name in writers else (),
        )
        for name in dict.fromkeys([*added, *writers, *imported])
    ]


def of_articles() -> list[str]:
    """The formats that articles come in."""
    return [reader.name for reader in READERS]


def of_labels() -> list[str]:
    """The formats that labels come in."""
    return [reader.name for reader in LABEL_READERS]
