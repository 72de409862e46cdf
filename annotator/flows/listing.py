"""Lists: what a project and an article look like to somebody who only reads them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from annotator.domain.article import Article, Sentence
from annotator.domain.blind import sees_others_beside, visible
from annotator.domain.edits import with_current_names
from annotator.domain.marks import Mark
from annotator.domain.overview import ArticleRow, PersonRow
from annotator.domain.project import Project
from annotator.domain.revisions.carry import carried
from annotator.errors import DataError, ReadError
from annotator.stores.base import Store


@dataclass(frozen=True, slots=True)
class StatusRow:
    """How far one annotator is with one article; the fields of `status --json`."""

    article: str
    annotator: str | None
    """Null where nobody has begun."""
    sentences: int
    unseen: int
    tagged: int
    no_tag: int
    skipped: int
    unsure: int
    look_again: int
    handed_in: str | None
    """When, UTC."""
    updated: str | None
    """When, UTC."""


def status_rows(
    overview: Iterable[ArticleRow], project: Project | None = None, reader: str | None = None
) -> list[StatusRow]:
    """A row for each article and annotator; one without an annotator where nobody has begun.

    Who an article is assigned to has a row before they begin. What cannot be read has no row:
    `ArticleRow.problems` tells of it.

    Args:
        overview: the project's articles.
        project: with its assignments; null where they do not matter.
        reader: who looks; in a blind project they see no figures of others before handing in.
    """
    found = []
    for article in overview:
        if article.problem is not None:
            continue
        assigned = project.assignments.get(article.id, ()) if project else ()
        begun = {person.annotator for person in article.people}
        people = [person for person in article.people if person.problem is None]
        hidden = project is not None and not article.shows_others_to(reader, project)
        if hidden:
            people = [person for person in people if person.annotator == reader]
            assigned = tuple(name for name in assigned if name == reader)
        rows = [_row(article, person) for person in people]
        rows += [_not_begun(article, name) for name in assigned if name not in begun]
        if not rows and (hidden or not article.people):
            rows.append(_not_begun(article, None))
        found += rows
    return found


def _not_begun(article: ArticleRow, annotator: str | None) -> StatusRow:
    all_of_it = article.sentences
    return StatusRow(article.id, annotator, all_of_it, all_of_it, 0, 0, 0, 0, 0, None, None)


def _row(article: ArticleRow, person: PersonRow) -> StatusRow:
    done = person.progress
    return StatusRow(
        article=article.id,
        annotator=person.annotator,
        sentences=done.sentences,
        unseen=done.unseen,
        tagged=done.tagged,
        no_tag=done.no_tag,
        skipped=done.skipped,
        unsure=done.unsure,
        look_again=done.look_again,
        handed_in=person.handed_in,
        updated=person.updated,
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """An article with everybody's marks, their tags called as they are today."""

    article: Article
    marks: Mapping[str, Mapping[str, Mark]]
    """By annotator, then by sentence."""
    hidden: tuple[str, ...] = ()
    """Annotators whose marks a blind project does not show yet."""
    problems: Mapping[str, str] = field(default_factory=dict)
    """Why an annotator's marks cannot be read, in a sentence; they hide nobody else's."""

    def on(self, sentence: Sentence) -> dict[str, Mark]:
        """The marks of one sentence by annotator."""
        return {
            name: marks[sentence.id] for name, marks in self.marks.items() if sentence.id in marks
        }


def shown(store: Store, article: str, reader: str | None = None) -> Shown:
    """An article with its marks.

    Args:
        store: the project.
        article: its id.
        reader: who looks; in a blind project who annotates the article and has not handed it in
            sees their own marks only. Null for somebody who annotates nothing.
    """
    project = store.project().document
    names = store.annotators(article)
    visible = visible_to(reader, store, project, article, names)
    text = store.article(article).document
    marks: dict[str, dict[str, Mark]] = {}
    problems: dict[str, str] = {}
    for name in visible:
        try:
            if (opened := store.annotations(article, name)) is not None:
                today = carried(opened.document, text).marks
                marks[name] = {s: with_current_names(m, project.renamed) for s, m in today.items()}
        except (DataError, ReadError) as error:
            problems[name] = str(error)
    hidden = tuple(name for name in names if name not in visible)
    return Shown(text, marks, hidden, problems)


def visible_to(
    reader: str | None, store: Store, project: Project, article: str, names: Sequence[str]
) -> Sequence[str]:
    """Whose marks somebody may see: all of them, or one's own."""
    return visible(names, reader, others=may_see_others(reader, store, project, article))


def may_see_others(reader: str | None, store: Store, project: Project, article: str) -> bool:
    """Whether somebody may see others' tags and figures (`annotator.domain.blind`)."""
    if reader is None or not project.settings.blind:  # then nobody's document has to be read
        return True
    own = store.annotations(article, reader)
    return sees_others_beside(project, reader, article, own.document if own else None)
