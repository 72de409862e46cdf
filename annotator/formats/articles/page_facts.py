"""What an HTML page says of its article besides the text, and what its layout lets one guess."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple
from urllib.parse import urldefrag, urljoin, urlsplit

from annotator.domain.metadata import is_language_tag
from annotator.formats.articles.blocks import Tree
from annotator.formats.articles.dates import iso_date
from annotator.formats.articles.declared import letters_of, without_by
from annotator.formats.articles.schema_org import LinkedArticle, linked_article

_DATES = (
    *("article:published_time", "og:article:published_time", "og:published_time"),
    *("article:published", "datepublished", "parsely-pub-date", "sailthru.date", "pubdate"),
    *("publishdate", "publish-date", "publish_date", "publication_date", "published_time"),
    *("originalpublicationdate", "cxenseparse:recs:publishtime", "dc.date.issued"),
    *("dcterms.issued", "dcterms.created", "dcterms.date", "dc.date", "dc.date.created"),
    *("citation_publication_date", "citation_date", "date"),
)
"""Names of meta elements that tell when a page was published, the surest first."""

_AUTHORS = (
    *("author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator"),
    *("dcterms.creator", "citation_author"),
)
_PUBLISHERS = (
    *("og:site_name", "publisher", "dc.publisher", "dcterms.publisher", "application-name"),
    *("apple-mobile-web-app-title", "cre"),
)
_TITLES = ("og:title", "dc.title", "dcterms.title", "parsely-title", "twitter:title")
_LANGUAGES = ("content-language", "language", "dc.language", "dcterms.language", "og:locale")
_OTHERS = re.compile(
    r"(?:\b|_)(?:related|recommend\w*|sidebar|teaser|promo|comments?|most-?read|footer|more-?news|"
    r"newsletter|trending|popular)(?:\b|_)",
    re.IGNORECASE,
)
"""Classes of what belongs to other articles."""

_ELSEWHERE = frozenset(["aside", "nav", "footer", "figure"])
_CHANGED = re.compile(r"updat|modif|chang|aktualis|mise-a-jour|actualiz", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:^|[\s_-])(?:byline|author|autor|auteur|autore)(?:[_-]*name)?(?:$|\s)", re.IGNORECASE
)
_CC = re.compile(
    r"creativecommons\.org/(?:licenses|publicdomain)/((?:by|zero|mark)[a-z-]*)(?:/(\d\.\d))?",
    re.IGNORECASE,
)
_TITLE_PARTS = re.compile(r"\s+[|–—·•»«:-]\s+|\s*[|]\s*|(?<=[^\x00-\x7f])[_＿](?=[^\x00-\x7f])")
_LONGEST_NAME = 100
_LONG_TEXT = 120
_ENOUGH = 1_000
"""Characters of an element that are looked at."""
_MANY = 100
"""Elements of a sort that are looked at."""


class PageFacts(NamedTuple):
    """What is known of an article besides its text; null for nothing."""

    title: str | None
    byline: str | None
    publisher: str | None
    published: str | None
    """As the page declares it; never a guess."""
    url: str | None
    language: str | None
    license: str | None
    body: str | None
    """The text as the page hands it to machines, where it does."""
    notices: tuple[str, ...] = ()
    """What was guessed, as sentences."""


def facts_of(tree: Tree, at: str | None) -> PageFacts:
    """What a page says of its article.

    JSON-LD goes first, then meta elements, then the layout.

    Args:
        tree: of the whole page, with its scripts; lxml's.
        at: the address that it was fetched from.
    """
    scripts = (e.text or "" for e in tree.iter("script") if "ld+json" in e.get("type", "").lower())
    linked = linked_article(scripts) or LinkedArticle()
    meta = _meta(tree)
    url = _canonical(tree, meta, linked, at)
    headline = _headline(tree, meta, linked)
    byline, guess = _byline(tree, meta, linked)
    publisher, guess_too = _publisher(tree, meta, linked, headline, url)
    partial = () if linked.is_free else (_PARTIAL,)
    return PageFacts(
        title=headline,
        byline=byline,
        publisher=publisher,
        published=_published(tree, meta, linked),
        url=url,
        language=_language(tree, meta, linked),
        license=_license(tree, linked, url),
        body=linked.body,
        notices=(*guess, *guess_too, *partial),
    )


_PARTIAL = "The page says that its whole text is for subscribers: look whether all of it is here."


def _meta(tree: Tree) -> Mapping[str, str]:
    """The first content of each meta element, by its name in lower case."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = " ".join(element.get("content", "").split())
        names = (element.get(key) for key in ("name", "property", "itemprop", "http-equiv"))
        for name in filter(None, names):
            if content:
                found.setdefault(name.strip().lower(), content)
    return found


