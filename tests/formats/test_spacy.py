"""Documents for spaCy, read by spaCy itself where that is installed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.datasets.selection import Selection
from annotator.domain.datasets.splits import Splits
from annotator.errors import MissingExtraError, RefusedError
from annotator.flows.datasets.publish import Asked, publication
from annotator.formats.datasets import spacy_docs
from annotator.formats.datasets.about import Folder
from annotator.formats.datasets.outgoing import writer_named
from annotator.formats.datasets.rows import Row
from annotator.formats.datasets.withholding import Policy
from tests.formats.hard import hard_store
from tests.formats.test_golden import EVERYTHING, about


def exported(path: Path, asked: Asked) -> list[Row]:
    """The rows of the hard project, which have been written as documents."""
    found = publication(hard_store(), asked)
    writer_named("spacy").write(found.whole(), about(found), Folder(path))
    return list(found.rows())


def test_without_the_library_it_is_said_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(MissingExtraError, match=r"annotator\[spacy\]"):
        exported(tmp_path / "new", Asked())
    assert not (tmp_path / "new").exists()


def test_without_texts_there_are_no_documents(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="--no-text"):
        exported(tmp_path / "new", Asked(policy=Policy(text=False)))


def test_spacy_reads_every_document_with_its_labels_and_its_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spacy = pytest.importorskip("spacy", reason="the extra `spacy` is not installed")
    monkeypatch.setattr(spacy_docs, "TOGETHER", 3)
    rows = exported(tmp_path, Asked(EVERYTHING))
    vocabulary = spacy.blank("xx").vocab
    files = sorted(tmp_path.rglob("*.spacy"))
    assert {file.parent.name for file in files} == {row["split"] for row in rows}
    docs: dict[str, Any] = {}
    for file in files:
        read = list(spacy.tokens.DocBin().from_disk(file).get_docs(vocabulary))
        assert 1 <= len(read) <= 3
        docs |= {doc.user_data["row"]["id"]: doc for doc in read}
        assert all(doc.user_data["row"]["split"] == file.parent.name for doc in read)
    assert len(docs) == len(rows)
    for row in rows:
        doc = docs[row["id"]]
        assert doc.text == row["text"]
        chosen = row["tags"] or ["no-tag"]
        wanted = {} if row["state"] in {"skipped", "open"} else dict.fromkeys(chosen, 1.0)
        assert {label: one for label, one in doc.cats.items() if one} == wanted
        assert len(doc.cats) == (5 if wanted else 0)
        # Lists come back as tuples.
        told = json.loads(json.dumps(doc.user_data["row"]))
        assert told == {name: value for name, value in row.items() if name != "text"}


def test_two_exports_are_the_same_bytes(tmp_path: Path) -> None:
    pytest.importorskip("spacy", reason="the extra `spacy` is not installed")
    asked = Asked(Selection("all"), splits=Splits())
    exported(tmp_path / "a", asked)
    exported(tmp_path / "b", asked)
    one, other = (
        {str(file.relative_to(tmp_path / name)): file.read_bytes() for file in found}
        for name in ("a", "b")
        if (found := [file for file in (tmp_path / name).rglob("*") if file.is_file()])
    )
    assert one == other
