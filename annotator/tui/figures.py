"""Figures as text to read: tables in columns, bars of letters; no colour is needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rich.cells import cell_len, set_cell_size

from annotator.domain.tags import Tag
from annotator.flows.team.agreement import Measured
from annotator.flows.team.agreement_in_words import Heading, Table, in_pieces
from annotator.flows.team.figures import Member, Team
from annotator.flows.team.in_words import (
    NOBODY,
    PROGRESS,
    SECONDS,
    TAGS,
    bar_of,
    marks_of,
    means_of,
    notes_of,
    progress_table,
    shares_table,
)
from annotator.tui.blocks import Block, Run
from annotator.tui.cells import visible
from annotator.tui.glyphs import ASCII, Glyphs

_GAP = "  "
_LONGEST = 16
"""Cells of a name."""


def agreement_blocks(measured: Measured, glyphs: Glyphs) -> Iterator[Block]:
    """What was found of how far annotators agree."""
    for piece in in_pieces(measured):
        if isinstance(piece, Table):
            yield from table_blocks(piece, glyphs)
        elif isinstance(piece, Heading):
            yield Block(())
            yield Block((Run(piece.text, "heading"),))
        else:
            yield Block((Run(piece),), 0, 4)
    for note in (*measured.notes, *measured.problems):
        yield Block((Run(note, "muted"),), 0, 4)


def table_blocks(table: Table, glyphs: Glyphs) -> Iterator[Block]:
    """The rows of a table, each column as wide as it must be; the first row is its heading."""
    shown = [[_plain(cell, glyphs) for cell in row] for row in table.rows]
    widths = [max(map(cell_len, column)) for column in zip(*shown, strict=True)]
    for number, row in enumerate(shown):
        cells = [
            " " * (width - cell_len(cell)) + cell
            if n in table.right
            else cell + " " * (width - cell_len(cell))
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        text = _GAP.join(cells).rstrip()
        if text:
            yield Block((Run(text, "" if number else "muted"),), 0, 4)


def _plain(cell: str, glyphs: Glyphs) -> str:
    """A cell in the signs that the terminal has."""
    text = visible(cell)
    if glyphs is ASCII:
        text = text.replace("█", glyphs.done).replace("░", glyphs.to_do).replace("·", ".")
    return text


# ── the team ─────────────────────────────────────────────────────────────────────────────────────


def team_blocks(team: Team, tags: Sequence[Tag], glyphs: Glyphs) -> Iterator[Block]:
    """Who has how much left and how fast they are, then which tags they give."""
    members = [replace(one, name=_name(one.name)) for one in team.members]
    if not members and not team.hidden:
        yield Block((Run(NOBODY),))
    if members:
        yield Block((Run(PROGRESS.text, "heading"),))
        yield from table_blocks(progress_table(members), glyphs)
        yield Block((Run(SECONDS, "muted"),), 0, 4)
        yield Block(())
        yield Block((Run(TAGS.text, "heading"),))
        yield from _bars(members, tags)
        yield Block(())
        yield from table_blocks(shares_table(members, tags), glyphs)
    for note in notes_of(team):
        yield Block((Run(note, "muted"),))


def _bars(members: Sequence[Member], tags: Sequence[Tag]) -> Iterator[Block]:
    """For each annotator a bar that is made of the tags' own keys, in their colours."""
    longest = max(cell_len(one.name) for one in members)
    for one in members:
        runs = [Run(f"{one.name}{' ' * (longest - cell_len(one.name))}  ")]
        parts = bar_of(one, tags)
        runs += [Run(letters, colour=_colour(name, tags)) for name, letters in parts]
        runs.append(Run(f"  {marks_of(one)}", "muted"))
        yield Block(tuple(runs), 0, longest + 2)
    yield Block((Run(means_of(tags), "muted"),))


def _colour(name: str, tags: Sequence[Tag]) -> str:
    return next((tag.colour for tag in tags if tag.name == name), "")


def _name(name: str) -> str:
    shown = visible(name)
    return shown if cell_len(shown) <= _LONGEST else set_cell_size(shown, _LONGEST - 1) + "…"
