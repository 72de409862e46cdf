"""The library: a project's articles as one annotator sees them, found and put in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple, get_args

from annotator.domain.blind import sees_others
from annotator.domain.overview import ArticleRow
from annotator.domain.project import Project
from annotator.domain.review.teamwork import NONE, Waiting

Order = Literal["last opened", "title", "most left to do", "most to settle", "least certain"]
ORDERS: tuple[Order, ...] = get_args(Order)
NOTHING: Mapping[str, float] = {}


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
    project: Project | None = None
    """Which may be blind; None for one that is not."""

    @cached_property
    def counts(self) -> Counts:
        """How many articles there are, and how many want something."""
        handed_in = waiting = 0
        for row in self.rows:
            mine = row.of(self.annotator)
            done = mine is not None and mine.handed_in is not None
            handed_in += done
            asked = self.waiting(row) != Waiting()
            waiting += (row.id in self.assigned and not done) or (
                asked or (mine is not None and mine.progress.look_again > 0)
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

    def left(self, row: ArticleRow) -> int:
        """How many sentences of an article this annotator has not decided on."""
        mine = row.of(self.annotator)
        return mine.progress.unseen if mine else row.sentences

    def is_mine(self, row: ArticleRow) -> bool:
        """Whether an article is assigned to this annotator, and not handed in yet."""
        if row.id not in self.assigned:
            return False
        mine = row.of(self.annotator)
        return mine is None or mine.handed_in is None

    def waiting(self, row: ArticleRow) -> Waiting:
        """What others said or asked of this annotator, or reviewer, and has no answer yet."""
        return row.team.waiting.get(self.annotator, Waiting())

    def sees_others(self, row: ArticleRow) -> bool:
        """Whether figures of what others say of an article may be shown to this annotator."""
        if self.project is None:
            return True
        mine = row.of(self.annotator)
        handed_in = mine is not None and mine.handed_in is not None
        begun = mine is not None
        return sees_others(self.project, self.annotator, row.id, begun=begun, handed_in=handed_in)

    def to_settle(self, row: ArticleRow) -> int:
        """How many sentences of an article nobody has settled, as far as that may be known."""
        return row.team.to_settle if self.sees_others(row) else 0

    def in_words(self, row: ArticleRow) -> str:
        """What there is to say of an article, the most pressing thing first."""
        said = ["damaged: `annotator check`"] if row.problems else []
        said += self._asked(row)
        settle = [f"{self.to_settle(row)} to settle"] if self.to_settle(row) else []
        team = row.team if self.sees_others(row) else NONE
        agree = [f"agree {team.agreed} of {team.compared}"] if team.compared else []
        done = list(self._done(row))
        # who annotates nothing here is here to review
        reviews = row.of(self.annotator) is None
        said += [*settle, *agree, *done] if reviews else [*done, *agree, *settle]
        return ", ".join(said)

    def _asked(self, row: ArticleRow) -> Iterator[str]:
        """What asks for this annotator."""
        asked, mine = self.waiting(row), row.of(self.annotator)
        if asked.sent_back:
            yield f"{asked.sent_back} sent back"
        if asked.comments:
            yield f"{_counted(asked.comments, 'comment')} for you"
        if mine and mine.progress.look_again:
            yield f"{mine.progress.look_again} to look at again"

    def _done(self, row: ArticleRow) -> Iterator[str]:
        """How far this annotator is, and who has handed in."""
        mine = row.of(self.annotator)
        others = sum(p.handed_in is not None for p in row.people if p is not mine)
        so_many = _counted(others, "other")
        if mine and mine.handed_in:
            yield f"handed in + {so_many}" if others else "handed in"
            others = 0
        elif mine and mine.progress.sentences and not mine.progress.unseen:
            yield "hand it in"
        elif row.id in self.assigned:
            yield "assigned to you"
        if mine and mine.progress.unsure:
            yield f"{mine.progress.unsure} unsure"
        if others:
            yield f"{so_many} handed in"


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def in_order(
    library: Library, order: Order, recent: Mapping[str, str], doubts: Mapping[str, float] = NOTHING
) -> list[ArticleRow]:
    """The articles in one of the orders.

    Args:
        library: the articles.
        order: which; the first one shows those assigned and not handed in before all others, and
            otherwise those last opened before the rest by id.
        recent: article id to when this user opened it last, UTC.
        doubts: article id to how unsure the program is of it; those that are not known come last.
    """
    if order == "title":
        return sorted(library.rows, key=lambda row: row.title.casefold())
    if order == "most left to do":
        return sorted(library.rows, key=lambda row: library.seen(row) - library.to_judge(row))
    if order == "most to settle":
        return sorted(library.rows, key=lambda row: -library.to_settle(row))
    if order == "least certain":
        return sorted(library.rows, key=lambda row: -doubts.get(row.id, -1.0))
    opened = [row for row in library.rows if row.id in recent]
    opened.sort(key=lambda row: recent[row.id], reverse=True)
    rest = [row for row in library.rows if row.id not in recent]
    return sorted(opened + rest, key=lambda row: not library.is_mine(row))


def open_to(library: Library, recent: Mapping[str, str], most: int) -> tuple[list[ArticleRow], int]:
    """The articles that have something left for this annotator, and how many there are.

    Args:
        library: the articles.
        recent: article id to when this user opened it last, UTC.
        most: how many are given at most: those assigned first, then those last opened.
    """
    rows = in_order(library, "last opened", recent)
    left = [row for row in rows if library.left(row)]
    return left[:most], len(left)


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
