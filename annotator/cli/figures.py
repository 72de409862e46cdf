"""Figures of agreement as people read them, in 80 columns and without colour, and as JSON."""

from __future__ import annotations

import string
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any

from annotator.cli.output import columns, line
from annotator.cli.prose import counted
from annotator.domain.agreement import (
    RARE,
    Agreement,
    ClusterAgreement,
    Coefficients,
    Figure,
    PairAgreement,
    Split,
    TagAgreement,
)
from annotator.domain.bootstrap import FEWEST
from annotator.flows.agreement import Measured, sentence_of

_NAMES = {
    "raw_agreement": "raw agreement",
    "fleiss_kappa": "Fleiss’ κ",
    "krippendorff_alpha": "Krippendorff’s α",
    "gwet_ac1": "Gwet’s AC1",
}
_MASI = "Krippendorff’s α, MASI"
_BAR = 20
"""Cells of a bar that stands for 1."""
_WIDTH = 80
_MOST_ROWS = 10
"""Rows of a table that may have a thousand."""
_WIDEST_MATRIX = 12
"""Categories of a matrix that fits 80 columns."""
_LONGEST = 22
"""Cells of a name within a table."""


def as_plain(measured: Measured) -> dict[str, Any]:
    """What `agreement --json` prints."""
    found = measured.found
    plain = _plain(found, measured.basis)
    plain["notes"] = [*measured.notes, *measured.problems]
    if measured.current is not None:
        plain["current"] = _plain(measured.current, "current")
    return plain


def _plain(found: Agreement, basis: str) -> dict[str, Any]:
    of_project = basis != "ratings"
    masi = {"krippendorff_alpha_masi": _bounds(found.masi_alpha)} if found.masi_alpha else {}
    return {
        "basis": basis,
        "units": found.units,
        "annotators": len(found.annotators),
        "articles": found.clusters,
        "rated": found.rated,
        "agree": found.agree,
        **_by_name(found.figures),
        **masi,
        "undefined": {
            name: figure.why for name, figure in _named(found.figures) if figure.value is None
        },
        "tags": [
            {
                "tag": tag.tag,
                "prevalence": tag.prevalence,
                "units": tag.units,
                "rare": tag.rare,
                **_by_name(tag.figures),
            }
            for tag in found.tags
        ],
        "pairs": [_plain_pair(pair) for pair in found.pairs],
        "per_article": [
            {
                "article": one.cluster,
                "units": one.units,
                "agree": one.agree,
                **{name: figure.value for name, figure in _named(one.figures)},
            }
            for one in found.by_cluster
        ],
        "confusion": {"categories": found.categories, "counts": found.confusion},
        "disagreements": [_plain_split(split, of_project=of_project) for split in found.most_split],
        "warnings": list(_warnings(found)),
        "seed": found.seed,
        "resamples": found.resamples,
    }


def _plain_pair(pair: PairAgreement) -> dict[str, Any]:
    return {
        "a": pair.a,
        "b": pair.b,
        "units": pair.units,
        "raw_agreement": pair.raw_agreement.value,
        "cohen_kappa": pair.cohen_kappa.value,
        "raw_agreement_low": pair.raw_agreement.low,
        "raw_agreement_high": pair.raw_agreement.high,
        "cohen_kappa_low": pair.cohen_kappa.low,
        "cohen_kappa_high": pair.cohen_kappa.high,
        "confusion": pair.confusion,
    }


def _plain_split(split: Split, *, of_project: bool) -> dict[str, Any]:
    place = (
        {"article": split.cluster, "sentence": sentence_of(split.unit)}
        if of_project
        else {"cluster": split.cluster, "unit": split.unit}
    )
    return {**place, "raw_agreement": split.raw_agreement, "said": dict(split.said)}


def _named(figures: Coefficients) -> Iterator[tuple[str, Figure]]:
    for each in fields(figures):
        yield each.name, getattr(figures, each.name)


def _by_name(figures: Coefficients) -> dict[str, Any]:
    return {name: _bounds(figure) for name, figure in _named(figures)}


def _bounds(figure: Figure) -> dict[str, float | None]:
    return {"value": figure.value, "low": figure.low, "high": figure.high}


def print_measured(measured: Measured) -> None:
    """Prints everything, the overall figures first."""
    found = measured.found
    of_project = measured.basis != "ratings"
    _print_head(found, of_project=of_project)
    if not found.units:
        line("No figure is defined: nobody rated what another did.")
        return
    _print_figures(found, measured.current)
    line()
    _print_intervals(found, of_project=of_project)
    for warning in _warnings(found):
        _wrapped(warning)
    _print_tags(found.tags)
    _print_pairs(found.pairs)
    if of_project and len(found.by_cluster) > 1:
        _print_articles(found.by_cluster)
    _print_matrix(found)
    _print_splits(found.most_split, of_project=of_project, one=found.clusters == 1)


def _print_head(found: Agreement, *, of_project: bool) -> None:
    thing, group = ("sentence", "article") if of_project else ("unit", "cluster")
    who = ", ".join(found.annotators[:6]) + ("…" if len(found.annotators) > 6 else "")  # noqa: PLR2004 - as many as fit
    parts = [counted(found.units, thing) + " with two ratings or more"]
    if of_project or found.by_cluster:
        parts.append(counted(found.clusters, group))
    parts.append(f"{counted(len(found.annotators), 'annotator')}: {who}" if who else "nobody")
    _wrapped(" · ".join(parts))
    if found.units:
        line(f"agree {found.agree:,} of {found.units:,}")
    line()


