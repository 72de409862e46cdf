"""What readers are told, and what they make of it: an article that has no id and no cuts yet."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.domain.article import Basis


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known about a source besides its bytes; what nobody said is null."""

    text_field: str | None = None
    """The column or key that holds the text, in sources that have such."""
    id_field: str | None = None
    """The column or key that tells one article of the source from another."""
    language: str | None = None
    """BCP 47 tag; what a person says goes before what the source says."""
    url: str | None = None
    """Where the source was found, for what it links to and where it names no address itself."""
    content_type: str | None = None
    """Media type that a server declared, in lower case and without parameters."""
    charset: str | None = None
    """Encoding that a server declared."""


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
    id: str | None = None
    """What the source itself tells the article by: the article's id is made of it, not of the
    title."""
    part: str = ""
    """Which piece of the source it is, as "line 7,331"; empty where the source is one article."""
