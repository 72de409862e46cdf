"""`annotator agreement`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from annotator.cli.articles import article_named
from annotator.cli.failures import ExitCode
from annotator.cli.figures import as_plain, print_measured
from annotator.cli.identity import annotator_name
from annotator.cli.options import Command, as_json, given
from annotator.cli.output import json_value, say
from annotator.cli.parts import personal_files
from annotator.cli.places import open_project
from annotator.domain.article import KINDS
from annotator.durable import NotRegularError, open_regular, reason
from annotator.errors import (
    MissingFileError,
    RatingsError,
    ReadError,
    TooLargeError,
    UnknownNameError,
)
from annotator.flows.team.agreement import (
    Measured,
    Wanted,
    agreement_of_project,
    agreement_of_ratings,
)
from annotator.stores.files import FileStore

_STDIN = "-"
_LIMIT = 500_000_000
"""Bytes that a file of ratings may have."""
_ALL = "all"


@click.command("agreement", cls=Command)
@click.argument("articles", nargs=-1, metavar="[ARTICLE]…")
@click.option("--current", is_flag=True, help="Today's marks beside those first handed in.")
@click.option("--masi", is_flag=True, help="Also Krippendorff's α of all tags, MASI distance.")
@click.option(
    "--kinds",
    metavar="KIND,…",
    default="sentence",
    help="Kinds of sentences that count, or all; only plain sentences where it is not said.",
)
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, help="Of the resamples; 0 if unsaid."
)
@click.option("--ratings", metavar="FILE.csv", help="Ratings instead of a project; - reads them.")
@as_json
def command(
    articles: tuple[str, ...],
    *,
    current: bool,
    masi: bool,
    kinds: str,
    seed: int,
    ratings: str | None,
    as_json: bool,
) -> ExitCode:
    """Say how well the team agrees: overall, by tag, by pair and by article.

    Each annotator's own marks count as they were first handed in. Skipped and unseen sentences
    are gaps, no-tag is a category; notes, sources and reviewers' decisions count for nothing.
    In a blind project you see no figures of an article that you have yet to hand in.

    The intervals are of 95 %, by resampling articles, from ten articles on. A file of --ratings
    has the columns unit, annotator, label and perhaps cluster, which stands for the article; with
    --masi a label may be several tags with + between them.
    """
    if ratings is not None:
        if articles or current:
            raise click.UsageError("--ratings takes no articles and no --current.")
        measured = _of_file(ratings, masi=masi, seed=seed)
    else:
        store = open_project(given())
        named = tuple(dict.fromkeys(article_named(store, name) for name in articles))
        wanted = Wanted(named, _kinds(kinds), current, masi, seed)
        measured = agreement_of_project(store, wanted, _reader(store))
    for note in (*measured.notes, *measured.problems):
        say(note)
    if as_json:
        json_value(as_plain(measured))
    else:
        print_measured(measured)
    if not measured.problems:
        return ExitCode.DONE
    return ExitCode.DATA if ratings is None else ExitCode.FINDINGS


def _of_file(name: str, *, masi: bool, seed: int) -> Measured:
    from annotator.formats.ratings import read_ratings  # noqa: PLC0415 - only files need it

    called = "standard input" if name == _STDIN else name
    read = read_ratings(_bytes(name, called), called, sets=masi)
    return agreement_of_ratings(read.good, read.problems, masi=masi, seed=seed)


def _bytes(name: str, called: str) -> bytes:
    """The bytes of a file, or of standard input.

    Raises:
        MissingFileError: there is no such file.
        RatingsError: it is a pipe, a device or a folder.
        ReadError: it cannot be read.
        TooLargeError: it has more bytes than a file of ratings may have.
    """
    try:
        if name == _STDIN:
            data = sys.stdin.buffer.read(_LIMIT + 1)
        else:
            with open_regular(Path(name)) as file:
                data = file.read(_LIMIT + 1)
    except (NotRegularError, IsADirectoryError) as error:
        raise RatingsError(called, "it is no file") from error
    except (FileNotFoundError, ValueError) as error:
        raise MissingFileError(called) from error
    except OSError as error:
        raise ReadError(called, reason(error)) from error
    if len(data) > _LIMIT:
        raise TooLargeError(called, _LIMIT)
    return data


def _kinds(said: str) -> frozenset[str]:
    """The kinds that somebody named.

    Raises:
        UnknownNameError: there is no such kind.
    """
    names = [name.strip().casefold() for name in said.split(",") if name.strip()]
    if _ALL in names:
        return frozenset(KINDS)
    for name in names:
        if name not in KINDS:
            raise UnknownNameError("kind", name, (*KINDS, _ALL))
    return frozenset(names or ["sentence"])


def _reader(store: FileStore) -> str | None:
    """Who asks; it makes a difference in blind projects only."""
    if not store.project().document.settings.blind:
        return None
    return annotator_name(given(), personal_files(store.root).settings())
