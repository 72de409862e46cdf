"""`pyld`: every term of our Web Annotations means what it says, and none is dropped."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from pyld import jsonld

from tests.readers.conftest import FULL, Export, Rows
from tests.readers.web_annotation import ADDRESS, CONTEXT

OA = "http://www.w3.org/ns/oa#"
AS = "http://www.w3.org/ns/activitystreams#"
DCTERMS = "http://purl.org/dc/terms/"
VALUE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value"
NAME = "http://xmlns.com/foaf/0.1/name"
EARLIER = {term: iri for term, iri in CONTEXT.items() if term != "assessing"}
"""As it was served until 2021, and is in copies that programs come with."""


def expanded(data: bytes, context: Mapping[str, Any] = CONTEXT) -> dict[str, Any]:
    """The collection with every term spelled out; a property that is dropped fails the test."""

    def load(address: str, _: object) -> dict[str, Any]:
        assert address == ADDRESS
        document = {"@context": context}
        return {"contextUrl": None, "documentUrl": address, "document": document}

    def dropped(name: str) -> None:
        message = f"{name} means nothing"
        raise AssertionError(message)

    (found,) = jsonld.expand(
        json.loads(data), {"documentLoader": load}, on_property_dropped=dropped
    )
    assert isinstance(found, dict)
    return found


def items_of(found: dict[str, Any]) -> list[dict[str, Any]]:
    (page,) = found[f"{AS}first"]
    assert page["@type"] == [f"{AS}OrderedCollectionPage"]
    (items,) = page[f"{AS}items"]
    return list(items["@list"])


def value(node: dict[str, Any], name: str) -> Any:
    (only,) = node[name]
    return only["@value"]


def test_the_collection_says_what_it_is_and_how_much_it_holds(export: Export, rows: Rows) -> None:
    found = expanded(export("w3c", FULL).read_bytes())
    assert found["@type"] == [f"{AS}OrderedCollection"]
    assert value(found, f"{AS}totalItems") == len(rows(FULL)) == len(items_of(found))
    (generator,) = found[f"{AS}generator"]
    assert generator["@type"] == [f"{AS}Application"]


@pytest.mark.parametrize("context", [CONTEXT, EARLIER], ids=["today", "before-2021"])
def test_every_annotation_keeps_whom_what_when_and_of_which_words(
    context: Mapping[str, Any], export: Export, rows: Rows
) -> None:
    found = items_of(expanded(export("w3c", FULL).read_bytes(), context))
    for one, row in zip(found, rows(FULL), strict=True):
        assert one["@type"] == [f"{OA}Annotation"]
        assert one["@id"].startswith("urn:uuid:")
        labels = row["tags"] or (["no-tag"] if row["state"] == "no-tag" else [])
        motivation = "classifying" if labels else "assessing"
        assert one[f"{OA}motivatedBy"] == [{"@id": f"{OA}{motivation}"}]
        bodies = one.get(f"{OA}hasBody", [])
        assert {kind for body in bodies for kind in body["@type"]} <= {f"{OA}TextualBody"}
        said = [(value(body, VALUE), body[f"{OA}hasPurpose"][0]["@id"]) for body in bodies]
        note = [(row["note"], f"{OA}commenting")] if row["note"] else []
        assert said == [(label, f"{OA}classifying") for label in labels] + note
        (who,) = one[f"{DCTERMS}creator"]
        assert value(who, NAME) == row["annotator"]
        assert value(one, f"{DCTERMS}created") == row["at"]
        _check_target(one, row)
        assert value(one, "urn:x-annotator:row") == {
            name: found for name, found in row.items() if name != "text"
        }


def _check_target(one: dict[str, Any], row: dict[str, Any]) -> None:
    (target,) = one[f"{OA}hasTarget"]
    (source,) = target[f"{OA}hasSource"]
    assert source["@id"] == (row["url"] or f"urn:x-annotator:article:{row['article']}")
    quote, place = target[f"{OA}hasSelector"]
    assert quote["@type"] == [f"{OA}TextQuoteSelector"]
    assert value(quote, f"{OA}exact") == row["text"]
    assert place["@type"] == [f"{OA}TextPositionSelector"]
    numbers = [value(place, f"{OA}{name}") for name in ("start", "end")]
    assert numbers == [row["start"], row["end"]]
