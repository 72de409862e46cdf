"""ARTICLE on the command line: an id, a unique beginning of one, or a file that is added first."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.inputs import (
    STDIN,
    check_is_file,
    is_address,
    is_file,
    is_folder,
    read_source,
)
from annotator.cli.options import given
from annotator.cli.output import say
from annotator.cli.places import open_project
from annotator.cli.prose import counted
from annotator.errors import AnnotatorError, RefusedError, UnknownNameError
from annotator.flows.desk import find_article
from annotator.flows.session import utc_now
from annotator.stores.base import Store

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from annotator.flows.articles.ingest import Added


def article_argument(
    *, required: bool = True
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """ARTICLE, which shells complete to ids of articles and to files."""
    return click.argument("article", required=required, shell_complete=completed_articles)


def completed_articles(
    context: click.Context, _argument: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """What a shell offers for ARTICLE: ids that begin so, and files."""
    from click.shell_completion import CompletionItem  # noqa: PLC0415 - only shells ask

    try:
        ids = open_project(given(context)).article_ids()
    except (AnnotatorError, OSError):
        ids = []
    found = [CompletionItem(article) for article in ids if article.startswith(incomplete)]
    return [*found, CompletionItem(incomplete, type="file")]


def article_named(store: Store, name: str, *, opens_files: bool = False) -> str:
    """The id of the article that is meant; a file is added first.

    Args:
        store: the project.
        name: as it was typed.
        opens_files: whether the command is there to open files, so that a missing one is one.

    Raises:
        UnknownNameError: there is neither such an article nor such a file.
        AmbiguousNameError: several ids begin so.
        MissingFileError: it can only be a file, there is none, and the command opens files.
        RefusedError: it is a file whose content was set aside, or an address.
    """
    if name == STDIN:
        raise RefusedError("Standard input has no name: bring it in with `annotator add -` first.")
    if is_address(name):
        check_is_file(name)
    if not can_only_be_file(name):
        try:
            return find_article(store, name)
        except UnknownNameError:
            if not is_file(name):
                raise
    elif not opens_files and not is_file(name) and not is_folder(name):
        raise UnknownNameError("article or file", name, store.article_ids())
    check_is_file(name)
    from annotator.flows.articles.ingest import Intake  # noqa: PLC0415 - slow, and only files need it

    found = read_source(name)
    added = Intake(store).add_one(found.data, found.name, utc_now())
    tell(added)
    if added.is_aside:
        raise RefusedError(f"{added.article} was {way_back(added.article)}.")
    return added.article


def can_only_be_file(name: str) -> bool:
    """Whether a name can only be meant as a file: no id holds a dot or a slash."""
    return "." in name or os.sep in name


def may_be_file(name: str) -> bool:
    """Whether a name is a file, or can only be meant as one."""
    return can_only_be_file(name) or is_file(name)


def way_back(article: str) -> str:
    """What is said of an article that was set aside."""
    return f"set aside; `annotator remove --back {article}` brings it back"


def tell(added: Added) -> None:
    """Says what became of a source that was added on the way."""
    if added.is_new:
        say(f"Added {added.article}: {added.title} ({counted(added.sentences, 'sentence')}).")
    for notice in added.notices:
        say(f"{added.article}: {notice}")
