"""Options that every command takes, before the command's name and after it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import click

_PLACE = "annotator_"
"""Before the names of these options, which a command may use for its own."""


class Given(NamedTuple):
    """What was said with the options that every command takes."""

    project: str | None
    """Folder of the project, as it was typed."""
    name: str | None
    """Who is working, as it was typed."""
    new: bool
    """Whether that name is said to be new to the project."""


def given(context: click.Context | None = None) -> Given:
    """The common options of a command; what comes later on the line counts.

    Args:
        context: of the command; null for the one that is running.
    """
    meta = (context or click.get_current_context()).meta
    return Given(
        meta.get(_PLACE + "project"), meta.get(_PLACE + "name"), meta.get(_PLACE + "new", False)
    )


def do_later(act: Callable[[], object]) -> None:
    """Leaves something to do until the command that is running has succeeded."""
    click.get_current_context().meta.setdefault(_PLACE + "later", []).append(act)


def done_later(context: click.Context) -> list[Callable[[], object]]:
    """What a command that succeeded left to do."""
    later: list[Callable[[], object]] = context.meta.get(_PLACE + "later", [])
    return later


def _keep(context: click.Context, option: click.Parameter, value: object) -> None:
    """Keeps an option's value for `given`, unless it was not said here.

    Raises:
        UsageError: the folder is empty, which is none.
    """
    if value == "" and option.name == _PLACE + "project":
        raise click.UsageError("--project needs a folder.", context)
    if value is not None and value is not False:
        context.meta[str(option.name)] = value


def common_options() -> list[click.Parameter]:
    """`--project`, `--as` and `--new`."""
    return [
        click.Option(
            ["-p", "--project", _PLACE + "project"],
            metavar="DIR",
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
