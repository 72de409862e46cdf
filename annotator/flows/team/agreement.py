"""Agreement of a project's annotators, from their own marks; or of any ratings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from annotator.domain.agreement.figures import Agreement, agreement
from annotator.domain.agreement.independence import (
    NO_TAG,
    Judged,
    as_first_handed_in,
    as_of_now,
    rated,
)
from annotator.domain.agreement.ratings import Rating, RatingColumns, columns_of, table_of
from annotator.domain.agreement.tallies import Counted, PlainTallies
from annotator.domain.annotations import Annotations
from annotator.domain.article import Article
from annotator.domain.project import Project
from annotator.errors import DataError, RefusedError
from annotator.flows.listing import may_see_others
from annotator.stores.base import Store

Basis = Literal["independent", "current", "ratings"]

_MANY = 1000
"""Ratings from which numpy is worth its import."""
_BETWEEN = "\t"
"""Between the parts of a unit's name; in no id."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks to know."""

    articles: tuple[str, ...] = ()
    """Ids; empty for all."""
    kinds: Collection[str] = frozenset({"sentence"})
    current: bool = False
    masi: bool = False
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found, and what has to be known beside it."""

    basis: Basis
    found: Agreement
    current: Agreement | None = None
    """Of today's marks, where it was asked for."""
    notes: tuple[str, ...] = ()
    """Sentences on what counts otherwise than one may think, or was left out."""
    problems: tuple[str, ...] = ()
    """Sentences on what cannot be read."""
    of_now: int = 0
    """How often an annotator has yet to hand an article in, so that their marks of now count."""


@dataclass(slots=True)
class _Gathered:
    """What is being gathered, article by article."""

    independent: list[Rating] = field(default_factory=list)
    current: list[Rating] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    not_handed_in: list[str] = field(default_factory=list)
    ahead: list[str] = field(default_factory=list)
    influenced: int = 0
    gone: int = 0
    problems: list[str] = field(default_factory=list)


def agreement_of_project(store: Store, wanted: Wanted, reader: str | None = None) -> Measured:
    """How far a project's annotators agree, from their own marks as first handed in.

    `skipped` and unseen are no ratings, `no-tag` is a category; notes, sources and reviewers'
    decisions count for nothing.

    Args:
        store: the project.
        wanted: of which articles, and what.
        reader: who asks; in a blind project they learn nothing of an article that they have yet
            to hand in. Null for somebody who annotates nothing.

    Raises:
        RefusedError: they asked for such articles only.
    """
    project = store.project().document
    gathered = _Gathered()
    for article in wanted.articles or store.article_ids():
        _gather(store, project, article, wanted, reader, gathered)
    if gathered.hidden and set(gathered.hidden) >= set(wanted.articles) != set():
        raise RefusedError(_blind(gathered.hidden))
    order = [*(tag.name for tag in project.tags), NO_TAG]
    return Measured(
        "independent",
        _measured(columns_of(gathered.independent), wanted, order),
        _measured(columns_of(gathered.current), wanted, order) if wanted.current else None,
        (*_notes(gathered), *_unknown_tags(gathered, order)),
        tuple(gathered.problems),
        len(gathered.not_handed_in),
    )


def agreement_of_ratings(
    ratings: RatingColumns, problems: Sequence[str] = (), *, masi: bool = False, seed: int = 0
) -> Measured:
    """How far the annotators of any ratings agree; `problems` are what is wrong with the rest."""
    found = _measured(ratings, Wanted(masi=masi, seed=seed), ())
    return Measured("ratings", found, problems=tuple(problems))


def _measured(ratings: RatingColumns, wanted: Wanted, order: Sequence[str]) -> Agreement:
    table = table_of(ratings, order)
    counted = _counter(len(ratings.units))
    return agreement(table, seed=wanted.seed, masi=wanted.masi, counted=counted)


def _counter(ratings: int) -> Counted:
    """What counts so many ratings: numpy, where it is there and worth it."""
    if ratings >= _MANY:
        try:
            from annotator.stats import NumpyTallies  # noqa: PLC0415 - an extra, and slow to import
        except ImportError:
            return PlainTallies
        return NumpyTallies
    return PlainTallies


def _gather(
    store: Store,
    project: Project,
    article: str,
    wanted: Wanted,
    reader: str | None,
    gathered: _Gathered,
) -> None:
    names = store.annotators(article)
    try:
        if not may_see_others(reader, store, project, article):
            gathered.hidden.append(article)
            return
        text = store.article(article).document
    except DataError as error:
        gathered.problems.append(str(error))
        return
    for name in names:
        try:
            opened = store.annotations(article, name)
            if opened is not None:
                _take(gathered, text, opened.document, project, wanted)
        except DataError as error:
            gathered.problems.append(str(error))


def _take(
    gathered: _Gathered, article: Article, document: Annotations, project: Project, wanted: Wanted
) -> None:
    """Takes what counts of a document; nothing of one that has a damaged line."""
    name = document.annotator
    judged = as_first_handed_in(document, article)
    found = list(_ratings(article, name, judged, project, wanted))
    if wanted.current:
        now = as_of_now(document, article)
        gathered.current += list(_ratings(article, name, now, project, wanted))
    gathered.independent += found
    gathered.influenced += judged.influenced
    gathered.gone += judged.gone
    if found and not document.handed_in:
        gathered.not_handed_in.append(f"{name} ({article.id})")
    if document.article_revision > article.revision:
        gathered.ahead.append(f"{name} ({article.id})")


def _ratings(
    article: Article, annotator: str, judged: Judged, project: Project, wanted: Wanted
) -> Iterator[Rating]:
    for judgement, tags in rated(judged, project.renamed):
        if judgement.sentence.kind in wanted.kinds:
            unit = _BETWEEN.join((article.id, judgement.sentence.id, judgement.earlier_words))
            yield Rating(unit, annotator, tags, article.id)


def sentence_of(unit: str) -> str:
    """The sentence's id in the name of a project's unit."""
    return unit.split(_BETWEEN)[1]


def _notes(gathered: _Gathered) -> Iterator[str]:
    if gathered.hidden:
        yield _blind(gathered.hidden)
    if late := gathered.not_handed_in:
        yield f"Not handed in yet, so the marks of now count: {some_of(late)}."
    if ahead := gathered.ahead:
        yield (
            "Made on a later revision of the article than there is here, so sentences may have "
            f"been others: {some_of(ahead)}. `annotator check` says more."
        )
    if n := gathered.influenced:
        what = "1 mark was" if n == 1 else f"{n} marks were"
        yield f"{what} changed after colleagues’ tags had been seen; what was said before counts."
    if n := gathered.gone:
        what = "1 mark is" if n == 1 else f"{n} marks are"
        yield f"{what} of sentences that are no longer in the article, and left out."


def _unknown_tags(gathered: _Gathered, known: Collection[str]) -> Iterator[str]:
    given = dict.fromkeys(tag for rating in gathered.independent for tag in rating.tags)
    if unknown := [repr(tag) for tag in given if tag not in known]:
        what = (
            f"no tag {unknown[0]}" if len(unknown) == 1 else f"none of the tags {some_of(unknown)}"
        )
        yield f"The project has {what}, which counts as it stands. `annotator check` says where."


def _blind(articles: Sequence[str]) -> str:
    return f"This project is blind: hand in to see the figures of {some_of(articles)}."


def some_of(names: Sequence[str], most: int = 5) -> str:
    """The first of some names, and how many more there are."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")
