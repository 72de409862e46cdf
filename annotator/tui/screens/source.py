"""Whom or what a sentence rests on, entered without leaving the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Offset
from textual.suggester import SuggestFromList
from textual.widgets import Input

from annotator.domain.marks import MANNERS, Source
from annotator.tui.glyphs import UNICODE, Glyphs
from annotator.tui.screens import source_form as forms
from annotator.tui.screens.panel import Panel
from annotator.tui.screens.source_form import Form, Part
from annotator.tui.screens.source_rows import draw, in_words, short
from annotator.tui.widgets.fields import LineField, typed
from annotator.tui.widgets.sheet import Sheet, clickable, digits, flow, keys_line, prose, words

Field = Literal["name", "via", "from"]

_PARTS: dict[str, Part] = {
    "k": "kind",
    "r": "role",
    "b": "basis",
    "m": "manner",
    "c": "confidential",
}
_FIELDS: dict[str, Field] = {"tab": "name", "slash": "name", "v": "via", "f": "from"}
_MANNER_KEYS = {manner[0]: manner for manner in MANNERS}
_ASKED: dict[Field, str] = {
    "name": "TYPING THE NAME: → takes the one that is offered",
    "via": "TYPING WHO RELAYS IT",
    "from": "THE SENTENCE IT IS CARRIED FROM: ↑ ↓ choose one, or type its number",
}


class SourceScreen(Panel[tuple[Source, ...] | None]):
    """Gives back the sentence's sources, `None` where they stay as they are."""

    DEFAULT_CSS = """
    SourceScreen {
        & #mode { margin-top: 1; color: $text-accent; text-style: bold; }
        & LineField { display: none; }
        & LineField.shown { display: block; }
        & #keys { margin-top: 0; }
    }
    """

    def __init__(
        self, form: Form, *, sentences: Sequence[str] = (), glyphs: Glyphs = UNICODE
    ) -> None:
        """Opens at the sentence's first source, at a proposed one, or at a blank one.

        Args:
            form: the sentence, its sources, and what else is known and proposed.
            sentences: ids of the article's sentences, for `from`; if empty, any id is taken.
            glyphs: the signs to draw with.
        """
        super().__init__()
        self._form = form
        self._before = self._form
        self._sentences = frozenset(sentences)
        self._glyphs = glyphs
        self._typing: Field | None = None
        self._asking = False
        self._section = "words"

    def compose(self) -> ComposeResult:
        """The form, what the keys do now, and a field that shows when it is typed in."""
        title = f"{self._form.sentence} · who or what it rests on"
        with Vertical(id="box"):
            yield Sheet(lambda width: prose(title, width), id="title")
            with VerticalScroll(id="body", can_focus=False):
                yield Sheet(self._draw, id="form")
            yield self.notice_sheet()
            yield Sheet(self._mode, id="mode")
            yield LineField()
            yield Sheet(self._draw_keys, id="keys")

    def on_mount(self) -> None:
        """Offer the article's sources while a name is typed."""
        names = [typed(source.name) for source in self._form.known]
        self.query_one(LineField).suggester = SuggestFromList(names, case_sensitive=False)

    def on_resize(self) -> None:
        """Leave room for the mode and the keys."""
        self.call_after_refresh(self._make_room)

    # ── keys and clicks ──────────────────────────────────────────────────────────────────────

    def on_key(self, event: events.Key) -> None:
        """Do what the key does in this mode."""
        if event.key == "ctrl+s":
            done = True
            self._save_all()
        elif self._typing is not None:
            done = self._key_while_typing(event.key)
        else:
            event.prevent_default()
            done = True
            if self._asking:
                self._key_while_asked(event.key)
            else:
                self._key_in_form(event)
        if done:
            event.stop()
            event.prevent_default()

    def on_sheet_picked(self, event: Sheet.Picked) -> None:
        """Do what a key would do to what was clicked."""
        event.stop()
        what, _, value = event.value.partition(":")
        if self._typing is not None and not self._end_typing():
            return
        if what == "type":
            self._type("name" if value == "name" else "via" if value == "via" else "from")
            return
        number = int(value)
        if what == "word":
            self._become(forms.picked(self._form, number, extend=event.extend), "words")
        elif what == "known":
            self._take(number)
        elif what == "entry":
            self._become(forms.gone_to(self._form, number), "words")
        elif what == "asked":
            self._answered(MANNERS[number])
        else:
            part = next(part for part in _PARTS.values() if part == what)
            self._become(forms.chosen(self._form, part, forms.VALUES[part][number]), part)

    @on(Input.Submitted)
    def submit_typed(self, event: Input.Submitted) -> None:
        """Save what was typed with all the rest."""
        event.stop()
        self._save_all()

    @on(Input.Changed)
    def show_typed(self, event: Input.Changed) -> None:
        """Show at once what is made of what is typed; that is what is saved."""
        event.stop()
        if self.can_draw and self._typing is not None:
            made = self._made_of(event.value.strip())
            if made is not None:
                self._become(made, self._typing)

    def _key_while_typing(self, key: str) -> bool:
        """Tab and Esc end the typing; everything else is the field's."""
        if key in {"tab", "shift+tab"}:
            self._end_typing()
        elif key == "escape":
            self._form = self._before
            self._stop_typing()
        elif key in {"up", "down"} and self._typing == "from":
            line = self.query_one(LineField)
            line.value = forms.sentence_above(self._form, line.value, 1 if key == "down" else -1)
            line.action_end()
        else:
            return False
        return True

    def _key_while_asked(self, key: str) -> None:
        if key in _MANNER_KEYS:
            self._answered(_MANNER_KEYS[key])
        elif key == "enter":
            self._leave_with_result()
        elif key == "escape":
            self._asking = False
            self._become(self._form, "manner")

    def _key_in_form(self, event: events.Key) -> None:
        now, key = self._form, event.key
        if key.isdigit():
            self._take(int(key))
        elif key in {"left", "right", "shift+left", "shift+right"}:
            step = 1 if key.endswith("right") else -1
            self._become(forms.moved(now, step, extend=key.startswith("shift")), "words")
        elif key in {"home", "end"}:
            self._become(forms.picked(now, 0 if key == "home" else len(now.words) - 1), "words")
        elif key in {"up", "down"}:
            self._become(forms.gone_to(now, now.at + (1 if key == "down" else -1)), "entries")
        elif key.lower() in _PARTS or key.removeprefix("upper_") in _PARTS:
            self._cycle(event)
        elif key in _FIELDS:
            self._type(_FIELDS[key])
        else:
            self._key_for_all(key)

    def _key_for_all(self, key: str) -> None:
        """Keys that concern the list of sources, or the screen."""
        does: dict[str, Callable[[], object]] = {
            "a": lambda: self._become(forms.added(self._form), "words"),
            "backspace": lambda: self._become(forms.deleted(self._form), "entries"),
            "delete": lambda: self._become(forms.deleted(self._form), "entries"),
            "enter": self._save,
            "escape": lambda: self.dismiss(None),
            "pagedown": lambda: self._body.scroll_page_down(animate=False),
            "pageup": lambda: self._body.scroll_page_up(animate=False),
        }
        if key in does:
            does[key]()

    def _take(self, number: int) -> None:
        if not number and self._form.offered:
            self._become(forms.offer_taken(self._form), "words")
        elif 1 <= number <= len(self._form.known):
            self._become(forms.taken(self._form, number), "words")
        elif number:
            self.notice(f"This article has no source {number} yet.")
        else:
            self.notice("Nothing more is proposed for this sentence.")

    def _cycle(self, event: events.Key) -> None:
        """The next value of a part, with a capital the one before."""
        letter = event.character or ""
        part = _PARTS[letter.lower()]
        if part == "manner" and self._form.source.role != "declined":
            self.notice("Only a party that declined has a manner: r changes the role.")
            return
        self._become(forms.cycled(self._form, part, -1 if letter.isupper() else 1), part)

    # ── typing ───────────────────────────────────────────────────────────────────────────────

    def _type(self, field: Field) -> None:
        """Show the field, with what is there now."""
        source = self._form.source
        if field == "from" and source.basis == "explicit":
            self.notice("The sentence names it itself: nothing is carried. b changes the basis.")
            return
        value = {"name": source.name, "via": source.via, "from": source.from_}[field] or ""
        if field == "from":
            value = value or forms.sentence_above(self._form, "", 0)
        line = self.query_one(LineField)
        self._typing, self._before = field, self._form
        line.add_class("shown")
        line.value = typed(value)
        line.cursor_position = len(line.value)
        if field == "from":
            line.action_select_all()  # a number that is typed takes its place
        line.focus()
        self.notice("")
        self._redraw(field)

    def _made_of(self, text: str) -> Form | None:
        """The form as it was before the typing, with what was typed; none for no such sentence."""
        before = self._before
        if self._typing == "name":
            return before if text == typed(before.source.name) else forms.named(before, text)
        if self._typing == "via":
            return forms.relayed(before, text)
        found = _sentence_id(text)
        if found and self._sentences and found not in self._sentences:
            return None
        return forms.carried(before, found or None)

    def _end_typing(self) -> bool:
        """Take over what was typed; says what is wrong with it and goes on typing otherwise."""
        text = self.query_one(LineField).value.strip()
        made = self._made_of(text)
        if made is None:
            self.notice(f"There is no sentence {_sentence_id(text)} in this article.")
            return False
        self._form = made
        self._stop_typing(self._typing or "words")
        return True

    def _stop_typing(self, section: str = "words") -> None:
        self._typing = None
        self.query_one(LineField).remove_class("shown")
        self.set_focus(None)
        self._become(self._form, section)

    # ── saving ───────────────────────────────────────────────────────────────────────────────

    def _save_all(self) -> None:
        """Save from wherever the cursor is."""
        if self._asking:
            self._leave_with_result()
        elif self._typing is None or self._end_typing():
            self._save()

    def _save(self) -> None:
        """Close with the sources, after asking how a party declined."""
        if not forms.result(self._form) and not self._form.had:
            self.notice("Nothing is entered yet: ← → pick words, Tab types a name, Esc leaves.")
            return
        unsaid = forms.asks_manner(self._form)
        if unsaid is None or forms.result(self._form) == self._form.had:
            self._leave_with_result()
            return
        self._asking = True
        self._become(forms.gone_to(self._form, unsaid), "manner")

    def _answered(self, manner: str) -> None:
        self._asking = False
        self._form = forms.chosen(self._form, "manner", manner)
        self._save()

    def _leave_with_result(self) -> None:
        found = forms.result(self._form)
        self.dismiss(None if found == self._form.had else found)

    # ── drawing ──────────────────────────────────────────────────────────────────────────────

    @property
    def _body(self) -> VerticalScroll:
        return self.query_one("#body", VerticalScroll)

    def _become(self, form: Form, section: str) -> None:
        self._form = form
        self.notice("")
        self._redraw(section)

    def _redraw(self, section: str) -> None:
        self._section = section
        for sheet in ("#form", "#mode", "#keys"):
            self.query_one(sheet, Sheet).redraw()
        self.call_after_refresh(self._make_room)

    def _make_room(self) -> None:
        """Give the form what the other parts leave, and show the part that changed."""
        self.fit_body()
        self.call_after_refresh(self._show_section)

    def _show_section(self) -> None:
        if not self.can_draw:
            return
        sheet = self.query_one("#form", Sheet)
        rows = draw(self._form, max(1, sheet.content_size.width), self._glyphs)
        sheet.show_line(rows.at.get(self._section, 0), 2)
        if self._typing is None:
            offset = sheet.content_region.offset + Offset(*rows.cursor)
            self.app.cursor_position = offset

    def _draw(self, width: int) -> list[Content]:
        return draw(self._form, width, self._glyphs).lines

    def _mode(self, width: int) -> list[Content]:
        """What the keys do now, in words."""
        if self._asking:
            name = short(self._form.source.name, width // 3, self._glyphs.more)
            values = [
                clickable(
                    Content.assemble((manner[0], "bold $text-accent"), f" {in_words(manner)}"),
                    f"asked:{index}",
                )
                for index, manner in enumerate(MANNERS)
            ]
            return flow(values, width, words(f"HOW DID “{name}” DECLINE?  "))
        if self._typing is not None:
            return prose(_ASKED[self._typing], width)
        if self._form.entry.proposed:
            return prose("PROPOSED: Enter confirms, ← → picks other words", width)
        return prose("PICKING WORDS: ← → another word, Shift+← → more words", width)

    def _draw_keys(self, width: int) -> Sequence[Content]:
        return keys_line(self._keys())(width)

    def _keys(self) -> list[tuple[str, str]]:
        if self._asking:
            return [("Enter", "save without an answer"), ("Esc", "back")]
        if self._typing is not None:
            keys = [("Enter", "save"), ("Tab", "back to the words"), ("Esc", "forget the typing")]
            return [("↑ ↓", "a sentence above"), *keys] if self._typing == "from" else keys
        proposed = any(entry.proposed for entry in self._form.entries)
        keys = [("Enter", "confirm" if proposed else "save"), ("Tab", "type the name")]
        if self._form.offered:
            keys.append(("0", "take the proposal"))
        if self._form.known:
            keys.append((digits(len(self._form.known)), "take a source"))
        keys += [("letters", "next value"), ("capitals", "the one before")]
        keys.append(("a", "one more"))
        if len(self._form.entries) > 1:
            keys.append(("↑ ↓", "another source"))
        if not self._form.entry.blank:
            keys.append(("⌫", "delete"))
        return [*keys, ("Esc", "leave")]


def _sentence_id(text: str) -> str:
    """A sentence's id; the first ones may be typed as numbers."""
    return f"s{text}" if text.isdigit() else text
