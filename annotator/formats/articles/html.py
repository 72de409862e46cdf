"""HTML pages: the article's text by trafilatura, the rest as the page declares it.

What a page does not declare and is worth a guess, the date above all, is marked as guessed.
Nothing is fetched. trafilatura is given neither scripts nor metadata to read: its patterns take
minutes for JSON-LD that is broken in a certain way.
"""

from __future__ import annotations

import re
from dataclasses import replace

from annotator.errors import NoArticleError
from annotator.formats.articles.blocks import Tree, text_of_markup, tree_of
from annotator.formats.articles.dates import iso_date
from annotator.formats.articles.declared import Declared, article_of, with_headline
from annotator.formats.articles.decoding import HEAD, Decoded, beginning, declared_codec, decode
from annotator.formats.articles.incoming import Incoming, Reading
from annotator.formats.articles.page_facts import PageFacts, facts_of
from annotator.formats.articles.page_text import (
    extracted,
    is_list_of_links,
    links_of,
    without_edges,
)

_BEGINNING = re.compile(
    r"(?>[\s\ufeff]|<\?xml[^>]*>|<!--.*?-->)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(
    rb"""<(?:meta\b[^>]*?charset|\?xml\b[^>]*?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_SHORT = 250
"""Characters of text below which the text that a page hands to machines is looked at."""

_WALL = re.compile(
    r"cookie|consent|javascript|captcha|not a robot|are human|access denied|ad ?blocker|"
    r"einwillig|zustimm|datenschutz|consentement|accepter et continuer|consentimiento|"
    r"クッキー|同意|проверк",
    re.IGNORECASE,
)
"""Words of pages that stand before an article instead of it."""

_LONGEST_WALL = 2_000
_HARDLY = 10
"""Letters and digits that an article has at least."""

_MOST = 30_000
"""Elements of a page, about ten times as many as that of a long article has."""


def is_html(data: bytes) -> bool:
    """Whether a source begins as an HTML page does."""
    return _BEGINNING.match(beginning(data)) is not None


def read_html(data: bytes, name: str, how: Reading) -> Incoming:
    """The article of a page.

    Args:
        data: the whole page.
        name: its file name or address, for messages.
        how: what else is known: where it was fetched from, and what the server said of it.

    Raises:
        NoArticleError: there is none on it: a list of links, a consent page, an empty frame.
        DataError: it is no text.
    """
    decoded = _decoded(data, name, how)
    tree = tree_of(decoded.text)
    if tree is None:
        raise NoArticleError(name, "the page is empty")
    if sum(1 for _ in tree.iter()) > _MOST:
        raise NoArticleError(name, f"the page has more than {_MOST:,} elements")
    facts = facts_of(tree, how.url)
    text = _article_text(tree, facts, name)
    published, guess = _guessed_date(tree, facts, how.url)
    made = article_of(
        with_headline(text, facts.title),
        name,
        how,
        Declared(
            facts.title,
            facts.url,
            facts.publisher,
            facts.byline,
            facts.published,
            facts.language,
            facts.license,
        ),
        notices=(*decoded.notices, *facts.notices, *guess),
    )
    if published and not made.published:
        return replace(made, published=published, published_basis="guessed")
    return made


def _decoded(data: bytes, name: str, how: Reading) -> Decoded:
    """The page's text; what it says of its encoding goes before a server that says the usual."""
    found = _CHARSET.search(data[:HEAD])
    own = found[1].decode("ascii", "replace") if found else None
    usual = declared_codec(how.charset) == "cp1252"
    return decode(data, name, (own, how.charset) if usual else (how.charset, own))


def _article_text(tree: Tree, facts: PageFacts, name: str) -> str:
    """The article's text.

    Raises:
        NoArticleError: there is none.
    """
    links = links_of(tree)
    blocks = without_edges(extracted(tree).split("\n\n"), links, facts.byline)
    text = "\n\n".join(blocks)
    if len(text) < _SHORT and facts.body and len(facts.body) > len(text):
        text = text_of_markup(facts.body) if "<" in facts.body else _in_paragraphs(facts.body)
    if sum(map(str.isalnum, text)) < _HARDLY:
        raise NoArticleError(name, "the page shows hardly any text without its scripts")
    if len(text) < _LONGEST_WALL and _is_wall(text.splitlines()):
        raise NoArticleError(name, "it asks for consent, a browser or a check instead")
    if is_list_of_links(text, links):
        raise NoArticleError(name, "it is a list of links")
    return text


def _in_paragraphs(text: str) -> str:
    return "\n\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def _is_wall(lines: list[str]) -> bool:
    """Whether lines that make up half of the text are of what stands before an article."""
    walls = sum(len(line) for line in lines if _WALL.search(line))
    return 2 * walls > sum(map(len, lines))


def _guessed_date(
    tree: Tree, facts: PageFacts, at: str | None
) -> tuple[str | None, tuple[str, ...]]:
    """A date for a page that declares none, by htmldate, and the notice that it is a guess."""
    if facts.published and iso_date(facts.published):
        return None, ()
    from htmldate import find_date  # noqa: PLC0415 - slow, and only some pages need it

    try:
        date = find_date(tree, original_date=True, extensive_search=False, url=facts.url or at)
    except Exception:  # noqa: BLE001 - a guess that fails is none
        date = None
    if not date:
        return None, ()
    return date, (f"The page declares no date; {date} is a guess.",)
