"""Corpora as CSV (RFC 4180) and its kin: tables with a heading, an article a row.

Commas, semicolons, tabs or bars are told from the heading; any encoding is read, and line ends
within quotation marks.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice

from annotator.errors import BadRecordError, DataError, EmptyFileError
from annotator.formats.articles.decoding import decode, refuse_binary
from annotator.formats.articles.incoming import Incoming, Reading
from annotator.formats.articles.plain import LIMIT
from annotator.formats.articles.records import article_in, check_fields, fields_of

_DELIMITERS = (",", ";", "\t", "|")
_SAID = re.compile(r"sep=(.)\s*\Z")
"""A first line in which Excel says the delimiter."""
_PIECE = 1 << 20
"""Bytes that are looked at together to tell an encoding."""
_ENOUGH = 100_000
_SAMPLE_LINES = 200
_SAMPLE_ROWS = 20
_MOST_AGAIN = 1_000_000
"""Lines that are read again, at most, for quotation marks that lack a second one."""


def read_table(data: bytes, name: str, how: Reading) -> Iterator[Incoming | DataError]:
    """The article of each row; a row that is none is an error with its line in its place.

    Raises:
        EmptyFileError: there is nothing in it, or only a heading.
        BinaryFileError: it is no text.
        UndecodableFileError: it is text of no known encoding.
        NoTextFieldError: no column is known to hold the text, or the one named is not there.
    """
    data, notices = _as_utf_8(data, name, how)
    first, second = next(_lines(data, 0))
    said = _SAID.match(first)
    if said:
        rows = _rows(data, second, said.group(1), 1)
    else:
        rows = _rows(data, 0, _delimiter(data, how), 0)
    heading = next((row for _, row in rows if isinstance(row, list) and any(row)), None)
    if heading is None:
        raise EmptyFileError(name)
    columns = [column.strip() for column in heading]
    known = list(dict.fromkeys(filter(None, columns)))
    fields = fields_of(known, how)
    check_fields(name, known, fields, how)
    empty = True
    for number, row in rows:
        part = f"line {number:,}"
        if isinstance(row, str):
            yield BadRecordError(name, part, row)
        elif any(row):
            yield _article(columns, row, fields, name, part, how, notices if empty else ())
        else:
            continue
        empty = False
    if empty:
        raise EmptyFileError(name)


def _article(
    columns: Sequence[str],
    row: Sequence[str],
    fields: dict[str, str],
    name: str,
    part: str,
    how: Reading,
    notices: Sequence[str],
) -> Incoming | DataError:
    """The article of a row, or why it is none."""
    if any(row[len(columns) :]):
        why = f"it has {len(row)} fields, and the heading has {len(columns)}"
        return BadRecordError(name, part, f"{why}; a quotation mark may be missing")
    record: dict[str, str] = {}
    for column, value in zip(columns, row, strict=False):
        record.setdefault(column, value)
    try:
        return article_in(record, fields, name, part, how, notices)
    except DataError as error:
        return error


def _as_utf_8(data: bytes, name: str, how: Reading) -> tuple[bytes, tuple[str, ...]]:
    """The table as UTF-8 without a byte-order mark, with what was guessed; UTF-8 is not copied.

    Raises:
        EmptyFileError, BinaryFileError, UndecodableFileError: as `decode` has them.
    """
    body = data.removeprefix(codecs.BOM_UTF8)
    if not body.strip():
        raise EmptyFileError(name)
    is_wide = b"\0" in data[:64]
    odd = 0 if is_wide else _first_odd_piece(body)
    if odd is None:
        refuse_binary(body, name)
        return body, ()
    sample = data if is_wide else _odd_lines(data, odd)
    decoded = decode(sample, name, [how.charset])
    try:
        text = data.decode(decoded.encoding)
    except UnicodeDecodeError:
        decoded = decode(data, name, [how.charset])
        text = decoded.text
    return text.encode("utf-8", "surrogatepass"), decoded.notices


def _first_odd_piece(data: bytes) -> int | None:
    """Where the first piece begins that is no UTF-8; None where all is."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogatepass")
    start = 0
    try:
        for start in range(0, len(data), _PIECE):
            decoder.decode(data[start : start + _PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return start
    return None


def _odd_lines(data: bytes, start: int) -> bytes:
    """Lines from a place on that are no plain ASCII: only they show what the encoding is."""
    lines = data[data.rfind(b"\n", 0, start) + 1 : start + 2 * _PIECE].splitlines(keepends=True)
    return b"".join(line for line in lines if not line.isascii())[:_ENOUGH]


def _delimiter(data: bytes, how: Reading) -> str:
    """What stands between two fields: what makes the best table of the first lines.

    A heading that has the text in it is better than one with more columns.
    """
    sample = [line for line, _ in islice(_lines(data, 0), _SAMPLE_LINES)]

    def quality(delimiter: str) -> tuple[bool, int, int]:
        rows: list[list[str]] = []
        with suppress(csv.Error), _large_fields():
            found = islice(filter(any, csv.reader(sample, delimiter=delimiter)), _SAMPLE_ROWS)
            rows.extend([cell.strip() for cell in row] for row in found)
        heading = rows[0] if rows else []
        alike = sum(len(row) == len(heading) for row in rows) if len(heading) > 1 else 0
        return "text" in fields_of(heading, how), alike, len(heading)

    return max(_DELIMITERS, key=quality)


def _lines(data: bytes, start: int) -> Iterator[tuple[str, int]]:
    """The lines from a place on, with their ends, and where the next begins; none is read ahead."""
    end_of_line = b"\n" if b"\n" in data else b"\r"
    while start < len(data):
        end = data.find(end_of_line, start) + 1 or len(data)
        yield data[start:end].decode("utf-8", "surrogatepass"), end
        start = end


def _rows(
    data: bytes, start: int, delimiter: str, before: int
) -> Iterator[tuple[int, list[str] | str]]:
    """The rows from a place on, each with the number of its first line.

    A quotation mark that nothing closes takes the lines that follow into its field, up to the
    next mark. Where that happens, the line is told as a fault, and reading goes on after it.

    Args:
        data: the table, UTF-8.
        start: where its first row begins.
        delimiter: what stands between two fields.
        before: how many lines stand before that place.

    Yields:
        The fields of a row, or what is wrong with it.
    """
    left = _MOST_AGAIN
    while left > 0:
        taken: list[tuple[str, int]] = []
        reader = csv.reader(_kept(_lines(data, start), taken), delimiter=delimiter)
        fault = "a quotation mark begins a field in it and none ends that field"
        while True:
            taken.clear()
            try:
                with _large_fields():
                    row = next(reader, None)
            except csv.Error as error:
                fault = fault if "limit" in str(error) else "a line end stands in a field of it"
                break
            if row is None:
                return
            after = taken[-1][1]
            may_be_open = len(taken) > 1 or after >= len(data)
            if may_be_open and _is_open([line for line, _ in taken], delimiter):
                break
            yield before + 1, row
            before += len(taken)
            start = after
        yield before + 1, fault
        before += 1
        start = taken[0][1]
        left -= len(taken)
    yield before + 1, "too many quotation marks lack a second one, and the rest was not read"


@contextmanager
def _large_fields() -> Iterator[None]:
    """Lets fields be as long as articles; the limit is the whole program's, so it is put back."""
    before = csv.field_size_limit(LIMIT)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _kept(lines: Iterator[tuple[str, int]], taken: list[tuple[str, int]]) -> Iterator[str]:
    """The lines, each of them kept in `taken` when it is drawn."""
    for line in lines:
        taken.append(line)
        yield line[0]


def _is_open(lines: Sequence[str], delimiter: str) -> bool:
    """Whether a field of the row in these lines ends elsewhere than its quotation marks do."""
    try:
        with _large_fields():
            list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return len(lines) > 1 or "unexpected end" in str(error)
    return False
