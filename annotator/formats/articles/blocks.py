"""Markup to plain text: a line for each block, a blank line between paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeAlias

Tree: TypeAlias = Any
"""An element of lxml, which ships no types."""

INLINE = frozenset(
    [
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code"),
        *("data", "del", "dfn", "em", "font", "hi", "i", "ins", "kbd"),
        *("label", "mark", "o:p", "q", "ref", "ruby", "s", "samp", "small"),
        *("span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var"),
        *("wbr",),
    ]
)
"""Tags that stand within a line; every other one begins and ends a line."""

_WITHIN = frozenset(["li", "item", "tr", "row", "dt", "dd", "option"])
"""Blocks whose neighbours stand on lines of one paragraph."""

_BREAKS = frozenset(["br", "lb"])
_CELLS = frozenset(["td", "th", "cell"])

_LOST = re.compile("[\x00\ud800-\udfff\ufffe\uffff]")
_UNSHOWN = re.compile("[\x01-\x08\x0e-\x1f]")
"""Characters that browsers do not show, and that the library does not let anybody write."""

_LONG_TAG = re.compile(r"<([a-zA-Z][\w:-]*+)([^<>]{5000,}+)>")
_QUOTED = re.compile(r"\"[^\"]*+\"|'[^']*+'")
_MANY_ATTRIBUTES = 500

UNREAD = frozenset(
    [
        *("script", "style", "noscript", "template", "svg", "math", "iframe"),
        *("object", "embed", "audio", "video", "canvas", "map", "button"),
        *("select", "textarea", "input", "figure", "figcaption", "rt", "rp"),
        *("nav",),
    ]
)
"""Tags of HTML whose content is not the article's text."""

LINE, PARAGRAPH = 1, 2
"""How far two blocks stand apart, in line ends."""


def tree_of(markup: str) -> Tree | None:
    """The tree of an HTML page or of a piece of one; None if nothing is in it.

    Nothing is fetched and no entity is expanded; what is nested deeper than the parser allows
    (256 levels) is left out.
    """
    from lxml import etree, html  # noqa: PLC0415 - slow, and only this format needs it

    shown = _UNSHOWN.sub("", _LOST.sub("\ufffd", markup.replace("\x0b", " ").replace("\x0c", " ")))
    clean = _LONG_TAG.sub(_calmed, shown).encode()
    parser = html.HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        default_doctype=False,
        no_network=True,
    )
    try:
        return etree.fromstring(clean, parser) if clean.strip() else None
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _calmed(tag: re.Match[str]) -> str:
    """A long tag, without its attributes where there are so many that only harm can be meant.

    The parser's time grows with the square of their number.
    """
    outside = _QUOTED.sub("", tag[2])
    return f"<{tag[1]}>" if len(outside.split()) > _MANY_ATTRIBUTES else tag[0]


def text_of_markup(markup: str) -> str:
    """The text of a piece of HTML, as `text_of` has it; of plain text, the text."""
    tree = tree_of(markup)
    return "" if tree is None else text_of(tree, UNREAD | {"head"})


def text_of(tree: Tree, unread: frozenset[str] = frozenset()) -> str:
    """The text of a tree: white space collapsed, blocks on lines of their own.

    Args:
        tree: an lxml element, of HTML or of what trafilatura makes of it.
        unread: tags that are passed over with all that is in them.
    """
    from lxml import etree  # noqa: PLC0415 - slow, and only markup needs it

    lines = _Lines()
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if not tag or tag in unread:
                walk.skip_subtree()
                continue
            lines.begin(tag)
            lines.add(element.text)
        else:
            if tag and tag not in unread:
                lines.end(tag)
            if element is not tree:
                lines.add(element.tail)
    return lines.whole()


class _Lines:
    """Collects the lines of a text from what comes between tags."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._lines: list[str] = []
        self._apart = 0

    def add(self, text: str | None) -> None:
        """Goes on with the line."""
        if text:
            self._pieces.append(text)

    def begin(self, tag: str) -> None:
        """What the beginning of an element does to the line."""
        if tag in _BREAKS:
            self._cut(LINE, again=True)
        elif tag in _CELLS:
            self._pieces.append(" | " if any(map(str.strip, self._pieces)) else "")
        elif tag not in INLINE:
            self._cut(LINE if tag in _WITHIN else PARAGRAPH)

    def end(self, tag: str) -> None:
        """What its end does."""
        if tag not in INLINE and tag not in _BREAKS and tag not in _CELLS:
            self._cut(LINE if tag in _WITHIN else PARAGRAPH)

    def whole(self) -> str:
        """The text."""
        self._cut(PARAGRAPH)
        return "".join(self._lines)

    def _cut(self, apart: int, *, again: bool = False) -> None:
        """Ends the line; two breaks with nothing between them end the paragraph."""
        line = " ".join("".join(self._pieces).split())
        self._pieces.clear()
        if line:
            if self._lines:
                self._lines.append("\n" * self._apart)
            self._lines.append(line)
            self._apart = apart
        elif again:
            self._apart = min(PARAGRAPH, self._apart + apart)
        else:
            self._apart = max(self._apart, apart)


def without(tree: Tree, tags: frozenset[str], keep: Callable[[Tree], bool] | None = None) -> None:
    """Takes elements out of a tree, with all in them, leaving the text after them.

    Args:
        tree: an lxml element, which is changed.
        tags: which elements.
        keep: of those, the ones that stay.
    """
    for element in list(tree.iter(*tags)):
        if element.getparent() is not None and not (keep and keep(element)):
            element.drop_tree()
