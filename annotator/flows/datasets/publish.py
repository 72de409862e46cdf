"""Publishing: a project's labels as the rows of a dataset, in a stable order."""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from typing import TypeVar

from annotator.domain.article import Article
from annotator.domain.blind import sees_others
from annotator.domain.datasets.census import Census
from annotator.domain.datasets.near_copies import near_copies, sketch
from annotator.domain.datasets.selection import (
    ALL,
    GOLD,
    Material,
    Selection,
    article_filter,
    is_finished,
)
from annotator.domain.datasets.splits import Splits, split_of, stratified
from annotator.domain.project import Project
from annotator.errors import DataError, EmptySelectionError, NotWholeError, UnknownNameError
from annotator.flows.datasets.material import article_of, documents_of, material_of
from annotator.formats.datasets.about import Sampled
from annotator.formats.datasets.native import Documents
from annotator.formats.datasets.rows import Place, Row, Wanted, rows
from annotator.formats.datasets.withholding import Policy, Withheld
from annotator.stores.base import Store

_MEASURED = 100_000
"""Marks of which agreement is measured, at most, so that they fit into memory."""

V = TypeVar("V")
Told = Callable[[int, str], None]
"""Is told how many articles have been read and which one is being read."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks for."""

    selection: Selection = field(default_factory=Selection)
    policy: Policy = field(default_factory=Policy)
    splits: Splits = field(default_factory=Splits)
    reader: str | None = None
    """Who asks; in a blind project they learn nothing of an article that they have yet to hand
    in. Null for nobody in particular."""


@dataclass(slots=True)
class Publication:
    """A dataset that is ready to be drawn, row by row; each time it is drawn it is the same."""

    store: Store
    wanted: Wanted
    splits: Splits
    groups: Mapping[str, str]
    """The group of near copies that each article belongs to."""
    reader: str | None = None
    chosen: Mapping[str, str] | None = None
    """The split of each group, in the stratified mode."""
    sole: str | None = None
    """The only annotator of the project, whose labels nobody else could check."""
    told: Told | None = None
    census: Census = field(default_factory=Census)
    withheld: Withheld = field(default_factory=Withheld)
    """Both count the rows that were drawn last."""
    _marks: dict[str, int] = field(default_factory=dict)
    """How many marks there are of each article of those rows."""
    drawn: Article | None = None
    """The article of the row that was drawn last."""

    @property
    def project(self) -> Project:
        """The project that it is of."""
        return self.wanted.project

    def rows(self) -> Iterator[Row]:
        """The rows: articles by id, sentences in reading order, annotators by name.

        One article is in memory at a time.

        Raises:
            NotWholeError: files cannot be read; all of them are named, and rows end at the first.
        """
        self.census, self.withheld, self._marks = Census(), Withheld(), {}
        sizes = Counter(self.groups.values())
        errors: list[DataError] = []
        for material in self._materials(errors):
            if errors:
                continue
            group = self.groups.get(material.article.id, material.article.id)
            if sizes[group] > 1:
                self.census.groups.add(group)
            place = Place(group, self._split(group), self.splits.seed)
            self.drawn = material.article
            self._marks[material.article.id] = sum(map(len, material.marks.values()))
            yield from self.census.counted(
                rows(material, self.wanted, place, self.census, self.withheld)
            )
        if errors:
            raise NotWholeError(errors)

    def whole(self) -> Iterator[Row]:
        """The same rows, of which there is at least one.

        Raises:
            EmptySelectionError: there is none; it says which filter left what out.
            NotWholeError: as for `rows`.
        """
        found = self.rows()
        first = next(found, None)
        if first is None:
            raise EmptySelectionError(self.census.why_nothing())
        return chain([first], found)

    def text_of(self, article: str) -> str:
        """The text of an article, by its id, that is the same as its rows were drawn from.

        Raises:
            DataError: it is not the one of the row that was drawn last, and cannot be read.
        """
        if self.drawn is not None and self.drawn.id == article:
            return self.drawn.text
        return self.store.article(article).document.text

    def counted(self) -> Census:
        """The census of all rows, which are drawn and written nowhere.

        Raises:
            EmptySelectionError, NotWholeError: as for `whole`.
        """
        for _ in self.whole():
            pass
        return self.census

    def _split(self, group: str) -> str:
        if self.chosen is not None and group in self.chosen:
            return self.chosen[group]
        return split_of(group, self.splits)

    def _materials(self, errors: list[DataError]) -> Iterator[Material]:
        """The articles that are selected, with what everybody says of them."""
        selection = self.wanted.selection
        for number, name in enumerate(self.store.article_ids()):
            if self.told is not None:
                self.told(number, name)
            if selection.articles is not None and name not in selection.articles:
                self.census.left_out["article"] += 1
                continue
            article = article_of(self.store, name, errors)
            found = (
                None if article is None else material_of(self.store, article, self.project, errors)
            )
            if found is None or article is None:
                continue
            why = article_filter(article, selection)
            if why is None and not self._may_know(found):
                why = "blind"
            if why is None and selection.finished and not is_finished(found, selection):
                why = "finished"
            if why is None:
                yield found
            else:
                self.census.left_out[why] += len(article.sentences)

    def _may_know(self, material: Material) -> bool:
        """Whether who asks may know what others say of an article."""
        return self.wanted.selection.labels == self.reader or sees_others(
            self.project,
            self.reader,
            material.article.id,
            begun=self.reader in material.begun,
            handed_in=self.reader in material.handed_in,
        )

    def documents(self) -> Iterator[Documents]:
        """The articles with everything that is said of them, instead of rows.

        Raises:
            EmptySelectionError: there is none; it says which filter left what out.
            NotWholeError: as for `rows`.
        """
        self.census, self.withheld = Census(), Withheld()
        errors: list[DataError] = []
        for material in self._materials(errors):
            if errors:
                continue
            article = material.article
            self.census.take_article(
                article.id,
                article.revision,
                article.sha256,
                license_=article.license,
                language=article.language,
            )
            yield documents_of(self.store, article)
        if errors:
            raise NotWholeError(errors)
        if not self.census.articles:
            raise EmptySelectionError(self.census.why_nothing())

    def agreement(self) -> Sampled | None:
        """How far the annotators of the articles agree whose rows were drawn last.

        Of very many some are taken, by the digests of their ids; it says of how many.
        """
        from annotator.flows.team.agreement import Wanted as Measuring  # noqa: PLC0415 - cards only
        from annotator.flows.team.agreement import agreement_of_project  # noqa: PLC0415 - as above

        if self.sole is not None or not self._marks:
            return None
        taken: list[str] = []
        left = _MEASURED
        for id_ in sorted(self._marks, key=lambda id_: hashlib.sha256(id_.encode()).digest()):
            left -= self._marks[id_]
            if left < 0 and taken:
                break
            taken.append(id_)
        measured = agreement_of_project(self.store, Measuring(tuple(sorted(taken))))
        return Sampled(measured.found, len(taken), len(self._marks), measured.of_now)


