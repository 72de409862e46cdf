"""The head of a dataset's card, from which the Hugging Face library makes the columns.

It is YAML (https://github.com/huggingface/hub-docs/blob/main/datasetcard.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from annotator.codec import to_json
from annotator.domain.datasets.census import NO_LICENCE, UNLABELED
from annotator.formats.datasets.about import About, Split
from annotator.formats.datasets.rows import Column
from annotator.formats.datasets.said import CHECKED, FIELD_TYPES, STRUCTS

_DTYPES = {"text": "string", "whole": "int64", "number": "float64", "flag": "bool"}
_SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
_SIZE_NAMES = ("n<1K", "1K<n<10K", "10K<n<100K", "100K<n<1M", "1M<n<10M", "10M<n<100M")
_LICENSES = {
    "CC0-1.0": "cc0-1.0",
    "CC-BY-4.0": "cc-by-4.0",
    "CC-BY-SA-4.0": "cc-by-sa-4.0",
    "CC-BY-NC-4.0": "cc-by-nc-4.0",
    "CC-BY-3.0": "cc-by-3.0",
    "CC-BY-SA-3.0": "cc-by-sa-3.0",
}
"""SPDX identifiers to those that the Hub knows."""
_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What YAML takes for the end of a line, or for no text at all."""


def head(about: About, splits: Sequence[Split]) -> Iterator[str]:
    """Its lines."""
    rows = about.census.rows
    size = next((n for n, most in enumerate(_SIZES) if rows < most), len(_SIZES))
    yield f"pretty_name: {_quoted(about.project.name)}"
    license_ = _licence(about)
    yield f"license: {license_}"
    if license_ == "other":
        yield "license_name: see-licences-of-the-texts"
    details = sorted(about.census.languages.keys() - {UNLABELED})
    languages = sorted({language.partition("-")[0].lower() for language in details})
    if languages:
        yield f"language: [{', '.join(map(_quoted, languages))}]"
    if details != languages:
        yield f"language_details: [{', '.join(map(_quoted, details))}]"
    yield "task_categories: [text-classification]"
    yield f"size_categories: [{_quoted(_SIZE_NAMES[size])}]"
    yield 'tags: ["news", "sourcing", "fact-checking", "annotator"]'
    yield "dataset_info:"
    yield "  features:"
    for column in about.columns:
        yield from _feature(column, about.labels)
    yield "  splits:"
    for split in splits:
        yield f"  - name: {_quoted(split.name)}"
        yield f"    num_bytes: {split.bytes}"
        yield f"    num_examples: {split.rows}"
    yield f"  download_size: {sum(split.file.bytes for split in splits)}"
    yield f"  dataset_size: {sum(split.bytes for split in splits)}"
    yield "configs:"
    yield "- config_name: default"
    yield "  data_files:"
    for split in splits:
        yield f"  - split: {_quoted(split.name)}"
        yield f"    path: {_quoted(split.file.name)}"


def _licence(about: About) -> str:
    """The licence as the Hub calls it: `other` where there are several, or it knows it not."""
    names = list(about.census.licenses)
    if names == [NO_LICENCE]:
        return "unknown"
    if len(names) != 1:
        return "other"
    return _LICENSES.get(names[0].upper().replace("CC BY", "CC-BY"), "other")


def _feature(column: Column, labels: Iterable[str]) -> Iterator[str]:
    yield f"  - name: {_quoted(column.name)}"
    if column.type == "label":
        yield "    dtype:"
        yield "      class_label:"
        yield "        names:"
        for number, label in enumerate(labels):
            yield f"          '{number}': {_quoted(label)}"
    elif column.type == "texts":
        yield "    list: string"
    elif column.type in STRUCTS:
        yield "    list:"
        yield from _fields(STRUCTS[column.type], "    ")
    else:
        yield f"    dtype: {_DTYPES[column.type]}"


def _fields(names: Iterable[str], indent: str) -> Iterator[str]:
    for name in names:
        yield f"{indent}- name: {_quoted(name)}"
        kind = FIELD_TYPES.get(name, "text")
        if name == "checked":
            yield f"{indent}  struct:"
            yield from _fields(CHECKED, f"{indent}  ")
        elif kind == "texts":
            yield f"{indent}  list: string"
        else:
            yield f"{indent}  dtype: {_DTYPES[kind]}"


def _quoted(text: str) -> str:
    """A text in YAML, which takes what JSON has but for some signs that are not to be seen."""
    return _UNSEEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", to_json(text).decode())
