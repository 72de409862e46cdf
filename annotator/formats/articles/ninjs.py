"""IPTC ninjs: news items in JSON as agencies send them, versions 1 to 3.

https://iptc.org/standards/ninjs/. Version 1 has one `headline` and bodies by name (`body_text`,
`body_xhtml`), version 2 has lists of `headlines` and `bodies`, version 3 writes the same names
with capitals in them.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Mapping
from typing import Any

from annotator.codec import from_json
from annotator.errors import BadRecordError, DataError, NoArticleError
from annotator.formats.articles.blocks import text_of_markup
from annotator.formats.articles.declared import Declared, article_of, with_headline, without_by
from annotator.formats.articles.decoding import decode
from annotator.formats.articles.incoming import Incoming, Reading
from annotator.formats.articles.plain import LIMIT

_TELLING = frozenset(
    ["bodies", "headlines", "versioncreated", "pubstatus", "usageterms", "representationtype"]
)
_TOLD = {
    "canceled": "The agency has cancelled it.",
    "cancelled": "The agency has cancelled it.",
    "withheld": "The agency has withheld it: it is not to be published yet.",
}

Item = Mapping[str, Any]
"""A news item, its names in lower case."""


def is_ninjs(data: bytes) -> bool:
    """Whether a source is a news item or a list of them."""
    begins = data[:64].removeprefix(codecs.BOM_UTF8).lstrip()
    if not begins.startswith((b"{", b"[")) or b'"uri"' not in data or len(data) > LIMIT:
        return False
    try:
        items = _items(from_json(data.removeprefix(codecs.BOM_UTF8)))
    except ValueError:
        return False
    return bool(items) and all(_is_item(item) for item in items)


def read_ninjs(data: bytes, name: str, how: Reading) -> Iterator[Incoming | DataError]:
    """The article of each item; a picture or what else has no text is an error in its place.

    Raises:
        NoArticleError: it is a single item without a text.
        DataError: it is no text, or no JSON.
    """
    decoded = decode(data, name, [how.charset])
    try:
        items = _items(json.loads(decoded.text.removeprefix("\ufeff")))
    except (ValueError, RecursionError) as error:
        raise BadRecordError(name, "the whole of it", "it is no JSON") from error
    for number, item in enumerate(items, 1):
        part = f"item {number:,}" if len(items) > 1 else ""
        text = _text(item)
        if text:
            yield _article(item, text, name, part, how)
            continue
        kind = item.get("type")
        why = f"it is {kind!r} and has no text" if isinstance(kind, str) else "it has no text"
        if not part:
            raise NoArticleError(name, why)
        yield BadRecordError(name, part, why)


def _article(item: Item, text: str, name: str, part: str, how: Reading) -> Incoming | DataError:
    title = _headline(item)
    declared = Declared(
        title=title,
        url=_said(item, "uri") if str(item.get("uri")).startswith(("http:", "https:")) else None,
        publisher=_said(item, "copyrightholder") or _source(item),
        byline=without_by(_said(item, "byline") or _said(item, "by") or "") or None,
        published=_said(item, "firstcreated") or _said(item, "versioncreated"),
        language=_said(item, "language"),
        license=_said(item, "usageterms"),
    )
    try:
        return article_of(
            with_headline(text, title), name, how, declared, notices=_notices(item), part=part
        )
    except DataError as error:
        return error


def _items(value: Any) -> list[Item]:  # noqa: ANN401 - any JSON
    """The items of a source: one, a list of them, or a list under the name `items`."""
    if isinstance(value, dict) and isinstance(value.get("items"), list) and "uri" not in value:
        value = value["items"]
    found = value if isinstance(value, list) else [value]
    return [_lowered(item) for item in found if isinstance(item, dict)]


def _lowered(value: Mapping[str, Any]) -> dict[str, Any]:
    return {name.lower(): each for name, each in value.items()}


def _is_item(item: Item) -> bool:
    bodies = (name for name in item if name.startswith("body_"))
    return "uri" in item and ("headline" in item or not _TELLING.isdisjoint(item) or any(bodies))


def _notices(item: Item) -> tuple[str, ...]:
    """What the agency says of its item besides."""
    told = _TOLD.get(str(item.get("pubstatus", "")).lower().rpartition(":")[2])
    embargo = _said(item, "embargoed")
    until = f"It is under embargo until {embargo}." if embargo else None
    return tuple(filter(None, (told, until)))


def _said(item: Item, name: str) -> str | None:
    value = item.get(name)
    return value.strip() or None if isinstance(value, str) else None


def _source(item: Item) -> str | None:
    """The first organisation that an item came from."""
    for name in ("infosources", "infosource"):
        for source in _listed(item.get(name)):
            if found := _said(source, "name"):
                return found
    return None


def _listed(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any JSON
    return (
        [_lowered(each) for each in value if isinstance(each, dict)]
        if isinstance(value, list)
        else []
    )


def _headline(item: Item) -> str | None:
    """The headline: of several, the main one."""
    headlines = _listed(item.get("headlines"))
    headlines.sort(key=lambda each: each.get("role") != "main")
    texts = [_plain(each, "text/html") for each in headlines]
    named = (_said(item, name) for name in ("headline", "headline_main", "title"))
    return next(filter(None, (*texts, *named)), None)


def _text(item: Item) -> str:
    """The text: of several bodies the one with markup, whose paragraphs are sure."""
    bodies = [
        {"value": value, "contenttype": "text/html" if "html" in name else "text/plain"}
        for name, value in item.items()
        if name.startswith("body_")
    ]
    bodies += _listed(item.get("bodies"))
    bodies.sort(key=lambda body: ("ml" not in str(body.get("contenttype")), _rank(body)))
    return next(filter(None, (_plain(body) for body in bodies)), "")


def _rank(body: Item) -> int:
    """How likely a body is the article's text, and not a summary of it: longer is likelier."""
    return -len(str(body.get("value") or ""))


def _plain(body: Item, usual: str = "") -> str:
    """What a body says, without markup."""
    value = _said(body, "value") or ""
    kind = str(body.get("contenttype") or usual)
    return text_of_markup(value) if "ml" in kind or "</p>" in value else value
