"""Sourcing: who articles rest on, by what is settled or by what one annotator says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from annotator.domain.article import Article
from annotator.domain.edits import with_current_names
from annotator.domain.marks import Mark, SourceKind
from annotator.domain.meanings import meanings
from annotator.domain.project import Project
from annotator.domain.review.gold import Gold
from annotator.domain.sourcing.entries import Entry, across
from annotator.domain.sourcing.hanging import Ledger, ledger
from annotator.domain.sourcing.readings import own_readings, settled_readings
from annotator.errors import DataError, RefusedError, UnknownNameError
from annotator.flows.colleagues import Colleagues, look
from annotator.flows.listing import visible_to
from annotator.flows.review.gold import gold_of
from annotator.stores.base import Store

Told = Callable[[int, int], bool]
"""Hears how many of how many articles are read, and says whether to go on."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source in figures; the fields of `sources --json`."""

    name: str
    kind: SourceKind
    mentions: int
    sentences: int
    """That name it or rest on it."""
    articles: int


@dataclass(frozen=True, slots=True)
class Sourced:
    """One article with who it rests on."""

    ledger: Ledger
    marks: Mapping[str, Mapping[str, Mark]]
    """By annotator, then by sentence: the marks that count here."""
    everybody: Mapping[str, Mapping[str, Mark]]
    """The same of all annotators: to know what must not be told, never to be told."""
    gold: Mapping[str, Gold]
    """Of each sentence; empty where one annotator's marks count alone."""
    hidden: tuple[str, ...] = ()
    """Annotators whose marks a blind project does not show yet."""
    problems: tuple[str, ...] = ()
    """Why somebody's document cannot be read."""

    @property
    def article(self) -> Article:
        """The article itself."""
        return self.ledger.article


@dataclass(frozen=True, slots=True)
class Unread:
    """An article that cannot be read, and why, in a sentence."""

    article: str
    problem: str


def sourced(
    store: Store, article: str, reader: str | None = None, annotator: str | None = None
) -> Sourced:
    """Who an article rests on.

    What is settled counts as it is settled; of a sentence that is not, everybody's answer counts.
    Where a blind project hides others' marks, only the reader's own do.

    Args:
        store: the project.
        article: its id.
        reader: who looks; null for somebody who annotates nothing.
        annotator: whose marks count alone; null for what is settled.

    Raises:
        DataError: the article cannot be read.
        RefusedError: the project is blind, and does not show this annotator's marks yet.
    """
    project = store.project().document
    text = store.article(article).document
    everybody = look(store, text, project)
    names = visible_to(reader, store, project, article, store.annotators(article))
    hidden = tuple(name for name in store.annotators(article) if name not in names)
    if annotator in hidden:
        raise RefusedError(
            f"This project is blind: hand in {article} to see the marks of {annotator}."
        )
    known = _marks(everybody, project)
    marks = {n: own for n, own in known.items() if n in names and annotator in {None, n}}
    called = meanings(project.renamed)
    gold: Mapping[str, Gold] = {}
    alone = annotator if annotator is not None else reader if hidden else None
    if alone is not None:
        readings = own_readings(text.sentences, alone, marks.get(alone, {}))
    else:
        gold = gold_of(text, everybody, project)
        readings = settled_readings(text.sentences, marks, gold)
    problems = tuple(everybody.problems.values()) if not hidden else ()
    return Sourced(ledger(text, readings, called), marks, known, gold, hidden, problems)


def own_ledger(
    article: Article, annotator: str, marks: Mapping[str, Mark], project: Project
) -> Ledger:
    """Who an article rests on by one annotator's marks alone, as they are while at work."""
    readings = own_readings(article.sentences, annotator, marks)
    return ledger(article, readings, meanings(project.renamed))


def settled_ledger(
    article: Article,
    everybody: Colleagues,
    project: Project,
    called: Callable[[str], str] = lambda name: name,
) -> Ledger:
    """Who an article rests on by what is settled, from documents already read.

    Args:
        article: as it is today.
        everybody: what they say of it.
        project: its tags and settings.
        called: what to call an annotator, where names are hidden.
    """
    gold = gold_of(article, everybody, project)
    readings = settled_readings(article.sentences, _marks(everybody, project), gold)
    known_as = [
        replace(each, marks={called(name): mark for name, mark in each.marks.items()})
        for each in readings
    ]
    return ledger(article, known_as, meanings(project.renamed))


def each_sourced(
    store: Store,
    articles: Iterable[str],
    reader: str | None = None,
    annotator: str | None = None,
) -> Iterator[Sourced | Unread]:
    """The same of several articles, one in memory at a time; one that cannot be read is told."""
    for article in articles:
        try:
            found = sourced(store, article, reader, annotator)
        except DataError as error:
            yield Unread(article, str(error))
        else:
            yield found


def check_annotator(store: Store, name: str) -> None:
    """Refuses a name that nobody has who annotates.

    Raises:
        UnknownNameError: so it is.
    """
    known = sorted({name for article in store.article_ids() for name in store.annotators(article)})
    if name not in known:
        raise UnknownNameError("annotator", name, known)


def source_rows(entries: Iterable[Entry]) -> list[SourceRow]:
    """The sources of articles in figures, those that are the same joined; most mentioned first."""
    return [
        SourceRow(e.name, e.kind, len(e.mentions), len(e.sentences), len(e.articles))
        for e in across(entries)
    ]


def _marks(everybody: Colleagues, project: Project) -> dict[str, dict[str, Mark]]:
    """All annotators' marks as they stand today, their tags called as they are today."""
    return {
        name: {
            sentence: with_current_names(mark, project.renamed)
            for sentence, mark in views.document.marks.items()
        }
        for name, views in everybody.annotators.items()
    }
