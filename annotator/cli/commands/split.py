"""`annotator split`."""

from __future__ import annotations

import click

from annotator.cli.articles import article_argument, article_named
from annotator.cli.cuts import mended
from annotator.cli.options import Command, as_json, given
from annotator.cli.parts import desk
from annotator.flows.articles.mending import place_of, split_before


@click.command("split", cls=Command)
@article_argument()
@click.argument("sentence")
@click.argument("word")
@click.option(
    "--nth",
    metavar="N",
    type=click.IntRange(min=1),
    help="Which WORD, from 1, where the sentence has it several times.",
)
@click.option("--dry-run", "dry", is_flag=True, help="Write nothing; show what there would be.")
@as_json
def command(
    article: str, sentence: str, word: str, nth: int | None, *, dry: bool, as_json: bool
) -> None:
    """Cut a sentence in two, before WORD, or before several words that follow each other.

    It is a new revision of the article, for everybody. The pieces have the tags of the sentence
    and ask for another look; `annotator join` takes the cut back, and the tags come back as they
    were.
    """
    work = desk(given())
    found = work.store.article(article_named(work.store, article)).document
    offset = place_of(found, sentence, word, nth)
    now = work.session.now()
    mending = split_before(found, sentence, offset, by=work.annotator, at=now)
    mended(work.store, mending, dry=dry, as_json=as_json)