def begun(found: Iterator[V]) -> Iterator[V]:
    """The same, of which the first has been drawn: so whatever is wrong at once is known."""
    return chain(list(islice(found, 1)), found)


def publication(store: Store, asked: Asked, told: Told | None = None) -> Publication:
    """A dataset of a project, ready to be drawn.

    Every article is read once to find near copies, those that are not selected too: so what is
    selected never changes the splits. Where a single person annotates, gold takes their labels:
    nobody else's are there.

    Raises:
        UnknownNameError: labels of somebody are asked for who has none.
        NotWholeError: articles cannot be read; all of them are named.
    """
    project = store.project().document
    sole, known = _annotators(store, asked.selection.labels)
    if asked.selection.labels not in {GOLD, ALL, *known}:
        raise UnknownNameError("annotator", asked.selection.labels, sorted(known))
    selection = asked.selection
    if sole is not None and selection.labels == GOLD:
        selection = replace(selection, provenances=selection.provenances | {"single"})
    else:
        sole = None
    return Publication(
        store,
        Wanted(project, selection, asked.policy),
        asked.splits,
        _groups(store, told),
        reader=asked.reader,
        sole=sole,
        told=told,
    )


def stratify(publication: Publication, before: Mapping[str, str]) -> dict[str, str]:
    """Divides a dataset so that every split has its share of each label.

    Args:
        publication: is given the split of each group.
        before: what was chosen earlier, which stands.

    Returns:
        The split of each group, also of those chosen earlier that are not in the dataset.
    """
    groups: dict[str, Counter[str]] = {}
    for row in publication.rows():
        if row["label"] is not None:
            groups.setdefault(row["near_copies"], Counter())[row["label"]] += 1
    chosen = stratified(groups, publication.splits, before)
    publication.chosen = chosen
    return chosen


def _annotators(store: Store, asked: str) -> tuple[str | None, set[str]]:
    """The only annotator of a project, or None; and names, as many as are needed to tell."""
    found: set[str] = set()
    for article in store.article_ids():
        found.update(store.annotators(article))
        if asked in found or (asked in {GOLD, ALL} and len(found) > 1):
            return None, found
    return (next(iter(found)) if len(found) == 1 else None), found


def _groups(store: Store, told: Told | None) -> dict[str, str]:
    """The group of near copies of every article that can be read."""

    def sketches() -> Iterator[tuple[str, str, array[int]]]:
        for number, name in enumerate(store.article_ids()):
            if told is not None:
                told(number, name)
            with suppress(DataError):  # the rows name every file that cannot be read
                article = store.article(name).document
                since = article.previous[0].at if article.previous else article.retrieved
                yield name, min(since, article.retrieved), sketch(article.text)

    return near_copies(sketches())
