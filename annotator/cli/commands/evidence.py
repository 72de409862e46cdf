"""`annotator evidence`."""

from __future__ import annotations

from collections.abc import Sequence

import click

from annotator.cli.articles import article_named
from annotator.cli.failures import ExitCode
from annotator.cli.ledgers import articles_argument
from annotator.cli.options import Command, as_json, common_options, given
from annotator.cli.output import columns, json_value, say
from annotator.cli.parts import desk
from annotator.cli.progress import Progress
from annotator.cli.prose import counted
from annotator.errors import ConflictError
from annotator.flows.desk import Desk
from annotator.flows.sourcing.links import (
    Asking,
    Link,
    LinkRow,
    Looked,
    links,
    looked_at,
    note,
    row_of,
)

_DEADLINE = 10.0
"""Seconds for HEAD, and as many for GET."""


@click.group("evidence", params=common_options())
def command() -> None:
    """Look after the evidence that is attached to sentences."""


@command.command("check", cls=Command)
@articles_argument
@click.option(
    "--older",
    type=click.IntRange(min=0),
    metavar="DAYS",
    help="Only what was last looked at more days ago than this, or never.",
)
@click.option(
    "--everybody", is_flag=True, help="Look at others' links too; only your own are noted."
)
@as_json
def check(
    articles: tuple[str, ...], *, older: int | None, everybody: bool, as_json: bool
) -> ExitCode:
    """Look whether the links of your evidence still lead where they led.

    Each is asked for with HEAD, then GET: http and https only, no cookies, ten seconds each, one
    thing at a time of each host. Whether it is alive, gone, redirected, retitled or unreachable
    is noted in your own marks with the date, as one action for each article. The exit code is 1
    where a link is anything but alive.
    """
    own = desk(given())
    problems: list[str] = []
    chosen = list(dict.fromkeys(article_named(own.store, name) for name in articles))
    found = links(
        own, chosen or own.store.article_ids(), problems, everybody=everybody, older=older
    )
    looked: dict[str, Looked] = {}
    try:
        _look(found, looked)
    finally:  # also where somebody has had enough: what was found is found
        _note(own, found, looked)
    rows = [row_of(link, looked[link.url]) for link in found]
    for problem in problems:
        say(problem)
    if as_json:
        json_value(rows)
    else:
        _print(rows, several=everybody)
    if problems:
        return ExitCode.DATA
    return ExitCode.FINDINGS if any(row.state != "alive" for row in rows) else ExitCode.DONE


def _look(found: Sequence[Link], looked: dict[str, Looked]) -> None:
    from annotator.formats.articles.page_title import page_title  # noqa: PLC0415 - only this needs them
    from annotator.web import look  # noqa: PLC0415 - as above

    asking = Asking(lambda url: look(url, deadline=_DEADLINE), page_title)
    urls = dict.fromkeys(link.url for link in found)
    with Progress(len(urls)) as progress:
        for url, one in looked_at(urls, asking):
            looked[url] = one
            progress.at(len(looked), url)


def _note(own: Desk, found: Sequence[Link], looked: dict[str, Looked]) -> None:
    """Notes what was found in every article, and only then says where somebody was faster.

    Raises:
        ConflictError: somebody changed a sentence of an article at the same time.
    """
    failed: ConflictError | None = None
    mine = (link.article for link in found if link.annotator == own.annotator)
    for article in dict.fromkeys(mine):
        try:
            note(own, article, looked)
        except ConflictError as error:
            failed = error
    if failed is not None:
        raise failed


def _print(rows: Sequence[LinkRow], *, several: bool) -> None:
    if not rows:
        say("No evidence has a link that is to be looked at.")
        return
    table = [_cells(row, several=several) for row in rows if row.state != "alive"]
    if table:
        columns(table)
    alive = sum(row.state == "alive" for row in rows)
    say(f"{alive} of {counted(len(rows), 'link')} alive.")


def _cells(row: LinkRow, *, several: bool) -> tuple[str, ...]:
    more = row.why
    if row.leads_to:
        more = f"leads to {row.leads_to}"
    elif row.state == "retitled":
        more = f"now called “{row.title}”"
    who = (row.annotator,) if several else ()
    return (row.article, *who, row.sentence, row.state, row.url, more)
