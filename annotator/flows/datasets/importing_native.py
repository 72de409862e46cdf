"""Importing whole articles with everything that is said of them, from another project.

An article that is here in an earlier version goes on; documents are merged as those of two
machines are. What differs from somebody's own word stands beside it under a name of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from annotator.domain.annotations import Annotations
from annotator.domain.article import Article
from annotator.domain.consistency import Problem, of_annotations, of_article, of_review
from annotator.domain.datasets.anchors import Anchor
from annotator.domain.datasets.kinship import kinship
from annotator.domain.datasets.label_map import LabelMap
from annotator.domain.names import article_slug
from annotator.domain.project import PersonRole
from annotator.domain.review.decisions import Review
from annotator.domain.revisions.carry import carried
from annotator.domain.tags import current_name
from annotator.errors import AnnotatorError, BadRecordError, ConflictError, DataError, UsageError
from annotator.flows.datasets.import_report import Imported
from annotator.flows.datasets.imported_documents import take_annotations, take_review
from annotator.flows.datasets.imported_marks import Import
from annotator.flows.datasets.imported_tags import (
    annotations_in_our_words,
    review_in_our_words,
    tags_in,
)
from annotator.flows.datasets.importing import Asked, Importing
from annotator.formats.datasets.labeled import Labeled
from annotator.formats.datasets.native import Documents, Head

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")


class ImportingNative:
    """Takes in the articles of a source, one after another, each with its documents."""

    def __init__(self, on: Import, asked: Asked, by: str, now: Callable[[], str]) -> None:
        """Begins; the arguments are those of `Importing`."""
        self._on = on
        self._asked = asked
        self._labels = Importing(on, asked, by, now)
        self._where = self._labels.where
        self._roles: dict[str, PersonRole] = {}
        self.report = on.report

    def take(self, found: Head | Documents | DataError) -> None:
        """Takes what a file says of its project, or an article with its documents."""
        if isinstance(found, Head):
            self._meet(found)
        elif isinstance(found, Documents):
            self._take(found)
        else:
            self.report.fail(found)

    def finish(self) -> Imported:
        """Gives what became of everything."""
        return self._labels.finish()

    def _meet(self, head: Head) -> None:
        """Learns what the other project calls its tags and people."""
        theirs = head.project
        self._roles = {person.name: person.role for person in theirs.people}
        labels = self._asked.labels
        old = {
            change.from_: tag
            for change in theirs.renamed
            if (tag := labels.of(current_name(change.from_, theirs.renamed)))
        }
        labels = LabelMap(labels.said, dict(labels.known) | old)
        self._asked = replace(self._asked, labels=labels)
        self._labels.ask(self._asked)
        own = self._on.store.guidelines()
        if head.guidelines.strip() and head.guidelines.strip() != own.strip():
            self.report.notices.append(
                "The file holds other guidelines than this project; those here stay."
            )

    def _take(self, found: Documents) -> None:
        theirs = found.article
        if self._is_bad(theirs.id, [*_odd_fields(theirs), *of_article(theirs)]):
            return
        try:
            ours = self._ours(theirs)
        except AnnotatorError as error:
            self.report.fail(error)
            return
        is_forked = kinship(theirs, ours) in {"forked", "another"}
        if is_forked and (found.annotations or found.reviews):
            self.report.notices.append(
                f"{ours.id} was changed on both sides; labels of it came in by their words, "
                "without their history."
            )
        documents: tuple[Annotations | Review, ...] = (*found.annotations, *found.reviews)
        for document in documents:
            try:
                if self._is_bad(theirs.id, _problems(document, theirs)):
                    continue
                if not is_forked:
                    self._take_document(ours, document)
                elif isinstance(document, Annotations):
                    self._take_labels(ours, theirs, document)
                else:
                    why = f"the review of {document.reviewer} is of another version of {ours.id}"
                    self.report.fail(BadRecordError(self._on.source, theirs.id, why))
            except (DataError, UsageError) as error:
                self.report.fail(error)

    def _ours(self, theirs: Article) -> Article:
        """The article as it is here, taken over or brought up to theirs where that is newer.

        Raises:
            DataError: what is here cannot be read, or it was set aside.
        """
        while True:
            here = self._here(theirs)
            if here is not None and kinship(theirs, here) != "newer":
                return here
            missing = None if here else self._where.aside(theirs.id, theirs.sha256)
            if missing is not None:
                raise BadRecordError(self._on.source, theirs.id, missing.why)
            article = replace(theirs, id=here.id if here else self._free_id(theirs))
            try:
                if not self._on.dry:
                    token = self._on.store.article(here.id).token if here else None
                    self._on.store.save_article(article, token)
            except ConflictError:
                self._where.look_again()
                continue
            self._where.note(article)
            self.report.articles.append(article.id)
            return article

    def _here(self, theirs: Article) -> Article | None:
        """The article that theirs is a copy of: of the same id and text, or of the same text."""
        if theirs.id in self._where.ids:
            ours = self._where.article(theirs.id)
            if kinship(theirs, ours) != "another":
                return ours
        other = self._where.copy_of(theirs)
        return None if other is None else self._where.article(other)

    def _free_id(self, theirs: Article) -> str:
        taken = self._where.taken()
        if _ID.fullmatch(theirs.id) and theirs.id not in taken:
            return theirs.id
        return article_slug(theirs.title, theirs.sha256, taken)

    def _is_bad(self, article: str, problems: Sequence[Problem]) -> bool:
        """Whether a document contradicts itself; then it stays outside, and is told."""
        for problem in problems[:1]:
            self.report.fail(BadRecordError(self._on.source, article, str(problem)))
        return bool(problems)

    def _take_document(self, ours: Article, document: Annotations | Review) -> None:
        """Merges a document with its owner's here.

        Raises:
            BadNameError: its owner cannot be called so.
            DataError: what is here cannot be read.
        """
        if self._has_unknown_tags(document):
            return
        owner = document.annotator if isinstance(document, Annotations) else document.reviewer
        name = self._labels.people.of(owner) or owner
        if name != owner:
            self.report.called[owner] = name
        role = self._roles.get(owner)
        if isinstance(document, Annotations):
            words = self._in_our_words(document)
            words = replace(words, article=ours.id, annotator=name)
            self.report.labels += len(words.marks)
            take_annotations(self._on, ours, words, role or "annotator")
        else:
            review = replace(self._review_in_our_words(document), article=ours.id, reviewer=name)
            take_review(self._on, ours, review, role or "reviewer")

    def _has_unknown_tags(self, document: Annotations | Review) -> bool:
        """Whether a document stays outside for its tags; they are counted."""
        labels = self._asked.labels
        unknown = [tag for tag in sorted(tags_in(document)) if labels.of(tag) is None]
        if unknown:
            self.report.stay_outside(unknown)
        return bool(unknown)

    def _needs_other_words(self, document: Annotations | Review) -> bool:
        """Whether tags of a document are called something else here; it stays as it is if not."""
        labels, old = self._asked.labels, {one.from_ for one in self._on.project.renamed}
        other = [tag for tag in tags_in(document) if labels.of(tag) != tag and tag not in old]
        for tag in other:
            self.report.mapped[tag, labels.of(tag) or ""] += 1
        return bool(other)

    def _in_our_words(self, document: Annotations) -> Annotations:
        other = self._needs_other_words(document)
        return annotations_in_our_words(document, self._asked.labels) if other else document

    def _review_in_our_words(self, review: Review) -> Review:
        other = self._needs_other_words(review)
        return review_in_our_words(review, self._asked.labels) if other else review

    def _take_labels(self, ours: Article, theirs: Article, document: Annotations) -> None:
        """Takes an annotator's marks as labels of some words, where the articles differ."""
        texts = {sentence.id: sentence for sentence in theirs.sentences}
        for id_, mark in carried(document, theirs).marks.items():
            sentence = texts.get(id_)
            if sentence is None:
                continue
            start, end, digest = sentence.start, sentence.end, theirs.sha256
            place = Anchor("", article=ours.id, sha256=digest, sentence=id_, start=start, end=end)
            anchor = place.quoting(theirs.text, start, end)
            self._labels.take(Labeled(f"{theirs.id}, {id_}", anchor, document.annotator, mark))


def _odd_fields(article: Article) -> Iterator[Problem]:
    """What earlier metadata of an article holds that is no text: opening a file does not look."""
    for number, earlier in enumerate(article.previous):
        fields: object = earlier.fields
        values = [*fields, *fields.values()] if isinstance(fields, Mapping) else [0]
        if not all(isinstance(value, str | None) for value in values):
            yield Problem(f"previous[{number}].fields", "it holds something else than text")


def _problems(document: Annotations | Review, article: Article) -> list[Problem]:
    """Why a document is none of its article, or contradicts it or its own history.

    Where the words of a source stand is for `annotator check` to tell: it harms nothing else.

    Raises:
        DataError: a line of it cannot be read.
    """
    if document.article != article.id:
        return [Problem("article", f"it is of {document.article!r}")]
    if isinstance(document, Review):
        return of_review(document, article)
    found = of_annotations(document, article)
    return [one for one in found if ".sources[" not in one.place]
