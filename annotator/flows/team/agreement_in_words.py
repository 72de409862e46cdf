"""Agreement as people read it, in 80 columns and without colour: sentences and tables of text.

Commands print what stands here, and the agreement screen shows it.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import NamedTuple

from annotator.domain.agreement.bootstrap import FEWEST
from annotator.domain.agreement.figures import (
    RARE,
    Agreement,
    ClusterAgreement,
    Coefficients,
    Figure,
    PairAgreement,
    Split,
    TagAgreement,
)
from annotator.flows.team.agreement import Measured, sentence_of

_NAMES = {
    "raw_agreement": "raw agreement",
    "fleiss_kappa": "Fleiss’ κ",
    "krippendorff_alpha": "Krippendorff’s α",
    "gwet_ac1": "Gwet’s AC1",
}
_MASI = "Krippendorff’s α, MASI"
_BAR = 20
"""Cells of a bar that stands for 1."""
_MOST_ROWS = 10
"""Rows of a table that may have a thousand."""
_WIDEST_MATRIX = 12
"""Categories of a matrix that fits 80 columns."""
_LONGEST = 22
"""Cells of a name within a table."""


class Table(NamedTuple):
    """Rows of equal length under one another; the first is the heading, which may be empty."""

    rows: Sequence[Sequence[str]]
    right: frozenset[int] = frozenset()
    """Numbers of the columns that end flush, as figures do."""


class Heading(NamedTuple):
    """What comes next, after a blank line."""

    text: str


Piece = str | Heading | Table
"""A paragraph, an empty one for a blank line; a heading; or a table."""


def in_pieces(measured: Measured) -> Iterator[Piece]:
    """Everything that was found, the overall figures first."""
    found = measured.found
    of_project = measured.basis != "ratings"
    yield from _head(found, of_project=of_project)
    if not found.units:
        yield "No figure is defined: nobody rated what another did."
        return
    yield from _figures(found, measured.current)
    yield ""
    yield from _intervals(found, of_project=of_project)
    yield from warnings(found)
    yield from _tags(found.tags)
    yield from _pairs(found.pairs)
    if of_project and len(found.by_cluster) > 1:
        yield from _articles(found.by_cluster)
    yield from _matrix(found)
    yield from _splits(found.most_split, of_project=of_project, one=found.clusters == 1)


def _head(found: Agreement, *, of_project: bool) -> Iterator[Piece]:
    thing, group = ("sentence", "article") if of_project else ("unit", "cluster")
    who = ", ".join(found.annotators[:6]) + ("…" if len(found.annotators) > 6 else "")  # noqa: PLR2004 - as many as fit
    parts = [_counted(found.units, thing) + " with two ratings or more"]
    if of_project or found.by_cluster:
        parts.append(_counted(found.clusters, group))
    parts.append(f"{_counted(len(found.annotators), 'annotator')}: {who}" if who else "nobody")
    yield " · ".join(parts)
    if found.units:
        yield f"agree {found.agree:,} of {found.units:,}"
    yield ""


def _figures(found: Agreement, current: Agreement | None) -> Iterator[Piece]:
    now = dict(_figures_of(current)) if current else {}
    heads = ["", "", "", "95 % interval", *(["now"] if current else [])]
    rows = [heads]
    for name, figure in _figures_of(found):
        row = [name, _value(figure), _bar(figure), _interval(figure) or figure.why]
        rows.append([*row, *([_value(now[name])] if current else [])])
    yield Table(rows, frozenset([1]))


def _figures_of(found: Agreement) -> Iterator[tuple[str, Figure]]:
    for name, figure in named(found.figures):
        yield _NAMES[name], figure
    if found.masi_alpha:
        yield _MASI, found.masi_alpha


def named(figures: Coefficients) -> Iterator[tuple[str, Figure]]:
    """The figures with the names of their fields."""
    for each in fields(figures):
        yield each.name, getattr(figures, each.name)


def _value(figure: Figure) -> str:
    return "undefined" if figure.value is None else f"{figure.value:.3f}"


def _interval(figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return ""
    return f"{figure.low:.3f} to {figure.high:.3f}"


def _bar(figure: Figure) -> str:
    """As many full cells as the figure has twentieths; none below zero."""
    full = round(max(figure.value or 0.0, 0.0) * _BAR)
    return "█" * full + "·" * (_BAR - full)


def _intervals(found: Agreement, *, of_project: bool) -> Iterator[Piece]:
    group = "articles" if of_project else "clusters" if found.by_cluster else "units"
    if found.resamples:
        yield f"Intervals: {found.resamples:,} resamples of {group}, seed {found.seed}."
    else:
        there = "there is 1" if found.clusters == 1 else f"there are {found.clusters}"
        yield f"No intervals: they resample {group}, {FEWEST} or more of them, and {there}."


def warnings(found: Agreement) -> Iterator[str]:
    """What has to be known before a figure is believed, in sentences."""
    if rare := [tag.tag for tag in found.tags if tag.rare]:
        yield (
            f"Too rare for figures of their own, under {RARE} units: {', '.join(rare[:8])}"
            f"{' …' if len(rare) > 8 else ''}."  # noqa: PLR2004 - as many as fit
        )


def _tags(tags: Sequence[TagAgreement]) -> Iterator[Piece]:
    """The tags' figures; Fleiss’ κ, which says what α says, is left to `--json`."""
    yield Heading("by tag, each against the rest")
    rows: list[tuple[str, ...]] = [
        ("tag", "share", "units", "raw", "AC1", "α", "95 % interval", "")
    ]
    for tag in tags:
        alpha = tag.figures.krippendorff_alpha
        rows.append(
            (
                _short(tag.tag),
                f"{tag.prevalence:.0%}",
                str(tag.units),
                _short_value(tag.figures.raw_agreement),
                _short_value(tag.figures.gwet_ac1),
                _short_value(alpha),
                _interval(alpha),
                "rare" if tag.rare else "",
            )
        )
    yield Table(rows, frozenset(range(1, 6)))


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def _short_value(figure: Figure) -> str:
    return "–" if figure.value is None else f"{figure.value:.3f}"


