"""How probable each answer is by a sentence's words and the thread of its article.

The figures were fitted by logistic regression on 750 sentences of 25 articles, cross-validated
over articles, and rounded; `python -m tests.benchmarks suggestions` shows what they give.
"""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

from annotator.assist.features import Features, is_word
from annotator.assist.prior import part_of
from annotator.assist.reading import Read, Ruling
from annotator.assist.roles import CONFIRMED, DECLINED, INSIDER, NO_TAG, OPINION

Standing = Literal["anonymous", "on-record", "unknown"]
"""Whether the reader can tell who a sentence hangs on."""


class Weights(NamedTuple):
    """What phrases that judge, and phrases that state, add to the log odds of `opinion`."""

    base: float
    analysis: float
    decisive: float
    strong: float
    middling: float
    weak: float
    fact: float
    detail: float
    mostly_quoted: float
    length: float
    """Per natural logarithm of the words."""


_SAID = Weights(0.9, 0.5, 1.7, 1.2, 0.75, 0.35, -0.55, -0.5, 0.9, -0.75)
_QUOTED = Weights(2.2, 0.4, 1.1, 0.9, 1.0, 0.3, -0.5, -0.35, 0.0, -0.7)
_UNSAID = Weights(-2.9, 3.0, 1.0, 1.5, 0.45, 0.5, -0.2, -0.35, 0.8, 0.0)
_DOCUMENT = -0.9
"""What a document says is rather a rule or a finding."""
_LEAST = 1e-4
_MOST = {
    "analysis": 2,
    "opinion 4": 2,
    "opinion 3": 2,
    "opinion 2": 3,
    "opinion 1": 4,
    "fact 2": 3,
    "fact 1": 4,
}
"""How many of a sort count."""


def judges(read: Read) -> float:
    """How probable it is that a sentence judges, forecasts or interprets, 0 to 1."""
    weights = _UNSAID
    if read.ruling in {
        "on-record",
        "carried",
        "judges",
        "crowd",
        "unnamed",
        "anonymous",
        "refusal",
    }:
        weights = _SAID
    elif read.ruling == "quotation":
        weights = _QUOTED
    count = _counts(read)
    quoted = sum(read.words.quoted) * 2 > len(read.words)
    score = (
        weights.base
        + weights.analysis * count["analysis"]
        + weights.decisive * count["opinion 4"]
        + weights.strong * count["opinion 3"]
        + weights.middling * count["opinion 2"]
        + weights.weak * count["opinion 1"]
        + weights.fact * count["fact 2"]
        + weights.detail * count["fact 1"]
        + weights.mostly_quoted * quoted
        + (_DOCUMENT if read.speakers and read.speakers[0].sort == "document" else 0.0)
        + weights.length * math.log(len(read.words) + 1)
    )
    return logistic(score)


def own_features(read: Read, judged: float) -> Features:
    """What a sentence is like by itself, as weights count it."""
    part = part_of(read.ruling)
    judged = min(max(judged, _LEAST), 1 - _LEAST)
    odds = math.log(judged / (1 - judged))
    found = {
        name if is_word(name) else f"{part} {name}": value for name, value in read.manner.items()
    }
    found |= {f"{part} {name}": count / 2 for name, count in _counts(read).items() if count}
    found |= {
        "always": 1.0,
        f"ruling {read.ruling}": 1.0,
        f"kind {read.line.kind}": 1.0,
        "judges": odds,
        f"judges {read.ruling}": odds / 3,
    }
    if read.speakers:
        found[f"speaker {read.speakers[0].sort}"] = 1.0
    return found


def _counts(read: Read) -> dict[str, int]:
    places: dict[str, set[int]] = {name: set() for name in _MOST}
    for hit in read.hits:
        name = f"{hit.means} {hit.grade}".strip()
        if name in places:
            places[name].add(hit.first)
    return {name: min(len(found), _MOST[name]) for name, found in places.items()}


