"""What an import did: who said what, what it was called here, and what stayed outside and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from annotator.errors import AnnotatorError

_MOST_KEPT = 1_000
"""Errors that are kept, so that a file in which everything is wrong fits into memory."""
_MOST_LABELS = 10_000
"""Unknown labels that are counted one by one, for the same reason."""
LONGEST_LABEL = 200
"""Characters of a label that is one; of a longer one the beginning is kept, and one more."""


@dataclass(slots=True)
class ByAnnotator:
    """How many labels of one annotator became what."""

    came_in: int = 0
    there_already: int = 0
    look_again: int = 0
    """Of those that came in: whose sentences have other words, or are cut elsewhere."""


@dataclass(slots=True)
class Imported:
    """What became of a source; it is added to as labels are read."""

    labels: int = 0
    """Labels that the source holds."""
    annotators: dict[str, ByAnnotator] = field(default_factory=dict)
    """By whom they came in as."""
    newcomers: list[str] = field(default_factory=list)
    """Annotators whom the project did not know."""
    called: dict[str, str] = field(default_factory=dict)
    """What annotators are called here, where the source spells them otherwise."""
    clashes: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Labels that differ from their annotator's own marks here: who, and whom they came in as."""
    mapped: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Labels that are called something else here: what, and what here; nothing for left out."""
    unknown: Counter[str] = field(default_factory=Counter)
    """Labels that the project has no tag for; the first ten thousand."""
    unmapped: int = 0
    """Items that have such a label; they stayed outside whole."""
    passed_over: Counter[str] = field(default_factory=Counter)
    """Items that are no labels on purpose, by why."""
    nobodys: int = 0
    """Labels of which nothing says whose they are."""
    unplaced: int = 0
    """Labels whose words were not found."""
    articles: list[str] = field(default_factory=list)
    """Articles that the source brought along."""
    documents: int = 0
    """Whole documents, with their history, that came in or were merged with what is here."""
    notices: list[str] = field(default_factory=list)
    """What else there is to say, in sentences."""
    errors: list[AnnotatorError] = field(default_factory=list)
    """What was wrong with single items; the first thousand."""
    failed: int = 0
    """How many such items there were."""

    def fail(self, error: AnnotatorError, items: int = 1) -> None:
        """Counts items that stayed outside, and keeps why."""
        self.failed += items
        if len(self.errors) < _MOST_KEPT:
            self.errors.append(error)

    def stay_outside(self, labels: Iterable[str]) -> None:
        """Counts an item that stays outside, because the project has no tag for its labels."""
        self.unmapped += 1
        for label in labels:
            kept = label[: LONGEST_LABEL + 1]
            if kept in self.unknown or len(self.unknown) < _MOST_LABELS:
                self.unknown[kept] += 1

    def of(self, name: str) -> ByAnnotator:
        """The counts of one annotator."""
        return self.annotators.setdefault(name, ByAnnotator())

    @property
    def came_in(self) -> int:
        """Labels that are new here."""
        return sum(one.came_in for one in self.annotators.values())

    @property
    def there_already(self) -> int:
        """Labels that were here."""
        return sum(one.there_already for one in self.annotators.values())

    @property
    def stayed_outside(self) -> int:
        """Items that should have come in and did not."""
        return self.failed + self.nobodys + self.unmapped
