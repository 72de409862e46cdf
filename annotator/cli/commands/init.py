"""`annotator init`."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.new_project import make_example, make_project
from annotator.cli.options import Command, given
from annotator.cli.output import line, say
from annotator.cli.places import named_project


@click.command("init", cls=Command)
@click.argument("folder", metavar="[DIR]", required=False)
@click.option("--private", is_flag=True, help="Nobody else on this machine may read it.")
@click.option("--name", metavar="NAME", help="What the project is called; else as its folder.")
@click.option(
    "--example", is_flag=True, help="With an article that three people have tagged, to try it on."
)
def command(folder: str | None, *, private: bool, name: str | None, example: bool) -> None:
    """Make a project.

    DIR is its folder: this one where none is named. It is made if it is missing, and whatever
    it holds stays.
    """
    if folder == "":
        raise click.UsageError("DIR is empty. Say `.` for the folder that you are in.")
    root = Path(folder) if folder else named_project(given()) or Path()
    make = make_example if example else make_project
    make(root, name, private=private)
    here = root == Path()
    line(str(root.resolve() if here else root))
    if example:
        there = "" if here else f"-p {root} "
        say(f"Look at it with `annotator {there}show stell --gold`.")
        return
    say(f"Bring in articles with `annotator {'' if here else f'-p {root} '}add FILE…`.")
