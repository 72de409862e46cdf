"""Words of a sentence that may name a source, and a first guess at what kind of source it is."""

from __future__ import annotations

import re
import unicodedata

from annotator.domain.marks import Source, SourceKind

Span = tuple[int, int]
"""`[start, end)` in code points of a sentence."""

_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003fffd"
_OWNING = "[’'][sS](?![^\\W_])"
_PIECE = re.compile(
    f"[{_UNSPACED}]|{_OWNING}|[^\\s—–{_UNSPACED}]+?(?={_OWNING}|[\\s—–{_UNSPACED}]|$)"
)
"""One ideograph or syllable, an `’s` by itself, or a run without blanks and dashes."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SIGNS: tuple[tuple[SourceKind, frozenset[str]], ...] = (
    ("press-report", _set("report reports media newspaper newspapers outlet outlets")),
    (
        "document",
        _set(
            "audit audits contract contracts document documents email emails filing filings "
            "indictment letter letters memo memos minutes record records ruling"
        ),
    ),
    (
        "unnamed-group",
        _set(
            "aides analysts critics diplomats employees executives experts insiders lawmakers "
            "officers officials people sources they them traders we witnesses workers"
        ),
    ),
    ("unnamed-person", _set("he her him i insider she source someone")),
)
"""Kinds with words that make them likely; the first that has one is the guess."""

_SEVERAL = _set("both few five four many others several six some ten three two")
_TITLES = _set("ceo chairman dr judge lord minister mr mrs ms president prof sir")
_BODIES = _set(
    "agency association bank bureau commission committee company corp corporation council court "
    "department federation foundation government group inc institute it ltd ministry nv office "
    "parliament party plc police union university"
)
_ARTICLES = _set("a an another one that the this")
_PRONOUNS = _set("he her him i it she that they them this we who")


def words_of(text: str) -> list[Span]:
    """The words of a sentence, without the punctuation around them, in reading order."""
    return [span for found in _PIECE.finditer(text) if (span := _trimmed(text, *found.span()))]


def is_pronoun(mention: str) -> bool:
    """Whether the words stand for a source that is named elsewhere."""
    return mention.casefold() in _PRONOUNS


def guessed_kind(mention: str) -> SourceKind:
    """What kind of source the words may name: a first guess from capitals and a few nouns.

    It knows English only and is there to be corrected with one key.
    """
    tokens = mention.split()
    low = [token.casefold().strip("‘’“”\"'.,;:()") for token in tokens]
    for kind, signs in _SIGNS:
        if signs.intersection(low):
            return kind
    if _SEVERAL.intersection(low[:1]):
        return "unnamed-group"
    return _kind_by_capitals(tokens, low)


def _kind_by_capitals(tokens: list[str], low: list[str]) -> SourceKind:
    names = [
        t for t, word in zip(tokens, low, strict=True) if t[0].isupper() and word not in _ARTICLES
    ]
    if names and _TITLES.intersection(low):
        return "named-person"
    if _BODIES.intersection(low):
        return "named-organisation"
    if names and names[-1] == tokens[-1]:
        return "named-person" if len(names) > 1 else "named-organisation"
    plural = low[-1:] and low[-1].endswith("s") and low[0] not in _ARTICLES - {"the"}
    return "unnamed-group" if plural else "unnamed-person"


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
