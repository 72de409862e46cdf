"""doccano: JSON Lines for its projects of text classification and of sequence labelling.

Everything but `text` and `label` is metadata to it, which it keeps beside the example and writes
out again (https://github.com/doccano/doccano, `backend/data_import`, `backend/data_export`). It
has no annotator of its own in a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from annotator.formats.datasets.about import About, Target
from annotator.formats.datasets.grouped import (
    OF_ARTICLE,
    Piece,
    choices,
    pieces,
    without,
)
from annotator.formats.datasets.json_lines import write_lines
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
