"""`annotator add`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

import click

from annotator.cli.added import Came, as_row, tell, tell_failures
from annotator.cli.failures import ExitCode
from annotator.cli.identity import annotator_name
from annotator.cli.inputs import (
    STDIN,
    files_in,
    is_address,
    is_folder,
    read_source,
    tells_of_folder,
    usual_patterns,
)
from annotator.cli.options import Command, as_json, given
from annotator.cli.output import json_value, say
from annotator.cli.parts import personal_files
from annotator.cli.places import open_project
from annotator.cli.progress import Progress
from annotator.errors import (
    AnnotatorError,
    DataError,
    NothingAddedError,
    RefusedError,
    SaveError,
    StorageError,
)
from annotator.flows.articles.editing import check_language
from annotator.flows.articles.ingest import Added, Intake
from annotator.flows.desk import find_article
from annotator.flows.session import utc_now
from annotator.formats.articles import Incoming, Reading, read_articles
from annotator.stores.files import FileStore

_LINE = re.compile(r"line ([\d,]+)\Z")


class Plan(NamedTuple):
    """What is done with each article."""

    intake: Intake
    how: Reading
    into: str | None
    """The article that is to get a new revision."""
    dry: bool


@click.command("add", cls=Command)
@click.argument("sources", metavar="SOURCE…", nargs=-1, required=True)
@click.option(
    "--pattern",
    "patterns",
    metavar="GLOB",
    multiple=True,
    help="Which files of a folder are taken, such as '*.txt'; may be said more than once.",
)
@click.option(
    "--text-field",
    metavar="NAME",
    help="The column or key that holds the text, in CSV and JSON; a path in JSON is a.b.",
)
@click.option("--id-field", metavar="NAME", help="The column or key that becomes the article's id.")
@click.option("--language", metavar="TAG", help="The language of every article, such as en.")
@click.option(
    "--to",
    "into",
    metavar="ARTICLE",
    help="SOURCE is the new text of this article, whatever it is.",
)
@click.option("--dry-run", "dry", is_flag=True, help="Write nothing; show what would be done.")
@as_json
def command(
    sources: tuple[str, ...],
    patterns: tuple[str, ...],
    into: str | None,
    *,
    dry: bool,
    as_json: bool,
    **fields: str | None,
) -> ExitCode:
    """Bring in articles: files, folders, web addresses, - for standard input.

    Read are plain text, Markdown, HTML, PDF, DOCX, RSS and Atom, ninjs, JSON Lines and CSV.

    The same content twice is one article; the same address with another text is a new revision
    of its article, which keeps the tags. A source that cannot be read is reported and does not
    stop the others: the exit code is 1 then, 3 where none was good, and 4 where only the network
    or the disk failed. What cannot be saved stops it: what was added before is said.
    """
    _check(sources, fields, into=into)
    store = open_project(given())
    article = find_article(store, into) if into is not None else None
    plan = Plan(Intake(store, _own_name(store)), Reading(**fields), article, dry)
    found = list(_each(sources, patterns))
    came: list[Came] = []
    stopped: SaveError | KeyboardInterrupt | None = None
    with Progress(len(found)) as progress:
        try:
            for number, (source, error) in enumerate(found):
                progress.at(number, source)
                if error:
                    came.append(Came(source, "", error=error))
                    continue
                for share, row in _brought(plan, source):
                    came.append(row)
                    progress.at(number + share, row.name)
        except SaveError as error:
            stopped = error
            came.append(Came(found[number][0], "", error=error))
        except KeyboardInterrupt as interrupt:
            if not came:
                raise
            stopped = interrupt
    if as_json:
        json_value([as_row(row, with_changes=dry) for row in came])
    else:
        tell(came, dry=dry)
    if stopped is not None:
        _tell_where_it_stopped(came, found[number][0])
        raise stopped
    return _verdict(came)


def _check(sources: tuple[str, ...], fields: dict[str, str | None], *, into: str | None) -> None:
    """Refuses what makes no sense on the line.

    Raises:
        UsageError: a source or an option.
        BadSettingError: the language is none.
    """
    if not all(sources):
        raise click.UsageError("A SOURCE is empty. Say `.` for the folder that you are in.")
    if sources.count(STDIN) > 1:
        raise click.UsageError("Standard input can be read once: say - once.")
    if into is not None and (len(sources) > 1 or is_folder(sources[0])):
        raise click.UsageError("--to takes one SOURCE, which is the new text of the article.")
    check_language(fields.get("language"))


def _own_name(store: FileStore) -> str:
    """Who adds, for the articles' history; empty where nobody knows."""
    try:
        return annotator_name(given(), personal_files(store.root).settings())
    except RefusedError:
        return ""


