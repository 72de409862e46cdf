"""Coefficients of agreement, each from the sums that it needs; None where it is not defined.

A coefficient that corrects for chance is (observed − expected) ÷ (1 − expected) agreement, and has
no value where chance alone agrees always: where everyone used one category. That is not 1.0.
Throughout, `observed` is the share of pairs of annotators who agree on a unit, averaged over the
units with two ratings or more, and `shares` are the shares of the categories, averaged over every
unit with a rating, as Gwet and the R package irrCAC do. So a unit that was rated once counts for
the shares and not for what was observed.
"""

from __future__ import annotations

from collections.abc import Sequence

from annotator.domain.agreement.distances import Distances


def fleiss_kappa(observed: float | None, shares: Sequence[float]) -> float | None:
    """Fleiss' κ for any number of annotators, who may differ from unit to unit.

    Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. *Psychological
    Bulletin* 76(5), 378–382. With missing ratings: Gwet, K. L. (2014). *Handbook of Inter-Rater
    Reliability*, 4th ed.
    """
    return _beyond_chance(observed, sum(share * share for share in shares))


def gwet_ac1(observed: float | None, shares: Sequence[float], categories: int) -> float | None:
    """Gwet's AC1, which a rare or an overwhelming category disturbs less than it does κ.

    Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of high
    agreement. *British Journal of Mathematical and Statistical Psychology* 61(1), 29–48.

    Args:
        observed: the share of pairs who agree.
        shares: of the categories.
        categories: how many there are to choose from.
    """
    if sum(share > 0 for share in shares) < 2:  # noqa: PLR2004 - one category is no choice
        return None
    return _beyond_chance(
        observed, sum(share * (1 - share) for share in shares) / max(categories - 1, 1)
    )


def krippendorff_alpha(
    disagreement: float, counts: Sequence[float], distances: Distances | None = None
) -> float | None:
    """Krippendorff's α, which takes any number of annotators, gaps and distances of labels.

    Krippendorff, K. (2011). *Computing Krippendorff's Alpha-Reliability*. University of
    Pennsylvania, Annenberg School for Communication.

    Args:
        disagreement: over the units with two ratings or more, the sum of the distances of their
            ordered pairs of ratings, each unit's divided by its ratings less one.
        counts: how often each label was given in those units.
        distances: of labels; None for nominal ones, any two of which are 1 apart.
    """
    total = sum(counts)
    if distances is None:
        expected = total * total - sum(count * count for count in counts)
    else:
        used = [(label, count) for label, count in enumerate(counts) if count]
        expected = sum(
            count * other * distances[label][another]
            for label, count in used
            for another, other in used
        )
    if not expected:
        return None
    return 1 - disagreement * (total - 1) / expected


def cohen_kappa(
    agreed: float, units: float, ones: Sequence[float], others: Sequence[float]
) -> float | None:
    """Cohen's κ of two annotators.

    Cohen, J. (1960). A coefficient of agreement for nominal scales. *Educational and Psychological
    Measurement* 20(1), 37–46.

    Args:
        agreed: units that both gave the same category.
        units: units that both rated.
        ones: how often the one used each category in those units.
        others: how often the other did.
    """
    by_chance = sum(one * other for one, other in zip(ones, others, strict=True))
    if not units or by_chance == units * units:
        return None
    return (agreed * units - by_chance) / (units * units - by_chance)


def _beyond_chance(observed: float | None, expected: float) -> float | None:
    if observed is None or expected >= 1:
        return None
    return (observed - expected) / (1 - expected)
