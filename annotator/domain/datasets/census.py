"""The census of a dataset: how many rows it has of what, counted while they go by."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from annotator.domain.datasets.selection import WHY, Filter

UNLABELED = "–"
"""What stands for the label of a row that has none."""
NO_LICENCE = "none known"


@dataclass(slots=True)
class Census:
    """Counts of a dataset; they are added to as rows are drawn."""

    rows: int = 0
    articles: int = 0
    labels: Counter[str] = field(default_factory=Counter)
    """Rows by label."""
    tags: Counter[str] = field(default_factory=Counter)
    """Rows by each of their tags."""
    splits: dict[str, Counter[str]] = field(default_factory=dict)
    """By split the rows by label."""
    annotators: Counter[str] = field(default_factory=Counter)
    """Rows that rest on a mark of each annotator, as they are called in the dataset."""
    people: set[str] = field(default_factory=set)
    """The names of those whose marks the rows rest on, of which only the number is told."""
    provenances: Counter[str] = field(default_factory=Counter)
    """Rows by how their sentence is settled."""
    licenses: Counter[str] = field(default_factory=Counter)
    """Articles by licence."""
    languages: Counter[str] = field(default_factory=Counter)
    """Articles by language."""
    groups: set[str] = field(default_factory=set)
    """Groups of near copies that have more than one article in the project."""
    suggested: int = 0
    """Rows of which a mark was made with a suggestion shown."""
    accepted: int = 0
    """Rows of which a mark took what was suggested."""
    left_out: Counter[Filter] = field(default_factory=Counter)
    """What was not selected, by the filter that left it out."""
    latest: str = ""
    """The latest time at which a row was decided, as it is told."""
    _article: str | None = None
    _digest: Any = field(default_factory=hashlib.sha256)

    def digest(self) -> str:
        """SHA-256 of the ids, revisions and digests of the articles, in their order."""
        return str(self._digest.hexdigest())

    def counted(self, rows: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
        """The same rows, each counted when it is drawn."""
        for row in rows:
            self.take(row)
            yield row

    def take(self, row: Mapping[str, Any]) -> None:
        """Counts a row; rows of one article follow one another."""
        self.rows += 1
        label = row["label"] or UNLABELED
        self.labels[label] += 1
        self.tags.update(row["tags"])
        split = row["split"]
        if split not in self.splits:
            self.splits[split] = Counter()
        self.splits[split][label] += 1
        self.annotators.update(row["annotators"])
        self.provenances[row["gold"] or UNLABELED] += 1
        if row["article"] != self._article:
            self._article = row["article"]
            self.take_article(
                row["article"],
                row["article_revision"],
                row["article_sha256"],
                license_=row["license"],
                language=row["language"],
            )
        if row["at"] is not None and row["at"] > self.latest:
            self.latest = row["at"]
        if suggestions := row["suggestions"]:
            self.suggested += any(one["shown"] for one in suggestions)
            self.accepted += any(one["accepted"] for one in suggestions)

    def take_article(
        self, id_: str, revision: int, sha256: str, *, license_: str | None, language: str | None
    ) -> None:
        """Counts an article."""
        self.articles += 1
        self._digest.update(f"{id_} {revision} {sha256}\n".encode())
        self.licenses[license_ or NO_LICENCE] += 1
        self.languages[language or UNLABELED] += 1

    def why_nothing(self) -> str:
        """Which filters left how much out, in the order in which they are asked."""
        found = [(self.left_out[key], phrase) for key, phrase in WHY.items() if self.left_out[key]]
        if not found:
            return "The project has no sentences yet."
        everything = sum(count for count, _ in found)
        if len(found) == 1:
            return f"All {everything:,} are {found[0][1]}."
        parts = "; ".join(f"{count:,} {phrase}" for count, phrase in found)
        return f"Of {everything:,} sentences or marks there are {parts}."
