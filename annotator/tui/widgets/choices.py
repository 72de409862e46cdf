"""A row of choices in one line: the arrows choose, space puts in or leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from textual.content import Content
from textual.geometry import Offset
from textual.message import Message

from annotator.tui.cells import visible
from annotator.tui.glyphs import Glyphs
from annotator.tui.widgets.sheet import Sheet, clickable, words

_STEPS = {"right": 1, "left": -1}
_GAP = 1


@dataclass(frozen=True, slots=True)
class Shown:
    """A choice as it is drawn."""

    value: str
    text: str
    chosen: bool


class Choices(Sheet):
    """One choice in brackets, or boxes to tick; in words where the keys are elsewhere.

    It never has the focus: whoever it stands in has the keys, and hands them on. So keys that are
    typed faster than the focus moves reach the row that they are meant for.
    """

    @dataclass
    class Clicked(Message):
        """Someone clicked a choice, or the row, whose value is empty."""

        field: str
        value: str

    def __init__(self, name: str, glyphs: Glyphs) -> None:
        """Makes an empty row.

        Args:
            name: of the field.
            glyphs: the signs to draw with.
        """
        super().__init__(self._line, id=f"field-{name}")
        self.field = name
        self._glyphs = glyphs
        self._choices: Sequence[Shown] = ()
        self._several = False
        self._told = ""
        self._is_at_hand = False
        self._at = 0

    @property
    def current(self) -> str:
        """The value that the keys are at; empty where there is none."""
        return self._choices[self._at].value if self._choices else ""

    def show(self, choices: Sequence[Shown], told: str, *, several: bool) -> None:
        """Shows these choices.

        Args:
            choices: in their order.
            told: what is chosen, in words.
            several: whether any of them may be chosen, each with a box.
        """
        here = self.current
        if (self._choices, self._told, self._several) == (choices, told, several):
            return
        self._choices, self._told, self._several = choices, told, several
        values = [one.value for one in choices]
        chosen = (number for number, one in enumerate(choices) if one.chosen)
        kept = values.index(here) if here in values else 0
        self._at = kept if several else next(chosen, 0)
        self.refresh()

    def be_at_hand(self, is_at_hand: bool) -> None:  # noqa: FBT001 - it is the whole question
        """Shows all choices while the keys are here, else in words what is chosen."""
        if is_at_hand != self._is_at_hand:
            self._is_at_hand = is_at_hand
            self.refresh()

    def takes(self, key: str) -> bool:
        """Whether a key does anything here."""
        return bool(self._choices) and (key in _STEPS or key == "space")

    def press(self, key: str) -> str | None:
        """What a key of those chooses, or puts in or leaves out; None where it only moves."""
        step = _STEPS.get(key, 0)
        if self._several and not step:
            return self.current
        there = (self._at + (step or 1)) % len(self._choices)
        if not self._several:
            return self._choices[there].value
        self._at = there
        self.refresh()
        return None

    def on_sheet_picked(self, event: Sheet.Picked) -> None:
        """Go to what was clicked, and say so."""
        event.stop()
        values = [one.value for one in self._choices]
        if event.value in values:
            self._at = values.index(event.value)
        self.post_message(self.Clicked(self.field, event.value))

    def point(self) -> None:
        """Bring the terminal's cursor to the choice at hand."""
        if self._choices:
            first, starts = self._window(self.content_size.width)
            column = starts[self._at - first] + 1
            self.app.cursor_position = self.content_region.offset + Offset(column, 0)

    # ── drawing ──────────────────────────────────────────────────────────────────────────────

    def _line(self, width: int) -> list[Content]:
        if not self._is_at_hand:
            told = words(self._told)
            if told.cell_length > width:
                told = Content.assemble(told.truncate(max(0, width - 1)), self._glyphs.more)
            return [clickable(told, "")]
        first, starts = self._window(width)
        last = first + len(starts) - 1
        more = words(f"{self._glyphs.more} ")
        parts = [more] if first else []
        for number in range(first, last + 1):
            one = self._choices[number]
            style = "bold reverse" if number == self._at else "bold" if one.chosen else ""
            parts += [clickable(words(self._cell(one), style), one.value), Content(" " * _GAP)]
        if last < len(self._choices) - 1:
            parts.append(words(self._glyphs.more))
        return [Content.assemble(*parts)]

    def _cell(self, one: Shown) -> str:
        text = visible(one.text)
        if self._several:
            return f"[{'x' if one.chosen else ' '}] {text}"
        return f"[{text}]" if one.chosen else f" {text} "

    def _window(self, width: int) -> tuple[int, list[int]]:
        """The first choice that is seen, and the columns at which those seen begin."""
        cells = [Content(self._cell(one)).cell_length + _GAP for one in self._choices]
        if sum(cells) - _GAP <= width:
            return 0, list(accumulate(cells[:-1], initial=0))
        first = last = self._at
        signs = 2 + 1  # at either end, where there is more
        room = width - signs - cells[self._at]
        while True:
            before = first > 0 and cells[first - 1] <= room
            after = last + 1 < len(cells) and cells[last + 1] <= room
            if before and (not after or self._at - first < last - self._at):
                first -= 1
                room -= cells[first]
            elif after:
                last += 1
                room -= cells[last]
            else:
                break
        return first, list(accumulate(cells[first:last], initial=2 if first else 0))
