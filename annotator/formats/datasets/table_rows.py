"""Rows of a CSV table, one after another: a broken one is told, and the rest is read."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO, NamedTuple

from annotator.formats.datasets.lines import LONGEST

_DELIMITERS = (",", ";", "\t", "|")
_MOST_AGAIN = 1_000_000
"""Lines that are read again, at most, for quotation marks that lack a second one."""


class Row(NamedTuple):
    """The cells of a row, or what is wrong with it."""

    line: int
    """The number of its first line, from 1."""
    cells: Sequence[str]
    fault: str = ""


def heading_of(line: str) -> tuple[list[str], str]:
    """The columns that a heading names, and what stands between them."""
    delimiter = max(_DELIMITERS, key=line.count)
    with _large_fields():
        found = next(csv.reader([line], delimiter=delimiter), [])
    return [cell.strip() for cell in found], delimiter


def first_line(data: bytes) -> str:
    """The first line of a table, from its beginning; without Excel's `sep=;`."""
    lines = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").splitlines()
    wanted = (line for line in lines[:3] if line.strip() and not line.startswith("sep="))
    return next(wanted, "")


def rows_of(stream: BinaryIO) -> Iterator[Row]:
    """The rows of a table, its heading first, each with the number of its first line.

    A quotation mark that nothing closes takes the lines that follow into its cell, up to the
    next mark. Where that happens, the line is told as a fault, and reading goes on after it.
    """
    lines = _Lines(stream)
    delimiter = ""
    left = _MOST_AGAIN
    while left > 0:
        number = lines.number + 1
        lines.taken.clear()
        if not delimiter:
            try:
                head = next(lines, None)
            except (UnicodeDecodeError, _TooLongError) as error:
                yield Row(number, (), _why(error))
                return
            if head is None:
                return
            if head.strip() and not head.startswith("sep="):
                columns, delimiter = heading_of(head)
                yield Row(number, columns)
            continue
        cells, fault = _next_row(lines, delimiter)
        if lines.is_over and not lines.taken:
            return
        if fault:
            left -= len(lines.taken)
            lines.back_to_second()
        if fault or any(cells):
            yield Row(number, cells, fault)
    yield Row(
        lines.number + 1, (), "too many quotation marks lack a second one; the rest was not read"
    )


def _next_row(lines: _Lines, delimiter: str) -> tuple[Sequence[str], str]:
    """The cells of the next row, and what is wrong with it; the lines that it took are kept."""
    try:
        with _large_fields():
            cells = next(csv.reader(lines, delimiter=delimiter), [])
            if len(lines.taken) > 1:
                list(csv.reader(lines.taken, delimiter=delimiter, strict=True))
    except csv.Error:
        return [], "a quotation mark begins a cell in it, and none ends that cell"
    except (UnicodeDecodeError, _TooLongError) as error:
        return [], _why(error)
    return cells, ""


def _why(error: Exception) -> str:
    """What is wrong with a row that could not be taken."""
    if isinstance(error, UnicodeDecodeError):
        return "it is no UTF-8. Save the table as UTF-8 in the program that it comes from"
    return f"the row has more than {LONGEST // 1_000_000} MB"


class _TooLongError(Exception):
    """A row that does not end."""


class _Lines(Iterator[str]):
    """The lines of a table, those of the current row kept so that they can be read again."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._again: deque[bytes] = deque()
        self.taken: list[str] = []
        self.number = 0
        self._length = 0
        self.is_over = False

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._stream.readline(LONGEST)
        if not line:
            self.is_over = True
            raise StopIteration
        self.number += 1
        if self.number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        self._length = self._length + len(line) if self.taken else len(line)
        self.taken.append(line.decode("utf-8", "surrogateescape"))
        if self._length >= LONGEST:
            raise _TooLongError
        return line.decode("utf-8")

    def back_to_second(self) -> None:
        """Goes back to the line after the first one that the row took."""
        rest = [line.encode("utf-8", "surrogateescape") for line in self.taken[1:]]
        self.number -= len(rest)
        self._again.extendleft(reversed(rest))
        self.is_over = False


@contextmanager
def _large_fields() -> Iterator[None]:
    """Lets cells be as long as articles; the limit is the whole program's, so it is put back."""
    before = csv.field_size_limit(LONGEST)
    try:
        yield
    finally:
        csv.field_size_limit(before)
