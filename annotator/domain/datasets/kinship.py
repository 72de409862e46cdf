"""Kinship of two copies of an article: which of them goes on from the other."""

from __future__ import annotations

from typing import Literal

from annotator.domain.article import Article
from annotator.domain.revisions.earlier import versions

Kinship = Literal["same", "newer", "older", "forked", "another"]
"""What their copy is to ours: it has the same text and cuts; it goes on from ours; ours goes on
from it; both go on from something earlier; or it is another article."""


def kinship(theirs: Article, ours: Article) -> Kinship:
    """What their copy of an article is to ours."""
    known_to_us = {(one.revision, one.sha256): one.sentences for one in versions(ours)}
    known_to_them = {(one.revision, one.sha256): one.sentences for one in versions(theirs)}
    if known_to_us.get((theirs.revision, theirs.sha256)) == theirs.sentences:
        return "same" if theirs.revision == ours.revision else "older"
    if known_to_them.get((ours.revision, ours.sha256)) == ours.sentences:
        return "newer"
    texts = {sha256 for _, sha256 in known_to_us}
    return "forked" if any(sha256 in texts for _, sha256 in known_to_them) else "another"
