"""Bare `annotator`: the library screen, or how to begin."""

from __future__ import annotations

from pathlib import Path

from annotator.cli.commands.status import print_status
from annotator.cli.failures import ExitCode
from annotator.cli.options import given
from annotator.cli.output import line, say
from annotator.cli.parts import desk
from annotator.cli.places import named_project, open_project
from annotator.cli.screen import can_open, open_screen
from annotator.stores.files import find_project

_BEGIN = """\
There is no annotator project here. Begin with one of these:

  annotator tag FILE       opens an article; makes a project in desk/ beside it
  annotator init DIR       makes a project; `annotator -p DIR add FILE` fills it
  annotator --help         lists the commands"""


def open_library() -> ExitCode:
    """Opens the library of the project at hand; without a terminal, prints its status."""
    options = given()
    if named_project(options) is None and find_project(Path.cwd()) is None:
        for text in _BEGIN.splitlines():
            line(text)
        return ExitCode.DONE
    store = open_project(options)
    if can_open():
        open_screen(desk(options, store.root, screen=True), None)
        return ExitCode.DONE
    say("There is no terminal here to open the library in; this is how far it is:")
    return print_status(store, as_json=False)
