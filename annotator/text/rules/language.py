"""What is known of a language's full stops: the words that decide whether one ends a sentence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rules:
    """Words of one language, lower case, abbreviations without their last full stop.

    An abbreviation written with spaces stands here without them: `z. B.` is `z.b`. What stands in
    no list is left to the library, which knows abbreviations of many more languages.
    """

    never: frozenset[str] = frozenset()
    """Abbreviations that end no sentence, because what they belong to follows: `Mr.`, `e.g.`."""

    numbered: frozenset[str] = frozenset()
    """Abbreviations before a number: `No. 5`, `Art. 3`; without one they are like `endings`."""

    words_too: frozenset[str] = frozenset()
    """Those of `numbered` that are words as well: `no.` ends a sentence where no number follows."""

    months: frozenset[str] = frozenset()
    """Months and days of the week, shortened; a number may follow, a capital begins a sentence."""

    endings: frozenset[str] = frozenset()
    """Abbreviations that may end a sentence: they do before one of `starters`, else not."""

    capitals: frozenset[str] = frozenset()
    """Those of `endings` that are another word without a capital: `Mass.`, `Ill.`"""

    plain: frozenset[str] = frozenset()
    """Words that the library takes for abbreviations, and that are none: `in May.`"""

    last: frozenset[str] = frozenset()
    """Abbreviations after which a capital nearly always begins a sentence: `etc.`."""

    hours: frozenset[str] = frozenset()
    """Abbreviations of the time of day; they end a sentence unless one of `zones` follows."""

    zones: frozenset[str] = frozenset()
    """Words that follow a time of day: `9 a.m. Eastern`."""

    units: frozenset[str] = frozenset()
    """Those of `endings` that end a sentence also before a name, if a number precedes: `1990 г.`"""

    starters: frozenset[str] = frozenset()
    """Words that, with a capital, begin a sentence and are hardly ever part of a name."""

    lettered: frozenset[str] = frozenset()
    """Words after which a single letter is no initial: `Plan B.`"""

    reporting: frozenset[str] = frozenset()
    """Verbs of saying in the third person, as they follow a quotation and a name."""

    ordinals: bool = False
    """Whether `3.` is how the language writes `third`."""

    ordinal_before: frozenset[str] = frozenset()
    """Words before a number that make it an ordinal also before a capital: `am 3. Oktober`."""

    ordinal_after: frozenset[str] = frozenset()
    """Words with a capital that make the number before them an ordinal: `19. Jahrhundert`."""


def words(*texts: str) -> frozenset[str]:
    """The words of texts, split at white space."""
    return frozenset(word for text in texts for word in text.split())
