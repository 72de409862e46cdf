"""Rows of a dataset as the labels that they were: what we write comes back as it went out.

Rows of others are read as far as their columns have the names of ours: a text and a label are
enough. What a row does not say is left open, as `Labeled` has it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, get_args

from annotator.codec.items import mark_of
from annotator.domain.agreement.independence import NO_TAG
from annotator.domain.datasets.anchors import Anchor
from annotator.domain.marks import Mark, State
from annotator.formats.datasets.labeled import Labeled, PassedOver

_STATES: Mapping[str, State] = {state: state for state in get_args(State)}
TEXTS = ("text", "sentence_text", "quote")
LABELS = ("tags", "labels", "label", "tag", "category")
"""Columns that may hold the words and the label, the likeliest first."""

SAYS_NOT_WHERE = "it says nothing of which words it is about"
_ANNOTATORS = ("annotator", "annotated_by", "user", "coder")


def labeled_row(row: Mapping[str, Any], part: str) -> Labeled | PassedOver:
    """The label that a row is.

    Raises:
        ValueError: it is none; the message says why, to follow the row's place.
    """
    mark = _mark(row)
    if mark is None:
        return PassedOver(part, "without a label")
    if mark.state == "skipped" and mark.skip_reason is None:
        return PassedOver(part, "skipped")
    anchor = anchor_of(row)
    if not anchor.says_where:
        raise ValueError(SAYS_NOT_WHERE)
    return Labeled(part, anchor, _first_text(row, _ANNOTATORS), mark, text_in(row, "id"))


def anchor_of(row: Mapping[str, Any]) -> Anchor:
    """Which words a row is about, by the columns that it has."""
    quote, sentence = _first_text(row, TEXTS) or "", text_in(row, "sentence")
    if sentence and " " in sentence:  # the words, as many call them; ids have no blanks
        quote, sentence = quote or sentence, None
    return Anchor(
        quote=quote,
        before=text_in(row, "context_before") or "",
        after=text_in(row, "context_after") or "",
        article=text_in(row, "article"),
        sha256=text_in(row, "article_sha256"),
        url=text_in(row, "url"),
        title=text_in(row, "title"),
        sentence=sentence,
        start=whole_in(row, "start"),
        end=whole_in(row, "end"),
    )


def decided(labels: Sequence[str]) -> Mark:
    """The mark that chooses these labels; `no-tag` alone says that none applies."""
    tags = tuple(dict.fromkeys(label for label in labels if label != NO_TAG))
    return replace(_UNSAID, state="tagged", tags=tags) if tags else _NO_TAG


def said_besides(row: Mapping[str, Any], mark: Mark) -> Mark:
    """A mark with what the columns of a row say besides its label: sources, notes, times and more.

    Raises:
        ValueError: a column holds something else than it should; the message says which.
    """
    try:
        return mark_of(_plain(row, mark))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"what it holds beside its label cannot be read ({error})") from error
    except RecursionError as error:
        raise ValueError("what it holds beside its label is nested too deep") from error


def _plain(row: Mapping[str, Any], mark: Mark) -> dict[str, Any]:
    """A mark with what a row says besides, as a plain object that is yet to be checked."""
    suggestions = row.get("suggestions") or []
    return {
        "state": mark.state,
        "tags": list(mark.tags),
        "unsure": bool(row.get("unsure")),
        "skip_reason": row.get("skip_reason") if mark.state == "skipped" else None,
        "quote": "",
        "sources": [_source(one) for one in row.get("sources") or []],
        "evidence": [_without(one) for one in row.get("evidence") or []],
        "note": row.get("note") or "",
        "look_again": row.get("look_again"),
        "suggestion": _without(suggestions[0]) if len(suggestions) == 1 else None,
        "guidelines": text_in(row, "guidelines") or "",
        "at": instant(row.get("at")),
        "seconds": row.get("seconds"),
    }


def instant(value: object) -> str:
    """A time as marks have it: UTC, milliseconds; empty for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return ""
    try:
        if isinstance(value, str):
            found = datetime.fromisoformat(value)
        else:
            found = datetime.fromtimestamp(value, UTC)
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return ""
    return found.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def text_in(row: Mapping[str, Any], column: str) -> str | None:
    """The text of a column; null where it holds none, or nothing."""
    value = row.get(column)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and value else None


def whole_in(row: Mapping[str, Any], column: str) -> int | None:
    """The whole number of a column; null where it holds none."""
    value = row.get(column)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


_UNSAID = Mark("tagged", guidelines="")
_NO_TAG = Mark("no-tag", guidelines="")


def _mark(row: Mapping[str, Any]) -> Mark | None:
    """What a row says; None for nothing."""
    state = row.get("state")
    labels = _labels(row)
    if state is None or state == "":
        return said_besides(row, decided(labels)) if labels else None
    known = _STATES.get(state) if isinstance(state, str) else None
    if known is None:
        said = repr(state[:40]) if isinstance(state, str) else "no text"
        raise ValueError(f"its state is {said}, which is none")
    tags = tuple(dict.fromkeys(labels)) if known == "tagged" else ()
    if known == "tagged" and not tags:
        raise ValueError("it is tagged, and no tag is said")
    return said_besides(row, Mark(known, tags))


def _labels(row: Mapping[str, Any]) -> list[str]:
    """The labels of the first column that has any."""
    for column in LABELS:
        value = row.get(column)
        several = value if isinstance(value, list) else [value]
        found = [str(one) for one in several if isinstance(one, str | int) and str(one).strip()]
        if found:
            return found
    return []


def _first_text(row: Mapping[str, Any], columns: Sequence[str]) -> str | None:
    return next((found for column in columns if (found := text_in(row, column))), None)


def _source(value: Any) -> dict[str, Any]:  # noqa: ANN401 - any value that JSON has
    """A source; without words where they were not told, and imported where nobody is said."""
    found = _without(value)
    return found | {"mention": found.get("mention") or "", "by": found.get("by") or "import"}


def _without(value: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    """What a list of a row holds, without whose it is: that is the row's own annotator."""
    if not isinstance(value, dict):
        raise TypeError("a list of it holds something else than objects")
    return {name: each for name, each in value.items() if name != "annotator"}
