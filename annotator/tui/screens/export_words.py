"""What the export screen says of a dataset: its counts, why there are none, what was written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from annotator.errors import AnnotatorError, NotWholeError
from annotator.flows.datasets.census_in_words import (
    annotator_table,
    how_many,
    label_table,
    left_out,
    missing_labels,
    what_to_know,
)
from annotator.flows.datasets.exporting import Export
from annotator.formats.datasets.about import About
from annotator.formats.datasets.manifest import BESIDE, FOLDER_NAME
from annotator.tui.blocks import Block, Run
from annotator.tui.figures import table_blocks
from annotator.tui.glyphs import ASCII, Glyphs
from annotator.tui.screens.export_form import Takes

_OPTION = re.compile(r"`(--[a-z-]+)(?: ([a-z-]+))?`")
_BAR = 10
"""Cells of the bar that shows how far it is."""
_FIELDS = {
    "--allow-single": "also: single votes",
    "--allow-unlicensed": "with: unlicensed",
    "--annotators": "people",
    "--finished": "articles: finished",
    "--include": "also",
    "--include-confidential": "with: confidential sources",
    "--kinds": "kinds",
    "--no-text": "with: words",
    "--without-no-tag": "also: no-tag",
}
"""Where on the screen an option of the command is chosen."""


def in_fields(said: str) -> str:
    """A sentence that names options, with the fields of the screen in their place."""

    def field(found: re.Match[str]) -> str:
        name = _FIELDS.get(found[1])
        if name is None:
            return found[0]
        return f"“{name}: {found[2]}”" if found[2] else f"“{name}”"

    return _OPTION.sub(field, said)


def census_blocks(export: Export, glyphs: Glyphs) -> Iterator[Block]:
    """The counts by label and split, what to take care of, and the counts by annotator."""
    about = export.about()
    if about.census.rows:
        yield from table_blocks(label_table(about), glyphs)
    for sentence in missing_labels(about):
        yield Block((Run(sentence, "strong"),), 0, 4)
    for sentence in (*left_out(about), *what_to_know(export.ready, about)):
        yield Block((Run(in_fields(sentence)),), 0, 4)
    if people := annotator_table(about):
        yield Block(())
        yield from table_blocks(people, glyphs)


def in_short(about: About) -> tuple[str, str]:
    """How many rows there are and how much was left out; and what to take care of, or nothing."""
    out = about.census.left_out.total()
    lack = any(missing_labels(about))
    return (
        how_many(about) + (f", {out:,} left out" if out else ""),
        "a split lacks a label" if lack else "",
    )


def how_far(share: float, glyphs: Glyphs) -> str:
    """How far the work is, as a bar and in hundredths."""
    full = round(share * _BAR)
    return f"{glyphs.done * full}{glyphs.to_do * (_BAR - full)} {share:.0%}"


def keys_for(takes: Takes | None, glyphs: Glyphs) -> list[tuple[str, str]]:
    """The keys with what they do at a field, or, for None, while it is written."""
    if takes is None:
        return [("Esc", "stop")]
    lines, sides = ("down up", "left right") if glyphs is ASCII else ("↓ ↑", "← →")
    changes: dict[Takes, list[tuple[str, str]]] = {
        "one": [(sides, "change")],
        "any": [(sides, "choose"), ("space", "in or out")],
        "text": [],
    }
    here = changes[takes]
    return [("Enter", "write"), (lines, "field"), *here, ("PgDn", "counts"), ("Esc", "back")]


def trouble_blocks(error: AnnotatorError) -> list[Block]:
    """Why nothing can be counted; every file that cannot be read is named."""
    every = error.errors if isinstance(error, NotWholeError) else ()
    return [Block((Run(in_fields(str(one))),), 0, 4) for one in (error, *every)]


def what_was_written(export: Export, target: str) -> str:
    """What was written, in a sentence."""
    name = Path(target).name
    manifest = f"{FOLDER_NAME} in it" if export.writer.is_folder else f"{name}{BESIDE} beside it"
    return f"Written: {how_many(export.about())} to {target}; {manifest} says how it was made."
