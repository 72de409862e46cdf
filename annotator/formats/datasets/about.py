"""What a dataset is about, and the files that it is written to."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, Protocol, cast

from annotator.domain.agreement.figures import Agreement
from annotator.domain.datasets.census import Census
from annotator.domain.datasets.selection import Selection
from annotator.domain.datasets.splits import Splits
from annotator.domain.project import Project
from annotator.formats.datasets.rows import Column, columns, label_names
from annotator.formats.datasets.withholding import Policy, Withheld

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer


class Sampled(NamedTuple):
    """How far annotators agree, and on how much of a dataset that was measured."""

    found: Agreement
    articles: int
    """Of which it was measured."""
    of: int
    """Articles that the dataset has rows of."""
    of_now: int = 0
    """How often an annotator has yet to hand an article in, so that their marks of now count."""


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a dataset besides its rows."""

    project: Project
    selection: Selection = field(default_factory=Selection)
    policy: Policy = field(default_factory=Policy)
    splits: Splits = field(default_factory=Splits)
    is_stratified: bool = False
    guidelines: str = ""
    """The project's guidelines, Markdown."""
    agreement: Callable[[], Sampled | None] | None = None
    """Measures how far the annotators of the articles agree, once all rows have been drawn; null
    where nobody wants to know."""
    text_of: Callable[[str], str] | None = None
    """The text of the article, by its id, that the row drawn last is of; null where rows are of no
    project."""
    census: Census = field(default_factory=Census)
    """Counts of the rows that have been drawn so far."""
    withheld: Withheld = field(default_factory=Withheld)
    """Likewise what was left out of them."""
    command: str = ""
    """What was typed."""
    version: str = ""
    """Of annotator."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of its rows, in their order."""
        return columns(self.project)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels in their order."""
        return label_names(self.project)


class Written(NamedTuple):
    """A file of a dataset that has been written."""

    name: str
    bytes: int
    sha256: str


class Split(NamedTuple):
    """A split that has been written."""

    name: str
    file: Written
    rows: int
    bytes: int
    """Of its columns in memory."""


class Target(Protocol):
    """Where a dataset goes: one file, or a folder of files."""

    files: list[Written]
    """Those that are whole."""

    def file(self, name: str) -> AbstractContextManager[BinaryIO]:
        """A file to write from its beginning to its end; `name` is a path within the dataset."""


class OneFile:
    """A dataset that is a single file, or standard output."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._stream = stream
        self._name = name
        self.files: list[Written] = []

    @contextmanager
    def file(self, name: str) -> Iterator[BinaryIO]:
        """The file, whatever the format calls it."""
        del name
        yield from _digested(self._stream, self._name, self.files)


class Folder:
    """A dataset that is a folder."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.files: list[Written] = []

    @contextmanager
    def file(self, name: str) -> Iterator[BinaryIO]:
        """A new file in it."""
        path = self._path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as stream:
            yield from _digested(stream, name, self.files)


def _digested(stream: BinaryIO, name: str, files: list[Written]) -> Iterator[BinaryIO]:
    counting = _Counting(stream)
    yield cast("BinaryIO", counting)
    files.append(Written(name, counting.tell(), counting.hexdigest()))


class _Counting(io.RawIOBase):
    """A stream that is written once, from its beginning to its end, and knows its digest."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()
        self._bytes = 0

    def writable(self) -> bool:
        """It is written to."""
        return True

    def write(self, data: Buffer, /) -> int:
        """Hands the bytes on."""
        self._stream.write(data)
        self._digest.update(data)
        size = memoryview(data).nbytes
        self._bytes += size
        return size

    def tell(self) -> int:
        """Bytes that have been written."""
        return self._bytes

    def hexdigest(self) -> str:
        """SHA-256 of what has been written."""
        return self._digest.hexdigest()
