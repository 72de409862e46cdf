"""The least that a Textual program can be: an app with one text, nothing else."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class Empty(App[None]):
    """Shows one `Static` and waits."""

    def compose(self) -> ComposeResult:
        """Lay out the one text; the benchmark waits for it."""
        yield Static("Claim 0")


if __name__ == "__main__":
    Empty().run()
