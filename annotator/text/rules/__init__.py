"""What is known of each language's full stops, one file for a family of languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Final

from annotator.text.rules import english, germanic, others, romance, slavic
from annotator.text.rules.language import Rules

_RULES: Final[Mapping[str, Rules]] = {
    "en": english.ENGLISH,
    "de": germanic.GERMAN,
    "nl": germanic.DUTCH,
    "sv": germanic.SWEDISH,
    "da": germanic.DANISH,
    "nb": germanic.DANISH,
    "nn": germanic.DANISH,
    "no": germanic.DANISH,
    "fr": romance.FRENCH,
    "es": romance.SPANISH,
    "ca": romance.SPANISH,
    "gl": romance.PORTUGUESE,
    "it": romance.ITALIAN,
    "pt": romance.PORTUGUESE,
    "ro": romance.ROMANIAN,
    "ru": slavic.RUSSIAN,
    "bg": slavic.RUSSIAN,
    "be": slavic.RUSSIAN,
    "uk": slavic.UKRAINIAN,
    "pl": slavic.POLISH,
    "cs": slavic.CZECH,
    "sk": slavic.CZECH,
    "ar": others.ARABIC,
    "fa": others.ARABIC,
    "hi": others.HINDI,
    "mr": others.HINDI,
    "ne": others.HINDI,
}
_ORDINAL_LANGUAGES: Final = frozenset({"et", "fi", "hr", "hu", "is", "lv", "sl", "sr", "tr"})
_COMPANIES: Final = frozenset({"inc", "corp", "co", "ltd", "jr", "sr", "u.s", "u.k", "u.n"})


@cache
def rules_of_titles(code: str) -> Rules:
    """The rules for a line in which every word has a capital: no word begins a sentence."""
    return replace(rules_of(code), starters=frozenset())


@cache
def rules_of(code: str) -> Rules:
    """The rules of a language by its primary subtag; for an unknown one, what all share."""
    shared = Rules(
        never=frozenset({"dr", "prof", "mr", "mrs", "st"}),
        endings=_COMPANIES,
        ordinals=code in _ORDINAL_LANGUAGES,
    )
    return _RULES.get(code, shared)
