"""Prints what an export says of its counts: a table before, a sentence or two after."""

from __future__ import annotations

from annotator.cli.output import columns, line, say
from annotator.flows.datasets.census_in_words import (
    annotator_table,
    how_many,
    label_table,
    missing_labels,
    rows_by_split,
    what_to_know,
)
from annotator.flows.datasets.publish import Publication
from annotator.formats.datasets.about import About


def print_census(about: About) -> None:
    """Counts by label and split, and by annotator; nothing of whole articles."""
    if not about.census.rows:
        return
    table = label_table(about)
    columns(table.rows, right=table.right)
    if people := annotator_table(about):
        line()
        columns(people.rows, right=people.right)


def say_rows(ready: Publication, about: About, *, dry: bool = False) -> None:
    """How many rows there are, what stayed at home, and what a reader should know."""
    say(f"{how_many(about)}; nothing was written." if dry else f"{how_many(about)}.")
    for sentence in (
        *what_to_know(ready, about),
        *rows_by_split(about),
        *missing_labels(about),
    ):
        say(sentence)
