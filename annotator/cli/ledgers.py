"""The options and the first lines of commands that say who articles rest on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import click

from annotator.cli.articles import article_named, completed_articles
from annotator.cli.output import say
from annotator.cli.reader import reader
from annotator.domain.names import clean_name
from annotator.flows.sourcing.ledgers import Sourced, Unread, check_annotator, each_sourced
from annotator.stores.files import FileStore

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

articles_argument: Decorator = click.argument(
    "articles", nargs=-1, metavar="[ARTICLE]…", shell_complete=completed_articles
)
"""Any number of articles; all of them where none is named."""

annotator_option: Decorator = click.option(
    "--annotator",
    "--of",
    "annotator",
    metavar="NAME",
    help="By the marks of one annotator alone, instead of by what is settled.",
)
"""The option that makes one annotator's marks count alone."""


def ledgers(
    store: FileStore, named: Sequence[str], annotator: str | None, problems: list[str]
) -> Iterator[Sourced]:
    """The articles that are meant with who they rest on; what cannot be read is told, and kept.

    Raises:
        UnknownNameError: there is no such article or annotator.
        RefusedError: the project is blind, and does not show that annotator's marks yet.
    """
    name = None if annotator is None else clean_name(annotator)
    if name is not None:
        check_annotator(store, name)
    articles = list(dict.fromkeys(article_named(store, each) for each in named))
    for found in each_sourced(store, articles or store.article_ids(), reader(store), name):
        if isinstance(found, Unread):
            problems.append(found.problem)
            say(found.problem)
            continue
        for problem in found.problems:
            problems.append(problem)
            say(problem)
        if found.hidden:
            say(
                f"This project is blind: {found.article.id} counts by your own marks until you "
                "have handed it in."
            )
        yield found