def _pairs(pairs: Sequence[PairAgreement]) -> Iterator[Piece]:
    yield Heading("by pair of annotators")
    rows = [("", "", "units", "raw", "Cohen’s κ", "95 % interval")]
    shown = sorted(pairs, key=lambda pair: _lowest_first(pair.cohen_kappa))
    shown = shown[:_MOST_ROWS] if len(pairs) > _MOST_ROWS else list(pairs)
    for pair in shown:
        kappa = pair.cohen_kappa
        row = (_short_value(pair.raw_agreement), _short_value(kappa), _interval(kappa))
        rows.append((_short(pair.a), _short(pair.b), str(pair.units), *row))
    yield Table(rows, frozenset((2, 3, 4)))
    yield from _rest(len(pairs), "pairs; the lowest κ are shown")


def _articles(articles: Sequence[ClusterAgreement]) -> Iterator[Piece]:
    yield Heading("by article")
    rows: list[tuple[str, ...]] = [("", "", "raw", "α")]
    compared = [one for one in articles if one.units]
    shown = sorted(compared, key=lambda one: _lowest_first(one.figures.raw_agreement))
    for one in shown[:_MOST_ROWS]:
        figures = (one.figures.raw_agreement, one.figures.krippendorff_alpha)
        agree = f"agree {one.agree} of {one.units}"
        rows.append((one.cluster[:44], agree, *map(_short_value, figures)))
    yield Table(rows, frozenset((2, 3)))
    yield from _rest(len(compared), "articles; the lowest agreement is shown")


def _lowest_first(figure: Figure) -> float:
    return 1.0 if figure.value is None else figure.value


def _rest(number: int, what: str) -> Iterator[Piece]:
    if number > _MOST_ROWS:
        yield f"{number:,} {what}, and `--json` has all."


def _matrix(found: Agreement) -> Iterator[Piece]:
    """The confusion matrix; pairs that agree stand in brackets, so that no colour is needed."""
    yield Heading("pairs of ratings by their two tags; [ ] agree")
    order = range(len(found.categories))
    if len(order) > _WIDEST_MATRIX:
        often = sorted(order, key=lambda n: -sum(found.confusion[n]))[:_WIDEST_MATRIX]
        order = sorted(often)  # type: ignore[assignment]
    letters = string.ascii_uppercase[: len(order)]
    rows = [("", "", *letters)]
    for letter, one in zip(letters, order, strict=True):
        cells = (_cell(found.confusion[one][other], same=one == other) for other in order)
        rows.append((letter, _short(found.categories[one]), *cells))
    yield Table(rows, frozenset(range(2, 2 + len(letters))))
    if len(order) < len(found.categories):
        yield f"The {len(order)} commonest of {len(found.categories)} tags; `--json` has all."


def _cell(number: int, *, same: bool) -> str:
    if same:
        return f"[{number}]"
    return f"{number} " if number else "· "


def _splits(splits: Sequence[Split], *, of_project: bool, one: bool) -> Iterator[Piece]:
    if not splits:
        return
    yield Heading("they differ most on")
    for split in splits[:_MOST_ROWS]:
        where = [sentence_of(split.unit) if of_project else split.unit[:28]]
        if of_project and not one:
            where.insert(0, split.cluster[:28])
        yield "  ".join((*where, " · ".join(_said(split.said))))


def _said(said: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Each tag with those who gave it."""
    by_tag: dict[str, list[str]] = {}
    for annotator, tag in said:
        by_tag.setdefault(tag, []).append(annotator)
    for tag, names in by_tag.items():
        yield f"{tag}: {', '.join(names)}"


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
