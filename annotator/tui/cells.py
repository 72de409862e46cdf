"""What characters become on a terminal: how they are shown, and how many cells they take.

Widths are those of `rich.cells`, because Textual pads and crops with them: a second opinion
would put the right border in the wrong column. Right-to-left text keeps its logical order;
terminals that know bidi reorder it themselves, and an offset stays an offset.
"""

from __future__ import annotations

import re

from rich.cells import get_character_cell_size

from annotator.text.visible import SHOWN_AS, stand_ins, visible

__all__ = ["SHOWN_AS", "WIDE", "is_plain", "stand_ins", "visible", "widths"]

_NOT_ONE_CELL = re.compile(
    "[^ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205f"
    "\u20a0-\u20bf\u2100-\u214f\u2190-\u22ff\u2400-\u2426\u2500-\u25fc\ufffd]"
)
_JOINS = re.compile("\u200d.?|\ufe0f", re.DOTALL)
WIDE = 2


def is_plain(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether every character of a stretch of visible text is known to take one cell."""
    return not _NOT_ONE_CELL.search(text, start, len(text) if end is None else end)


class _Widths(dict[int, str]):
    """Code point to a character whose own code is the width in cells, filled when asked."""

    def __missing__(self, code: int) -> str:
        width = chr(get_character_cell_size(chr(code)))
        self[code] = width
        return width


_WIDTHS = _Widths()


def widths(text: str) -> bytes:
    """Cells of each code point of visible text: 0, 1 or 2.

    What a zero-width joiner joins counts 0, and a narrow sign that U+FE0F makes an emoji counts
    2, as `rich.cells.cell_len` has it.
    """
    measured = text.translate(_WIDTHS).encode("latin-1")
    if "\u200d" not in text and "\ufe0f" not in text:
        return measured
    return bytes(_joined(text, bytearray(measured)))


def _joined(text: str, cells: bytearray) -> bytearray:
    """Take back the cells of what is joined to the sign before it."""
    for found in _JOINS.finditer(text):
        at = found.start()
        for index in range(at, found.end()):
            cells[index] = 0
        if text[at] == "\ufe0f":
            before = at - 1
            while before >= 0 and not cells[before]:
                before -= 1
            if before >= 0 and _becomes_wide(text[before]):
                cells[before] = WIDE
    return cells


def _becomes_wide(character: str) -> bool:
    """Whether U+FE0F makes this narrow sign two cells wide."""
    from rich._unicode_data import load  # noqa: PLC0415 - only emoji pay for the table

    return character in load("auto").narrow_to_wide
