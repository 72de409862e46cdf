"""`annotator assign`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

from annotator.cli.articles import article_named
from annotator.cli.options import Command, as_json, given
from annotator.cli.output import columns, json_value, say
from annotator.cli.places import open_project
from annotator.cli.prose import counted
from annotator.flows.team.assigning import assign


@click.command("assign", cls=Command)
@click.argument("articles", metavar="[ARTICLE]…", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every article of the project.")
@click.option("--to", metavar="NAME", multiple=True, help="Who is to mark them; say it repeatedly.")
@click.option(
    "--overlap", type=click.IntRange(1), default=1, help="How many annotators each article gets."
)
@click.option("--seed", type=int, default=0, help="Another number spreads otherwise.")
@click.option("--clear", is_flag=True, help="Takes the assignments of these articles back.")
@as_json
def command(
    articles: tuple[str, ...],
    to: tuple[str, ...],
    *,
    everything: bool,
    overlap: int,
    seed: int,
    clear: bool,
    as_json: bool,
) -> None:
    """Spread articles evenly over annotators.

    They find theirs first in the library. The same articles, people and seed are spread the same
    way on every machine. What was assigned of these articles before is replaced; other
    assignments count as work that people have.
    """
    if everything == bool(articles):
        raise click.UsageError("Say which articles, or --all.")
    if clear == bool(to):
        raise click.UsageError("Say --to NAME for each annotator, or --clear.")
    store = open_project(given())
    chosen = store.article_ids() if everything else [article_named(store, a) for a in articles]
    chosen = list(dict.fromkeys(chosen))
    project = assign(store, chosen, to, overlap=overlap, seed=seed, new=given().new)
    rows = [(article, project.assignments.get(article, ())) for article in chosen]
    if as_json:
        json_value([{"article": article, "annotators": names} for article, names in rows])
        return
    if rows:
        columns([(article, ", ".join(names) or "nobody") for article, names in rows])
    loads = (f"{name} has {counted(_load(project.assignments, name), 'article')}" for name in to)
    if to:
        say(f"{'; '.join(loads)}.")


def _load(assignments: Mapping[str, Sequence[str]], name: str) -> int:
    return sum(name in names for names in assignments.values())
