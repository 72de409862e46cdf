"""Where the sentences of one line end: our own rules, and the library where they know nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from annotator.text.brackets import FAR, bracketed
from annotator.text.items import is_list, items_of
from annotator.text.library import library_cuts
from annotator.text.marks import (
    CLOSING_BRACKETS,
    QUOTES,
    STRONG,
    Mark,
    after_space,
    marks_of,
    with_smileys,
)
from annotator.text.quotations import goes_on
from annotator.text.rules import rules_of, rules_of_titles
from annotator.text.stops import begins_lower, ends_at_stop, is_starter

ROUNDS: Final = 3
"""How often a sentence is judged by itself at most."""

_STRONG: Final = frozenset(STRONG)
_LETTER: Final = re.compile(r"[^\W_]")
_EDGE: Final = 3
"""Quotation marks and spaces that stand before the bracket that begins a sentence, at most."""

_BEFORE_BRACKET: Final = "\"'“‘«„‚* \xa0"
_LONGEST_TITLE: Final = 160
"""Code points that a headline has at most."""

_SHORT_WORD: Final = 3
"""Letters of words that stand without a capital in titles, at most."""

_SMALL: Final = frozenset({"amid", "from", "into", "over", "than", "that", "upon", "with"})
"""Longer ones."""

_WRITTEN_FOR: Final[Mapping[str, tuple[str, str]]] = {
    "el": (";", "?"),  # Greek asks with a semicolon
    "hi": ("|", "।"),
    "mr": ("|", "।"),
    "ne": ("|", "।"),
}
"""What a language writes for a terminator that has a character of its own."""

_CYRILLIC: Final = frozenset({"ru", "uk", "be", "bg"})
"""Languages in which a dash after a mark sets the words of a speaker apart from the author's."""

_NAMES: Final = frozenset({"yahoo", "jeopardy", "panic", "wham", "joomla", "yum"})
"""Names that end with an exclamation mark."""


def ends_of(line: str, code: str) -> list[int]:
    """Where each sentence of a line ends but the last, in order; linear in the line.

    A sentence by itself has no end inside: what was judged by its surroundings is judged again
    without them.

    Args:
        line: a string without line ends and without white space at its edges.
        code: primary language subtag.
    """
    instead = _WRITTEN_FOR.get(code)
    return _ends(line.replace(*instead) if instead else line, code, ROUNDS)


def _ends(line: str, code: str, rounds: int) -> list[int]:
    ends: list[int] = []
    pieces = list(_pieces(line, code))
    for start, end, doubtful in pieces:
        if doubtful and rounds and len(pieces) > 1:
            alone = line[start:end].strip()
            offset = line.index(alone, start)
            ends += [offset + inner for inner in _ends(alone, code, rounds - 1)]
        ends.append(end)
    return ends[:-1]


def _pieces(line: str, code: str) -> Iterator[tuple[int, int, bool]]:
    """Spans of the sentences of a line, and whether one could have an end inside by itself.

    It could if what was asked about a mark inside went beyond the words beside it: a quotation's
    other end, the library, the whole line's capitals, the number of an item.
    """
    begin = 0
    for place in (*items_of(line), len(line)):
        part = line[begin:place]
        start, doubtful = after_space(part, 0), False
        judge = _Judge(part, code)
        for mark in marks_of(part):
            if mark.start < start:
                continue
            if not judge.ends(start, mark):
                doubtful = doubtful or judge.looked_far or bool(mark.closing)
                continue
            end = with_smileys(part, mark.end)
            yield begin + start, begin + end, doubtful or is_list(part, start, end)
            start, doubtful = mark.next, False
            if end > start:
                start = after_space(part, end)  # a smiley was taken along
        yield begin + start, place, doubtful or begin > 0 or is_list(part, start, len(part))
        begin = place


