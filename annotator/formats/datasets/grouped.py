"""What formats of other tools have in common: labels to choose, and an article's rows together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, NamedTuple

from annotator.domain.agreement.independence import NO_TAG
from annotator.formats.datasets.about import About
from annotator.formats.datasets.rows import Row

OF_ARTICLE = (
    "article",
    "article_revision",
    "article_sha256",
    "title",
    "publisher",
    "byline",
    "url",
    "language",
    "license",
    "published",
    "published_basis",
    "retrieved",
    "segmenter",
    "near_copies",
    "split",
    "split_seed",
)
"""Columns that are the same in every row of an article."""

OF_SENTENCE = (
    *("sentence", "index", "paragraph", "start", "end", "kind"),
    *("text", "context_before", "context_after"),
)
"""Columns that are the same in every row of a sentence."""


class Piece(NamedTuple):
    """What one annotator says of an article, or what is settled of it."""

    id: str
    """Article and revision, and whose it is: unique."""
    who: str
    """Whose it is: a name, a number where names are not told, or nothing for gold."""
    text: str
    """Of the article."""
    about: dict[str, Any]
    """The columns of the article."""
    rows: Sequence[Row]
    """In reading order."""


def pieces(rows: Iterable[Row], about: About) -> Iterator[Piece]:
    """The rows of each article, by whose they are; one article is in memory at a time."""
    for article, found in groupby(rows, itemgetter("article")):
        first = next(found)
        text = article_text(first, about)
        by_whom: dict[str, list[Row]] = {}
        for row in chain([first], found):
            by_whom.setdefault(whose(row), []).append(row)
        shared = {column: first[column] for column in OF_ARTICLE}
        for who, own in sorted(by_whom.items()):
            id_ = "/".join(filter(None, (article, str(first["article_revision"]), who)))
            yield Piece(id_, who, text, shared, own)


def article_text(row: Row, about: About) -> str:
    """The text of the article that a row is of, which was drawn last."""
    if about.text_of is None:
        message = "rows without a project have no text of an article"
        raise ValueError(message)
    return about.text_of(row["article"])


def whose(row: Row) -> str:
    """Whose label a row is, as its id tells; nothing for gold."""
    whole = f"{row['article']}/{row['article_revision']}/{row['sentence']}"
    return str(row["id"]).removeprefix(whole).removeprefix("/")


def choices(row: Row) -> list[str]:
    """The labels that a row chooses: its tags, or `no-tag`.

    There is none where the sentence is skipped, open or unresolved: a tool that reads the row must
    not take that for a label.
    """
    if row["state"] == "no-tag":
        return [NO_TAG]
    return list(row["tags"]) if row["state"] == "tagged" else []


def without(row: Row, *columns: str) -> dict[str, Any]:
    """A row without what stands elsewhere in the file."""
    return {column: value for column, value in row.items() if column not in columns}
