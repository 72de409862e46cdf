"""Breathing: how long work on other threads lets the screen's thread go on."""

from __future__ import annotations

from time import sleep

_BREATH = 0.0005
"""Seconds in which a key is served at once."""


def take_breath() -> None:
    """Lets the screen's thread work; the more often, the sooner a key is served."""
    sleep(_BREATH)