class _Judge:
    """Judges the marks of a line from left to right; what it passed it never looks at again."""

    def __init__(self, line: str, code: str) -> None:
        self._line = line
        self._code = code
        self._titled = _is_title(line)
        self._rules = rules_of_titles(code) if self._titled else rules_of(code)
        self._brackets = _Walk(bracketed(line))
        self._library: _Walk | None = None
        self.looked_far = False
        """Whether more than the words beside the last mark was asked."""

    def ends(self, start: int, mark: Mark) -> bool:
        """Whether the sentence that began at `start` ends at a mark."""
        self.looked_far = self._titled or '"' in mark.opening or bool(mark.dash)
        if mark.start - start <= _EDGE and not _has_words(self._line, start, mark.start):
            return False  # marks alone are no sentence
        bracket = self._brackets.reach(mark.start + 1)
        parenthesis = False
        if bracket is not None and bracket[0] < mark.start:
            parenthesis = bracket[0] - start <= _EDGE and not (
                self._line[start : bracket[0]].strip(_BEFORE_BRACKET)
            )
            self.looked_far = True
            if bracket[1] > mark.end and not parenthesis:
                return False
            if not _has_words(self._line, bracket[0], mark.start):
                return False  # "[...]" and "(!)" say nothing by themselves
        if mark.closing and self._goes_on(start, mark, parenthesis=parenthesis):
            return False
        said = self._by_mark(start, mark)
        if said is None:
            self.looked_far = True
            return self._by_library(mark)
        return said

    def _goes_on(self, start: int, mark: Mark, *, parenthesis: bool) -> bool:
        if begins_lower(mark) and not (QUOTES | CLOSING_BRACKETS).isdisjoint(mark.closing):
            return True
        return not parenthesis and goes_on(self._line, start, mark, self._rules)

    def _by_mark(  # noqa: PLR0911 - one answer for each kind of mark
        self, start: int, mark: Mark
    ) -> bool | None:
        if not _STRONG.isdisjoint(mark.marks):
            return True
        if mark.after == mark.next and mark.marks == ".":
            return is_starter(mark, self._rules)  # "ended.The next": a slip, or the name of a site
        if self._is_inside(start, mark):
            return False
        if "!" in mark.marks or "?" in mark.marks:
            return self._by_call(start, mark)
        if mark.marks != ".":
            return not (begins_lower(mark) or self._hesitates(mark))
        said = ends_at_stop(self._line, start, mark, self._rules)
        if said is None and mark.dash.startswith((".", "…")):
            return True  # "It failed. …and then it worked."
        if said is None and begins_lower(mark):
            return self._by_small_letter(start, mark)
        return said

    def _is_inside(self, start: int, mark: Mark) -> bool:
        """Whether what follows shows that the sentence goes on: a clause, verses on one line."""
        if self._line.startswith("/", mark.next):
            return True
        if mark.dash.startswith((".", "…")):
            return False
        if not mark.dash or begins_lower(mark):
            return bool(mark.dash)
        return self._code in _CYRILLIC and self._is_quoted(start, mark)

    def _is_quoted(self, start: int, mark: Mark) -> bool:
        """Whether guillemets that opened in this sentence have not closed before a mark."""
        begin = max(start, mark.start - FAR)
        opened = self._line.rfind("«", begin, mark.start)
        return opened > self._line.rfind("»", begin, mark.start)

    def _by_small_letter(self, start: int, mark: Mark) -> bool | None:
        """A small letter after a word that no list knows: a slip, or an abbreviation."""
        long = 4 if self._code == "en" else 6
        word = self._line[max(start, mark.start - long) : mark.start]
        sure = len(word) == long and word.isalpha()
        return None if sure or self._line[start].islower() else False

    def _hesitates(self, mark: Mark) -> bool:
        """Whether an ellipsis after a space stands before `I`, a capital that shows nothing."""
        spaced = self._line[mark.start - 1 : mark.start].isspace()
        return spaced and self._code == "en" and mark.word.replace("’", "'").split("'")[0] == "I"

    def _by_call(self, start: int, mark: Mark) -> bool | None:
        if mark.marks == "!" and not mark.closing:
            word = self._line[max(start, mark.start - 12) : mark.start].rpartition(" ")[2]
            if word.lower() in _NAMES:
                return is_starter(mark, self._rules)
        return None if begins_lower(mark) else True

    def _by_library(self, mark: Mark) -> bool:
        if self._library is None:
            cuts = library_cuts(self._line, self._code)
            self._library = _Walk([(cut, cut) for cut in cuts])
        cut = self._library.reach(mark.after)
        return cut is not None and cut[0] <= mark.next + len(mark.opening) + len(mark.dash)


class _Walk:
    """Spans in order, walked once: the first that ends at a place or after it."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._spans = spans
        self._at = 0

    def reach(self, place: int) -> tuple[int, int] | None:
        """The first span that ends not before `place`; places must not go down."""
        while self._at < len(self._spans) and self._spans[self._at][1] < place:
            self._at += 1
        return self._spans[self._at] if self._at < len(self._spans) else None


def _is_title(line: str) -> bool:
    """Whether a line is written as English titles are: a capital on every word of some length."""
    if len(line) > _LONGEST_TITLE or line.endswith((".", "!", "?", "”", '"', "。", "…")):
        return False
    words = [word for word in line.split() if len(word) > _SHORT_WORD and word not in _SMALL]
    return len(words) > 1 and not any(word[0].islower() for word in words)


def _has_words(line: str, start: int, end: int) -> bool:
    return _LETTER.search(line, start, end) is not None
