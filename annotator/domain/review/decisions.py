"""Reviews: a reviewer's decisions on an article, and what they saw when they made them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from annotator.domain.annotations import Why
from annotator.domain.marks import Comment, State
from annotator.domain.rows import Log, Rows

Reason = Literal["slip", "missed context", "guideline unclear", "both defensible", "bad cut"]


@dataclass(frozen=True, slots=True)
class Seen:
    """The state and tags of one annotator's mark that a decision was made on."""

    state: State
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """The final state and tags of a sentence, as this reviewer settles them."""

    state: State
    tags: tuple[str, ...]
    also_right: tuple[str, ...]
    """Other tags that could be defended."""
    reason: Reason | None
    saw: Mapping[str, Seen]
    """By annotator; the decision is stale when one of these is different today."""
    at: str


@dataclass(frozen=True, slots=True)
class SentBack:
    """A sentence that annotators are asked to look at again."""

    to: tuple[str, ...]
    at: str


@dataclass(frozen=True, slots=True)
class ReviewEvent:
    """One change to a review, which is one revision."""

    revision: int
    at: str
    session: str
    group: int
    sentence: str | None
    after: Decision | SentBack | Comment | None
    why: Why
    undoes: int | None = None
    saw_others: bool = True


@dataclass(frozen=True, slots=True)
class Review:
    """What one reviewer decided on one article, with its whole history."""

    article: str
    article_revision: int
    reviewer: str
    revision: int
    created: str
    updated: str
    decisions: Rows[Decision]
    sent_back: Rows[SentBack]
    comments: Log[Comment]
    history: Log[ReviewEvent]
