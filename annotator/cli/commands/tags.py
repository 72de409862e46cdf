"""`annotator tags` and `annotator tags rename`."""

from __future__ import annotations

import click

from annotator.cli.options import Command, as_json, common_options, given
from annotator.cli.output import columns, json_value, line, say
from annotator.cli.places import open_project
from annotator.cli.screen import can_ask
from annotator.flows.session import utc_now
from annotator.flows.tagging import rename_tag, renamed
from annotator.text.visible import visible


@click.group("tags", invoke_without_command=True)
@as_json
@click.pass_context
def command(context: click.Context, *, as_json: bool) -> None:
    """List the project's tags, or rename one."""
    if context.invoked_subcommand is not None:
        return
    project = open_project(given()).project().document
    if as_json:
        json_value(project.tags)
        return
    columns([(tag.name, tag.key, tag.glyph, tag.means) for tag in project.tags])
    for change in project.renamed:
        line(f"{change.from_} was renamed to {change.to} on {change.at[:10]}")


command.params.extend(common_options())


@command.command("rename", cls=Command)
@click.argument("old")
@click.argument("new")
def rename(old: str, new: str) -> None:
    """Change a tag's name everywhere, with history.

    Every reader uses the new name at once; each annotator's file gets it with their next save.
    The old name is never used again, so at a terminal you are asked once.
    """
    store = open_project(given())
    at = utc_now()
    renamed(store.project().document, old, new, at)  # what cannot be is said before the question
    retired = f"{old!r} is retired for good: no tag can be called so again"
    if can_ask():
        say(f"{retired}.")
        click.confirm(f"Call it {visible(new)} everywhere", abort=True, err=True)
    else:
        say(f"{retired}.")
    rename_tag(store, old, new, at)
    line(f"{old}  is called {new} from now on")
    if old in store.guidelines():
        file = store.root / "guidelines.md"
        say(f"{file} still has {old!r}: change it there as well.")
