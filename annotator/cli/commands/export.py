"""`annotator export`."""

from __future__ import annotations

import contextlib
import shlex
from collections.abc import Callable, Iterator
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from annotator import __version__
from annotator.cli.assignment import read_assignment, write_assignment
from annotator.cli.census import print_census, say_rows
from annotator.cli.identity import annotator_name
from annotator.cli.options import Command, as_json, given
from annotator.cli.output import data_stream, json_value, say
from annotator.cli.parts import personal_files
from annotator.cli.places import belongs_to_project, open_project
from annotator.cli.progress import Progress
from annotator.cli.selecting import Said, options, policy, selection, splits
from annotator.codec import from_json
from annotator.durable import new_file, new_folder, read_file, replace_file
from annotator.errors import NotWholeError, RefusedError
from annotator.flows.publish import Asked, Publication, begun, publication, stratify
from annotator.formats.datasets.about import About, Folder, OneFile, Target
from annotator.formats.datasets.manifest import BESIDE, FOLDER_NAME, SCHEMA, counts, manifest
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
        None if dry_run or target == _STDOUT else _checked(target, store.root, writer, force=force)
    )
    asked = _asked(store, writer, Said(**{field.name: said[field.name] for field in fields(Said)}))
    if writer.takes == "documents":
        _check_whole(asked)
    with Progress(2 * len(store.article_ids())) as progress, _every_damaged_file_named():
        ready = publication(store, asked, progress.at)
        ready.told = lambda number, name: progress.at(len(ready.groups) + number, name)
        if assignment is not None:
            before = read_assignment(Path(assignment), ready.splits)
            chosen = stratify(ready, before)
            if chosen and not dry_run:
                write_assignment(Path(assignment), ready.splits, chosen)
        if dry_run:
            ready.counted()
        else:
            about = _write(ready, writer, target or "", place, stratified=assignment is not None)
    if dry_run:
        _print(ready, as_json=as_json)
        return
    if as_json and target != _STDOUT:
        json_value(counts(about))
    say_rows(ready, about)


_ABOUT_LABELS = (
    "labels",
    "gold",
    "allow_single",
    "include",
    "kinds",
    "tags",
    "without_no_tag",
    "context",
    "splits",
    "seed",
    "assignment",
    "times",
    "no_text",
)
"""Options that mean nothing where whole documents go out."""


def _check_whole(asked: Asked) -> None:
    """Refuses options that whole documents do not take.

    Raises:
        RefusedError: one of them was said.
    """
    context = click.get_current_context()
    for option in context.command.params:
        name = option.name or ""
        said = context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        if said and name in _ABOUT_LABELS:
            raise RefusedError(
                f"native takes whole articles with everything that is said of them, so "
                f"{option.opts[0]} means nothing there. Leave it out, or choose another format."
            )
    if asked.policy.names.naming == "none":
        raise RefusedError("native says whose each document is: take `--annotators pseudonyms`.")


def _asked(store: FileStore, writer: Writer, said: Said) -> Asked:
    project = store.project().document
    reader = None
    if project.settings.blind:
        reader = annotator_name(given(), personal_files(store.root).settings())
    return Asked(
        selection(said, writer, store, project), policy(said, writer, store), splits(said), reader
    )


def _print(ready: Publication, *, as_json: bool) -> None:
    about = _about(ready, stratified=ready.chosen is not None)
    if as_json:
        json_value(counts(about))
    else:
        print_census(about)
    say_rows(ready, about, dry=True)


def _write(
    ready: Publication, writer: Writer, target: str, place: Path | None, *, stratified: bool
) -> About:
    """Writes the dataset with its manifest; only what is whole gets its name."""
    write, about = _writing(ready, writer, stratified=stratified)
    to: Target
    if place is None:
        write(OneFile(data_stream(), target))
    elif writer.is_folder:
        with new_folder(place) as folder:
            to = Folder(folder)
            write(to)
            (folder / FOLDER_NAME).write_bytes(manifest(about, writer.name, to.files))
    else:
        with new_file(place) as file:
            to = OneFile(file, place.name)
            write(to)
            replace_file(_beside(place), manifest(about, writer.name, to.files))
    return about


