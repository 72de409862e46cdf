"""A line or a few lines of text, typed at the bottom while the article stays in view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, TextArea

from annotator.tui.drafts import Draft
from annotator.tui.screens.panel import FROM_BEFORE, Panel
from annotator.tui.widgets.fields import LineField, TextField, typed
from annotator.tui.widgets.sheet import Sheet, excerpt, keys_line, prose

_COMMENTS = 3
"""As many earlier comments leave room for the article on a small screen."""


class Prompt(Panel[str | None]):
    """Asks for text: gives it back on Enter, `None` on Esc.

    The text given back has no white space around it and may be empty, which is how a note is
    taken away. What is half-written is kept as a draft; so is what was entered, until whoever
    opened the screen has saved it and forgets the draft.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("ctrl+s", "save", show=False, priority=True),
        Binding("ctrl+r", "as_saved", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    Prompt { background: $background 35%; }
    Prompt.live { background: transparent; }
    """

    def __init__(
        self,
        label: str,
        text: str = "",
        *,
        lines: Literal["one", "several"] = "one",
        draft: Draft | None = None,
        on_change: Callable[[str], None] | None = None,
        enter: str = "",
        about: str = "",
        thread: Sequence[str] = (),
    ) -> None:
        """Asks.

        Args:
            label: what is asked for, in a few words.
            text: what is saved now.
            lines: whether one line can be typed or several.
            draft: what was half-written at this place before, and is from now on; without it
                nothing half-written is kept.
            on_change: hears of each change of the text, for finding as you type.
            enter: what Enter does, in a word or two; the usual one if empty.
            about: the sentence that it is about, shown above what is typed.
            thread: what was said of it before, oldest first; the latest few are shown.
        """
        super().__init__()
        self._label = label
        self._about = about
        self._thread = tuple(thread)
        self._saved = text
        self._several = lines == "several"
        self._from_before = draft.text if draft is not None and draft.text != text else ""
        self._enter = enter or ("save" if on_change is None else "stay here")
        self._on_change = on_change
        if on_change is not None:
            self.add_class("live")
        self._half_written = draft

    def compose(self) -> ComposeResult:
        """A label, what there is to say, the field, and the keys."""
        text = self._from_before or self._saved
        with Vertical(id="box"):
            yield Sheet(lambda width: prose(self._label, width), id="title")
            if self._about:
                yield Sheet(lambda width: excerpt(self._about, width), id="about")
            if self._thread:
                yield Sheet(self._draw_thread, id="thread")
            yield self.notice_sheet()
            yield TextField(text) if self._several else LineField(text)
            yield Sheet(keys_line(self._keys()), id="keys")

    def on_mount(self) -> None:
        """Put the cursor behind the text that is there."""
        field = self._field
        field.focus()
        if isinstance(field, TextArea):
            field.move_cursor(field.document.end)
        else:
            field.cursor_position = len(field.value)
            if self._on_change is not None:
                field.action_select_all()  # what was looked for last gives way to what is typed
        if self._from_before:
            self.notice(FROM_BEFORE)
        if self._half_written is not None:
            self.keep_draft_each_second(self._half_written)

    def action_save(self) -> None:
        """Close with the text, as Enter does."""
        field = self._field
        self._close_with(field.text if isinstance(field, TextArea) else field.value)

    def action_leave(self) -> None:
        """Close without an answer; the draft stays."""
        self.dismiss(None)

    def action_as_saved(self) -> None:
        """Throw the draft away and show what is saved."""
        if not self._from_before:
            return
        self._from_before = ""
        self.notice("")
        self.query_one("#keys", Sheet).redraw(keys_line(self._keys()))
        field = self._field
        if isinstance(field, TextArea):
            field.load_text(typed(self._saved, several=True))
            field.move_cursor(field.document.end)
        else:
            field.value = typed(self._saved)
            field.cursor_position = len(field.value)

    @on(Input.Submitted)
    @on(TextField.Submitted)
    def submit(self, event: Input.Submitted | TextField.Submitted) -> None:
        """Close with the text; it stays a draft until it is saved."""
        event.stop()
        self._close_with(event.value)

    def _close_with(self, value: str) -> None:
        text = self._given_back(value)
        if self._half_written is not None:
            self._half_written.enter(text)
        self._half_written = None
        self.dismiss(text)

    @on(Input.Changed)
    @on(TextArea.Changed)
    def changed(self, event: Input.Changed | TextArea.Changed) -> None:
        """Keep the draft up with the text."""
        event.stop()
        text = event.value if isinstance(event, Input.Changed) else event.text_area.text
        if self._half_written is not None:
            if text == self._shown(self._saved):
                self._half_written.as_before()
            else:
                self._half_written.text = text
        if self._on_change is not None:
            self._on_change(text)

    @property
    def _field(self) -> LineField | TextField:
        return self.query_one(TextField) if self._several else self.query_one(LineField)

    def _shown(self, text: str) -> str:
        return typed(text, several=self._several)

    def _given_back(self, text: str) -> str:
        """The text as typed; what was not touched keeps the characters that are not shown."""
        return self._saved if text == self._shown(self._saved) else text.strip()

    def _draw_thread(self, width: int) -> list[Content]:
        """The latest comments, each cut where it is long."""
        earlier = len(self._thread) - _COMMENTS
        rows = prose(f"{earlier} earlier", width, "$foreground 75%") if earlier > 0 else []
        for text in self._thread[-_COMMENTS:]:
            first, *rest = excerpt(text, width - 2)
            rows.append(Content.assemble(("│ ", "bold $text-accent"), first))
            rows += [Content.assemble(("│ ", "bold $text-accent"), line) for line in rest]
        return rows

    def _keys(self) -> list[tuple[str, str]]:
        keys = [("Enter", self._enter)]
        if self._several:
            keys.append(("Ctrl+J", "new line"))
        keys.append(("Esc", "leave"))
        if self._from_before:
            keys.append(("Ctrl+R", "throw the draft away"))
        return keys
