"""Prodigy: JSON Lines as its interfaces for choices and for spans have them (https://prodi.gy/docs).

The whole row stands in `row`, for Prodigy keeps fields that it does not know; `meta` is what it
shows below a card. Its hashes are its own: it adds them where they are missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import pairwise
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

_TOKEN = re.compile(r"\w+|[^\w\s]")


def write_choices(rows: Iterable[Row], about: About, target: Target) -> None:
    """Writes a task for each row, with the project's labels as options."""
    options = [{"id": label, "text": label} for label in about.labels]
    with target.file("data.jsonl") as stream:
        write_lines((_choice(row, options) for row in rows), stream)


def write_spans(rows: Iterable[Row], about: About, target: Target) -> None:
    """Writes a task for each article and annotator, with the labeled sentences as spans."""
    with target.file("data.jsonl") as stream:
        write_lines(map(_spans, pieces(rows, about)), stream)


def _choice(row: Row, options: list[dict[str, str]]) -> dict[str, Any]:
    chosen = choices(row)
    return {
        "text": row["text"],
        "meta": {"article_id": row["article"], "sentence_index": row["index"]},
        "options": options,
        "accept": chosen,
        "answer": "accept" if chosen else "ignore",
        "config": {"choice_style": "multiple"},
        "_view_id": "choice",
        **_who_and_when([row]),
        "row": without(row, "text"),
    }


def _spans(piece: Piece) -> dict[str, Any]:
    tokens = _tokens(piece)
    starts = {token["start"]: token["id"] for token in tokens}
    ends = {token["end"]: token["id"] for token in tokens}
    return {
        "text": piece.text,
        "meta": {"article_id": piece.about["article"]},
        "tokens": tokens,
        "spans": [
            {
                "start": row["start"],
                "end": row["end"],
                "token_start": starts.get(row["start"]),
                "token_end": ends.get(row["end"]),
                "label": label,
            }
            for row in piece.rows
            for label in choices(row)
        ],
        "answer": "accept" if any(map(choices, piece.rows)) else "ignore",
        "_view_id": "spans_manual",
        **_who_and_when(piece.rows),
        "article": piece.about,
        "rows": [without(row, *OF_ARTICLE, "text") for row in piece.rows],
    }


def _tokens(piece: Piece) -> list[dict[str, Any]]:
    """Words and signs with their places; none goes over the beginning or end of a sentence."""
    text = piece.text
    places = {place for row in piece.rows for place in (row["start"], row["end"])}
    cuts = sorted(places | {0, len(text)})
    found = [match for start, end in pairwise(cuts) for match in _TOKEN.finditer(text, start, end)]
    return [
        {
            "text": match.group(),
            "start": match.start(),
            "end": match.end(),
            "id": number,
            "ws": text[match.end() : match.end() + 1].isspace(),
        }
        for number, match in enumerate(found)
    ]


def _who_and_when(rows: Iterable[Row]) -> dict[str, Any]:
    rows = list(rows)
    told: dict[str, Any] = {}
    if times := list(_seconds(rows)):
        told["_timestamp"] = max(times)
    if (name := rows[0]["annotator"]) is not None:
        told |= {"_annotator_id": name, "_session_id": name}
    return told


def _seconds(rows: Iterable[Row]) -> Iterator[int]:
    """Times since 1970; a day alone is none."""
    for row in rows:
        if "T" in (row["at"] or ""):
            yield int(datetime.fromisoformat(row["at"]).timestamp())
