"""The list of articles: one line each, with a bar for how much is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.segment import Segment

from annotator.domain.overview import ArticleRow
from annotator.tui.cells import visible
from annotator.tui.glyphs import UNICODE, Glyphs
from annotator.tui.widgets.line import fit
from annotator.tui.widgets.rows import GUTTER, RowList

_MORE_THAN_FITS = 400
"""Code points of a title that are looked at; no line is longer."""
_LOOKED_AT = 200
"""Articles by which the room for words is found; a project may have ten thousand."""
_FEW_WORDS = 15
"""Cells of `assigned to you`, for articles that were not looked at."""


class Entry(NamedTuple):
    """An article as the list shows it."""

    title: str
    sentences: int
    """How many are to be judged."""
    seen: int
    """How many of them were."""
    words: str
    """What else there is to say of it."""


class Widths(NamedTuple):
    """Cells of each part of a line; 0 for one that is left out."""

    title: int
    sentences: int
    bar: int
    seen: int
    percent: int
    words: int


def widths(width: int, words: int) -> Widths:
    """The parts of a line; the title takes what the others leave.

    Args:
        width: cells of the line.
        words: cells of the longest words there are to say of an article.
    """
    if width >= 100:  # noqa: PLR2004 - from here on the screens are wide
        rest = Widths(0, 6, 12, 5, 5, min(words, max(28, width * 3 // 8)))
    elif width >= 76:  # noqa: PLR2004 - 80 with room for a scrollbar
        rest = Widths(0, 5, 6, 0, 5, min(words, 20))
    elif width >= 50:  # noqa: PLR2004 - 60 likewise
        rest = Widths(0, 0, 0, 0, 5, min(words, 17))
    else:
        rest = Widths(0, 0, 0, 0, 5, 0)
    gaps = 2 * bool(rest.bar) + 2 * bool(rest.words)
    return rest._replace(title=max(1, width - GUTTER - sum(rest) - gaps - 1))


class ArticleList(RowList):
    """Articles one below the other; it draws what is on the screen and knows no project."""

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(glyphs=glyphs, id=id)
        self.rows: Sequence[ArticleRow] = ()
        self._entry_of: Callable[[ArticleRow], Entry] = lambda row: Entry(row.title, 0, 0, "")
        self._words = 0

    def show(
        self,
        rows: Sequence[ArticleRow],
        entry_of: Callable[[ArticleRow], Entry],
        current: int = 0,
        instead: str = "",
    ) -> None:
        """Shows these rows instead of those before.

        Args:
            rows: in the order to show.
            entry_of: what to show of one; asked for the first few, and for what is drawn.
            current: index of the current one.
            instead: what to say where there are none.
        """
        self.rows = rows
        self._entry_of = entry_of
        looked_at = max((len(entry_of(row).words) for row in rows[:_LOOKED_AT]), default=0)
        self._words = looked_at if len(rows) <= _LOOKED_AT else max(looked_at, _FEW_WORDS)
        self.show_rows(len(rows), current, instead)

    def row(self, index: int, width: int, *, current: bool) -> list[Segment]:
        """What stands on an article's line."""
        entry, glyphs = self._entry_of(self.rows[index]), self.glyphs
        parts = widths(width + GUTTER, self._words)
        plain, muted = self.style(current=current), self.style("muted", current=current)
        title = fit(visible(entry.title[:_MORE_THAN_FITS]), parts.title, glyphs.more)
        segments = [Segment(title, plain)]
        if parts.sentences:
            segments.append(Segment(f"{entry.sentences:>{parts.sentences}}", muted))
        if parts.bar:
            done = _share(entry, parts.bar)
            segments += [
                Segment("  ", plain),
                Segment(glyphs.done * done, self.style("good", current=current)),
                Segment(glyphs.to_do * (parts.bar - done), muted),
            ]
        if parts.seen:
            segments.append(Segment(f"{entry.seen:>{parts.seen}}", plain))
        segments.append(Segment(f"{_share(entry, 100):>{parts.percent - 1}}%", muted))
        if parts.words:
            words = fit(visible(entry.words), parts.words, glyphs.more)
            segments += [
                Segment("  ", plain),
                Segment(words, self.style("accent", current=current)),
            ]
        return segments


def _share(entry: Entry, of: int) -> int:
    """How much of `of` is done: full only when all is, empty only when nothing is."""
    if not entry.seen or not entry.sentences:
        return 0
    if entry.seen >= entry.sentences:
        return of
    return max(1, min(of - 1, round(of * entry.seen / entry.sentences)))
