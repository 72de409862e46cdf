"""Whether a sentence ends at a full stop, by the word before it and the word after it."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from annotator.text.marks import Mark
from annotator.text.rules.language import Rules, words

NEAR: Final = 48
"""Code points before a full stop that are looked at; no abbreviation is longer."""

_SHORT: Final = 3
"""Letters that a part of an abbreviation has at most."""

_TIME_PHRASE: Final = 3
"""Words that make no sentence if the last is an hour or a unit: `At 5 a.m.`, `In 1990 г.`"""

_MAGNITUDES: Final = words("тыс млн млрд трлн тис tys mln mld mio mrd")
_ROMAN: Final = re.compile(r"[IVXLC]{2,7}\Z")
_ITEM: Final = re.compile(r"[0-9٠-٩०-९]{1,3}\Z|[^\W\d_]\Z")
_BELONGS: Final = re.compile(  # signs that are no letters, but end a word
    "[°§\u0300-\u036f\u064b-\u0652\u0900-\u0903\u093a-\u094f\u0980-\u0dff]"
)
_DOUBLED: Final = re.compile(r"([A-Z])\1\Z")
_INNER: Final = re.compile(r"[/(,;:=\[]")
_INVISIBLE: Final = "\u200b\u200e\u200f\u202a\u202b\u202c\ufeff"
_LEADING: Final = "\"'“”‘’«»„‚‹›`´([{¿¡「『（《〈【*_-–—/•⁃▪◦" + _INVISIBLE
_BULLETS: Final = "•⁃▪◦*·-–— \xa0"


class _Word(NamedTuple):
    """The word before a full stop."""

    text: str
    low: str
    """The word in lower case, with straight apostrophes."""
    whole: str
    """The same with the abbreviated words before it: `z. B` is `z.b`."""
    previous: str
    """The word before it in lower case; empty where it is the first that is looked at."""
    place: int
    """How many words of the sentence there are up to it, as far as they are looked at."""
    alone: bool
    """Whether nothing but a bullet is before it in its sentence."""


def ends_at_stop(line: str, start: int, mark: Mark, rules: Rules) -> bool | None:
    """Whether a sentence that began at `start` ends at a single full stop; None: nothing is known.

    Looks at the words before it, not past `start`, and at the next word; constant time.
    """
    before = line[max(start, mark.start - NEAR) : mark.start].rstrip(_INVISIBLE)
    if not before:
        return False
    if before[-1].isspace():
        return None
    if before[-2:-1] in {"", " "} and _is_initial(before[-1], mark, rules):
        return False
    word = _last_word(before)
    if not (word.text[-1:].isalnum() or _BELONGS.match(word.text[-1:])):
        return not begins_lower(mark) or None
    for rule in (_by_item, _by_signs, _by_list, _by_number, _by_letter, _by_parts, _by_sound):
        said = rule(word, mark, rules)
        if said is not None:
            return said
    return None


def _is_initial(letter: str, mark: Mark, rules: Rules) -> bool:
    """Whether a letter by itself stands before a small one, told at once: lines may be full."""
    cased = letter.isupper() or letter.islower()
    low = letter.lower()
    return cased and begins_lower(mark) and low not in rules.plain and low not in rules.last


def begins_lower(mark: Mark) -> bool:
    """Whether the next word is written with a small letter; names like `iPhone` are not."""
    word = mark.word
    return word[:1].islower() and not (word[1:2].isupper() or word.startswith(("http", "www.")))


def is_starter(mark: Mark, rules: Rules) -> bool:
    """Whether what follows begins a sentence, and not a name that the word before belongs to."""
    if "¿" in mark.opening or "¡" in mark.opening:
        return True
    if not mark.word[:1].isupper() or mark.word[1:] == ".":
        return False  # a second initial is no word
    if "(" not in mark.opening and any(quote in mark.opening for quote in "\"“„«‘'"):
        return True
    word = _low(mark.word).rstrip(".'-")
    return word in rules.starters or word.partition("'")[0] + "'" in rules.starters


def _last_word(before: str) -> _Word:
    *others, last = before.rsplit(None, _TIME_PHRASE)
    text = last.lstrip(_LEADING)
    alone = len(others) <= 1 and not before[: len(before) - len(text)].strip(_BULLETS)
    if not text.isalnum():
        text = _INNER.split(text)[-1]
    whole = text
    if len(text) <= _SHORT and others and others[-1][-1] == ".":
        for other in reversed(others[-2:]):
            short = other.lstrip(_LEADING)
            if not short.endswith(".") or len(short) > _SHORT:
                break
            whole = short + whole
    previous = others[-1].lstrip(_LEADING).lower() if others else ""
    low = _low(text)
    whole = low if whole is text else _low(whole)
    return _Word(text, low, whole, previous, len(others) + 1, alone)


def _low(word: str) -> str:
    return word.lower().replace("’", "'")


def _by_item(word: _Word, mark: Mark, rules: Rules) -> bool | None:
    """The number or letter of an item: `3. The third item`."""
    del rules
    if word.alone and mark.closing in {"", ")"} and _ITEM.match(word.text):
        return False
    return None


def _by_signs(word: _Word, mark: Mark, rules: Rules) -> bool | None:
    """Degrees, `40 C. Roads`, end one; half of a plural, as in `JJ. OO.`, ends none."""
    del rules
    if word.text in {"C", "F"} and word.previous.lstrip("-−").isdecimal():
        return not begins_lower(mark)
    if _DOUBLED.match(word.text) and _DOUBLED.match(mark.word.rstrip(".")):
        return False
    return None


def _by_list(word: _Word, mark: Mark, rules: Rules) -> bool | None:
    """What the lists of the language say; None for a word that is in none of them."""
    if word.text.isupper() and len(word.text) > 1 and "." not in word.text:
        # An acronym, or a word of a line in capitals.
        return True if is_starter(mark, rules) else None
    names = [word.low] if word.whole == word.low else [word.whole, word.low]
    if "'" in word.low:
        names.append(word.low.rpartition("'")[2])  # "l'art. 5"
    for known in names:
        if known in rules.capitals and word.text.islower():
            continue
        said = _listed(known, word, mark, rules)
        if said is not None:
            return said
    return None


def _listed(  # noqa: PLR0911 - one answer for each list
    known: str, word: _Word, mark: Mark, rules: Rules
) -> bool | None:
    counted = _is_counted(word)
    if counted and known in rules.units and word.place > _TIME_PHRASE and mark.word[:1].isupper():
        return True
    if known in rules.never and not (known in rules.months and word.previous[:1].isdigit()):
        return False
    if known in rules.numbered:
        number = _begins_number(mark)
        ends = not begins_lower(mark) if known in rules.words_too else is_starter(mark, rules)
        return ends and not number
    if known in rules.months:
        return _begins_capital(mark) and not _begins_number(mark)
    if known in rules.hours:
        zone = mark.word.lower().rstrip(".") in rules.zones
        return _begins_capital(mark) and not zone and word.place > _TIME_PHRASE
    if known in rules.plain:
        return not begins_lower(mark) or None
    if known in rules.last:
        return None if begins_lower(mark) else True
    if known not in rules.endings:
        return None
    return is_starter(mark, rules)


def _is_counted(word: _Word) -> bool:
    """Whether a number stands before a word, perhaps with how many thousands of it."""
    if word.previous[:1].isdigit() or word.previous.rstrip(".") in _MAGNITUDES:
        return True
    return _ROMAN.match(word.previous.upper()) is not None


def _begins_capital(mark: Mark) -> bool:
    """Whether a capital follows, not in brackets: `at 9 p.m. (GMT)`."""
    return mark.word[:1].isupper() and "(" not in mark.opening


def _begins_number(mark: Mark) -> bool:
    return mark.word[:1].isdigit() or _ROMAN.match(mark.word) is not None


def _by_number(word: _Word, mark: Mark, rules: Rules) -> bool | None:
    """A number before the full stop: an ordinal in some languages."""
    decimal = word.text.isdecimal()
    if not (decimal or _ROMAN.match(word.text)):
        return None
    if begins_lower(mark):
        return False if rules.ordinals else None
    if not rules.ordinals or (decimal and len(word.text) > _SHORT):
        return decimal or is_starter(mark, rules) or None
    if mark.word.lower() in rules.ordinal_after:
        return False
    return is_starter(mark, rules) or (decimal and word.previous not in rules.ordinal_before)


def _by_letter(word: _Word, mark: Mark, rules: Rules) -> bool | None:
    """A single letter before the full stop: an initial, or the name of a thing."""
    if len(word.text) != 1 or not (word.text.isupper() or word.text.islower()):
        return None
    if begins_lower(mark):
        return False
    if not {word.previous, f"{word.previous}_{word.low}"}.isdisjoint(rules.lettered):
        return True
    return is_starter(mark, rules)


def _by_parts(word: _Word, mark: Mark, rules: Rules) -> bool | None:
    """Letters with full stops between them, which no list knows: `R.E.M.` and others."""
    parts = word.text.split(".")
    if len(parts) == 1:
        return None
    longest = max(map(len, parts))
    cased = word.text.upper() != word.text.lower()
    if longest < _SHORT + (not cased) and not any(part.isdecimal() for part in parts):
        return is_starter(mark, rules)
    return None


def _by_sound(word: _Word, mark: Mark, rules: Rules) -> bool | None:
    """A word that no list knows; one of some length is hardly an abbreviation."""
    if word.low.endswith(("str", "nr")) and (mark.word[:1].isdigit() or begins_lower(mark)):
        return False
    if begins_lower(mark):
        return None
    if "." in word.text or "@" in word.text or is_starter(mark, rules):
        return True
    if mark.word[:1].isdigit() and len(word.text) > _SHORT and word.text.isalpha():
        return True
    return None
