"""The cues of a language: lists of words and phrases from a file that comes with the program."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from annotator.assist.patterns import BadPatternError, Pattern, Phrases, pattern_of, phrases_of
from annotator.errors import BadCuesError
from annotator.resources import resource

MEANINGS = {
    "refusal": ("refused", "no-reply", "unreachable", "partial"),
    "anonymous": ("",),
    "hearsay": ("",),
    "record": ("",),
    "analysis": ("",),
    "opinion": ("1", "2", "3", "4"),
    "fact": ("1", "2"),
    "carried": ("",),
    "attribution": ("",),
}
"""The headings that phrases stand under, each with the grades that it may have.

`not` before one holds the phrases that are none although they look it: whatever overlaps with
them is not heard.
"""
_HEADING = re.compile(r"(words|not)?\s*([a-z][a-z-]*)(?:\s+([a-z0-9-]+))?:")


@dataclass(frozen=True, slots=True, eq=False)
class Cues:
    """What is known of how one language brings in its sources."""

    language: str
    phrases: Phrases
    lists: dict[str, frozenset[str]]

    def list(self, name: str) -> frozenset[str]:
        """The words of a list; none where the language has no such list."""
        return self.lists.get(name, frozenset())


def languages() -> tuple[str, ...]:
    """The languages that there are cues for, as BCP 47 primary subtags."""
    return tuple(sorted(path.stem for path in resource("cues").glob("*.txt")))


def cues_for(language: str | None) -> Cues | None:
    """The cues of an article's language, or None where there are none for it.

    Args:
        language: BCP 47, such as `en` or `de-AT`; null, where nobody knows, is read as English.
    """
    primary = (language or "en").split("-")[0].split("_")[0].casefold()
    return _from_file(primary) if primary in languages() else None


@lru_cache(maxsize=8)
def _from_file(language: str) -> Cues:
    path = resource("cues", f"{language}.txt")
    return read_cues(path.read_text(encoding="utf-8"), language, str(path))


def load_cues(path: Path) -> Cues:
    """The cues of a file that somebody wrote; its name before the ending is the language.

    Raises:
        BadCuesError: a line of it is none.
    """
    return read_cues(path.read_text(encoding="utf-8"), path.stem, str(path))


def read_cues(text: str, language: str, where: str) -> Cues:
    """The cues written in a text: headings at the margin, words and phrases below, set in.

    A line that begins with `#` is a remark.

    Raises:
        BadCuesError: a line is neither heading, phrase nor remark, with the file and the line.
    """
    page = _Page()
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            page.take(line)
        except BadPatternError as error:
            raise BadCuesError(where, number, line.strip(), str(error)) from None
    whole = {name: frozenset(each) for name, each in page.lists.items()}
    return Cues(language, phrases_of(page.patterns), whole)


@dataclass(slots=True)
class _Page:
    """What was read of a file so far."""

    lists: dict[str, set[str]] = field(default_factory=dict)
    patterns: list[Pattern] = field(default_factory=list)
    heading: tuple[str, str] | None = None
    words: set[str] | None = None

    def take(self, line: str) -> None:
        """Takes up one line.

        Raises:
            BadPatternError: it is none.
        """
        if not line[0].isspace():
            self.heading, self.words = _heading(line, self.lists)
        elif self.words is not None:
            self.words.update(word.casefold().replace("’", "'") for word in line.split())
        elif self.heading is not None:
            known = {name: frozenset(each) for name, each in self.lists.items()}
            self.patterns.append(pattern_of(line, *self.heading, known))
        else:
            raise BadPatternError("it stands under no heading")


def _heading(
    line: str, lists: dict[str, set[str]]
) -> tuple[tuple[str, str] | None, set[str] | None]:
    found = _HEADING.fullmatch(line.strip())
    if found is None:
        raise BadPatternError("a heading is one or two words and a colon")
    sort, name, grade = found[1], found[2], found[3] or ""
    if sort == "words":
        return None, lists.setdefault(name, set())
    if name not in MEANINGS:
        raise BadPatternError(f"there is no heading {name!r}; there are {', '.join(MEANINGS)}")
    if sort == "not":
        return (f"not {name}", grade), None
    if grade not in MEANINGS[name]:
        raise BadPatternError(f"{name!r} goes with {', '.join(MEANINGS[name])}, not {grade!r}")
    return (name, grade), None
