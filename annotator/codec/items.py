"""One item, one line: marks, events, comments and the rest, to bytes and back."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

import orjson

from annotator.domain.annotations import Annotations, Event
from annotator.domain.article import Aligned, EarlierRevision, Sentence
from annotator.domain.marks import Comment, Evidence, LinkCheck, Mark, Source, Suggestion
from annotator.domain.progress import Standing
from annotator.domain.review import Decision, ReviewEvent, Seen, SentBack
from annotator.domain.rows import Log, Rows
from annotator.errors import DamagedFileError

V = TypeVar("V")

_STATES = frozenset({"tagged", "no-tag", "skipped", "open"})


def to_line(value: Any) -> bytes:
    """A value as one line; the bytes `"from_":` cannot stand inside a JSON string."""
    return orjson.dumps(value).replace(b'"from_":', b'"from":')


def loads(line: bytes) -> dict[str, Any]:
    """A line as a plain object."""
    found = orjson.loads(line)
    if not isinstance(found, dict):
        raise TypeError("expected an object")
    return found


def as_tuple(items: Any, read: Callable[[Any], V]) -> tuple[V, ...]:
    """A plain list as a tuple of what `read` makes of its items."""
    if not isinstance(items, list):
        raise TypeError("expected a list")
    return tuple(map(read, items))


def same(value: Any) -> Any:
    """The value itself: the reader of items that are plain."""
    return value


def with_from(plain: dict[str, Any]) -> dict[str, Any]:
    """`from` is a keyword in Python: the field is called `from_`."""
    return {("from_" if key == "from" else key): value for key, value in plain.items()}


def _source(plain: dict[str, Any]) -> Source:
    return Source(**with_from(plain))


def _evidence(plain: dict[str, Any]) -> Evidence:
    checked = plain.get("checked")
    return Evidence(**plain | {"checked": LinkCheck(**checked) if checked else None})


def _mark_of(plain: dict[str, Any]) -> Mark:
    if plain["state"] not in _STATES:
        raise ValueError(f"unknown state {plain['state']!r}")
    suggestion = plain.get("suggestion")
    return Mark(
        **plain
        | {
            "tags": as_tuple(plain.get("tags", []), same),
            "sources": as_tuple(plain.get("sources", []), _source),
            "evidence": as_tuple(plain.get("evidence", []), _evidence),
            "suggestion": Suggestion(**suggestion) if suggestion else None,
        }
    )


def _decision_of(plain: dict[str, Any]) -> Decision:
    saw = {
        name: Seen(seen["state"], as_tuple(seen["tags"], same))
        for name, seen in plain["saw"].items()
    }
    tags, also = as_tuple(plain["tags"], same), as_tuple(plain["also_right"], same)
    return Decision(**plain | {"tags": tags, "also_right": also, "saw": saw})


def _sent_back_of(plain: dict[str, Any]) -> SentBack:
    return SentBack(**plain | {"to": as_tuple(plain["to"], same)})


@lru_cache(maxsize=1024)
def read_mark(line: bytes) -> Mark:
    """A mark from its line."""
    return _mark_of(loads(line))


def read_comment(line: bytes) -> Comment:
    """A comment from its line."""
    return Comment(**loads(line))


def read_event(line: bytes) -> Event:
    """An event from its line, with the mark or comment that it leaves."""
    plain = loads(line)
    after = plain["after"]
    if after is not None:
        after = _mark_of(after) if "state" in after else Comment(**after)
    return Event(**plain | {"after": after})


def read_decision(line: bytes) -> Decision:
    """A reviewer's decision from its line."""
    return _decision_of(loads(line))


def read_sent_back(line: bytes) -> SentBack:
    """A request for another look from its line."""
    return _sent_back_of(loads(line))


def read_review_event(line: bytes) -> ReviewEvent:
    """An event of a review from its line."""
    plain = loads(line)
    after: Any = plain["after"]
    if after is not None:
        read = (
            _decision_of
            if "state" in after
            else _sent_back_of
            if "to" in after
            else lambda plain: Comment(**plain)
        )
        after = read(after)
    return ReviewEvent(**plain | {"after": after})


def standing(line: bytes) -> Standing:
    """What counts need of a mark's line, without building the mark.

    Raises:
        ValueError: the line is not a mark.
    """
    plain = orjson.loads(line)
    try:
        if plain["state"] not in _STATES:
            raise ValueError(f"unknown state {plain['state']!r}")
        return Standing(plain["state"], plain["unsure"], plain["look_again"])
    except (KeyError, TypeError) as error:
        raise ValueError(f"no mark: {error}") from error


def standings(annotations: Annotations, path: str) -> dict[str, Standing]:
    """The standing of every mark of a document, by sentence.

    Raises:
        DamagedFileError: a line is not a mark.
    """
    found = {}
    for sentence, line in annotations.marks.lines():
        try:
            found[sentence] = standing(line)
        except ValueError as error:
            raise DamagedFileError(path, f"marks.{sentence}", str(error)) from error
    return found


def standing_of(mark: Mark) -> Standing:
    """What counts need of a mark."""
    return Standing(mark.state, mark.unsure, mark.look_again)


def reader(read: Callable[[bytes], V], path: str, field: str) -> Callable[[bytes], V]:
    """`read` for the items of one field of one file: a bad line says where it stands."""

    def read_line(line: bytes) -> V:
        try:
            return read(line)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise DamagedFileError(path, field, f"{error} in {line[:60]!r}…") from error

    return read_line


def empty_rows(read: str) -> Any:
    """Rows or a log without items, for a new document's field of that name."""
    return COLLECTIONS[read]([] if read in {"comments", "history", "review_history"} else {}, "")


def _rows(read: Callable[[bytes], V], field: str) -> Callable[[Any, str], Rows[V]]:
    return lambda lines, path: Rows(lines, reader(read, path, field), to_line)


def _log(read: Callable[[bytes], V], field: str) -> Callable[[Any, str], Log[V]]:
    return lambda lines, path: Log(lines, reader(read, path, field), to_line)


COLLECTIONS: dict[str, Callable[[Any, str], Any]] = {
    "marks": _rows(read_mark, "marks"),
    "comments": _log(read_comment, "comments"),
    "history": _log(read_event, "history"),
    "decisions": _rows(read_decision, "decisions"),
    "sent_back": _rows(read_sent_back, "sent_back"),
    "review_history": _log(read_review_event, "history"),
}


def read_earlier(line: bytes) -> EarlierRevision:
    """An earlier revision of an article from its line."""
    plain = loads(line)
    sentences = plain["sentences"]
    return EarlierRevision(
        **plain
        | {
            "sentences": sentences and as_tuple(sentences, lambda s: Sentence(**s)),
            "alignment": as_tuple(plain["alignment"], _aligned),
        }
    )


def _aligned(plain: dict[str, Any]) -> Aligned:
    return Aligned(as_tuple(plain["old"], same), as_tuple(plain["new"], same), plain["how"])
