"""How an article changed, as commands print it: counts, and each changed sentence word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from annotator.domain.article import Aligned, Article, HowAligned
from annotator.flows.changed_words import word_by_word

COUNTED: tuple[HowAligned, ...] = ("unchanged", "moved", "edited", "new", "deleted")
"""What is counted of an alignment, in the order that it is told."""


def counts(rows: Iterable[Aligned]) -> dict[HowAligned, int]:
    """How many sentences each thing became of; a split or joined one counts as edited."""
    found = Counter[HowAligned]()
    for row in rows:
        found["edited" if row.how in {"split", "joined"} else row.how] += 1
    return {how: found[how] for how in COUNTED}


def counts_in_words(rows: Iterable[Aligned]) -> str:
    """The same for people, without what there is none of."""
    return ", ".join(f"{number} {how}" for how, number in counts(rows).items() if number)


class Changed(NamedTuple):
    """A sentence that is not as it was."""

    row: Aligned
    words: str
    """Its words on one line: those that are gone in `[-…-]`, those that came in `{+…+}`."""

    @property
    def name(self) -> str:
        """The ids that it is called by: those of today, of a deleted one the old ones."""
        return " ".join(self.row.new or self.row.old)


def changed(before: Article, after: Article, rows: Sequence[Aligned]) -> Iterator[Changed]:
    """The sentences that were edited, split, joined, came or are gone, in reading order."""
    old = {sentence.id: before.text_of(sentence) for sentence in before.sentences}
    new = {sentence.id: after.text_of(sentence) for sentence in after.sentences}
    for row in rows:
        if row.how not in {"unchanged", "moved"}:
            was = " ".join(old[id_] for id_ in row.old if id_ in old)
            is_ = " ".join(new[id_] for id_ in row.new if id_ in new)
            yield Changed(row, word_by_word(was, is_))
