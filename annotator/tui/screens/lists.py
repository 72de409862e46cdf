"""The lists that the library opens: who its articles rest on, and what their sourcing lacks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from annotator.domain.overview import ArticleRow
from annotator.domain.sourcing.hanging import Ledger
from annotator.flows.desk import Desk
from annotator.flows.review.reviewing import Reviewing
from annotator.flows.sourcing.checking import Lacking, checked, lacking_of, listed
from annotator.flows.sourcing.ledgers import Told, settled_ledger
from annotator.flows.sourcing.outline import Outline, outline, outline_of, piece_of
from annotator.tui.glyphs import Glyphs
from annotator.tui.screens.findings import FindingsScreen
from annotator.tui.screens.gathering import Scope
from annotator.tui.screens.ledger import LedgerScreen

MOST = 1000
"""Articles that are read at most."""

Found = TypeVar("Found")


def ledger_of(
    desk: Desk, here: ArticleRow, rows: Sequence[ArticleRow], *, close: str, glyphs: Glyphs
) -> LedgerScreen:
    """Who an article rests on, or all that are listed.

    Args:
        desk: the project, and who asks.
        here: the current article.
        rows: those that are listed.
        close: the key that closes it, too.
        glyphs: the signs in use.
    """

    def read(articles: Sequence[str], told: Told) -> Outline:
        return outline_of(desk.store, articles, desk.annotator, told)

    return LedgerScreen(_scopes(here, rows, read), close=close, glyphs=glyphs)


def findings_of(
    desk: Desk, here: ArticleRow, rows: Sequence[ArticleRow], *, close: str, glyphs: Glyphs
) -> FindingsScreen:
    """What the sourcing of an article lacks, or of all that are listed; as `ledger_of`."""

    def read(articles: Sequence[str], told: Told) -> Lacking:
        return lacking_of(desk.store, articles, desk.annotator, desk.session.now(), told)

    return FindingsScreen(_scopes(here, rows, read), close=close, glyphs=glyphs)


def settled_sources(work: Reviewing, *, close: str, glyphs: Glyphs) -> LedgerScreen:
    """Who an article that is reviewed rests on, by what is settled so far.

    Args:
        work: the review.
        close: the key that closes it, too.
        glyphs: the signs in use.
    """

    def read(_: Told) -> Outline:
        return outline([piece_of(_settled(work))])

    here = work.sentence.id
    return LedgerScreen([Scope("as settled", read)], here=here, close=close, glyphs=glyphs)


def settled_findings(work: Reviewing, *, close: str, glyphs: Glyphs) -> FindingsScreen:
    """What the sourcing of an article that is reviewed lacks; as `settled_sources`."""

    def read(_: Told) -> Lacking:
        found = _settled(work)
        return Lacking(listed(found.article, checked(found, work.project, work.session.now())), 1)

    here = work.sentence.id
    return FindingsScreen([Scope("as settled", read)], here=here, close=close, glyphs=glyphs)


def _settled(work: Reviewing) -> Ledger:
    """The ledger as it is now, with one's own decisions, whether they are saved yet or not."""
    reviews = {**work.colleagues.reviews, work.reviewer: work.document}
    everybody = replace(work.colleagues, reviews=reviews)
    return settled_ledger(work.article, everybody, work.project, work.name_of)


def _scopes(
    here: ArticleRow, rows: Sequence[ArticleRow], read: Callable[[Sequence[str], Told], Found]
) -> list[Scope[Found]]:
    """The current article, and all that are listed and that somebody has annotated."""
    begun = [row.id for row in rows if row.people]
    first = begun[:MOST]
    scopes = [Scope("this article", lambda told: read([here.id], told))]
    if len(rows) > 1:
        name = "all that are listed" if len(begun) <= MOST else f"the first {MOST:,} with tags"
        scopes.append(Scope(name, lambda told: read(first, told)))
    return scopes
