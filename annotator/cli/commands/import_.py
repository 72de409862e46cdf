"""`annotator import`."""

from __future__ import annotations

from collections.abc import Mapping

import click

from annotator.cli.failures import ExitCode
from annotator.cli.identity import annotator_name
from annotator.cli.imported import as_value, tell, tell_stop, verdict
from annotator.cli.label_source import LabelSource, label_source
from annotator.cli.options import Command, as_json, given
from annotator.cli.output import json_value
from annotator.cli.parts import personal_files
from annotator.cli.places import open_project
from annotator.cli.progress import Progress
from annotator.domain.agreement.independence import NO_TAG
from annotator.domain.datasets.label_map import label_map
from annotator.domain.names import clean_name
from annotator.domain.project import Project
from annotator.errors import (
    DataError,
    EmptySourceError,
    OtherFormatError,
    RefusedError,
    StorageError,
)
from annotator.flows.datasets.import_report import Imported
from annotator.flows.datasets.imported_marks import Import
from annotator.flows.datasets.importing import Asked, Importing
from annotator.flows.datasets.importing_native import ImportingNative
from annotator.flows.session import new_session, utc_now
from annotator.flows.team.people import check_newcomer
from annotator.formats.datasets.beginnings import check_beginning
from annotator.formats.datasets.ingoing import LabelReader, format_of, label_reader_named
from annotator.formats.datasets.lines import head_of
from annotator.stores.files import FileStore

_EVERY = 100
"""Items after which the progress is told."""


@click.command("import", cls=Command)
@click.argument("format_name", metavar="FORMAT")
@click.argument("source", metavar="SOURCE")
@click.option(
    "--annotator",
    "annotators",
    metavar="[THEIRS=]NAME",
    multiple=True,
    help="Whose labels they are where SOURCE does not say; or who somebody of SOURCE is here.",
)
@click.option(
    "--map",
    "labels",
    metavar="THEIRS=OURS",
    multiple=True,
    help="What a label is here: a tag, no-tag, or nothing to leave it out. May be said repeatedly.",
)
@click.option("--dry-run", "dry", is_flag=True, help="Write nothing; show what would come in.")
@as_json
def command(
    format_name: str,
    source: str,
    *,
    annotators: tuple[str, ...],
    labels: tuple[str, ...],
    dry: bool,
    as_json: bool,
) -> ExitCode:
    """Bring in labels that others made, as marks of theirs.

    FORMAT is one that `annotator formats` says is read; SOURCE is a file, a folder, a zip archive,
    or - for standard input. The words are found by the digest of their article and their place in
    it, by the sentence's id, or by the words themselves, also where sentences were cut elsewhere.

    Nothing is overwritten. Where an annotator has said something else here, what comes in stands
    beside it under a name of its own, such as 'ana (jsonl)', until a review settles it. What
    cannot come in is told and stops nothing: the exit code is 1 then, and 3 where nothing was
    good. The same import again changes nothing.
    """
    reader = label_reader_named(format_name)
    store = open_project(given())
    project = store.project().document
    asked = _asked(project, annotators, labels)
    with label_source(source) as found:
        _check_format(reader, found)
        on = Import(
            store,
            project,
            reader.name,
            found.name,
            new_session("").id,
            utc_now(),
            Imported(),
            dry=dry,
        )
        kind = ImportingNative if reader.gives == "documents" else Importing
        importing = kind(on, asked, _own_name(store), utc_now)
        stopped = _read(reader, found, importing)
    done = importing.report
    if as_json:
        json_value(as_value(done, source=source, format_name=reader.name, dry=dry))
    else:
        tell(done, project, dry=dry)
    if stopped is not None:
        tell_stop(done)
        raise stopped
    return verdict(done, source)


def _read(
    reader: LabelReader, source: LabelSource, importing: Importing | ImportingNative
) -> StorageError | KeyboardInterrupt | None:
    """Takes in everything; gives what broke it off, where something did."""
    source.begin()
    with Progress(source.total) as progress:
        try:
            for number, item in enumerate(reader.read(source)):
                importing.take(item)
                if number % _EVERY == 0:
                    progress.at(source.read(), f"{source.name}, {number:,} read")
        except DataError as error:
            importing.take(error)
        except (StorageError, KeyboardInterrupt) as stopped:
            return stopped
        try:
            importing.finish()
        except (StorageError, KeyboardInterrupt) as stopped:
            return stopped
    return None


def _asked(project: Project, annotators: tuple[str, ...], labels: tuple[str, ...]) -> Asked:
    """What was said with options.

    Raises:
        UsageError: an option is not written as it must be, or names nobody and nothing.
    """
    pairs: dict[str, str] = {}
    for said in labels:
        label, between, tag = said.rpartition("=")
        if not between or not label:
            raise click.UsageError(f"--map {said!r} says no pair. Say `--map THEIRS=OURS`.")
        if label == NO_TAG:
            raise click.UsageError("no-tag is no label that could be called something else.")
        _say_once("--map", label, pairs)
        pairs[label] = tag
    people: dict[str, str] = {}
    default = None
    for said in annotators:
        their, between, name = said.rpartition("=")
        name = clean_name(name)
        check_newcomer(project, name, new=given().new)
        if between:
            _say_once("--annotator", their, people)
            people[their] = name
        elif default is not None:
            raise click.UsageError("--annotator NAME was said twice. Whose labels are they?")
        else:
            default = name
    return Asked(label_map(project, list(pairs.items())), people, default)


def _say_once(option: str, theirs: str, said: Mapping[str, str]) -> None:
    """Refuses a second meaning of what somebody else calls theirs.

    Raises:
        UsageError: it has one already.
    """
    if theirs in said:
        raise click.UsageError(f"{option} says twice what {theirs!r} is. Say it once.")


def _check_format(reader: LabelReader, source: LabelSource) -> None:
    """Refuses a source that is of another format, or holds no text.

    Raises:
        EmptySourceError: there is nothing in it.
        NoLabelsError: it is an archive, a document of an office, or the like.
        OtherFormatError: so it looks.
    """
    if not (source.total or head_of(source)):
        raise EmptySourceError(source.name)
    if not reader.recognises(source):
        check_beginning(source)
        other = format_of(source)
        if other is not None:
            raise OtherFormatError(source.name, reader.name, other.name)


def _own_name(store: FileStore) -> str:
    """Who imports, for the history of articles that come along; empty where nobody knows."""
    try:
        return annotator_name(given(), personal_files(store.root).settings())
    except RefusedError:
        return ""
