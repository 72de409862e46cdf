"""Importing: labels that others made become marks of their annotators, and nothing is overwritten.

Labels are gathered by article, so that each document is saved once and not for each label; of a
source that jumps between more articles than fit into memory, those that were left longest ago are
saved first. What came in is whole wherever an import stops, and the same import again goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from annotator.domain.datasets.label_map import LabelMap
from annotator.domain.datasets.seen_ids import SeenIds
from annotator.domain.marks import Mark
from annotator.domain.names import clean_name, file_key
from annotator.domain.project import Project
from annotator.errors import BadNameError, BadRecordError, DataError, UnknownNameError, nearest
from annotator.flows.datasets.import_report import Imported
from annotator.flows.datasets.imported_marks import Import, Item, settle
from annotator.flows.datasets.whereabouts import Missing, Whereabouts
from annotator.formats.datasets.labeled import Found, Labeled, PassedOver

_MOST_WAITING = 20_000
"""Labels that wait for others of their article."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks for."""

    labels: LabelMap
    people: Mapping[str, str] = field(default_factory=dict)
    """What annotators of the source are called here, where somebody says so."""
    annotator: str | None = None
    """Whose the labels are of which the source does not say it."""


class Importing:
    """Takes in the labels of a source, one after another."""

    def __init__(self, on: Import, asked: Asked, by: str, now: Callable[[], str]) -> None:
        """Begins.

        Args:
            on: what is the same for all of them.
            asked: what somebody asks for.
            by: who imports; for the history of articles that come along.
            now: tells the time.
        """
        self._on = on
        self._asked = asked
        self.report = on.report
        self.where = Whereabouts(on.store, by, now, on.report, dry=on.dry)
        """Finds the articles."""
        self.people = People(on.project, asked)
        """Knows who is who."""
        self._waiting: dict[str, list[Item]] = {}
        self._number = 0
        self._ids = SeenIds()

    def ask(self, asked: Asked) -> None:
        """Goes on with something else asked for: a source may say what its own names mean."""
        self._asked = asked

    def take(self, found: Found) -> None:
        """Takes one item; labels are saved when enough are together, and at `finish`."""
        if isinstance(found, PassedOver):
            self.report.passed_over[found.why] += 1
        elif isinstance(found, DataError):
            self.report.fail(found)
        else:
            self.report.labels += 1
            item = self._item(found)
            if item is not None:
                self._wait(*item)

    def finish(self) -> Imported:
        """Saves what waits; gives what became of everything."""
        self._settle(list(self._waiting))
        labels = self._asked.labels
        unused = [label for label in labels.said if label not in labels.seen]
        self.report.notices += [_never_met("label", label, labels.seen) for label in unused]
        for name in self._asked.people:
            if name not in self.people.seen:
                self.report.notices.append(_never_met("annotator", name, self.people.seen))
        return self.report

    def _item(self, found: Labeled) -> tuple[str, Item] | None:
        """A label with its article, its annotator and its tags; None if it stays outside."""
        if self._is_repeated(found):
            return None
        mark = self._mark(found)
        annotator = self._annotator(found) if mark else None
        if mark is None or annotator is None:
            return None
        try:
            article, anchor = self.where.find(found.anchor)
        except (DataError, UnknownNameError) as error:
            self.report.fail(error)
            return None
        if isinstance(article, Missing):
            self.report.unplaced += 1
            self._fail(found, article.why)
            return None
        return article, Item(found.part, anchor, annotator, mark)

    def _is_repeated(self, found: Labeled) -> bool:
        """Whether an earlier item has the same id; that is told."""
        if found.id is None or self._ids.add(found.id):
            return False
        self._fail(found, f"an earlier item has its id {found.id[:80]!r}; that one counts")
        return True

    def _mark(self, found: Labeled) -> Mark | None:
        """A label's mark in the project's tags; None, and counted, where there is none."""
        labels = self._asked.labels
        unknown = labels.unknown_in(found.mark)
        if unknown:
            self.report.stay_outside(unknown)
            return None
        self._note_mapped(found.mark.tags)
        return labels.mapped(found.mark)

    def _annotator(self, found: Labeled) -> str | None:
        """Who a label is of; None, and said, where nobody can be."""
        try:
            annotator = self.people.of(found.annotator)
        except BadNameError as error:
            self.report.fail(error)
            return None
        if annotator is None:
            self.report.nobodys += 1
        elif found.annotator is not None and annotator != found.annotator:
            self.report.called[found.annotator] = annotator
        return annotator

    def _note_mapped(self, tags: Iterable[str]) -> None:
        for label in tags:
            tag = self._asked.labels.of(label)
            if tag is not None and tag != label:
                self.report.mapped[label, tag] += 1

    def _fail(self, found: Labeled, why: str) -> None:
        self.report.fail(BadRecordError(self._on.source, found.part, why))

    def _wait(self, article: str, item: Item) -> None:
        waiting = self._waiting.pop(article, [])
        waiting.append(item)
        self._waiting[article] = waiting  # the articles that were left longest ago stand first
        self._number += 1
        if self._number > _MOST_WAITING:
            self._settle(self._left_longest_ago())

    def _left_longest_ago(self) -> list[str]:
        """Articles with half of the labels that wait, those that may still get some left out."""
        found: list[str] = []
        number = 0
        for article, waiting in self._waiting.items():
            if number > _MOST_WAITING // 2:
                break
            found.append(article)
            number += len(waiting)
        return found

    def _settle(self, articles: Iterable[str]) -> None:
        for id_ in articles:
            items = self._waiting.pop(id_)
            self._number -= len(items)
            try:
                settle(self._on, self.where.article(id_), items)
            except (DataError, UnknownNameError) as error:
                self.report.fail(error, len(items))


class People:
    """Who annotators of a source are here."""

    def __init__(self, project: Project, asked: Asked) -> None:
        self._asked = asked
        self._names = {file_key(person.name): person.name for person in project.people}
        self.seen: dict[str, str] = {}
        """Who those are that have been met in the source."""

    def of(self, name: str | None) -> str | None:
        """Somebody's name; None where the source says nobody, and nobody was said either.

        Names that are one to a file are one person: the project's spelling counts, or the first.

        Raises:
            BadNameError: nobody can be called so.
        """
        if name is None:
            return self._asked.annotator
        if name not in self.seen:
            try:
                cleaned = clean_name(self._asked.people.get(name, name))
            except BadNameError as error:
                raise _with_way_out(error, name) from error
            self.seen[name] = self._names.setdefault(file_key(cleaned), cleaned)
        return self.seen[name]


def _never_met(what: str, name: str, seen: Iterable[str]) -> str:
    """What to say of a name that somebody gave a meaning and the source has not got."""
    near = nearest(name, list(seen))
    hint = f" Did you mean {near!r}?" if near else ""
    return f"No {what} of the source is called {name!r}.{hint}"


def _with_way_out(error: BadNameError, name: str) -> BadNameError:
    """The same, with what to type."""
    return BadNameError(name, f"{error.why}. Say who that is with `--annotator THEIRS=NAME`")