def _print_figures(found: Agreement, current: Agreement | None) -> None:
    now = dict(_figures_of(current)) if current else {}
    heads = ["", "", "", "95 % interval", *(["now"] if current else [])]
    rows = [heads]
    for name, figure in _figures_of(found):
        row = [name, _value(figure), _bar(figure), _interval(figure) or figure.why]
        rows.append([*row, *([_value(now[name])] if current else [])])
    columns(rows, right=[1])


def _figures_of(found: Agreement) -> Iterator[tuple[str, Figure]]:
    for name, figure in _named(found.figures):
        yield _NAMES[name], figure
    if found.masi_alpha:
        yield _MASI, found.masi_alpha


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


def _print_intervals(found: Agreement, *, of_project: bool) -> None:
    group = "articles" if of_project else "clusters" if found.by_cluster else "units"
    if found.resamples:
        line(f"Intervals: {found.resamples:,} resamples of {group}, seed {found.seed}.")
    else:
        there = "there is 1" if found.clusters == 1 else f"there are {found.clusters}"
        line(f"No intervals: they resample {group}, {FEWEST} or more of them, and {there}.")


def _warnings(found: Agreement) -> Iterator[str]:
    if rare := [tag.tag for tag in found.tags if tag.rare]:
        yield (
            f"Too rare for figures of their own, under {RARE} units: {', '.join(rare[:8])}"
            f"{' …' if len(rare) > 8 else ''}."  # noqa: PLR2004 - as many as fit
        )


def _print_tags(tags: Sequence[TagAgreement]) -> None:
    """The tags' figures; Fleiss’ κ, which says what α says, is left to `--json`."""
    line()
    line("by tag, each against the rest")
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
    columns(rows, right=range(1, 6))


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def _short_value(figure: Figure) -> str:
    return "–" if figure.value is None else f"{figure.value:.3f}"


def _print_pairs(pairs: Sequence[PairAgreement]) -> None:
    line()
    line("by pair of annotators")
    rows = [("", "", "units", "raw", "Cohen’s κ", "95 % interval")]
    shown = sorted(pairs, key=lambda pair: _lowest_first(pair.cohen_kappa))
    shown = shown[:_MOST_ROWS] if len(pairs) > _MOST_ROWS else list(pairs)
    for pair in shown:
        kappa = pair.cohen_kappa
        row = (_short_value(pair.raw_agreement), _short_value(kappa), _interval(kappa))
        rows.append((_short(pair.a), _short(pair.b), str(pair.units), *row))
    columns(rows, right=(2, 3, 4))
    _say_rest(len(pairs), "pairs; the lowest κ are shown")


def _print_articles(articles: Sequence[ClusterAgreement]) -> None:
    line()
    line("by article")
    rows: list[tuple[str, ...]] = [("", "", "raw", "α")]
    compared = [one for one in articles if one.units]
    shown = sorted(compared, key=lambda one: _lowest_first(one.figures.raw_agreement))
    for one in shown[:_MOST_ROWS]:
        figures = (one.figures.raw_agreement, one.figures.krippendorff_alpha)
        agree = f"agree {one.agree} of {one.units}"
        rows.append((one.cluster[:44], agree, *map(_short_value, figures)))
    columns(rows, right=(2, 3))
    _say_rest(len(compared), "articles; the lowest agreement is shown")


def _lowest_first(figure: Figure) -> float:
    return 1.0 if figure.value is None else figure.value


def _say_rest(number: int, what: str) -> None:
    if number > _MOST_ROWS:
        line(f"{number:,} {what}, and `--json` has all.")


def _print_matrix(found: Agreement) -> None:
    """The confusion matrix; pairs that agree stand in brackets, so that no colour is needed."""
    line()
    line("pairs of ratings by their two tags; [ ] agree")
    order = range(len(found.categories))
    if len(order) > _WIDEST_MATRIX:
        often = sorted(order, key=lambda n: -sum(found.confusion[n]))[:_WIDEST_MATRIX]
        order = sorted(often)  # type: ignore[assignment]
    letters = string.ascii_uppercase[: len(order)]
    rows = [("", "", *letters)]
    for letter, one in zip(letters, order, strict=True):
        cells = (_cell(found.confusion[one][other], same=one == other) for other in order)
        rows.append((letter, _short(found.categories[one]), *cells))
    columns(rows, right=range(2, 2 + len(letters)))
    if len(order) < len(found.categories):
        line(f"The {len(order)} commonest of {len(found.categories)} tags; `--json` has all.")


def _cell(number: int, *, same: bool) -> str:
    if same:
        return f"[{number}]"
    return f"{number} " if number else "· "


def _print_splits(splits: Sequence[Split], *, of_project: bool, one: bool) -> None:
    if not splits:
        return
    line()
    line("they differ most on")
    for split in splits[:_MOST_ROWS]:
        where = [sentence_of(split.unit) if of_project else split.unit[:28]]
        if of_project and not one:
            where.insert(0, split.cluster[:28])
        _wrapped("  ".join((*where, " · ".join(_said(split.said)))))


def _wrapped(text: str) -> None:
    """Lines of a text, those after the first indented."""
    for part in textwrap.wrap(text, _WIDTH, subsequent_indent="    "):
        line(part)


def _said(said: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Each tag with those who gave it."""
    by_tag: dict[str, list[str]] = {}
    for annotator, tag in said:
        by_tag.setdefault(tag, []).append(annotator)
    for tag, names in by_tag.items():
        yield f"{tag}: {', '.join(names)}"
