"""The converter of Label Studio: labels come out as they are, and whose they are."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from label_studio_sdk.converter import Converter

from annotator.formats.datasets.label_studio_in import read_label_studio
from annotator.formats.datasets.labeled import Labeled
from tests.formats.label_sources import lying
from tests.readers.conftest import FULL, GOLD, Export, Rows


def converter(folder: Path) -> Any:
    return Converter(config=(folder / "config.xml").read_text(), project_dir=None)


def chosen(row: dict[str, Any]) -> list[str]:
    if row["state"] == "no-tag":
        return ["no-tag"]
    return row["tags"] if row["state"] == "tagged" else []


def labels_in(value: Any) -> list[str]:
    """The choices of a sentence: the converter gives a single one without its list."""
    if not value:
        return []
    return value["choices"] if isinstance(value, dict) else [value]


@pytest.fixture
def judged(rows: Rows) -> list[dict[str, Any]]:
    """The rows that are an annotator's answer: what was skipped is none there."""
    return [row for row in rows(FULL) if row["state"] != "skipped"]


def by_whom(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """In our order; the converter begins with the latest of a sentence."""
    return sorted(found, key=lambda one: int(one["annotation_id"]))


def test_json_min_has_the_label_of_every_annotator(
    export: Export, judged: list[dict[str, Any]], tmp_path: Path
) -> None:
    folder = export("label-studio", FULL)
    converter(folder).convert_to_json_min(str(folder / "tasks.json"), str(tmp_path), is_dir=False)
    found = by_whom(json.loads((tmp_path / "result.json").read_bytes()))
    for one, row in zip(found, judged, strict=True):
        assert labels_in(one.get("sourcing")) == chosen(row)
        assert one["annotator"] == row["annotator"]
        assert (one["lead_time"], one["created_at"]) == (row["seconds"], row["at"])
        assert one.get("note") == (row["note"] or None)
        assert one.get("unsure") == ("unsure" if row["unsure"] else None)
        for column in ("text", "article", "sentence", "start", "end", "split"):
            assert one[column] == row[column]


def test_csv_has_the_same(export: Export, judged: list[dict[str, Any]], tmp_path: Path) -> None:
    folder = export("label-studio", FULL)
    converter(folder).convert_to_csv(
        str(folder / "tasks.json"), str(tmp_path), is_dir=False, header=True, sep=","
    )
    with (tmp_path / "result.csv").open(newline="") as file:
        found = by_whom(list(csv.DictReader(file)))
    for one, row in zip(found, judged, strict=True):
        cell = one["sourcing"]
        assert labels_in(json.loads(cell) if cell.startswith("{") else cell) == chosen(row)
        assert one["annotator"] == row["annotator"]
        assert one["text"] == row["text"]


def test_gold_is_nobodys(export: Export, rows: Rows, tmp_path: Path) -> None:
    folder = export("label-studio", GOLD)
    converter(folder).convert_to_json_min(str(folder / "tasks.json"), str(tmp_path), is_dir=False)
    found = by_whom(json.loads((tmp_path / "result.json").read_bytes()))
    assert [labels_in(one["sourcing"]) for one in found] == [chosen(row) for row in rows(GOLD)]
    assert {one["annotator"] for one in found} == {None}


def test_what_the_converter_makes_is_read_again(
    export: Export, judged: list[dict[str, Any]], tmp_path: Path
) -> None:
    folder = export("label-studio", FULL)
    converter(folder).convert_to_json_min(str(folder / "tasks.json"), str(tmp_path), is_dir=False)
    found = list(read_label_studio(lying(tmp_path / "result.json")))
    said = [
        (one.annotator, one.anchor.sha256, one.anchor.start, one.mark.tags, one.mark.note)
        for one in found
        if isinstance(one, Labeled)
    ]
    assert sorted(said) == sorted(
        (row["annotator"], row["article_sha256"], row["start"], tuple(row["tags"]), row["note"])
        for row in judged
        if chosen(row)
    )
