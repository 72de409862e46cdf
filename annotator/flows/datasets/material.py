"""An article with what everybody says of it, as it stands today: what datasets are drawn from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from annotator.domain.agreement.independence import as_first_handed_in
from annotator.domain.annotations import Annotations
from annotator.domain.article import Article
from annotator.domain.datasets.selection import Material
from annotator.domain.edits import with_current_names
from annotator.domain.history import Circumstances
from annotator.domain.marks import Mark
from annotator.domain.project import Project
from annotator.domain.review.carry import carried_review
from annotator.domain.review.decisions import Decision, Review
from annotator.domain.review.gold import settled
from annotator.domain.review.reviewing import renamed_review
from annotator.domain.review.votes import seen
from annotator.domain.revisions.carry import carried
from annotator.errors import DataError
from annotator.formats.datasets.native import Documents
from annotator.stores.base import Store


def article_of(store: Store, name: str, errors: list[DataError]) -> Article | None:
    """An article by its id; None where it cannot be read, and `errors` has all that is wrong."""
    try:
        return store.article(name).document
    except DataError as error:
        errors.append(error)
        # What else of this article cannot be read is named with it.
        for annotator in store.annotators(name):
            try:
                store.annotations(name, annotator)
            except DataError as other:
                errors.append(other)
        return None


def material_of(
    store: Store, article: Article, project: Project, errors: list[DataError]
) -> Material | None:
    """An article with what everybody says of it; None where some of that cannot be read.

    Args:
        store: the project's.
        article: as it is today; what was said of an earlier revision is carried over.
        project: its tags and settings.
        errors: what cannot be read is added.
    """
    marks: dict[str, Mapping[str, Mark]] = {}
    first: dict[str, Mapping[str, Mark]] = {}
    handed_in: dict[str, str] = {}
    before = len(errors)
    for name in store.annotators(article.id):
        try:
            opened = store.annotations(article.id, name)
            if opened is None:
                continue
            today = carried(opened.document, article)
            marks[name] = _named(today.marks.items(), project)
            if opened.document.handed_in:
                handed_in[name] = opened.document.handed_in[-1].at
                first[name] = _first(opened.document, today, marks[name], article, project)
        except DataError as error:
            errors.append(error)
    decisions = _decisions(store, article, project, errors)
    if len(errors) > before:
        return None
    by_sentence = _by_sentence(marks)
    gold = {
        sentence.id: settled(
            seen(by_sentence.get(sentence.id, {})),
            decisions.get(sentence.id, {}),
            by_majority=project.settings.majority,
        )
        for sentence in article.sentences
    }
    begun = frozenset(marks)
    return Material(article, by_sentence, gold, _by_sentence(first), handed_in, begun)


def _decisions(
    store: Store, article: Article, project: Project, errors: list[DataError]
) -> dict[str, dict[str, Decision]]:
    """Reviewers' decisions as they stand today: by sentence, then by reviewer."""
    found: dict[str, dict[str, Decision]] = {}
    for name in store.reviewers(article.id):
        try:
            opened = store.review(article.id, name)
            own = _review(opened.document, article, project).decisions if opened else {}
            for sentence, decision in own.items():
                found.setdefault(sentence, {})[name] = decision
        except DataError as error:
            errors.append(error)
    return found


def _by_sentence(marks: Mapping[str, Mapping[str, Mark]]) -> dict[str, dict[str, Mark]]:
    """Marks by annotator as marks by sentence, in the order of the annotators' names."""
    found: dict[str, dict[str, Mark]] = {}
    for name, own in sorted(marks.items()):
        for sentence, mark in own.items():
            found.setdefault(sentence, {})[name] = mark
    return found


def documents_of(store: Store, article: Article) -> Documents:
    """An article with the documents about it, as they are on the disk."""
    annotations = [store.annotations(article.id, name) for name in store.annotators(article.id)]
    reviews = [store.review(article.id, name) for name in store.reviewers(article.id)]
    return Documents(
        article,
        tuple(opened.document for opened in annotations if opened is not None),
        tuple(opened.document for opened in reviews if opened is not None),
    )


def _named(marks: Iterable[tuple[str, Mark]], project: Project) -> dict[str, Mark]:
    if not project.renamed:
        return dict(marks)
    return {sentence: with_current_names(mark, project.renamed) for sentence, mark in marks}


def _review(review: Review, article: Article, project: Project) -> Review:
    how = Circumstances(review.updated, "", "rename")
    return renamed_review(carried_review(review, article), project.renamed, how)


def _first(
    document: Annotations,
    today: Annotations,
    now: Mapping[str, Mark],
    article: Article,
    project: Project,
) -> Mapping[str, Mark]:
    """The marks that counted when the article was first handed in, of the words it has today."""
    untouched = today is document and document.handed_in[0].revision >= document.revision
    if untouched and not any(b'"saw_others":true' in line for line in document.history.lines()):
        return now
    judged = as_first_handed_in(document, article).judgements
    return _named(((one.sentence.id, one.mark) for one in judged if not one.earlier_words), project)
