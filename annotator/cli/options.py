"""Options that every command takes, before the command's name and after it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import click

_PLACE = "annotator_"
"""Before the names of these options, which a command may use for its own."""


class Given(NamedTuple):
    """What was said with the options that every command takes."""

    project: Path | None
    """Folder of the project."""
    name: str | None
    """Who is working, as it was typed."""
    new: bool
    """Whether that name is said to be new to the project."""


def given() -> Given:
    """The common options of the command that is running; what comes later on the line counts."""
    meta = click.get_current_context().meta
    return Given(
        meta.get(_PLACE + "project"), meta.get(_PLACE + "name"), meta.get(_PLACE + "new", False)
    )


def _keep(context: click.Context, option: click.Parameter, value: object) -> None:
    """Keeps an option's value for `given`, unless it was not said here."""
    if value is not None and value is not False:
        context.meta[str(option.name)] = value


def common_options() -> list[click.Parameter]:
    """`--project`, `--as` and `--new`."""
    return [
        click.Option(
            ["-p", "--project", _PLACE + "project"],
            metavar="DIR",
            type=click.Path(path_type=Path),
            expose_value=False,
            callback=_keep,
            help="The project; else $ANNOTATOR_PROJECT, else the nearest one upward from here.",
        ),
        click.Option(
            ["--as", _PLACE + "name"],
            metavar="NAME",
            expose_value=False,
            callback=_keep,
            help="Who you are; else $ANNOTATOR_AS, your settings, git's user.name, your login.",
        ),
        click.Option(
            ["--new", _PLACE + "new"],
            is_flag=True,
            expose_value=False,
            callback=_keep,
            help="Your name is new to this project, and not a slip.",
        ),
    ]


class Command(click.Command):
    """A command that takes the common options too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as click has it
        super().__init__(*args, **kwargs)
        self.params.extend(common_options())


as_json: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--json", "as_json", is_flag=True, help="One JSON value instead of lines for people."
)
"""The option of every command that reports."""
