"""JSON objects in a file of any shape: one a line, the items of a list, or a single one.

Tools write lists of gigabytes without a line end. Such a list is cut between its items without a
look into them, so that memory holds one item at a time and a broken one does not take the rest.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any, BinaryIO, NamedTuple, cast

from annotator.codec import from_json
from annotator.errors import BadRecordError, DataError
from annotator.formats.datasets.labeled import Source
from annotator.formats.datasets.lines import LONGEST, numbered, object_in


class Item(NamedTuple):
    """An object, or why there is none, with where it stands."""

    file: str
    part: str
    value: dict[str, Any] | DataError


_CHUNK = 1 << 20
_BLANK = b" \t\r\n"
_TRIES = 5
_ENDINGS = (".json", ".jsonl", ".jsonld", ".ndjson")
_LINES = re.compile(rb"\s*([^\n]*)(?:\n\s*(\S))?")
"""The first line with something on it, and how the next one begins."""
_FLAT = rb'[^"\[\]{}]++|"(?:[^"\\]++|\\.)*+"'
_PAIRS = rb"[\[{](?:%b)*+[\]}]" % _FLAT
_TO_BRACKET = re.compile(rb"(?:%b)*+" % _FLAT, re.DOTALL)
"""Up to the next bracket outside texts, or to a text that does not end."""
_OVER_PAIRS = re.compile(rb"(?:%b|[\[{](?:%b|%b)*+[\]}])*+" % (_FLAT, _FLAT, _PAIRS), re.DOTALL)
"""The same over brackets that close again soon, so that few are looked at one by one."""
_DEEPEST = 2_000
"""Brackets within one another; no reader of JSON takes so many."""
_NO_BRACKET = frozenset({b"", b'"'})


def objects_in(source: Source, inside: re.Pattern[bytes] | None = None) -> Iterator[Item]:
    """The objects of every file that can hold some, in their order.

    Args:
        source: what is read.
        inside: the beginning of a single object up to the bracket of the list that it is there
            for, if it has such a list; then that list is read.
    """
    files = [file for file in source.files if _can_hold(file)]
    for file in files or source.files[:1]:
        where = "" if len(source.files) == 1 else f"{file}, "
        with source.open(file) as stream:
            for part, found in _pieces(_Ahead(stream), inside):
                place = where + part
                if isinstance(found, str):
                    yield Item(file, place, BadRecordError(source.name, place, found))
                else:
                    yield Item(file, place, object_in(found, source.name, place))


def first_item(source: Source, inside: re.Pattern[bytes] | None = None) -> dict[str, Any]:
    """The first object of a source, by which its format is told; empty where there is none."""
    first = (item.value for item in islice(objects_in(source, inside), _TRIES))
    return next((value for value in first if isinstance(value, dict)), {})


def _can_hold(file: str) -> bool:
    """Whether a file can hold objects, by its name.

    What says how an export was made does not, nor what a Mac puts beside a file.
    """
    name = file.rpartition("/")[2]
    is_other = name.endswith("manifest.json") or name.startswith(".")
    return name.lower().endswith(_ENDINGS) and not is_other


class _Ahead:
    """A stream of UTF-8 of which the beginning has been looked at.

    UTF-16 is read as well: what Windows' PowerShell writes into a file is that.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        begins = stream.read(_CHUNK)
        is_wide = begins.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        self._decoder = codecs.getincrementaldecoder("utf-16")("replace") if is_wide else None
        self.head = self._narrow(begins).removeprefix(codecs.BOM_UTF8)
        self._rest = io.BytesIO(self.head)

    def read(self, size: int) -> bytes:
        """So many bytes; fewer at its end only."""
        pieces = [self._rest.read(size)]
        while (left := size - sum(map(len, pieces))) > 0 and self._go_on():
            pieces.append(self._rest.read(left))
        return b"".join(pieces)

    def readline(self, size: int) -> bytes:
        """A line, or as much of it."""
        pieces = [self._rest.readline(size)]
        while not pieces[-1].endswith(b"\n"):
            left = size - sum(map(len, pieces))
            if left <= 0 or not self._go_on():
                break
            pieces.append(self._rest.readline(left))
        return b"".join(pieces)

    def _go_on(self) -> bool:
        more = self._stream.read(_CHUNK)
        self._rest = io.BytesIO(self._narrow(more))
        return bool(more)

    def _narrow(self, data: bytes) -> bytes:
        return data if self._decoder is None else self._decoder.decode(data).encode()


