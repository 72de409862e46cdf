"""`annotator schema`."""

from __future__ import annotations

from pathlib import Path

import click

from annotator.cli.options import Command
from annotator.cli.output import json_value, line
from annotator.codec import THINGS
from annotator.errors import UnknownNameError
from annotator.validation import json_schema, write_schemas


@click.command("schema", cls=Command)
@click.argument("thing", required=False)
@click.option(
    "--write",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Writes the schema of every thing into a folder instead.",
)
def command(thing: str | None, folder: Path | None) -> None:
    """Print the JSON Schema of a kind of file.

    THING is project, article, annotations, review or settings; without it all are printed, by
    their names.
    """
    if thing is not None and thing not in THINGS:
        raise UnknownNameError("thing", thing, THINGS)
    if folder is not None:
        for path in write_schemas(folder):
            line(str(path))
    elif thing is None:
        json_value({name: json_schema(name) for name in THINGS})
    else:
        json_value(json_schema(thing))
