"""A report: everything that an editor wants to know of an article's sourcing, in plain values.

It holds no more than may be told: what is confidential is masked before it is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.domain.article import COUNTED_KINDS, Article, Sentence
from annotator.domain.marks import Evidence, State
from annotator.domain.sourcing.entries import Entry
from annotator.domain.sourcing.hanging import Ledger
from annotator.domain.sourcing.lint import Finding
from annotator.domain.tags import Tag

NOT_TRUTH = (
    "“Confirmed” says that a statement has an accountable source or was checked by the analyst. "
    "It certifies accountable sourcing; it is not a verdict of truth."
)
"""What every report says, whatever the project calls its tags."""

UNSEEN = "unseen"
UNRESOLVED = "unresolved"
NO_TAG = "no-tag"
SKIPPED = "skipped"
_PARTS = 10
_FEWEST = 3
"""Sentences of a part of the profile at least, where there are so many."""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: a piece of evidence, with the sentences that it is attached to."""

    number: int
    evidence: Evidence
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What one person says of a sentence."""

    who: str
    state: State
    tags: tuple[str, ...]
    is_decision: bool = False
    """Whether it is a reviewer's."""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of the report."""

    sentence: Sentence
    text: str
    state: str
    """`tagged`, `no-tag`, `skipped`, `unseen` or `unresolved`."""
    tags: tuple[str, ...] = ()
    """The first is the primary; of an unresolved one, none."""
    settled: str = ""
    """How it is settled, or why not, in words."""
    said: tuple[Said, ...] = ()
    """By whom, where it is unresolved."""
    sources: tuple[int, ...] = ()
    """Numbers of the sources that it names or rests on, from 1."""
    notes: tuple[int, ...] = ()
    """Numbers of its footnotes."""

    @property
    def counts(self) -> bool:
        """Whether it is of a kind that is judged, or somebody tagged it all the same."""
        return self.sentence.kind in COUNTED_KINDS or self.state == "tagged"

    @property
    def category(self) -> str:
        """What it counts as in the profile: its primary tag, or its state."""
        return self.tags[0] if self.tags else self.state


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the article in the profile."""

    first: str
    last: str
    """Sentences."""
    counts: dict[str, int]
    """Sentences by category; only those that occur."""

    @property
    def total(self) -> int:
        """How many sentences it has that count."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Agreed:
    """How far annotators agree on an article."""

    units: int
    """Sentences with two ratings or more."""
    agree: int
    """Of them, those in which all are alike."""
    figures: tuple[tuple[str, float | None], ...] = ()
    """Each figure by its name in JSON; None where it is not defined."""
    why_not: str = ""
    """Why there are no figures, in a sentence."""


@dataclass(frozen=True, slots=True)
class ArticleReport:
    """One article of a report."""

    ledger: Ledger
    tags: tuple[Tag, ...]
    """The project's."""
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]
    notes: tuple[Note, ...]
    agreed: Agreed
    basis: str
    """Whose marks count, in a sentence."""
    withheld: str = ""
    """What was left out because it is confidential, in words; empty for nothing."""

    @property
    def article(self) -> Article:
        """The article itself."""
        return self.ledger.article

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Its sources; a source's number is its place, from 1."""
        return self.ledger.entries

    @property
    def categories(self) -> tuple[str, ...]:
        """What sentences can count as, in the order in which it is shown."""
        names = [tag.name for tag in self.tags]
        used = {line.category for line in self.lines if line.counts}
        others = [name for name in (NO_TAG, SKIPPED, UNRESOLVED, UNSEEN) if name in used]
        return (*names, *sorted(used - {*names, *others}), *others)

    @property
    def unresolved(self) -> tuple[Line, ...]:
        """The sentences on which people differ, and that nobody has settled."""
        return tuple(line for line in self.lines if line.state == UNRESOLVED)

    @property
    def is_untagged(self) -> bool:
        """Whether nobody has said anything of it yet."""
        return all(line.state == UNSEEN for line in self.lines)

    def profile(self) -> list[Part]:
        """The article as a whole, and then its parts of about equal length, in reading order."""
        lines = [line for line in self.lines if line.counts]
        if not lines:
            return []
        return [_part(lines), *(_part(piece) for piece in _pieces(lines))]


@dataclass(frozen=True, slots=True)
class Report:
    """A report on one article or more."""

    project: str
    made: str
    """When, UTC."""
    articles: tuple[ArticleReport, ...]
    agreed: Agreed | None = None
    """Of all articles together, where there are several."""
    problems: tuple[str, ...] = ()
    """What could not be read, in sentences."""


def _part(lines: Sequence[Line]) -> Part:
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.category] = counts.get(line.category, 0) + 1
    return Part(lines[0].sentence.id, lines[-1].sentence.id, counts)


def _pieces(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """As many pieces as can have a few sentences each, their lengths one apart at most."""
    number = min(_PARTS, len(lines) // _FEWEST)
    if number < 2:  # noqa: PLR2004 - one piece is the whole
        return
    for n in range(number):
        yield lines[n * len(lines) // number : (n + 1) * len(lines) // number]
