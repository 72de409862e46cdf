"""`datasets` and `huggingface_hub`: what is published loads, and the card says what it is."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import datasets
from huggingface_hub import DatasetCard

from tests.readers.conftest import FULL, GOLD, Export, Rows

LABELS = ["confirmed", "insider-sourced", "declined-comment", "opinion", "no-tag"]
SPLITS = ["train", "validation", "test"]


def loaded(folder: Path, cache: Path) -> dict[str, Any]:
    found = datasets.load_dataset(str(folder), cache_dir=str(cache))
    assert isinstance(found, datasets.DatasetDict)
    return dict(found)


def with_names(split: Any) -> list[dict[str, Any]]:
    """The rows of a split, with the labels by their names."""
    names = split.features["label"]
    return [
        {**row, "label": None if row["label"] is None else names.int2str(row["label"])}
        for row in split
    ]


def in_split(rows: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    return [row for row in rows if row["split"] == name]


def test_a_folder_loads_with_every_split_and_row_and_its_labels_by_name(
    export: Export, rows: Rows, tmp_path: Path
) -> None:
    found = loaded(export("hf", FULL), tmp_path)
    assert list(found) == SPLITS
    for name, split in found.items():
        assert split.features["label"] == datasets.ClassLabel(names=LABELS)
        assert split.num_rows > 20
        assert with_names(split) == in_split(rows(FULL), name)


def test_what_is_published_by_default_loads_and_withholds(
    export: Export, rows: Rows, tmp_path: Path
) -> None:
    found = loaded(export("hf", GOLD), tmp_path)
    assert list(found) == SPLITS
    labels = {name: [row["label"] for row in with_names(split)] for name, split in found.items()}
    licensed = [row for row in rows(GOLD) if row["license"] is not None]
    assert labels == {name: [row["label"] for row in in_split(licensed, name)] for name in SPLITS}
    for split in found.values():
        assert set(split["note"]) == {None}
        assert not any(split["evidence"])
        assert all(one.startswith("annotator-") for row in split["annotators"] for one in row)


def with_days(value: Any) -> Any:
    """A value with the days that the library has taken for times; the card says so."""
    if isinstance(value, dict):
        return {name: with_days(one) for name, one in value.items()}
    if isinstance(value, list):
        return [with_days(one) for one in value]
    text = value.isoformat(" ") if isinstance(value, datetime) else value
    return text.removesuffix(" 00:00:00") if isinstance(text, str) else text


def test_a_folder_of_json_lines_loads_the_same_but_for_days(
    export: Export, rows: Rows, tmp_path: Path
) -> None:
    folder = export("hf", FULL, parquet=False)
    assert sorted(path.suffix for path in (folder / "data").iterdir()) == [".jsonl"] * 3
    found = loaded(folder, tmp_path)
    for name, split in found.items():
        assert split.features["label"] == datasets.ClassLabel(names=LABELS)
        assert with_days(with_names(split)) == in_split(rows(FULL), name)
    assert with_names(found["train"]) != in_split(rows(FULL), "train")
    assert "`datasets` takes them for times" in (folder / "README.md").read_text()


def test_a_single_file_of_parquet_loads(export: Export, rows: Rows, tmp_path: Path) -> None:
    assert in_one_file("parquet", export("parquet", FULL), tmp_path) == rows(FULL)


def test_a_single_file_of_json_lines_loads_the_same_but_for_days(
    export: Export, rows: Rows, tmp_path: Path
) -> None:
    assert with_days(in_one_file("json", export("jsonl", FULL), tmp_path)) == rows(FULL)


def in_one_file(builder: str, path: Path, cache: Path) -> list[dict[str, Any]]:
    return list(
        datasets.load_dataset(builder, data_files=str(path), cache_dir=str(cache), split="train")
    )


def test_the_card_is_one_that_the_hub_reads(export: Export) -> None:
    card = DatasetCard.load(export("hf", GOLD) / "README.md")
    head = card.data.to_dict()
    assert head["pretty_name"] == "hard “project”"
    assert head["license"] == "other"
    assert head["license_name"] == "see-licences-of-the-texts"
    assert (head["language"], head["language_details"]) == (["de", "en"], ["de-AT", "en"])
    assert head["task_categories"] == ["text-classification"]
    assert head["size_categories"] == ["n<1K"]
    assert [one["split"] for one in head["configs"][0]["data_files"]] == SPLITS
    info = head["dataset_info"]
    names = next(one for one in info["features"] if one["name"] == "label")
    assert list(names["dtype"]["class_label"]["names"].values()) == LABELS
    assert all(one["num_examples"] > 0 for one in info["splits"])


def test_the_card_tells_what_a_reader_must_know(export: Export) -> None:
    folder = export("hf", GOLD)
    card = DatasetCard.load(folder / "README.md").text
    for heading in (
        "The labels",
        "Counts",
        "Who labeled, and how disagreements were settled",
        "Agreement",
        "Splits",
        "Licences of the texts",
        "What was withheld",
        "Columns",
        "Files",
        "Guidelines",
    ):
        assert f"\n## {heading}\n" in card
    for file in (*(folder / "data").iterdir(), folder / "croissant.json"):
        assert f"`{file.relative_to(folder)}`" in card
    assert "the marks of 2 annotators" in card
    assert "| Krippendorff’s α |" in card
