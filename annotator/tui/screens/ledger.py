"""The ledger: who articles rest on, source by source; Enter goes to a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events

from annotator.domain.sourcing.entries import Entry, Mention
from annotator.flows.sourcing.outline import NOTES, Line, Note, Outline
from annotator.tui.cells import visible
from annotator.tui.glyphs import UNICODE, Glyphs
from annotator.tui.screens.gathering import GatheringScreen, Going, Scope, cannot_be_read
from annotator.tui.widgets.bars import Part
from annotator.tui.widgets.line import fit
from annotator.tui.widgets.rows import RowList

_ID = 8
_TITLE = 24
"""Cells for the article's title before a sentence's id, where there are several articles."""

_NOTED: dict[Note, str] = {
    "alone": "on one source alone",
    "twice": "counted twice",
    "several names": "by several names",
    "asked": "asked for comment",
    "proposed": "proposed by the program",
}


class Hand(NamedTuple):
    """What may be changed from the ledger: one's own marks; each answers with what it did."""

    join: Callable[[Entry, Entry], str]
    confirm: Callable[[Sequence[Mention]], str]


class SourceList(RowList):
    """A line for each source, and below it one for each sentence that rests on it."""

    lines: Sequence[Line] = ()
    several = False
    """Whether they are of several articles."""

    def row(self, index: int, width: int, *, current: bool) -> list[Segment]:
        """One line."""
        line, more = self.lines[index], self.glyphs.more
        if line.place is None:
            name = visible(f"{line.entry.name} ")
            look = "accent" if line.entry.is_anonymous else ""
            strong = self.style(look, current=current) + Style(bold=True)
            head = fit(name, min(cell_len(name), max(8, width // 2)), more)
            rest = fit(visible(f" {line.said}"), max(0, width - cell_len(head)), more)
            return [Segment(head, strong), Segment(rest, self.style("muted", current=current))]
        where = f"  {visible(line.sentence)} "
        id_ = fit(where, _ID, more)
        if self.several:
            id_ = fit(f"  {visible(line.place.title)}", _TITLE, more) + id_
        said = visible(line.said)
        said = fit(said, min(cell_len(said), max(16, (width - len(id_)) * 3 // 5)), more)
        said += "  " if said else ""
        room = max(0, width - cell_len(id_) - cell_len(said))
        text = " ".join(line.place.text.split())
        proposed = "proposed" in line.place.notes
        return [
            Segment(id_, self.style("muted", current=current)),
            Segment(said, self.style("accent", current=current)),
            Segment(
                fit(visible(text), room, more),
                self.style("muted" if proposed else "", current=current),
            ),
        ]


class LedgerScreen(GatheringScreen[Outline]):
    """Who an article rests on, or many do."""

    def __init__(
        self,
        scopes: Sequence[Scope[Outline]],
        *,
        here: str = "",
        hand: Hand | None = None,
        close: str = "W",
        glyphs: Glyphs = UNICODE,
    ) -> None:
        """Reads once it is open.

        Args:
            scopes: what it can be of, the first shown first.
            here: the current sentence; the list opens at it.
            hand: what may be changed from here; None for nothing.
            close: the key that opened it closes it, too.
            glyphs: the signs to draw with.
        """
        self._list = SourceList(glyphs=glyphs, id="ledger")
        super().__init__(scopes, self._list, close=close)
        self._here = here
        self._hand = hand
        self._only: Note | None = None
        self._joining: Entry | None = None

    # ── what is drawn ────────────────────────────────────────────────────────────────────────

    def show_first(self) -> None:
        """Opens at the current sentence, if a source of it is listed."""
        lines = self._outline.lines
        found = (n for n, line in enumerate(lines) if line.place and line.sentence == self._here)
        self._show(next(found, 0))

    def show_again(self) -> None:
        """Stays at the line of the same number, which is the same one most of the time."""
        self._show(self._list.current)

    @property
    def _outline(self) -> Outline:
        return self.found or Outline()

    def _show(self, current: int) -> None:
        self._list.several = self._outline.articles > 1
        self._list.lines = self._outline.only(self._only)
        nothing = "No sentence has a source yet: in an article, s gives the current one a source."
        instead = " ".join((*self._outline.problems, nothing))
        self._list.show_rows(len(self._list.lines), current, instead)

    def figures(self) -> list[Part]:
        """How many sources there are, and what is special about how many places."""
        if self._joining is not None:
            words = f"“{self._joining.name}” is the same source as: choose it, Enter"
            return [Part(words, "strong")]
        outline = self._outline
        counted = "1 source" if outline.sources == 1 else f"{outline.sources:,} sources"
        if outline.articles > 1:
            counted += f" of {outline.articles:,} articles"
        parts = [Part(counted, "strong"), *cannot_be_read(outline.problems)]
        for note in NOTES:
            if count := outline.counts.get(note, 0):
                look = "strong" if note == self._only else "muted"
                parts.append(Part(f" · {count:,} {_NOTED[note]}", look))
        return parts

    def keys(self) -> list[tuple[str, str]]:
        """What the keys do, where two sources are joined too."""
        if self._joining is not None:
            return [("Enter", "it is that one"), ("Esc", "it is not")]
        keys = [("Enter", "go there"), ("Tab", "filter")]
        keys += [("=", "join …"), ("y", "confirm")] if self._hand else []
        keys += [("a", "one article, or all")] if len(self.scopes) > 1 else []
        return [*keys, ("Esc", "leave")]

    # ── keys ─────────────────────────────────────────────────────────────────────────────────

    def enter(self) -> None:
        """Goes to the sentence; while two sources are joined, chooses the other one."""
        line = self._current()
        if line is None:
            return
        if self._joining is None:
            self.dismiss(Going(line.article, line.sentence))
            return
        entry = self._joining
        self._join_with(None)
        if self._hand is not None:
            self._did(self._hand.join(entry, line.entry))

    def escape(self) -> None:
        """Leaves, or leaves two sources as they are."""
        if self._joining is not None:
            self._join_with(None)
        else:
            super().escape()

    def other_key(self, event: events.Key) -> None:
        """Shows only some of the places, joins, or confirms."""
        if self._joining is not None:
            return
        line = self._current()
        if event.key in {"tab", "shift+tab"}:
            self._next_note(1 if event.key == "tab" else -1)
        elif self._hand is not None and line is not None and event.character == "=":
            self._join_with(line.entry)
        elif self._hand is not None and line is not None and event.character == "y":
            mentions = (line.place.mention,) if line.place else line.entry.mentions
            self._did(self._hand.confirm(mentions))

    def forget(self) -> None:
        """Begins anew, for another scope."""
        self._only, self._joining = None, None
        self._list.lines = ()
        self.show_keys()

    def _current(self) -> Line | None:
        lines = self._list.lines
        return lines[self._list.current] if self._list.current < len(lines) else None

    def _join_with(self, entry: Entry | None) -> None:
        self._joining = entry
        self.told = ""
        self.show_title()
        self.show_keys()

    def _did(self, said: str) -> None:
        """Says what was done, and reads again."""
        self.told = said
        self.show_title()
        self.read()

    def _next_note(self, step: int) -> None:
        line = self._current()
        counts = self._outline.counts
        there: list[Note | None] = [None, *(note for note in NOTES if counts.get(note))]
        at = there.index(self._only) if self._only in there else 0
        self._only, self.told = there[(at + step) % len(there)], ""
        lines = self._outline.only(self._only)
        self._show(lines.index(line) if line in lines else 0)
        self.show_title()
