"""Documents to bytes and back: the only place that knows orjson and how a file is laid out.

A file is a JSON object with one field a line; the long fields hold one item a line, so that a
diff shows exactly what changed. Items are kept as their lines until somebody looks at them
(`annotator.domain.rows`), and equal documents are equal bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import islice
from typing import Any, TypeVar

import orjson

from annotator.codec.items import (
    COLLECTIONS,
    as_tuple,
    empty_annotations,
    empty_review,
    empty_rows,
    loads,
    reader,
    seen_in,
    sentences_of,
    standing_of,
    standings,
    text,
    to_line,
    with_from,
)
from annotator.codec.layout import (
    ITEM_A_LINE,
    MalformedError,
    as_plain,
    plain_parts,
    quick_parts,
)
from annotator.codec.shapes import built
from annotator.codec.tidy import as_lines
from annotator.domain.annotations import Annotations
from annotator.domain.article import Article, problems
from annotator.domain.marks import HandIn
from annotator.domain.project import Person, Project, Settings, UserSettings
from annotator.domain.review.decisions import Review
from annotator.domain.rows import Log, Rows
from annotator.domain.tags import Renamed, Tag
from annotator.errors import DamagedFileError, NewerVersionError
from annotator.upgrades import current_version, upgraded

__all__ = [
    "THINGS",
    "Document",
    "decode",
    "empty_annotations",
    "empty_review",
    "empty_rows",
    "encode",
    "encoded",
    "from_json",
    "seen_in",
    "standing_of",
    "standings",
    "thing_of",
    "to_json",
]

V = TypeVar("V")
Document = Article | Annotations | Review | Project | UserSettings

THINGS: dict[str, type[Document]] = {
    "project": Project,
    "article": Article,
    "annotations": Annotations,
    "review": Review,
    "settings": UserSettings,
}


def to_json(value: Any, *, pretty: bool = False) -> bytes:
    """Any plain value or domain value as JSON; `pretty` breaks it into lines for people."""
    option = orjson.OPT_PASSTHROUGH_DATACLASS | (orjson.OPT_INDENT_2 if pretty else 0)
    return orjson.dumps(value, option=option, default=_plain)


def from_json(data: bytes) -> Any:
    """JSON as plain values.

    Raises:
        ValueError: it is not JSON; the message says where.
    """
    return orjson.loads(data)


def _plain(value: Any) -> Any:
    if isinstance(value, Rows):
        return dict(value)
    if isinstance(value, Log):
        return list(value)
    if is_dataclass(value):
        return {f.name.removesuffix("_"): getattr(value, f.name) for f in fields(value)}
    raise TypeError(type(value).__name__)


def thing_of(document: Document) -> str:
    """`article`, `annotations` and so on."""
    return next(thing for thing, kind in THINGS.items() if isinstance(document, kind))


def encode(document: Document) -> bytes:
    """The file of a document: equal documents give equal bytes."""
    return b"".join(encoded(document))


def encoded(document: Document) -> Iterator[bytes]:
    """The same in pieces, so that a save neither copies a large document nor stops the screen."""
    thing = thing_of(document)
    yield b'{\n  "schema": "annotator/%s",\n  "version": %d' % (
        thing.encode(),
        current_version(thing),
    )
    for field in fields(document):
        value = getattr(document, field.name)
        yield b',\n  "%s": ' % field.name.encode()
        if field.name not in ITEM_A_LINE[thing] or not value:
            yield _inline(value)
        else:
            opening, closing = (b"{", b"}") if isinstance(value, Mapping) else (b"[", b"]")
            yield opening
            before = b"\n    "
            for lines in _in_pieces(_item_lines(value)):
                yield before + b",\n    ".join(lines)
                before = b",\n    "
            yield b"\n  " + closing
    yield b"\n}\n"


def _in_pieces(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    iterator = iter(lines)
    while piece := list(islice(iterator, _PIECE)):
        yield piece


_PIECE = 256
"""Items that are joined at once."""


def _inline(value: Any) -> bytes:
    if isinstance(value, Rows | Log):
        return b"{}" if isinstance(value, Rows) else b"[]"
    if isinstance(value, Settings):
        plain = loads(to_line(value))
        return orjson.dumps({k: v for k, v in plain.items() if _UNSET.get(k, ...) != v})
    return to_line(value)


_UNSET: dict[str, object] = {"lint": {}, "evidence_days": None}
"""Settings that are written only where they are set."""


def _item_lines(value: Any) -> Iterable[bytes]:
    if isinstance(value, Rows):
        return (b'"%s": %s' % (key.encode(), line) for key, line in value.lines())
    if isinstance(value, Mapping):
        return (orjson.dumps(key) + b": " + to_line(item) for key, item in sorted(value.items()))
    return value.lines() if isinstance(value, Log) else map(to_line, value)


def decode(data: bytes, path: str, thing: str | None = None) -> Document:
    """The document in a file's bytes.

    Args:
        data: the file.
        path: what to call it in messages.
        thing: what it must be, where that is known.

    Raises:
        DamagedFileError: it is not JSON, or not of its schema.
        NewerVersionError: a newer annotator wrote it.
    """
    try:
        parts = quick_parts(data)
        as_written = parts is not None
        if parts is None:
            parts = plain_parts(data)
        thing, parts = _checked(parts, path, thing, as_written=as_written)
        return _BUILDERS[thing](parts, path)
    except MalformedError as error:
        raise DamagedFileError(path, error.place, error.what) from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        what = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise DamagedFileError(path, "", what) from error


def _checked(
    parts: dict[str, Any], path: str, thing: str | None, *, as_written: bool
) -> tuple[str, dict[str, Any]]:
    """Which thing it is, and its fields as today's version lays them out."""
    schema, version = parts.pop("schema", None), parts.pop("version", None)
    known = {f"annotator/{name}": name for name in THINGS}
    if not isinstance(schema, str) or schema not in known or thing not in {None, known[schema]}:
        expected = f"annotator/{thing}" if thing else "one of annotator's"
        raise MalformedError("schema", f"it is {schema!r}, not {expected}")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise MalformedError("version", f"{version!r} is no version")
    thing = known[schema]
    current = current_version(thing)
    if version > current:
        raise NewerVersionError(path, thing, version, current)
    if version < current:
        plain = {key: as_plain(value) for key, value in parts.items()}
        return thing, as_lines(thing, upgraded(thing, version, plain))
    return thing, parts if as_written else as_lines(thing, parts)


