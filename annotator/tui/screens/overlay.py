"""A screen over another one, which closes once however often it is told to."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen

Result = TypeVar("Result")


class Overlay(ModalScreen[Result], Generic[Result]):
    """A modal screen; a second Esc or Enter typed before it is gone closes nothing below it."""

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Closes the screen with a result; does nothing if it is closed or covered."""
        if self.app.screen is not self:
            return AwaitComplete()
        return super().dismiss(result)
