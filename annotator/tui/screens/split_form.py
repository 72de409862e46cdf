"""Where a sentence is to be cut: the words that the cut can stand before, and how it moves."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotator.domain.mentions import Span
from annotator.domain.revisions.cuts import pieces
from annotator.tui.cells import visible, widths
from annotator.tui.wrap import line_starts

_ENDS = re.compile(r"[.!?…。！？।؟۔]")
"""Signs that a sentence may end with, in most scripts."""

_PAUSES = re.compile(r"[;；؛:：,،、，—–)\]）」』”’]")


@dataclass(frozen=True, slots=True)
class Cutting:
    """A sentence and the word that its second piece would begin with."""

    text: str
    words: tuple[Span, ...]
    """Those that it can be cut before, as spans of the text; at least one."""
    at: int = 0
    """Index of the word that it is cut before."""

    @property
    def offset(self) -> int:
        """Code points from the beginning of the sentence to that word."""
        return self.words[self.at][0]

    @property
    def pieces(self) -> tuple[str, str]:
        """The two sentences that it would be."""
        return pieces(self.text, self.offset)

    def to(self, index: int) -> Cutting:
        """Before another word; an index outside is taken to the end."""
        return replace(self, at=max(0, min(index, len(self.words) - 1)))

    def to_letter(self, character: str) -> Cutting:
        """Before the next word that begins so, from the beginning again after the last."""
        wanted = character.casefold()
        count = len(self.words)
        for step in range(1, count + 1):
            start = self.words[(self.at + step) % count][0]
            if self.text[start].casefold().startswith(wanted):
                return self.to((self.at + step) % count)
        return self

    def to_likely(self, step: int) -> Cutting:
        """Before the next word (with -1 the one before) that a sentence may well begin with.

        That is one after a sign that ends sentences or makes a pause; without such a sign, the
        next word of all.
        """
        found = self._after(_ENDS) | self._after(_PAUSES)
        if not found:
            return self.to(self.at + step)
        beyond = sorted(index for index in found if (index - self.at) * step > 0)
        if not beyond:
            return self.to(min(found) if step > 0 else max(found))
        return self.to(beyond[0] if step > 0 else beyond[-1])

    def to_likeliest(self) -> Cutting:
        """Before the word after the sign that most likely ends a sentence; else in the middle."""
        for signs in (_ENDS, _PAUSES):
            if found := self._after(signs):
                middle = len(self.text) // 2
                return self.to(min(found, key=lambda index: abs(self.words[index][0] - middle)))
        return self.to(len(self.words) // 2)

    def _after(self, signs: re.Pattern[str]) -> set[int]:
        """The words that follow one of these signs, which ends the word before them."""
        found = set()
        for index, (start, _) in enumerate(self.words):
            before = self.words[index - 1][1] if index else 0
            if any(
                self.text[sign.end() : sign.end() + 1] in _BESIDE or not sign.group().isascii()
                for sign in signs.finditer(self.text, before, start)
            ):
                found.add(index)
        return found


_BESIDE = frozenset(" \t\xa0\u3000”’\"')]»")
"""What follows a sign that ends something: in `3.5` and `10:30` no sentence ends."""


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A sentence in lines of a width in cells."""

    text: str
    """As it can be shown."""
    starts: Sequence[int]
    """The first code point of each line."""

    @classmethod
    def of(cls, text: str, width: int) -> Wrapped:
        """The lines of a text."""
        shown = visible(text)
        return cls(shown, line_starts(shown, 0, len(shown), width))

    def place(self, offset: int) -> tuple[int, int]:
        """Column in cells and line of a code point."""
        line = bisect_right(self.starts, offset) - 1
        return sum(widths(self.text[self.starts[line] : offset])), line

    def word_on_line(self, words: Sequence[Span], line: int, column: int) -> int:
        """The index of the word that begins on a line nearest to a column; else the nearest."""
        line = max(0, min(line, len(self.starts) - 1))
        places = [self.place(start) for start, _ in words]
        return min(
            range(len(words)),
            key=lambda n: (abs(places[n][1] - line), abs(places[n][0] - column)),
        )