def _article(parts: dict[str, Any], path: str) -> Article:
    article = built(
        Article,
        parts
        | {
            "sentences": sentences_of(parts["sentences"], path),
            "previous": COLLECTIONS["previous"](parts.get("previous", []), path),
        },
    )
    for problem in problems(article):
        raise MalformedError("", problem)
    return article


def _annotations(parts: dict[str, Any], path: str) -> Annotations:
    items = {
        name: COLLECTIONS[name](parts[name], path) for name in ("marks", "comments", "history")
    }
    handed_in = as_tuple(parts["handed_in"], lambda plain: built(HandIn, plain))
    return built(Annotations, parts | items | {"handed_in": handed_in})


def _review(parts: dict[str, Any], path: str) -> Review:
    items = {n: COLLECTIONS[n](parts[n], path) for n in ("decisions", "sent_back", "comments")}
    history = COLLECTIONS["review_history"](parts["history"], path)
    return built(Review, parts | items | {"history": history})


def _project(parts: dict[str, Any], path: str) -> Project:
    def lines(field: str, read: Callable[[dict[str, Any]], V]) -> tuple[V, ...]:
        return as_tuple(parts.get(field, []), reader(lambda line: read(loads(line)), path, field))

    assignments = {k: as_tuple(v, text) for k, v in parts.get("assignments", {}).items()}
    return built(
        Project,
        parts
        | {
            "people": lines("people", lambda plain: built(Person, plain)),
            "tags": lines("tags", lambda plain: built(Tag, plain)),
            "renamed": lines("renamed", lambda plain: built(Renamed, with_from(plain))),
            "settings": built(Settings, parts.get("settings", {})),
            "assignments": assignments,
        },
    )


def _settings(parts: dict[str, Any], _path: str) -> UserSettings:
    keys = {
        action: as_tuple(orjson.loads(line), text) for action, line in parts.get("keys", {}).items()
    }
    return built(UserSettings, parts | {"keys": keys})


_BUILDERS: dict[str, Callable[[dict[str, Any], str], Document]] = {
    "article": _article,
    "annotations": _annotations,
    "review": _review,
    "project": _project,
    "settings": _settings,
}
