"""Stores over bytes: reading, merging and saving documents, wherever their bytes are."""

from __future__ import annotations

import contextlib
import hashlib
import re
from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any, TypeVar, cast

from annotator.codec import Document, decode, encode, encoded, from_json, seen_in, standings
from annotator.domain.annotations import Annotations
from annotator.domain.article import Article
from annotator.domain.merge import reconcile
from annotator.domain.overview import (
    ArticleRow,
    PersonRow,
    article_row,
    damaged_article_row,
    damaged_person_row,
    person_row,
)
from annotator.domain.project import Project
from annotator.domain.reconcile import Reconciled
from annotator.domain.review.carry import carried_review, reconcile_reviews
from annotator.domain.review.decisions import Review
from annotator.domain.review.teamwork import NONE, Teamwork, teamwork
from annotator.domain.revisions.carry import carried
from annotator.errors import (
    BadNameError,
    ConflictError,
    DamagedFileError,
    DataError,
    MissingFileError,
    ReadError,
    UnknownNameError,
)
from annotator.stores.base import D, Key, Opened, Store, Thing

P = TypeVar("P", Annotations, Review)


class DocumentStore(Store):
    """A store that keeps documents as bytes; a subclass says where the bytes are."""

    _known_project: tuple[str | None, Project] | None = None

    @abstractmethod
    def _load(self, key: Key) -> bytes | None:
        """The document's bytes, or None."""

    @abstractmethod
    def _put(self, key: Key, data: Iterable[bytes]) -> None:
        """Replaces the bytes, durably; called under the lock."""

    @abstractmethod
    def _keys(self, thing: Thing, article: str = "") -> list[Key]:
        """The keys there are."""

    @abstractmethod
    def _load_aside(self, article: str) -> bytes | None:
        """The bytes of an article that was set aside, the latest of that id, or None."""

    @abstractmethod
    def _lock(self) -> AbstractContextManager[object]:
        """One writer at a time."""

    def project(self) -> Opened[Project]:
        found = self._read(Key("project"))
        if found is None:
            raise MissingFileError(self.where(Key("project")))
        return cast("Opened[Project]", found)

    def save_project(self, project: Project, token: str | None) -> Opened[Project]:
        return self._save_unchanged(Key("project"), project, token)

    def article_ids(self) -> list[str]:
        return [key.article for key in self._keys("article")]

    def article(self, article: str) -> Opened[Article]:
        found = self._read(Key("article", article))
        if found is None:
            way_out = "`annotator status` lists the articles; `annotator add` brings one in."
            raise UnknownNameError("article", article, self.article_ids(), way_out)
        return cast("Opened[Article]", found)

    def save_article(self, article: Article, token: str | None) -> Opened[Article]:
        return self._save_unchanged(Key("article", article.id), article, token)

    def _article_if_whole(self, article: str) -> Article | None:
        """An article; None where there is none, or it cannot be read: a save does without."""
        try:
            return self.article(article).document
        except (DataError, ReadError, UnknownNameError):
            return None

    def article_aside(self, article: str) -> Opened[Article] | None:
        data = self._load_aside(article)
        key = Key("article", article)
        return None if data is None else cast("Opened[Article]", self._opened(key, data))

    def annotators(self, article: str) -> list[str]:
        return [key.person for key in self._keys("annotations", article)]

    def annotations(self, article: str, annotator: str) -> Opened[Annotations] | None:
        found = cast(
            "Opened[Annotations] | None", self._read(Key("annotations", article, annotator))
        )
        if found and found.document.annotator != annotator:
            raise _taken(annotator, found.document.annotator)
        return found

    def save_annotations(self, annotations: Annotations, token: str | None) -> Opened[Annotations]:
        key = Key("annotations", annotations.article, annotations.annotator)
        return self._save_merged(
            key,
            annotations,
            token,
            lambda disk, own: reconcile(disk, own, self._article_if_whole(key.article)),
        )

    def reviewers(self, article: str) -> list[str]:
        return [key.person for key in self._keys("review", article)]

    def review(self, article: str, reviewer: str) -> Opened[Review] | None:
        found = cast("Opened[Review] | None", self._read(Key("review", article, reviewer)))
        if found and found.document.reviewer != reviewer:
            raise _taken(reviewer, found.document.reviewer)
        return found

    def save_review(self, review: Review, token: str | None) -> Opened[Review]:
        key = Key("review", review.article, review.reviewer)
        return self._save_merged(
            key,
            review,
            token,
            lambda disk, own: reconcile_reviews(disk, own, self._article_if_whole(key.article)),
        )

    def overview(self, *, thorough: bool = False) -> list[ArticleRow]:  # noqa: ARG002 - nothing is remembered
        return [self.row(article) for article in self.article_ids()]

    def row(self, article: str) -> ArticleRow:
        """One article's row of the overview, read from its documents."""
        try:
            text = self.article(article).document
        except DataError as error:
            return damaged_article_row(article, str(error))
        documents: dict[str, Annotations] = {}
        rows = [
            row
            for key in self._keys("annotations", article)
            if (row := self._person_row(text, key, documents)) is not None
        ]
        return article_row(text, tuple(rows), self._team(text, documents))

    def _person_row(
        self, article: Article, key: Key, documents: dict[str, Annotations]
    ) -> PersonRow | None:
        """One annotator's row; their document, as it stands today, is added to `documents`."""
        try:
            found = cast("Opened[Annotations] | None", self._read(key))
            if found is None:
                return None
            today = carried(found.document, article)
            marks = standings(today, self.where(key))
        except DataError as error:
            return damaged_person_row(key.person, str(error))
        documents[key.person] = today
        return person_row(article, found.document, marks)

    def _team(self, article: Article, documents: Mapping[str, Annotations]) -> Teamwork:
        """What several people made of an article; damaged reviews are for `check` to tell of."""
        reviews: dict[str, Review] = {}
        for key in self._keys("review", article.id):
            with contextlib.suppress(DataError):
                if found := cast("Opened[Review] | None", self._read(key)):
                    reviews[key.person] = carried_review(found.document, article)
        if len(documents) + len(reviews) < 2:  # noqa: PLR2004 - several people are two at least
            return NONE
        try:
            said = {n: seen_in(d, f"annotations of {n}")[0] for n, d in documents.items()}
            return teamwork(article, documents, said, reviews, self._project_today())
        except DataError:  # a line that nobody has looked at so far
            return NONE

    def _project_today(self) -> Project:
        """The project, read again only when it has changed."""
        stamp = self.stamp(Key("project"))
        known = self._known_project
        if known is None or known[0] != stamp:
            known = self._known_project = (stamp, self.project().document)
        return known[1]

    def _read(self, key: Key) -> Opened[Document] | None:
        data = self._load(key)
        return None if data is None else self._opened(key, data)

    def _opened(self, key: Key, data: bytes) -> Opened[Document]:
        document = decode(data, self.where(key), key.thing)
        article = _article_of(document)
        if article != key.article:
            what = f"it is {article!r}, and the file stands where {key.article!r} belongs"
            raise DamagedFileError(self.where(key), "article", what)
        return Opened(document, _token(data))

    def _token_now(self, key: Key) -> str | None:
        """The digest of what is there; None for nothing."""
        data = self._load(key)
        return None if data is None else _token(data)

    def _write(self, key: Key, document: D) -> Opened[D]:
        digest = hashlib.sha256()

        def digested() -> Iterator[bytes]:
            for piece in encoded(document):
                digest.update(piece)
                yield piece

        self._put(key, digested())
        return Opened(document, digest.hexdigest())

    def _save_merged(
        self,
        key: Key,
        document: P,
        token: str | None,
        merge: Callable[[P, P], Reconciled[P, Any]],
    ) -> Opened[P]:
        """Saves somebody's own document, merged with what has been saved since it was opened."""
        with self._lock():
            if self._token_now(key) in {None, token}:
                return self._write(key, document)
            disk = cast("P", decode(self._load(key) or b"", self.where(key), key.thing))
            if _owner(disk) != key.person:
                raise _taken(key.person, _owner(disk))
            merged = merge(disk, document)
            saved = replace(self._write(key, merged.document), numbers=merged.numbers)
        if merged.held:
            what = ", ".join(dict.fromkeys(held.sentence for held in merged.held))
            raise ConflictError(self.where(key), what, held=merged.held, saved=saved)
        return saved

    def _save_unchanged(self, key: Key, document: D, token: str | None) -> Opened[D]:
        with self._lock():
            data = self._load(key)
            # The same bytes are our own: of a save that failed after they were in place.
            changed = (None if data is None else _token(data)) != token
            if changed and data != encode(document):
                raise ConflictError(self.where(key), f"the {key.thing}")
            return self._write(key, document)


_NAME = re.compile(rb'\n  "(?:annotator|reviewer)": ("(?:[^"\\]|\\.)*")')


def name_in(data: bytes) -> str:
    """Whose document it is, from its bytes or their beginning; empty where they do not say."""
    found = _NAME.search(data)
    try:
        if found:
            return str(from_json(found[1]))
        plain = from_json(data)
        return str(plain.get("annotator") or plain.get("reviewer") or "")
    except (ValueError, AttributeError):
        return ""


def _article_of(document: Document) -> str:
    """The id of the article that a document is, or is about; empty for the project."""
    if isinstance(document, Article):
        return document.id
    return document.article if isinstance(document, Annotations | Review) else ""


def in_the_way(article: str) -> str:
    """Why an article cannot be brought back."""
    return (
        f"The project has another article {article!r} by now. Set that one aside first, then bring "
        "this one back."
    )


def _owner(document: Annotations | Review) -> str:
    """Whose document it is."""
    return document.annotator if isinstance(document, Annotations) else document.reviewer


def _token(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _taken(name: str, there_is: str) -> BadNameError:
    return BadNameError(name, f"the project already has {there_is!r}, which is the same to a file")
