"""Where in a line a sentence may end: runs of terminators, and what closes after them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

WEAK: Final = ".!?…‽⁇⁈⁉‼"
"""Terminators that end a sentence only if white space and the right words follow."""

STRONG: Final = "。！？｡．।॥؟۔։።፧፨။។៕᠃᠉߹܀܁܂꓿꘎꛳꩝꯫⸮𑁇𑅁𑗂"
"""Terminators that need no white space after them."""

QUOTES: Final = frozenset("\"'”’»›«‹“‟´」』＂＇")
"""Closing quotation marks of any language; some open in others."""

CLOSING_BRACKETS: Final = frozenset(")]}）］】》〉")

_TERMINATORS: Final = frozenset(WEAK + STRONG)
_SLIP: Final = 3
"""Small letters before a mark without a space after it, as in `ended.The`."""

_INVISIBLE: Final = "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_MARKS: Final = re.compile(
    rf"([{WEAK}{STRONG}]+(?:[ \xa0]\.(?=[\s\"'”’)\]]|\Z))*+)"
    rf"((?:[\"'”’»›«‹“‟´」』＂＇)\]}}）］】》〉*_¹²³⁴-⁹⁰{_INVISIBLE}]|\[\d{{1,3}}\])*+"
    r"(?:[ \xa0\u202f]++[»”](?=[\s.,;:!?)]|\Z))?)"
)
_OPENING: Final = "“‘«‹*_" + "\u200b"
_NEXT: Final = re.compile(
    rf"\s*+([\s{_INVISIBLE}]*+)"
    r"([\"'“”‘’«»„‚‹›`(\[{¿¡「『（《〈【*_$€£¥₹#@]{0,6}[ \xa0\u202f]?)"
    r"((?:(?:[-–—―•·|]|--|\.\.\.|…)[ \xa0\u202f]*)?)"
    r"([\"'“‘«„‚`(\[¿¡「『]{0,3})"
    r"(?:(?<=['’‘])[stnk][ \xa0](?=[A-Z]))?"  # Dutch: "’s Avonds"
    r"([^\W_][\w'’.&-]{0,40})?"
)
_SPACE: Final = re.compile(r"\s*")
_SMILEY: Final = re.compile(
    r"(?:\s?[:;=]['’]?[-o^]?[)(\]\[DPpOo3/\\|*]++(?=\s|\Z))+"
    r"|(?:\s?[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f\u200d])++(?=\s*+(?:[^\W\d_a-z]|\Z))"
)


class Mark(NamedTuple):
    """A run of terminators with what stands around it; offsets are code points of the line."""

    start: int
    after: int
    """Where the terminators end."""
    end: int
    """Where the sentence would end: after closing quotes and brackets."""
    marks: str
    closing: str
    next: int
    """Where the next sentence would begin."""
    opening: str
    """Quotation marks and brackets that open before the next word."""
    dash: str
    """A dash, bullet or ellipsis before the next word."""
    word: str
    """The next word; empty where something else follows."""


def marks_of(line: str) -> Iterator[Mark]:
    """Every place of a line where a sentence may end, but its end; linear in the line."""
    length = len(line)
    quotes = _Quotes(line)
    for found in _MARKS.finditer(line):
        marks, closing = found.groups()
        end = found.end()
        if end >= length:
            return
        if not line[end].isspace():
            opens = len(closing) - len(closing.rstrip(_OPENING))
            end -= opens
            closing = closing[: len(closing) - opens]
            if line[end] in _TERMINATORS or not _may_be_glued(line, end, marks, closing):
                continue
        ahead = _next(line, end)
        if ahead[1] == '"' and ahead[0] + 1 == length:
            return
        if ahead[1].startswith('"') and ahead[1][1:].isspace() and quotes.closes(ahead[0]):
            # A straight quotation mark between two spaces closes what one before it opened.
            end = ahead[0] + 1
            closing += '"'
            ahead = _next(line, end)
        if ahead[0] >= length:
            return
        yield Mark(found.start(), found.end(1), end, marks, closing, *ahead)


def _next(line: str, end: int) -> tuple[int, str, str, str]:
    """Where what follows begins, what opens there, a dash, and the first word."""
    ahead = _NEXT.match(line, end)
    if ahead is None:
        return len(line), "", "", ""
    _, opening, dash, more, word = ahead.groups()
    return ahead.start(1), opening + more, dash, word or ""


class _Quotes:
    """Counts the straight quotation marks of a line, from left to right and each once."""

    def __init__(self, line: str) -> None:
        self._line = line
        self._counted = self._quotes = 0

    def closes(self, place: int) -> bool:
        """Whether a quotation mark at `place` closes one before it; places must not go down."""
        self._quotes += self._line.count('"', self._counted, place)
        self._counted = place
        return self._quotes % 2 == 1


def with_smileys(line: str, end: int) -> int:
    """Where a sentence ends that a smiley or emoji follows: after it."""
    found = _SMILEY.match(line, end)
    return found.end() if found else end


def after_space(line: str, place: int) -> int:
    """The first place from `place` on that is not white space."""
    found = _SPACE.match(line, place)
    return found.end() if found else place


def is_cjk(character: str) -> bool:
    """Whether a character is Han, kana or full width, whose scripts put no space between words."""
    return (
        "\u2e80" <= character <= "\ua4cf"
        or "\uf900" <= character <= "\ufaff"
        or ("\uff00" <= character <= "\uffef" or "\U00020000" <= character <= "\U0003ffff")
    )


def _may_be_glued(line: str, end: int, marks: str, closing: str) -> bool:
    """Whether a sentence may end where no white space follows."""
    following, last = line[end], marks[-1]
    if last in STRONG:
        return not (last == "．" and following.isdigit())
    if last in "!?" and (is_cjk(following) or is_cjk(line[end - len(closing) - len(marks) - 1])):
        return True
    if closing:
        return closing[-1] in "”»" and following.isupper()
    before = line[max(0, end - len(marks) - _SLIP) : end - len(marks)]
    slip = len(before) == _SLIP and before.isalpha() and before.islower()
    return slip and marks in {".", "?", "!"} and line[end : end + 2].istitle()
