"""Croissant: what a dataset holds, for machines (https://docs.mlcommons.org/croissant/)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annotator.codec import to_json
from annotator.domain.datasets.census import NO_LICENCE
from annotator.formats.datasets.about import About, Split
from annotator.formats.datasets.card import summary
from annotator.formats.datasets.rows import Column
from annotator.formats.datasets.said import CHECKED, FIELD_TYPES, STRUCTS

_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataBiases": "cr:dataBiases",
    "dataCollection": "cr:dataCollection",
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "equivalentProperty": "cr:equivalentProperty",
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "personalSensitiveInformation": "cr:personalSensitiveInformation",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
"""The context of version 1.0, word for word."""

_TYPES = {
    "text": "sc:Text",
    "texts": "sc:Text",
    "whole": "sc:Integer",
    "label": "sc:Integer",
    "number": "sc:Float",
    "flag": "sc:Boolean",
}
"""Of columns, and of the fields of objects in columns."""

_CHECKED = tuple(f"checked.{name}" for name in CHECKED)

_LICENSES = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC-BY-NC-4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
}


def croissant(about: About, splits: Sequence[Split]) -> bytes:
    """The description as JSON-LD; its address is the digest of the articles, as it has no other."""
    name = about.project.name
    names = sorted(about.census.licenses.keys() - {NO_LICENCE})
    licenses = [_LICENSES.get(license_, license_) for license_ in names]
    plain = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": _identifier(name),
        "alternateName": name,
        "description": summary(about),
        "license": licenses or ["none known"],
        "url": f"urn:sha256:{about.census.digest()}",
        "version": "1.0.0",
        "datePublished": about.census.latest[:10] or "1970-01-01",
        "citeAs": f"{name}. Articles SHA-256 {about.census.digest()}.",
        "creator": {"@type": "sc:Organization", "name": name},
        "distribution": [_file(split) for split in splits],
        "recordSet": [_labels(about), *(_records(about, split) for split in splits)],
    }
    return to_json(plain, pretty=True) + b"\n"


def _file(split: Split) -> Mapping[str, Any]:
    is_parquet = split.file.name.endswith(".parquet")
    return {
        "@type": "cr:FileObject",
        "@id": split.file.name,
        "name": split.file.name.rpartition("/")[2],
        "contentUrl": split.file.name,
        "contentSize": f"{split.file.bytes} B",
        "encodingFormat": "application/x-parquet" if is_parquet else "application/jsonlines",
        "sha256": split.file.sha256,
    }


def _labels(about: About) -> Mapping[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": "labels",
        "name": "labels",
        "dataType": "sc:Enumeration",
        "key": {"@id": "labels/number"},
        "field": [
            _field("labels/number", "number", "whole"),
            _field("labels/name", "name", "text"),
        ],
        "data": [
            {"labels/number": number, "labels/name": label}
            for number, label in enumerate(about.labels)
        ],
    }


def _records(about: About, split: Split) -> Mapping[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": split.name,
        "name": split.name,
        "description": f"The rows of the split {split.name}.",
        "key": {"@id": f"{split.name}/id"},
        "field": [_column(column, split) for column in about.columns],
    }


def _column(column: Column, split: Split) -> Mapping[str, Any]:
    where = f"{split.name}/{column.name}"
    if column.type in STRUCTS:
        field = _field(where, column.name) | {"description": column.means, "repeated": True}
        return field | {"subField": list(_parts(column, split, where))}
    field = _field(where, column.name, column.type) | {
        "description": column.means,
        "source": _source(column, split),
    }
    if column.type == "label":
        field["references"] = {"field": {"@id": "labels/number"}}
    return field


def _parts(column: Column, split: Split, where: str) -> Iterator[Mapping[str, Any]]:
    """The fields of a column's objects; those of objects within them are called `checked_at`."""
    for name in STRUCTS[column.type]:
        for path in _CHECKED if name == "checked" else (name,):
            flat = path.replace(".", "_")
            yield _field(f"{where}/{flat}", flat, FIELD_TYPES.get(name, "text")) | {
                "source": _source(column, split) | {"transform": {"jsonPath": f"$.{path}"}}
            }


def _source(column: Column, split: Split) -> dict[str, Any]:
    return {"fileObject": {"@id": split.file.name}, "extract": {"column": column.name}}


def _field(id_: str, name: str, type_: str | None = None) -> dict[str, Any]:
    field: dict[str, Any] = {"@type": "cr:Field", "@id": id_, "name": name}
    if type_ is not None:
        field["dataType"] = _TYPES[type_]
    if type_ == "texts":
        field["repeated"] = True
    return field


def _identifier(name: str) -> str:
    """A name that file systems and addresses take."""
    plain = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in name.lower())
    return "-".join(filter(None, plain.split("-"))) or "dataset"
