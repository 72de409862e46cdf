"""HTML that is safe by how it is built: texts are escaped, and only elements are markup.

There is no way to put a text into a page unescaped: what is not an `Html` is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

_NAME = re.compile(r"[a-z][a-z0-9-]*")
_EMPTY = frozenset({"br", "col", "hr", "link", "meta"})
"""Elements without content and end tag."""
_CONTROLS = {n: 0x2400 + n for n in range(0x20) if n not in (0x09, 0x0A)}
_CONTROLS |= {0x7F: 0x2421} | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
"""Control characters by the sign that shows them: HTML allows none but tab and line feed."""
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Html:
    """A piece of a page: markup, complete in itself."""

    source: str

    def __str__(self) -> str:
        return self.source


Child = str | Html | None | Iterable["Child"]
"""A text, a piece of markup, nothing, or several of these."""


def text(words: str) -> Html:
    """A text as markup that shows just this text."""
    return Html(escape(_visible(words), quote=True))


def joined(*children: Child) -> Html:
    """Several pieces after one another."""
    return Html("".join(_sources(children)))


def element(name: str, /, *children: Child, **attributes: str | bool | None) -> Html:
    """An element.

    Args:
        name: `p`, `td` …
        children: what it holds; texts are escaped.
        attributes: by name, `class_` for `class` and `aria_label` for `aria-label`. None and False
            leave one out, True gives it without a value.

    Raises:
        ValueError: the name of the element or an attribute is none, or is an event handler's.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(name)
    start = "".join([f"<{name}", *(_attribute(*each) for each in attributes.items()), ">"])
    if name in _EMPTY:
        return Html(start)
    return Html("".join([start, *_sources(children), f"</{name}>"]))


def link(url: str, /, *children: Child, **attributes: str | bool | None) -> Html:
    """A link to a web address; anything else, such as `javascript:`, stays a text."""
    if not is_web_address(url):
        return element("span", *children, **attributes)
    return element("a", *children, href=url, rel="noopener noreferrer", **attributes)


def style(css: str) -> Html:
    """A style sheet of the program's own.

    Raises:
        ValueError: it would end before its end.
    """
    if "<" in css:
        raise ValueError(css)
    return Html(f"<style>{css}</style>")


def document(language: str | None, head: Child, body: Child) -> str:
    """A whole page."""
    page = element("html", element("head", head), body, lang=language or "en")
    return f"<!DOCTYPE html>\n{page}\n"


def is_web_address(url: str) -> bool:
    """Whether a link may lead there: http or https, with a host."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _sources(children: Iterable[Child]) -> Iterable[str]:
    for child in children:
        if isinstance(child, Html):
            yield child.source
        elif isinstance(child, str):
            yield text(child).source
        elif child is not None:
            yield from _sources(child)


def _attribute(name: str, value: str | bool | None) -> str:  # noqa: FBT001 - as HTML has them
    name = name.rstrip("_").replace("_", "-")
    if not _NAME.fullmatch(name) or name.startswith("on"):
        raise ValueError(name)
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{text(value)}"'


def _visible(words: str) -> str:
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", words).translate(_CONTROLS)
