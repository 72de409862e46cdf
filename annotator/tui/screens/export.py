"""The export screen: what goes out is chosen, what that makes is counted, and then written.

Counting and writing run on threads of their own; what was asked before in the meantime is
dropped by its number.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from annotator.errors import AnnotatorError, TargetExistsError
from annotator.flows.desk import Desk
from annotator.flows.export_command import Here, usual_target, whole_command
from annotator.flows.exporting import Export, is_installed
from annotator.tui.glyphs import ASCII, Glyphs
from annotator.tui.screens.export_form import (
    NAMES,
    Field,
    Form,
    about_format,
    chosen,
    counts_alike,
    fields,
    options,
)
from annotator.tui.screens.export_words import (
    census_blocks,
    how_far,
    in_fields,
    in_short,
    keys_for,
    trouble_blocks,
    what_was_written,
)
from annotator.tui.screens.export_work import Counted, Looked, Went, Work, Written, foreseen
from annotator.tui.screens.overlay import Overlay
from annotator.tui.widgets.bars import Bar, Part
from annotator.tui.widgets.choices import Choices, Shown
from annotator.tui.widgets.fields import LineField
from annotator.tui.widgets.reading import Reading
from annotator.tui.widgets.sheet import Sheet, clickable, excerpt, keys_line, prose, words

_TYPED = ("splits", "target")
_LEAST_COUNTS = 5
"""Lines of the counts that are seen however low the screen is."""
_LEAST_FIELDS = 3
_COMMAND = 3
"""Lines of the command, at most."""


class ExportScreen(Overlay[None]):
    """Chooses a dataset, counts it, and writes it where Enter says so."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    DEFAULT_CSS = """
    ExportScreen {
        background: $surface;
        & #fields {
            height: auto; background: $surface;
            scrollbar-size-vertical: 1; scrollbar-gutter: auto;
        }
        & .row { height: 1; padding: 0 1; }
        & .label { width: 11; }
        & #means { height: 2; padding: 0 1; color: $foreground 75%; }
        & #counts { height: 1fr; }
        & #command { padding: 0 1; color: $text-accent; }
        & #notice { padding: 0 1; color: $text-warning; text-style: bold; display: none; }
        & #notice.shown { display: block; }
        & #notice.good { color: $text-success; }
        & #keys { padding: 0 1; color: $foreground 75%; }
    }
    """

    def __init__(self, desk: Desk, glyphs: Glyphs) -> None:
        """Counts what goes out as usual once it is open.

        Args:
            desk: the project, and who asks.
            glyphs: the signs in use.
        """
        super().__init__()
        self._desk = desk
        self._glyphs = glyphs
        self._form = Form()
        self._here = Here()
        self._fields: dict[str, Field] = {}
        self._work = Work(desk, self.post_message)
        self._found: Export | AnnotatorError | None = None
        """Of the choices of now; None while it is counted."""
        self._before = NAMES[0]
        """The field that had the keys before it was written."""
        self._may_replace = False
        """Whether it has been said that the target is there."""

    @property
    def may_leave(self) -> bool:
        """Whether it can be left: not while it is written, which Esc stops first."""
        return not self._work.is_writing

    # ── what stands where ────────────────────────────────────────────────────────────────────

    def compose(self) -> ComposeResult:
        """The fields, what they mean, the counts, the command, the keys."""
        yield Bar(id="export-title")
        with VerticalScroll(id="fields", can_focus=False):
            for name in NAMES:
                with Horizontal(classes="row", id=f"row-{name}"):
                    yield Sheet(self._label(name), classes="label")
                    yield self._widget_for(name)
        yield Sheet(self._means, id="means")
        yield Bar(id="summary", rule="-" if self._glyphs is ASCII else "─")
        counts = Reading(id="counts")
        counts.can_focus = False
        yield counts
        yield Sheet(self._draw_command, id="command")
        yield Sheet(lambda _: (), id="notice")
        yield Sheet(self._draw_keys, id="keys")

    def _widget_for(self, name: str) -> Widget:
        if name not in _TYPED:
            return Choices(name, self._glyphs)
        return LineField(self._form.splits if name == "splits" else "", id=f"field-{name}")

    def on_mount(self) -> None:
        """Shows the form, and reads what it depends on."""
        self._show()
        self._field("format").focus()
        self._work.look()

    def on_unmount(self) -> None:
        """Ends what still goes on."""
        self._work.end()

    def on_resize(self) -> None:
        """Gives the fields and the counts their lines."""
        self.call_after_refresh(self._make_room)

    # ── keys and clicks ──────────────────────────────────────────────────────────────────────

    def on_key(self, event: events.Key) -> None:
        """Moves between the fields, scrolls the counts, writes or leaves."""
        does: dict[str, Callable[[], object]] = {
            "escape": self._leave,
            "enter": self._write,
            "down": partial(self._go, 1),
            "up": partial(self._go, -1),
            "tab": partial(self._go, 1),
            "shift+tab": partial(self._go, -1),
            "pagedown": partial(self._counts.follow, "pagedown"),
            "pageup": partial(self._counts.follow, "pageup"),
        }
        act = does.get(event.key)
        if event.character == "q" and not isinstance(self.focused, Input):
            act = self._leave
        if act is not None:
            event.stop()
            event.prevent_default()
            if self.may_leave or event.key == "escape":
                act()

    @on(Choices.Chosen)
    def _chosen(self, event: Choices.Chosen) -> None:
        event.stop()
        self._become(chosen(self._form, event.field, event.value))

    @on(Choices.Looked)
    def _looked_at(self, event: Choices.Looked) -> None:
        event.stop()
        self.query_one("#means", Sheet).redraw()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        name = (event.input.id or "").removeprefix("field-")
        self._become(chosen(self._form, name, event.value))

    def on_sheet_picked(self, event: Sheet.Picked) -> None:
        """Goes to the field whose name was clicked."""
        event.stop()
        if event.value in self._fields:
            self._field(event.value).focus()

    def on_descendant_focus(self) -> None:
        """Points at the field that has the keys."""
        self._redraw()

    def _go(self, step: int) -> None:
        there = list(self._fields)
        at = there.index(self._at) + step
        if 0 <= at < len(there):
            self._field(there[at]).focus()

    def _leave(self) -> None:
        if self.may_leave:
            self.dismiss(None)
        else:
            self._work.stop()
            self._show_summary(f"Stopping {self._glyphs.more}")

    # ── what is chosen ───────────────────────────────────────────────────────────────────────

    @property
    def _at(self) -> str:
        """The field that has the keys."""
        name = ((self.focused.id if self.focused else "") or "").removeprefix("field-")
        return name if name in self._fields else next(iter(self._fields))

    @property
    def _counts(self) -> Reading:
        return self.query_one("#counts", Reading)

    def _field(self, name: str) -> Widget:
        return self.query_one(f"#field-{name}")

    def _become(self, form: Form) -> None:
        """Takes over what was chosen; what it changes is counted anew."""
        if form == self._form:
            return
        before, self._form = self._form, form
        self._may_replace = False
        self._notice("")
        self._show()
        if not counts_alike(before, form):
            self._count_anew()

    def _target(self) -> str:
        """Where it goes, as one would type it."""
        if self._form.target is None:
            return usual_target(self._here, self._form.writer, self._form.labels)
        with contextlib.suppress(RuntimeError):  # nobody's home is known
            return str(Path(self._form.target).expanduser())
        return self._form.target

    # ── counting and writing ─────────────────────────────────────────────────────────────────

    @on(Looked)
    def _looked(self, event: Looked) -> None:
        if isinstance(event.found, Here) and self.can_draw:
            self._here = event.found
            self._show()
        self._count_anew()

    def _count_anew(self) -> None:
        if self.can_draw:
            self._found = None
            self._show_summary(f"Counting {self._glyphs.more}")
            self._work.count(self._form)

    @on(Went)
    def _went(self, event: Went) -> None:
        if self._work.is_of_now(event.number) and self.can_draw:
            doing = "Writing" if self._work.is_writing else "Counting"
            self._show_summary(f"{doing} {how_far(event.share, self._glyphs)} {event.what}")

    @on(Counted)
    def _counted(self, event: Counted) -> None:
        if self._work.counted(event):
            self._found = foreseen(event.found)
            self._show_found()
        else:
            self._count_anew()

    def _show_found(self) -> None:
        found = self._found
        if not self.can_draw:
            return
        if isinstance(found, AnnotatorError):
            self._show_summary("There is nothing to write", "bad")
            self._counts.show(trouble_blocks(found))
        elif found is not None:
            short, care = in_short(found.about())
            self._show_summary(short, "strong", care)
            self._counts.show(list(census_blocks(found, self._glyphs)))

    def _write(self) -> None:
        """Writes it, once its counts are there."""
        if self._found is None:
            self._notice("It is counted first; once the counts are there, Enter writes.")
        elif isinstance(self._found, AnnotatorError):
            self._notice("There is nothing to write. Above it says why.")
        elif not is_installed(self._form.writer):
            self._notice(about_format(self._form.writer))
        elif self._target() == "-":
            self._notice("“-” is no file here: name one.")
        else:
            self._notice("")
            self._show_summary(f"Writing {self._glyphs.more}")
            self._before = self._at
            self._work.write(self._form, self._target(), force=self._may_replace)
            self.query_one("#fields").disabled = True
            self._redraw()

    @on(Written)
    def _written(self, event: Written) -> None:
        self._work.written()
        found = foreseen(event.found)
        if not self.can_draw:
            return
        self.query_one("#fields").disabled = False
        self._field(self._before).focus()
        self._may_replace = isinstance(found, TargetExistsError)
        if isinstance(found, TargetExistsError):
            there = f"{found.target} is there already: Enter once more writes over it."
            self._notice(there)
        elif isinstance(found, AnnotatorError):
            self._notice(in_fields(str(found)))
        else:
            self._found = found
            self._notice(what_was_written(found, event.target), "good")
        self._show_found()
        self._redraw()

    # ── drawing ──────────────────────────────────────────────────────────────────────────────

    def _show(self) -> None:
        """Shows the form as it is now."""
        self._fields = fields(self._form, self._here.people)
        about = f" · {self._here.project}" if self._here.project else ""
        self.query_one("#export-title", Bar).show(
            [Part("Export", "strong"), Part(about)],
            [Part("Enter writes, nothing before  ", "muted"), Part(self._desk.annotator)],
        )
        for name in NAMES:
            self.query_one(f"#row-{name}").display = name in self._fields
        for widget in self.query(Choices):
            field = self._fields.get(widget.field)
            if field is not None:
                shown = tuple(Shown(c.value, c.shown, c.chosen) for c in field.choices)
                widget.show(shown, field.told(), several=field.takes == "any")
        target = self.query_one("#field-target", LineField)
        if self._form.target is None and not (target.has_focus and target.value == ""):
            with target.prevent(Input.Changed):
                target.value = self._target()
            target.cursor_position = len(target.value)
        self._redraw()

    def _redraw(self) -> None:
        if self.can_draw:
            for sheet in self.query(Sheet):
                if not isinstance(sheet, Choices):
                    sheet.redraw()
            self.call_after_refresh(self._make_room)

    def _make_room(self) -> None:
        """Gives the fields what the counts can do without, and keeps the one at hand in view."""
        others = [part for part in self.children if part.id not in {"fields", "counts"}]
        used = sum(part.outer_size.height for part in others if part.display)
        left = self.size.height - used - _LEAST_COUNTS
        self.query_one("#fields").styles.max_height = max(_LEAST_FIELDS, left)
        if self.focused is not None:
            self.focused.scroll_visible(animate=False)
        if isinstance(self.focused, Choices):
            self.focused.point()

    def _show_summary(self, text: str, look: str = "muted", care: str = "") -> None:
        right = [Part(f" {care} ", "bad")] if care else []
        self.query_one("#summary", Bar).show([Part(f" {text} ", look)], right)

    def _notice(self, text: str, look: str = "") -> None:
        sheet = self.query_one("#notice", Sheet)
        sheet.set_class(bool(text), "shown")
        sheet.set_class(look == "good", "good")
        sheet.redraw(lambda width: prose(text, width))
        self.call_after_refresh(self._make_room)

    def _label(self, name: str) -> Callable[[int], list[Content]]:
        def draw(_: int) -> list[Content]:
            is_here = bool(self._fields) and self._at == name
            head = f"{self._glyphs.pointer} " if is_here else "  "
            style = "bold" if is_here else "$foreground 75%"
            return [clickable(words(f"{head}{name}", style), name)]

        return draw

    def _means(self, width: int) -> list[Content]:
        widget = self._field(self._at)
        value = widget.current if isinstance(widget, Choices) else ""
        return excerpt(self._fields[self._at].about(value), width, 2, self._glyphs.more)

    def _draw_command(self, width: int) -> list[Content]:
        command = whole_command(self._here, self._form.writer, options(self._form), self._target())
        return excerpt(f"$ {command}", width, _COMMAND, self._glyphs.more)

    def _draw_keys(self, width: int) -> list[Content]:
        takes = None if self._work.is_writing else self._fields[self._at].takes
        return list(keys_line(keys_for(takes, self._glyphs))(width))
