"""Markdown source as blocks: as much of it as guidelines need, and nothing that is slow.

Headings, paragraphs, lists, quotations, tables, fenced code, `code`, **strong** and *emphasis*;
anything else stands as it is written. A whole Markdown renderer takes a second for this.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.tui.blocks import Block, Run

_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*\s*$")
_ITEM = re.compile(r"(\s*)([-*+]|\d{1,3}[.)])\s+(.*)$")
_RULE = re.compile(r"\s*([-*_])(\s*\1){2,}\s*$")
_TABLE_RULE = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*\|?\s*$")
_INLINE = re.compile(
    r"`(?P<code>[^`]+)`|\*\*(?P<strong>\S(?:.*?\S)?)\*\*|(?<!\w)\*(?P<emphasis>[^\s*](?:[^*]*[^\s*])?)\*(?!\w)"
)


def blocks_of(source: str, *, bullet: str = "•") -> list[Block]:
    """The blocks of a Markdown text, blank ones between paragraphs.

    Args:
        source: the text.
        bullet: what stands before an item of a list that is not numbered.
    """
    reader = _Reader(bullet)
    for line in source.splitlines():
        reader.take(line)
    return reader.finished()


class _Reader:
    """Takes Markdown line by line; a paragraph goes on until something else begins."""

    def __init__(self, bullet: str) -> None:
        self._bullet = bullet
        self._found: list[Block] = []
        self._open: list[str] = []
        self._indent, self._hang, self._marker = 0, 0, ""
        self._fenced = False

    def take(self, line: str) -> None:
        """Takes the next line."""
        if line.lstrip().startswith("```"):
            self._close()
            self._fenced = not self._fenced
        elif self._fenced:
            self._found.append(Block((Run(line, "code"),), 2, 2))
        elif not line.strip() or _RULE.match(line):
            self._close()
            if self._found and self._found[-1].runs:
                self._found.append(Block(()))
        elif not self._begins_something(line):
            self._open.append(line.lstrip("> ").strip() if line.startswith(">") else line.strip())

    def finished(self) -> list[Block]:
        """The blocks, without blank ones at the end."""
        self._close()
        while self._found and not self._found[-1].runs:
            self._found.pop()
        return self._found

    def _begins_something(self, line: str) -> bool:
        """Takes a heading, a row of a table or the first line of an item or a quotation."""
        if heading := _HEADING.match(line):
            self._close()
            self._found.append(Block((Run(_plain(heading[1]), "heading"),)))
        elif line.lstrip().startswith("|"):
            self._close()
            if not _TABLE_RULE.match(line):
                self._found.append(_table_row(line))
        elif item := _ITEM.match(line):
            self._close()
            marker = item[2] if item[2][0].isdigit() else self._bullet
            self._indent = 2 * (len(item[1].expandtabs(4)) // 2)
            self._hang = self._indent + len(marker) + 1
            self._marker = f"{marker} "
            self._open.append(item[3].strip())
        elif line.startswith(">") and not self._open:
            self._indent = self._hang = 2
            return False
        else:
            return False
        return True

    def _close(self) -> None:
        """Ends the paragraph that is open."""
        if self._open:
            runs = tuple(inline(" ".join(self._open)))
            marked = (Run(self._marker), *runs) if self._marker else runs
            self._found.append(Block(marked, self._indent, self._hang))
            self._open.clear()
        self._indent, self._hang, self._marker = 0, 0, ""


def inline(text: str) -> Iterator[Run]:
    """The runs of one paragraph."""
    at = 0
    for mark in _INLINE.finditer(text):
        if mark.start() > at:
            yield Run(text[at : mark.start()])
        look = mark.lastgroup or ""
        yield Run(mark[look], look)
        at = mark.end()
    if at < len(text):
        yield Run(text[at:])


def _plain(text: str) -> str:
    return "".join(run.text for run in inline(text))


def _table_row(line: str) -> Block:
    """A row of a table as a line: the first cell stands out, the others follow."""
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    runs = [Run(_plain(cells[0]), "strong")]
    for cell in cells[1:]:
        runs += [Run("  "), *inline(cell)]
    return Block(tuple(runs), 0, 2)
