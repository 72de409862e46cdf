"""Labels of one article as marks of its annotators: placed, compared with what is there, saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from annotator.codec import empty_annotations
from annotator.domain.annotations import Annotations
from annotator.domain.article import Article
from annotator.domain.datasets.anchors import Anchor
from annotator.domain.datasets.placing_labels import Place, Placed, Unplaced, place_labels
from annotator.domain.datasets.taking_in import Said, at_home, one_mark, says_no_more, stand_in
from annotator.domain.edits import with_current_names
from annotator.domain.history import Change, Circumstances, record
from annotator.domain.marks import Mark
from annotator.domain.project import PersonRole, Project
from annotator.domain.reconcile import HeldBack
from annotator.domain.revisions.carry import anchored, carried
from annotator.domain.revisions.earlier import versions
from annotator.errors import BadNameError, BadRecordError, ConflictError, DataError
from annotator.flows.datasets.import_report import Imported
from annotator.flows.team.people import is_known, join_project
from annotator.stores.base import Opened, Store


class Item(NamedTuple):
    """A label whose annotator and tags are known, and whose article is."""

    part: str
    anchor: Anchor
    annotator: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Import:
    """What is the same for all labels of a source."""

    store: Store
    project: Project
    format_name: str
    source: str
    """What to call it in messages."""
    session: str
    at: str
    """When the import began, UTC."""
    report: Imported
    dry: bool = False


Marks = dict[str, Said]
"""What one annotator says, by sentence."""


def settle(on: Import, article: Article, items: Sequence[Item]) -> None:
    """Gives an article the labels of a source that are of it; each annotator's at once.

    Raises:
        DataError: a document of the project cannot be read.
        StorageError: the disk failed.
    """
    for annotator, marks in _by_annotator(on, article, items).items():
        try:
            take_in(on, article, annotator, marks)
        except (DataError, BadNameError) as error:
            on.report.fail(error, len(marks))


def _by_annotator(on: Import, article: Article, items: Sequence[Item]) -> dict[str, Marks]:
    """Today's marks that the labels are, by annotator and in reading order."""
    said: dict[str, dict[str, list[Said]]] = {}
    earlier: dict[tuple[str, int], dict[str, list[Said]]] = {}
    texts = {sentence.id: article.text_of(sentence) for sentence in article.sentences}
    found = place_labels(article, [item.anchor for item in items])
    for item, placed in zip(items, found, strict=True):
        if isinstance(placed, Unplaced):
            on.report.unplaced += 1
            on.report.fail(BadRecordError(on.source, item.part, placed.why))
        elif placed.revision == article.revision:
            own = said.setdefault(item.annotator, {})
            for place, mark in _marks(on, article, item, placed, texts):
                own.setdefault(place.sentence, []).append(Said(mark, item.part, place.how))
        else:
            then = earlier.setdefault((item.annotator, placed.revision), {})
            mark = _filled(on, item.mark)
            then.setdefault(placed.places[0].sentence, []).append(Said(mark, item.part))
    for (annotator, revision), by_sentence in earlier.items():
        own = said.setdefault(annotator, {})
        for sentence, each in _carried(on, article, revision, by_sentence).items():
            own.setdefault(sentence, []).append(each)
    order = {sentence.id: number for number, sentence in enumerate(article.sentences)}
    return {
        annotator: {id_: _one(on, own[id_], id_) for id_ in sorted(own, key=order.__getitem__)}
        for annotator, own in said.items()
    }


def _marks(
    on: Import, article: Article, item: Item, placed: Placed, texts: Mapping[str, str]
) -> Iterable[tuple[Place, Mark]]:
    """A label as marks of the sentences that it is of."""
    mark = _filled(on, item.mark)
    for place in placed.places:
        if place.how == "same" and item.anchor.sha256 == article.sha256:
            yield place, replace(mark, quote=texts[place.sentence])
        else:
            yield place, at_home(mark, texts, place, item.anchor.sentence)


def _filled(on: Import, mark: Mark) -> Mark:
    """A mark with what its source does not say: when it was made, and by which guidelines."""
    if mark.at and mark.guidelines:
        return mark
    guidelines = mark.guidelines or on.project.guidelines
    return replace(mark, at=mark.at or on.at, guidelines=guidelines)


