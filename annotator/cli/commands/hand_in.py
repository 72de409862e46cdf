"""`annotator hand-in`."""

from __future__ import annotations

import click

from annotator.cli.articles import article_argument, article_named
from annotator.cli.options import Command, given
from annotator.cli.output import line
from annotator.cli.parts import desk
from annotator.flows.marking import handed_in, saved_change, taken_back


@click.command("hand-in", cls=Command)
@article_argument()
@click.option("--take-back", is_flag=True, help="Takes the latest hand-in back.")
def command(article: str, *, take_back: bool) -> None:
    """Say that you are done with an article.

    Your marks at this moment are the independent ones that agreement is computed from. Every
    headline and plain sentence must have a decision.
    """
    work = desk(given())
    chosen = article_named(work.store, article)
    done = saved_change(work, chosen, taken_back if take_back else handed_in)
    what = "taken back" if take_back else "handed in"
    line(f"{chosen}  {what}, saved r{done.document.revision}")