def _said(meta: Mapping[str, str], names: Iterable[str]) -> Iterator[str]:
    return (meta[name] for name in names if name in meta)


def _headline(tree: Tree, meta: Mapping[str, str], linked: LinkedArticle) -> str | None:
    """The headline as readers see it, where the page declares the same or nothing else."""
    headings = (e for e in islice(tree.iter("h1"), _MANY) if not _is_elsewhere(e))
    shown = [text for text in map(_text, headings) if text]
    named = next(tree.iter("title"), None)
    whole = _text(named) if named is not None else ""
    declared = [_unescaped(t) for t in (linked.headline, *_said(meta, _TITLES)) if t]
    for heading in shown:
        if any(_alike(heading, other) for other in (*declared, whole)):
            return heading
    if declared:
        return _without_outlet(declared[0], meta)
    if len(shown) == 1:
        return shown[0]
    return _TITLE_PARTS.split(whole)[0] or None


def _unescaped(text: str) -> str:
    from html import unescape  # noqa: PLC0415 - its tables are large, and only pages need them

    return unescape(text)


def _alike(one: str, other: str) -> bool:
    """Whether one title is the other, or the beginning of it."""
    first, second = letters_of(one), letters_of(other)
    return bool(first and second) and (first.startswith(second) or second.startswith(first))


def _without_outlet(title: str, meta: Mapping[str, str]) -> str:
    """A title without the outlet's name at its end."""
    outlet = meta.get("og:site_name", "")
    parts = re.split(r"\s+[|–—-]\s+", title)
    return title[: title.rindex(parts[-1])].rstrip(" |–—-") if parts[-1] == outlet else title


def _byline(
    tree: Tree,
    meta: Mapping[str, str],
    linked: LinkedArticle,
) -> tuple[str | None, tuple[str, ...]]:
    """Who wrote it, and the notice where that was guessed."""
    from lxml import etree  # noqa: PLC0415 - slow, and only pages need it

    declared = [without_by(name) for name in (*linked.authors, *_said(meta, _AUTHORS))]
    declared = [name for name in declared if name and "://" not in name and "@" not in name]
    if linked.authors and declared:
        return ", ".join(declared[: len(linked.authors)]), ()
    if declared:
        return declared[0], ()
    marked: list[str] = []
    looks: list[str] = []
    for element in tree.iter(etree.Element):
        is_marked = "author" in f"{element.get('rel')} {element.get('itemprop')}".lower().split()
        found = marked if is_marked else looks
        if not is_marked and not _BYLINE.search(element.get("class", "")):
            continue
        if len(found) < _MANY and not _is_elsewhere(element):
            found.append(without_by(_text(element)))
    if names := [name for name in marked if 0 < len(name) <= _LONGEST_NAME]:
        return ", ".join(dict.fromkeys(names)), ()
    guess = next((name for name in looks if 0 < len(name) <= _LONGEST_NAME), None)
    return guess, ("The byline was guessed from the page's layout.",) if guess else ()


def _publisher(
    tree: Tree,
    meta: Mapping[str, str],
    linked: LinkedArticle,
    headline: str | None,
    url: str | None,
) -> tuple[str | None, tuple[str, ...]]:
    """Whose page it is, and the notice where that was guessed."""
    declared = [linked.publisher, *_said(meta, _PUBLISHERS)]
    for name in filter(None, declared):
        if "://" not in name and len(name) <= _LONGEST_NAME:
            return _unescaped(name), ()
    named = next(tree.iter("title"), None)
    parts = _TITLE_PARTS.split(_text(named)) if named is not None else []
    if len(parts) > 1 and headline and _alike(headline, parts[0]):
        return parts[-1], ("The outlet was guessed from the page's title.",)
    host = urlsplit(url or "").hostname
    if host:
        return host.removeprefix("www."), ("The outlet was guessed from the page's address.",)
    return None, ()


