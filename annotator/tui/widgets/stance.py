"""How a piece of evidence bears on the sentence, chosen with the arrows or the mouse."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message

from annotator.domain.marks import STANCES
from annotator.tui.widgets.sheet import Sheet, clickable, flow, words


class Stance(Sheet, can_focus=True):
    """The stances, the chosen one in brackets."""

    @dataclass
    class Changed(Message):
        """Another stance was chosen."""

        stance: str

    def __init__(self, id: str) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(self._row, id=id)
        self.stance: str = STANCES[0]

    def on_key(self, event: events.Key) -> None:
        """Choose another one."""
        step = {"right": 1, "space": 1, "left": -1}.get(event.key)
        if step is not None:
            event.stop()
            event.prevent_default()
            self._choose(STANCES[(STANCES.index(self.stance) + step) % len(STANCES)])

    def on_sheet_picked(self, event: Sheet.Picked) -> None:
        """Choose what was clicked."""
        event.stop()
        self._choose(event.value)

    def show(self, stance: str) -> None:
        """Show a stance without saying that it was chosen."""
        self.stance = stance
        self.redraw()

    def _choose(self, stance: str) -> None:
        self.show(stance)
        self.post_message(self.Changed(stance))

    def _row(self, width: int) -> list[Content]:
        values = [
            clickable(
                words(f"[{value}]", "bold") if value == self.stance else words(f" {value} "), value
            )
            for value in STANCES
        ]
        return flow(values, width, gap="")
