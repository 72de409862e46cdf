"""`annotator edit`."""

from __future__ import annotations

import click

from annotator.cli.articles import article_argument, article_named
from annotator.cli.options import Command, given
from annotator.cli.output import line, say
from annotator.cli.parts import desk
from annotator.domain.article import KINDS
from annotator.flows.articles.editing import revised


@click.command("edit", cls=Command)
@article_argument()
@click.option("--title", metavar="TEXT", help="What the article is called; its id stays.")
@click.option("--url", metavar="URL", help="Where it was published.")
@click.option("--publisher", metavar="NAME", help="Who published it.")
@click.option("--byline", metavar="NAMES", help="Who wrote it.")
@click.option(
    "--published", "--date", metavar="DATE", help="When it was published, such as 2026-11-22."
)
@click.option("--language", metavar="TAG", help="Its language, such as en or pt-BR.")
@click.option("--license", metavar="NAME", help="Under which terms the text may be passed on.")
@click.option(
    "--kind",
    "kinds",
    metavar="SENTENCE KIND",
    type=(str, str),
    multiple=True,
    help=f"What a sentence is: {', '.join(KINDS)}. May be said more than once.",
)
def command(article: str, kinds: tuple[tuple[str, str], ...], **fields: str | None) -> None:
    """Correct what is known of an article, or what kind a sentence is.

    An empty value takes away what there is. The change is a new revision of the article; the
    text, the cuts and everybody's marks stay.
    """
    said = {name: value for name, value in fields.items() if value is not None}
    if not said and not kinds:
        raise click.UsageError("Say what to correct, such as --title or --kind.")
    work = desk(given())
    opened = work.store.article(article_named(work.store, article))
    now = work.session.now()
    new = revised(opened.document, said, dict(kinds), by=work.annotator, at=now)
    if new is opened.document:
        say(f"{new.id} is so already.")
        return
    work.store.save_article(new, opened.token)
    line(f"{new.id}  revision {new.revision}")
