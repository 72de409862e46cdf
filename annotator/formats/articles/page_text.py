"""The article's text on an HTML page: trafilatura's, with what it would lose of a sentence."""

from __future__ import annotations

import logging
import re
from collections.abc import Collection, Sequence
from typing import Any

from annotator.formats.articles.blocks import INLINE, Tree, text_of, without
from annotator.formats.articles.declared import letters_of

_UNSEEN = frozenset(["script", "style", "template", "noscript", "svg", "iframe", "rt", "rp"])
_PROSE = frozenset(["p", "li", "blockquote", "dd", "h1", "h2", "h3", "h4", "h5", "h6"])
_FLATTENED = frozenset(["q", "time", "label"])
"""Tags within a sentence that trafilatura drops with what they hold, or makes lines of."""

_NO_TAG = "no-tag"
"""What an element is called that is about to be taken out, with its content left."""

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_OWN_WORDS = 10
"""Letters outside of inline elements that make a paragraph one of prose."""

_FINAL = (".", "!", "?", ":", "。", "”", '"')
_SHORT_LINK = 15
_LARGE = 5_000
"""Elements above which trafilatura is not asked to compare its result with those of others: one
of these takes a time that grows with the square of a page."""

_LOST_BLOCKS = 20
"""Blocks that are nowhere on the page word for word, from which on the order is left alone."""

_LONGEST_ROLE = 40
"""Letters of what a line says of its author besides the name."""

_LOOKED_AT = 20_000
"""Characters of text up to which it may be a list of links."""


def extracted(tree: Tree) -> str:
    """What trafilatura takes for the article, a line for each block; empty for none.

    Args:
        tree: of the page, which is changed: scripts and what else nobody reads are taken out.
    """
    from trafilatura import bare_extraction  # noqa: PLC0415 - slow, and only pages need it

    for library in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(library).setLevel(logging.CRITICAL)
    without(tree, _UNSEEN)
    is_large = sum(1 for _ in tree.iter()) > _LARGE
    prose = _keep_sentences_whole(tree)
    if is_large:
        _keep_links_only(prose)
    _split_at_double_breaks(tree)
    page = letters_of("".join(tree.itertext()))
    try:
        found = bare_extraction(tree, fast=is_large, include_comments=False, with_metadata=False)
    except Exception:  # noqa: BLE001 - a page on which the library stumbles has no article for us
        return ""
    body = getattr(found, "body", None)
    return "" if body is None else "\n\n".join(_as_on_page(text_of(body).split("\n\n"), page))


def _as_on_page(blocks: Sequence[str], page: str) -> Sequence[str]:
    """Blocks in the order of the page: from a short text trafilatura goes back for more.

    Args:
        blocks: of the article.
        page: the letters of all that the page says.
    """
    places: list[int] = []
    end = lost = 0
    for block in blocks:
        letters = letters_of(block)
        place = page.find(letters, end)
        if place >= 0:
            end = place + len(letters)
        else:
            place = page.find(letters)
            lost += place < 0
            place = place if place >= 0 else max(places, default=0)
        if lost > _LOST_BLOCKS:
            return blocks
        places.append(place)
    return [blocks[n] for n in sorted(range(len(blocks)), key=places.__getitem__)]


def _keep_sentences_whole(tree: Tree) -> list[Tree]:
    """Takes from elements within prose what would make trafilatura leave them out.

    It judges by tags and by classes such as `share` or `author`, also in the middle of a
    sentence. Quotation marks that a browser would show around `q` are written out.

    Returns:
        The blocks of prose that have such elements.
    """
    prose: dict[Any, bool] = {}
    for element in list(tree.iter(*INLINE)):
        above = element.getparent()
        while above is not None and above.tag in INLINE:
            above = above.getparent()
        if above is None or above.tag not in _PROSE or _is_hidden(element):
            continue
        if above not in prose:
            prose[above] = _has_own_words(above)
        if not prose[above]:
            continue
        for name in ("class", "id", "style"):
            element.attrib.pop(name, None)
        if element.tag == "q":
            _quote(element)
        if element.tag in _FLATTENED:
            element.tag = _NO_TAG
    blocks = [block for block, is_prose in prose.items() if is_prose]
    for block in blocks:
        _strip(block, [_NO_TAG])
    return blocks