def _carried(
    on: Import, article: Article, revision: int, said: Mapping[str, list[Said]]
) -> dict[str, Said]:
    """What was said of an earlier revision, carried over as the project's own marks are."""
    version = next(one for one in versions(article) if one.revision == revision)
    texts = {sentence.id: version.text_of(sentence) for sentence in version.sentences}
    now = {id_: _one(on, each, id_) for id_, each in said.items()}
    then = empty_annotations(article.id, revision, version.sha256, "")
    changes = [Change(id_, replace(one.mark, quote=texts[id_])) for id_, one in now.items()]
    document = carried(record(then, changes, Circumstances("", on.session, "import")), article)
    part = next(iter(now.values())).part
    return {
        id_: Said(mark, now[id_].part if id_ in now else part)
        for id_, mark in document.marks.items()
    }


def _one(on: Import, said: Sequence[Said], sentence: str) -> Said:
    """What an annotator says of a sentence; items that contradict an earlier one are told."""
    if len(said) == 1:
        return said[0]
    found, differing = one_mark(said)
    for other in differing:
        why = f"it says something else of {sentence} than {other.earlier} does; that one counts"
        on.report.fail(BadRecordError(on.source, other.part, why))
    return found


def take_in(on: Import, article: Article, annotator: str, marks: Marks, number: int = 0) -> None:
    """Saves what one annotator says, and what differs from their own marks as a stand-in's.

    Args:
        on: the import.
        article: as it is today.
        annotator: whose labels they are in the source.
        marks: by sentence.
        number: of the stand-in; 0 for the annotator's own name.
    """
    name = annotator if number == 0 else stand_in(annotator, on.format_name, number)
    opened = on.store.annotations(article.id, name)
    document = _today(opened, article, name)
    changes: list[Change] = []
    differing: Marks = {}
    for sentence, said in marks.items():
        there = document.marks.get(sentence)
        if there is not None and says_no_more(
            said.mark, with_current_names(there, on.project.renamed)
        ):
            on.report.of(name).there_already += 1
        elif there is not None and _is_of_this_import(document, sentence, on.session):
            why = f"it says something else of {sentence} than an earlier item does; that one counts"
            on.report.fail(BadRecordError(on.source, said.part, why))
        elif there is not None:
            differing[sentence] = said
        else:
            changes.append(Change(sentence, said.mark))
    if changes:
        differing |= _saved(on, document, opened, changes, marks)
        came = [change.sentence for change in changes if change.sentence not in differing]
        on.report.of(name).came_in += len(came)
        again = (marks[id_].mark.look_again for id_ in came if id_ is not None)
        on.report.of(name).look_again += sum(look is not None for look in again)
        if number:
            on.report.clashes[annotator, name] += len(came)
    if differing:
        take_in(on, article, annotator, differing, number + 1)


def welcome(on: Import, name: str, role: PersonRole = "annotator") -> None:
    """Makes somebody one of the project's people, before anything of theirs is saved."""
    if is_known(on.project, name) or name in on.report.newcomers:
        return
    on.report.newcomers.append(name)
    if not on.dry:
        join_project(on.store, name, role)


def _is_of_this_import(document: Annotations, sentence: str, session: str) -> bool:
    """Whether the latest mark of a sentence came in a moment ago, from the same source."""
    return next((e.session for e in document.history.naming(sentence)), None) == session


def _today(opened: Opened[Annotations] | None, article: Article, name: str) -> Annotations:
    if opened is None:
        return empty_annotations(article.id, article.revision, article.sha256, name)
    return anchored(carried(opened.document, article), article)


def _saved(
    on: Import,
    document: Annotations,
    opened: Opened[Annotations] | None,
    changes: Sequence[Change],
    marks: Marks,
) -> Marks:
    """Saves these changes as one event group; gives those that somebody else made meanwhile."""
    welcome(on, document.annotator)
    if on.dry:
        return {}
    how = Circumstances(on.at, on.session, "import")
    try:
        on.store.save_annotations(record(document, changes, how), opened.token if opened else None)
    except ConflictError as error:
        held = (each for each in error.held if isinstance(each, HeldBack))
        return {each.sentence: marks[each.sentence] for each in held if each.sentence in marks}
    return {}
