"""Splitting a sentence: the cut moves from word to word, and shows the two sentences it makes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Offset

from annotator.domain.mentions import Span
from annotator.tui.cells import visible
from annotator.tui.glyphs import UNICODE, Glyphs
from annotator.tui.screens.panel import Panel
from annotator.tui.screens.split_form import Cutting, Wrapped
from annotator.tui.widgets.sheet import Sheet, clickable, excerpt, keys_line, prose, words
from annotator.tui.wrap import lines

_PIECE_LINES = 2
"""Lines for each of the two sentences: the words at the cut matter."""

_PAGE = 5
"""Lines that PgUp and PgDn go."""

_KEYS = [
    ("← → ↑ ↓", "word"),
    ("Tab", "likely place"),
    ("a letter", "word with it"),
    ("a number", "that word"),
    ("Enter", "split, for everybody"),
    ("Esc", "leave"),
]


class _Body(VerticalScroll):
    """What scrolls; it says when there is more or less room."""

    def __init__(self, resized: Callable[[], None], *, id: str, can_focus: bool) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id, can_focus=can_focus)
        self._resized = resized

    def on_resize(self) -> None:
        """Calls back when the room has been taken."""
        self.call_after_refresh(self._resized)


class SplitScreen(Panel[int | None]):
    """Gives back the offset of the word that the second sentence begins with, None on Esc."""

    DEFAULT_CSS = """
    SplitScreen {
        & #pieces { margin-top: 1; }
        & #keys { margin-top: 1; }
    }
    SplitScreen.-low {
        & #pieces, & #keys { margin-top: 0; }
    }
    """
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high")]  # noqa: RUF012 - as Textual has it

    def __init__(
        self,
        sentence: str,
        text: str,
        places: Sequence[Span],
        *,
        after: str = "",
        glyphs: Glyphs = UNICODE,
    ) -> None:
        """Opens at the likeliest place.

        Args:
            sentence: its id.
            text: its words.
            places: the words that it can be cut before, at least one.
            after: what becomes of its tags.
            glyphs: the signs to draw with.
        """
        super().__init__()
        self._title = f"Split {sentence} before which word?"
        self._after = after
        self._glyphs = glyphs
        self._cutting = Cutting(text, tuple(places)).to_likeliest()
        self._typed = ""
        """Digits of a word's number that were typed in a row."""

    def compose(self) -> ComposeResult:
        """The sentence, the two that it would be, and what the keys do."""
        with Vertical(id="box"):
            yield Sheet(self._draw_title, id="title")
            with _Body(self._show_cut, id="body", can_focus=False):
                yield Sheet(self._draw_sentence, id="sentence")
            yield Sheet(self._draw_pieces, id="pieces")
            yield Sheet(lambda width: prose(self._after, width, "$foreground 75%"), id="after")
            yield Sheet(keys_line(_KEYS), id="keys")

    def on_resize(self) -> None:
        """Leave room for the pieces and the keys."""
        self.call_after_refresh(self._make_room)

    # ── keys and clicks ──────────────────────────────────────────────────────────────────────

    def on_key(self, event: events.Key) -> None:
        """Move the cut, do it, or leave."""
        event.stop()
        event.prevent_default()
        now, digits = self._cutting, self._typed
        self._typed = ""
        steps = {"right": 1, "left": -1}
        rows = {"down": 1, "up": -1, "pagedown": _PAGE, "pageup": -_PAGE}
        likely = {"tab": 1, "shift+tab": -1}
        if event.key == "enter":
            self.dismiss(now.offset)
        elif event.key == "escape":
            self.dismiss(None)
        elif event.key in steps:
            self._become(now.to(now.at + steps[event.key]))
        elif event.key in rows:
            self._become(self._on_row(rows[event.key]))
        elif event.key in likely:
            self._become(now.to_likely(likely[event.key]))
        elif event.key in {"home", "end"}:
            self._become(now.to(0 if event.key == "home" else len(now.words) - 1))
        elif event.character and event.character.isdecimal():
            self._become(self._numbered(digits + event.character))
        elif event.character and not event.character.isspace():
            self._become(now.to_letter(event.character))

    def on_sheet_picked(self, event: Sheet.Picked) -> None:
        """Cut before the word that was clicked."""
        event.stop()
        self._become(self._cutting.to(int(event.value)))

    def _on_row(self, step: int) -> Cutting:
        """Before a word of another line, as nearly below or above as there is one."""
        now, wrapped = self._cutting, self._wrapped()
        column, line = wrapped.place(now.offset)
        return now.to(wrapped.word_on_line(now.words, line + step, column))

    def _numbered(self, digits: str) -> Cutting:
        """Before the word of that number; the first is never cut before, so they begin with 2."""
        if int(digits) > len(self._cutting.words) + 1:
            digits = digits[-1]
        self._typed = digits
        number = int(digits)
        return self._cutting if number < _FIRST else self._cutting.to(number - _FIRST)

    # ── drawing ──────────────────────────────────────────────────────────────────────────────

    def _become(self, cutting: Cutting) -> None:
        self._cutting = cutting
        for sheet in ("#title", "#sentence", "#pieces"):
            self.query_one(sheet, Sheet).redraw()
        self.call_after_refresh(self._make_room)

    def _make_room(self) -> None:
        self.fit_body()
        self.call_after_refresh(self._show_cut)

    def _show_cut(self) -> None:
        """Bring the cut to the middle of what is seen, and the terminal's cursor to it."""
        if not self.can_draw:
            return
        body = self.query_one("#body", VerticalScroll)
        column, line = self._wrapped().place(self._cutting.offset)
        top = max(0, line - body.size.height // 2)
        body.scroll_to(y=top, animate=False, force=True, immediate=True)
        at = Offset(column, line - body.scroll_offset.y)
        self.app.cursor_position = body.content_region.offset + at

    def _wrapped(self) -> Wrapped:
        width = self.query_one("#sentence", Sheet).content_size.width
        return Wrapped.of(self._cutting.text, max(1, width))

    def _draw_title(self, width: int) -> list[Content]:
        number = self._typed or str(self._cutting.at + _FIRST)
        where = f"word {number} of {len(self._cutting.words) + 1}"
        return prose(f"{self._title}  {where}", width)

    def _draw_sentence(self, width: int) -> list[Content]:
        """The sentence, the word that the cut stands before reversed, what follows in bold."""
        now, wrapped = self._cutting, Wrapped.of(self._cutting.text, width)
        start, end = now.words[now.at]
        ends = [*wrapped.starts[1:], len(wrapped.text)]
        found = []
        for first, last in zip(wrapped.starts, ends, strict=True):
            line = words(wrapped.text[first:last].rstrip(" "))
            if last > start:
                line = line.stylize("bold", max(0, start - first))
            if start < last and end > first:
                line = line.stylize("reverse", max(0, start - first), end - first)
            found.append(_with_links(line, now.words, first, last))
        return found

    def _draw_pieces(self, width: int) -> list[Content]:
        """The end of the first sentence and the beginning of the second.

        They take as many lines wherever the cut is, so that nothing jumps as it moves.
        """
        first, second = self._cutting.pieces
        more, room = self._glyphs.more, max(1, width - 2)
        high = min(_PIECE_LINES, len(lines(visible(self._cutting.text[: 4 * width]), room)))
        rows = []
        for number, shown in (
            ("1", _end_of(first, room, more)),
            ("2", excerpt(second, room, _PIECE_LINES, more)),
        ):
            for n, line in enumerate([*shown, *[Content("")] * (high - len(shown))]):
                head = Content.styled(f"{number} ", "bold $text-accent") if not n else Content("  ")
                rows.append(Content.assemble(head, line))
        return rows


_FIRST = 2
"""The number of the first word that a sentence can be cut before."""


def _with_links(line: Content, spans: Sequence[Span], first: int, last: int) -> Content:
    """The line with its words clickable."""
    for index, (start, end) in enumerate(spans):
        if start < last and end > first:
            a, b = max(0, start - first), min(len(line), end - first)
            line = Content.assemble(line[:a], clickable(line[a:b], str(index)), line[b:])
    return line


def _end_of(text: str, width: int, more: str) -> list[Content]:
    """The last lines of a text, with a sign where there is more before them."""
    shown = visible(text[-8 * width * _PIECE_LINES :])
    found = lines(shown, width)
    if len(found) <= _PIECE_LINES and len(shown) == len(text):
        return [words(line) for line in found]
    tail = shown[-(width * _PIECE_LINES - width // 3) :]
    at = tail.find(" ") + 1
    return [words(line) for line in lines(f"{more} {tail[at:].lstrip()}", width)][-_PIECE_LINES:]
