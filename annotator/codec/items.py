"""One item, one line: marks, events, comments and the rest, to bytes and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from functools import cache, lru_cache
from itertools import islice
from typing import Any, TypeVar, cast, get_args

import orjson

from annotator.codec.shapes import built, in_utf8
from annotator.domain.annotations import Annotations, Event
from annotator.domain.article import KINDS, Aligned, EarlierRevision, HowAligned, Sentence
from annotator.domain.marks import Comment, Evidence, LinkCheck, Mark, Source, State, Suggestion
from annotator.domain.progress import Standing
from annotator.domain.review.decisions import Decision, Review, ReviewEvent, Seen, SentBack
from annotator.domain.rows import Log, Rows
from annotator.domain.tags import Renamed
from annotator.errors import DamagedFileError

V = TypeVar("V")

_KINDS: frozenset[str] = frozenset(KINDS)
_STATES = frozenset(get_args(State))
_HOWS: frozenset[str] = frozenset(get_args(HowAligned))
_ALIGNED = len(fields(Aligned))
_WITH_FROM = (Mark, Event, Source, Renamed)


def to_line(value: Any) -> bytes:
    """A value as one line; keys of people's own are sorted.

    The bytes `"from_":` cannot stand inside a JSON string, but they can be a key: only what has
    that field and no keys of people's own is treated. Halves of characters, as a terminal may
    hand them over, become U+FFFD.
    """
    try:
        line = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError:
        line = orjson.dumps(in_utf8(value), option=orjson.OPT_SORT_KEYS)
    return line.replace(b'"from_":', b'"from":') if isinstance(value, _WITH_FROM) else line


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


def text(value: Any) -> str:
    """The value itself, which must be text."""
    if not isinstance(value, str):
        raise TypeError(f"expected text, not {value!r}")
    return value


def with_from(plain: dict[str, Any]) -> dict[str, Any]:
    """`from` is a keyword in Python: the field is called `from_`."""
    return {("from_" if key == "from" else key): value for key, value in plain.items()}


def _source(plain: dict[str, Any]) -> Source:
    return built(Source, with_from(plain))


def _evidence(plain: dict[str, Any]) -> Evidence:
    checked = plain.get("checked")
    return built(
        Evidence, plain | {"checked": None if checked is None else built(LinkCheck, checked)}
    )


def mark_of(plain: dict[str, Any]) -> Mark:
    """A mark from its plain object.

    Raises:
        ValueError, TypeError: it is none; the message says which field is wrong.
    """
    suggestion = plain.get("suggestion")
    mark = built(
        Mark,
        plain
        | {
            "tags": as_tuple(plain.get("tags", []), text),
            "sources": as_tuple(plain.get("sources", []), _source),
            "evidence": as_tuple(plain.get("evidence", []), _evidence),
            "suggestion": None if suggestion is None else built(Suggestion, suggestion),
        },
    )
    if mark.state == "tagged" and not mark.tags:
        raise ValueError("a tagged mark has no tag")
    return mark


def _seen_of(plain: dict[str, Any]) -> Seen:
    return built(Seen, plain | {"tags": as_tuple(plain["tags"], text)})


def _decision_of(plain: dict[str, Any]) -> Decision:
    saw = {name: _seen_of(seen) for name, seen in plain["saw"].items()}
    tags, also = as_tuple(plain["tags"], text), as_tuple(plain["also_right"], text)
    decision = built(Decision, plain | {"tags": tags, "also_right": also, "saw": saw})
    if decision.state == "tagged" and not decision.tags:
        raise ValueError("a decision on a tag has no tag")
    return decision


def _sent_back_of(plain: dict[str, Any]) -> SentBack:
    return built(SentBack, plain | {"to": as_tuple(plain["to"], text)})


@lru_cache(maxsize=1024)
def read_mark(line: bytes) -> Mark:
    """A mark from its line."""
    return mark_of(loads(line))


def read_comment(line: bytes) -> Comment:
    """A comment from its line."""
    return built(Comment, loads(line))


def read_event(line: bytes) -> Event:
    """An event from its line, with the mark or comment that it leaves."""
    plain = loads(line)
    after = plain["after"]
    if after is not None:
        after = mark_of(after) if "state" in after else built(Comment, after)
    return built(Event, plain | {"after": after})


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
            else lambda plain: built(Comment, plain)
        )
        after = read(after)
    return built(ReviewEvent, plain | {"after": after})


def _standing(plain: Any) -> Standing:
    """What counts need of a mark's plain object; equal ones are one, which saves memory.

    Raises:
        ValueError: it is not a mark.
    """
    try:
        if plain["state"] not in _STATES:
            raise ValueError(f"unknown state {plain['state']!r}")
        attached = bool(plain.get("sources") or plain.get("evidence"))
        return _shared(plain["state"], bool(plain.get("unsure")), plain.get("look_again"), attached)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no mark: {error}") from error


_shared = cache(Standing)


def standings(annotations: Annotations, path: str) -> dict[str, Standing]:
    """The standing of every mark of a document, by sentence.

    Raises:
        DamagedFileError: a line is not a mark.
    """
    rows = iter(annotations.marks.lines())
    found: dict[str, Standing] = {}
    while piece := list(islice(rows, _PIECE)):
        try:
            plain = orjson.loads(b"[%s]" % b",".join(line for _, line in piece))
            found |= {row[0]: _standing(each) for row, each in zip(piece, plain, strict=True)}
        except ValueError:
            found |= {sentence: _alone(sentence, line, path) for sentence, line in piece}
    return found


_PIECE = 256
"""Lines that are read at once: quicker than one by one, and without the memory for all."""


def seen_in(annotations: Annotations, path: str) -> tuple[dict[str, Seen], frozenset[str]]:
    """What every mark of a document says, by sentence, and the sentences it is unsure of.

    Raises:
        DamagedFileError: a line is not a mark.
    """
    found: dict[str, Seen] = {}
    unsure: set[str] = set()
    for sentence, line in annotations.marks.lines():
        try:
            plain = orjson.loads(line)
            found[sentence] = _shared_seen(_state(plain["state"]), tuple(map(text, plain["tags"])))
            if plain.get("unsure"):
                unsure.add(sentence)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise DamagedFileError(path, f"marks.{sentence}", why_not(error, line)) from error
    return found, frozenset(unsure)


def _state(value: Any) -> State:
    if value not in _STATES:
        raise ValueError(f"unknown state {value!r}")
    return cast("State", value)


_shared_seen = lru_cache(maxsize=1024)(Seen)


def _alone(sentence: str, line: bytes, path: str) -> Standing:
    try:
        return _standing(orjson.loads(line))
    except ValueError as error:
        raise DamagedFileError(path, f"marks.{sentence}", str(error)) from error


def standing_of(mark: Mark) -> Standing:
    """What counts need of a mark."""
    attached = bool(mark.sources or mark.evidence)
    return _shared(mark.state, mark.unsure, mark.look_again, attached)


def reader(read: Callable[[bytes], V], path: str, field: str) -> Callable[[bytes], V]:
    """`read` for the items of one field of one file: a bad line says where it stands."""

    def read_line(line: bytes) -> V:
        try:
            return read(line)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise DamagedFileError(path, field, why_not(error, line)) from error

    return read_line


def why_not(error: Exception, line: bytes) -> str:
    """Why a line cannot be read, and how it begins."""
    what = f"{error} is missing" if isinstance(error, KeyError) else str(error)
    return f"{what}, in {line[:60].decode('utf-8', 'replace')}…"


def empty_rows(read: str) -> Any:
    """Rows or a log without items, for a new document's field of that name."""
    return COLLECTIONS[read]([] if read in {"comments", "history", "review_history"} else {}, "")