def _each(
    sources: tuple[str, ...], patterns: tuple[str, ...]
) -> Iterator[tuple[str, AnnotatorError | None]]:
    """Each source, with why it cannot be taken; folders as the files they hold.

    What tells of a folder is no article in it, unless it is asked for by a pattern.
    """
    wanted = patterns or usual_patterns()
    for source in sources:
        if source == STDIN or is_address(source) or not is_folder(source):
            yield source, None
            continue
        found = list(files_in(Path(source), wanted))
        about = [] if patterns else [name for name, _ in found if tells_of_folder(name)]
        if about:
            say(f"Left out: {', '.join(about)}. A file that is named itself is added.")
        yield from ((name, error) for name, error in found if name not in about)
        if len(found) == len(about):
            why = f"no {'other ' if about else ''}file in it is called {' or '.join(wanted)}"
            yield source, NothingAddedError(source, why)


def _brought(plan: Plan, source: str) -> Iterator[tuple[float, Came]]:
    """What becomes of each article of a source, with how far the source is done by then.

    What is no article is told in its place.

    Raises:
        SaveError: an article could not be written.
    """
    try:
        data, name, how = read_source(source, plan.how)
        lines = data.count(b"\n") + 1
        share = -1.0
        for found in _articles(data, name, how, single=plan.into is not None):
            if isinstance(found, DataError):
                row = Came(source, getattr(found, "part", ""), error=found)
            else:
                row = _came(plan, source, found)
            share = _within(row.part, lines)
            yield share, row
        if share < 0:
            raise NothingAddedError(name, "there is no article in it")
    except SaveError:
        raise
    except AnnotatorError as error:
        yield 1.0, Came(source, "", error=error)


def _articles(
    data: bytes, name: str, how: Reading, *, single: bool
) -> Iterator[Incoming | DataError]:
    """The articles of a source.

    Raises:
        RefusedError: it holds several, and only one can be the new text of an article.
    """
    found = read_articles(data, name, how)
    if not single:
        yield from found
        return
    first = list(zip(range(2), found, strict=False))
    if len(first) > 1:
        raise RefusedError(f"{name} holds several articles: --to takes one.")
    yield from (article for _, article in first)


def _came(plan: Plan, source: str, incoming: Incoming) -> Came:
    """What becomes of one article; a conflict over it stops no other.

    Raises:
        SaveError: it could not be written.
    """
    take = partial(plan.intake.take, into=plan.into, dry=plan.dry)
    try:
        added: Added = take(incoming, utc_now())
    except SaveError:
        raise
    except AnnotatorError as error:
        return Came(source, incoming.part, error=error)
    if not plan.dry:  # what is shown of it is told by now, and a corpus holds many
        added = replace(added, before=None, after=None)
    elif added.outcome != "revised":
        added = replace(added, after=None)
    return Came(source, incoming.part, added)


def _within(part: str, lines: int) -> float:
    """How far a source is done when this piece of it is: by the line, where there are lines."""
    line = _LINE.match(part)
    return int(line.group(1).replace(",", "")) / lines if line else 0.0


def _tell_where_it_stopped(came: list[Came], source: str) -> None:
    """Says what is done and what is not; what could not be saved is told by the error itself."""
    tell_failures([row for row in came if not isinstance(row.error, SaveError)])
    done = sum(row.added is not None and row.added.outcome in {"new", "revised"} for row in came)
    what = "1 article was" if done == 1 else f"{done} articles were"
    say(f"{what} added; at {source} it stopped. Adding the same again goes on there.")


def _verdict(came: list[Came]) -> ExitCode:
    """Says what failed and gives the exit code.

    Raises:
        AnnotatorError: nothing was good, and there was one thing only.
    """
    failures = [row.error for row in came if row.error]
    if not failures:
        return ExitCode.DONE
    if len(came) == len(failures) == 1:
        raise failures[0]
    tell_failures(came)
    if len(failures) < len(came):
        things = "articles" if any(row.part for row in came) else "sources"
        say(f"{len(failures):,} of {len(came):,} {things} could not be added.")
        return ExitCode.FINDINGS
    if all(isinstance(failure, StorageError) for failure in failures):
        return ExitCode.STORAGE
    return ExitCode.DATA
