"""`annotator formats`."""

from __future__ import annotations

import click

from annotator.cli.options import Command, as_json
from annotator.cli.output import columns, json_value, say
from annotator.formats.datasets.outgoing import WRITERS
from annotator.formats.table import formats, of_articles, of_labels


@click.command("formats", cls=Command)
@as_json
def command(*, as_json: bool) -> None:
    """List the formats that come in and go out, and what each cannot hold."""
    rows = formats()
    if as_json:
        json_value(rows)
        return
    signs = {True: "yes", False: "–"}
    lines = [
        (row.name, _reads(row.name), signs[row.writes], ", ".join(row.loses) or "–") for row in rows
    ]
    columns([("name", "reads", "writes", "loses"), *lines])
    for writer in WRITERS:
        if writer.extra is not None:
            say(f"{writer.name} needs `pip install 'annotator[{writer.extra}]'`.")


def _reads(name: str) -> str:
    """What of a format comes in."""
    what = ["articles"] if name in of_articles() else []
    return ", ".join([*what, "labels"] if name in of_labels() else what) or "–"
