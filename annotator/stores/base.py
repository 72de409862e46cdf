"""The protocol of stores: what a project's documents are kept under, and how they are opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, Literal, NamedTuple, Protocol, TypeVar

from annotator.codec import Document
from annotator.domain.annotations import Annotations
from annotator.domain.article import Article
from annotator.domain.overview import ArticleRow
from annotator.domain.project import Project
from annotator.domain.review.decisions import Review

D = TypeVar("D", bound=Document)
Thing = Literal["project", "article", "annotations", "review"]


class Written(NamedTuple):
    """A text that people of the project wrote, and what to call it in messages."""

    text: str
    where: str


class Key(NamedTuple):
    """What a document is kept under: its thing, its article and whose it is."""

    thing: Thing
    article: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Opened(Generic[D]):
    """A document as it was opened, with the digest of the bytes that it was."""

    document: D
    token: str
    numbers: Mapping[int, int] = field(default_factory=dict)
    """Where a save was merged: own revisions to the ones they were saved with."""


class Store(Protocol):
    """A project's documents. Every save is against what was opened, and durable on return.

    All methods raise `StorageError` where the disk or the network fails, `DamagedFileError` or
    `NewerVersionError` where a document cannot be read.
    """

    def where(self, key: Key) -> str:
        """What to call a document in messages."""

    def keeps(self, place: Path) -> bool:
        """Whether a place, without links, is where this or another project keeps its own files."""

    def lies_in(self, folder: Path) -> bool:
        """Whether the project lies in a folder, so that to replace it would be to lose it."""

    def folder(self) -> Path | None:
        """The folder that the project is; None where it is none."""

    def project(self) -> Opened[Project]:
        """The project itself."""

    def save_project(self, project: Project, token: str | None) -> Opened[Project]:
        """Saves the project; ConflictError where it is not the one opened."""

    def guidelines(self) -> str:
        """The project's guidelines, Markdown."""

    def cues(self, language: str) -> Written | None:
        """The project's own cues of a language, such as `en`; None where it has none."""

    def article_ids(self) -> list[str]:
        """Ids of the articles, sorted."""

    def article(self, article: str) -> Opened[Article]:
        """One article; UnknownNameError with the nearest id where there is none."""

    def save_article(self, article: Article, token: str | None) -> Opened[Article]:
        """Saves an article; None as the token means that it must be new."""

    def set_aside(self, article: str) -> None:
        """Takes an article out of the project without deleting anything."""

    def bring_back(self, article: str) -> None:
        """Takes an article back that was set aside, the latest of that id.

        UnknownNameError where there is none, RefusedError where the project has another one.
        """

    def aside_ids(self) -> list[str]:
        """Ids of the articles that were set aside, sorted."""

    def article_aside(self, article: str) -> Opened[Article] | None:
        """The article that `bring_back` would take back, None where there is none."""

    def annotators(self, article: str) -> list[str]:
        """Names of those who have annotations on an article, sorted."""

    def annotations(self, article: str, annotator: str) -> Opened[Annotations] | None:
        """One annotator's document, None before the first save."""

    def save_annotations(self, annotations: Annotations, token: str | None) -> Opened[Annotations]:
        """Saves a document, merged with what others have saved since it was opened.

        ConflictError, after everything else has been saved, where a sentence was marked
        differently on both sides; `held` are `annotator.domain.merge.Held`, `saved` is what
        would have been returned.
        """

    def reviewers(self, article: str) -> list[str]:
        """Names of those who have reviews of an article, sorted."""

    def review(self, article: str, reviewer: str) -> Opened[Review] | None:
        """One reviewer's document, None before the first save."""

    def save_review(self, review: Review, token: str | None) -> Opened[Review]:
        """Saves a review, merged with what the same reviewer has saved on another machine.

        ConflictError as `save_annotations`, where a sentence was decided differently on both
        sides or sent back to others; `held` are `annotator.domain.review.reviewing.HeldDecision`.
        """

    def secret(self) -> bytes:
        """The project's secret, from which pseudonyms are made; it is made when first asked for.

        It never leaves the project: no export holds it, and version control ignores it.
        """

    def stamp(self, key: Key) -> str | None:
        """Something that changes whenever the document does, cheap to ask; None for none."""

    def size(self, key: Key) -> int:
        """The bytes of a document, known without reading it; 0 for none."""

    def overview(self, *, thorough: bool = False) -> list[ArticleRow]:
        """Every article with how far everybody is, by id.

        A document that is damaged, or of a newer version, stops no other row: its own says so.
        A store may answer from what it remembers; `thorough` also finds what somebody changed
        by hand within a file.
        """
