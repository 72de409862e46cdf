"""W3C Web Annotation: one collection in JSON-LD (https://www.w3.org/TR/annotation-model/).

Sentences are named by their words, with 32 code points around them, and by their place: the words
outlive changes of the text. The whole row stands in `row`, a JSON literal of a term of our own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from annotator.codec import to_json
from annotator.formats.datasets.about import About, Target
from annotator.formats.datasets.grouped import article_text, choices, without
from annotator.formats.datasets.rows import Row

_AROUND = 32
"""Code points before and after a quotation, as Hypothesis has them."""
_OWN = "urn:x-annotator:"
_CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "@version": 1.1,
        # Missing there until 2021, and in copies since (w3c/web-annotation, issue 444).
        "assessing": "http://www.w3.org/ns/oa#assessing",
        "row": {"@id": f"{_OWN}row", "@type": "@json"},
    },
]


def write_collection(rows: Iterable[Row], about: About, target: Target) -> None:
    """Writes one annotation after another on the collection's only page."""
    collection = _urn(f"{about.project.name}\n{about.command}")
    head = {
        "@context": _CONTEXT,
        "id": collection,
        "type": "AnnotationCollection",
        "label": about.project.name,
        "generator": {"type": "Software", "name": f"annotator {about.version}".rstrip()},
    }
    page = {"id": _urn(f"{collection}\npage"), "type": "AnnotationPage", "startIndex": 0}
    total = 0
    with target.file("data.jsonld") as stream:
        stream.write(to_json(head)[:-1] + b',"first":' + to_json(page)[:-1] + b',"items":[')
        for row in rows:
            between = b",\n" if total else b"\n"
            stream.write(between + to_json(_annotation(row, about)))
            total += 1
        stream.write(b'\n]},"total":%d}\n' % total)


def _annotation(row: Row, about: About) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": _urn(f"{row['article_sha256']}\n{row['id']}"),
        "type": "Annotation",
        # Without a label it says something of the sentence, and does not classify it.
        "motivation": "classifying" if choices(row) else "assessing",
    }
    if row["annotator"] is not None:
        found["creator"] = {"type": "Person", "name": row["annotator"]}
    if "T" in (row["at"] or ""):  # a day alone is no time of XML Schema
        found["created"] = row["at"]
    if body := list(_body(row)):
        found["body"] = body
    source = row["url"] or f"{_OWN}article:{row['article']}"
    found["target"] = {"source": source, "selector": list(_selectors(row, about))}
    return found | {"row": without(row, "text")}


def _body(row: Row) -> Iterator[dict[str, str]]:
    for label in choices(row):
        yield {"type": "TextualBody", "value": label, "purpose": "classifying"}
    if row["note"]:
        yield {"type": "TextualBody", "value": row["note"], "purpose": "commenting"}


def _selectors(row: Row, about: About) -> Iterator[dict[str, Any]]:
    start, end = row["start"], row["end"]
    if about.policy.text:
        text = article_text(row, about)
        yield {
            "type": "TextQuoteSelector",
            "exact": row["text"],
            "prefix": text[max(start - _AROUND, 0) : start],
            "suffix": text[end : end + _AROUND],
        }
    yield {"type": "TextPositionSelector", "start": start, "end": end}


def _urn(name: str) -> str:
    """The same for the same thing, in every export."""
    return uuid5(NAMESPACE_URL, _OWN + name).urn
