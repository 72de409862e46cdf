"""A list about an article or about many, read on a thread; Enter goes to a sentence."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from threading import Thread
from time import monotonic
from typing import Generic, NamedTuple, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.message import Message

from annotator.errors import AnnotatorError
from annotator.flows.sourcing.ledgers import Told
from annotator.tui.actions import LIBRARY, keymap
from annotator.tui.breath import take_breath
from annotator.tui.screens.overlay import Overlay
from annotator.tui.widgets.bars import Bar, Part
from annotator.tui.widgets.rows import RowList

MOVES = keymap(
    [a for a in LIBRARY if a.id in {"down", "up", "page-down", "page-up", "first", "last"}], {}
)

_TELL = 0.1
"""Seconds between two tellings of how far it is."""

Found = TypeVar("Found")


class Going(NamedTuple):
    """Where to go."""

    article: str
    sentence: str | None
    """None for the article as a whole."""


class Scope(NamedTuple, Generic[Found]):
    """What the list is of."""

    name: str
    """In words, for the title: `by your marks`."""
    read: Callable[[Told], Found]
    """Reads it; called on a thread of its own."""


class GatheringScreen(Overlay[Going | None], Generic[Found]):
    """Gives the article and the sentence to go to, None on Esc."""

    DEFAULT_CSS = """
    GatheringScreen {
        layout: vertical;
        background: $background;
        & #gathered-says { background: $panel; }
    }
    """

    class HaveRead(Message):
        """It has been read, or cannot be."""

        def __init__(self, scope: object, found: object) -> None:
            super().__init__()
            self.scope = scope
            self.found = found

    class Reading(Message):
        """So much of it has been read."""

        def __init__(self, scope: object, done: int, of: int) -> None:
            super().__init__()
            self.scope = scope
            self.done = done
            self.of = of

    def __init__(self, scopes: Sequence[Scope[Found]], rows: RowList, *, close: str) -> None:
        """Reads once it is open.

        Args:
            scopes: what it can be of, the first shown first.
            rows: the list that shows it.
            close: the key that opened it closes it, too.
        """
        super().__init__()
        self.scopes = tuple(scopes)
        self.scope = self.scopes[0]
        self.found: Found | None = None
        self.told = ""
        """What was done last, in words."""
        self._close = close
        self._rows = rows
        self._top = Bar(id="gathered-title")
        self._says = Bar(id="gathered-says")

    def compose(self) -> ComposeResult:
        """A title, the list, and what the keys do."""
        yield self._top
        yield self._rows
        yield self._says

    def on_mount(self) -> None:
        """Begins to read."""
        self._rows.focus()
        self.show_keys()
        self.read()

    # ── what a list has of its own ───────────────────────────────────────────────────────────

    @abstractmethod
    def show_first(self) -> None:
        """Shows what was read when nothing was known yet."""

    @abstractmethod
    def show_again(self) -> None:
        """Shows what was read anew; one stays where one is."""

    @abstractmethod
    def figures(self) -> list[Part]:
        """What there is, in figures."""

    @abstractmethod
    def keys(self) -> list[tuple[str, str]]:
        """What the keys do."""

    @abstractmethod
    def enter(self) -> None:
        """Goes to what the current line is about."""

    def forget(self) -> None:
        """Begins anew, for another scope."""

    def moved(self) -> None:
        """Another line is the current one."""

    # ── reading ──────────────────────────────────────────────────────────────────────────────

    def read(self) -> None:
        """Reads it on a thread of its own."""
        if self.found is None:
            self._top.show([Part("Reading …", "muted")], [Part(self.scope.name, "muted")])
        Thread(target=self._read_now, args=(self.scope,), daemon=True).start()

    def _read_now(self, scope: Scope[Found]) -> None:
        latest = 0.0

        def told(done: int, of: int) -> bool:
            nonlocal latest
            take_breath()
            if monotonic() - latest > _TELL:
                latest = monotonic()
                self.post_message(self.Reading(scope, done, of))
            return self.is_running and self.scope is scope

        try:
            self.post_message(self.HaveRead(scope, scope.read(told)))
        except AnnotatorError as error:
            self.post_message(self.HaveRead(scope, error))

    @on(Reading)
    def _reading(self, event: Reading) -> None:
        if event.scope is self.scope and self.found is None and self.can_draw:
            said = f"Reading: {event.done:,} of {event.of:,} articles …"
            self._top.show([Part(said, "muted")], [Part(self.scope.name, "muted")])

    @on(HaveRead)
    def _have_read(self, event: HaveRead) -> None:
        if event.scope is not self.scope or not self.can_draw:
            return
        if isinstance(event.found, AnnotatorError):
            self._top.show([Part(str(event.found), "bad")])
            self._rows.show_rows(0)
            return
        first, self.found = self.found is None, event.found  # type: ignore[assignment]
        if first:
            self.show_first()
        else:
            self.show_again()
        self.show_title()
        self.moved()

    # ── what is drawn ────────────────────────────────────────────────────────────────────────

    def show_title(self) -> None:
        """Shows what was done last, or else what there is."""
        parts = [Part(self.told, "strong")] if self.told else self.figures()
        self._top.show(parts, [Part(f" {self.scope.name}", "muted")])

    def show_keys(self) -> None:
        """Shows what the keys do."""
        keys = self.keys()
        self._says.show(
            [p for key, what in keys for p in (Part(key, "key"), Part(f" {what}   ", "muted"))]
        )

    # ── keys ─────────────────────────────────────────────────────────────────────────────────

    def on_key(self, event: events.Key) -> None:
        """Moves, goes to a sentence, or leaves; other keys are the list's own."""
        event.stop()
        event.prevent_default()
        action = MOVES.action(event.key, event.character)
        if event.key == "escape":
            self.escape()
        elif event.key == "q" or self._close in {event.key, event.character}:
            self.dismiss(None)
        elif event.key == "enter":
            self.enter()
        elif action is not None:
            self.told = ""
            self._rows.follow(action.id)
            self.moved()
            if self.found is not None:
                self.show_title()
        elif event.character == "a" and len(self.scopes) > 1:
            self._next_scope()
        elif self.found is not None:
            self.other_key(event)

    def escape(self) -> None:
        """Leaves."""
        self.dismiss(None)

    @abstractmethod
    def other_key(self, event: events.Key) -> None:
        """Does what a key is for in this list."""

    @on(RowList.Clicked)
    def _clicked(self, event: RowList.Clicked) -> None:
        if event.index == self._rows.current:
            self.enter()
        else:
            self._rows.move_to(event.index)
            self.moved()

    def _next_scope(self) -> None:
        at = self.scopes.index(self.scope)
        self.scope = self.scopes[(at + 1) % len(self.scopes)]
        self.found, self.told = None, ""
        self.forget()
        self._rows.show_rows(0)
        self.read()


def cannot_be_read(problems: Sequence[str]) -> list[Part]:
    """How many articles cannot be read, and what tells why, for the title; nothing for none."""
    said = f" · {len(problems):,} cannot be read: `annotator check` "
    return [Part(said, "bad")] if problems else []
