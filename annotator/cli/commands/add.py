"""`annotator add`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from annotator.cli.articles import way_back
from annotator.cli.failures import ExitCode
from annotator.cli.options import Command, as_json, given
from annotator.cli.output import columns, json_value, say
from annotator.cli.places import open_project
from annotator.cli.prose import counted
from annotator.cli.sources import (
    STDIN,
    files_in,
    is_folder,
    read_source,
    tells_of_folder,
    usual_patterns,
)
from annotator.errors import AnnotatorError, DataError, NothingAddedError, ReadError, SaveError
from annotator.flows.ingest import Intake
from annotator.flows.session import utc_now
from annotator.text.visible import visible


@dataclass(frozen=True, slots=True)
class Came:
    """What became of one source; without an article it failed, and `error` says why.

    The fields of `add --json`.
    """

    source: str
    article: str | None
    added: bool
    aside: bool
    """Whether the same content was there and was set aside; then it still is."""
    title: str | None
    sentences: int | None
    notices: tuple[str, ...]
    error: str | None


@click.command("add", cls=Command)
@click.argument("sources", metavar="SOURCE…", nargs=-1, required=True)
@click.option(
    "--pattern",
    "patterns",
    metavar="GLOB",
    multiple=True,
    help="Which files of a folder are taken, such as '*.txt'; may be said more than once.",
)
@as_json
def command(sources: tuple[str, ...], patterns: tuple[str, ...], *, as_json: bool) -> ExitCode:
    """Bring in articles: text files, folders, - for standard input.

    The same content twice is one article. A source that cannot be read is reported and does not
    stop the others: the exit code is 1 then, and 3 where none was good. What cannot be saved
    stops it: what was added before is said, and the exit code is 4.
    """
    if not all(sources):
        raise click.UsageError("A SOURCE is empty. Say `.` for the folder that you are in.")
    if sources.count(STDIN) > 1:
        raise click.UsageError("Standard input can be read once: say - once.")
    intake = Intake(open_project(given()))
    came: list[Came] = []
    failures: list[AnnotatorError] = []
    stopped: SaveError | None = None
    for source, found in _each(sources, patterns):
        try:
            if isinstance(found, AnnotatorError):
                raise found
            came.append(_added(intake, found))
        except (DataError, ReadError) as error:
            failures.append(error)
            came.append(_failed(source, error))
        except SaveError as error:
            stopped = error
            came.append(_failed(source, error))
            break
    if as_json:
        json_value([asdict(row) for row in came])
    else:
        _tell(came)
    if stopped is not None:
        _tell_where_it_stopped(came, failures)
        raise stopped
    return _verdict(came, failures)


def _each(
    sources: tuple[str, ...], patterns: tuple[str, ...]
) -> Iterator[tuple[str, str | AnnotatorError]]:
    """Each source with the file that it is; folders as the files they hold.

    What tells of a folder is no article in it, unless it is asked for by a pattern.
    """
    wanted = patterns or usual_patterns()
    for source in sources:
        if source == STDIN or not is_folder(source):
            yield source, source
            continue
        found = list(files_in(Path(source), wanted))
        about = [] if patterns else [name for name, _ in found if tells_of_folder(name)]
        if about:
            say(f"Left out: {', '.join(about)}. A file that is named itself is added.")
        yield from ((name, error or name) for name, error in found if name not in about)
        if len(found) == len(about):
            why = f"no {'other ' if about else ''}file in it is called {' or '.join(wanted)}"
            yield source, NothingAddedError(source, why)


def _added(intake: Intake, source: str) -> Came:
    name = "standard input" if source == STDIN else source
    added = intake.add(read_source(source), name, utc_now())
    return Came(
        visible(source),
        added.article,
        added.is_new,
        added.is_aside,
        added.title,
        added.sentences,
        added.notices,
        None,
    )


def _failed(source: str, error: AnnotatorError) -> Came:
    return Came(
        visible(source),
        article=None,
        added=False,
        aside=False,
        title=None,
        sentences=None,
        notices=(),
        error=visible(str(error)),
    )


def _tell(came: list[Came]) -> None:
    good = [row for row in came if row.article]
    if good:
        columns(
            [
                (
                    str(row.article),
                    _what_became(row),
                    str(row.title),
                )
                for row in good
            ]
        )
    for row in good:
        if row.aside:
            say(f"{row.source}: {way_back(str(row.article))}.")
        for notice in row.notices:
            say(f"{row.source}: {notice}")
    if len(came) > 1:
        _tell_total(came)


def _tell_total(came: list[Came]) -> None:
    added, failed = sum(row.added for row in came), sum(row.error is not None for row in came)
    there = len(came) - added - failed
    said = [f"{counted(added, 'article')} added"]
    said += [f"{there} {'was' if there == 1 else 'were'} there already"] if there else []
    say(f"{', '.join(said)}.")


def _what_became(row: Came) -> str:
    if row.added:
        return counted(row.sentences or 0, "sentence")
    return "set aside" if row.aside else "was there already"


def _tell_where_it_stopped(came: list[Came], failures: list[AnnotatorError]) -> None:
    for failure in failures:
        say(str(failure))
    added = sum(row.added for row in came)
    what = "1 article was" if added == 1 else f"{added} articles were"
    say(f"{what} added; at {came[-1].source} it stopped. Adding the same again goes on there.")


def _verdict(came: list[Came], failures: list[AnnotatorError]) -> ExitCode:
    """Says what failed and gives the exit code.

    Raises:
        AnnotatorError: nothing was good.
    """
    if not failures:
        return ExitCode.DONE
    if len(came) == len(failures) == 1:
        raise failures[0]
    for failure in failures:
        say(str(failure))
    if len(failures) < len(came):
        say(f"{len(failures)} of {len(came)} sources could not be added.")
        return ExitCode.FINDINGS
    if all(isinstance(failure, ReadError) for failure in failures):
        return ExitCode.STORAGE
    return ExitCode.DATA
