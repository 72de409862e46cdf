"""What can still be read of a damaged file: its whole lines, made into a valid document."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from annotator.codec import (
    Document,
    decode,
    empty_annotations,
    empty_review,
    encode,
    from_json,
    to_json,
)
from annotator.codec.items import (
    read_comment,
    read_decision,
    read_event,
    read_mark,
    read_review_event,
    read_sent_back,
)
from annotator.domain.annotations import Annotations, Event
from annotator.domain.article import Article, Sentence, text_digest
from annotator.domain.history import Change, Circumstances, append, record
from annotator.domain.marks import Comment, Mark
from annotator.domain.project import Project
from annotator.domain.review import reviewing
from annotator.domain.review.decisions import ReviewEvent
from annotator.domain.review.reviewing import ReviewChange, Said
from annotator.domain.tags import DEFAULT_TAGS
from annotator.errors import DataError
from annotator.text.sentences import segment, segmenter
from annotator.upgrades import current_version

V = TypeVar("V")
E = TypeVar("E", Event, ReviewEvent)

_UNREADABLE = (ValueError, TypeError, KeyError, AttributeError)


@dataclass(frozen=True, slots=True)
class Salvaged:
    """A document made of what could be read, and what that was, in words."""

    document: Document
    kept: str
    lost: str


@dataclass(slots=True)
class Pieces:
    """The fields of a damaged file, as far as their lines are whole."""

    fields: dict[str, Any] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)
    """Fields of which nothing is missing."""
    lost: int = 0
    """Lines that could not be read."""
    is_cut: bool = False
    """Whether the end of the file is missing."""

    def get(self, name: str, kind: type[V], otherwise: V) -> V:
        """A field that is of that type, else something else."""
        found = self.fields.get(name)
        return found if isinstance(found, kind) else otherwise


def salvage(thing: str, data: bytes, at: str) -> Salvaged | None:
    """A valid document of what a damaged file still says; None where that is too little.

    Args:
        thing: what it was.
        data: the file.
        at: the time, UTC, for events that have to be recorded anew.
    """
    pieces = pieces_of(data)
    try:
        found = _SALVAGERS[thing](pieces, at)
        return found and _checked(found, thing)
    except (*_UNREADABLE, DataError):
        return None


def _checked(found: Salvaged, thing: str) -> Salvaged:
    decode(encode(found.document), "", thing)
    return found


def pieces_of(data: bytes) -> Pieces:
    """The fields of a file that may be cut off or damaged anywhere."""
    pieces = Pieces()
    try:
        plain = from_json(data)
    except ValueError:
        _read_lines(data, pieces)
    else:
        if isinstance(plain, dict):
            pieces.fields, pieces.whole = plain, set(plain)
    return pieces


def _read_lines(data: bytes, pieces: Pieces) -> None:
    block = ""
    losses = 0
    pieces.is_cut = not data.rstrip().endswith(b"\n}")
    for line in data.split(b"\n"):
        text = line.strip().removesuffix(b",")
        if text in {b"", b"{", b"}", b"]"} and (not block or text in {b"", b"{"}):
            continue
        if text in {b"}", b"]"} and line.startswith(b"  ") and not line.startswith(b"    "):
            if pieces.lost == losses:
                pieces.whole.add(block)
            block = ""
        elif block and line.startswith(b"    "):
            _read_item(text, pieces, block)
        elif block and not line.startswith(b'  "'):
            pieces.lost += 1
        else:
            losses = pieces.lost
            block = _read_field(text, pieces)


def _read_field(text: bytes, pieces: Pieces) -> str:
    """Reads a field of one line; of one that goes on, returns the name."""
    for opening, empty in ((b"[", list), (b"{", dict)):
        if text.endswith(b'": ' + opening):
            name = text[1 : -len(opening) - 3].decode("utf-8", "replace")
            pieces.fields[name] = empty()
            return name
    try:
        found = from_json(b"{" + text + b"}")
    except ValueError:
        pieces.lost += 1
    else:
        pieces.fields |= found
        pieces.whole |= set(found)
    return ""


def _read_item(text: bytes, pieces: Pieces, block: str) -> None:
    items = pieces.fields[block]
    try:
        if isinstance(items, list):
            items.append(from_json(text))
        else:
            items |= from_json(b"{" + text + b"}")
    except (ValueError, TypeError):
        pieces.lost += 1


def _each(items: Iterable[Any], read: Callable[[bytes], V]) -> list[V]:
    """What `read` makes of those items that it can read."""
    found = []
    for item in items:
        try:
            found.append(read(to_json(item)))
        except _UNREADABLE:
            continue
    return found


def _annotations(pieces: Pieces, at: str) -> Salvaged | None:
    get = pieces.get
    if not (get("article", str, "") and get("annotator", str, "")):
        return None
    document = empty_annotations(
        get("article", str, ""),
        get("article_revision", int, 1),
        get("article_sha256", str, ""),
        get("annotator", str, ""),
    )
    there = get("history", list, [])
    events = _unbroken(_each(there, read_event))
    document = append(document, events)
    if not ("history" in pieces.whole and len(events) == len(there)):
        document = _completed(document, pieces, at)
    document = replace(document, created=get("created", str, "") or document.created or at)
    kept = (
        f"{_counted(len(document.marks), 'mark')}, {_counted(len(document.comments), 'comment')} "
        f"and {_counted(len(events), 'event')} of the history"
    )
    had = max(len(there), get("revision", int, 0))
    return Salvaged(document, kept, _lost(pieces, had - len(events)))


def _unbroken(events: list[E]) -> list[E]:
    """The events up to the first one that is missing."""
    numbered = list(enumerate(events, 1))
    good = next((n for n, event in numbered if event.revision != n), len(events) + 1)
    return events[: good - 1]


def _completed(document: Annotations, pieces: Pieces, at: str) -> Annotations:
    """The document with the marks and comments that its history no longer accounts for."""
    marks = _by_sentence(pieces.get("marks", dict, {}), read_mark)
    comments = _each(pieces.get("comments", list, []), read_comment)
    known = {comment.id for comment in document.comments}
    after: dict[str, Mark | None] = {s: m for s, m in marks.items() if document.marks.get(s) != m}
    if "marks" in pieces.whole:
        after |= dict.fromkeys(set(document.marks) - set(marks))
    changes: list[tuple[str, Mark | Comment | None]] = [*after.items()]
    changes += [(comment.sentence, comment) for comment in comments if comment.id not in known]
    how = Circumstances(at, "repair", "import")
    return record(document, [Change(*change) for change in changes], how)


def _article(pieces: Pieces, _at: str) -> Salvaged | None:
    text = pieces.get("text", str, "")
    if not text or text_digest(text) != pieces.fields.get("sha256"):
        return None
    plain = dict(pieces.fields) | {"previous": pieces.get("previous", list, [])}
    if "sentences" not in pieces.whole:
        again = _cut_again(pieces, text)
        if again is None:
            return None
        plain["sentences"] = [from_json(to_json(sentence)) for sentence in again]
    document = _decoded("article", plain, Article)
    kept = f"the text and {_counted(len(document.sentences), 'sentence')}"
    return Salvaged(document, kept, _lost(pieces, 0))


def _cut_again(pieces: Pieces, text: str) -> tuple[Sentence, ...] | None:
    """The sentences of a text whose cuts were lost; None where they may have been others."""
    if pieces.fields.get("revision") != 1 or pieces.fields.get("segmenter") != segmenter():
        return None
    again = segment(text, pieces.fields.get("language"))
    there = {s.get("id"): s for s in pieces.get("sentences", list, []) if isinstance(s, dict)}
    spans: dict[object, tuple[int, int]] = {s.id: (s.start, s.end) for s in again}
    same = all(spans.get(id_) == (s.get("start"), s.get("end")) for id_, s in there.items())
    return again if same else None


def _decoded(thing: str, plain: dict[str, Any], kind: type[V]) -> V:
    """A document from plain fields; unknown ones are left out.

    Raises:
        DataError: it cannot be put together.
    """
    known = getattr(kind, "__dataclass_fields__", {})
    header = {"schema": f"annotator/{thing}", "version": current_version(thing)}
    fields = {name: value for name, value in plain.items() if name in known}
    found = decode(to_json(header | fields), "", thing)
    if not isinstance(found, kind):
        raise TypeError(thing)
    return found


def _lost(pieces: Pieces, events: int) -> str:
    parts = [_counted(pieces.lost, "broken line")] if pieces.lost else []
    if events:
        parts.append(f"{_counted(events, 'event')} of the history")
    if pieces.is_cut:
        parts.append("what stood after the cut")
    return ", ".join(parts) or "nothing that could be counted"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _project(pieces: Pieces, _at: str) -> Salvaged:
    """A project can always be made anew: with the usual tags, and people join as they save."""
    name = pieces.get("name", str, "") or "desk"
    defaults = from_json(to_json(Project(name)))
    plain = defaults | pieces.fields
    for field_name in ("people", "tags"):
        plain[field_name] = _once(pieces.get(field_name, list, []))
    plain["tags"] = plain["tags"] or [from_json(to_json(tag)) for tag in DEFAULT_TAGS]
    try:
        document = _decoded("project", plain, Project)
    except (*_UNREADABLE, DataError):
        document = Project(name)
    kept = f"{_counted(len(document.people), 'name')} and {_counted(len(document.tags), 'tag')}"
    return Salvaged(document, kept, _lost(pieces, 0))


def _once(items: list[Any]) -> list[Any]:
    """Each thing of a name once: a bad merge leaves both sides' lines."""
    named = {item["name"]: item for item in items if isinstance(item, dict) and "name" in item}
    return list(named.values())