def shares_of(read: Read, opinion: float, standing: Standing) -> dict[str, float]:
    """How probable each of the four tags and `no-tag` is.

    Args:
        read: the sentence.
        opinion: how probable it is that it judges.
        standing: whether the reader can tell who it hangs on; for a sentence that has its own
            attribution, what that shows.
    """
    ruling = read.ruling
    if ruling in {"carried", "quotation"}:
        if standing == "anonymous":
            return _anonymous(0.81, opinion)
        return _on_record(opinion, sure=0.85 if standing == "on-record" else 0.72)
    if ruling == "on-record":
        return _on_record(opinion, sure=0.86)
    return _BY_RULING[ruling](opinion)


def _refusal(opinion: float) -> dict[str, float]:
    return _rest({DECLINED: 0.97}, opinion)


def _by_anonymous(opinion: float) -> dict[str, float]:
    return _anonymous(0.95, opinion)


def _by_unnamed(opinion: float) -> dict[str, float]:
    return _anonymous(0.81, opinion)


def _by_crowd(opinion: float) -> dict[str, float]:
    left = 1 - opinion
    return {OPINION: opinion, INSIDER: left * 0.7, CONFIRMED: left * 0.15, NO_TAG: left * 0.15}


def _by_judges(opinion: float) -> dict[str, float]:
    judged = 0.35 + 0.6 * opinion
    left = 1 - judged
    return {OPINION: judged, INSIDER: left * 0.6, CONFIRMED: left * 0.3, NO_TAG: left * 0.1}


def _by_record(opinion: float) -> dict[str, float]:
    left = 1 - opinion
    return {OPINION: opinion, CONFIRMED: left * 0.66, NO_TAG: left * 0.31, INSIDER: left * 0.03}


def _by_hearsay(opinion: float) -> dict[str, float]:
    left = 1 - opinion
    return {OPINION: opinion, NO_TAG: left * 0.8, INSIDER: left * 0.12, CONFIRMED: left * 0.08}


def _by_nobody(opinion: float) -> dict[str, float]:
    left = 1 - opinion
    return {OPINION: opinion, NO_TAG: left * 0.91, CONFIRMED: left * 0.06, INSIDER: left * 0.03}


_BY_RULING = {
    "refusal": _refusal,
    "anonymous": _by_anonymous,
    "unnamed": _by_unnamed,
    "crowd": _by_crowd,
    "judges": _by_judges,
    "record": _by_record,
    "hearsay": _by_hearsay,
    "none": _by_nobody,
}


def _anonymous(sure: float, opinion: float) -> dict[str, float]:
    return _rest({INSIDER: sure}, opinion)


def _rest(shares: dict[str, float], opinion: float) -> dict[str, float]:
    """What is left over, by whether it judges."""
    left = 1 - sum(shares.values())
    return {
        **shares,
        OPINION: left * opinion,
        CONFIRMED: left * (1 - opinion) * 0.6,
        NO_TAG: left * (1 - opinion) * 0.4,
    }


def _on_record(opinion: float, *, sure: float) -> dict[str, float]:
    left = 1 - opinion
    return {
        OPINION: opinion * 0.98,
        CONFIRMED: left * sure,
        NO_TAG: left * (1 - sure) * 0.8 + opinion * 0.01,
        INSIDER: left * (1 - sure) * 0.2 + opinion * 0.01,
    }


def certainty(share: float) -> str:
    """How sure a suggestion is, in three words: what habits are counted by."""
    if share < 0.55:  # noqa: PLR2004 - about as often wrong as right
        return "perhaps"
    return "surely" if share > 0.8 else "likely"  # noqa: PLR2004 - four of five


def moved(share: float, by: float) -> float:
    """A probability with something added to the logarithm of its odds."""
    share = min(max(share, 1e-6), 1 - 1e-6)
    return logistic(math.log(share / (1 - share)) + by)


def logistic(score: float) -> float:
    """The probability whose odds have this logarithm."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def own_standing(ruling: Ruling) -> Standing:
    """What a sentence's own attribution shows of its source."""
    if ruling in {"anonymous", "unnamed", "crowd"}:
        return "anonymous"
    return "on-record" if ruling in {"on-record", "refusal", "record"} else "unknown"
