"""Lines of files of labels, read as a stream, and the JSON object on one; within bounds."""

from __future__ import annotations

import codecs
import math
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from annotator.codec import from_json
from annotator.codec.shapes import in_utf8
from annotator.errors import BadRecordError, DataError
from annotator.formats.datasets.labeled import Source

LONGEST = 64_000_000
"""Bytes of a line; what is longer is passed over without being kept."""

_HEAD = 1 << 16
_NOT_QUITE_JSON = re.compile(rb"\\u|\bNaN\b|\bInfinity\b")
_DIGITS = 18
"""Of a whole number that fits everywhere."""


def numbered(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """The lines that are not blank, with their numbers from 1; None for one that is too long."""
    number = 0
    while line := stream.readline(LONGEST):
        number += 1
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if len(line) == LONGEST and not line.endswith(b"\n"):
            while (rest := stream.readline(LONGEST)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        elif stripped := line.strip():
            yield number, stripped


def head_of(source: Source, size: int = _HEAD) -> bytes:
    """How the first file of a source begins; nothing where there is no file."""
    for file in source.files:
        with source.open(file) as stream:
            return stream.read(size)
    return b""


def object_in(line: bytes | None, name: str, part: str) -> dict[str, Any] | DataError:
    """The object that is written there, or why there is none; None stands for too long a one."""
    if line is None:
        most = f"{LONGEST // 1_000_000} MB"
        return BadRecordError(name, part, f"it is longer than {most}, so it was passed over")
    try:
        found = _parsed(line)
    except (ValueError, RecursionError):
        return BadRecordError(name, part, _why_no_json(line))
    if not isinstance(found, dict):
        return BadRecordError(name, part, "it is JSON, and no object with named fields")
    return found


def _why_no_json(line: bytes) -> str:
    try:
        line.decode()
    except UnicodeDecodeError as error:
        return f"it is no UTF-8 text (byte {error.start:,} of it does not fit)"
    return "it is no JSON, or cut off"


def _parsed(line: bytes) -> Any:  # noqa: ANN401 - any value that JSON has
    """The value of a line, also of what is not quite JSON.

    Halves of characters, which some tools write, become U+FFFD; `NaN` and `Infinity`, which
    Python writes for numbers that are none, become null.
    """
    try:
        return from_json(line)
    except ValueError:
        if not _NOT_QUITE_JSON.search(line):
            raise
        import json  # noqa: PLC0415 - seldom needed

        found = json.loads(line, parse_int=_whole, parse_float=_number, parse_constant=_none)
        return in_utf8(found)


def _whole(digits: str) -> int | float | None:
    return int(digits) if len(digits) <= _DIGITS else _number(digits)


def _number(digits: str) -> float | None:
    """A number; null for one that is too large to be one here."""
    found = float(digits)
    return found if math.isfinite(found) else None


def _none(_constant: str) -> None:
    """What `NaN` and its like are."""
