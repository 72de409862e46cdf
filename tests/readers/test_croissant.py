"""`mlcroissant`: what `croissant.json` describes is valid, and every record of it can be read."""

from __future__ import annotations

import hashlib
import json
import logging
from pathlib import Path
from typing import Any

import mlcroissant
import pytest

from tests.readers.conftest import FULL, GOLD, Export, Rows

pytestmark = [
    # mlcroissant 1.1.1 calls rdflib 7 and pandas 3 in ways that these want to give up.
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:The inplace keyword in DataFrame:DeprecationWarning"),
]

CHECKED = ("at", "state", "url", "title")


def opened(folder: Path) -> Any:
    return mlcroissant.Dataset(jsonld=str(folder / "croissant.json"))


def plain(value: Any) -> Any:
    """A value of a record with its fields by their last names, and texts as texts."""
    if isinstance(value, dict):
        return {name.rpartition("/")[2]: plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.decode() if isinstance(value, bytes) else value


def as_described(row: dict[str, Any], labels: list[str]) -> dict[str, Any]:
    """A row of ours as a record has it: labels by number, and what was checked in one level."""
    evidence = [
        {name: value for name, value in one.items() if name != "checked"}
        | {f"checked_{name}": (one["checked"] or {}).get(name) for name in CHECKED}
        for one in row["evidence"]
    ]
    label = None if row["label"] is None else labels.index(row["label"])
    return {**row, "label": label, "evidence": evidence}


@pytest.mark.parametrize("options", [GOLD, FULL], ids=["gold", "full"])
def test_it_is_valid_without_a_warning(
    options: tuple[str, ...], export: Export, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        issues = opened(export("hf", options)).metadata.issues
    assert (issues.errors, issues.warnings) == (set(), set())
    assert caplog.messages == []


@pytest.mark.parametrize("parquet", [True, False], ids=["parquet", "json-lines"])
def test_every_record_has_every_column_as_our_rows_have_it(
    export: Export, rows: Rows, *, parquet: bool
) -> None:
    folder = export("hf", FULL, parquet=parquet)
    labels = [plain(one) for one in opened(folder).records("labels")]
    names = [one["name"] for one in labels]
    assert [one["number"] for one in labels] == list(range(len(names)))
    checked = 0
    for split in ("train", "validation", "test"):
        # Opened anew, for a dataset can be read once.
        records = [plain(one) for one in opened(folder).records(split)]
        ours = [as_described(row, names) for row in rows(FULL) if row["split"] == split]
        assert records == ours
        checked += sum(
            one["checked_state"] is not None for row in records for one in row["evidence"]
        )
    assert checked


def test_digests_and_names_are_those_of_the_files(export: Export) -> None:
    folder = export("hf", GOLD)
    described = json.loads((folder / "croissant.json").read_bytes())["distribution"]
    assert {file["contentUrl"] for file in described} == {
        f"data/{path.name}" for path in (folder / "data").iterdir()
    }
    for file in described:
        data = (folder / file["contentUrl"]).read_bytes()
        assert file["sha256"] == hashlib.sha256(data).hexdigest()
        assert file["contentSize"] == f"{len(data)} B"
