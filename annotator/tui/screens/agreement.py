"""The agreement screen: how far the annotators of a project agree; measured on a thread."""

from __future__ import annotations

from dataclasses import replace
from threading import Thread

from textual import events, on
from textual.message import Message

from annotator.errors import AnnotatorError
from annotator.flows.desk import Desk
from annotator.flows.team.agreement import Measured, Wanted, agreement_of_project
from annotator.tui.blocks import Block, Run
from annotator.tui.figures import agreement_blocks
from annotator.tui.glyphs import Glyphs
from annotator.tui.screens.text import TextScreen

_MEASURING = "Measuring …"


class AgreementScreen(TextScreen):
    """Figures of the whole project, as first handed in; `c` puts today's marks beside them."""

    class Found(Message):
        """It has been measured."""

        def __init__(self, wanted: Wanted, measured: Measured | AnnotatorError) -> None:
            super().__init__()
            self.wanted = wanted
            self.measured = measured

    def __init__(self, desk: Desk, glyphs: Glyphs) -> None:
        """Measures once it is open.

        Args:
            desk: the project, and who asks.
            glyphs: the signs in use.
        """
        super().__init__("Agreement", [Block((Run(_MEASURING, "muted"),))], close=("a",))
        self._desk = desk
        self._glyphs = glyphs
        self._wanted = Wanted()

    def on_mount(self) -> None:
        """Begins to measure."""
        super().on_mount()
        self._measure()

    def keys(self) -> list[tuple[str, str]]:
        """The keys with what they do."""
        return [*super().keys(), ("c", "today's marks, too"), ("m", "second tags, too")]

    def on_key(self, event: events.Key) -> None:
        """Takes in or leaves out today's marks and second tags; scrolls or closes."""
        if event.character == "c":
            self._wanted = replace(self._wanted, current=not self._wanted.current)
            self._measure()
        elif event.character == "m":
            self._wanted = replace(self._wanted, masi=not self._wanted.masi)
            self._measure()
        else:
            super().on_key(event)
            return
        event.stop()
        event.prevent_default()

    def _measure(self) -> None:
        self.show_title(_MEASURING)
        Thread(target=self._measure_now, args=(self._wanted,), daemon=True).start()

    def _measure_now(self, wanted: Wanted) -> None:
        """Runs on a thread of its own: it reads every document of the project."""
        try:
            found = agreement_of_project(self._desk.store, wanted, self._desk.annotator)
        except AnnotatorError as error:
            self.post_message(self.Found(wanted, error))
        else:
            self.post_message(self.Found(wanted, found))

    @on(Found)
    def _found(self, event: Found) -> None:
        if event.wanted != self._wanted or not self.can_draw:
            return
        if isinstance(event.measured, AnnotatorError):
            self.show_title()
            self.text.show([Block((Run(str(event.measured)),))])
            return
        self.show_title("marks as first handed in" + (" · now" if self._wanted.current else ""))
        self.text.show(list(agreement_blocks(event.measured, self._glyphs)))
