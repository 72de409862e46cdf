"""Fields to type into: whatever is typed, pasted or put in is safe to show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.message import Message
from textual.widgets import Input, TextArea

from annotator.tui.cells import SHOWN_AS

_DROPPED = {code: None for code in SHOWN_AS if chr(code) not in "\t\n"} | {0x09: " "}
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x85]")


def typed(text: str, *, several: bool = False) -> str:
    """The text as somebody could have typed it: no control, escape or bidi characters.

    Args:
        text: What was pasted, or was in a file.
        several: Whether line ends stay; else each becomes a space.
    """
    clean = _LINE_ENDS.sub("\n", text).translate(_DROPPED)
    return clean if several else clean.replace("\n", " ")


class LineField(Input):
    """One line of text."""

    DEFAULT_CSS = """
    LineField, LineField:focus {
        height: 1; width: 1fr; border: none; padding: 0;
        background: $panel; background-tint: $panel 0%;
        text-style: none;
        & > .input--placeholder, & > .input--suggestion {
            color: $foreground 75%; text-style: italic;
        }
    }
    """

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        id: str | None = None,  # noqa: A002 - the name Textual gives it
    ) -> None:
        super().__init__(typed(value), placeholder=placeholder, id=id, select_on_focus=False)
        self.cursor_blink = False

    def _on_paste(self, event: events.Paste) -> None:
        """Put all of it in one line, where Textual would take the first line only."""
        event.stop()
        event.prevent_default()
        self.replace(typed(event.text.strip()), *sorted(self.selection))


class RowField(LineField):
    """A line of text in a form, whose screen moves between the rows.

    A key that leaves it, and what is typed in the same breath, is for the screen.
    """

    _LEAVE: ClassVar = frozenset({"up", "down", "tab", "shift+tab", "enter", "escape"})

    def __init__(self, value: str = "", *, id: str | None = None) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(value, id=id)
        self._is_left = False

    def enter(self) -> None:
        """Take what is typed from now on."""
        self._is_left = False

    async def _on_key(self, event: events.Key) -> None:
        """Hand keys on that are not for it, before Textual takes them for text."""
        self._is_left = self._is_left or event.key in self._LEAVE
        if self._is_left:
            event.prevent_default()


class TextField(TextArea):
    """Several lines of text; Enter submits, Shift+Enter or Ctrl+J begins a new line."""

    DEFAULT_CSS = """
    TextField, TextField:focus {
        height: auto; min-height: 3; max-height: 10; width: 1fr;
        border: none; padding: 0; background: $panel; background-tint: $panel 0%;
        & .text-area--cursor-line { background: $panel; }
    }
    """

    @dataclass
    class Submitted(Message):
        """Enter was pressed."""

        value: str

    def __init__(self, text: str = "") -> None:
        super().__init__(typed(text, several=True), soft_wrap=True, highlight_cursor_line=False)
        self.cursor_blink = False

    async def _on_key(self, event: events.Key) -> None:
        """Take Enter for submitting before the field takes it for a new line."""
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Submitted(self.text))
        elif event.key in {"shift+enter", "ctrl+j", "alt+enter"}:
            event.stop()
            event.prevent_default()
            self.replace("\n", *self.selection, maintain_selection_offset=False)

    async def _on_paste(self, event: events.Paste) -> None:
        """Paste without what a terminal would obey."""
        event.stop()
        event.prevent_default()
        self.replace(
            typed(event.text, several=True), *self.selection, maintain_selection_offset=False
        )
