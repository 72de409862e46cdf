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
from textual.content import Content

from annotator.errors import AnnotatorError, TargetExistsError
from annotator.flows.datasets.export_command import Here, usual_target, whole_command
from annotator.flows.datasets.exporting import Export, is_installed
from annotator.flows.desk import Desk
from annotator.tui.glyphs import ASCII, Glyphs
from annotator.tui.screens.export_form import (
    TYPED,
    Field,
    Form,
    about_format,
    chosen,
    counts_alike,
    fields,
    options,
)
from annotator.tui.screens.export_rows import ExportRows
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
from annotator.tui.widgets.reading import Reading
from annotator.tui.widgets.sheet import Sheet, excerpt, keys_line, prose

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
        self.rows = ExportRows(glyphs, self._choose)
        self.form = Form()
        """What is chosen so far."""
        self._here = Here()
        self.fields: dict[str, Field] = {}
        """Those that mean something for that."""
        self._work = Work(desk, self.post_message)
        self._found: Export | AnnotatorError | None = None
        """Of the choices of now; None while it is counted."""
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
        yield self.rows
        yield Sheet(self._means, id="means")
        yield Bar(id="summary", rule="-" if self._glyphs is ASCII else "─")
        counts = Reading(id="counts")
        counts.can_focus = False
        yield counts
        yield Sheet(self._draw_command, id="command")
        yield Sheet(lambda _: (), id="notice")
        yield Sheet(self._draw_keys, id="keys")

    def on_mount(self) -> None:
        """Shows the form, and reads what it depends on."""
        self._show()
        self._work.look()

    def on_unmount(self) -> None:
        """Ends what still goes on."""
        self._work.end()

    def on_resize(self) -> None:
        """Gives the fields and the counts their lines."""
        self.call_after_refresh(self._make_room)

    # ── keys and clicks ──────────────────────────────────────────────────────────────────────

    def on_key(self, event: events.Key) -> None:
        """Moves between the fields, changes them, scrolls the counts, writes or leaves."""
        does: dict[str, Callable[[], object]] = {
            "escape": self._leave,
            "enter": self._write,
            "down": partial(self.rows.go, 1),
            "up": partial(self.rows.go, -1),
            "tab": partial(self.rows.go, 1),
            "shift+tab": partial(self.rows.go, -1),
            "pagedown": partial(self._counts.follow, "pagedown"),
            "pageup": partial(self._counts.follow, "pageup"),
        }
        act = does.get(event.key)
        if act is None and event.character == "q" and self.rows.at not in TYPED:
            act = self._leave
        text = (event.character or "") if event.is_printable else ""
        if not self.may_leave:
            if event.key == "escape":
                self._leave()
        elif act is not None:
            act()
        elif not self.rows.press(event.key, text):
            return
        event.stop()
        event.prevent_default()

    @on(ExportRows.Moved)
    def _moved(self, event: ExportRows.Moved) -> None:
        event.stop()
        self._redraw()

    def _leave(self) -> None:
        if self.may_leave:
            self.dismiss(None)
        else:
            self._work.stop()
            self._show_summary(f"Stopping {self._glyphs.more}")

    # ── what is chosen ───────────────────────────────────────────────────────────────────────

    @property
    def _counts(self) -> Reading:
        return self.query_one("#counts", Reading)

    def _choose(self, field: str, value: str) -> None:
        """Takes over what was chosen; what it changes is counted anew."""
        if field == "target" and self.form.target is None and value == self._target():
            return
        form = chosen(self.form, field, value)
        if form == self.form:
            return
        before, self.form = self.form, form
        self._may_replace = False
        self._notice("")
        self._show()
        if not counts_alike(before, form):
            self._count_anew()

    def _target(self) -> str:
        """Where it goes, as one would type it."""
        if self.form.target is None:
            return usual_target(self._here, self.form.writer, self.form.labels)
        with contextlib.suppress(RuntimeError):  # nobody's home is known
            return str(Path(self.form.target).expanduser())
        return self.form.target

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
            self._work.count(self.form)

    @on(Went)
    def _went(self, event: Went) -> None:
        if self._work.is_of_now(event.number) and self.can_draw:
            doing = "Writing" if self._work.is_writing else "Counting"
            if not self._work.is_writing:
                self._counts.show([])  # they are those of earlier choices
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
        for field, value in self.rows.typed().items():
            self._choose(field, value)
        if self._found is None:
            self._notice("It is counted first; once the counts are there, Enter writes.")
        elif isinstance(self._found, AnnotatorError):
            self._notice("There is nothing to write. Above it says why.")
        elif not is_installed(self.form.writer):
            self._notice(about_format(self.form.writer))
        elif self._target() == "-":
            self._notice("“-” is no file here: name one.")
        else:
            self._notice("")
            self._show_summary(f"Writing {self._glyphs.more}")
            self._work.write(self.form, self._target(), force=self._may_replace)
            self.set_focus(None)
            self.rows.disabled = True
            self._redraw()

    @on(Written)
    def _written(self, event: Written) -> None:
        self._work.written()
        found = foreseen(event.found)
        if not self.can_draw:
            return
        self.rows.disabled = False
        self.rows.go_to(self.rows.at)
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
        self.fields = fields(self.form, self._here.people)
        about = f" · {self._here.project}" if self._here.project else ""
        self.query_one("#export-title", Bar).show(
            [Part("Export", "strong"), Part(about)],
            [Part("Enter writes, nothing before  ", "muted"), Part(self._desk.annotator)],
        )
        self.rows.show(self.fields, None if self.form.target else self._target())
        self._redraw()

    def _redraw(self) -> None:
        if self.can_draw:
            for name in ("means", "command", "keys"):
                self.query_one(f"#{name}", Sheet).redraw()
            self.call_after_refresh(self._make_room)

    def _make_room(self) -> None:
        """Gives the fields what the counts can do without, and keeps the one at hand in view."""
        others = [part for part in self.children if part.id not in {"rows", "counts"}]
        used = sum(part.outer_size.height for part in others if part.display)
        left = self.size.height - used - _LEAST_COUNTS
        self.rows.styles.max_height = max(_LEAST_FIELDS, left)
        self.rows.point()

    def _show_summary(self, text: str, look: str = "muted", care: str = "") -> None:
        right = [Part(f" {care} ", "bad")] if care else []
        self.query_one("#summary", Bar).show([Part(f" {text} ", look)], right)

    def _notice(self, text: str, look: str = "") -> None:
        sheet = self.query_one("#notice", Sheet)
        sheet.set_class(bool(text), "shown")
        sheet.set_class(look == "good", "good")
        sheet.redraw(lambda width: prose(text, width))
        self.call_after_refresh(self._make_room)

    def _means(self, width: int) -> list[Content]:
        return excerpt(self.rows.about(), width, 2, self._glyphs.more)

    def _draw_command(self, width: int) -> list[Content]:
        command = whole_command(self._here, self.form.writer, options(self.form), self._target())
        return excerpt(f"$ {command}", width, _COMMAND, self._glyphs.more)

    def _draw_keys(self, width: int) -> list[Content]:
        takes = None if self._work.is_writing else self.fields[self.rows.at].takes
        return list(keys_line(keys_for(takes, self._glyphs))(width))
