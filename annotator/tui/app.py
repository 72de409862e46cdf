"""The app: themes, and which screen stands on which."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

os.environ.setdefault("TEXTUAL_FPS", "120")  # `saved rN` follows the tag one frame later

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from annotator.domain.project import UserSettings
from annotator.errors import AnnotatorError
from annotator.flows.desk import Desk
from annotator.tui.screens.annotate import AnnotateScreen
from annotator.tui.screens.article import ArticleScreen
from annotator.tui.screens.saving import SavingScreen
from annotator.tui.themes import DEFAULT_THEME, THEMES
from annotator.tui.typed_ahead import TypedAhead

if TYPE_CHECKING:
    from textual.command import Provider


class Ending(NamedTuple):
    """How the screens were left."""

    last_words: str
    """What to say once the terminal is back; empty for nothing."""
    signal: signal.Signals | None
    """The signal that ended the program, which still is to have its effect."""
    fault: Exception | None
    """An error that nobody foresaw, which still is to be told."""


class ForReview(NamedTuple):
    """That articles are opened to review them."""

    of: str | None = None
    """Whose tags are walked through; None to settle what everybody says."""


_OPEN = 0.5
"""Seconds after which the first screen stands, and garbage may be collected again."""

_SWITCH = 0.0005
"""Seconds until a save lets the screen's thread go on; Python's own 5 ms are a third of a frame."""


def run(desk: Desk, article: str | None, review: ForReview | None = None) -> Ending:
    """Opens the screens on an article, or on the library for None, until they are left.

    Args:
        desk: who works, and where.
        article: its id.
        review: how articles are reviewed; None to annotate them.

    Raises:
        AnnotatorError: the article cannot be opened.
    """
    sys.setswitchinterval(_SWITCH)
    app = AnnotatorApp(desk, article, review)
    app.run()
    return Ending(app.last_words, app.ended_by, app.fault)


def _palette() -> type[Provider]:
    from annotator.tui.palette import ActionCommands  # noqa: PLC0415 - on first use

    return ActionCommands


class AnnotatorApp(TypedAhead):
    """The screens of one desk."""

    TITLE = "annotator"
    CSS = "Screen { layers: base; }"
    COMMANDS: ClassVar[set[Any]] = {_palette}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "leave", "Quit", show=False, priority=True),
        Binding("ctrl+c", "leave", "Quit", show=False),
    ]

    def __init__(self, desk: Desk, article: str | None, review: ForReview | None = None) -> None:
        """Opens the article, so that what is wrong with it is said before the screen opens.

        Raises:
            AnnotatorError: it cannot be opened.
        """
        super().__init__()
        self.desk = desk
        self.last_words = ""
        """What to say once the terminal is back."""
        self.ended_by: signal.Signals | None = None
        """The signal that ended the program."""
        self.fault: Exception | None = None
        """The error that ended the program, which nobody foresaw."""
        project = desk.project()
        chosen = desk.settings.ascii
        self.ascii_only = (
            chosen if chosen is not None else project.settings.ascii
        ) or os.environ.get("TERM") == "linux"
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = desk.settings.theme if desk.settings.theme in THEMES else DEFAULT_THEME
        self._review = review
        self._first = self._article(article) if article else None

    def on_mount(self) -> None:
        """Opens the first screen."""
        if not self.is_headless:
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGHUP):
                loop.add_signal_handler(number, self._end, number)
        self.set_timer(_OPEN, gc.enable)
        if self._first:
            self.push_screen(self._first)
        else:
            from annotator.tui.screens.library import LibraryScreen  # noqa: PLC0415 - if wanted

            to_review = self._review is not None
            library = LibraryScreen(self.desk, ascii_only=self.ascii_only, to_review=to_review)
            self.push_screen(library)

    def _article(self, article: str) -> ArticleScreen:
        """The first screen, on an article."""
        if self._review is None:
            return AnnotateScreen(self.desk, article, ascii_only=self.ascii_only)
        from annotator.tui.screens.review import ReviewScreen  # noqa: PLC0415 - if wanted

        return ReviewScreen(self.desk, article, of=self._review.of, ascii_only=self.ascii_only)

    def open_article(self, article: str, *, instead: bool = False, at: str | None = None) -> None:
        """Opens an article over the library, or instead of the one that is open."""
        try:
            screen = AnnotateScreen(self.desk, article, ascii_only=self.ascii_only, at=at)
        except AnnotatorError as error:
            self.notify(str(error), title="not opened", severity="error", markup=False)
            return
        if instead:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def open_review(self, article: str, *, of: str | None = None, instead: bool = False) -> None:
        """Opens the review of an article over the screen, or instead of the one that is open."""
        from annotator.tui.screens.review import ReviewScreen  # noqa: PLC0415 - if wanted

        of = of or (self._review.of if self._review else None)
        try:
            screen = ReviewScreen(self.desk, article, of=of, ascii_only=self.ascii_only)
        except AnnotatorError as error:
            self.notify(str(error), title="not opened", severity="error", markup=False)
            return
        if instead:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def one_level_up(self) -> None:
        """Leaves the screen, and the program from the first one."""
        if len(self.screen_stack) > 2:  # noqa: PLR2004 - Textual's own, and the first of ours
            self.pop_screen()
        else:
            self.exit()

    def _end(self, number: signal.Signals) -> None:
        """Ends the program as a signal asks; what cannot be saved is rescued."""
        asyncio.get_running_loop().remove_signal_handler(number)  # a second one ends it at once
        self.ended_by = number
        self._save_or_rescue()
        self.exit()

    def _save_or_rescue(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, SavingScreen):
                screen.save_or_rescue()

    def _handle_exception(self, error: Exception) -> None:
        """Ends the program by a fault, which is told where all errors are told.

        Textual would print a traceback, and leaves no public place to say otherwise.
        """
        if self.is_headless or self.fault is not None:
            super()._handle_exception(error)
            return
        self.fault = error
        self._save_or_rescue()
        self.exit()

    def action_leave(self) -> None:
        """Leaves the program as `q` does at each level; nothing unsaved is lost."""
        top = self.screen
        if isinstance(top, ArticleScreen):
            top.leave(self.exit)
        elif not getattr(top, "may_leave", True):
            self.bell()
        elif isinstance(top, ModalScreen):
            top.dismiss(None)
        else:
            self.exit()

    def next_theme(self) -> str:
        """Changes to the next theme, keeps it as the user's, and returns its name."""
        names = list(THEMES)
        at = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(at + 1) % len(names)]
        self.keep_settings(replace(self.desk.settings, theme=self.theme))
        return self.theme

    def keep_settings(self, settings: UserSettings) -> None:
        """Keeps the user's settings; that they cannot be kept is said, and no more."""
        before, self.desk = self.desk.settings, replace(self.desk, settings=settings)
        for screen in self.screen_stack:
            if isinstance(screen, ArticleScreen):
                screen.desk = self.desk
        try:
            self.desk.personal.change_settings(before, settings)
        except AnnotatorError as error:
            self.notify(str(error), title="settings not kept", severity="warning", markup=False)
