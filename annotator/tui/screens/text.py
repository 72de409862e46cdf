"""A screen of text to read and scroll, over another one."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from textual import events
from textual.app import ComposeResult

from annotator.tui.blocks import Block
from annotator.tui.screens.overlay import Overlay
from annotator.tui.widgets.bars import Bar, Part
from annotator.tui.widgets.reading import Reading


class TextScreen(Overlay[None]):
    """A title, text that scrolls, and how to leave it; Esc, `q` and the key that opened it do."""

    DEFAULT_CSS = """
    TextScreen {
        align: center middle;
        background: $background;
        & #text { width: 100%; max-width: 100; height: 1fr; }
        & Bar { max-width: 100; }
    }
    """

    def __init__(
        self, title: str, blocks: Sequence[Block] = (), *, close: Collection[str] = ()
    ) -> None:
        """Takes what is to be read.

        Args:
            title: what it is, in a few words.
            blocks: the text, as far as it is known.
            close: keys that close it, beside Esc and `q`.
        """
        super().__init__()
        self._heading = title
        self._close = {*close, "escape", "q"}
        self.text = Reading(blocks, id="text")
        self._title = Bar(id="text-title")
        self._bar = Bar(id="text-keys")

    def compose(self) -> ComposeResult:
        """The title, the text, and the keys."""
        yield self._title
        yield self.text
        yield self._bar

    def on_mount(self) -> None:
        """Lets the keys go to the text."""
        self.show_title()
        self._bar.show([part for key, what in self.keys() for part in _hint(key, what)])
        self.text.focus()

    def show_title(self, about: str = "") -> None:
        """Shows the title, and what is to be known of it."""
        self._title.show([Part(self._heading, "strong")], [Part(about, "muted")] if about else [])

    def keys(self) -> list[tuple[str, str]]:
        """The keys with what they do."""
        return [("↓ ↑ PgDn PgUp", "scroll"), ("Esc", "back")]

    def on_key(self, event: events.Key) -> None:
        """Scrolls or closes."""
        event.stop()
        event.prevent_default()
        if {event.key, event.character} & self._close:
            self.dismiss(None)
        else:
            self.text.follow(event.key)


def _hint(key: str, what: str) -> list[Part]:
    return [Part(key, "key"), Part(f" {what}   ", "muted")]
