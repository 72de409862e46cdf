"""Captions: lines under a picture, known by the credit or the word that stands with it."""

from __future__ import annotations

import re
from functools import cache

from annotator.text.phrases import any_of, phrase, words

LONGEST = 600
"""Code points; agencies' captions run to a paragraph."""

LONGEST_WITH_CREDIT = 300
"""Code points where a credit without brackets ends the line, which may have been torn off."""

_LONGEST_CREDIT = 120
_COLONS = frozenset(":：＝")
_AROUND = "()[]（）【】 .©"
_CLOSING = frozenset(")）]】")

_TAIL = 160
"""Code points at the end in which a credit is looked for."""

_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]{2,120})[)）\]]\s?[.。]?\Z")
_PARTS = re.compile(r"(?:[.!?|–—-]\s|©\s?)")
_BETWEEN_NAMES = re.compile(r"\s?/\s?|\svia\s")
_FILE = re.compile(r"(?:FILE(?: PHOTO| PICTURE| IMAGE)?|HANDOUT|File photo)\s?[-–—:]\s?\S")
_FROM_FILE = re.compile(
    r"[;.,–—-] ?(?:from file|file (?:photo|picture|image))"
    r"(?:,? (?:\w+\.? )?(?:19|20)\d\d)?\s?\.?\Z",
    re.IGNORECASE,
)
_LINKING = words(
    "von van vom zu de der den des di da das dos du la le el al bin ibn y e et und en and of the "
    "for in on via &"
)


def is_caption(line: str) -> bool:
    """Whether a line says that it stands under a picture, or whose picture it is.

    Args:
        line: not empty, without white space at its edges.
    """
    if len(line) > LONGEST:
        return False
    return _begins_as_one(line, line.lower()) or _ends_as_one(line, line[-_TAIL:])


def _begins_as_one(line: str, low: str) -> bool:
    """Whether a line begins with the word for a picture, or is nothing but a credit."""
    if not _COLONS.isdisjoint(low) and _before_a_colon().match(low.lstrip("([（【")):
        return True
    if _FILE.match(line) or phrase("caption").match(low):
        return True
    return len(line) <= _LONGEST_CREDIT and _is_credit(line.strip(_AROUND))


def _ends_as_one(line: str, tail: str) -> bool:
    """Whether a line ends with a credit."""
    if line[-1] in _CLOSING or line[-2:-1] in _CLOSING:
        found = _BRACKETS.search(tail)
        return found is not None and _is_credit(found[1])
    if ("/" in tail or " via " in tail) and _names_an_agency(_PARTS.split(tail)[-1]):
        return True
    if "file" in tail and _FROM_FILE.search(tail):
        return True
    if len(line) > LONGEST_WITH_CREDIT or _COLONS.isdisjoint(tail):
        return False
    found = _at_the_end().search(tail)
    return found is not None and is_names(found["who"])


def _is_credit(words: str) -> bool:
    """Whether words by themselves, as a line or in brackets, say whose picture it is."""
    low = words.lower()
    if phrase("picture from file").fullmatch(low) or _before_a_colon().match(low):
        return True
    if phrase("stock").match(low):
        return is_names(words)
    by = _by().match(low)
    return is_names(words[by.end() :]) if by else _names_an_agency(words)


def _names_an_agency(words: str) -> bool:
    """Whether words are a person's name and an agency, or the word for a picture and an agency.

    Without a person's name, as in `(AFP/Reuters)`, they say who wrote the text.
    """
    pieces = [piece.strip() for piece in _BETWEEN_NAMES.split(words)]
    known = [phrase("agency").fullmatch(piece.lower()) is not None for piece in pieces]
    if len(pieces) == 1 or not is_names(words):
        return False
    if phrase("picture").fullmatch(pieces[0].lower()):
        return True
    rest = [piece for piece, agency in zip(pieces, known, strict=True) if not agency]
    names = [token for piece in rest for token in piece.split() if not token[0].islower()]
    has_person = len(names) > 1 or any(not name[0].isupper() for name in names)
    return has_person and len(rest) < len(pieces)


def is_names(words: str) -> bool:
    """Whether every word has a capital or is a sign, a number or a small word between names."""
    tokens = re.findall(r"[^\s,/;|·•()]+", words)
    return bool(tokens) and all(not t[0].islower() or t in _LINKING for t in tokens)


@cache
def _before_a_colon() -> re.Pattern[str]:
    """`Photo: …`, `図3：…`, `写真＝…`."""
    return re.compile(rf"{any_of('picture').lower()}\s?\d{{0,2}}\s?[:：＝]")


@cache
def _by() -> re.Pattern[str]:
    """`photo by `, `image courtesy of `, in lower case."""
    by = "(?:by|via|of|von|par|de|di|door)"
    return re.compile(f"{any_of('picture by').lower()} (?:courtesy )?{by} ")


@cache
def _at_the_end() -> re.Pattern[str]:
    """`… Image: Ada Lovelace.` with a capital."""
    pictures = "Photo|Image|Picture|Video|Audio|Photograph|File photo|Foto|Bild|Imagen|Imagem|Beeld"
    credit = "Credit|Photo credit|Image credit|Crédit|Crédit photo|Фото|写真|画像|图|图片来源|摄影"
    return re.compile(
        rf"(?:\A|[\s.|/–—-])(?:{pictures}|{credit})s?\s?[:：＝]\s?(?P<who>[^:：]{{2,80}}?)\s?[.。]?\Z"
    )
