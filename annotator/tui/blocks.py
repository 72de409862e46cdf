"""Blocks of text with a few looks, and how they break into lines: help and guidelines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotator.tui.cells import visible
from annotator.tui.wrap import line_starts


class Run(NamedTuple):
    """A stretch of text that looks alike."""

    text: str
    look: str = ""
    """`heading`, `strong`, `emphasis`, `code`, `key` or `muted`; empty for plain."""
    colour: str = ""
    """A tag's colour for dark backgrounds, `#RRGGBB`, instead of the look's; empty for none."""


class Block(NamedTuple):
    """A paragraph, a heading or an item of a list."""

    runs: tuple[Run, ...]
    indent: int = 0
    """Cells before its first line."""
    hang: int = 0
    """Cells before every other line."""


class BlockLine(NamedTuple):
    """One line: what stands on it, and how many cells before it."""

    block: int
    """Index of the block that it belongs to."""
    indent: int
    runs: tuple[Run, ...]


def text_of(block: Block) -> str:
    """The block's words."""
    return "".join(run.text for run in block.runs)


def lay_out(blocks: Sequence[Block], width: int) -> list[BlockLine]:
    """The lines of the blocks at a width in cells; an empty block is a blank line."""
    return [line for n, block in enumerate(blocks) for line in _lines(n, block, width)]


def _lines(number: int, block: Block, width: int) -> Iterator[BlockLine]:
    hang = min(block.hang, width // 2)
    indent = min(block.indent, width // 2)
    text = visible(text_of(block))
    starts = line_starts(text, 0, len(text), max(1, width - hang), indent - hang)
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield BlockLine(number, hang if start else indent, tuple(_between(block.runs, start, end)))


def _between(runs: Sequence[Run], start: int, end: int) -> Iterator[Run]:
    """The runs of `[start, end)`, counted over the text of all of them."""
    at = 0
    for run in runs:
        part = run.text[max(0, start - at) : max(0, end - at)]
        if part:
            yield Run(visible(part), run.look, run.colour)
        at += len(run.text)
