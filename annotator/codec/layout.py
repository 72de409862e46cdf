"""How a file is laid out: one field a line, and in the long fields one item a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import orjson

ITEM_A_LINE = {
    "project": {"people", "tags", "renamed"},
    "article": {"sentences", "previous"},
    "annotations": {"marks", "comments", "history"},
    "review": {"decisions", "sent_back", "comments", "history"},
    "settings": {"keys"},
}

_LONG = frozenset().union(*ITEM_A_LINE.values())


class MalformedError(ValueError):
    """An item that is not what it should be: its place in the file, and what is wrong."""

    def __init__(self, place: str, what: str) -> None:
        self.place = place
        self.what = what
        super().__init__(place, what)


def quick_parts(data: bytes) -> dict[str, Any] | None:
    """The fields of a file that is laid out as `encode` does it, the long ones as lines.

    None for any other layout, and for what is no JSON at all.
    """
    lines = iter(data.split(b"\n"))
    if next(lines) != b"{":
        return None
    parts: dict[str, Any] = {}
    for line in lines:
        if line == b"}":
            return parts if next(lines, None) == b"" else None
        key, colon, rest = line.partition(b'": ')
        if not colon or not key.startswith(b'  "'):
            return None
        try:
            name = key[3:].decode()
            value = _field(rest, lines)
        except (ValueError, StopIteration):
            return None
        if name in parts or (rest in {b"[", b"{"}) != (name in _LONG and bool(value)):
            return None
        parts[name] = value
    return None


def _field(rest: bytes, lines: Iterator[bytes]) -> Any:
    """One field's value, reading on where it is an item a line.

    Raises:
        ValueError: it is laid out in another way.
        StopIteration: the file ends within it.
    """
    if rest == b"[":
        return _list_block(lines)
    if rest == b"{":
        return _keyed_block(lines)
    return orjson.loads(rest.removesuffix(b","))


def _list_block(lines: Iterator[bytes]) -> list[bytes]:
    block = []
    while (line := next(lines)).startswith(b"    {"):
        block.append(line[4:-1] if line.endswith(b",") else line[4:])
    if line not in {b"  ]", b"  ],"}:
        raise ValueError(line)
    return block


def _keyed_block(lines: Iterator[bytes]) -> dict[str, bytes]:
    block: dict[str, bytes] = {}
    while (line := next(lines)).startswith(b'    "'):
        key, _, rest = line.partition(b'": ')
        name = key[5:].decode()
        if name in block or "\\" in name or not rest:
            raise ValueError(line)
        block[name] = rest.removesuffix(b",")
    if line not in {b"  }", b"  },"}:
        raise ValueError(line)
    return block


def plain_parts(data: bytes) -> dict[str, Any]:
    """The fields of a file in any layout, all as plain values.

    Raises:
        MalformedError: it is no JSON object, or has a key twice, so that one would be lost.
    """
    try:
        plain = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise MalformedError(place, error.msg) from error
    if not isinstance(plain, dict):
        raise MalformedError("", "it holds no JSON object")
    try:
        json.loads(data, object_pairs_hook=_without_repeats)
    except RecursionError as error:
        raise MalformedError("", "it is nested too deep") from error
    return plain


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for n, (key, _) in enumerate(pairs) if key in dict(pairs[:n]))
        raise MalformedError(twice, "the same key stands there twice")
    return found


def as_plain(value: Any) -> Any:
    """A field of lines as plain values."""
    if isinstance(value, list) and value and isinstance(value[0], bytes):
        return [orjson.loads(line) for line in value]
    if isinstance(value, dict) and any(isinstance(line, bytes) for line in value.values()):
        return {key: orjson.loads(line) for key, line in value.items()}
    return value
