"""The palette: every action of the current screen, found by its name, its help or its key."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Protocol, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from annotator.tui.actions import Action, Keymap, shown
from annotator.tui.cells import visible


class Keyed(Protocol):
    """A screen whose keys are actions."""

    keymap: Keymap

    def perform(self, action: Action) -> None:
        """Does an action."""


class ActionCommands(Provider):
    """The actions of the screen that the palette was opened over."""

    async def discover(self) -> Hits:
        """All actions, before anything is typed."""
        for action in self._actions():
            yield DiscoveryHit(
                _shown(action, ()), partial(self._perform, action), text=title(action)
            )

    async def search(self, query: str) -> Hits:
        """The actions that have every word that is typed, those with it in their name first."""
        words = query.casefold().split()
        for action in self._actions():
            score = _score(action, words)
            if score:
                yield Hit(
                    score,
                    _shown(action, words),
                    partial(self._perform, action),
                    text=title(action),
                )

    def _actions(self) -> tuple[Action, ...]:
        found: Keymap | None = getattr(self.screen, "keymap", None)
        return tuple(a for a in found.actions if a.id != "palette") if found else ()

    def _perform(self, action: Action) -> None:
        cast("Keyed", self.screen).perform(action)


def title(action: Action) -> str:
    """An action's name with its keys: `undo (u)`."""
    keys = " ".join(map(shown, action.keys))
    return f"{action.label} ({keys})" if keys else action.label


def _score(action: Action, words: Sequence[str]) -> float:
    """How well an action fits, from 0 for not at all to 1."""
    name = action.label.casefold()
    keys = [key.casefold() for key in (*action.keys, *map(shown, action.keys))]
    everything = f"{name} {action.id} {action.help} {action.group}".casefold()
    if not all(word in everything or word in keys for word in words):
        return 0.0
    if len(words) == 1 and words[0] in keys:
        return 1.0
    hits = sum(2 * name.startswith(word) + (word in name) for word in words)
    return (1 + hits) / (2 + 3 * len(words))


def _shown(action: Action, words: Sequence[str]) -> Content:
    """An action as the palette lists it: text, never markup, for tags come from the project."""
    name, explained = Content(visible(title(action))), Content(visible(action.help))
    for word in words:
        name = _underlined(name, word)
        explained = _underlined(explained, word)
    return Content("\n").join([name, explained.stylize_before("$text-muted")])


def _underlined(content: Content, word: str) -> Content:
    at = content.plain.casefold().find(word)
    return content.stylize("bold underline", at, at + len(word)) if at >= 0 else content
