"""`annotator report`."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.articles import article_named
from annotator.cli.failures import ExitCode
from annotator.cli.ledgers import annotator_option, articles_argument
from annotator.cli.options import Command, given
from annotator.cli.output import data_stream, say
from annotator.cli.places import open_project
from annotator.cli.prose import counted
from annotator.cli.reader import reader
from annotator.domain.datasets.pseudonyms import Naming
from annotator.domain.names import clean_name
from annotator.durable.whole import new_file
from annotator.errors import RefusedError, TargetExistsError
from annotator.flows.session import utc_now
from annotator.flows.sourcing.ledgers import check_annotator
from annotator.flows.sourcing.report import Telling, report
from annotator.formats.reports.reports import RENDERINGS, rendering
from annotator.stores.base import Store

_STDOUT = "-"


@click.command("report", cls=Command)
@articles_argument
@click.option("--all", "all_of_them", is_flag=True, help="Of every article of the project.")
@click.option("-o", "--output", "target", metavar="FILE", help="Where to; - or nothing prints it.")
@click.option(
    "--format",
    "format_name",
    type=click.Choice([each.name for each in RENDERINGS]),
    help="What the file is; else what its name says, else html.",
)
@annotator_option
@click.option("--include-confidential", is_flag=True, help="Confidential sources by their names.")
@click.option(
    "--annotators",
    "naming",
    type=click.Choice(["names", "none"]),
    default="names",
    help="Whether annotators and reviewers are named.",
)
@click.option("--force", is_flag=True, help="Writes over what is there.")
def command(
    articles: tuple[str, ...],
    *,
    all_of_them: bool,
    target: str | None,
    format_name: str | None,
    annotator: str | None,
    include_confidential: bool,
    naming: Naming,
    force: bool,
) -> ExitCode:
    """Make one page on the sourcing of an article, or of a whole project, for an editor.

    The article with its tags in the margin, the shares of the tags along it, who it rests on, who
    was asked for comment, what its sourcing lacks, how far people agree, and the evidence. The
    page needs nothing else: no script, no network. Confidential sources have a number in place of
    their name; the text of the article is as it is, whomever it names.

    What is settled counts; of a sentence that is not, everybody's answer does.
    """
    if bool(articles) == all_of_them:
        raise click.UsageError("Say which ARTICLE, or --all.")
    store = open_project(given())
    path = None if target in {None, _STDOUT} else _checked(target or "", store, force=force)
    name = None if annotator is None else clean_name(annotator)
    if name is not None:
        check_annotator(store, name)
    chosen = tuple(dict.fromkeys(article_named(store, each) for each in articles))
    telling = Telling(
        chosen or tuple(store.article_ids()),
        reader(store),
        name,
        confidential=include_confidential,
        naming=naming,
    )
    made = report(store, telling, utc_now())
    for problem in made.problems:
        say(problem)
    row = rendering(format_name, path.suffix if path else "")
    page = row.render(made).encode("utf-8", "replace")
    if path is None:
        data_stream().write(page)
    else:
        with new_file(path) as file:
            file.write(page)
        say(f"{target}: a report on {counted(len(made.articles), 'article')}.")
    return ExitCode.DATA if made.problems else ExitCode.DONE


def _checked(said: str, store: Store, *, force: bool) -> Path:
    """The file to write, if it may be written.

    Raises:
        RefusedError: there is one and nobody said --force, it is a folder or a project's own, or
            its folder is not there.
    """
    target = Path(said)
    if store.keeps(target.resolve()):
        raise RefusedError(
            f"{target} is where a project keeps its own files. Name a file outside of it, or in "
            "a folder of its own."
        )
    if not target.parent.is_dir():
        raise RefusedError(f"{target.parent} is no folder. Make it first, or name another.")
    if target.exists() and not target.is_file():
        raise RefusedError(f"{target} is no file. Name one.")
    if target.exists() and not force:
        raise TargetExistsError(str(target))
    return target.resolve()
