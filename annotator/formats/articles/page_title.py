"""The title of a page, from its first bytes."""

from __future__ import annotations

import codecs
import re
from html import unescape

_TITLE = re.compile(r"<title(?:\s[^>]{0,500})?>([^<]{0,2000})", re.IGNORECASE)
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{1,40})", re.IGNORECASE
)
_HEAD = 4_096
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


def page_title(data: bytes, charset: str | None = None) -> str | None:
    """The title that a page gives itself, on one line; None for a page without one.

    Args:
        data: the page or its beginning, HTML.
        charset: the encoding that its server declared; else what the page says, else UTF-8.
    """
    declared = _CHARSET.search(data[:_HEAD])
    names = [charset, declared[1].decode("ascii") if declared else None]
    text = data.decode(next(filter(_is_known, names), None) or "utf-8", "replace")
    found = _TITLE.search(text)
    return " ".join(_CONTROLS.sub(" ", unescape(found[1])).split()) or None if found else None


def _is_known(name: str | None) -> bool:
    """Whether Python has a text encoding of that name."""
    try:
        return bool(name) and codecs.lookup(name or "")._is_text_encoding  # noqa: SLF001 - as bytes.decode asks
    except LookupError:
        return False
