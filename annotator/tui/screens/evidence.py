"""What was found to check a sentence: the article's evidence to use again, or fields to fill."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from annotator.domain.marks import Evidence
from annotator.tui.drafts import Draft
from annotator.tui.glyphs import UNICODE, Glyphs
from annotator.tui.screens.evidence_form import (
    FIELDS,
    Piece,
    evidence_of,
    from_draft,
    piece_of,
    problem,
    to_draft,
)
from annotator.tui.screens.evidence_rows import NUMBERED, own_evidence, to_use_again
from annotator.tui.screens.panel import FROM_BEFORE, Panel
from annotator.tui.widgets.fields import LineField, typed
from annotator.tui.widgets.sheet import Sheet, clickable, digits, excerpt, keys_line, prose, words
from annotator.tui.widgets.stance import Stance

_LABELS = {
    "url": "URL",
    "document": "or document",
    "locator": "place in it",
    "quotation": "quotation",
    "stance": "stance",
    "seen": "seen on",
    "archived": "copy at",
}
_HINTS = {
    "url": "(https://…)",
    "document": "(its title)",
    "locator": "(page, paragraph, minute)",
    "quotation": "(its words)",
    "seen": "(such as 2026-11-22)",
    "archived": "(https://… of an archive)",
}


class EvidenceScreen(Panel[tuple[Evidence, ...] | None]):
    """Gives back the sentence's evidence, `None` where it stays as it is.

    Either a field has the focus, or the lists have the keys: digits, arrows and letters.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("ctrl+s", "save", show=False, priority=True),
        Binding("ctrl+r", "as_saved", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    EvidenceScreen {
        & .row { height: auto; }
        & .label { width: 16; }
    }
    """

    def __init__(
        self,
        text: str,
        *,
        evidence: Sequence[Evidence] = (),
        known: Sequence[Evidence] = (),
        today: str = "",
        draft: Draft | None = None,
        glyphs: Glyphs = UNICODE,
    ) -> None:
        """Opens at the lists if there is anything in them, else at the first field.

        Args:
            text: the sentence's text.
            evidence: its evidence now.
            known: the article's evidence; what the sentence has not got is numbered in this order.
            today: the date that a new piece was seen on, ISO 8601.
            draft: what was half-entered at this place before, and is from now on; it has what
                was entered until whoever opened the screen forgets it. Without it none is kept.
            glyphs: the signs to draw with.
        """
        super().__init__()
        self._text = text
        self._had = tuple(evidence)
        self._known = tuple(piece for piece in known if piece not in self._had)
        self._new = Piece(seen=today)
        self._glyphs = glyphs
        self._pieces = self._saved = tuple(map(piece_of, evidence)) or (self._new,)
        before = from_draft(draft.text) if draft is not None else ()
        self._from_before = bool(before) and before != self._saved
        if self._from_before:
            self._pieces = before
        self._at = 0
        self._half_written = draft

    def compose(self) -> ComposeResult:
        """The lists, the fields, and the keys."""
        with Vertical(id="box"):
            title = "evidence: what you found to check this sentence"
            yield Sheet(lambda width: prose(title, width), id="title")
            with VerticalScroll(id="body", can_focus=False):
                yield Sheet(self._lists, id="lists")
                for name in FIELDS:
                    with Horizontal(classes="row"):
                        yield Sheet(self._label(name), id=f"label-{name}", classes="label")
                        if name == "stance":
                            yield Stance("field-stance")
                        else:
                            yield LineField(placeholder=_HINTS[name], id=f"field-{name}")
            yield self.notice_sheet()
            yield Sheet(self._draw_keys, id="keys")

    def on_mount(self) -> None:
        """Show what there is, with the keys where they are wanted first."""
        self._fill()
        lists = self._saved != (self._new,) or self._known
        if self._from_before:
            self.notice(FROM_BEFORE)
        if self._from_before or not lists:
            self._field("url").focus()
        if self._half_written is not None:
            self.keep_draft_each_second(self._half_written)

    def on_resize(self) -> None:
        """Leave room for the title and the keys."""
        self.call_after_refresh(self._make_room)

    # ── keys and clicks ──────────────────────────────────────────────────────────────────────

    def on_key(self, event: events.Key) -> None:
        """Move between the fields; in the lists, choose, add and delete."""
        here = self._focused_field()
        if here is not None:
            step = {"tab": 1, "down": 1, "shift+tab": -1, "up": -1}.get(event.key)
            if step is not None:
                self._go_to_field(here + step)
            elif event.key == "enter":
                self.action_save()
            else:
                return
        elif not self._key_in_lists(event.key):
            return
        event.stop()
        event.prevent_default()

    def _key_in_lists(self, key: str) -> bool:
        """Do what a key does while no field has the focus; says whether it does anything."""
        does: dict[str, Callable[[], object]] = {
            "tab": lambda: self._go_to_field(0),
            "shift+tab": lambda: self._go_to_field(len(FIELDS) - 1),
            "down": lambda: self._show(self._at + 1),
            "up": lambda: self._show(self._at - 1),
            "a": self._add,
            "backspace": self._delete,
            "delete": self._delete,
            "enter": self.action_save,
        }
        if key.isdigit():
            self._take(int(key))
        elif key in does:
            does[key]()
        else:
            return False
        return True

    def on_sheet_picked(self, event: Sheet.Picked) -> None:
        """Do what a key would do to what was clicked."""
        event.stop()
        what, _, value = event.value.partition(":")
        if what == "known":
            self._take(int(value))
        elif what == "piece":
            self._show(int(value))
        elif what == "field":
            self._field(value).focus()

    def on_descendant_focus(self) -> None:
        """Point at the field that has the focus."""
        self._redraw()

    def on_descendant_blur(self) -> None:
        """Point no longer at the field that had it."""
        self._redraw()

    @on(Input.Changed)
    def field_changed(self, event: Input.Changed) -> None:
        """Take over what is typed."""
        event.stop()
        name = (event.input.id or "").removeprefix("field-")
        if event.value != typed(getattr(self._piece, name)):
            self._become({name: event.value})

    @on(Stance.Changed)
    def stance_changed(self, event: Stance.Changed) -> None:
        """Take over what was chosen."""
        event.stop()
        self._become({"stance": event.stance})

    # ── what the keys do ─────────────────────────────────────────────────────────────────────

    def action_leave(self) -> None:
        """Close without saving; the draft stays."""
        self.dismiss(None)

    def action_as_saved(self) -> None:
        """Throw the draft away and show what is saved."""
        if self._from_before:
            self._from_before = False
            self._pieces, self._at = self._saved, 0
            self.notice("")
            self._keep()
            self._fill()

    def action_save(self) -> None:
        """Close with the evidence, or say what is wrong with it."""
        filled = [(i, piece) for i, piece in enumerate(self._pieces) if not piece.blank]
        for index, piece in filled:
            wrong = problem(piece)
            if wrong is not None:
                self._show(index)
                self._field(wrong[0]).focus()
                self.notice(wrong[1])
                return
        if not filled and not self._had:
            self.notice("Nothing is entered yet: give a URL or a document; Esc leaves.")
            return
        before = (*self._had, *self._known)
        found = tuple(evidence_of(piece, before) for _, piece in filled)
        if self._half_written is not None:
            if found == self._had:
                self._half_written.as_before()
            else:
                self._half_written.enter(to_draft([piece_of(piece) for piece in found]))
        self._half_written = None
        self.dismiss(None if found == self._had else found)

    def _take(self, number: int) -> None:
        """Use a piece of the article's evidence for this sentence too."""
        if not 1 <= number <= min(NUMBERED, len(self._known)):
            self.notice(f"This article has no evidence {number} yet.")
            return
        piece = piece_of(self._known[number - 1])
        if piece in self._pieces:
            self._show(self._pieces.index(piece))
        elif self._piece.blank:
            self._replace_at_hand(piece)
        else:
            self._pieces = (*self._pieces, piece)
            self._show(len(self._pieces) - 1)
        self._keep()

    def _add(self) -> None:
        blank = next((i for i, piece in enumerate(self._pieces) if piece.blank), None)
        if blank is None:
            self._pieces = (*self._pieces, self._new)
            blank = len(self._pieces) - 1
        self._show(blank)
        self._field("url").focus()

    def _delete(self) -> None:
        left = (*self._pieces[: self._at], *self._pieces[self._at + 1 :])
        self._pieces = left or (self._new,)
        self._keep()
        self._show(self._at)

    def _become(self, changed: dict[str, str]) -> None:
        """The piece at hand with fields changed by typing."""
        piece = replace(self._piece, **changed)
        self._pieces = (*self._pieces[: self._at], piece, *self._pieces[self._at + 1 :])
        self._keep()
        self._redraw()

    def _replace_at_hand(self, piece: Piece) -> None:
        self._pieces = (*self._pieces[: self._at], piece, *self._pieces[self._at + 1 :])
        self._fill()

    def _keep(self) -> None:
        """Bring the draft up to what is entered."""
        self.notice("")
        if self._half_written is not None:
            if self._pieces == self._saved:
                self._half_written.as_before()
            else:
                self._half_written.text = to_draft(self._pieces)

    # ── drawing ──────────────────────────────────────────────────────────────────────────────

    @property
    def _piece(self) -> Piece:
        return self._pieces[self._at]

    def _field(self, name: str) -> Widget:
        return self.query_one(f"#field-{name}")

    def _focused_field(self) -> int | None:
        """The number of the field that has the focus, if one has."""
        name = (self.focused.id or "").removeprefix("field-") if self.focused else ""
        return FIELDS.index(name) if name in FIELDS else None

    def _go_to_field(self, number: int) -> None:
        """Focus a field; beyond the first and the last are the lists."""
        if 0 <= number < len(FIELDS):
            self._field(FIELDS[number]).focus()
        else:
            self.set_focus(None)
            self.query_one("#lists", Sheet).show_line(0)

    def _show(self, index: int) -> None:
        self._at = max(0, min(index, len(self._pieces) - 1))
        self._fill()

    def _fill(self) -> None:
        """Put the piece at hand into the fields."""
        for name in FIELDS:
            field, value = self._field(name), getattr(self._piece, name)
            if isinstance(field, LineField):
                with field.prevent(Input.Changed):
                    field.value = typed(value)
                field.cursor_position = len(field.value)
            elif isinstance(field, Stance):
                field.show(value)
        self._redraw()

    def _redraw(self) -> None:
        for sheet in self.query(Sheet):
            if sheet.id and sheet.id.startswith(("lists", "label", "keys")):
                sheet.redraw()
        self.call_after_refresh(self._make_room)

    def _make_room(self) -> None:
        """Give the lists and fields what the other parts leave."""
        self.fit_body()
        if self.focused is not None:
            self.focused.scroll_visible(animate=False)

    def _lists(self, width: int) -> list[Content]:
        """The sentence, its evidence, and the article's with the digits that take it."""
        sentence = excerpt(self._text, width, more=self._glyphs.more)
        own = own_evidence(self._pieces, self._at, width, self._glyphs)
        return [*sentence, Content(""), *own, *to_use_again(self._known, width, self._glyphs)]

    def _label(self, name: str) -> Callable[[int], list[Content]]:
        def draw(_: int) -> list[Content]:
            number = self._focused_field()
            here = number is not None and FIELDS[number] == name
            head = f"{self._glyphs.pointer} " if here else "  "
            style = "bold" if here else "$foreground 75%"
            return [clickable(words(f"{head}{_LABELS[name]}", style), f"field:{name}")]

        return draw

    def _draw_keys(self, width: int) -> Sequence[Content]:
        return keys_line(self._keys())(width)

    def _keys(self) -> list[tuple[str, str]]:
        here = self._focused_field()
        draft = [("Ctrl+R", "throw the draft away")] if self._from_before else []
        half = self._half_written is not None and self._pieces != self._saved
        leave = [("Esc", "leave, keeping a draft" if half else "leave"), *draft]
        if here is not None:
            keys = [("Enter", "save"), ("Tab", "next field"), ("Shift+Tab", "back")]
            if FIELDS[here] == "stance":
                keys.append(("← →", "change"))
            return [*keys, *leave]
        keys = [("Enter", "save"), ("Tab", "fields")]
        if self._known:
            keys.append((digits(len(self._known)), "use again"))
        keys.append(("a", "one more"))
        if len(self._pieces) > 1:
            keys.append(("↑ ↓", "another piece"))
        if not self._piece.blank:
            keys.append(("⌫", "delete"))
        return [*keys, *leave]
