"""The one way from what a reader found to an article: everything on it can be stored and shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any, NamedTuple
from unicodedata import category

from annotator.domain.article import Basis
from annotator.errors import EmptyFileError
from annotator.formats.dates import iso_date
from annotator.formats.incoming import Incoming, Reading

LONGEST_TITLE = 200
"""Code points."""

LONGEST_FIELD = 1_000
"""Code points of a byline, an address and the like."""

_WEB_ADDRESS = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
_LOST = re.compile(r"[\x00\ud800-\udfff]")
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*\Z")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


class Found(NamedTuple):
    """What a source says of an article besides its text, as it says it; null for nothing."""

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    byline: str | None = None
    published: str | None = None
    """In any form that `dates` knows."""
    published_basis: Basis = "declared"
    language: str | None = None
    license: str | None = None
    id: str | None = None
    """What tells the article from the others of its source."""


def article_of(
    text: str,
    name: str,
    how: Reading,
    found: Found = Found(),  # noqa: B008 - it is frozen
    *,
    notices: Sequence[str] = (),
    part: str = "",
) -> Incoming:
    """An article of what was found, cleaned; what cannot be used is left out with a notice.

    Args:
        text: of the article, as it was decoded.
        name: of the source, for messages and as the last resort for a title.
        how: what else is known; it goes before what the source says.
        found: what the source says besides.
        notices: what there is to say already.
        part: which piece of the source it is.

    Raises:
        EmptyFileError: there is nothing in the text that could be seen.
    """
    text, said = cleaned(text)
    if not text:
        raise EmptyFileError(f"{name}, {part}" if part else name)
    told = [*notices, *said]
    published = iso_date(found.published) if found.published else None
    if found.published and not published:
        told.append(f"Its date {_quoted(found.published)} is none that is understood: left out.")
    url = _one_line(found.url)
    if url and not _WEB_ADDRESS.fullmatch(url):
        told.append(f"Its address {_quoted(url)} is none of http or https: left out.")
        url = None
    language = _one_line(found.language and found.language.replace("_", "-"))
    if language and not _LANGUAGE.fullmatch(language):
        told.append(f"Its language {_quoted(language)} is no language tag: left out.")
        language = None
    return Incoming(
        title=shortened(_one_line(found.title) or "") or title_of(text, name),
        text=text,
        notices=tuple(told),
        url=url or how.url,
        publisher=_one_line(found.publisher),
        byline=_one_line(found.byline),
        published=published,
        published_basis=found.published_basis if published else None,
        language=how.language or language,
        license=_one_line(found.license),
        part=part,
        id=_one_line(found.id),
    )


def cleaned(text: str) -> tuple[str, tuple[str, ...]]:
    """A text as it can be stored, and what had to be changed for that.

    Returns:
        The text without a byte-order mark, U+FFFD in place of NUL and lone surrogates, and
        otherwise as it is; empty where nothing in it could be seen.
    """
    text = text.removeprefix("\ufeff")
    if _UNSEEN.match(text):
        return "", ()
    text, lost = _LOST.subn("\ufffd", text)
    if not lost:
        return text, ()
    what = "1 character" if lost == 1 else f"{lost} characters"
    return text, (f"{what} that no text can hold (NUL or half of a surrogate pair) became U+FFFD.",)


def title_of(text: str, name: str) -> str:
    """The first line that says something, on one line and cut to length; else the file's name."""
    for line in re.finditer(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+", text):
        if any(map(str.isalnum, line.group())):
            return shortened(line.group())
    return shortened(PurePath(name).stem.strip("-")) or "untitled"


def shortened(line: str) -> str:
    """A line with its white space collapsed, and an ellipsis where its end is missing."""
    line = " ".join(line.split())
    if len(line) <= LONGEST_TITLE:
        return line
    return line[: LONGEST_TITLE - 1].rstrip() + "…"


def _one_line(value: str | None) -> str | None:
    """A value without control characters and surplus white space; None where nothing is left."""
    line = " ".join((value or "").split())
    kept = "".join(sign for sign in line if category(sign) not in {"Cc", "Cs"})
    return kept[:LONGEST_FIELD].strip() or None


def _quoted(value: Any) -> str:  # noqa: ANN401 - whatever a source has in that place
    return repr(shortened(str(value))[:80])
