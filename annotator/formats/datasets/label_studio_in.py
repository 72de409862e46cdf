"""Label Studio in: tasks with annotations as it exports them, and its short form `JSON_MIN`.

What a model predicted is no label, nor is what somebody skipped
(https://labelstud.io/guide/task_format). One annotation can hold several results: choices for the
whole text, labels of stretches of it, and remarks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from annotator.formats.datasets.from_rows import instant, text_in
from annotator.formats.datasets.items import first_item
from annotator.formats.datasets.labeled import Found, Source
from annotator.formats.datasets.of_tools import (
    UNLABELED,
    Said,
    Span,
    Text,
    Where,
    agree,
    each_object,
    objects,
    place_of,
    seconds_in,
    spans_told,
    strings,
    told,
)

_ANNOTATIONS = ("annotations", "completions")
"""What tasks call them, today and before 2021."""
_OURS = "sourcing"
"""What our labelling configuration calls the labels."""
_BESIDES = frozenset({"sources", "evidence"})
"""What it asks for besides, of which words alone say too little."""
_CHOICES = ("choices", "labels", "hypertextlabels", "paragraphlabels", "taxonomy")
"""Types of results that are labels; a result has them under the name of its type."""
_TEXTS = ("text", "sentence", "content", "body")
"""Names that tasks give to their text."""
_ENDS = ("annotator", "annotation_id")
"""Where the results end in `JSON_MIN`: they stand between `id` and these."""


class _Results(NamedTuple):
    """What an annotation consists of."""

    whole: list[str]
    """Labels of the whole text."""
    spans: list[Span]
    """Labels of stretches of it."""
    notes: list[str]
    is_unsure: bool


def read_label_studio(source: Source) -> Iterator[Found]:
    """The labels of every annotation, task by task."""
    return each_object(source, _read)


def holds_label_studio(source: Source) -> bool:
    """Whether a source begins with a task, with an annotation, or with an item of `JSON_MIN`."""
    first = first_item(source)
    if isinstance(first.get("data"), dict):
        return any(isinstance(first.get(name), list) for name in (*_ANNOTATIONS, "predictions"))
    return "annotation_id" in first or _is_annotation(first)


def _is_annotation(item: Mapping[str, Any]) -> bool:
    """Whether it is an annotation with its task inside, as the tool's storage has them."""
    return isinstance(item.get("result"), list) and isinstance(item.get("task"), dict)


def _read(item: dict[str, Any], where: Where) -> Iterator[Found]:
    if _is_annotation(item):
        item = item["task"] | {"annotations": [item]}
    if isinstance(item.get("data"), dict):
        yield from _task(item, where)
    elif "annotation_id" in item:
        yield from _short(item, where)
    else:
        raise ValueError("it is no task of Label Studio")


def _task(task: dict[str, Any], where: Where) -> Iterator[Found]:
    """The labels of a task."""
    annotations = [one for name in _ANNOTATIONS for one in objects(task.get(name))]
    meta = task.get("meta")
    ours = _Ours(objects(meta.get("labels")) if isinstance(meta, dict) else [])
    if not annotations:
        yield where.passed("not annotated")
    for number, annotation in enumerate(annotations, 1):
        place = where if len(annotations) == 1 else where.within(f"annotation {number:,}")
        yield from _annotation(annotation, task["data"], ours, place)


def _annotation(
    annotation: dict[str, Any], data: dict[str, Any], ours: _Ours, where: Where
) -> Iterator[Found]:
    is_cancelled = annotation.get("was_cancelled") is True or annotation.get("skipped") is True
    parts = objects(annotation.get("result"))
    results = _results((str(text_in(one, "from_name")), one) for one in parts)
    said = Said(
        [] if is_cancelled else results.whole,
        _annotator(annotation.get("completed_by"), annotation.get("created_username")),
        note="\n".join(results.notes),
        unsure=results.is_unsure,
        at=instant(annotation.get("updated_at")) or instant(annotation.get("created_at")),
        seconds=seconds_in(annotation.get("lead_time")),
        why_not="skipped" if is_cancelled else UNLABELED,
    )
    row = ours.of(annotation)
    if row is not None:
        row = data | row
        unnamed = replace(said, annotator=None)
        said = unnamed if _has_number(annotation) and agree(row, unnamed) else said
    spans = [] if is_cancelled else results.spans
    yield from _told(where, data, said, spans, (row, text_in(annotation, "id")))


