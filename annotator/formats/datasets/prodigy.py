"""Prodigy: JSON Lines as its interfaces for choices and for spans have them (https://prodi.gy/docs).

The whole row stands in `row`, for Prodigy keeps fields that it does not know; `meta` is what it
shows below a card. Its hashes are its own: it adds them where they are missing. What it writes
itself says who by `<dataset>-<session>`, and answers `accept`, `reject` or `ignore`; a rejected
label is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import Any, NamedTuple

from annotator.errors import DataError
from annotator.formats.datasets.about import About, Target
from annotator.formats.datasets.from_rows import decided, instant, text_in
from annotator.formats.datasets.grouped import (
    OF_ARTICLE,
    Piece,
    choices,
    pieces,
    without,
)
from annotator.formats.datasets.items import first_item
from annotator.formats.datasets.json_lines import write_lines
from annotator.formats.datasets.labeled import Found, Labeled, Source
from annotator.formats.datasets.of_tools import (
    UNLABELED,
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

_TOKEN = re.compile(r"\w+|[^\w\s]")
_NO_NAME = re.compile(r"(.*-)?\d{4}-\d\d-\d\d[_T ]\d\d-\d\d-\d\d")
"""A session that nobody named is called after its time."""
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_MOST_TOGETHER = 1_000
"""Answers that become one label, so that a file about one text fits into memory."""
_WHY_NOT = {"accept": UNLABELED, "reject": "rejected", "ignore": "ignored"}


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


class _Answer(NamedTuple):
    """What an answer says."""

    found: Found
    is_of_many: bool = False
    """Whether it is about one label, and others of the same text are asked for by themselves."""


def read_prodigy(source: Source) -> Iterator[Found]:
    """The labels of every answer, one after another; what is not accepted is no label.

    Answers about one label each that follow one another are one label of their text.
    """
    waiting: list[Labeled] = []
    for answer in each_object(source, _read):
        found = answer if isinstance(answer, DataError) else answer.found
        is_of_many = isinstance(answer, _Answer) and answer.is_of_many
        if not isinstance(found, Labeled) or not is_of_many:
            yield found
            continue
        if waiting and (not _same_text(waiting[0], found) or len(waiting) == _MOST_TOGETHER):
            yield _together(waiting)
            waiting.clear()
        waiting.append(found)
    if waiting:
        yield _together(waiting)


def _same_text(one: Labeled, other: Labeled) -> bool:
    return (one.anchor, one.annotator) == (other.anchor, other.annotator)


def _together(found: Sequence[Labeled]) -> Labeled:
    """Labels of the same text as one, decided when the last of them was."""
    marks = [one.mark for one in found]
    mark = decided([label for mark in marks for label in mark.tags or (mark.state,)])
    mark = replace(
        mark,
        note=marks[0].note,
        unsure=any(mark.unsure for mark in marks),
        at=next((mark.at for mark in reversed(marks) if mark.at), ""),
    )
    return replace(found[0], mark=mark)


def holds_prodigy(source: Source) -> bool:
    """Whether a source begins with a task of Prodigy's, or the answer to one."""
    first = first_item(source)
    return isinstance(first.get("text"), str) and not first.keys().isdisjoint(
        {"answer", "_task_hash", "_input_hash", "_view_id"}
    )


def _read(task: dict[str, Any], where: Where) -> Iterator[_Answer]:
    text = task.get("text")
    if not isinstance(text, str) or not text.strip():
        raise ValueError("it has no text")
    row, rows = task.get("row"), objects(task.get("rows"))
    article = task.get("article")
    about = {**_object(task.get("meta")), **_object(article), **_object(row)}
    answer = str(task.get("answer"))[:20]
    said = Said(
        (),
        _annotator(task, row if isinstance(row, dict) else next(iter(rows), {})),
        note="\n".join(strings(task.get("user_input"))),
        unsure=task.get("flagged") is True,
        at=instant(task.get("_timestamp")),
        why_not=_WHY_NOT.get(answer, "not answered"),
    )
    anchor = place_of(about, text)
    is_accepted = answer == "accept"
    chosen = _chosen(task)
    if chosen is not None or not (rows or objects(task.get("spans"))):
        said = replace(said, labels=chosen if chosen and is_accepted else ())
        found = told(where, said, anchor, row if isinstance(row, dict) else None)
        yield _Answer(found, is_of_many="accept" not in task)
        return
    spans = list(_labeled_spans(task)) if is_accepted else []
    of_text = Text(text, anchor, None, about, rows)
    yield from map(_Answer, spans_told(where, of_text, spans, said))


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _chosen(task: dict[str, Any]) -> list[str] | None:
    """The labels of the whole text; None where the task is about spans of it."""
    if "accept" in task or "options" in task:
        shown = {}
        for option in objects(task.get("options")):
            for id_ in strings(option.get("id")):
                # A number tells nobody anything: the option's own words do.
                text = strings(option.get("text"))
                shown[id_] = text[0] if id_.isdecimal() and text else id_
        return [shown.get(id_, id_) for id_ in strings(task.get("accept"))]
    return strings(task["label"])[:1] if "label" in task else None


def _labeled_spans(task: dict[str, Any]) -> Iterator[Span]:
    for span in objects(task.get("spans")):
        words = span.get("text")
        quote = words if isinstance(words, str) else ""
        yield Span(span.get("start"), span.get("end"), tuple(strings(span.get("label"))), quote)


def _annotator(task: dict[str, Any], row: dict[str, Any]) -> str | None:
    """Who answered: the session's name, without that of the dataset before it."""
    name = text_in(task, "_annotator_id") or text_in(task, "_session_id")
    if name is None or name == row.get("annotator") or _UUID.fullmatch(name):
        return name
    return None if _NO_NAME.fullmatch(name) else name.rpartition("-")[2] or name
