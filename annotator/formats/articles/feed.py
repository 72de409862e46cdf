"""RSS and Atom feeds: every entry that comes with its text or a summary.

Read with feedparser, which is given bytes and never an address: nothing is fetched, what entries
link to least of all.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from annotator.errors import (
    BadRecordError,
    BrokenDocumentError,
    DataError,
    NoArticleError,
    UnsupportedFileError,
)
from annotator.formats.articles.blocks import text_of_markup
from annotator.formats.articles.dates import iso_date
from annotator.formats.articles.declared import Declared, article_of, with_headline, without_by
from annotator.formats.articles.decoding import HEAD, beginning, decode
from annotator.formats.articles.incoming import Incoming, Reading

_BEGINNING = re.compile(
    r"(?>[\s\ufeff]|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>)*+"
    r"<(?:rss\b|rdf:RDF\b[^>]*purl\.org/rss|(?:atom:)?feed\b[^>]*w3\.org/2005/Atom)",
    re.IGNORECASE | re.DOTALL,
)
_ENCODING = re.compile(rb"""\A[^>]*?encoding\s*=\s*["']\s*([\w.:-]+)""")
_DECLARATION = re.compile(r"\A\s*<\?xml\b.*?\?>", re.DOTALL)
_MAILED = re.compile(r"\S+@\S+\s*(?:\((.*)\))?")
_SUMMARY = "The feed holds a summary of it, and no more; add its address for the whole text."


def is_feed(data: bytes) -> bool:
    """Whether a source begins as an RSS or Atom feed does."""
    return _BEGINNING.match(beginning(data)) is not None


def read_feed(data: bytes, name: str, how: Reading) -> Iterator[Incoming | DataError]:
    """The article of each entry; an entry without any text is an error in its place.

    Raises:
        UnsupportedFileError: it is XML, and no feed.
        BrokenDocumentError: it is damaged.
        NoArticleError: it has no entries, or none with a text.
    """
    import feedparser  # noqa: PLC0415 - slow, and only feeds need it

    own = _ENCODING.match(data[:HEAD])
    decoded = decode(data, name, (own[1].decode() if own else None, how.charset))
    whole = _DECLARATION.sub("", decoded.text.removeprefix("\ufeff"), count=1)
    headers = {"content-type": "application/xml; charset=utf-8"}
    if how.url:
        headers["content-location"] = how.url
    try:
        feed = feedparser.parse(
            io.BytesIO(whole.encode("utf-8", "replace")),
            response_headers=headers,
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except Exception as error:  # the library stumbles over some damage
        raise BrokenDocumentError(name, "a feed", "it is damaged") from error
    if not feed.version and not feed.entries:
        raise UnsupportedFileError(name, "an XML file that is no feed")
    articles = [_article(entry, feed.feed, name, how, decoded.notices) for entry in feed.entries]
    if not any(isinstance(article, Incoming) for article in articles):
        why = "its entries have titles only" if articles else "the feed has no entries"
        raise NoArticleError(name, why)
    yield from articles


def _article(
    entry: Mapping[str, Any],
    feed: Mapping[str, Any],
    name: str,
    how: Reading,
    notices: tuple[str, ...],
) -> Incoming | DataError:
    """The article of an entry, or why it is none."""
    title = _line(entry, "title")
    part = f"entry {title[:60]!r}" if title else "an entry without a title"
    contents = [_text(content) for content in entry.get("content", ())]
    summary = _text(entry.get("summary_detail") or {"value": entry.get("summary", "")})
    text = max([*contents, ""], key=len)
    if not text:
        notices = (*notices, *([_SUMMARY] if summary else []))
    if not (text or summary):
        return BadRecordError(name, part, "it has a title only")
    published, guessed = _published(entry)
    languages = (content.get("language") for content in entry.get("content", ()))
    source = entry.get("source") or {}
    declared = Declared(
        title=title or None,
        url=_address(entry),
        publisher=_line(source, "title") or _line(feed, "title") or None,
        byline=_byline(entry) or _byline(feed),
        published=published,
        language=next(filter(None, languages), None) or feed.get("language"),
        license=entry.get("license") or feed.get("license"),
    )
    try:
        made = article_of(
            with_headline(text or summary, title),
            name,
            how,
            declared,
            notices=(*notices, *guessed),
            part=part,
        )
    except DataError as error:
        return error
    return replace(made, published_basis="guessed") if guessed and made.published else made


def _text(content: Mapping[str, Any]) -> str:
    """The text of a content as feedparser has it: of markup, or as it is."""
    value = str(content.get("value") or "")
    is_markup = "html" in str(content.get("type", "")) or "<" in value
    return text_of_markup(value) if is_markup else value.strip()


def _line(owner: Mapping[str, Any], field: str) -> str:
    """A title, on one line and without markup."""
    return " ".join(_text(owner.get(f"{field}_detail") or {"value": owner.get(field)}).split())


def _byline(owner: Mapping[str, Any]) -> str | None:
    """The names of the authors; of an address of e-mail the name in brackets after it."""
    mailed = _MAILED.fullmatch(str(owner.get("author") or "").strip())
    if mailed:
        return mailed[1]
    names = [without_by(str(author.get("name") or "")) for author in owner.get("authors") or ()]
    return ", ".join(dict.fromkeys(n for n in names if n and "@" not in n)) or None


def _address(entry: Mapping[str, Any]) -> str | None:
    """What the entry links to; else its id, where that is an address."""
    for said in (entry.get("link"), entry.get("id")):
        if said and str(said).lower().startswith(("http://", "https://")):
            return str(said)
    return None


def _published(entry: Mapping[str, Any]) -> tuple[str | None, tuple[str, ...]]:
    """When the entry says that it was published; else, as a guess, when it was changed."""
    said = _date(entry, "published") or _date(entry, "created")
    if said:
        return said, ()
    changed = _date(entry, "updated")
    if not changed:
        return None, ()
    return changed, ("The feed tells when it was changed, not when it was published.",)


def _date(entry: Mapping[str, Any], field: str) -> str | None:
    """A date as ISO 8601; feedparser knows more forms of dates than others."""
    if field not in entry:
        return None  # feedparser would give the date of publication for that of a change
    said, read = entry[field], entry.get(f"{field}_parsed")
    if said and (date := iso_date(str(said))):
        return date
    if not read:
        return None
    year, month, day, hour, minute, second = read[:6]
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC).isoformat()
    except ValueError:
        return None  # a year before the first, or a second that leaps
