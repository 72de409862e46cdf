"""What an export says of its counts, in tables and sentences.

The command prints what stands here, and the export screen shows it.
"""

from __future__ import annotations

from collections.abc import Iterator

from annotator.domain.datasets.census import UNLABELED
from annotator.domain.datasets.selection import WHY
from annotator.domain.datasets.splits import missing
from annotator.flows.datasets.publish import Publication
from annotator.flows.team.agreement_in_words import Table
from annotator.formats.datasets.about import About

_ONE = "1 article"


def label_table(about: About) -> Table:
    """Rows by label, and by split."""
    census = about.census
    used = [split for split in about.splits.names if split in census.splits]
    labels = [*about.labels, *([UNLABELED] if census.labels[UNLABELED] else [])]
    rows: list[tuple[str, ...]] = [("label", "rows", *used)]
    for label in labels:
        counts = (str(census.splits[split][label]) for split in used)
        rows.append((label, str(census.labels[label]), *counts))
    totals = (str(census.splits[split].total()) for split in used)
    rows.append(("all", str(census.rows), *totals))
    return Table(rows, frozenset(range(1, len(used) + 2)))


def annotator_table(about: About) -> Table | None:
    """Rows that rest on a mark of each annotator; None where nobody is told."""
    people = [(name, str(count)) for name, count in sorted(about.census.annotators.items())]
    return Table([("annotator", "rows"), *people], frozenset({1})) if people else None


def how_many(about: About) -> str:
    """How many rows there are, or how many articles where whole ones go out; no full stop."""
    census = about.census
    articles = _ONE if census.articles == 1 else f"{census.articles:,} articles"
    if not census.rows:
        return f"{articles} with everything that is said of {'it' if articles == _ONE else 'them'}"
    return f"{'1 row' if census.rows == 1 else f'{census.rows:,} rows'} of {articles}"


def what_to_know(ready: Publication, about: About) -> Iterator[str]:
    """Whose labels they are where there is one annotator, and what stayed at home."""
    census = about.census
    if ready.sole is not None and census.provenances["single"]:
        yield f"Only {ready.sole} annotates here, so labels that nobody else has checked are gold."
    if str(about.withheld):
        yield f"Withheld for confidential sources: {about.withheld}. See `--include-confidential`."


def rows_by_split(about: About) -> Iterator[str]:
    """How many rows each split has; nothing of one article, which is never divided."""
    census = about.census
    if census.rows and census.articles > 1:
        used = [name for name in about.splits.names if name in census.splits]
        parts = (f"{name} {census.splits[name].total():,}" for name in used)
        yield f"Rows by split: {', '.join(parts)}."


def missing_labels(about: About) -> Iterator[str]:
    """Which splits lack which labels; nothing of one article, which is never divided."""
    census = about.census
    if not census.rows or census.articles <= 1:
        return
    for split, labels in missing(census.splits, about.labels, about.splits.names).items():
        yield f"{split} has no row that is {', '.join(labels)}."


def left_out(about: About) -> Iterator[str]:
    """What was not selected, and what left it out."""
    counts = about.census.left_out
    found = [f"{counts[key]:,} {phrase}" for key, phrase in WHY.items() if counts[key]]
    if found:
        yield f"Left out: {'; '.join(found)}."
