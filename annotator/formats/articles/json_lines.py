"""Corpora as JSON Lines: an article a line, a JSON object in UTF-8.

A list of objects and a single object, as `.json` files have them, are read as well.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain, islice
from typing import Any

from annotator.codec import from_json
from annotator.errors import BadRecordError, DataError, EmptyFileError
from annotator.formats.articles.decoding import decode, refuse_binary
from annotator.formats.articles.incoming import Incoming, Reading
from annotator.formats.articles.records import article_in, check_fields, fields_of, with_paths

_SAMPLE = 100
"""Records at the beginning, of which one at least must have a text."""

_OTHER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_PLACE = re.compile(r": line 1 column (\d+) \(char \d+\)\Z")
_RIGHT_LINE = re.compile(rb"\s*\{")


def is_json_lines(data: bytes) -> bool:
    """Whether a source begins with a line that is a JSON object with a text, or with two objects.

    The first object of a single one over several lines is none on its first line.
    """
    begins = data.removeprefix(codecs.BOM_UTF8)
    if not _RIGHT_LINE.match(begins):
        return False
    objects = []
    for _, line in islice(_lines(begins), 2):
        with suppress(ValueError):
            objects.append(from_json(line))
    if not objects or not all(isinstance(found, dict) for found in objects):
        return False
    return len(objects) > 1 or "text" in fields_of(list(objects[0]), Reading())


def read_json_lines(data: bytes, name: str, how: Reading) -> Iterator[Incoming | DataError]:
    """The article of each record; a line that is none is an error with its number in its place.

    Raises:
        EmptyFileError: there is nothing in it.
        BinaryFileError: it is no text.
        NoTextFieldError: none of its first records has a text, or the fields that were named.
    """
    if data.startswith(_OTHER_MARKS):
        data = decode(data, name).text.encode("utf-8", "surrogatepass")
    data = data.removeprefix(codecs.BOM_UTF8)
    if not data.strip():
        raise EmptyFileError(name)
    refuse_binary(data, name)
    values = _values(data, name, how)
    first = list(islice(values, _SAMPLE))
    _check([value for _, value in first if isinstance(value, dict)], name, how)
    cache: dict[tuple[str, ...], dict[str, str]] = {}
    for part, value in chain(first, values):
        if isinstance(value, DataError):
            yield value
            continue
        if not isinstance(value, dict):
            yield BadRecordError(name, part, "it is JSON, and no object with named fields")
            continue
        record = with_paths(value, (how.text_field, how.id_field))
        keys = tuple(record)
        fields = cache.get(keys)
        if fields is None:
            fields = cache[keys] = fields_of(keys, how)
        try:
            yield article_in(record, fields, name, part, how)
        except DataError as error:
            yield error


def _check(seen: Sequence[dict[str, Any]], name: str, how: Reading) -> None:
    """Refuses a source whose first records all lack a text, or the fields that were named."""
    if not seen:
        return
    records = [with_paths(value, (how.text_field, how.id_field)) for value in seen]
    known = list(dict.fromkeys(key for record in records for key in record))
    check_fields(name, known, fields_of(known, how), how)


def _values(data: bytes, name: str, how: Reading) -> Iterator[tuple[str, Any]]:
    """The value of each line, or why it is none, with which line it is."""
    whole = _as_one(data)
    if isinstance(whole, Mapping):
        whole = _list_in(whole, how) or whole
    if isinstance(whole, Mapping):
        yield "", whole
        return
    if isinstance(whole, list):
        yield from ((f"item {number:,}", value) for number, value in enumerate(whole, 1))
        return
    for number, line in _lines(data):
        part = f"line {number:,}"
        value = _parsed(line)
        if isinstance(value, ValueError):
            where = _PLACE.search(str(value))
            at = f", as character {int(where.group(1)):,} shows" if where else ""
            what = BadRecordError(name, part, f"it is no JSON{at}")
            yield part, what
        else:
            yield part, value


def _as_one(data: bytes) -> Any:  # noqa: ANN401 - any value that JSON has
    """A list or an object that goes over the whole source; None where it has a value a line."""
    first = next((line for _, line in _lines(data)), b"")
    if isinstance(_parsed(first), dict) or not data.lstrip().startswith((b"{", b"[")):
        return None
    whole = _parsed(data)
    if isinstance(whole, list) and any(isinstance(value, dict) for value in whole):
        return whole
    return whole if isinstance(whole, dict) else None


def _list_in(whole: Mapping[str, Any], how: Reading) -> list[Any] | None:
    """The one list of objects in an object that is no article, as services answer with."""
    if "text" in fields_of(list(with_paths(whole, (how.text_field,))), how):
        return None
    found = [value for value in whole.values() if isinstance(value, list)]
    lists = [values for values in found if any(isinstance(value, dict) for value in values)]
    return lists[0] if len(lists) == 1 else None


def _lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The lines that are not blank, with their numbers from 1; they are not copied together."""
    start, number = 0, 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        number += 1
        line = data[start:end].strip()
        if line:
            yield number, line
        start = end + 1


def _parsed(written: bytes) -> Any:  # noqa: ANN401 - any value that JSON has
    """The value of a line or of a whole source, or the error that it gives.

    Halves of surrogate pairs, which JSON can spell and strict readers refuse, are let through:
    they are told of and replaced later.
    """
    try:
        return from_json(written)
    except ValueError as error:
        if b"\\u" not in written:
            return error
        import json  # noqa: PLC0415 - seldom needed

        try:
            return json.loads(written)
        except (ValueError, RecursionError):
            return error
