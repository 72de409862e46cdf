"""Label Studio: a folder with `tasks.json` and `config.xml`, the labelling configuration for it.

A sentence is a task, what an annotator says of it an annotation, a suggestion a prediction
(https://labelstud.io/guide/task_format). `data` holds the columns of the sentence and its article;
`meta.labels` those of each label, with the number of its annotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any
from xml.sax.saxutils import quoteattr

from annotator.codec import to_json
from annotator.domain.agreement.independence import NO_TAG
from annotator.formats.datasets.about import About, Target
from annotator.formats.datasets.grouped import OF_ARTICLE, OF_SENTENCE, choices, without
from annotator.formats.datasets.rows import Row

_UNSURE = "unsure"
_AREAS = ("note", "sources", "evidence")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold."""


def write_tasks(rows: Iterable[Row], about: About, target: Target) -> None:
    """Writes one task after another, then the configuration."""
    tasks = _Tasks()
    with target.file("tasks.json") as stream:
        between = b"[\n"
        for _, found in groupby(rows, lambda row: (row["article"], row["sentence"])):
            stream.write(between + to_json(tasks.task(list(found))))
            between = b",\n"
        stream.write(b"\n]\n")
    with target.file("config.xml") as stream:
        stream.write(_configuration(about).encode())


class _Tasks:
    """Makes tasks, and numbers them and their annotations."""

    def __init__(self) -> None:
        self._tasks = 0
        self._annotations = 0

    def task(self, rows: Sequence[Row]) -> dict[str, Any]:
        """The task of a sentence, of which these are all rows."""
        self._tasks += 1
        annotations = []
        labels = []
        for row in rows:
            number = None
            if row["state"] is not None:  # what is unresolved has yet to be annotated
                self._annotations += 1
                number = self._annotations
                annotations.append(self._annotation(number, row))
            labels.append({"annotation": number} | without(row, *OF_ARTICLE, *OF_SENTENCE))
        return {
            "id": self._tasks,
            "data": {column: rows[0][column] for column in ("text", *OF_ARTICLE, *OF_SENTENCE)},
            "annotations": annotations,
            "predictions": list(_predictions(rows)),
            "meta": {"labels": labels},
        }

    def _annotation(self, number: int, row: Row) -> dict[str, Any]:
        found: dict[str, Any] = {"id": number, "task": self._tasks}
        if (name := row["annotator"]) is not None:
            # Without a number: Label Studio looks for the address, then for the number, and an
            # invented one is somebody else's there.
            found["completed_by"] = {"email": name}
        found["was_cancelled"] = row["state"] == "skipped"
        found["ground_truth"] = row["annotator"] is None and bool(choices(row)) and _is_gold(row)
        if row["at"] is not None:
            found |= {"created_at": row["at"], "updated_at": row["at"]}
        if row["seconds"] is not None:
            found["lead_time"] = row["seconds"]
        return found | {"result": list(_results(row))}


def _is_gold(row: Row) -> bool:
    """Whether a row is the label of a sentence as it is settled, and not somebody's."""
    whole = f"{row['article']}/{row['article_revision']}/{row['sentence']}"
    return bool(row["id"] == whole)


def _results(row: Row) -> Iterator[dict[str, Any]]:
    if chosen := choices(row):
        yield _result(f"{row['id']}#sourcing", "sourcing", "choices", chosen)
    if row["unsure"]:
        yield _result(f"{row['id']}#unsure", _UNSURE, "choices", [_UNSURE])
    said = {
        "note": [row["note"]] if row["note"] else [],
        "sources": [one["name"] for one in row["sources"] if one["name"]],
        "evidence": list(filter(None, map(_evidence, row["evidence"]))),
    }
    for area in _AREAS:
        if said[area]:
            yield _result(f"{row['id']}#{area}", area, "textarea", said[area])


def _evidence(piece: dict[str, Any]) -> str:
    told = (piece["url"], piece["document"], piece["locator"], piece["quotation"])
    return "\n".join(filter(None, told))


def _result(id_: str, name: str, type_: str, values: list[str]) -> dict[str, Any]:
    key = "choices" if type_ == "choices" else "text"
    return {
        "id": id_,
        "from_name": name,
        "to_name": "text",
        "type": type_,
        "value": {key: values},
    }


def _predictions(rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """What was suggested for a sentence; the same to several annotators is one prediction."""
    found: dict[tuple[str, str, float], None] = {}
    for row in rows:
        for one in row["suggestions"]:
            found[one["model"], one["tag"], one["probability"]] = None
    whole = f"{rows[0]['article']}/{rows[0]['article_revision']}/{rows[0]['sentence']}"
    for number, (model, tag, probability) in enumerate(found, 1):
        result = _result(f"{whole}#suggested-{number}", "sourcing", "choices", [tag])
        yield {"model_version": model, "score": probability, "result": [result]}


def _configuration(about: About) -> str:
    """What makes Label Studio show the tasks: the project's tags in their colours, with keys."""
    lines = ["<View>", '  <Text name="text" value="$text"/>']
    lines.append('  <Choices name="sourcing" toName="text" choice="multiple">')
    for tag in about.project.tags:
        shown = {"value": tag.name, "hotkey": tag.key, "background": tag.colour}
        lines.append(f"    <Choice {_attributes(shown)}/>")
    lines.append(f"    <Choice {_attributes({'value': NO_TAG})}/>")
    lines.append("  </Choices>")
    lines.append(f'  <Choices name="{_UNSURE}" toName="text" choice="multiple">')
    lines.append(f'    <Choice value="{_UNSURE}"/>')
    lines.append("  </Choices>")
    lines += [
        f'  <TextArea name="{area}" toName="text" placeholder="{area}" editable="true"/>'
        for area in _AREAS
    ]
    return "\n".join([*lines, "</View>", ""])


def _attributes(values: dict[str, str]) -> str:
    return " ".join(
        f"{name}={quoteattr(_NO_XML.sub('�', value))}" for name, value in values.items() if value
    )
