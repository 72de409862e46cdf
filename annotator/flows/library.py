"""The library: a project's articles as one annotator sees them, found and put in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple, get_args

from annotator.domain.overview import ArticleRow

Order = Literal["last opened", "title", "most left to do"]
ORDERS: tuple[Order, ...] = get_args(Order)


class Counts(NamedTuple):
    """What stands above the list."""

    articles: int
    handed_in: int
    """By this annotator."""
    waiting: int
    """Assigned to this annotator and not handed in, or to be looked at again."""


@dataclass(frozen=True)
class Library:
    """Every article of a project, and what is this annotator's own about them."""

    rows: tuple[ArticleRow, ...]
    """By id."""
    annotator: str
    assigned: frozenset[str] = frozenset()
    """Articles that this annotator is to mark."""

    @cached_property
    def counts(self) -> Counts:
        """How many articles there are, and how many want something."""
        handed_in = waiting = 0
        for row in self.rows:
            mine = row.of(self.annotator)
            done = mine is not None and mine.handed_in is not None
            handed_in += done
            waiting += (row.id in self.assigned and not done) or (
                mine is not None and mine.progress.look_again > 0
            )
        return Counts(len(self.rows), handed_in, waiting)

    def seen(self, row: ArticleRow) -> int:
        """How many sentences of an article this annotator has decided on."""
        mine = row.of(self.annotator)
        return mine.progress.seen if mine else 0

    def to_judge(self, row: ArticleRow) -> int:
        """How many sentences of an article there are for this annotator."""
        mine = row.of(self.annotator)
        return mine.progress.sentences if mine else row.sentences

    def in_words(self, row: ArticleRow) -> str:
        """What there is to say of an article, the most pressing thing first."""
        mine = row.of(self.annotator)
        others = sum(p.handed_in is not None for p in row.people if p is not mine)
        so_many = f"{others} {'other' if others == 1 else 'others'}"
        said = ["damaged: `annotator check`"] if row.problems else []
        if mine and mine.progress.look_again:
            said.append(f"{mine.progress.look_again} to look at again")
        if mine and mine.handed_in:
            said.append(f"handed in + {so_many}" if others else "handed in")
            others = 0
        elif mine and mine.progress.sentences and not mine.progress.unseen:
            said.append("hand it in")
        elif row.id in self.assigned:
            said.append("assigned to you")
        if mine and mine.progress.unsure:
            said.append(f"{mine.progress.unsure} unsure")
        if others:
            said.append(f"{so_many} handed in")
        return ", ".join(said)


def in_order(library: Library, order: Order, recent: Mapping[str, str]) -> list[ArticleRow]:
    """The articles in one of the orders.

    Args:
        library: the articles.
        order: which; after those last opened come those assigned, then the rest by id.
        recent: article id to when this user opened it last, UTC.
    """
    if order == "title":
        return sorted(library.rows, key=lambda row: row.title.casefold())
    if order == "most left to do":
        return sorted(library.rows, key=lambda row: library.seen(row) - library.to_judge(row))
    opened = [row for row in library.rows if row.id in recent]
    opened.sort(key=lambda row: recent[row.id], reverse=True)
    rest = [row for row in library.rows if row.id not in recent]
    rest.sort(key=lambda row: row.id not in library.assigned)
    return opened + rest


class Finder:
    """Finds rows by a part of their title or id, whatever the case; quick for 100,000."""

    def __init__(self, rows: Iterable[ArticleRow]) -> None:
        self.rows: Sequence[ArticleRow] = list(rows)
        self._folded: list[str] | None = None

    def having(self, words: str) -> Sequence[ArticleRow]:
        """The rows that have every one of these words, in the order of all."""
        wanted = words.casefold().split()
        if not wanted:
            return self.rows
        if self._folded is None:
            self._folded = [f"{row.title}\n{row.id}".casefold() for row in self.rows]
        if len(wanted) == 1:
            part = wanted[0]
            return [r for r, text in zip(self.rows, self._folded, strict=True) if part in text]
        return [
            row
            for row, text in zip(self.rows, self._folded, strict=True)
            if all(part in text for part in wanted)
        ]
