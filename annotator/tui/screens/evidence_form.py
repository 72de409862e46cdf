"""Evidence for one sentence while it is entered: frozen values, what is wrong with them, drafts.

Nothing here knows of a screen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from annotator.domain.marks import STANCES, Evidence

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_WITH_TIME = 10
"""Where the date of an ISO 8601 time ends."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence as it is typed: text in every field, empty for nothing."""

    url: str = ""
    document: str = ""
    locator: str = ""
    quotation: str = ""
    stance: str = STANCES[0]
    seen: str = ""
    archived: str = ""

    @property
    def blank(self) -> bool:
        """Whether nothing was typed; a stance and a date alone are nothing."""
        return not (self.url or self.document or self.locator or self.quotation or self.archived)

    @property
    def told(self) -> str:
        """The piece in a line."""
        where = [self.document, self.url, self.locator]
        return " · ".join([part for part in where if part] + [self.stance])


FIELDS = tuple(field.name for field in fields(Piece))


def piece_of(evidence: Evidence) -> Piece:
    """Evidence as one would have typed it."""
    return Piece(
        evidence.url or "",
        evidence.document or "",
        evidence.locator or "",
        evidence.quotation or "",
        evidence.stance,
        evidence.seen or "",
        evidence.archived or "",
    )


def evidence_of(piece: Piece, before: Sequence[Evidence]) -> Evidence:
    """What is saved of a piece; a link that was looked at stays so while its URL stays.

    Args:
        piece: What was typed, without a problem.
        before: Evidence whose untouched fields and whose checks are kept.
    """
    same = next((old for old in before if piece_of(old) == piece), None)
    if same is not None:
        return same
    text: dict[str, Any] = {
        name: value.strip() or None for name, value in asdict(piece).items() if name != "stance"
    }
    made = Evidence(**text, stance=next(s for s in STANCES if s == piece.stance))
    checks = (old.checked for old in before if old.url == made.url and old.checked)
    return replace(made, checked=next(checks, None)) if made.url else made


def problem(piece: Piece) -> tuple[str, str] | None:
    """The first field that cannot be saved, and why in a sentence; nothing if all is well."""
    if not piece.url.strip() and not piece.document.strip():
        return ("url", "Say where it was found: a URL, or the name of a document.")
    for name in ("url", "archived"):
        text = getattr(piece, name).strip()
        if text and not _is_url(text):
            other = " The name of a document goes into the field below." if name == "url" else ""
            return (name, f"A URL begins with http:// or https:// and has no blanks.{other}")
    seen = piece.seen.strip()
    if seen and not _is_date(seen):
        return ("seen", f"“{seen}” is no date. Write it as 2026-11-22, or leave it empty.")
    return None


def to_draft(pieces: Sequence[Piece]) -> str:
    """Half-written pieces as one text."""
    return json.dumps([asdict(piece) for piece in pieces], ensure_ascii=False)


def from_draft(text: str) -> tuple[Piece, ...]:
    """The pieces of a draft; none if it is not one."""
    try:
        found = json.loads(text)
        pieces = tuple(Piece(**one) for one in found)
    except (ValueError, TypeError):
        return ()
    plain = all(isinstance(value, str) for piece in pieces for value in asdict(piece).values())
    return pieces if plain and all(piece.stance in STANCES for piece in pieces) else ()


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return (
            parts.scheme in {"http", "https"}
            and bool(parts.hostname)
            and not any(c.isspace() for c in text)
        )
    except ValueError:
        return False


def _is_date(text: str) -> bool:
    """Whether it is an ISO 8601 date, alone or with a time."""
    day = text[:_WITH_TIME] if text[_WITH_TIME : _WITH_TIME + 1] == "T" else text
    if not _DATE.fullmatch(day):
        return False
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True
