"""The cues of a language: lists of words and phrases, the program's and a project's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from annotator.assist.features import classes_of
from annotator.assist.patterns import (
    BadPatternError,
    Part,
    Pattern,
    Phrases,
    pattern_of,
    phrases_of,
)
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
    classes: dict[str, tuple[str, ...]]
    """Words to the classes that they are of, which the weights are for."""

    def list(self, name: str) -> frozenset[str]:
        """The words of a list; none where the language has no such list."""
        return self.lists.get(name, frozenset())


class Page(NamedTuple):
    """Cues as somebody wrote them, and what to call them in messages."""

    text: str
    where: str


def languages() -> tuple[str, ...]:
    """The languages that there are cues for, as BCP 47 primary subtags."""
    return tuple(sorted(path.stem for path in resource("cues").glob("*.txt")))


def primary(language: str | None) -> str:
    """The language that cues are kept by, such as `de` for `de-AT`; null is read as English."""
    return (language or "en").split("-")[0].split("_")[0].casefold()


def cues_for(language: str | None, own: Page | None = None) -> Cues | None:
    """The cues of an article's language, or None where there are none for it.

    Args:
        language: BCP 47, such as `en` or `de-AT`; null, where nobody knows, is read as English.
        own: the project's, which add to those that come with the program, or take some away.

    Raises:
        BadCuesError: a line of the project's own is none, with the file and the line.
    """
    return _cues(primary(language), own)


@lru_cache(maxsize=8)
def _cues(language: str, own: Page | None) -> Cues | None:
    pages = [] if own is None else [own]
    if language in languages():
        path = resource("cues", f"{language}.txt")
        pages.insert(0, Page(path.read_text(encoding="utf-8"), str(path)))
    return read_cues(pages, language) if pages else None


def read_cues(pages: Sequence[Page], language: str) -> Cues:
    """The cues of some pages: headings at the margin, words and phrases below, set in.

    A line that begins with `#` is a remark. A later page adds to the ones before it; after `- `
    it says which words of a list, or which phrase, are none any more.

    Raises:
        BadCuesError: a line is neither heading, phrase nor remark, with the file and the line.
    """
    draft = _Draft()
    for page in pages:
        for number, line in enumerate(page.text.removeprefix("\ufeff").splitlines(), start=1):
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            place = _Place(page.where, number, line.strip())
            try:
                draft.take(line, place)
            except BadPatternError as error:
                raise BadCuesError(*place, str(error)) from None
        draft.heading = draft.words = None
    lists = draft.whole()
    return Cues(language, phrases_of(draft.patterns()), lists, classes_of(lists))


class _Place(NamedTuple):
    """Where a line stands, and what it says."""

    where: str
    line: int
    written: str


@dataclass(slots=True)
class _Draft:
    """What was read so far; phrases wait for the last page, which may add words to their lists."""

    lists: dict[str, set[str]] = field(default_factory=dict)
    phrases: dict[tuple[str, str, str], _Place] = field(default_factory=dict)
    """Meaning, grade and parts of each phrase, and where it stands."""
    heading: tuple[str, str] | None = None
    words: set[str] | None = None

    def take(self, line: str, place: _Place) -> None:
        """Takes up one line.

        Raises:
            BadPatternError: it is none.
        """
        if "\ufffd" in line:
            raise BadPatternError("it is not written in UTF-8")
        written = line.split()
        away = written[0] == "-"
        written = written[1:] if away else written
        if not line[0].isspace():
            self.heading, self.words = _heading(line, self.lists)
        elif self.words is not None:
            _take_words(self.words, written, away=away)
        elif self.heading is not None:
            self._take_phrase((*self.heading, " ".join(written)), place, away=away)
        else:
            raise BadPatternError("it stands under no heading")

    def _take_phrase(self, phrase: tuple[str, str, str], place: _Place, *, away: bool) -> None:
        if away and phrase not in self.phrases:
            raise BadPatternError("there is no such phrase under this heading to take away")
        if away:
            del self.phrases[phrase]
        else:
            self.phrases[phrase] = place

    def whole(self) -> dict[str, frozenset[str]]:
        """The lists of words."""
        return {name: frozenset(each) for name, each in self.lists.items()}

    def patterns(self) -> list[Pattern]:
        """The phrases, ready to be matched."""
        found = []
        whole = self.whole()
        known: dict[str, Part] = {}
        for (means, grade, written), place in self.phrases.items():
            try:
                found.append(pattern_of(written, means, grade, whole, known))
            except BadPatternError as error:
                raise BadCuesError(*place, str(error)) from None
        return found


def _take_words(words: set[str], written: Sequence[str], *, away: bool) -> None:
    named = {word.casefold().replace("’", "'") for word in written}
    if not away:
        words |= named
        return
    if not named <= words:
        gone = ", ".join(sorted(named - words))
        raise BadPatternError(f"the list has no {gone} to take away")
    words -= named


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
