"""What commands print: data on stdout, for people or as JSON; narration on stderr."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import click

from annotator.codec import to_json
from annotator.text.visible import visible

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

_GAP = "  "
_READABLE = 16
"""Cells of the first column that a narrow terminal leaves at least."""
_OBEYED = re.compile("[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def say(sentence: str) -> None:
    """Tells the person something that is not what they asked for."""
    with contextlib.suppress(OSError):  # that nobody hears it undoes nothing
        click.echo(visible(sentence), err=True)


def line(text: str = "") -> None:
    """One line of what was asked for; nothing in it reaches the terminal as a command."""
    click.echo(visible(text))


def columns(
    rows: Sequence[Sequence[str]], right: Iterable[int] = (), spare: Sequence[int] = ()
) -> None:
    """Rows under one another, each column as wide as it must be; the last is left as it is.

    Args:
        rows: of equal length; the first is usually the heading.
        right: numbers of the columns that end flush, as figures do.
        spare: numbers of the columns that are left out of a table too wide for the terminal, the
            first to go first; the first column is cut after them. Elsewhere nothing is left out.
    """
    flush = set(right)
    padded = {
        number: _padded(column, flush=number in flush)
        for number, column in enumerate(zip(*rows, strict=True))
    }
    out: list[str] = []
    if spare and sys.stdout.isatty():
        out = _fit(padded, rows[0], spare, shutil.get_terminal_size().columns)
    lines = (_GAP.join(row).rstrip() for row in zip(*padded.values(), strict=True))
    click.echo("\n".join(lines))
    if out:
        say(f"Left out, for the terminal is narrow: {', '.join(out)}. `--json` has everything.")


def _fit(
    padded: dict[int, list[str]], heads: Sequence[str], spare: Sequence[int], room: int
) -> list[str]:
    """Leaves out columns until the rest fits beside a readable first one; gives their heads."""

    def width(numbers: Iterable[int]) -> int:
        return sum(_cells(padded[number][0]) + len(_GAP) for number in numbers)

    out: list[str] = []
    first, *others = padded
    needed = min(_cells(padded[first][0]), _READABLE)
    for number in spare:
        if needed + width(others) <= room:
            break
        others.remove(number)
        out.append(heads[number])
        del padded[number]
    widest = max(room - width(others), _READABLE)
    if _cells(padded[first][0]) > widest:
        padded[first] = _padded([cut(cell.rstrip(), widest) for cell in padded[first]], flush=False)
    return out


def cut(cell: str, room: int) -> str:
    """A cell of at most so many cells of the terminal, its end cut with `…`."""
    if _cells(cell) <= room:
        return cell
    while _cells(cell) >= room:
        cell = cell[:-1]
    return f"{cell}…"


def _padded(column: Sequence[str], *, flush: bool) -> list[str]:
    """The cells of a column, made equally wide; plain ones, a hundred thousand often, quickly."""
    together = "".join(column)
    if visible(together) != together:
        column = [visible(cell) for cell in column]
    if together.isascii():
        width = max(map(len, column))
        return [cell.rjust(width) if flush else cell.ljust(width) for cell in column]
    cells_of = {cell: _cells(cell) for cell in set(column)}
    widest = max(cells_of.values())
    pads = (" " * (widest - cells_of[cell]) for cell in column)
    return [pad + cell if flush else cell + pad for cell, pad in zip(column, pads, strict=True)]


def json_value(value: Any) -> None:  # noqa: ANN401 - any value that JSON has
    """One JSON value; what a terminal would obey is escaped, which changes no value."""
    text = to_json(value, pretty=True).decode()
    text = _OBEYED.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
    click.echo(text.encode())


class AtTerminal(io.RawIOBase):
    """Standard output for data, where somebody looks at it: nothing in it is obeyed."""

    def writable(self) -> bool:
        """It is written to."""
        return True

    def write(self, data: Buffer, /) -> int:
        """Prints whole lines or parts of lines, UTF-8, with control characters made visible."""
        text = bytes(data).decode("utf-8", "replace").replace("\r\n", "\n")
        click.echo("\n".join(map(visible, text.split("\n"))), nl=False)
        return memoryview(data).nbytes


def data_stream() -> BinaryIO:
    """Standard output as bytes, safe to look at where it is a terminal."""
    if sys.stdout.isatty():
        return cast("BinaryIO", AtTerminal())
    return cast("BinaryIO", sys.stdout.buffer)


def _cells(text: str) -> int:
    """Cells that a text takes on most terminals."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(sign) else 1 + (unicodedata.east_asian_width(sign) in "WF")
        for sign in text
    )
