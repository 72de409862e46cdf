"""The overview of a project: each article with how far everybody is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from annotator.domain.annotations import Annotations
from annotator.domain.article import COUNTED_KINDS, Article
from annotator.domain.blind import sees_others
from annotator.domain.progress import Progress, Standing, progress
from annotator.domain.project import Project
from annotator.domain.review.teamwork import NONE, Teamwork


@dataclass(frozen=True, slots=True)
class PersonRow:
    """How far one annotator is with one article."""

    annotator: str
    progress: Progress
    handed_in: str | None
    """When, UTC; None for not yet."""
    updated: str
    problem: str | None = None
    """Why their file cannot be read, in a sentence; then nothing is counted."""


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article of a project with everybody's progress."""

    id: str
    title: str
    retrieved: str
    sentences: int
    """How many are to be judged."""
    people: tuple[PersonRow, ...]
    problem: str | None = None
    """Why its file cannot be read, in a sentence; then it has no people either."""
    team: Teamwork = NONE
    """What several people made of it."""

    @property
    def problems(self) -> tuple[str, ...]:
        """What cannot be read of it: its own file, or what somebody says of it."""
        found = (self.problem, *(person.problem for person in self.people))
        return tuple(problem for problem in found if problem is not None)

    def of(self, annotator: str) -> PersonRow | None:
        """One annotator's row, None before they begin."""
        return next((row for row in self.people if row.annotator == annotator), None)

    def shows_others_to(self, reader: str | None, project: Project) -> bool:
        """Whether a reader may see others' figures on the article (`annotator.domain.blind`)."""
        own = self.of(reader) if reader else None
        handed_in = own is not None and own.handed_in is not None
        return sees_others(project, reader, self.id, begun=own is not None, handed_in=handed_in)


def article_row(
    article: Article, people: tuple[PersonRow, ...], team: Teamwork = NONE
) -> ArticleRow:
    """The row of an article whose people's rows are known."""
    to_judge = sum(sentence.kind in COUNTED_KINDS for sentence in article.sentences)
    return ArticleRow(article.id, article.title, article.retrieved, to_judge, people, team=team)


def damaged_article_row(article: str, problem: str) -> ArticleRow:
    """The row of an article whose file cannot be read; it is called by its id."""
    return ArticleRow(article, article, "", 0, (), problem)


def damaged_person_row(annotator: str, problem: str) -> PersonRow:
    """The row of an annotator whose file cannot be read."""
    return PersonRow(annotator, Progress(0, 0, 0, 0, 0, 0, 0), None, "", problem)


def person_row(
    article: Article, annotations: Annotations, standings: Mapping[str, Standing]
) -> PersonRow:
    """The row of one annotator, from the standings of their marks."""
    pairs = [(sentence.id, sentence.kind) for sentence in article.sentences]
    return PersonRow(
        annotations.annotator,
        progress(pairs, standings.get),
        annotations.handed_in[-1].at if annotations.handed_in else None,
        annotations.updated,
    )
