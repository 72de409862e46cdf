"""What a page says of its article in JSON-LD, in the words of schema.org."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

_ARTICLES = frozenset(
    [
        *("article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle"),
        *("opinionnewsarticle", "backgroundnewsarticle", "reviewnewsarticle"),
        *("askpublicnewsarticle", "satiricalarticle", "blogposting"),
        *("liveblogposting", "advertisercontentarticle", "report"),
        *("scholarlyarticle", "techarticle"),
    ]
)
_WRAPPED = re.compile(r"\A\s*(?://\s*)?(?:<!\[CDATA\[|<!--)|(?://\s*)?(?:\]\]>|-->)\s*\Z")
_CONTEXT = re.compile(r"\A(?:https?://schema\.org/|schema:)", re.IGNORECASE)
_NODES = 2_000
"""Objects that are looked at; pages with many more hold lists of other articles."""


class LinkedArticle(NamedTuple):
    """The article as the page describes it to machines; null for what it does not say."""

    headline: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    license: str | None = None
    body: str | None = None
    """The text, sometimes with markup."""
    is_free: bool = True
    """False where the page says that its whole text is for subscribers."""


def linked_article(scripts: Iterable[str]) -> LinkedArticle | None:
    """The first article that a page's JSON-LD describes; None if it describes none.

    Args:
        scripts: the contents of its `application/ld+json` elements; those that are broken are
            passed over.
    """
    nodes: list[Mapping[str, Any]] = []
    for script in scripts:
        try:
            nodes += _top_level(json.loads(_WRAPPED.sub("", script), strict=False))
        except (ValueError, RecursionError):
            continue
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    article = next((node for node in nodes if _kinds(node) & _ARTICLES), None)
    return _read(article, by_id) if article is not None else None


def _read(article: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> LinkedArticle:
    """The article of an object, with the objects that it points to."""
    is_free = article.get("isAccessibleForFree")
    return LinkedArticle(
        headline=_first(_texts(article.get("headline") or article.get("name"))),
        authors=tuple(dict.fromkeys(_names(article.get("author"), by_id))),
        publisher=_first(_names(article.get("publisher"), by_id)),
        published=_first(_texts(article.get("datePublished"))),
        url=_first(_addresses(article.get("mainEntityOfPage")))
        or _first(_addresses(article.get("url"))),
        language=_first(_names(article.get("inLanguage"), by_id)),
        license=_first(_addresses(article.get("license"))),
        body=_first(_texts(article.get("articleBody"))),
        is_free=str(is_free).lower() not in {"false", "no"},
    )


def _top_level(value: Any) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401 - any JSON
    """The objects that stand for the page itself, not those within them."""
    pending, seen = [value], 0
    while pending and seen < _NODES:
        node = pending.pop(0)
        seen += 1
        if isinstance(node, list):
            pending += node
        elif isinstance(node, dict):
            yield node
            pending += [node[key] for key in ("@graph", "mainEntity") if key in node]


def _kinds(node: Mapping[str, Any]) -> set[str]:
    """The types of an object, in lower case and without the address of schema.org."""
    return {_CONTEXT.sub("", kind).lower() for kind in _texts(node.get("@type"))}


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    """The strings that stand in a place."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            item = item.get("@value")  # noqa: PLW2901 - the way that JSON-LD writes a typed string
        if isinstance(item, str) and item.strip():
            yield item.strip()


def _names(value: Any, by_id: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:  # noqa: ANN401 - any JSON
    """The names of the people or organisations that stand in a place."""
    for item in value if isinstance(value, list) else [value]:
        node = item
        if isinstance(item, dict) and "name" not in item and isinstance(item.get("@id"), str):
            node = by_id.get(item["@id"], item)
        if isinstance(node, dict):
            full = [node.get(part) for part in ("givenName", "familyName")]
            named = node.get("name") or " ".join(part for part in full if isinstance(part, str))
            node = named or node.get("alternateName")
        yield from (name for name in _texts(node) if "://" not in name)


def _addresses(value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    """The addresses that stand in a place, as strings or as objects."""
    for item in value if isinstance(value, list) else [value]:
        yield from _texts((item.get("@id") or item.get("url")) if isinstance(item, dict) else item)


def _first(values: Iterator[str]) -> str | None:
    return next(values, None)
