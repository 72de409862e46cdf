"""A question with a few answers, each of them one key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from annotator.tui.glyphs import UNICODE, Glyphs
from annotator.tui.screens.panel import Panel
from annotator.tui.widgets.sheet import Sheet, clickable, keys_line, prose

_PAGE = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer."""

    id: str
    """What is given back."""
    key: str
    """The key that chooses it, one character; empty for none."""
    text: str
    """A sentence, or a word."""


class Choose(Panel[str | None]):
    """Asks a question: gives back the id of the answer, `None` on Esc where that is allowed."""

    DEFAULT_CSS = "Choose #detail { margin-bottom: 1; }"

    def __init__(
        self,
        question: str,
        choices: Sequence[Choice],
        *,
        detail: str = "",
        may_leave: bool = True,
        at: int = 0,
        glyphs: Glyphs = UNICODE,
    ) -> None:
        """Asks.

        Args:
            question: what is asked, in a sentence.
            choices: the answers, at least one.
            detail: what one should know to answer; its line ends are kept.
            may_leave: whether Esc leaves without an answer.
            at: the index of the answer that Enter gives.
            glyphs: the signs to draw with.
        """
        super().__init__()
        self._question = question
        self._choices = tuple(choices)
        self._detail = detail
        self.may_leave = may_leave
        """Whether it may be left without an answer."""
        self._glyphs = glyphs
        self._current = at

    def compose(self) -> ComposeResult:
        """The question, the answers, and the keys."""
        with Vertical(id="box"):
            yield Sheet(lambda width: prose(self._question, width), id="title")
            with VerticalScroll(id="body", can_focus=False):
                if self._detail:
                    yield Sheet(lambda width: prose(self._detail, width), id="detail")
                yield Sheet(self._draw, id="choices")
            yield Sheet(keys_line(self._keys()), id="keys")

    def on_resize(self) -> None:
        """Leave room for the question and the keys."""
        self.call_after_refresh(self._make_room)

    def on_key(self, event: events.Key) -> None:
        """Answer, or move to another answer."""
        event.stop()
        event.prevent_default()
        by_key = {choice.key: choice.id for choice in self._choices if choice.key}
        steps = {
            "down": 1,
            "up": -1,
            "tab": 1,
            "shift+tab": -1,
            "pagedown": _PAGE,
            "pageup": -_PAGE,
        }
        if event.character is not None and event.character in by_key:
            self.dismiss(by_key[event.character])
        elif event.key == "enter":
            self.dismiss(self._choices[self._current].id)
        elif event.key == "escape" and self.may_leave:
            self.dismiss(None)
        elif event.key in steps:
            self._move(self._current + steps[event.key])
        elif event.key == "home":
            self._move(0)
        elif event.key == "end":
            self._move(len(self._choices) - 1)

    def on_sheet_picked(self, event: Sheet.Picked) -> None:
        """Take the answer that was clicked."""
        event.stop()
        self.dismiss(event.value)

    def _move(self, index: int) -> None:
        self._current = max(0, min(index, len(self._choices) - 1))
        self.query_one("#choices", Sheet).redraw()
        self.call_after_refresh(self._show_current)

    def _show_current(self) -> None:
        sheet = self.query_one("#choices", Sheet)
        rows = [self._rows(choice, i, sheet.size.width) for i, choice in enumerate(self._choices)]
        first = list(accumulate((len(row) for row in rows), initial=0))[self._current]
        sheet.show_line(first, len(rows[self._current]))

    def _make_room(self) -> None:
        self.fit_body()
        self.call_after_refresh(self._show_current)

    def _draw(self, width: int) -> list[Content]:
        return [
            row
            for index, choice in enumerate(self._choices)
            for row in self._rows(choice, index, width)
        ]

    def _rows(self, choice: Choice, index: int, width: int) -> list[Content]:
        """One answer: pointer, key and words; lines after the first are indented."""
        current = index == self._current
        pointer = self._glyphs.pointer if current else " "
        key = choice.key or " "
        head = Content.assemble((f"{pointer} ", "bold"), (key, "bold $text-accent"), "  ")
        indent = Content(" " * head.cell_length)
        wrapped = prose(choice.text, width - head.cell_length, "bold" if current else "")
        return [
            clickable(Content.assemble(head if n == 0 else indent, line), choice.id)
            for n, line in enumerate(wrapped)
        ]

    def _keys(self) -> list[tuple[str, str]]:
        keys = [("a letter", "chooses")] if any(c.key for c in self._choices) else []
        keys += [("↑ ↓", "move"), ("Enter", "takes the one marked")]
        return [*keys, ("Esc", "leave")] if self.may_leave else keys