def empty_annotations(
    article: str, article_revision: int, article_sha256: str, annotator: str
) -> Annotations:
    """An annotator's document on an article before the first mark: revision 0, without times."""
    return Annotations(
        article=article,
        article_revision=article_revision,
        article_sha256=article_sha256,
        annotator=annotator,
        revision=0,
        created="",
        updated="",
        handed_in=(),
        marks=empty_rows("marks"),
        comments=empty_rows("comments"),
        history=empty_rows("history"),
    )


def empty_review(article: str, article_revision: int, reviewer: str) -> Review:
    """A reviewer's document on an article before the first decision: revision 0, without times."""
    return Review(
        article=article,
        article_revision=article_revision,
        reviewer=reviewer,
        revision=0,
        created="",
        updated="",
        decisions=empty_rows("decisions"),
        sent_back=empty_rows("sent_back"),
        comments=empty_rows("comments"),
        history=empty_rows("review_history"),
    )


def _rows(read: Callable[[bytes], V], field: str) -> Callable[[Any, str], Rows[V]]:
    def rows(lines: Any, path: str) -> Rows[V]:
        if not isinstance(lines, dict):
            raise TypeError(f"{field}: expected an object")
        return Rows(lines, reader(read, path, field), to_line)

    return rows


def _log(read: Callable[[bytes], V], field: str) -> Callable[[Any, str], Log[V]]:
    def log(lines: Any, path: str) -> Log[V]:
        if not isinstance(lines, list):
            raise TypeError(f"{field}: expected a list")
        return Log(lines, reader(read, path, field), to_line)

    return log


