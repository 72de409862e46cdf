"""The team screen: who has how much left, how fast they are, and which tags they give."""

from __future__ import annotations

from threading import Thread

from textual import on
from textual.message import Message

from annotator.errors import AnnotatorError
from annotator.flows.desk import Desk
from annotator.flows.team.figures import Team, team
from annotator.tui.blocks import Block, Run
from annotator.tui.figures import team_blocks
from annotator.tui.glyphs import Glyphs
from annotator.tui.screens.text import TextScreen


class TeamScreen(TextScreen):
    """Everybody who annotates; the documents are read on a thread."""

    class Found(Message):
        """The documents have been read."""

        def __init__(self, found: Team | AnnotatorError) -> None:
            super().__init__()
            self.found = found

    def __init__(self, desk: Desk, glyphs: Glyphs) -> None:
        """Reads once it is open.

        Args:
            desk: the project, and who asks.
            glyphs: the signs in use.
        """
        super().__init__("The team", [Block((Run("Reading …", "muted"),))], close=("t",))
        self._desk = desk
        self._glyphs = glyphs
        self._tags = desk.project().tags

    def on_mount(self) -> None:
        """Begins to read."""
        super().on_mount()
        Thread(target=self._read_now, daemon=True).start()

    def _read_now(self) -> None:
        """Runs on a thread of its own: it reads every document of the project."""
        try:
            self.post_message(self.Found(team(self._desk.store, self._desk.annotator)))
        except AnnotatorError as error:
            self.post_message(self.Found(error))

    @on(Found)
    def _found(self, event: Found) -> None:
        if not self.can_draw:
            return
        found = event.found
        if isinstance(found, AnnotatorError):
            self.text.show([Block((Run(str(found)),))])
        else:
            self.text.show(list(team_blocks(found, self._tags, self._glyphs)))
