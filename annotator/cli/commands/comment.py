"""`annotator comment`."""

from __future__ import annotations

import click

from annotator.cli.articles import article_argument, article_named
from annotator.cli.options import Command, given
from annotator.cli.output import line, say
from annotator.cli.parts import desk
from annotator.flows.review.deciding import saved_comment
from annotator.flows.wording import cut


@click.command("comment", cls=Command)
@article_argument()
@click.argument("sentence")
@click.argument("text")
@click.option("--reply-to", metavar="ID", help="The comment that it answers, or how its id begins.")
def command(article: str, sentence: str, text: str, reply_to: str | None) -> None:
    """Say something about a sentence, for everybody to read.

    A reviewer's comments are kept with the decisions, an annotator's with the tags; together they
    are one thread. Whose sentence it is finds it under what needs them.
    """
    work = desk(given())
    chosen = article_named(work.store, article)
    revision = saved_comment(work, chosen, sentence, text, reply_to)
    line(f"{sentence}  “{cut(text)}”")
    say(f"saved r{revision}")