def _keep_links_only(prose: Sequence[Tree]) -> None:
    """Takes all other elements within lines out of prose: their number takes time squared."""
    for block in prose:
        for element in list(block.iter(*INLINE)):
            if _is_hidden(element):
                element.drop_tree()
        _strip(block, INLINE - {"a"})


def _strip(block: Tree, tags: Collection[str]) -> None:
    """Takes elements out of a block and leaves what they hold; linear, as lxml's own is not."""
    from lxml import etree  # noqa: PLC0415 - slow, and only pages need it

    etree.strip_tags(block, *tags)
    block.text = block.text  # one piece of text for the many that are left
    for child in block:
        child.tail = child.tail


def _split_at_double_breaks(tree: Tree) -> None:
    """Makes paragraphs of those that two breaks separate, which trafilatura takes for one."""
    for whole in list(tree.iter("p")):
        children = list(whole)
        doubled = [_is_doubled(child) for child in children]
        if not any(doubled):
            continue
        last, tail = whole, whole.tail
        whole.tail = None
        for child, is_doubled in zip(children, doubled, strict=True):
            if is_doubled:
                following = whole.makeelement("p", dict(whole.attrib))
                following.text = child.tail
                last.addnext(following)
                child.getparent().remove(child)
                last = following
            elif last is not whole:
                last.append(child)
        last.tail = tail


def _is_doubled(element: Tree) -> bool:
    """Whether an element is the second of two breaks with nothing between them."""
    if element.tag != "br":
        return False
    before = element.getprevious()
    return before is not None and before.tag == "br" and not (before.tail or "").strip()


def _has_own_words(block: Tree) -> bool:
    own = (block.text or "", *(child.tail or "" for child in block))
    return sum(sum(map(str.isalpha, piece)) for piece in own) >= _OWN_WORDS


def _is_hidden(element: Tree) -> bool:
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")))


def _quote(element: Tree) -> None:
    """Puts quotation marks around what an element holds."""
    element.text = f"“{element.text or ''}"
    if len(element):
        element[-1].tail = f"{element[-1].tail or ''}”"
    else:
        element.text += "”"


def links_of(tree: Tree) -> frozenset[str]:
    """What the links of a page say, each on one line."""
    return frozenset(" ".join("".join(a.itertext()).split()) for a in tree.iter("a"))


def without_edges(lines: Sequence[str], links: frozenset[str], byline: str | None) -> list[str]:
    """The lines without those at either end that are links and nothing else, and the byline."""
    first, last = 0, len(lines)
    while first < last and links.issuperset(lines[first].split("\n")):
        first += 1
    while last > first and links.issuperset(lines[last - 1].split("\n")):
        last -= 1
    kept = list(lines[first:last])
    named = letters_of(byline or "")
    return [line for n, line in enumerate(kept) if not (n < 5 and named and _is_by(line, named))]  # noqa: PLR2004 - where bylines stand


def _is_by(line: str, named: str) -> bool:
    """Whether a line says who wrote it, perhaps with what the author is, and no more."""
    letters = letters_of(line)
    if letters.endswith(named):
        return len(letters) - len(named) <= 3  # noqa: PLR2004 - by, von
    role = len(letters) - len(named)
    return letters.startswith(named) and role <= _LONGEST_ROLE and not line.endswith(_FINAL)


def is_list_of_links(text: str, links: frozenset[str]) -> bool:
    """Whether more than half of a text is what links say."""
    if len(text) > _LOOKED_AT:
        return False
    text = " ".join(text.split())
    linked = sum(len(link) for link in links if len(link) >= _SHORT_LINK and link in text)
    return 2 * linked > len(text)
