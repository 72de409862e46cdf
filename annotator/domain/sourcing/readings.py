"""Readings: what is taken to be so of each sentence, and on whose word.

Where a sentence is settled there is one reading, the gold, and it rests on what those attached
who give that answer. Where it is unresolved there is a reading for each answer that somebody
gives, so that neither is chosen in silence. Ledger, checks and report all start from these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from annotator.domain.article import Sentence
from annotator.domain.marks import Evidence, Mark, Source, State
from annotator.domain.review.gold import Gold, Provenance


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer to a sentence, with the marks of those on whose word it stands."""

    sentence: Sentence
    state: State
    tags: tuple[str, ...]
    """The first is the primary."""
    provenance: Provenance
    """`unresolved` where others say otherwise, and nobody has decided."""
    marks: Mapping[str, Mark] = field(default_factory=dict)
    """By annotator: what the answer rests on."""

    @property
    def primary(self) -> str | None:
        """The first tag, None where there is none."""
        return self.tags[0] if self.tags else None

    @property
    def by(self) -> str:
        """Who says so, where others say otherwise; empty where it is settled."""
        return ", ".join(self.marks) if self.provenance == "unresolved" else ""

    def sources(self) -> list[Source]:
        """What the marks give as sources, each once."""
        return list(dict.fromkeys(s for mark in self.marks.values() for s in mark.sources))

    def evidence(self) -> list[Evidence]:
        """What the marks give as evidence, each once."""
        return list(dict.fromkeys(e for mark in self.marks.values() for e in mark.evidence))


def settled_readings(
    sentences: Sequence[Sentence],
    marks: Mapping[str, Mapping[str, Mark]],
    gold: Mapping[str, Gold],
) -> list[Reading]:
    """What is taken to be so of an article's sentences, in reading order.

    A reviewer's decision that nobody's mark agrees with rests on what everybody attached.

    Args:
        sentences: the article's.
        marks: by annotator, then by sentence.
        gold: of each sentence.
    """
    found: list[Reading] = []
    for sentence in sentences:
        own = {name: by[sentence.id] for name, by in marks.items() if sentence.id in by}
        known = gold.get(sentence.id)
        if known is not None and known.provenance and known.state is not None:
            names = known.agreeing or tuple(own)
            rests = {name: own[name] for name in names if name in own}
            found.append(Reading(sentence, known.state, known.tags, known.provenance, rests))
        else:
            found += _by_answer(sentence, own)
    return found


def own_readings(
    sentences: Sequence[Sentence], name: str, own: Mapping[str, Mark]
) -> list[Reading]:
    """What one annotator says of an article's sentences, in reading order.

    Args:
        sentences: the article's.
        name: the annotator's.
        own: their marks, by sentence.
    """
    return [
        Reading(sentence, mark.state, mark.tags, "single", {name: mark})
        for sentence in sentences
        if (mark := own.get(sentence.id)) is not None
    ]


def _by_answer(sentence: Sentence, own: Mapping[str, Mark]) -> Iterator[Reading]:
    """The answers that are given to a sentence which is not settled; skips and open marks too."""
    answers: dict[tuple[State, tuple[str, ...]], dict[str, Mark]] = {}
    for name, mark in own.items():
        answers.setdefault((mark.state, mark.tags), {})[name] = mark
    alone = len(answers) == 1
    for (state, tags), marks in answers.items():
        yield Reading(sentence, state, tags, "single" if alone else "unresolved", marks)
