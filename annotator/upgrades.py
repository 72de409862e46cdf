"""Schema versions: what this program writes, and how older documents become today's.

An upgrade is a pure function from one version's plain dict to the next one's. They are applied
in order when a file is read; the file itself changes with its next save only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

Upgrade = Callable[[dict[str, Any]], dict[str, Any]]

UPGRADES: dict[str, Sequence[Upgrade]] = {
    "project": (),
    "article": (),
    "annotations": (),
    "review": (),
    "settings": (),
}
"""By thing: the upgrade from version 1 first."""


def current_version(thing: str) -> int:
    """The version that this program writes."""
    return len(UPGRADES[thing]) + 1


def upgraded(thing: str, version: int, document: dict[str, Any]) -> dict[str, Any]:
    """A plain document of an older version as one of today's."""
    for upgrade in UPGRADES[thing][version - 1 :]:
        document = upgrade(document)
    return document