def _pieces(
    ahead: _Ahead, inside: re.Pattern[bytes] | None
) -> Iterator[tuple[str, bytes | str | None]]:
    """What is written of each object, with its place; None for too much, a text for why not."""
    head = ahead.head
    begins = len(head) - len(head.lstrip(_BLANK))
    found = inside.match(head, begins) if inside else None
    if found or head.startswith(b"[", begins):
        start = found.end() if found else begins + 1
        outside = _open_brackets(ahead.read(start)) - 1
        for number, item in enumerate(_items(ahead, outside), 1):
            yield f"item {number:,}", item
    elif _is_one(head):
        whole = b"".join(islice(iter(lambda: ahead.read(_CHUNK), b""), LONGEST // _CHUNK + 2))
        yield "item 1", whole if len(whole) <= LONGEST else None
    else:
        for number, line in numbered(cast("BinaryIO", ahead)):
            yield f"line {number:,}", line


def _is_one(head: bytes) -> bool:
    """Whether an object goes over the lines: the second one begins with a name, or ends it."""
    found = _LINES.match(head)
    if found is None or found[2] not in {b'"', b"}"}:
        return False
    try:
        from_json(found[1])
    except ValueError:
        return True
    return False


_CUT_OFF = "the list is cut off"
_TOO_LONG = f"a text in it is longer than {LONGEST // 1_000_000} MB, so what follows was not read"
_TOO_DEEP = "it is nested too deep, so what follows was not read"
_GOES_ON = "the list ends, and something follows that was not read"


def _open_brackets(data: bytes) -> int:
    """How many brackets outside texts are open at the end."""
    depth, at = 0, 0
    while True:
        at = _bracket(data, at)
        sign = data[at : at + 1]
        if sign in _NO_BRACKET:
            return depth
        depth += 1 if sign in b"[{" else -1
        at += 1


def _bracket(data: bytes, at: int, skipped: re.Pattern[bytes] = _OVER_PAIRS) -> int:
    """Where the next bracket outside texts stands, or a text that does not end."""
    return cast("re.Match[bytes]", skipped.match(data, at)).end()


def _items(stream: _Ahead, outside: int) -> Iterator[bytes | str | None]:
    """The items of a list, after its bracket; None for one that is too long.

    Where the list does not end as it should, why so is the last of them.

    Args:
        stream: what follows the bracket.
        outside: brackets that are open around the list.
    """
    data, at, start, depth, is_long = b"", 0, 0, 0, False
    while True:
        at = _bracket(data, at, _OVER_PAIRS if depth else _TO_BRACKET)
        sign = data[at : at + 1]
        if depth == 0:
            if stray := data[start:at].strip(_BLANK + b","):
                yield stray
            start = at
        if sign in _NO_BRACKET:
            is_long = is_long or at - start > LONGEST
            kept = at if is_long else start
            more = stream.read(max(_CHUNK, len(data) - kept))
            if not more or len(data) - at > LONGEST:
                yield _TOO_LONG if more else _CUT_OFF
                return
            data, at, start = data[kept:] + more, at - kept, 0
            continue
        at += 1
        if sign in b"[{" and depth < _DEEPEST:
            start = at - 1 if depth == 0 else start
            depth += 1
            continue
        depth -= 1
        if depth == 0:
            yield None if is_long else data[start:at]
            start, is_long = at, False
        elif depth < 0 or sign in b"[{":
            if wrong := _TOO_DEEP if depth > 0 else _ending(data[at:], stream, outside):
                yield wrong
            return


def _ending(data: bytes, stream: _Ahead, depth: int) -> str | None:
    """What is wrong with what stands behind a list, within so many open brackets."""
    at = 0
    while depth > 0:
        at = _bracket(data, at)
        sign = data[at : at + 1]
        if sign in _NO_BRACKET:
            more = stream.read(max(_CHUNK, len(data) - at))
            if not more or len(data) - at > LONGEST:
                return _CUT_OFF
            data, at = data[at:] + more, 0
            continue
        depth += 1 if sign in b"[{" else -1
        at += 1
    behind = chain([data[at:]], iter(lambda: stream.read(_CHUNK), b""))
    return _GOES_ON if any(more.strip(_BLANK) for more in behind) else None
