"""How a file is laid out: one field a line, and in the long fields one item a line."""

from __future__ import annotations

import json
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
_BRACKETS = {b"[": b"\n  ]", b"{": b"\n  }"}


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
    if not (data.startswith(b"{\n") and data.endswith(b"\n}\n")):
        return None
    parts: dict[str, Any] = {}
    at, end = 2, len(data) - 2
    try:
        while at < end:
            line_end = data.index(b"\n", at)
            key, _, rest = data[at:line_end].partition(b'": ')
            name = key.removeprefix(b'  "').decode()
            if rest in _BRACKETS:
                value, at = _block(data, line_end, rest)
            else:
                value, at = orjson.loads(rest.removesuffix(b",")), line_end + 1
            in_lines = name in _LONG and bool(value)
            if name in parts or not key.startswith(b'  "') or (rest in _BRACKETS) != in_lines:
                return None
            parts[name] = value
    except ValueError:
        return None
    return parts


def _block(data: bytes, start: int, bracket: bytes) -> tuple[Any, int]:
    """The lines of a field that has an item a line, and where the next field begins.

    A line end never stands within JSON text, so what is between two is whole items.

    Raises:
        ValueError: it is laid out in another way.
    """
    close = data.index(_BRACKETS[bracket], start)
    block = data[start + 5 : close]
    lines = block.split(b",\n    ")
    after = data.index(b"\n", close + 1) + 1
    rest = data[close + 4 : after - 1]
    begins = data[start : start + 5] == b"\n    "
    if not begins or rest not in {b"", b","} or block.count(b"\n") != len(lines) - 1:
        raise ValueError(bracket)
    return (lines if bracket == b"[" else _keyed(lines)), after


def _keyed(lines: list[bytes]) -> dict[str, bytes]:
    """Lines by the keys that they begin with.

    Raises:
        ValueError: a key is there twice, is escaped, or has nothing after it.
    """
    found = {}
    for line in lines:
        key, _, rest = line.partition(b'": ')
        found[key[1:].decode()] = rest
        if not rest or key[:1] != b'"' or b"\\" in key:
            raise ValueError(line)
    if len(found) < len(lines):
        raise ValueError(lines)
    return found


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
