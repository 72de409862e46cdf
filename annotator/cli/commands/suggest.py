"""`annotator suggest`."""

from __future__ import annotations

from typing import Any

import click

from annotator.cli.articles import article_named
from annotator.cli.identity import annotator_name
from annotator.cli.options import Command, as_json, given
from annotator.cli.output import columns, json_value, line, say
from annotator.cli.parts import personal_files
from annotator.cli.places import open_project
from annotator.errors import UnknownNameError
from annotator.flows.suggestions.evaluation import Evaluated, evaluate
from annotator.flows.suggestions.suggesting import (
    DoubtRow,
    SuggestionRow,
    doubt_rows,
    suggestion_rows,
)
from annotator.stores.base import Store


@click.command("suggest", cls=Command)
@click.option(
    "--article",
    "articles",
    multiple=True,
    metavar="ARTICLE",
    help="Of this article only. May be said repeatedly.",
)
@click.option("--evaluate", "evaluates", is_flag=True, help="Say how good suggestions are here.")
@click.option(
    "--against", metavar="NAME", help="Evaluate against this annotator instead of the gold."
)
@click.option(
    "--in-order",
    is_flag=True,
    help="Evaluate as while tagging: with the answers to an article's earlier sentences.",
)
@click.option(
    "--least-certain",
    is_flag=True,
    help="Instead list the articles with something unseen, those it is least sure of first.",
)
@as_json
def command(
    articles: tuple[str, ...],
    *,
    evaluates: bool,
    against: str | None,
    in_order: bool,
    least_certain: bool,
    as_json: bool,
) -> None:
    """Say what the program would tag, how sure it is, and because of which words.

    A sentence that it is not sure of has no line. It reads the words, hangs sentences on those
    before them, and learns from your marks; a sentence's own mark never counts for it. While
    others annotate an article too, you get suggestions only for sentences that you have decided,
    unless the project's settings say otherwise.

    --evaluate tries it on articles with known answers, each unseen when it is tried: precision,
    recall, F1, coverage and calibration by tag.
    """
    if (against or in_order) and not evaluates:
        raise click.UsageError("--against and --in-order go with --evaluate.")
    store = open_project(given())
    chosen = list(dict.fromkeys(article_named(store, name) for name in articles))
    whole = chosen or store.article_ids()
    name = annotator_name(given(), personal_files(store.root).settings())
    if evaluates and least_certain:
        raise click.UsageError("Say one of --evaluate and --least-certain, not both.")
    if evaluates:
        if against is not None:
            _check_known(store, against)
        _print_evaluated(
            evaluate(store, name, whole, against=against, in_order=in_order), as_json=as_json
        )
        return
    if least_certain:
        _print_doubts(doubt_rows(store, name, whole), as_json=as_json)
        return
    notes: list[str] = []
    rows = list(suggestion_rows(store, name, whole, notes))
    if as_json:
        json_value(rows)
    else:
        _print(rows)
    for note in notes:
        say(note)
    if not rows and not notes:
        say("There is nothing that it would suggest.")


def _check_known(store: Store, name: str) -> None:
    """Refuses a name that nobody has who annotates.

    Raises:
        UnknownNameError: so it is.
    """
    known = sorted({person.annotator for row in store.overview() for person in row.people})
    if name not in known:
        raise UnknownNameError("annotator", name, known)


def _print(rows: list[SuggestionRow]) -> None:
    if not rows:
        return
    table = [("article", "sentence", "tag", "probability", "because")]
    table += [
        (row.article, row.sentence, row.tag, f"{row.probability:.2f}", _because(row))
        for row in rows
    ]
    columns(table, right=(3,))


def _print_doubts(rows: list[DoubtRow], *, as_json: bool) -> None:
    if as_json:
        json_value(rows)
    elif rows:
        table = [("article", "unseen", "doubt")]
        table += [(row.article, str(row.unseen), f"{row.doubt:.2f}") for row in rows]
        columns(table, right=(1, 2))
    else:
        say("Nothing is unseen in these articles.")


def _because(row: SuggestionRow) -> str:
    words = " … ".join(f"“{reason.text}”" for reason in row.because)
    carried = f"carried from {row.carried_from}" if row.carried_from else ""
    return ", ".join(part for part in (words, carried) if part) or "what was learnt"


def _as_plain(found: Evaluated) -> dict[str, Any]:
    return {
        "against": found.against,
        "articles": found.articles,
        "in_order": found.in_order,
        "sentences": found.found.sentences,
        "suggested": found.found.suggested,
        "accuracy": found.found.accuracy,
        "coverage": found.found.coverage,
        "macro_f1": found.found.macro_f1,
        "calibration_error": found.found.calibration_error,
        "tags": found.found.tags,
        "calibration": found.found.calibration,
        "notes": list(found.notes),
    }


def _print_evaluated(found: Evaluated, *, as_json: bool) -> None:
    for note in found.notes:
        say(note)
    if as_json:
        json_value(_as_plain(found))
        return
    figures = found.found
    line(f"against {found.against}: {figures.sentences} sentences of {found.articles} articles")
    heads = ("tag", "sentences", "suggested", "precision", "recall", "F1", "coverage", "off by")
    rows: list[tuple[str, ...]] = [heads]
    for tag in figures.tags:
        shares = (tag.precision, tag.recall, tag.f1, tag.coverage, tag.calibration_error)
        rows.append((tag.tag, str(tag.sentences), str(tag.suggested), *map(_share, shares)))
    columns(rows, right=range(1, 8))
    line(
        f"macro F1 {_share(figures.macro_f1)}, right {_share(figures.accuracy)}, "
        f"coverage {_share(figures.coverage)}, calibration error "
        f"{_share(figures.calibration_error)}"
    )


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
