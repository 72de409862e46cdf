"""doccano: JSON Lines for its projects of text classification and of sequence labelling.

Everything but `text` and `label` is metadata to it, which it keeps beside the example and writes
out again (https://github.com/doccano/doccano, `backend/data_import`, `backend/data_export`). It
has no annotator of its own in a row: where each annotates alone, it exports a file for each of
them, which has their name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from annotator.formats.datasets.about import About, Target
from annotator.formats.datasets.from_rows import text_in
from annotator.formats.datasets.grouped import (
    OF_ARTICLE,
    Piece,
    choices,
    pieces,
    without,
)
from annotator.formats.datasets.items import first_item
from annotator.formats.datasets.json_lines import write_lines
from annotator.formats.datasets.labeled import Found, Source
from annotator.formats.datasets.of_tools import (
    Said,
    Span,
    Text,
    Where,
    each_object,
    objects,
    place_of,
    spans_told,
    strings,
    told,
)
from annotator.formats.datasets.rows import Row


def write_classification(rows: Iterable[Row], _about: About, target: Target) -> None:
    """Writes an example for each row, with the labels of its sentence as a list."""
    with target.file("data.jsonl") as stream:
        write_lines(map(_example, rows), stream)


def write_spans(rows: Iterable[Row], about: About, target: Target) -> None:
    """Writes an example for each article and annotator, with the labeled sentences as spans."""
    with target.file("data.jsonl") as stream:
        write_lines(map(_article, pieces(rows, about)), stream)


def _example(row: Row) -> dict[str, Any]:
    return {
        "id": row["id"],
        "text": row["text"],
        **without(row, "id", "text", "label"),
        "label": choices(row),
        "Comments": list(_notes([row])),
    }


def _article(piece: Piece) -> dict[str, Any]:
    return {
        "id": piece.id,
        "text": piece.text,
        **piece.about,
        "annotator": piece.rows[0]["annotator"],
        "rows": [without(row, *OF_ARTICLE, "text") for row in piece.rows],
        "label": [[row["start"], row["end"], tag] for row in piece.rows for tag in choices(row)],
        "Comments": list(_notes(piece.rows)),
    }


def _notes(rows: Iterable[Row]) -> Iterator[str]:
    yield from (row["note"] for row in rows if row["note"])


_LABELS = ("label", "labels", "cats", "entities", "annotations")
"""Where its versions and kinds of project have the labels."""
_NOBODY = frozenset({"all", "data"})
"""Files that have no annotator's name: of a project that annotates together, and of ours."""


class _Label(NamedTuple):
    """A label as doccano has it: of the whole text, or of a stretch of it."""

    name: str
    user: str | None = None
    stretch: tuple[object, object] | None = None


def read_doccano(source: Source) -> Iterator[Found]:
    """The labels of every example, one after another; an empty list is no label."""
    return each_object(source, lambda item, where: _read(item, where, _of_many(source, where)))


def holds_doccano(source: Source) -> bool:
    """Whether a source begins with a text and its labels in a list."""
    first = first_item(source)
    is_other = not first.keys().isdisjoint({"answer", "_task_hash", "annotation_id", "target"})
    has_list = any(isinstance(first.get(name), list) for name in _LABELS)
    return isinstance(first.get("text"), str) and has_list and not is_other


def _of_many(source: Source, where: Where) -> str:
    """The name of a file, without its ending, among several; nothing where it is alone."""
    is_alone = source.name.replace("\\", "/").rpartition("/")[2] == where.file
    return "" if is_alone else where.file.rpartition(".")[0]


def _read(item: dict[str, Any], where: Where, file: str) -> Iterator[Found]:
    text = item.get("text")
    if not isinstance(text, str) or not text.strip():
        raise ValueError("it has no text")
    by_user: dict[str | None, list[_Label]] = {}
    for label in (found for field in _LABELS for found in _labels(item.get(field))):
        by_user.setdefault(label.user, []).append(label)
    rows = objects(item.get("rows"))
    own = item if "gold_why" in item else None
    name = file.rpartition("/")[2]
    member = None if name in _NOBODY else name or None
    for user, labels in by_user.items() or ((None, []),):
        who = member or user
        id_ = "/".join(filter(None, (file, user, text_in(item, "id"))))
        whole = [label.name for label in labels if label.stretch is None]
        spans = [Span(*label.stretch, (label.name,)) for label in labels if label.stretch]
        anchor = place_of(item, text)
        if whole or own or not (spans or rows):
            said = Said(whole, who, note="\n".join(strings(item.get("Comments"))))
            yield told(where, said, anchor, own, id_ or None)
        if spans or rows:
            of_text = Text(text, anchor, id_ or None, item, rows)
            yield from spans_told(where, of_text, spans, Said((), who))


def _labels(value: object) -> Iterator[_Label]:
    """The labels in a field."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, list) and len(one) > _NAME and strings(one[_NAME]):
            yield _Label(strings(one[_NAME])[0], None, (one[0], one[1]))
        elif isinstance(one, dict) and strings(one.get("label")):
            yield _Label(strings(one["label"])[0], text_in(one, "user"), _stretch(one))
        elif strings(one):
            yield _Label(strings(one)[0])
        elif one is not None:
            raise ValueError("one of its labels is neither a name nor a span with one")


_NAME = 2
"""Where a span has its label, after its beginning and its end."""


def _stretch(label: Mapping[str, Any]) -> tuple[object, object] | None:
    for start, end in (("start_offset", "end_offset"), ("start", "end")):
        if start in label:
            return label[start], label.get(end)
    return None
