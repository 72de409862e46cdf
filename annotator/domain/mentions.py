"""Words of a sentence that may name a source."""

from __future__ import annotations

import re
import unicodedata

from annotator.domain.marks import Source

Span = tuple[int, int]
"""`[start, end)` in code points of a sentence."""

_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003fffd"
_OWNING = "[’'][sS](?![^\\W_])"
_PIECE = re.compile(
    f"[{_UNSPACED}]|{_OWNING}|[^\\s—–{_UNSPACED}]+?(?={_OWNING}|[\\s—–{_UNSPACED}]|$)"
)
"""One ideograph or syllable, an `’s` by itself, or a run without blanks and dashes."""

_PRONOUNS = frozenset(
    ["he", "her", "him", "i", "it", "she", "that", "they", "them", "this", "we", "who"]
)


def words_of(text: str) -> list[Span]:
    """The words of a sentence, without the punctuation around them, in reading order."""
    return [span for found in _PIECE.finditer(text) if (span := _trimmed(text, *found.span()))]


def is_pronoun(mention: str) -> bool:
    """Whether the words stand for a source that is named elsewhere."""
    return mention.casefold() in _PRONOUNS


def find_mention(text: str, source: Source) -> Span | None:
    """Where a sentence names a source again: by its mention, its name, or a person's last name."""
    wanted = [source.mention, source.name]
    if source.kind == "named-person":
        wanted += source.name.split()[-1:]
    return next((span for words in wanted if (span := find_words(text, words))), None)


def find_words(text: str, words: str) -> Span | None:
    """Where whole words first stand in a sentence, if they do."""
    if not words:
        return None
    found = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text)
    return found.span() if found else None


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """A stretch without punctuation at its ends; nothing if it is nothing else."""
    if text[start] in "’'" and end - start == 2:  # noqa: PLR2004 - an ’s
        return (start, end)
    while start < end and unicodedata.category(text[start])[0] in "PZC":
        start += 1
    while start < end and unicodedata.category(text[end - 1])[0] in "PZC":
        end -= 1
    return (start, end) if start < end else None
