"""`annotator remove`."""

from __future__ import annotations

import click

from annotator.cli.articles import article_argument
from annotator.cli.options import Command, given
from annotator.cli.output import line, say
from annotator.cli.places import open_project
from annotator.flows.desk import find_article


@click.command("remove", cls=Command)
@article_argument()
@click.option("--back", is_flag=True, help="Takes an article back that was set aside.")
def command(article: str, *, back: bool) -> None:
    """Set an article aside, with all its tags; nothing is deleted.

    It goes to the folder aside of the project and is in no list and no export until
    `annotator remove --back` takes it back.
    """
    store = open_project(given())
    if back:
        beginnings = [aside for aside in store.aside_ids() if aside.startswith(article)]
        chosen = beginnings[0] if len(beginnings) == 1 else article
        store.bring_back(chosen)
        line(f"{chosen}  is back")
        return
    chosen = find_article(store, article)
    store.set_aside(chosen)
    line(f"{chosen}  set aside")
    say(f"`annotator remove --back {chosen}` takes it back.")