@lru_cache(maxsize=16)  # one change of an article looks at each of them several times
def read_earlier(line: bytes) -> EarlierRevision:
    """An earlier revision of an article from its line."""
    plain = loads(line)
    sentences = plain["sentences"]
    return built(
        EarlierRevision,
        plain
        | {
            "sentences": None if sentences is None else _together(sentences),
            "alignment": _aligned_together(plain["alignment"]),
        },
    )


def _together(plain: Any) -> tuple[Sentence, ...]:
    """Sentences from their plain objects, quickly where nothing is wrong with them."""
    try:
        sentences = tuple(Sentence(**each) for each in plain)
    except TypeError:
        sentences = ()
    if sentences and all(map(_well_typed, sentences)):
        return sentences
    return as_tuple(plain, sentence_of)


def _aligned_together(plain: Any) -> tuple[Aligned, ...]:
    """The rows of an alignment, as quickly."""
    try:
        rows = tuple(
            Aligned(tuple(each["old"]), tuple(each["new"]), each["how"])
            for each in plain
            if type(each["old"]) is type(each["new"]) is list and len(each) == _ALIGNED
        )
    except (TypeError, KeyError):
        rows = ()
    ids = (id_ for row in rows for id_ in (*row.old, *row.new))
    is_good = len(rows) == len(plain) and all(row.how in _HOWS for row in rows)
    if is_good and all(type(id_) is str for id_ in ids):
        return rows
    return as_tuple(plain, _aligned)


def sentences_of(lines: Sequence[bytes], path: str) -> tuple[Sentence, ...]:
    """An article's sentences from their lines, read together: ten thousand take 20 ms less so.

    Raises:
        DamagedFileError: a line is no sentence; the message says which.
    """
    try:
        plain = orjson.loads(b"[" + b",".join(lines) + b"]")
        sentences = tuple(Sentence(**each) for each in plain)
        if all(map(_well_typed, sentences)) and len(sentences) == len(lines):
            return sentences
    except (ValueError, TypeError):
        pass  # one by one the bad line shows itself
    return as_tuple(lines, reader(lambda line: sentence_of(loads(line)), path, "sentences"))


def _well_typed(sentence: Sentence) -> bool:
    return (
        type(sentence.id) is str
        and type(sentence.start) is type(sentence.end) is type(sentence.paragraph) is int
        and sentence.kind in _KINDS
    )


def sentence_of(plain: dict[str, Any]) -> Sentence:
    """A sentence from its plain object."""
    return built(Sentence, plain)


def _aligned(plain: dict[str, Any]) -> Aligned:
    ends = {end: as_tuple(plain[end], text) for end in ("old", "new")}
    return built(Aligned, plain | ends)


COLLECTIONS: dict[str, Callable[[Any, str], Any]] = {
    "marks": _rows(read_mark, "marks"),
    "comments": _log(read_comment, "comments"),
    "history": _log(read_event, "history"),
    "decisions": _rows(read_decision, "decisions"),
    "sent_back": _rows(read_sent_back, "sent_back"),
    "review_history": _log(read_review_event, "history"),
    "previous": _log(read_earlier, "previous"),
}
