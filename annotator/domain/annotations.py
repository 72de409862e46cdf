"""One annotator's document on one article: marks, comments, hand-ins, and how they came about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from annotator.domain.marks import Comment, HandIn, Mark
from annotator.domain.rows import Log, Rows

Why = Literal[
    "key",
    "cli",
    "import",
    "accept",
    "undo",
    "redo",
    "restore",
    "carry",
    "rename",
    "reaffirm",
    "comment",
    "hand-in",
]


@dataclass(frozen=True, slots=True)
class Event:
    """One change, which is one revision; what was before is the sentence's last event."""

    revision: int
    at: str
    """UTC, milliseconds; never earlier than the event before."""
    session: str
    """Which run of the program made it."""
    group: int
    """The revision of the first event of the action that this one belongs to."""
    sentence: str | None
    """Null for a hand-in."""
    after: Mark | Comment | None
    """The whole mark, or the comment, as it is from now on; null where there is none any more."""
    why: Why
    undoes: int | None = None
    """The group that an undo takes back, or the undo that a redo takes back."""
    saw_others: bool = False
    """Whether colleagues' tags of this sentence had been shown before."""


@dataclass(frozen=True, slots=True)
class Annotations:
    """What one annotator says of one article, with its whole history."""

    article: str
    article_revision: int
    article_sha256: str
    annotator: str
    revision: int
    created: str
    updated: str
    handed_in: tuple[HandIn, ...]
    marks: Rows[Mark]
    comments: Log[Comment]
    history: Log[Event]
