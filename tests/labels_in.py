"""Sources of labels in memory, and what an import of them does to a project."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from annotator.codec import empty_annotations
from annotator.domain.article import Article
from annotator.domain.datasets.label_map import label_map
from annotator.domain.datasets.selection import Selection
from annotator.domain.history import Change, Circumstances, record
from annotator.domain.marks import Mark
from annotator.flows.datasets.import_report import Imported
from annotator.flows.datasets.imported_marks import Import
from annotator.flows.datasets.importing import Asked, Importing
from annotator.flows.datasets.importing_native import ImportingNative
from annotator.flows.datasets.publish import Asked as Wished
from annotator.flows.datasets.publish import begun, publication
from annotator.formats.datasets.about import About, Folder
from annotator.formats.datasets.ingoing import label_reader_named
from annotator.formats.datasets.outgoing import writer_named
from annotator.formats.datasets.withholding import Policy
from annotator.stores.base import Store
from annotator.stores.memory import MemoryStore
from tests.desks import NOON

EVERYTHING = Selection(
    labels="all", include=frozenset({"unresolved", "look-again", "skipped", "open"})
)
_RUNS = count(1)


class Given:
    """Files in memory."""

    def __init__(self, files: Mapping[str, bytes], name: str = "labels") -> None:
        self._files = dict(files)
        self.name = name

    @property
    def files(self) -> Sequence[str]:
        return sorted(self._files)

    def open(self, file: str) -> BinaryIO:
        return io.BytesIO(self._files[file])


def lines_of(*rows: Mapping[str, Any]) -> bytes:
    """Rows as JSON Lines."""
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def imported(
    store: Store,
    format_name: str,
    data: bytes | Mapping[str, bytes],
    *,
    annotator: str | None = None,
    people: Mapping[str, str] | None = None,
    labels: Iterable[tuple[str, str]] = (),
    dry: bool = False,
) -> Imported:
    """What became of labels that were brought into a project."""
    reader = label_reader_named(format_name)
    project = store.project().document
    asked = Asked(label_map(project, list(labels)), people or {}, annotator)
    session = f"{next(_RUNS):04x}"
    on = Import(store, project, format_name, "labels", session, NOON, Imported(), dry=dry)
    kind = ImportingNative if reader.gives == "documents" else Importing
    importing = kind(on, asked, "ana", lambda: NOON)
    source = Given({"data": data} if isinstance(data, bytes) else data)
    for found in reader.read(source):
        importing.take(found)
    return importing.finish()


def exported(store: Store, format_name: str, selection: Selection = EVERYTHING) -> dict[str, bytes]:
    """Everything that a project has, as a format writes it: by file."""
    writer = writer_named(format_name)
    ready = publication(store, Wished(selection, Policy(confidential=True)))
    drawn = ready.whole() if writer.takes == "rows" else begun(ready.documents())
    about = About(
        ready.project,
        selection,
        ready.wanted.policy,
        ready.splits,
        guidelines=store.guidelines(),
        text_of=ready.text_of,
        census=ready.census,
        withheld=ready.withheld,
    )
    with TemporaryDirectory() as folder:
        writer.write(drawn, about, Folder(Path(folder)))
        paths = (path for path in Path(folder).rglob("*") if path.is_file())
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def mark(store: Store, article: Article, name: str, marks: Mapping[str, Mark]) -> None:
    """Gives an article these marks of somebody."""
    opened = store.annotations(article.id, name)
    document = (
        opened.document
        if opened
        else empty_annotations(article.id, article.revision, article.sha256, name)
    )
    changes = [Change(sentence, mark) for sentence, mark in marks.items()]
    done = record(document, changes, Circumstances(NOON, "0000", "key"))
    store.save_annotations(done, opened.token if opened else None)


def marks_of(store: Store, article: str, name: str) -> dict[str, Mark]:
    """Somebody's marks of an article."""
    opened = store.annotations(article, name)
    return dict(opened.document.marks) if opened else {}


def said(store: Store) -> dict[tuple[str, str], dict[str, Mark]]:
    """Everybody's marks, by article and annotator."""
    return {
        (article, name): marks
        for article in store.article_ids()
        for name in store.annotators(article)
        if (marks := marks_of(store, article, name))
    }


def empty_copy(store: Store) -> MemoryStore:
    """A project with the same articles, tags and people, in which nobody has said anything."""
    copy = MemoryStore(store.project().document, store.guidelines())
    for article in store.article_ids():
        copy.save_article(store.article(article).document, None)
    return copy
