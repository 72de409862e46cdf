"""What a reader makes of a file: an article that has no id, no cuts and no place yet."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.domain.article import Basis


@dataclass(frozen=True, slots=True)
class Incoming:
    """Text and metadata of one article as they were found; what was not found is null."""

    title: str
    """At most 200 code points, on one line."""
    text: str
    """Without lone surrogates and NUL, so it can be stored as UTF-8 and handed to any library."""
    notices: tuple[str, ...] = ()
    """What had to be changed or guessed, as sentences for the person who adds it."""
    url: str | None = None
    publisher: str | None = None
    byline: str | None = None
    published: str | None = None
    """ISO 8601."""
    published_basis: Basis | None = None
    language: str | None = None
    """BCP 47 tag."""
    license: str | None = None
