"""The ledger of one article: which sources and what evidence its sentences rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotator.domain.article import Sentence
from annotator.domain.marks import Evidence, Mark, Source


def sources_in(sentences: Sequence[Sentence], marks: Mapping[str, Mark]) -> list[Source]:
    """An article's sources in the order in which they first appear, each as it was last marked.

    A source keeps its number while sources are added further down.
    """
    found: dict[str, Source] = {}
    for sentence in sentences:
        if sentence.id in marks:
            again: set[str] = set()
            for source in marks[sentence.id].sources:
                if source.name not in again:
                    found[source.name] = source
                again.add(source.name)
    return list(found.values())


def evidence_in(sentences: Sequence[Sentence], marks: Mapping[str, Mark]) -> list[Evidence]:
    """An article's evidence, each piece once, in reading order."""
    found: dict[tuple[str | None, str | None], Evidence] = {}
    for sentence in sentences:
        if sentence.id in marks:
            for piece in marks[sentence.id].evidence:
                found.setdefault((piece.url, piece.document), piece)
    return list(found.values())
