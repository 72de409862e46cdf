"""`annotator restore`."""

from __future__ import annotations

import click

from annotator.cli.articles import article_argument, article_named
from annotator.cli.options import Command, given
from annotator.cli.output import line
from annotator.cli.parts import desk
from annotator.domain.annotations import Annotations
from annotator.flows.annotate import Annotating
from annotator.flows.marking import saved_change
from annotator.flows.versions import check_revision


@click.command("restore", cls=Command)
@article_argument()
@click.argument("revision", metavar="R", type=click.INT)
def command(article: str, revision: int) -> None:
    """Give every sentence of an article the mark it had at revision R.

    That is a change like any other: what was marked since stays in the history. Comments and
    hand-ins stay as they are.
    """
    work = desk(given())
    chosen = article_named(work.store, article)
    said = []

    def back(at_work: Annotating) -> Annotations:
        check_revision(at_work.document, revision)
        said.append(at_work.restore(revision).said)
        return at_work.document

    done = saved_change(work, chosen, back)
    line(f"{chosen}  {said[0]}, saved r{done.document.revision}")
