"""Figures as text to read: tables in columns, bars of letters; no colour is needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.cells import cell_len, set_cell_size

from annotator.domain.tags import Tag
from annotator.flows.agreement import Measured
from annotator.flows.agreement_in_words import Heading, Table, in_pieces
from annotator.flows.team import Member, Team
from annotator.tui.blocks import Block, Run
from annotator.tui.cells import visible
from annotator.tui.glyphs import ASCII, Glyphs

_GAP = "  "
_BAR = 40
"""Cells of a bar of letters."""
_LONGEST = 16
"""Cells of a name."""
_OTHERS = (("no-tag", "."), ("skipped", "x"))
"""Answers that are no tags, with their keys."""


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
    return text.replace("█", glyphs.done).replace("·", ".") if glyphs is ASCII else text


# ── the team ─────────────────────────────────────────────────────────────────────────────────────


def team_blocks(team: Team, tags: Sequence[Tag], glyphs: Glyphs) -> Iterator[Block]:
    """Who has how much left and how fast they are, then which tags they give."""
    if not team.members:
        yield Block((Run("Nobody has begun yet, and no article is assigned to anybody."),))
    else:
        yield Block((Run("how far everybody is", "heading"),))
        yield from table_blocks(_progress(team.members, glyphs), glyphs)
        yield Block((Run("seconds: half of the decisions took less", "muted"),), 0, 4)
        yield Block(())
        yield Block((Run("which tags they give", "heading"),))
        yield from _bars(team.members, tags)
        yield Block(())
        yield from table_blocks(_shares(team.members, tags), glyphs)
    for article in team.hidden:
        yield Block((Run(f"This project is blind: hand in {article} to see others’ figures."),))
    for problem in team.problems:
        yield Block((Run(problem, "muted"),))


def _progress(members: Iterable[Member], glyphs: Glyphs) -> Table:
    rows = [("", "articles", "handed in", "left", "of", "", "seconds")]
    for one in members:
        done = one.sentences - one.left
        full = 10 * done // one.sentences if one.sentences else 0
        bar = glyphs.done * full + glyphs.to_do * (10 - full)
        seconds = "–" if one.seconds is None else f"{one.seconds:.1f}"
        rows.append(
            (
                _name(one.name),
                f"{one.articles:,}",
                f"{one.handed_in:,}",
                f"{one.left:,}",
                f"{one.sentences:,}",
                bar,
                seconds,
            )
        )
    return Table(rows, frozenset({1, 2, 3, 4, 6}))


def _bars(members: Iterable[Member], tags: Sequence[Tag]) -> Iterator[Block]:
    """For each annotator a bar that is made of the tags' own keys."""
    keys = [*((tag.name, tag.key) for tag in tags), *_OTHERS]
    members = list(members)
    longest = max(cell_len(_name(one.name)) for one in members)
    for one in members:
        runs = [Run(f"{_name(one.name)}{' ' * (longest - cell_len(_name(one.name)))}  ")]
        total = sum(one.tags.values())
        for (name, key), cells in zip(keys, _split(one.tags, keys), strict=True):
            if cells:
                runs.append(Run(key * cells, colour=_colour(name, tags)))
        marks = "1 mark" if total == 1 else f"{total:,} marks"
        runs.append(Run(f"  {marks if total else 'nothing yet'}", "muted"))
        yield Block(tuple(runs), 0, longest + 2)
    means = "  ".join(f"{key} {name}" for name, key in keys)
    yield Block((Run(means, "muted"),))


def _split(counts: Mapping[str, int], keys: Sequence[tuple[str, str]]) -> list[int]:
    """Cells of each part of a bar: together as many as the bar has, none of what is rare lost."""
    known = [counts.get(name, 0) for name, _ in keys]
    total = sum(known)
    if not total:
        return [0] * len(known)
    cells = [max(1, round(_BAR * count / total)) if count else 0 for count in known]
    cells[cells.index(max(cells))] += _BAR - sum(cells)
    return cells


def _colour(name: str, tags: Sequence[Tag]) -> str:
    return next((tag.colour for tag in tags if tag.name == name), "")


def _shares(members: Iterable[Member], tags: Sequence[Tag]) -> Table:
    """The share of each answer in each annotator's marks, as figures."""
    keys = [*((tag.name, tag.key) for tag in tags), *_OTHERS]
    rows = [("", *(key for _, key in keys))]
    for one in members:
        total = sum(one.tags.values())
        shares = (
            f"{one.tags.get(name, 0) / total:.0%}" if total and one.tags.get(name) else "–"
            for name, _ in keys
        )
        rows.append((_name(one.name), *shares))
    return Table(rows, frozenset(range(1, 1 + len(keys))))


def _name(name: str) -> str:
    shown = visible(name)
    return shown if cell_len(shown) <= _LONGEST else set_cell_size(shown, _LONGEST - 1) + "…"
