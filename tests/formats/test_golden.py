"""The bytes of each format: one hard project, one file to read beside it.

`REWRITE_GOLDEN=1 .venv/bin/pytest tests/formats/test_golden.py` writes the files anew; a diff
shows what changed.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from annotator.domain.datasets.pseudonyms import Names
from annotator.domain.datasets.selection import Selection
from annotator.flows.datasets.publish import Asked, Publication, begun, publication
from annotator.formats.datasets.about import About, Folder, OneFile
from annotator.formats.datasets.manifest import manifest
from annotator.formats.datasets.outgoing import (
    WRITERS,
    Writer,
    usual_policy,
    usual_selection,
    writer_named,
)
from tests.formats.hard import GUIDELINES, hard_store

GOLDEN = Path(__file__).parent / "golden"
SECRET = b"0123456789abcdef0123456789abcdef"
PEOPLE = ("ana", "ben", "rita")
EVERYTHING = Selection(
    labels="all", include=frozenset({"unresolved", "look-again", "skipped", "open"})
)

TEXTS = [writer.name for writer in WRITERS if not writer.is_folder and writer.name != "parquet"]
FOLDERS = [writer.name for writer in WRITERS if writer.is_folder and writer.name != "spacy"]
"""Those whose bytes are no library's own."""


def ready(writer: Writer, selection: Selection | None = None) -> Publication:
    """The hard project as a format takes it, where pseudonyms have a secret that is known."""
    policy = usual_policy(writer)
    if policy.names.naming != "names":
        policy = replace(policy, names=Names(policy.names.naming, SECRET, PEOPLE))
    return publication(
        hard_store(), Asked(selection=selection or usual_selection(writer), policy=policy)
    )


def about(found: Publication) -> About:
    return About(
        found.project,
        found.wanted.selection,
        found.wanted.policy,
        found.splits,
        guidelines=GUIDELINES,
        agreement=found.agreement,
        text_of=found.text_of,
        census=found.census,
        withheld=found.withheld,
        command="annotator export FORMAT",
        version="0",
    )


def written(name: str, selection: Selection | None = None) -> bytes:
    """A format of one file, and what its manifest says."""
    writer = writer_named(name)
    stream = io.BytesIO()
    found = ready(writer, selection)
    drawn = found.whole() if writer.takes == "rows" else begun(found.documents())
    writer.write(drawn, about(found), OneFile(stream, f"data.{name}"))
    return stream.getvalue()


def compared(path: Path, data: bytes) -> None:
    if "REWRITE_GOLDEN" in os.environ:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    assert path.read_bytes() == data, "REWRITE_GOLDEN=1 writes it anew"


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        (name, labels)
        for name in TEXTS
        for labels in ("gold", "everything")
        if labels == "gold" or writer_named(name).takes == "rows"
    ],
)
def test_each_format_is_byte_for_byte_what_it_was(name: str, labels: str) -> None:
    selection = EVERYTHING if labels == "everything" else None
    data = written(name, selection)
    compared(GOLDEN / f"{labels}.{name}", data)
    assert written(name, selection) == data


def test_the_manifest_is_byte_for_byte_what_it_was() -> None:
    writer = writer_named("jsonl")
    found = ready(writer)
    rows = found.whole()
    known = about(found)
    target = OneFile(io.BytesIO(), "data.jsonl")
    writer.write(rows, known, target)
    compared(GOLDEN / "gold.jsonl.manifest.json", manifest(known, "jsonl", target.files))


@pytest.mark.parametrize("name", FOLDERS)
def test_each_folder_is_byte_for_byte_what_it_was(name: str, tmp_path: Path) -> None:
    writer = writer_named(name)
    found = ready(writer)
    rows = found.whole()
    target = Folder(tmp_path / name)
    writer.write(rows, about(found), target)
    golden = GOLDEN / name
    for file in target.files:
        data = (tmp_path / name / file.name).read_bytes()
        assert (file.bytes, file.sha256) == (len(data), hashlib.sha256(data).hexdigest())
        if file.name.endswith(".parquet"):  # its bytes are the library's own
            values = pq.read_table(io.BytesIO(data)).to_pylist()
            lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in values]
            compared(golden / f"{file.name}.jsonl", "".join(lines).encode())
        else:
            compared(golden / file.name, _OF_PARQUET.sub(b"\\1?", data))


_OF_PARQUET = re.compile(
    rb"(num_bytes: |download_size: |dataset_size: |contentSize\": \"|(?:parquet|json)` \| )[\d,]+"
    rb"|\b[0-9a-f]{64}\b(?=  data|`|\",?\n +}|  croissant|  README)"
)
"""What depends on the bytes that the library for Parquet writes."""
