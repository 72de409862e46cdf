"""What the screens ask of the app that they are in; the app knows the screens, not the reverse."""

from __future__ import annotations

from typing import Protocol

from textual.events import Key

from annotator.domain.project import UserSettings


class Shell(Protocol):
    """The app, as far as its screens know it."""

    last_words: str
    """What to say once the terminal is back."""

    def open_article(self, article: str, *, instead: bool = False, at: str | None = None) -> None:
        """Opens an article over the screen, or instead of it."""

    def open_review(self, article: str, *, of: str | None = None, instead: bool = False) -> None:
        """Opens the review of an article over the screen, or instead of it."""

    def one_level_up(self) -> None:
        """Leaves the screen, and the program from the first one."""

    def next_theme(self) -> str:
        """Changes to the next theme and returns its name."""

    def keep_settings(self, settings: UserSettings) -> None:
        """Keeps the user's settings."""

    def hold(self, event: Key) -> None:
        """Takes a key for the screen that is being opened."""
