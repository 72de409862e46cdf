"""What commands print: data on stdout, for people or as JSON; narration on stderr."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import click

from annotator.codec import to_json
from annotator.text.visible import visible

_GAP = "  "
_OBEYED = re.compile("[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def say(sentence: str) -> None:
    """Tells the person something that is not what they asked for."""
    click.echo(visible(sentence), err=True)


def line(text: str = "") -> None:
    """One line of what was asked for; nothing in it reaches the terminal as a command."""
    click.echo(visible(text))


def columns(rows: Sequence[Sequence[str]], right: Iterable[int] = ()) -> None:
    """Rows under one another, each column as wide as it must be; the last is left as it is.

    Args:
        rows: of equal length; the first is usually the heading.
        right: numbers of the columns that end flush, as figures do.
    """
    shown = [[visible(cell) for cell in row] for row in rows]
    flush = set(right)
    widths = [max(map(_cells, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        cells = []
        for number, (cell, width) in enumerate(zip(row, widths, strict=True)):
            pad = " " * (width - _cells(cell))
            cells.append(pad + cell if number in flush else cell + pad)
        click.echo(_GAP.join(cells).rstrip())


def json_value(value: Any) -> None:  # noqa: ANN401 - any value that JSON has
    """One JSON value; what a terminal would obey is escaped, which changes no value."""
    text = to_json(value, pretty=True).decode()
    text = _OBEYED.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
    click.echo(text.encode())


def _cells(text: str) -> int:
    """Cells that a text takes on most terminals."""
    return sum(
        0 if unicodedata.combining(sign) else 1 + (unicodedata.east_asian_width(sign) in "WF")
        for sign in text
    )
