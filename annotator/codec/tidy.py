"""Files that something else has laid out, as the lines that `encode` would have written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson

from annotator.codec.items import (
    read_comment,
    read_decision,
    read_earlier,
    read_event,
    read_mark,
    read_review_event,
    read_sent_back,
    to_line,
    why_not,
)
from annotator.codec.layout import ITEM_A_LINE, MalformedError
from annotator.domain.article import order_of_id

_READERS: dict[tuple[str, str], Callable[[bytes], Any]] = {
    ("article", "previous"): read_earlier,
    ("annotations", "marks"): read_mark,
    ("annotations", "comments"): read_comment,
    ("annotations", "history"): read_event,
    ("review", "decisions"): read_decision,
    ("review", "sent_back"): read_sent_back,
    ("review", "comments"): read_comment,
    ("review", "history"): read_review_event,
}
"""What documents keep as lines; the rest is read into values at once."""


def as_lines(thing: str, plain: dict[str, Any]) -> dict[str, Any]:
    """Plain fields with the long ones as lines, in order and each as it would be written.

    Raises:
        MalformedError: one of them is not what it should be.
    """
    found = dict(plain)
    for field in ITEM_A_LINE[thing] & plain.keys():
        value = plain[field]
        if isinstance(value, dict):
            keys = sorted(value, key=order_of_id) if (thing, field) in _READERS else value
            found[field] = {k: _line(thing, field, value[k], f"{field}.{k}") for k in keys}
        elif isinstance(value, list):
            items = enumerate(value)
            found[field] = [_line(thing, field, item, f"{field}[{n}]") for n, item in items]
        else:
            raise MalformedError(field, "expected a list or an object")
    return found


def _line(thing: str, field: str, item: Any, place: str) -> bytes:
    line = orjson.dumps(item)
    read = _READERS.get((thing, field))
    try:
        return line if read is None else to_line(read(line))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise MalformedError(place, why_not(error, line)) from error
