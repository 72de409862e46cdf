"""Figures of agreement as people read them, and as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Any

from annotator.cli.output import columns, line
from annotator.domain.agreement.figures import Agreement, Coefficients, Figure, PairAgreement, Split
from annotator.flows.team.agreement import Measured, sentence_of
from annotator.flows.team.agreement_in_words import (
    Heading,
    Piece,
    Table,
    in_pieces,
    named,
    warnings,
)

_WIDTH = 80


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
            name: figure.why for name, figure in named(found.figures) if figure.value is None
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
                **{name: figure.value for name, figure in named(one.figures)},
            }
            for one in found.by_cluster
        ],
        "confusion": {"categories": found.categories, "counts": found.confusion},
        "disagreements": [_plain_split(split, of_project=of_project) for split in found.most_split],
        "warnings": list(warnings(found)),
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


def _by_name(figures: Coefficients) -> dict[str, Any]:
    return {name: _bounds(figure) for name, figure in named(figures)}


def _bounds(figure: Figure) -> dict[str, float | None]:
    return {"value": figure.value, "low": figure.low, "high": figure.high}


def print_measured(measured: Measured) -> None:
    """Prints everything, the overall figures first."""
    print_pieces(in_pieces(measured))


def print_pieces(pieces: Iterable[Piece]) -> None:
    """Prints paragraphs, headings and tables, one after another."""
    for piece in pieces:
        if isinstance(piece, Table):
            columns(piece.rows, right=piece.right)
        elif isinstance(piece, Heading):
            line()
            line(piece.text)
        else:
            for part in textwrap.wrap(piece, _WIDTH, subsequent_indent="    ") or [""]:
                line(part)
