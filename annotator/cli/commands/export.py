"""`annotator export`."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import click

from annotator.cli.options import Command, given
from annotator.cli.output import data_stream, say
from annotator.cli.places import belongs_to_project, open_project
from annotator.durable import new_file
from annotator.errors import NotWholeError, RefusedError
from annotator.flows.publish import dataset
from annotator.formats.outgoing import writer_named
from annotator.formats.rows import columns, counted
from annotator.formats.withholding import Withheld

_STDOUT = "-"


@click.command("export", cls=Command)
@click.argument("format_name", metavar="FORMAT")
@click.option("-o", "--output", "target", metavar="TARGET", required=True, help="A file; - prints.")
@click.option("--force", is_flag=True, help="Writes over a file that is there.")
@click.option("--include-confidential", is_flag=True, help="Confidential sources come along.")
def command(format_name: str, target: str, *, force: bool, include_confidential: bool) -> None:
    """Write the tags as a dataset: one row for each sentence that somebody marked.

    FORMAT is jsonl or csv; `annotator formats` says what each cannot hold. Every row says who,
    when and on which text. The file gets its name when it is whole. In csv a text that a
    spreadsheet would take for a formula begins with an apostrophe.

    Confidential sources stay here, and so do notes and evidence that hold the name of one; the
    text of the article is as it is, whomever it names.
    """
    writer = writer_named(format_name)
    store = open_project(given())
    count: list[int] = []
    withheld = None if include_confidential else Withheld()
    rows = counted(dataset(store, withheld=withheld), count)
    names = columns(store.project().document)
    with _every_damaged_file_named():
        if target == _STDOUT:
            writer.write(rows, names, data_stream())
        else:
            with new_file(_checked(Path(target), store.root, force=force)) as file:
                writer.write(rows, names, file)
    what = "1 row" if count[0] == 1 else f"{count[0]} rows"
    say(f"{what}." if count[0] else "0 rows: nobody has marked a sentence yet.")
    if withheld is not None and str(withheld):
        say(f"Withheld for confidential sources: {withheld}. See `--include-confidential`.")


@contextlib.contextmanager
def _every_damaged_file_named() -> Iterator[None]:
    try:
        yield
    except NotWholeError as error:
        for damaged in error.errors:
            say(str(damaged))
        raise


def _checked(target: Path, root: Path, *, force: bool) -> Path:
    """The file to write, if it may be written.

    Raises:
        RefusedError: there is one and nobody said --force, it is no file, or its place is one
            of a project's own.
    """
    if belongs_to_project(target.resolve(), root):
        raise RefusedError(
            f"{target} is where a project keeps its own files. Name a file outside of it, or in "
            "a folder of its own."
        )
    if target.is_dir():
        raise RefusedError(f"{target} is a folder. Name a file in it.")
    if not target.parent.is_dir():
        raise RefusedError(f"{target.parent} is no folder. Make it first, or name another.")
    if target.exists() and not target.is_file():
        raise RefusedError(f"{target} is no file. `-o -` writes to standard output.")
    if target.exists() and not force:
        raise RefusedError(f"{target} is there already. `--force` writes over it.")
    return target.resolve()
