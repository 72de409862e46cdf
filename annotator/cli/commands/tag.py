"""`annotator tag`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from annotator.cli.articles import article_argument, article_named, may_be_file
from annotator.cli.inputs import STDIN, check_is_file, read_source
from annotator.cli.new_project import make_project
from annotator.cli.options import Command, Given, given
from annotator.cli.output import say
from annotator.cli.parts import desk, personal_files
from annotator.cli.places import cache_folder, named_project
from annotator.cli.prose import sentence_states, title_lines
from annotator.cli.screen import can_open, open_screen
from annotator.errors import NoProjectError, RefusedError
from annotator.flows.desk import Desk
from annotator.flows.listing import shown
from annotator.stores.files import FileStore, find_project, is_project


@click.command("tag", cls=Command)
@article_argument(required=False)
def command(article: str | None) -> None:
    """Open an article to tag it, sentence by sentence.

    ARTICLE is an id, a unique beginning of one, or a file, which is added first: outside a
    project that makes one, in the folder desk beside the file or where --project says. Without
    ARTICLE the one that was open last opens.

    Without a terminal the sentences are printed with their ids and states.
    """
    options = given()
    root = _root(options, article)
    store = FileStore(root, cache_folder())
    chosen = (
        _last_opened(store) if article is None else article_named(store, article, opens_files=True)
    )
    if can_open():
        open_screen(desk(options, root, screen=True), chosen)
    else:
        _print(desk(options, root), chosen)


def _root(options: Given, article: str | None) -> Path:
    """The project's folder; for a file outside a project, one that is made for it.

    Raises:
        NoProjectError: there is none, and no file to make one for.
        DataError: the file is no article; then nothing is made.
    """
    named = named_project(options)
    found = find_project(Path.cwd()) if named is None else named
    if found is not None and is_project(found):
        return found
    if article is None or article == STDIN or not may_be_file(article):
        raise NoProjectError(str(named or Path.cwd()))
    check_is_file(article)
    beside = Path(os.path.abspath(article)).parent  # noqa: PTH100 - a link stays where it is
    found = None if named else find_project(beside)
    if found is not None:
        return found
    from annotator.formats.articles import read_one  # noqa: PLC0415 - slow, and only files need it

    source = read_source(article)
    read_one(source.data, source.name, source.how)
    root = named or beside / "desk"
    make_project(root)
    say(f"Made a project in {root}.")
    return root


def _last_opened(store: FileStore) -> str:
    """The article that was open last, else the first one that has something to do.

    Raises:
        RefusedError: the project has no article.
    """
    there = store.article_ids()
    if not there:
        raise RefusedError("The project has no articles yet. Bring one in: `annotator add FILE`.")
    opened = personal_files(store.root).recent()
    recent = [article for article in sorted(opened, key=opened.__getitem__) if article in there]
    if recent:
        return recent[-1]
    if len(there) == 1:
        return there[0]
    unseen = (
        row.id
        for row in store.overview()
        if not row.problems and not any(person.progress.unseen == 0 for person in row.people)
    )
    return next(unseen, there[0])


def _print(work: Desk, article: str) -> None:
    """Prints the article for somebody without a screen."""
    found = shown(work.store, article, work.annotator)
    title_lines(found.article)
    sentence_states(found.article, dict(found.marks.get(work.annotator, {})))
    names = " ".join(tag.name for tag in work.project().tags)
    say(
        f"There is no terminal here to open a screen in. Without one, `annotator mark {article} "
        f"SENTENCE TAG` tags a sentence (tags: {names}; --none for none of them), and `annotator "
        f"hand-in {article}` says that it is done."
    )
