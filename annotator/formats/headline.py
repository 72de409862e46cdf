"""The headline as the first line of a text, for sources that keep it apart."""

from __future__ import annotations

import re

_FIRST = 3
"""Paragraphs among which a headline may stand already."""


def with_headline(text: str, title: str | None) -> str:
    """The text with its headline as the first paragraph, once."""
    if not title:
        return text
    blocks = text.split("\n\n")
    for index, block in enumerate(blocks[:_FIRST]):
        if _letters(block) == _letters(title):
            return "\n\n".join([block, *blocks[:index], *blocks[index + 1 :]])
    return f"{title}\n\n{text}"


def _letters(line: str) -> str:
    return re.sub(r"\W+", "", line).casefold()
