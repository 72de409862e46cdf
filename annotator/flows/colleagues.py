"""Colleagues: what everybody says of one article, read from the store and kept up to date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from annotator.codec import seen_in
from annotator.domain.annotations import Annotations
from annotator.domain.article import Article
from annotator.domain.blind import sees_others_beside
from annotator.domain.history import Circumstances
from annotator.domain.marks import Comment
from annotator.domain.project import Project
from annotator.domain.review.carry import carried_review
from annotator.domain.review.decisions import Review, Seen
from annotator.domain.review.reviewing import renamed_review, seen_with_current_names
from annotator.domain.review.threads import Remark, asked_of, has_answered, threads
from annotator.domain.revisions.carry import carried
from annotator.domain.tags import Renamed
from annotator.errors import DataError, ReadError, RefusedError
from annotator.stores.base import Key, Store


@dataclass(frozen=True, slots=True)
class Views:
    """What an annotator says of an article, in short: quick to ask for any sentence."""

    document: Annotations
    said: Mapping[str, Seen]
    """By sentence, tags called as they are today; a mark without a decision is not there."""
    unsure: frozenset[str]
    """Sentences."""


class _Known(NamedTuple):
    stamp: str | None
    renamed: int
    """How many renamings were applied."""
    revision: int
    """The article's, to which it was carried over."""
    value: Views | Review | str
    """A text says why it cannot be read."""


@dataclass(frozen=True)
class Colleagues:
    """Everybody's documents on one article, by name and in the names' order."""

    annotators: Mapping[str, Views] = field(default_factory=dict)
    reviews: Mapping[str, Review] = field(default_factory=dict)
    """Tags called as they are today."""
    problems: Mapping[str, str] = field(default_factory=dict)
    """Why what somebody said cannot be read, in a sentence or two, by person."""
    known: Mapping[Key, _Known] = field(default_factory=dict)
    """What was read, with the stamps that tell whether it still stands."""

    def comments(self) -> list[tuple[str, Comment]]:
        """Everybody's comments, with who made them."""
        annotators = [
            (n, c) for n, views in self.annotators.items() for c in views.document.comments
        ]
        return annotators + [(n, c) for n, review in self.reviews.items() for c in review.comments]

    def threads(self) -> dict[str, list[Remark]]:
        """The remarks on each sentence that has some, oldest first."""
        return threads(self.comments())

    def asked_of(self, annotator: str) -> dict[str, str]:
        """The sentences sent back to an annotator who has not answered, with by whom."""
        views = self.annotators.get(annotator)
        return {
            sentence: reviewer
            for reviewer, review in self.reviews.items()
            for sentence, asked in asked_of(review.sent_back, annotator).items()
            if views is None or not has_answered(views.document, sentence, asked)
        }

    def awaited(self) -> dict[str, tuple[str, ...]]:
        """Who has not answered yet, for each sentence that was sent back."""
        found: dict[str, tuple[str, ...]] = {}
        for name in sorted(
            {n for r in self.reviews.values() for b in r.sent_back.values() for n in b.to}
        ):
            for sentence in self.asked_of(name):
                found[sentence] = (*found.get(sentence, ()), name)
        return found


def look(
    store: Store,
    article: Article,
    project: Project,
    before: Colleagues | None = None,
    *,
    without: Key | None = None,
) -> Colleagues:
    """Everybody's documents on an article as they are now.

    Only what has changed since `before` is read again; if nothing has, that is returned itself.
    One document that cannot be read hides no other. `without` is one's own, where that is open
    and known better than from the disk.
    """
    old = before.known if before else {}
    keys = [Key("annotations", article.id, name) for name in store.annotators(article.id)]
    keys += [Key("review", article.id, name) for name in store.reviewers(article.id)]
    known = {
        key: _read(store, key, article, project.renamed, old.get(key))
        for key in keys
        if key != without
    }
    if before is not None and known == old:
        return before
    annotators = {k.person: v for k, (*_, v) in known.items() if isinstance(v, Views)}
    reviews = {k.person: v for k, (*_, v) in known.items() if isinstance(v, Review)}
    problems: dict[str, str] = {}
    for key, (*_, value) in known.items():
        if isinstance(value, str):
            problems[key.person] = " ".join(filter(None, (problems.get(key.person), value)))
    return Colleagues(annotators, reviews, problems, known)


def changed_between(before: Colleagues, now: Colleagues) -> set[str]:
    """The sentences of which the same annotators, or any reviewers, say something else now."""
    changed: set[str] = set()
    for name, views in now.annotators.items():
        was = before.annotators.get(name)
        if was is views or was is None:
            continue
        changed |= {s for s, said in views.said.items() if was.said.get(s) != said}
        changed |= was.said.keys() - views.said.keys()
    for name in before.reviews.keys() | now.reviews.keys():
        one, other = before.reviews.get(name), now.reviews.get(name)
        if one is not other:
            changed |= {s for review in (one, other) if review for s in review.decisions}
            changed |= {s for review in (one, other) if review for s in review.sent_back}
    return changed


def check_may_review(project: Project, reviewer: str, article: str, colleagues: Colleagues) -> None:
    """Refuses who annotates an article of a blind project and has not handed it in.

    Raises:
        RefusedError: so it is.
    """
    own = colleagues.annotators.get(reviewer)
    if not sees_others_beside(
        project, reviewer, article, own.document if own else None, "reviewer"
    ):
        raise RefusedError(
            f"This project is blind: hand in {article} before you review it, or let somebody "
            "review it who does not annotate it."
        )


def _read(
    store: Store, key: Key, article: Article, renamed: tuple[Renamed, ...], before: _Known | None
) -> _Known:
    stamp = store.stamp(key)
    if before is not None and before[:3] == (stamp, len(renamed), article.revision):
        return before
    try:
        value = _value(store, key, article, renamed)
    except (DataError, ReadError) as error:
        value = str(error)
    return _Known(stamp, len(renamed), article.revision, value)


def _value(
    store: Store, key: Key, article: Article, renamed: tuple[Renamed, ...]
) -> Views | Review | str:
    if key.thing == "review":
        review = store.review(key.article, key.person)
        if review is None:
            return "it is gone"
        how = Circumstances(review.document.updated, "", "rename")
        found = renamed_review(carried_review(review.document, article), renamed, how)
        _read_lines(found.decisions.values(), found.sent_back.values(), found.comments)
        return found
    opened = store.annotations(key.article, key.person)
    if opened is None:
        return "it is gone"
    return _views(carried(opened.document, article), renamed, store.where(key))


def _views(document: Annotations, renamed: tuple[Renamed, ...], where: str) -> Views:
    """What a document says, in short.

    Raises:
        DamagedFileError: a line is not a mark.
    """
    said, unsure = seen_in(document, where)
    _read_lines(document.comments)
    today = {
        sentence: seen_with_current_names(one, renamed)
        for sentence, one in said.items()
        if one.state != "open"
    }
    return Views(document, today, unsure)


def _read_lines(*parts: Iterable[object]) -> None:
    """Reads lines that would be read when they are first asked for, where nobody expects damage.

    Raises:
        DamagedFileError: one is not what it should be.
    """
    for part in parts:
        for _ in part:
            pass
