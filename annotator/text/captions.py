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

_TAIL = 160
"""Code points at the end in which a credit is looked for."""

_NAMES = r"[^\W\d_][\w.’'-]*+(?:[ ,]++[^\W\d_][\w.’'-]*+){0,5}[ ,]*+"
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
    coloned = not _COLONS.isdisjoint(low)
    if coloned and _before_a_colon().match(low.lstrip("([（【")):
        return True
    if _FILE.match(line) or phrase("caption").match(low):
        return True
    bare = low.strip(_AROUND)
    if len(bare) > _LONGEST_CREDIT:
        return False
    if phrase("picture from file").fullmatch(bare):
        return True
    by = _by().fullmatch(bare)
    return by is not None and is_names(line.strip(_AROUND)[max(by.start("who"), 0) :])


def _ends_as_one(line: str, tail: str) -> bool:
    """Whether a line ends with a credit."""
    if ")）]】".find(line[-1]) >= 0 or line[-2:-1] in {")", "）", "]", "】"}:
        return _in_brackets().search(tail) is not None
    if ("/" in tail or " via " in tail) and _after_a_slash().search(tail):
        return True
    if "file" in tail and _FROM_FILE.search(tail):
        return True
    if len(line) > LONGEST_WITH_CREDIT or _COLONS.isdisjoint(tail):
        return False
    found = _at_the_end().search(tail)
    return found is not None and is_names(found["who"])


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
    """`Photo by Ada Lovelace`, `Getty Images`, `© Reuters/Ada Lovelace`, as the whole line."""
    by = "by|via|of|von|par|de|di|door"
    alone = f"getty images|shutterstock|istock|unsplash|pixabay|ap photo|{any_of('agency')} ?/.+"
    before = f"{any_of('picture by')} (?:courtesy )?(?:{by}) "
    return re.compile(f"{before.lower()}(?P<who>.{{2,80}})|{alone.lower()}")


@cache
def _in_brackets() -> re.Pattern[str]:
    """`(Photo: …)`, `(AP Photo/…)`, `(Ada Lovelace/Getty Images)`, `(file photo)` at the end."""
    picture, agency = any_of("picture"), any_of("agency")
    return re.compile(
        r"[(（\[](?:"
        rf"{any_of('picture from file')}"
        rf"|{picture}\s?[:：＝/].{{1,80}}"
        rf"|{any_of('picture by')} (?:courtesy )?(?:by|of|via) .{{2,80}}"
        r"|AP Photo\b.{0,60}"
        rf"|[^()]{{2,80}} via {agency}"
        rf"|{_NAMES}\s?(?:/|via )\s?{agency}(?: via .{{2,30}})?"
        rf"|{agency}\s?/\s?{_NAMES}"
        r"|Getty Images|Shutterstock|iStock"
        r")[)）\]]\s?[.。]?\Z",
        re.IGNORECASE,
    )


@cache
def _after_a_slash() -> re.Pattern[str]:
    """`… | Ada Lovelace/Getty Images`, `… REUTERS/Ada Lovelace`, without a full stop."""
    agency = any_of("agency")
    return re.compile(
        rf"(?:\A|[.!?|–—-]\s|©\s?)(?:{_NAMES}(?:/|via )\s?{agency}|{agency}\s?/\s?{_NAMES})\Z"
    )


@cache
def _at_the_end() -> re.Pattern[str]:
    """`… Image: Ada Lovelace.` with a capital."""
    pictures = "Photo|Image|Picture|Video|Audio|Photograph|File photo|Foto|Bild|Imagen|Imagem|Beeld"
    credit = "Credit|Photo credit|Image credit|Crédit|Crédit photo|Фото|写真|画像|图|图片来源|摄影"
    return re.compile(
        rf"(?:\A|[\s.|/–—-])(?:{pictures}|{credit})s?\s?[:：＝]\s?(?P<who>[^:：]{{2,80}}?)\s?[.。]?\Z"
    )
