"""`annotator export`."""

from __future__ import annotations

import contextlib
import shlex
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from annotator.cli.articles import article_named
from annotator.cli.assignment import read_assignment, write_assignment
from annotator.cli.census import print_census, say_rows
from annotator.cli.identity import annotator_name
from annotator.cli.options import Command, as_json, given
from annotator.cli.output import data_stream, json_value, say
from annotator.cli.parts import personal_files
from annotator.cli.places import open_project
from annotator.cli.progress import Progress
from annotator.cli.selecting import options
from annotator.errors import NotWholeError, RefusedError
from annotator.flows.datasets.exporting import place_for, prepared
from annotator.flows.datasets.publish import Asked, stratify
from annotator.flows.datasets.selecting import ABOUT_LABELS, Options, asked
from annotator.formats.datasets.about import OneFile
from annotator.formats.datasets.manifest import counts
from annotator.formats.datasets.outgoing import Writer, writer_named
from annotator.stores.files import FileStore

_STDOUT = "-"
_NOT_IN_COMMAND = frozenset({"target", "force", "dry_run", "as_json"})


@click.command("export", cls=Command)
@click.argument("format_name", metavar="FORMAT")
@click.option("-o", "--output", "target", metavar="TARGET", help="A file or folder; - prints.")
@click.option("--force", is_flag=True, help="Writes over what is there.")
@click.option("--dry-run", is_flag=True, help="Counts what would go out, and writes nothing.")
@click.option(
    "--stratify",
    "assignment",
    metavar="FILE",
    help="Divide so that every split has its share of each label, and write down how.",
)
@options
@as_json
def command(
    format_name: str,
    target: str | None,
    *,
    force: bool,
    dry_run: bool,
    assignment: str | None,
    as_json: bool,
    **said: Any,  # noqa: ANN401 - as click has it
) -> None:
    """Write the labels as a dataset: one row for each label.

    FORMAT is one that `annotator formats` lists, with what each cannot hold. By default a row is
    a sentence with its gold label; `annotator export --labels all` gives what every annotator
    says. Where only one person annotates, that person's labels are gold. A file gets its name
    when it is whole, and a manifest beside it says how it was made.

    Confidential sources stay here, and so do notes and evidence that hold the name of one; the
    text of the article is as it is, whomever it names.
    """
    writer = writer_named(format_name)
    if target is None and not dry_run:
        raise click.UsageError("Missing option '-o' / '--output'.")
    store = open_project(given())
    if writer.is_folder and target == _STDOUT:
        raise RefusedError(f"{writer.name} is a folder of files. Name one; it is made.")
    place = (
        None
        if dry_run or target == _STDOUT
        else place_for(store, writer, Path(target or ""), force=force)
    )
    if writer.takes == "documents":
        _check_whole()
    wanted = _asked(store, writer, said)
    with Progress(2 * len(store.article_ids())) as progress, _every_damaged_file_named():
        export = prepared(store, writer, wanted, _typed(), progress.at)
        if assignment is not None:
            export = export._replace(is_stratified=True)
            before = read_assignment(Path(assignment), export.ready.splits)
            chosen = stratify(export.ready, before)
            if chosen and not dry_run:
                write_assignment(Path(assignment), export.ready.splits, chosen)
        if dry_run:
            about = export.counted()
        elif place is None:
            write, about = export.begin()
            write(OneFile(data_stream(), _STDOUT))
        else:
            about = export.write(place)
    if dry_run and not as_json:
        print_census(about)
    if as_json and (dry_run or target != _STDOUT):
        json_value(counts(about))
    say_rows(export.ready, about, dry=dry_run)


def _asked(store: FileStore, writer: Writer, said: dict[str, Any]) -> Asked:
    """What was asked for with the options."""
    options = Options(**{field.name: said[field.name] for field in fields(Options)})
    articles = tuple(article_named(store, name) for name in options.articles)
    blind = store.project().document.settings.blind
    reader = annotator_name(given(), personal_files(store.root).settings()) if blind else ""
    return asked(store, writer, replace(options, articles=articles), reader)


def _check_whole() -> None:
    """Refuses options that whole documents do not take.

    Raises:
        RefusedError: one of them was said.
    """
    context = click.get_current_context()
    for option in context.command.params:
        name = option.name or ""
        said = context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        if said and name in {*ABOUT_LABELS, "assignment"}:
            raise RefusedError(
                f"native takes whole articles with everything that is said of them, so "
                f"{option.opts[0]} means nothing there. Leave it out, or choose another format."
            )


def _typed() -> str:
    """What was typed that decides what is in a dataset: where it goes, or was, is left out."""
    context = click.get_current_context()
    typed = ["export", context.params["format_name"]]
    for option in context.command.params:
        name = option.name or ""
        said = context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        is_own = isinstance(option, click.Option) and option.expose_value
        if not is_own or not said or name in _NOT_IN_COMMAND:
            continue
        value = context.params.get(name)
        if isinstance(value, bool):
            typed.append(option.opts[0] if value else (*option.secondary_opts, "")[0])
        else:
            for one in value if isinstance(value, tuple) else [value]:
                typed += [option.opts[0], str(one)]
    return shlex.join(["annotator", *typed])


@contextlib.contextmanager
def _every_damaged_file_named() -> Iterator[None]:
    try:
        yield
    except NotWholeError as error:
        for damaged in error.errors:
            say(str(damaged))
        raise
