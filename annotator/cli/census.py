"""What an export says of its counts: a table before, a sentence or two after."""

from __future__ import annotations

from annotator.cli.output import columns, line, say
from annotator.domain.datasets.census import UNLABELED
from annotator.domain.datasets.splits import missing
from annotator.flows.publish import Publication
from annotator.formats.datasets.about import About


def print_census(about: About) -> None:
    """Counts by label and split, and by annotator."""
    census = about.census
    used = [split for split in about.splits.names if split in census.splits]
    labels = [*about.labels, *([UNLABELED] if census.labels[UNLABELED] else [])]
    rows: list[tuple[str, ...]] = [("label", "rows", *used)]
    for label in labels:
        counts = (str(census.splits[split][label]) for split in used)
        rows.append((label, str(census.labels[label]), *counts))
    totals = (str(census.splits[split].total()) for split in used)
    rows.append(("all", str(census.rows), *totals))
    columns(rows, right=range(1, len(used) + 2))
    if census.annotators:
        line()
        people = [(name, str(count)) for name, count in sorted(census.annotators.items())]
        columns([("annotator", "rows"), *people], right=(1,))


def say_rows(ready: Publication, about: About, *, dry: bool = False) -> None:
    """How many rows there are, what stayed at home, and what a reader should know."""
    census = about.census
    articles = "1 article" if census.articles == 1 else f"{census.articles:,} articles"
    if not census.rows:
        say(f"{articles} with everything that is said of them.")
        return
    what = "1 row" if census.rows == 1 else f"{census.rows:,} rows"
    say(f"{what} of {articles}." if not dry else f"{what} of {articles}; nothing was written.")
    if ready.sole is not None and census.provenances["single"]:
        say(f"Only {ready.sole} annotates here, so labels that nobody else has checked are gold.")
    if str(about.withheld):
        say(f"Withheld for confidential sources: {about.withheld}. See `--include-confidential`.")
    if census.articles > 1:
        used = [name for name in about.splits.names if name in census.splits]
        parts = (f"{name} {census.splits[name].total():,}" for name in used)
        say(f"Rows by split: {', '.join(parts)}.")
        for split, labels in missing(census.splits, about.labels, about.splits.names).items():
            say(f"{split} has no row that is {', '.join(labels)}.")
