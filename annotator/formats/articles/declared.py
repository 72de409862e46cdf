"""What a source says of an article, and the article that is made of that and of its text.

The last step of every reader is here: text that can be stored, a title, metadata on one line;
what cannot be used is left out and told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import NamedTuple
from unicodedata import category

from annotator.domain.metadata import is_language_tag, is_web_address
from annotator.errors import EmptyFileError, TooLargeError
from annotator.formats.articles.dates import iso_date
from annotator.formats.articles.incoming import Incoming, Reading

LONGEST_FIELD = 1_000
"""Code points of a byline, an address and the like."""

LONGEST_TITLE = 200
"""Code points."""

LONGEST_TEXT = 20_000_000
"""Code points: what a packed document holds may be many times its size."""

_FIRST = 3
"""Paragraphs among which a headline may stand already."""

_LONGEST_KICKER = 40
"""Letters of what stands on the line of a headline before it."""

_LOST = re.compile(r"[\x00\ud800-\udfff]")
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*\Z")
_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BY = re.compile(
    r"\A(?:(?:words|written|reported)\s+by|by|von|par|por|di|av|door|text)\b:?\s+", re.IGNORECASE
)
_NO_TITLE = re.compile(
    r"(?:untitled|title|titel|document|dokument|presentation)\s?\d*|\(?anonymous\)?"
    r"|microsoft (?:word|powerpoint|excel)\b.*|(?:powerpoint|word) (?:presentation|document)"
    r"|.*\.(?:docx?|pdf|odt|rtf|indd|qxp|pages|txt|tex|dvi|html?|pptx?|xlsx?|md)|[\W\d_]*",
    re.IGNORECASE,
)
"""What stands for a title where nobody gave one: office programs' own words and names of files."""

_NO_AUTHOR = re.compile(
    r"python-docx|(?:microsoft )?office user|windows[- ]user|user|admin(?:istrator)?|owner|author"
    r"|unknown|anonymous|(?:default|guest|root|test)(?: user)?|hp|dell|lenovo|acer|[\W\d_]*",
    re.IGNORECASE,
)


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

    Lone surrogates and NUL in the text become U+FFFD with a notice, a byte-order mark at its
    beginning is dropped, the rest stays. A title that is missing is taken from the text, else from
    the name.

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
        TooLargeError: there is more of it than an article may have.
    """
    if len(text) > LONGEST_TEXT:
        raise TooLargeError(f"the text of {name}", LONGEST_TEXT)
    text = text.removeprefix("\ufeff")
    if _UNSEEN.match(text):
        raise EmptyFileError(name)
    text, lost = _LOST.subn("\ufffd", text)
    said, unusable = _usable(Declared(*map(_plain, declared)))
    return Incoming(
        title=_shortened(said.title or "") or title_of(text, name),
        text=text,
        notices=(*notices, *unusable, *_told_of(lost)),
        url=said.url or (None if part else how.url),
        publisher=said.publisher,
        byline=said.byline,
        published=said.published,
        published_basis="declared" if said.published else None,
        language=how.language or said.language,
        license=said.license,
        part=part,
        id=said.id,
    )


def _usable(said: Declared) -> tuple[Declared, list[str]]:
    """What is declared, with the date as ISO 8601 and without what is none, and what to say."""
    told = []
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
    return said._replace(published=published, url=url, language=language), told


def _told_of(lost: int) -> list[str]:
    """What there is to say of characters that were replaced."""
    if not lost:
        return []
    what = "1 character" if lost == 1 else f"{lost} characters"
    return [f"{what} that no text can hold (NUL or half of a surrogate pair) became U+FFFD."]


def _plain(value: str | None) -> str | None:
    """A value on one line, without control characters; None where nothing is left."""
    line = " ".join((value or "").split())
    kept = "".join(sign for sign in line if category(sign) not in {"Cc", "Cs"})
    return kept[:LONGEST_FIELD].strip() or None


def title_of(text: str, name: str) -> str:
    """The first line that says something, on one line and cut to length; else the file's name."""
    for line in _LINE.finditer(text):
        if any(map(str.isalnum, line.group())):
            return _shortened(line.group())
    return _shortened(_LOST.sub("\ufffd", PurePath(name).stem.strip("-"))) or "untitled"


def _shortened(line: str) -> str:
    """A line with its white space collapsed, and an ellipsis where its end is missing."""
    line = " ".join(line.split())
    if len(line) <= LONGEST_TITLE:
        return line
    return line[: LONGEST_TITLE - 1].rstrip() + "…"


def with_headline(text: str, title: str | None) -> str:
    """The text with its headline as the first paragraph, once, for sources that keep it apart.

    Where it stands there with a few words before it, which name the subject, they are left out.
    """
    if not title:
        return text
    blocks = text.split("\n\n")
    headline = letters_of(title)
    for index, block in enumerate(blocks[:_FIRST]):
        letters = letters_of(block)
        if letters == headline:
            return "\n\n".join([block, *blocks[:index], *blocks[index + 1 :]])
        kicker = len(letters) - len(headline)
        short = 0 < kicker <= min(_LONGEST_KICKER, len(headline))
        if short and letters.endswith(headline) and block[-1] == title[-1]:
            return "\n\n".join([title, *blocks[:index], *blocks[index + 1 :]])
    return f"{title}\n\n{text}"


def letters_of(line: str) -> str:
    """What two ways of writing the same words have in common: letters and figures, without case."""
    return re.sub(r"\W+", "", line).casefold()


def without_by(byline: str) -> str:
    """A byline without the word before the names, such as `By` or `Von`."""
    return _BY.sub("", byline.strip())


def title_in_properties(value: str | None) -> str | None:
    """The title that an office program has written into a document; None where it tells nothing."""
    return _telling(value, _NO_TITLE)


def author_in_properties(value: str | None) -> str | None:
    """The author likewise; None where it is the program's own word for one."""
    return _telling(value, _NO_AUTHOR)


def _telling(value: str | None, empty: re.Pattern[str]) -> str | None:
    line = " ".join((value or "").split())
    return None if empty.fullmatch(line) else line
