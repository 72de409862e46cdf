"""Lines that lead elsewhere, and lines that belong to the page: known by their fixed words.

The words are in `annotator/data/line_phrases.txt`, those of all languages together: they are
fixed phrases, which prose in another language does not have. A phrase that prose could begin with
counts only where more speaks for it: a colon after it, capitals, or nothing else on the line. And
a prompt that somebody else's words are about, which a verb of reporting shows, is prose.
"""

from __future__ import annotations

import re
from functools import cache

from annotator.text.captions import is_names
from annotator.text.phrases import any_of, phrase, words

LONGEST = 300
"""Code points; longer lines are prose whatever they begin with."""

_LEADING = "*_~>»›→►▶▸▪•·●■◆➡👉📌🔗|#-–—([【「《 \t\ufe0f"
_AROUND = _LEADING + "<«‹←)]】」》:：.…!"
_QUOTES = "\"“”„«‘'「『"
_COLONS = ":：|>»→►】›＞▶"

_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|(?:pic\.twitter\.com|t\.co|youtu\.be)/\S+", re.IGNORECASE
)
_ENDS_INSIDE = re.compile(r"[.!?]\s")
_SENTENCES = 3
"""Fewer than these has a prompt to subscribe or to follow."""

_SAYING = re.compile(
    r"\b(?:said|says|told|wrote|writes|reads|added|asked|warned|urged|according)\b"
    r"|\b(?:e-?mail|letter|message|note|notice|page|post|sign) read\b",
    re.IGNORECASE,
)
_E_MAIL = re.compile(
    r"(?:e-?mail|contact|kontakt|mail)?\s?:?\s?[\w.+-]+@[\w-]+\.[\w.-]+", re.IGNORECASE
)
_HASHTAGS = re.compile(r"(?:#\w+[\s,]*)+")
_CONTRIBUTED = re.compile(
    r"\bcontributed (?:\w+ )?to (?:this|the) (?:report|story|article)\w*\W*\Z"
)
_MADE_BY = re.compile(
    r"(?:(?:additional )?reporting|writing|edit(?:ing|ed)|written|compiled|text|words|story)"
    r"(?: and (?:photos?|writing|editing))? by\s+(?P<who>.{2,160})",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"(?:by|von|par|por|di|door|автор[ыа]?|autor(?:in|a|es)?|auteur|autore)\s*[:：]?\s+"
    r"(?P<who>[^\d:;!?]{3,100})",
    re.IGNORECASE,
)
_BYLINE_IN_SIGNS = re.compile(
    r"(?:文|记者|記者|作者|编辑|責編|责编|责任编辑|撰文|編輯|文責|執筆|取材・文|取材)"
    r"\s?[/:：／丨|]\s?\S{2,30}(?:\s\S{1,10}){0,4}"
)
_SOURCE = re.compile(
    r"(?:sources?|quellen?|fuentes?|fontes?|fonti|bron(?:nen)?|источники?|来源|來源|出典)\s?[:：]"
    r"\s?(?P<who>.{2,80})",
    re.IGNORECASE,
)
_DAYS_AND_MONTHS = words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june "
    "july august september october november december"
)


def is_link(line: str) -> bool:
    """Whether a line leads to another text: a prompt to read it with its title, or an address.

    Args:
        line: not empty, without white space at its edges.
    """
    if len(line) > LONGEST:
        return False
    if _ADDRESS.match(line) and all(_ADDRESS.fullmatch(word) for word in line.split()):
        return True
    bare = line.strip(_LEADING)
    low = bare.lower()
    if phrase("prompt to read").fullmatch(low.strip(_AROUND)):
        return not _SAYING.search(low)
    strong = phrase("strong opener").match(low) is not None and line[-1] not in ".。"
    return strong or _has_opener(bare, low)


def _has_opener(bare: str, low: str) -> bool:
    """Whether a line begins as prompts do, and its colon or its capitals show that it is one."""
    found = phrase("opener").match(low)
    sure = found is not None
    found = found or phrase("weak opener").match(low)
    if found is None:
        return False
    rest = low[found.end() :]
    if rest[:1].isalnum():
        return False  # the phrase is the beginning of a word
    rest = rest.lstrip(" *_\t")
    if rest[:1] and rest[0] in _COLONS:
        return True
    return sure and (not rest.strip(_AROUND) or bare[: found.end()].isupper())


def is_heading_of_links(line: str) -> bool:
    """Whether a line is the heading over a list of other articles."""
    return phrase("heading of links").fullmatch(line.strip(_AROUND).lower()) is not None


def is_heading_of_sources(line: str) -> bool:
    """Whether a line is the heading over a list of what the article was written from."""
    return phrase("heading of sources").fullmatch(line.strip(_AROUND).lower()) is not None


def is_boilerplate(line: str, *, at_the_edge: bool = True) -> bool:
    """Whether a line belongs to the page or the outlet, not to this article.

    Args:
        line: not empty, without white space at its edges.
        at_the_edge: whether it is among the first or the last lines of the article, where it
            may be a byline.
    """
    if len(line) > LONGEST or line[0] in _QUOTES:
        return False
    bare = line.strip(_AROUND)
    if not any(sign.isalnum() for sign in bare):
        return not any(sign.isalnum() for sign in line)
    low = bare.lower()
    if _is_of_the_outlet(line, bare, low):
        return True
    contributed = "contributed" in low and _CONTRIBUTED.search(low)
    if contributed or phrase("whole").fullmatch(low):
        return not _SAYING.search(low)
    if phrase("asks").match(low) and phrase("asked for").search(low):
        return not _SAYING.search(low) and len(_ENDS_INSIDE.findall(bare)) < _SENTENCES
    return _names_its_makers(bare, at_the_edge=at_the_edge and line[-1] not in ".?!:")


def _is_of_the_outlet(line: str, bare: str, low: str) -> bool:
    """Whether a line states rights, is an address to write to, or nothing but hashtags."""
    if phrase("copyright").match(line.strip("*_ ").lower()):
        return True
    if ("@" in line and _E_MAIL.fullmatch(bare)) or (line[0] == "#" and _HASHTAGS.fullmatch(line)):
        return True
    if not line.isascii() and phrase("prompt in signs").match(low):
        return True
    rights = _reserved().search(low)
    if rights is None or _SAYING.search(low):
        return False
    before = bare[: rights.start()].rstrip()
    return not before or before[-1] in ".,;|-–—·*)" or before[-1].isdigit() or is_names(before)


@cache
def _reserved() -> re.Pattern[str]:
    """The rights at the end of a line in lower case."""
    return re.compile(any_of("rights").lower() + r"\Z")


def _names_its_makers(bare: str, *, at_the_edge: bool) -> bool:
    """Whether a line says who wrote, edited or delivered the article, and no more."""
    made = _MADE_BY.fullmatch(bare) or _SOURCE.fullmatch(bare)
    if made:
        return is_names(made["who"])
    if not bare.isascii() and _BYLINE_IN_SIGNS.fullmatch(bare):
        return True
    by = _BYLINE.fullmatch(bare) if at_the_edge else None
    if by is None or not is_names(by["who"]):
        return False
    names = [word for word in re.findall(r"[^\W\d_][\w.’'-]*", by["who"]) if word[0].isupper()]
    dated = _DAYS_AND_MONTHS.intersection(name.casefold() for name in names)
    return len(names) > 1 and not dated
