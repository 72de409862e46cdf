"""How a file is laid out: one field a line, and in the long fields one item a line."""

from __future__ import annotations

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


class MalformedError(ValueError):
    """An item that is not what it should be: its place in the file, and what is wrong."""

    def __init__(self, place: str, what: str) -> None:
        self.place = place
        self.what = what
        super().__init__(place, what)


def parts_of(data: bytes, path: str) -> dict[str, Any]:
    """The fields of a file, the long ones as lists or mappings of lines."""
    quick = _quick_parts(data)
    if quick is not None:
        return quick
    plain = orjson.loads(data)
    if not isinstance(plain, dict):
        raise MalformedError("", f"{path} holds no JSON object")
    schema = str(plain.get("schema", "")).removeprefix("annotator/")
    return as_lines(schema, plain) if schema in ITEM_A_LINE else plain


def _quick_parts(data: bytes) -> dict[str, Any] | None:
    """The same from a file that is laid out as `encode` does it; None for any other layout."""
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
        name = key[3:].decode()
        try:
            parts[name] = _field(rest, lines)
        except (ValueError, StopIteration):
            return None
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


def as_plain(value: Any) -> Any:
    """A field of lines as plain values."""
    if isinstance(value, list) and value and isinstance(value[0], bytes):
        return [orjson.loads(line) for line in value]
    if isinstance(value, dict) and any(isinstance(line, bytes) for line in value.values()):
        return {key: orjson.loads(line) for key, line in value.items()}
    return value


def as_lines(thing: str, plain: dict[str, Any]) -> dict[str, Any]:
    """Plain fields with the long ones as lines."""
    found = dict(plain)
    for key in ITEM_A_LINE[thing] & plain.keys():
        value = plain[key]
        if isinstance(value, dict):
            found[key] = {k: orjson.dumps(item) for k, item in value.items()}
        elif isinstance(value, list):
            found[key] = [orjson.dumps(item) for item in value]
        else:
            raise MalformedError(key, "expected a list or an object")
    return found
