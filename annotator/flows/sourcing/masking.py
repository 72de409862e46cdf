"""Masking: marks in which confidential sources have a number in place of their name.

Who rests on whom, and what the sourcing lacks, stays as it is; only the names are gone, and with
them the evidence that holds one. The text of an article is what it is, whomever it names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from annotator.domain.datasets.pseudonyms import Names
from annotator.domain.marks import Evidence, Mark, Source
from annotator.domain.mentions import is_pronoun
from annotator.domain.sourcing.entries import Entry, name_key
from annotator.formats.datasets.withholding import Policy, Withheld, Withholding

WITHHELD = "withheld"
"""Stands for what would name a confidential source, or an annotator who is not named."""

Marks = Mapping[str, Mapping[str, Mark]]
"""By annotator, then by sentence."""


def masked(
    marks: Marks,
    everybody: Marks,
    entries: Iterable[Entry],
    names: Names,
    *,
    confidential: bool,
) -> tuple[dict[str, dict[str, Mark]], Withheld]:
    """The marks of an article as they may be told, and how much is masked. Notes are left out.

    Args:
        marks: to be told.
        everybody: all marks of the article, which say what is confidential.
        entries: its sources, as they are.
        names: how annotators are called.
        confidential: whether confidential sources may be named.
    """
    said = (mark for own in everybody.values() for mark in own.values())
    withholding = Withholding(said, Policy(names, confidential=confidential), Withheld())
    mask = _Mask(withholding, _labels(entries, withholding, confidential=confidential))
    told = {
        name: {sentence: mask.of_mark(mark) for sentence, mark in own.items()}
        for name, own in marks.items()
    }
    withheld = Withheld(sources=len(set(mask.labels.values())), evidence=len(mask.hidden))
    return told, withheld


def _labels(
    entries: Iterable[Entry], withholding: Withholding, *, confidential: bool
) -> dict[str, str]:
    """What to call each source that must not be named, by every name that it has."""
    found: dict[str, str] = {}
    number = 0
    for entry in entries:
        sources = [mention.source for mention in entry.mentions]
        hidden = entry.is_confidential and not confidential
        if hidden or any(map(withholding.tells, _texts(sources))):
            number += 1
            found |= dict.fromkeys(
                (name_key(source.name) for source in sources), f"confidential source {number}"
            )
    return found


def _texts(sources: Iterable[Source]) -> Iterable[str]:
    return (text for s in sources for text in (s.name, s.mention) if not is_pronoun(text))


class _Mask:
    def __init__(self, withholding: Withholding, labels: Mapping[str, str]) -> None:
        self._withholding = withholding
        self.labels = labels
        self.hidden: set[Evidence] = set()

    def of_mark(self, mark: Mark) -> Mark:
        if not (mark.sources or mark.evidence or mark.note):
            return mark
        return replace(
            mark,
            sources=tuple(map(self._of_source, mark.sources)),
            evidence=tuple(map(self._of_evidence, mark.evidence)),
            note="",
        )

    def _of_source(self, source: Source) -> Source:
        via = WITHHELD if self._withholding.tells(source.via) else source.via
        label = self.labels.get(name_key(source.name))
        if label is None:
            return replace(source, via=via)
        if is_pronoun(source.name):  # it names nobody, and the source that it is of is masked
            label = source.name
        return replace(source, name=label, mention=label, start=None, end=None, via=None)

    def _of_evidence(self, piece: Evidence) -> Evidence:
        """The piece itself, or where it holds a name no more than that there is one."""
        if piece in self._withholding.seen(Mark("open", evidence=(piece,))).evidence:
            return piece
        self.hidden.add(piece)
        return Evidence(None, WITHHELD, stance=piece.stance)