def _writing(
    ready: Publication, writer: Writer, *, stratified: bool
) -> tuple[Callable[[Target], None], About]:
    """What writes the dataset to a target, and what it is about.

    Raises:
        EmptySelectionError: there is nothing to write.
    """
    found = ready.whole() if writer.takes == "rows" else begun(ready.documents())
    about = _about(ready, stratified=stratified)
    return partial(writer.write, found, about), about


def _beside(place: Path) -> Path:
    """Where the manifest of a dataset lies that is a single file."""
    return place.with_name(f"{place.name}{BESIDE}")


def _about(ready: Publication, *, stratified: bool) -> About:
    return About(
        ready.project,
        ready.wanted.selection,
        ready.wanted.policy,
        ready.splits,
        is_stratified=stratified,
        guidelines=ready.store.guidelines(),
        agreement=ready.agreement,
        text_of=ready.text_of,
        census=ready.census,
        withheld=ready.withheld,
        command=shlex.join(["annotator", *_typed()]),
        version=__version__,
    )


def _typed() -> list[str]:
    """What was typed that decides what is in a dataset: where it goes, or was, is left out."""
    context = click.get_current_context()
    typed = ["export", context.params["format_name"]]
    for option in context.command.params:
        name = option.name or ""
        said = context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        if not isinstance(option, click.Option) or not said or name in _NOT_IN_COMMAND:
            continue
        value = context.params.get(name)
        if isinstance(value, bool):
            typed.append(option.opts[0] if value else (*option.secondary_opts, "")[0])
        else:
            for one in value if isinstance(value, tuple) else [value]:
                typed += [option.opts[0], str(one)]
    return typed


@contextlib.contextmanager
def _every_damaged_file_named() -> Iterator[None]:
    try:
        yield
    except NotWholeError as error:
        for damaged in error.errors:
            say(str(damaged))
        raise


def _checked(said: str | None, root: Path, writer: Writer, *, force: bool) -> Path:
    """The file or folder to write, if it may be written.

    Raises:
        RefusedError: there is one and nobody said --force, it is something else, or its place is
            one of a project's own.
    """
    target = Path(said or "")
    if belongs_to_project(target.resolve(), root):
        raise RefusedError(
            f"{target} is where a project keeps its own files. Name a file outside of it, or in "
            "a folder of its own."
        )
    if not target.parent.is_dir():
        raise RefusedError(f"{target.parent} is no folder. Make it first, or name another.")
    if writer.is_folder:
        _check_folder(target, root)
    elif target.is_dir():
        raise RefusedError(f"{target} is a folder. Name a file in it.")
    elif target.exists() and not target.is_file():
        raise RefusedError(f"{target} is no file. `-o -` writes to standard output.")
    for there in [target] if writer.is_folder else [target, _beside(target)]:
        if there.exists() and not force:
            raise RefusedError(f"{there} is there already. `--force` writes over it.")
    return target.resolve()


def _is_export(folder: Path) -> bool:
    """Whether a folder is an earlier export, which may be put away for a new one."""
    with contextlib.suppress(OSError, ValueError):
        found = from_json(read_file(folder / FOLDER_NAME))
        return isinstance(found, dict) and found.get("schema") == SCHEMA
    return False


def _check_folder(target: Path, root: Path) -> None:
    """Refuses a place for a folder where something else than an earlier export stands."""
    if target.exists() and not target.is_dir():
        raise RefusedError(f"{target} is no folder. Name one; it is made.")
    if target.is_dir() and any(target.iterdir()) and not _is_export(target):
        raise RefusedError(
            f"{target} holds something else than an earlier export. Name a folder that is not "
            "there yet."
        )
    if root.resolve().is_relative_to(target.resolve()):
        raise RefusedError(f"{target} holds the project itself. Name another folder.")