class _Ours:
    """The rows of ours that came along with a task."""

    def __init__(self, rows: Sequence[dict[str, Any]]) -> None:
        self._by_id = {text_in(row, "id"): row for row in rows}
        self._by_number = {text_in(row, "annotation"): row for row in rows}

    def of(self, annotation: dict[str, Any]) -> dict[str, Any] | None:
        """That of which an annotation was made; the ids of its results outlive an import."""
        ids = [text_in(one, "id") or "" for one in objects(annotation.get("result"))]
        for id_ in ids:
            row = self._by_id.get(id_.rpartition("#")[0])
            if row is not None:
                return row
        if ids and _has_number(annotation):
            return None  # it was made there: only by chance has it a number of ours
        number = text_in(annotation, "id")
        return None if number is None else self._by_number.get(number)


def _has_number(annotation: dict[str, Any]) -> bool:
    """Whether its annotator is a number, as within Label Studio: it means nobody elsewhere."""
    return isinstance(annotation.get("completed_by"), int | str)


def _told(
    where: Where,
    data: dict[str, Any],
    said: Said,
    spans: list[Span],
    known: tuple[dict[str, Any] | None, str | None],
) -> Iterator[Found]:
    """The labels of a text and of stretches of it; `known` are our row of it, and its id."""
    row, id_ = known
    text = _text(data)
    if text is None:
        raise ValueError("its data hold no text")
    anchor = place_of(data, text)
    if said.labels or row or not spans:
        yield told(where, said, anchor, row, id_)
    if spans:
        yield from spans_told(where, Text(text, anchor, id_), spans, replace(said, labels=()))


def _text(data: Mapping[str, Any]) -> str | None:
    """The text of a task: of its usual names, else the longest that it has."""
    texts = {name: value for name, value in data.items() if isinstance(value, str) and value}
    named = [texts[name] for name in _TEXTS if name in texts]
    return next(iter(named or sorted(texts.values(), key=len, reverse=True)), None)


def _annotator(by: object, username: object = None) -> str | None:
    """Who annotated: an address where it is told, else a number, as Label Studio has it."""
    if isinstance(by, dict):
        return text_in(by, "email") or text_in(by, "username") or text_in(by, "id")
    found = strings(by) or strings(username)
    return found[0].strip() if found else None


def _results(parts: Iterable[tuple[str, Mapping[str, Any]]]) -> _Results:
    """Results by what the labelling configuration calls them."""
    found = _Results([], [], [], is_unsure=False)
    ours: list[str] = []
    for name, result in parts:
        value = result.get("value")
        kind = text_in(result, "type") or ""
        if not isinstance(value, dict):
            continue
        if name == "unsure":
            found = found._replace(is_unsure=True)
        elif kind == "textarea" and name not in _BESIDES:
            found.notes.extend(strings(value.get("text")))
        elif kind in _CHOICES:
            labels = list(_labels(value.get(kind)))
            if "start" in value and "end" in value:
                found.spans.append(_span(value, labels))
            else:
                (ours if name == _OURS else found.whole).extend(labels)
    return found._replace(whole=list(dict.fromkeys(ours or found.whole)))


def _labels(value: object) -> Iterator[str]:
    """The names that were chosen; of one within others the innermost."""
    for one in value if isinstance(value, list) else [value]:
        yield from strings(one)[-1:]


def _span(value: Mapping[str, Any], labels: Sequence[str]) -> Span:
    words = value.get("text")
    quote = words if isinstance(words, str) else ""
    return Span(value["start"], value["end"], tuple(labels), quote)


def _short(item: dict[str, Any], where: Where) -> Iterator[Found]:
    """The labels of an item of `JSON_MIN`, which has a field for each control."""
    names = list(item)
    first = names.index("id") + 1 if "id" in item else 0
    last = min(names.index(name) for name in _ENDS if name in item)
    results = _results(
        (name, part) for name in names[first:last] for part in _parts(name, item[name])
    )
    said = Said(
        results.whole,
        _annotator(item.get("annotator")),
        note="\n".join(results.notes),
        unsure=results.is_unsure,
        at=instant(item.get("updated_at")) or instant(item.get("created_at")),
        seconds=seconds_in(item.get("lead_time")),
    )
    data = {name: item[name] for name in names[:first]}
    yield from _told(where, data, said, results.spans, (None, text_in(item, "annotation_id")))


def _parts(name: str, value: object) -> Iterator[dict[str, Any]]:
    """A field of `JSON_MIN` as the results that it was made of.

    A choice alone and a remark alone are plain texts in it, and so cannot be told apart: only
    what we call a note is taken for one.
    """
    kind = "textarea" if name == "note" else "choices"
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            for type_ in (*_CHOICES, "text"):
                if type_ in one:
                    yield {"type": "textarea" if type_ == "text" else type_, "value": one}
                    break
        else:
            yield {"type": kind, "value": {"text" if kind == "textarea" else kind: one}}
