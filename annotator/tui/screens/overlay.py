"""A screen over another one, which closes once however often it is told to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Generic, TypeVar

from textual import events
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

    async def on_event(self, event: events.Event) -> None:
        """Handles an event; keys, and being mounted, do nothing when the screen is closed."""
        if not isinstance(event, events.Key | events.Mount) or self.is_open:
            await super().on_event(event)

    def call_after_refresh(
        self,
        callback: Callable[..., Any],
        *args: Any,  # noqa: ANN401 - as Textual has it
        **kwargs: Any,  # noqa: ANN401 - as Textual has it
    ) -> bool:
        """Calls back when the screen is drawn, unless it is closed by then or has no widgets."""
        called = partial(callback, *args, **kwargs)
        return super().call_after_refresh(lambda: called() if self.can_draw else None)

    @property
    def is_open(self) -> bool:
        """Whether the screen is still there, covered or not; its widgets go after it closes."""
        return self in self.app.screen_stack

    @property
    def can_draw(self) -> bool:
        """Whether its widgets are there: not before it is mounted, not while it closes."""
        return self.is_open and self.is_mounted and not self._pruning
