"""Which line of the screen holds which stretch of an article, at one width."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable
from typing import NamedTuple

from annotator.domain.article import Article, Sentence
from annotator.tui.cells import visible
from annotator.tui.wrap import line_starts


class Lines(NamedTuple):
    """An article wrapped to one width: paragraphs apart, each sentence on lines of its own.

    Lines are numbered from 0, the blank ones between paragraphs included. Flat arrays keep
    10,000 sentences in a few hundred kilobytes, and finding a sentence is one bisection.
    """

    starts: array[int]
    """The first code point of each line that holds text."""
    text_line_of: array[int]
    """For each sentence, which entry of `starts` is its first; at the end, how many there are."""
    line_of: array[int]
    """For each sentence, its first line; at the end, how many there are."""
    ends: array[int]
    """One past the last code point of each sentence."""

    @property
    def total(self) -> int:
        """How many lines there are."""
        return self.line_of[-1]

    def sentence_at(self, line: int) -> int:
        """The index of the sentence on a line, or of the one above a blank line.

        Lines outside the article give the first or the last sentence; there must be one.
        """
        found = bisect_right(self.line_of, line, hi=len(self.ends)) - 1
        return max(0, found)

    def height(self, index: int) -> int:
        """How many lines a sentence takes."""
        return self.text_line_of[index + 1] - self.text_line_of[index]

    def stretch(self, index: int, part: int) -> tuple[int, int] | None:
        """Code points `[start, end)` of a sentence's line number `part`; None past its end."""
        if part >= self.height(index):
            return None
        at = self.text_line_of[index] + part
        last = at + 1 == self.text_line_of[index + 1]
        return self.starts[at], self.ends[index] if last else self.starts[at + 1]


def lay_out(article: Article, width: int, indent_of: Callable[[Sentence], int]) -> Lines:
    """Wrap an article.

    Args:
        article: What to wrap.
        width: Cells in a line of text, at least 1.
        indent_of: Cells that a sentence's first line leaves free.
    """
    text = visible(article.text)
    starts = array("L")
    text_line_of = array("L")
    line_of = array("L")
    line = 0
    paragraph = article.sentences[0].paragraph if article.sentences else 0
    for sentence in article.sentences:
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            line += 1
        cuts = line_starts(text, sentence.start, sentence.end, width, indent_of(sentence))
        text_line_of.append(len(starts))
        line_of.append(line)
        starts.extend(cuts)
        line += len(cuts)
    text_line_of.append(len(starts))
    line_of.append(line)
    return Lines(starts, text_line_of, line_of, array("L", [s.end for s in article.sentences]))


def top_line(
    lines: Lines, index: int, top: int, height: int, *, jump: bool, upwards: bool = False
) -> int:
    """The line to show first so that a sentence can be read with what stands around it.

    While the sentence, the end of the one before it and a line after it are on the screen, the
    text stays where it is: scrolling at every key would cost three times the paint and the
    reader's place. Otherwise, and after a jump, the sentence comes to stand a third of the way
    down; two thirds when moving upwards, so that what is read next is in view.

    Args:
        lines: The article at its width.
        index: The sentence.
        top: The line that is shown first now.
        height: Lines on the screen.
        jump: Whether to place it even if it is in view.
        upwards: Whether the reader came from below.
    """
    first = lines.line_of[index]
    rows = lines.height(index)
    last_start = max(0, lines.total - height)
    before = first - lines.line_of[index - 1] - lines.height(index - 1) + 1 if index else 0
    lead = _lead(before, rows, height)
    after = min(1, max(0, height - rows - lead), lines.total - first - rows)
    in_view = top <= first - lead and first + rows + after <= top + height
    if in_view and not jump:
        return min(top, last_start)
    wanted = height * 2 // 3 - rows if upwards and not jump else height // 3
    above = max(lead, min(wanted, height - rows - after))
    return max(0, min(first - above, last_start))


_LEAST_ROWS = 3
"""Lines of a sentence longer than the screen that are worth more than the end of the last one."""


def _lead(before: int, rows: int, height: int) -> int:
    """How many lines above a sentence stay in view, of those that end the one before it."""
    if rows <= height:
        return min(before, height - rows)
    return before if height >= before + _LEAST_ROWS else 0
