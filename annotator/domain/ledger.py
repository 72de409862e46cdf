"""The ledger of one article: which sources and what evidence its sentences rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annotator.domain.article import Sentence
from annotator.domain.marks import Evidence, Mark, Source


def sources_in(sentences: Sequence[Sentence], marks: Mapping[str, Mark]) -> list[Source]:
    """An article's sources, each name once as it was last marked, the latest first."""
    found: dict[str, Source] = {}
    for sentence in reversed(sentences):
        if sentence.id in marks:
            for source in marks[sentence.id].sources:
                found.setdefault(source.name, source)
    return list(found.values())


def evidence_in(sentences: Sequence[Sentence], marks: Mapping[str, Mark]) -> list[Evidence]:
    """An article's evidence, each piece once, in reading order."""
    found: dict[tuple[str | None, str | None], Evidence] = {}
    for sentence in sentences:
        if sentence.id in marks:
            for piece in marks[sentence.id].evidence:
                found.setdefault((piece.url, piece.document), piece)
    return list(found.values())
