"""`annotator join`."""

from __future__ import annotations

import click

from annotator.cli.articles import article_argument, article_named
from annotator.cli.cuts import mended
from annotator.cli.options import Command, as_json, given
from annotator.cli.parts import desk
from annotator.flows.articles.mending import join_with_next


@click.command("join", cls=Command)
@article_argument()
@click.argument("sentence")
@click.option("--dry-run", "dry", is_flag=True, help="Write nothing; show what there would be.")
@as_json
def command(article: str, sentence: str, *, dry: bool, as_json: bool) -> None:
    """Make one sentence of SENTENCE and the next of its paragraph.

    It is a new revision of the article, for everybody. The sentence has the tags of both and asks
    for another look; `annotator split` takes it back, and the tags come back as they were.
    """
    work = desk(given())
    found = work.store.article(article_named(work.store, article)).document
    mending = join_with_next(found, sentence, by=work.annotator, at=work.session.now())
    mended(work.store, mending, dry=dry, as_json=as_json)
