"""The least that a Textual program can do with a key: show it, by drawing one line again."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widget import Widget


class Letter(Widget):
    """One line that shows the last key."""

    DEFAULT_CSS = "Letter { width: 10; height: 1; }"
    key = "ready"

    def render(self) -> str:
        """Give the key's name."""
        return f"key {self.key}"


class Echo(App[None]):
    """Shows each key that is pressed, without laying anything out again."""

    def compose(self) -> ComposeResult:
        """Lay out the one line."""
        yield Letter()

    def on_key(self, event: Key) -> None:
        """Show the key."""
        letter = self.query_one(Letter)
        letter.key = event.key
        letter.refresh(layout=False)


if __name__ == "__main__":
    Echo().run()
