"""What annotators said, as plain values of a dataset row: votes, sources, evidence, suggestions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from annotator.domain.datasets.pseudonyms import Names
from annotator.domain.marks import Evidence, Mark, Source
from annotator.formats.datasets.withholding import Policy

VOTE = ("annotator", "state", "tags", "unsure", "skip_reason", "guidelines", "at", "seconds")
SOURCE = (
    "annotator",
    "name",
    "mention",
    "sentence",
    "start",
    "end",
    "kind",
    "role",
    "basis",
    "from",
    "via",
    "manner",
    "confidential",
    "by",
)
EVIDENCE = (
    "annotator",
    "url",
    "document",
    "locator",
    "quotation",
    "stance",
    "seen",
    "archived",
    "checked",
)
CHECKED = ("at", "state", "url", "title")
SUGGESTION = ("annotator", "tag", "probability", "model", "shown", "accepted")
"""The fields of each, in their order."""

STRUCTS: Mapping[str, tuple[str, ...]] = {
    "votes": VOTE,
    "sources": SOURCE,
    "evidence": EVIDENCE,
    "suggestions": SUGGESTION,
}
"""By what a column holds, the fields of the objects in its lists."""

FIELD_TYPES: Mapping[str, str] = {
    "tags": "texts",
    "unsure": "flag",
    "seconds": "number",
    "start": "whole",
    "end": "whole",
    "confidential": "flag",
    "probability": "number",
    "shown": "flag",
    "accepted": "flag",
}
"""Their types, where they are no text; `checked` has fields of its own."""


def votes_of(
    marks: Mapping[str, Mark], order: Callable[[str], str], policy: Policy
) -> list[dict[str, Any]]:
    """The state and tags of these marks, each with whose it is; an open one is no vote."""
    return [
        {
            "annotator": policy.names.of(name),
            "state": mark.state,
            "tags": list(mark.tags),
            "unsure": mark.unsure,
            "skip_reason": mark.skip_reason,
            "guidelines": mark.guidelines,
            "at": policy.time(mark.at),
            "seconds": mark.seconds,
        }
        for name, mark in ((name, marks[name]) for name in sorted(marks, key=order))
        if mark.state != "open"
    ]


def sources_of(
    sources: Iterable[Source], annotator: str | None, *, text: bool
) -> Iterable[dict[str, Any]]:
    """Sources with who names them; without their words in the text, where that stays at home."""
    for source in sources:
        yield {
            "annotator": annotator,
            "name": source.name,
            "mention": source.mention if text else None,
            "sentence": source.sentence,
            "start": source.start,
            "end": source.end,
            "kind": source.kind,
            "role": source.role,
            "basis": source.basis,
            "from": source.from_,
            "via": source.via,
            "manner": source.manner,
            "confidential": source.confidential,
            "by": source.by,
        }


def evidence_of(
    evidence: Iterable[Evidence], annotator: str | None, policy: Policy
) -> Iterable[dict[str, Any]]:
    """Evidence with who found it."""
    for piece in evidence:
        checked = piece.checked
        yield {
            "annotator": annotator,
            "url": piece.url,
            "document": piece.document,
            "locator": piece.locator,
            "quotation": piece.quotation,
            "stance": piece.stance,
            "seen": piece.seen,
            "archived": piece.archived,
            "checked": checked
            and {
                "at": policy.time(checked.at),
                "state": checked.state,
                "url": checked.url,
                "title": checked.title,
            },
        }


def suggestions_of(marks: Iterable[tuple[str, Mark]], names: Names) -> list[dict[str, Any]]:
    """What the program had proposed to each of these annotators."""
    return [
        {
            "annotator": names.of(name),
            "tag": found.tag,
            "probability": found.probability,
            "model": found.model,
            "shown": found.shown,
            "accepted": found.accepted,
        }
        for name, mark in marks
        if (found := mark.suggestion) is not None
    ]
