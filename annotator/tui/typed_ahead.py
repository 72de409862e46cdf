"""Keys that are typed while a screen opens: they are meant for that screen, not for the one below.

A note takes a tenth of a second to open. Without this, the first letters of it would be taken
for tags of the sentence below it.
"""

from __future__ import annotations

from weakref import WeakSet

from textual import events
from textual.app import App
from textual.screen import Screen


class TypedAhead(App[None]):
    """An app that holds keys back until the screen that they are meant for can take them."""

    def __init__(self) -> None:
        """Holds nothing yet."""
        super().__init__()
        self._held: list[tuple[float, events.Key]] = []
        self._open: WeakSet[Screen[object]] = WeakSet()
        self._opening: WeakSet[Screen[object]] = WeakSet()

    async def on_event(self, event: events.Event) -> None:
        """Handles an event, a key only when the screen on top can take it."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
        elif self._is_opening():
            self._held.append((event.time, event))
        else:
            await self._let_go()
            await super().on_event(event)

    def hold(self, event: events.Key) -> None:
        """Takes a key from a screen that is no longer on top, for the one that is."""
        self._held.append((event.time, events.Key(event.key, event.character)))
        if not self._is_opening():
            self.call_later(self._let_go)

    def _is_opening(self) -> bool:
        """Whether the screen on top cannot take keys yet; if so, it will say when it can."""
        top = self.screen
        if top in self._open:
            return False
        if top not in self._opening:
            self._opening.add(top)
            top.call_later(self._opened, top)
        return True

    def _opened(self, screen: Screen[object]) -> None:
        """Runs on the screen when it is mounted, and has asked the app for its focus."""
        self.call_later(self._take_keys, screen)

    async def _take_keys(self, screen: Screen[object]) -> None:
        """Runs on the app, after what gives the screen its focus."""
        self._open.add(screen)
        await self._let_go()

    async def _let_go(self) -> None:
        """Handles the keys that were held, in the order in which they were typed."""
        if self._held and not self._is_opening():
            held, self._held = sorted(self._held, key=lambda pair: pair[0]), []
            for _, event in held:
                await super().on_event(event)
