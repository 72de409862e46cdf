"""Builds the parts that commands and screens work with, and hands them over."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from annotator.cli.identity import annotator_name, is_said, remember
from annotator.cli.options import Given, do_later
from annotator.cli.output import say
from annotator.cli.places import cache_folder, config_folder, project_root, project_state_folder
from annotator.domain.names import clean_name
from annotator.domain.project import Project
from annotator.flows.desk import Desk
from annotator.flows.session import new_session
from annotator.flows.team.people import check_newcomer, is_known, is_newcomer
from annotator.stores.files import FileStore
from annotator.stores.personal import PersonalFiles
from annotator.text.visible import visible


def personal_files(root: Path) -> PersonalFiles:
    """The user's own files, for a project in this folder."""
    return PersonalFiles(config_folder(), project_state_folder(root))


def desk(given: Given, root: Path | None = None, *, screen: bool = False) -> Desk:
    """The project at hand with the person who works on it.

    Args:
        given: the common options.
        root: the project's folder, where it is known already.
        screen: whether somebody sits at a terminal, who can be asked whether they are new.

    Raises:
        UnknownAnnotatorError: the project knows people, and this is none of them.
    """
    files = FileStore(root or project_root(given), cache_folder())
    personal = personal_files(files.root)
    settings = personal.settings()
    name = annotator_name(given, settings)
    project = files.project().document
    said = is_said(given)
    if screen and not given.new and is_newcomer(project, name):
        name, said = _asked(name, project), True
    else:
        check_newcomer(project, name, new=given.new)
    notice = ""
    if said and screen:
        settings = remember(name, settings, personal)
    elif said:  # a slip in the rest of the line is no reason to be somebody from now on
        do_later(partial(remember, name, settings, personal))
    elif settings.name is None and not is_known(project, name):
        notice = f"You are {name} here, as it seems. To be somebody else: `annotator --as NAME`."
        say(
            f"You are {name!r} here, as git or your login has it; `annotator --as NAME …` is "
            "somebody else, and is remembered."
        )
    return Desk(files, personal, settings, new_session(name), notice)


def _asked(name: str, project: Project) -> str:
    """Who somebody is whom the project does not know: one of its people, or new.

    Raises:
        UnknownAnnotatorError: the name is the same to a file as one of theirs, or is a third one.
    """
    say(
        f"{name!r} is new to this project, which knows "
        f"{', '.join(person.name for person in project.people)}. Are you one of them?"
    )
    question = f"Type which one, or press Enter to join as {visible(name)}"
    said = clean_name(click.prompt(question, default=name, show_default=False, err=True))
    check_newcomer(project, said, new=said == name)
    return said
