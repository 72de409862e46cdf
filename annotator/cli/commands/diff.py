"""`annotator diff`."""

from __future__ import annotations

import click

from annotator.cli.articles import article_argument, article_named
from annotator.cli.documents import document, of_option
from annotator.cli.options import Command, as_json, given
from annotator.cli.output import columns, json_value, say
from annotator.cli.places import open_project
from annotator.flows.versions import diff
from annotator.flows.wording import change_in_words


@click.command("diff", cls=Command)
@article_argument()
@click.argument("r1", required=False, type=click.INT)
@click.argument("r2", required=False, type=click.INT)
@of_option
@as_json
def command(
    article: str, r1: int | None, r2: int | None, annotator: str | None, *, as_json: bool
) -> None:
    """Show how two revisions of your marks of an article differ.

    From R1 to R2, or to the latest; without either, what the latest action changed.
    """
    store = open_project(given())
    rows = diff(document(store, article_named(store, article), annotator), r1, r2)
    if as_json:
        json_value(rows)
    elif rows:
        columns([(row.sentence, change_in_words(row.before, row.after)) for row in rows])
    else:
        say("No mark differs between them.")