def _published(tree: Tree, meta: Mapping[str, str], linked: LinkedArticle) -> str | None:
    """When the page says that it was published; what is no date counts only if nothing is one."""
    said = [linked.published, *_said(meta, _DATES), *_shown_dates(tree)]
    dates = [date for date in said if date]
    return next((date for date in dates if iso_date(date)), dates[0] if dates else None)


def _shown_dates(tree: Tree) -> Iterator[str]:
    """The dates of the article that its page shows and marks as such, the surest first."""
    sure: list[str] = []
    others: list[str] = []
    found = (
        element
        for element in tree.iter("time", "span", "abbr", "p", "div")
        if element.tag == "time" or "datepublished" in element.get("itemprop", "").lower()
    )
    for element in islice(found, _MANY):
        prop = element.get("itemprop", "").lower()
        says = f"{prop} {element.get('class', '')}"
        if _CHANGED.search(says) or _is_elsewhere(element) or _is_in_prose(element):
            continue
        date = element.get("datetime") or element.get("content") or _text(element)
        if "datepublished" in prop or element.get("pubdate") is not None:
            sure.append(date)
        elif element.get("datetime"):
            others.append(date)
    yield from sure
    yield from others


def _is_in_prose(element: Tree) -> bool:
    """Whether a date stands in a sentence that mentions it."""
    parent = element.getparent()
    return parent is not None and parent.tag == "p" and len(_text(parent)) > _LONG_TEXT


def _is_elsewhere(element: Tree) -> bool:
    """Whether an element belongs to something else on the page than the article."""
    return any(
        above.tag in _ELSEWHERE
        or _OTHERS.search(above.get("class", "") + " " + above.get("id", ""))
        for above in (element, *element.iterancestors())
        if isinstance(above.tag, str) and above.tag not in ("body", "html")
    )


def _canonical(
    tree: Tree,
    meta: Mapping[str, str],
    linked: LinkedArticle,
    at: str | None,
) -> str | None:
    """The article's address; a page that calls the front page its own is not believed."""
    links = (
        e.get("href", "")
        for e in tree.iter("link")
        if "canonical" in e.get("rel", "").lower().split()
    )
    base = at or meta.get("og:url") or ""
    for said in (*links, meta.get("og:url", ""), linked.url or ""):
        try:
            there = urldefrag(urljoin(base, said.strip())).url if said.strip() else ""
            parts = urlsplit(there)
        except ValueError:
            continue
        is_front = parts.path in ("", "/") and not parts.query
        if parts.scheme in ("http", "https") and parts.hostname and not (is_front and at):
            return there
    return urldefrag(at).url if at else None


def _language(tree: Tree, meta: Mapping[str, str], linked: LinkedArticle) -> str | None:
    """The language, as a tag of the form that BCP 47 has; None for what is no tag."""
    root = tree.getroottree().getroot()
    article = next(tree.iter("article"), None)
    of_article = article.get("lang") if article is not None else None
    of_page = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    said = (of_article, of_page, linked.language, *_said(meta, _LANGUAGES))
    for tag in filter(None, said):
        clean: str = tag.split(",")[0].strip().replace("_", "-")
        if is_language_tag(clean):
            return clean
    return None


def _license(tree: Tree, linked: LinkedArticle, url: str | None) -> str | None:
    """The licence that the page declares for itself, not for a picture on it."""
    for element in tree.iter("a", "link"):
        if "license" not in element.get("rel", "").lower().split():
            continue
        if any(above.tag == "figure" for above in element.iterancestors()):
            continue
        href: str = element.get("href", "").strip()
        text = _text(element)
        if _CC.search(href) or not text or len(text) > _LONGEST_NAME:
            return _called(urljoin(url or "", href)) if href else None
        return text
    return _called(linked.license) if linked.license else None


def _called(license_url: str) -> str:
    """A licence's short name where it is well known, else its address."""
    found = _CC.search(license_url)
    if not found:
        return license_url
    kind = {"zero": "CC0", "mark": "Public Domain Mark"}.get(found[1], f"CC {found[1].upper()}")
    return f"{kind} {found[2]}" if found[2] else kind


def _text(element: Tree) -> str:
    """The beginning of what an element says, on one line."""
    pieces, size = [], 0
    for piece in element.itertext():
        pieces.append(piece[:_ENOUGH])
        size += len(piece)
        if size > _ENOUGH:
            break
    return " ".join("".join(pieces).split())
