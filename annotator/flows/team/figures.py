"""The team: who has how much left, how fast they are, and which tags they give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from statistics import median

from annotator.domain.edits import with_current_names
from annotator.domain.overview import ArticleRow
from annotator.domain.project import Project
from annotator.errors import AnnotatorError
from annotator.stores.base import Store


@dataclass(frozen=True, slots=True)
class Member:
    """One annotator's work on the articles that count."""

    name: str
    articles: int
    """That they have begun, or that are assigned to them."""
    handed_in: int
    sentences: int
    """To be judged, in those articles."""
    left: int
    """Of those sentences."""
    seconds: float | None
    """Median time of a decision made on the screen; None where there is none."""
    tags: Mapping[str, int] = field(default_factory=dict)
    """How often each primary tag, `no-tag` and `skipped` were given."""


@dataclass(frozen=True, slots=True)
class Team:
    """Everybody who annotates, and what could not be read or may not be seen."""

    members: tuple[Member, ...]
    problems: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    """Articles of which a blind project does not show this reader others' figures yet."""


@dataclass(slots=True)
class _Gathered:
    """What is known of one annotator so far."""

    articles: int = 0
    handed_in: int = 0
    sentences: int = 0
    left: int = 0
    seconds: list[float] = field(default_factory=list)
    tags: Counter[str] = field(default_factory=Counter)


def team(store: Store, reader: str | None = None, articles: Collection[str] = ()) -> Team:
    """The figures of everybody who annotates, by name.

    It reads every document of theirs: call it off the screen's thread.

    Args:
        store: the project.
        reader: who looks; None for nobody in particular.
        articles: ids of those that count; all where there are none.
    """
    project = store.project().document
    rows = [row for row in store.overview() if not articles or row.id in articles]
    found: dict[str, _Gathered] = {}
    problems: list[str] = []
    hidden: list[str] = []
    for row in rows:
        problems += row.problems
        names = _annotators(row, project)
        if not row.shows_others_to(reader, project):
            hidden += [row.id] if set(names) - {reader} else []
            names = [name for name in names if name == reader]
        for name in names:
            gathered = found.setdefault(name, _Gathered())
            _count(gathered, row, name)
            try:
                _read(gathered, store, row.id, name, project)
            except AnnotatorError as error:
                problems += [] if str(error) in problems else [str(error)]
    members = tuple(_member(name, found[name]) for name in sorted(found))
    return Team(members, tuple(problems), tuple(hidden))


def _annotators(row: ArticleRow, project: Project) -> list[str]:
    """Who has begun an article, or is to."""
    begun = [person.annotator for person in row.people]
    return list(dict.fromkeys([*begun, *project.assignments.get(row.id, ())]))


def _count(gathered: _Gathered, row: ArticleRow, name: str) -> None:
    own = row.of(name)
    gathered.articles += 1
    gathered.handed_in += own is not None and own.handed_in is not None
    gathered.sentences += own.progress.sentences if own else row.sentences
    gathered.left += own.progress.unseen if own else row.sentences


def _read(gathered: _Gathered, store: Store, article: str, name: str, project: Project) -> None:
    opened = store.annotations(article, name)
    if opened is None:
        return
    for mark in opened.document.marks.values():
        if mark.state == "open":
            continue
        today = with_current_names(mark, project.renamed)
        gathered.tags[today.tags[0] if today.tags else today.state] += 1
        if mark.seconds is not None:
            gathered.seconds.append(mark.seconds)


def _member(name: str, gathered: _Gathered) -> Member:
    return Member(
        name,
        gathered.articles,
        gathered.handed_in,
        gathered.sentences,
        gathered.left,
        round(median(gathered.seconds), 1) if gathered.seconds else None,
        dict(gathered.tags),
    )
