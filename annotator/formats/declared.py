"""What a source says of an article, as it says it; what cannot be used is left out and told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import category

from annotator.domain.metadata import is_language_tag, is_web_address
from annotator.formats.dates import iso_date
from annotator.formats.incoming import Incoming, Reading
from annotator.formats.plain import finished

LONGEST_FIELD = 1_000
"""Code points of a byline, an address and the like."""


class Declared(NamedTuple):
    """What a document's properties or a record's fields say besides the text; null for nothing."""

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    byline: str | None = None
    published: str | None = None
    """In any form that `dates` knows."""
    language: str | None = None
    license: str | None = None
    id: str | None = None
    """What tells the article from the others of its source."""


def article_of(
    text: str,
    name: str,
    how: Reading,
    declared: Declared,
    *,
    notices: Sequence[str] = (),
    part: str = "",
) -> Incoming:
    """An article of a text and what is declared of it.

    Args:
        text: of the article, as it was decoded.
        name: of the source, for messages and as the last resort for a title.
        how: what else is known; a language that a person said goes before a declared one. The
            address of a source is that of its article only if it is one.
        declared: what the source says; a date, address or language that is none is left out
            with a notice.
        notices: what there is to say already.
        part: which piece of the source it is.

    Raises:
        EmptyFileError: there is nothing in the text that could be seen.
    """
    said = Declared(*map(_plain, declared))
    told = list(notices)
    published = iso_date(said.published) if said.published else None
    if said.published and not published:
        told.append(f"Its date {said.published[:80]!r} is none that is understood: left out.")
    url = said.url if said.url and is_web_address(said.url) else None
    if said.url and not url:
        told.append(f"Its address {said.url[:80]!r} is none of http or https: left out.")
    language = said.language.replace("_", "-") if said.language else None
    if language and not is_language_tag(language):
        told.append(f"Its language {language[:80]!r} is no language tag: left out.")
        language = None
    made = Incoming(
        title=said.title or "",
        text=text,
        notices=tuple(told),
        url=url or (None if part else how.url),
        publisher=said.publisher,
        byline=said.byline,
        published=published,
        published_basis="declared" if published else None,
        language=how.language or language,
        license=said.license,
        part=part,
        id=said.id,
    )
    return finished(made, name)


def _plain(value: str | None) -> str | None:
    """A value on one line, without control characters; None where nothing is left."""
    line = " ".join((value or "").split())
    kept = "".join(sign for sign in line if category(sign) not in {"Cc", "Cs"})
    return kept[:LONGEST_FIELD].strip() or None
