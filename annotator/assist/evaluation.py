"""How good suggestions are: precision, recall, F1, coverage and calibration, tag by tag."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from annotator.assist.roles import NO_TAG

_BINS = 10


class Tried(NamedTuple):
    """One sentence with its right answer, and what was suggested for it."""

    right: str
    """Its primary tag, or `no-tag`."""
    suggested: str | None
    """Null where nothing was said."""
    probability: float = 0.0


@dataclass(frozen=True, slots=True)
class TagFigures:
    """How well one tag is suggested; a figure is null where there is nothing to divide by."""

    tag: str
    sentences: int
    """Whose right answer it is."""
    suggested: int
    precision: float | None
    recall: float | None
    f1: float | None
    coverage: float | None
    """Share of its sentences for which something was suggested, right or wrong."""
    calibration_error: float | None


@dataclass(frozen=True, slots=True)
class Bin:
    """The suggestions of a tenth of probability: how sure they were, how often they were right."""

    low: float
    high: float
    suggested: int
    probability: float
    right: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How good suggestions are over some sentences."""

    sentences: int
    suggested: int
    accuracy: float | None
    """Share of all sentences with the right answer, where saying nothing means `no-tag`."""
    coverage: float | None
    macro_f1: float | None
    """Mean over the tags that are the right answer somewhere."""
    calibration_error: float | None
    """Expected calibration error over tenths (Naeini et al. 2015)."""
    tags: tuple[TagFigures, ...]
    calibration: tuple[Bin, ...]


def evaluated(tried: Sequence[Tried], tags: Sequence[str]) -> Evaluation:
    """The figures of these suggestions.

    Args:
        tried: every sentence that has a right answer.
        tags: the project's, in their order.
    """
    said = [one for one in tried if one.suggested is not None]
    figures = tuple(_figures(tried, tag) for tag in tags)
    scores = [each.f1 or 0.0 for each in figures if each.sentences]
    return Evaluation(
        sentences=len(tried),
        suggested=len(said),
        accuracy=_share(sum((one.suggested or NO_TAG) == one.right for one in tried), len(tried)),
        coverage=_share(len(said), len(tried)),
        macro_f1=_share(sum(scores), len(scores)),
        calibration_error=_error(said),
        tags=figures,
        calibration=tuple(_bins(said)),
    )


def _figures(tried: Sequence[Tried], tag: str) -> TagFigures:
    own = [one for one in tried if one.right == tag]
    said = [one for one in tried if one.suggested == tag]
    hits = sum(one.right == tag for one in said)
    return TagFigures(
        tag=tag,
        sentences=len(own),
        suggested=len(said),
        precision=_share(hits, len(said)),
        recall=_share(hits, len(own)),
        f1=_share(2 * hits, len(own) + len(said)),
        coverage=_share(sum(one.suggested is not None for one in own), len(own)),
        calibration_error=_error(said),
    )


def _bins(said: Sequence[Tried]) -> list[Bin]:
    rows: dict[int, list[Tried]] = {}
    for one in said:
        rows.setdefault(min(int(one.probability * _BINS), _BINS - 1), []).append(one)
    return [
        Bin(
            low=tenth / _BINS,
            high=(tenth + 1) / _BINS,
            suggested=len(row),
            probability=sum(one.probability for one in row) / len(row),
            right=sum(one.suggested == one.right for one in row) / len(row),
        )
        for tenth, row in sorted(rows.items())
    ]


def _error(said: Sequence[Tried]) -> float | None:
    """Mean distance between how sure and how right suggestions were, by tenths."""
    distance = sum(abs(row.probability - row.right) * row.suggested for row in _bins(said))
    return _share(distance, len(said))


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
