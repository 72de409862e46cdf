"""A guess at headlines that say more than the sentence which bears them; for English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.domain.article import Sentence
from annotator.domain.sourcing.lint_checks import Case, Found

_WORD = re.compile(r"[^\W\d_]{3,}")
_STEM = 5
"""Letters that equal words begin with: “collaboration” and “collaborating”."""
_LEAST = 2
"""Words that a sentence shares with the headline at least, to bear it."""

_HEDGES = re.compile(
    r"\b(?:may|might|could|would|can|possib\w+|potential\w*|likely|expected|consider\w*|weigh\w*|"
    r"mull\w*|plan\w*|seek\w*|propos\w+|discuss\w*|in talks|alleg\w+|accus\w+|report(?:s|ed|edly)|"
    r"claim\w*|suspect\w*|apparent\w*|appear\w*|seem\w*|suggest\w*|sources?|insiders?|rumou?r\w*|"
    r"according to|said to|says?|believ\w+|estimat\w+|about to|set to|eyes|up to|if|unless)\b",
    re.IGNORECASE,
)
"""Words by which a sentence says that something is not certain, or is somebody's word."""
_QUOTED = re.compile("[‘’“”\"']")
_ASKS = re.compile(r"\?\s*$")


def headline_stronger(case: Case) -> Iterator[Found]:
    """A headline that states flatly what its sentence hedges, or is tagged stronger than it."""
    article, names = case.article, case.names
    body = [s for s in article.sentences if s.kind == "sentence"]
    tags = {r.sentence.id: r.tags for r in case.ledger.readings}
    for headline in article.sentences:
        if headline.kind != "headline":
            continue
        words = article.text_of(headline)
        bearer = _bearer(case, words, body)
        if bearer is None:
            continue
        weaker = {names.insider, names.opinion}.intersection(tags.get(bearer.id, ()))
        flat = names.confirmed in tags.get(headline.id, ())[:1]
        if flat and weaker and names.confirmed not in tags.get(bearer.id, ()):
            yield Found(headline.id, f"is confirmed, and {bearer.id}, which bears it, is not")
        elif not (_HEDGES.search(words) or _QUOTED.search(words) or _ASKS.search(words)):
            hedge = _HEDGES.search(article.text_of(bearer))
            if hedge:
                said = f"says flatly what {bearer.id} says with “{hedge.group()}”"
                yield Found(headline.id, said)


def _bearer(case: Case, headline: str, body: list[Sentence]) -> Sentence | None:
    """The sentence that has most of a headline's words; the earlier one of equals."""
    wanted = _stems(headline)
    shares = [len(wanted & _stems(case.article.text_of(sentence))) for sentence in body]
    most = max(shares, default=0)
    return body[shares.index(most)] if most >= _LEAST else None


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.group().casefold()[:_STEM] for word in _WORD.finditer(text))
