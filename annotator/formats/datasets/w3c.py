"""W3C Web Annotation: one collection in JSON-LD (https://www.w3.org/TR/annotation-model/).

Sentences are named by their words, with 32 code points around them, and by their place: the words
outlive changes of the text. The whole row stands in `row`, a JSON literal of a term of our own.

Annotations of others come in as a collection, a page, a list, one a line, or one alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from annotator.codec import to_json
from annotator.domain.datasets.anchors import Anchor
from annotator.formats.datasets.about import About, Target
from annotator.formats.datasets.from_rows import instant, text_in, whole_in
from annotator.formats.datasets.grouped import article_text, choices, without
from annotator.formats.datasets.items import first_item
from annotator.formats.datasets.labeled import Found, Source
from annotator.formats.datasets.of_tools import (
    Said,
    Where,
    each_object,
    objects,
    strings,
    told,
)
from annotator.formats.datasets.rows import Row

_AROUND = 32
"""Code points before and after a quotation, as Hypothesis has them."""
_OWN = "urn:x-annotator:"
_ARTICLE = f"{_OWN}article:"
_CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "@version": 1.1,
        # Missing there until 2021, and in copies since (w3c/web-annotation, issue 444).
        "assessing": "http://www.w3.org/ns/oa#assessing",
        "row": {"@id": f"{_OWN}row", "@type": "@json"},
    },
]
_ITEMS = re.compile(rb'\{(?>.*?"Annotation(?:Collection|Page)")(?>.*?"items"\s*:\s*\[)', re.DOTALL)
"""The beginning of a collection or a page, up to its annotations."""
_KNOWN = frozenset({"Annotation", "AnnotationPage", "AnnotationCollection"})
_LABELS = frozenset({"classifying", "tagging", "identifying"})
"""Purposes for which a body is a label."""
_VALUES = ("value", "label", "source", "id")
"""Where a body says what it is: a text, or the address of a tag."""
_NAMES = ("name", "nickname", "nick", "email", "id", "@id")
_SCHEME = re.compile(r"^(mailto:|acct:)")
_FRAGMENT = re.compile(r"(?:.*#)?char=(\d{1,12}),(\d{1,12})(?:;.*)?", re.DOTALL)
"""A stretch of plain text as RFC 5147 has it."""
_LONGEST_FRAGMENT = 2_000
_DEEPEST = 20
"""Selections within selections that are followed."""


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
    source = row["url"] or f"{_ARTICLE}{row['article']}"
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


def read_annotations(source: Source) -> Iterator[Found]:
    """The labels of every annotation, one target after another."""
    return each_object(source, _read, _ITEMS)


def holds_annotations(source: Source) -> bool:
    """Whether a source begins with an annotation, or with a page or a collection of them."""
    first = first_item(source, _ITEMS)
    contexts = strings(first.get("@context"))
    return bool(_types(first) & _KNOWN) or any("anno.jsonld" in one for one in contexts)


def _read(item: dict[str, Any], where: Where) -> Iterator[Found]:
    """The labels of an annotation, or of those on a page."""
    if _types(item) & {"AnnotationPage", "AnnotationCollection"}:
        first = item.get("first")
        on_it = (first if isinstance(first, dict) else item).get("items")
        if not isinstance(on_it, list):
            raise ValueError("it is a collection whose annotations are elsewhere")
        for number, one in enumerate(objects(on_it), 1):
            yield from _annotation_read(one, where.within(f"annotation {number:,}"))
    elif "target" in item:
        yield from _annotation_read(item, where)
    else:
        raise ValueError("it is no annotation: it has no target")


def _annotation_read(item: dict[str, Any], where: Where) -> Iterator[Found]:
    said = _said(item)
    row = item.get("row")
    targets = _several(item.get("target"))
    id_ = text_in(item, "id") or text_in(item, "@id")
    for number, target in enumerate(targets, 1):
        place = where if len(targets) == 1 else where.within(f"target {number}")
        own_id = id_ if id_ is None or len(targets) == 1 else f"{id_}#{number}"
        anchor = _anchor(target)
        yield told(place, said, anchor, row if isinstance(row, dict) else None, own_id)


def _said(item: dict[str, Any]) -> Said:
    motivations = frozenset(map(_bare, strings(item.get("motivation"))))
    labels: list[str] = []
    notes: list[str] = []
    creators = [item.get("creator")]
    times = [item.get("modified"), item.get("created")]
    for body in _several(item.get("body")) + strings(item.get("bodyValue")):
        whole = body if isinstance(body, dict) else {"value": body}
        purposes = frozenset(map(_bare, strings(whole.get("purpose")))) or motivations
        values = [name for key in _VALUES for name in strings(whole.get(key))]
        (labels if purposes & _LABELS else notes).extend(values[:1])
        creators.append(whole.get("creator"))
        times += [whole.get("modified"), whole.get("created")]
    return Said(
        labels,
        next(filter(None, map(_name, creators)), None),
        note="\n".join(notes),
        at=next(filter(None, map(instant, times)), ""),
    )


def _bare(purpose: str) -> str:
    """A purpose without its vocabulary: `oa:tagging`, or its whole address."""
    return re.split("[:#/]", purpose)[-1]


def _name(creator: object) -> str | None:
    """What somebody is called."""
    for one in _several(creator):
        names = [one] if isinstance(one, str) else [one.get(key) for key in _NAMES]
        for name in names:
            if isinstance(name, str) and name.strip():
                return _SCHEME.sub("", name)
    return None


def _anchor(target: dict[str, Any] | str) -> Anchor:
    """The words that an annotation is of, by the most particular of its selectors."""
    if isinstance(target, str):
        target = {"source": target}
    sources = _several(target.get("source") or target.get("id"))
    source = sources[0] if sources else ""
    source = source if isinstance(source, str) else _name(source) or ""
    is_ours = source.startswith(_ARTICLE)
    anchor = Anchor(
        "",
        article=source.removeprefix(_ARTICLE) if is_ours else None,
        url=source if source and not is_ours else None,
    )
    for selector in _several(target.get("selector")):
        if isinstance(selector, dict):
            anchor = _selected(anchor, selector)
    return anchor


def _selected(anchor: Anchor, selector: dict[str, Any]) -> Anchor:
    """An anchor with what a selector says; places within another selection are left aside."""
    whole, depth = selector, 0
    while isinstance(whole.get("refinedBy"), dict) and depth < _DEEPEST:
        whole, depth = whole["refinedBy"], depth + 1
    exact = whole.get("exact")
    if isinstance(exact, str) and exact.strip():
        before, after = text_in(whole, "prefix") or "", text_in(whole, "suffix") or ""
        anchor = replace(anchor, quote=exact, before=before, after=after)
    start, end = whole_in(whole, "start"), whole_in(whole, "end")
    fragment = _FRAGMENT.fullmatch((text_in(whole, "value") or "")[:_LONGEST_FRAGMENT])
    if fragment and start is None:
        start, end = int(fragment[1]), int(fragment[2])
    if depth == 0 and start is not None and end is not None and 0 <= start < end:
        anchor = replace(anchor, start=start, end=end)
    return anchor


def _several(value: object) -> list[Any]:
    """The objects and texts in a list, or one alone."""
    several = value if isinstance(value, list) else [value]
    return [one for one in several if isinstance(one, dict | str)]


def _types(item: Mapping[str, Any]) -> frozenset[str]:
    found = strings(item.get("type")) + strings(item.get("@type"))
    return frozenset(map(_bare, found))
