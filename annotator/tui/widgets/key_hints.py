"""The keys at the bottom of a screen: as many as there is room for, none of them cut."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from annotator.tui.actions import Action, shown
from annotator.tui.widgets.bars import Part


def key_hints(actions: Sequence[Action], width: int) -> tuple[list[Part], list[Part]]:
    """The parts of a bar for these actions, on the left in their order, help on the right.

    Args:
        actions: of the screen; only those with a rank for the footer are hinted at.
        width: cells of the bar.
    """
    ranked = sorted((a for a in actions if a.footer and a.keys), key=lambda a: a.footer)
    between = 2 if sum(_cells(action) + 2 for action in ranked) <= width else 1
    help_ = [action for action in ranked if action.id == "help"]
    room = width - 2 - sum(_cells(action) + between for action in help_)
    left: list[Part] = []
    for action in ranked:
        if action.id == "help":
            continue
        room -= _cells(action) + between
        if room < 0:
            break
        left += [*_hint(action), Part(" " * between)]
    return left, [part for action in help_ for part in _hint(action)]


def _hint(action: Action) -> list[Part]:
    return [
        Part(shown(action.keys[0]), "key", action.id),
        Part(f" {action.label}", "muted", action.id),
    ]


def _cells(action: Action) -> int:
    return sum(cell_len(part.text) for part in _hint(action))
