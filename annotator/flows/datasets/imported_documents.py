"""Documents of annotators and reviewers from another project, merged with those that are here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from annotator.codec import empty_review, encode
from annotator.domain.annotations import Annotations
from annotator.domain.article import Article
from annotator.domain.datasets.taking_in import Said, stand_in
from annotator.domain.history import Circumstances
from annotator.domain.marks import Mark
from annotator.domain.merge import reconcile
from annotator.domain.project import PersonRole
from annotator.domain.reconcile import HeldBack
from annotator.domain.review.carry import carried_review, reconcile_reviews
from annotator.domain.review.decisions import Decision, Review
from annotator.domain.review.reviewing import ReviewChange, record, same_decision
from annotator.domain.revisions.carry import carried
from annotator.errors import ConflictError
from annotator.flows.datasets.imported_marks import Import, Marks, take_in, welcome


def take_annotations(
    on: Import, article: Article, theirs: Annotations, role: PersonRole = "annotator"
) -> None:
    """Merges an annotator's document with what they have here, as of two machines.

    What they have said otherwise here stays, and theirs comes in as a stand-in's.

    Raises:
        DataError: what is here cannot be read.
        StorageError: the disk failed.
    """
    name = theirs.annotator
    opened = on.store.annotations(article.id, name)
    held: Sequence[object] = ()
    before: Mapping[str, Mark] = {}
    document = theirs
    if opened is not None:
        merged = reconcile(opened.document, theirs, article)
        document, held = merged.document, merged.held
        before = carried(opened.document, article).marks
    if opened is None or encode(document) != encode(opened.document):
        on.report.documents += 1
        welcome(on, name, role)
        if not on.dry:
            try:
                on.store.save_annotations(theirs, "" if opened else None)
            except ConflictError as error:
                held = error.held
    differing = _marks_of(held)
    after = carried(document, article).marks
    for sentence in carried(theirs, article).marks:
        if sentence in differing:
            continue
        if sentence in after and before.get(sentence) != after[sentence]:
            on.report.of(name).came_in += 1
        else:
            on.report.of(name).there_already += 1
    if differing:
        take_in(on, article, name, differing, 1)


def take_review(
    on: Import, article: Article, theirs: Review, role: PersonRole = "reviewer"
) -> None:
    """Merges a reviewer's document with what they have here; otherwise as `take_annotations`."""
    name = theirs.reviewer
    opened = on.store.review(article.id, name)
    held: Sequence[object] = ()
    document = theirs
    if opened is not None:
        merged = reconcile_reviews(opened.document, theirs, article)
        document, held = merged.document, merged.held
    if opened is None or encode(document) != encode(opened.document):
        on.report.documents += 1
        welcome(on, name, role)
        if not on.dry:
            try:
                on.store.save_review(theirs, "" if opened else None)
            except ConflictError as error:
                held = error.held
    differing = {
        each.sentence: each.own
        for each in held
        if isinstance(each, HeldBack) and isinstance(each.own, Decision)
    }
    if differing:
        _decide_beside(on, article, name, differing, 1)


def _marks_of(held: Sequence[Any]) -> Marks:
    """What was held back, by sentence; a mark that was taken away there stays here."""
    return {
        each.sentence: Said(each.own, each.sentence)
        for each in held
        if isinstance(each, HeldBack) and isinstance(each.own, Mark)
    }


def _decide_beside(
    on: Import, article: Article, reviewer: str, decisions: Mapping[str, Decision], number: int
) -> None:
    """Gives a reviewer's decisions to a stand-in, who has decided nothing else of them."""
    name = stand_in(reviewer, on.format_name, number)
    opened = on.store.review(article.id, name)
    review = empty_review(article.id, article.revision, name)
    if opened is not None:
        review = carried_review(opened.document, article)
    changes = [
        ReviewChange(sentence, decision)
        for sentence, decision in decisions.items()
        if sentence not in review.decisions
    ]
    if changes:
        welcome(on, name, "reviewer")
        on.report.clashes[reviewer, name] += len(changes)
        if not on.dry:
            how = Circumstances(on.at, on.session, "import")
            token = opened.token if opened else None
            on.store.save_review(record(review, changes, how), token)
    rest = {
        sentence: decision
        for sentence, decision in decisions.items()
        if sentence in review.decisions and not same_decision(review.decisions[sentence], decision)
    }
    if rest:
        _decide_beside(on, article, reviewer, rest, number + 1)
