"""Who you are: as said, else as set, else as git or the system knows you."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace

from annotator.cli.options import Given
from annotator.cli.output import say
from annotator.domain.names import clean_name
from annotator.domain.project import UserSettings
from annotator.errors import AnnotatorError, BadNameError, RefusedError
from annotator.stores.personal import PersonalFiles

_PATIENCE = 3
"""Seconds that git may take to answer."""


def is_said(given: Given) -> bool:
    """Whether the name was said on this line or in the environment, and is no mere guess."""
    return bool(given.name is not None or os.environ.get("ANNOTATOR_AS"))


def annotator_name(given: Given, settings: UserSettings) -> str:
    """The annotator's name, cleaned.

    Raises:
        BadNameError: the name that was said or set cannot be used.
        RefusedError: nobody knows who you are.
    """
    said = (given.name, os.environ.get("ANNOTATOR_AS") or None, settings.name)
    for name in said:
        if name is not None:
            return clean_name(name)
    for guess in (_git_name, _login_name):
        for name in guess():
            return name
    raise RefusedError("Nobody knows your name here. Say who you are with `--as NAME`.")


def remember(name: str, settings: UserSettings, personal: PersonalFiles) -> UserSettings:
    """Writes the name that was said first into the settings, and says so."""
    if settings.name is not None:
        return settings
    named = replace(settings, name=name)
    try:
        personal.change_settings(settings, named)
    except AnnotatorError as error:
        say(f"You are {name!r}, which could not be kept for the next time: {error}")
        return settings
    say(
        f"You are {name!r} from now on; `--as NAME` is somebody else once, and the name in "
        f"{personal.settings_file} changes it."
    )
    return named


def _git_name() -> Iterator[str]:
    import subprocess  # noqa: PLC0415 - only a first use asks git

    ask = ["git", "config", "--get", "user.name"]  # git is looked up on the user's own path
    try:
        answer = subprocess.run(ask, capture_output=True, timeout=_PATIENCE, check=False)  # noqa: S603 - no shell, nothing from outside
    except (OSError, subprocess.SubprocessError):
        return
    yield from _usable(answer.stdout.decode("utf-8", "replace"))


def _login_name() -> Iterator[str]:
    import getpass  # noqa: PLC0415 - as above

    try:
        yield from _usable(getpass.getuser())
    except (OSError, KeyError):
        return


def _usable(name: str) -> Iterator[str]:
    """The name, if it can be one here: what is only guessed is no reason to complain."""
    try:
        yield clean_name(name)
    except BadNameError:
        return
