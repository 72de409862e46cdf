"""The fields of the export screen, a line each: which one has the keys, and what they do there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from annotator.tui.glyphs import Glyphs
from annotator.tui.screens.export_form import NAMES, TYPED, USUAL_SPLITS, Field
from annotator.tui.widgets.choices import Choices, Shown
from annotator.tui.widgets.fields import RowField
from annotator.tui.widgets.sheet import Sheet, clickable, words


class ExportRows(VerticalScroll, can_focus=False):
    """The fields; only one that is typed into ever has the focus, else the screen has the keys."""

    DEFAULT_CSS = """
    ExportRows {
        height: auto; background: $surface;
        scrollbar-size-vertical: 1; scrollbar-gutter: auto;
        & .row { height: 1; padding: 0 1; }
        & .label { width: 11; }
    }
    """

    class Moved(Message):
        """The keys are at another field, or at another choice."""

    def __init__(self, glyphs: Glyphs, choose: Callable[[str, str], None]) -> None:
        """Makes empty rows, the first with the keys.

        Args:
            glyphs: the signs in use.
            choose: hears at once which field has which value chosen, typed, or put in or left
                out of several; a message would come after keys that are typed fast.
        """
        super().__init__(id="rows")
        self._glyphs = glyphs
        self._choose = choose
        self._fields: Mapping[str, Field] = {}
        self.at = NAMES[0]
        """The field that has the keys."""

    def compose(self) -> ComposeResult:
        """A label and what can be chosen or typed, for each field that there may be."""
        for name in NAMES:
            with Horizontal(classes="row", id=f"row-{name}"):
                yield Sheet(self._label(name), classes="label")
                if name in TYPED:
                    yield RowField(USUAL_SPLITS if name == "splits" else "", id=f"field-{name}")
                else:
                    yield Choices(name, self._glyphs)

    def show(self, fields: Mapping[str, Field], target: str | None) -> None:
        """Shows these fields.

        Args:
            fields: those that mean something, by name.
            target: the usual one; null where another has been typed.
        """
        self._fields = fields
        for name in NAMES:
            self.query_one(f"#row-{name}").display = name in fields
        for widget in self.query(Choices):
            if field := fields.get(widget.field):
                shown = tuple(Shown(c.value, c.shown, c.chosen) for c in field.choices)
                widget.show(shown, field.told(), several=field.takes == "any")
        line = self.query_one("#field-target", RowField)
        if target is not None and (self.at != "target" or line.value):
            with line.prevent(Input.Changed):
                line.value = target
            line.cursor_position = len(line.value)
        self._mark()

    def about(self) -> str:
        """What the field at hand and its choice mean, in sentences."""
        field = self._here()
        value = field.current if isinstance(field, Choices) else ""
        return self._fields[self.at].about(value)

    def go(self, step: int) -> None:
        """Goes so many fields down; not beyond the first or the last."""
        there = list(self._fields)
        self.go_to(there[max(0, min(there.index(self.at) + step, len(there) - 1))])

    def go_to(self, name: str) -> None:
        """Goes to a field."""
        self.at = name
        field = self._here()
        if isinstance(field, RowField):
            field.enter()
        self.screen.set_focus(field if isinstance(field, RowField) else None)
        self._mark()
        self.post_message(self.Moved())

    def press(self, key: str, text: str) -> bool:
        """Does what a key does in the field at hand; says whether it does anything.

        Args:
            key: its name.
            text: what it types, which is nothing for many.
        """
        field = self._here()
        if isinstance(field, RowField):  # typed while the field was gone to
            field.insert_text_at_cursor(text)
            return bool(text)
        if not isinstance(field, Choices) or not field.takes(key):
            return False
        value = field.press(key)
        if value is None:
            self.post_message(self.Moved())
        else:
            self._choose(self.at, value)
        return True

    def typed(self) -> dict[str, str]:
        """What stands in the fields that are typed, also what nobody has heard of yet."""
        return {name: self.query_one(f"#field-{name}", RowField).value for name in TYPED}

    def point(self) -> None:
        """Brings the field at hand into view, and the terminal's cursor to it."""
        field = self._here()
        field.scroll_visible(animate=False)
        if isinstance(field, Choices):
            self.call_after_refresh(field.point)

    # ── clicks and typing ────────────────────────────────────────────────────────────────────

    @on(Choices.Clicked)
    def _clicked(self, event: Choices.Clicked) -> None:
        event.stop()
        self.go_to(event.field)
        if event.value:
            self._choose(event.field, event.value)

    @on(Sheet.Picked)
    def _picked(self, event: Sheet.Picked) -> None:
        event.stop()
        self.go_to(event.value)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        name = (event.input.id or "").removeprefix("field-")
        self._choose(name, event.value)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Goes to the line that was clicked; one that was only passed has no focus any more."""
        name = (event.widget.id or "").removeprefix("field-")
        if name in TYPED and name != self.at and self.screen.focused is event.widget:
            self.go_to(name)

    # ── drawing ──────────────────────────────────────────────────────────────────────────────

    def _here(self) -> Widget:
        return self.query_one(f"#field-{self.at}")

    def _mark(self) -> None:
        for sheet in self.query(Sheet):
            if isinstance(sheet, Choices):
                sheet.be_at_hand(sheet.field == self.at)
            else:
                sheet.refresh()

    def _label(self, name: str) -> Callable[[int], list[Content]]:
        def draw(_: int) -> list[Content]:
            is_here = self.at == name
            head = f"{self._glyphs.pointer} " if is_here else "  "
            style = "bold" if is_here else "$foreground 75%"
            return [clickable(words(f"{head}{name}", style), name)]

        return draw
