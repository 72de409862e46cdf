"""`annotator status`."""

from __future__ import annotations

import click

from annotator.cli.failures import ExitCode
from annotator.cli.options import Command, as_json, given
from annotator.cli.output import columns, json_value, line, say
from annotator.cli.places import open_project
from annotator.cli.reader import reader
from annotator.flows.listing import StatusRow, status_rows
from annotator.stores.files import FileStore

_HEADS = (
    "article",
    "annotator",
    "sentences",
    "unseen",
    "tagged",
    "no tag",
    "skipped",
    "unsure",
    "look again",
    "handed in",
    "updated",
)
_FIGURES = range(2, 9)
_SPARE = (10, 8, 7, 6, 5, 9, 4)
"""Columns that a narrow terminal does without, the first to go first."""


@click.command("status", cls=Command)
@click.option(
    "--suggestions",
    is_flag=True,
    help="How often everybody took suggestions, and how taken and typed marks agree with gold.",
)
@click.option(
    "--team",
    "of_team",
    is_flag=True,
    help="Who has how much left, how long a decision takes them, and which tags they give.",
)
@as_json
def command(*, suggestions: bool, of_team: bool, as_json: bool) -> ExitCode:
    """Show how far everybody is with every article.

    Counts are of headlines and plain sentences; times are UTC. An article that nobody has
    begun, and that is assigned to nobody, has no annotator. In a blind project you see your own
    figures only, until you have handed the article in. A file that cannot be read is told of, and
    the rest is counted; the exit code is 3 then.
    """
    if suggestions and of_team:
        raise click.UsageError("Say one of --suggestions and --team, not both.")
    store = open_project(given())
    if of_team:
        return _print_team(store, as_json=as_json)
    if suggestions:
        _print_acceptance(store, as_json=as_json)
        return ExitCode.DONE
    return print_status(store, as_json=as_json)


def _print_acceptance(store: FileStore, *, as_json: bool) -> None:
    from annotator.domain.review.acceptance import in_words  # noqa: PLC0415 - the table does without
    from annotator.flows.suggestions.acceptance import acceptance  # noqa: PLC0415 - as above

    found = acceptance(store, reader(store))
    if as_json:
        json_value(found)
        return
    for one in found:
        line(" ".join(in_words(one)))
    if not found:
        say("Nobody was shown a suggestion yet.")


def _print_team(store: FileStore, *, as_json: bool) -> ExitCode:
    from annotator.cli.figures import print_pieces  # noqa: PLC0415 - the table does without
    from annotator.flows.team.figures import team  # noqa: PLC0415 - as above
    from annotator.flows.team.in_words import notes_of, team_in_pieces  # noqa: PLC0415 - as above

    found = team(store, reader(store))
    if as_json:
        json_value(found.members)
    else:
        print_pieces(team_in_pieces(found, store.project().document.tags))
    for note in notes_of(found):
        say(note)
    return ExitCode.DATA if found.problems else ExitCode.DONE


def print_status(store: FileStore, *, as_json: bool) -> ExitCode:
    """Prints the rows, or says how to begin where there are none; then what cannot be read."""
    overview = store.overview()
    rows = status_rows(overview, store.project().document, reader(store))
    if as_json:
        json_value(rows)
    elif rows:
        columns([_HEADS, *map(_cells, rows)], right=_FIGURES, spare=_SPARE)
    elif not overview:
        say("There are no articles yet. `annotator add FILE…` brings some in.")
    problems = [problem for row in overview for problem in row.problems]
    for problem in problems:
        say(problem)
    return ExitCode.DATA if problems else ExitCode.DONE


def _cells(row: StatusRow) -> tuple[str, ...]:
    counts = (
        row.sentences,
        row.unseen,
        row.tagged,
        row.no_tag,
        row.skipped,
        row.unsure,
        row.look_again,
    )
    times = (_minute(row.handed_in), _minute(row.updated))
    return (row.article, row.annotator or "–", *map(str, counts), *times)


def _minute(at: str | None) -> str:
    return at[:16].replace("T", " ") if at else "–"
