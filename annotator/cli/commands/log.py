"""`annotator log`."""

from __future__ import annotations

import click

from annotator.cli.articles import article_argument, article_named
from annotator.cli.documents import document, of_option
from annotator.cli.options import Command, as_json, given
from annotator.cli.output import columns, json_value
from annotator.cli.places import open_project
from annotator.domain.marks import Comment
from annotator.flows.versions import LogRow, log
from annotator.flows.wording import change_in_words, cut


@click.command("log", cls=Command)
@article_argument()
@of_option
@as_json
def command(article: str, annotator: str | None, *, as_json: bool) -> None:
    """List every change to your marks of an article, the latest last.

    Times are UTC. `annotator restore ARTICLE R` goes back to revision R.
    """
    store = open_project(given())
    found = document(store, article_named(store, article), annotator)
    rows = log(found)
    if as_json:
        json_value(list(rows))
    elif len(found.history):
        columns([_cells(row) for row in rows], right=[0])


def _cells(row: LogRow) -> tuple[str, ...]:
    at = row.at[:19].replace("T", " ")
    return (f"r{row.revision}", at, row.sentence or "–", row.why, _what(row))


def _what(row: LogRow) -> str:
    if row.sentence is None:
        return "hand-in taken back" if row.why == "undo" else "handed in"
    if isinstance(row.after, Comment):
        return f"“{cut(row.after.text)}”"
    if row.before is row.after is None and row.why == "undo":
        return "comment taken back"
    return change_in_words(row.before, row.after)