def _review(pieces: Pieces, at: str) -> Salvaged | None:
    get = pieces.get
    if not (get("article", str, "") and get("reviewer", str, "")):
        return None
    there = get("history", list, [])
    events = _unbroken(_each(there, read_review_event))
    empty = empty_review(
        get("article", str, ""), get("article_revision", int, 1), get("reviewer", str, "")
    )
    told = reviewing.append(empty, events)
    rows: list[tuple[str, Said]] = [
        *_by_sentence(get("decisions", dict, {}), read_decision).items(),
        *_by_sentence(get("sent_back", dict, {}), read_sent_back).items(),
        *((said.sentence, said) for said in _each(get("comments", list, []), read_comment)),
    ]
    known: list[tuple[str, Said]] = [*told.decisions.items(), *told.sent_back.items()]
    known += [(comment.sentence, comment) for comment in told.comments]
    changes = [ReviewChange(*row) for row in rows if row not in known]
    document = reviewing.record(told, changes, Circumstances(at, "repair", "import"))
    created = get("created", str, "") or document.created or at
    document = replace(document, created=created, updated=document.updated or at)
    kept = f"{_counted(len(document.decisions), 'decision')}"
    return Salvaged(document, kept, _lost(pieces, 0))


def _by_sentence(plain: dict[str, Any], read: Callable[[bytes], V]) -> dict[str, V]:
    return {key: value for key, item in plain.items() for value in _each([item], read)}


_SALVAGERS: dict[str, Callable[[Pieces, str], Salvaged | None]] = {
    "annotations": _annotations,
    "article": _article,
    "project": _project,
    "review": _review,
    "settings": lambda _pieces, _at: None,
}
