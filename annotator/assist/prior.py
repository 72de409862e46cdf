"""What sentences of this manner are mostly answered with: weights that come with the program.

Weights of a multinomial logistic regression over what cues say and what a sentence is like; how
they were fitted is told in `tests/benchmarks/weights.py`, and at the top of their file.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from annotator.assist.features import is_word, word_of
from annotator.assist.roles import CONFIRMED, DECLINED, INSIDER, NO_TAG, OPINION, normalised
from annotator.resources import resource

ROLES = (CONFIRMED, INSIDER, DECLINED, OPINION, NO_TAG)
"""The columns of a file of weights."""
_LEAST = 1e-3
_TELLING = 4
"""Letters of words that a reader takes for a reason."""
_SAID = frozenset({"on-record", "carried", "judges", "crowd", "unnamed", "anonymous", "refusal"})

Row = tuple[float, ...]
"""What a feature adds to the score of each role."""


@dataclass(frozen=True, slots=True)
class Prior:
    """The weights of one language."""

    rows: Mapping[str, Row]

    def scores(self, features: Mapping[str, float]) -> Row:
        """What these features add to the score of each role."""
        totals = [0.0] * len(ROLES)
        for name, value in features.items():
            row = self.rows.get(name)
            if row is not None:
                for column, weight in enumerate(row):
                    totals[column] += weight * value
        return tuple(totals)

    def applied(self, shares: Mapping[str, float], scores: Row) -> dict[str, float]:
        """Shares by the cues, changed by what the sentence is like.

        Args:
            shares: of the roles.
            scores: of its features.
        """
        by_cues = self.scores(logarithms(shares))
        totals = [one + other for one, other in zip(scores, by_cues, strict=True)]
        highest = max(totals)
        found = zip(ROLES, (math.exp(total - highest) for total in totals), strict=True)
        return normalised(dict(found))

    def words_tell(self, features: Mapping[str, float], role: str) -> dict[str, float]:
        """How much more the longer words of a sentence speak for a role than for any."""
        if role not in ROLES:
            return {}
        column = ROLES.index(role)
        rows = ((word_of(name), self.rows.get(name)) for name in features if is_word(name))
        return {
            word: row[column] - sum(row) / len(row)
            for word, row in rows
            if row is not None and len(word) >= _TELLING
        }


def logarithms(shares: Mapping[str, float]) -> dict[str, float]:
    """Shares by the cues, as features."""
    return {f"cues {role}": math.log(max(shares.get(role, 0.0), _LEAST)) for role in ROLES}


def part_of(ruling: str) -> str:
    """Which weights are for how a sentence is worded: what is said, quoted, or told."""
    if ruling == "quotation":
        return "quoted"
    return "said" if ruling in _SAID else "told"


@lru_cache(maxsize=8)
def prior_for(language: str) -> Prior | None:
    """The weights of a language; None where there are none."""
    path = resource("weights") / f"{language}.txt"
    if not path.exists():
        return None
    rows = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, *weights = line.split("\t")
            rows[name] = tuple(float(weight) for weight in weights)
    return Prior(rows)
