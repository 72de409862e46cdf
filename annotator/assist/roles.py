"""The four tags that cues know, by what they mean, and what a project calls them today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from annotator.domain.tags import DEFAULT_TAGS, Renamed, Tag, current_name

CONFIRMED, INSIDER, DECLINED, OPINION = (tag.name for tag in DEFAULT_TAGS)
NO_TAG = "no-tag"

Shares = Mapping[str, float]
"""Answers with their probabilities, which add up to one."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What may be answered in a project, and which answers the cues know."""

    names: tuple[str, ...]
    """The project's tags, and `no-tag`."""
    called: Mapping[str, str]
    """The default tag that cues speak of to its name today, where the project still has it."""

    def role_of(self, name: str) -> str:
        """What the cues call a tag of the project; its own name where they have none."""
        return next((role for role, own in self.called.items() if own == name), name)

    def in_project(self, shares: Shares) -> dict[str, float]:
        """Shares of what cues know as shares of the project's answers; what is left over is lost.

        A tag that no cue knows gets a little, so that learning can find it.
        """
        found = dict.fromkeys(self.names, _LITTLE)
        if not self.called:
            return normalised(found)
        for role, share in shares.items():
            name = NO_TAG if role == NO_TAG else self.called.get(role)
            if name is not None:
                found[name] += share
        return normalised(found)


_LITTLE = 0.002


def answers_of(tags: Sequence[Tag] = DEFAULT_TAGS, renamed: Sequence[Renamed] = ()) -> Answers:
    """What may be answered with these tags."""
    names = [tag.name for tag in tags]
    called = {tag.name: current_name(tag.name, renamed) for tag in DEFAULT_TAGS}
    there = {role: name for role, name in called.items() if name in names}
    return Answers((*names, NO_TAG), MappingProxyType(there))


def normalised(shares: Shares) -> dict[str, float]:
    """Shares that add up to one."""
    total = sum(shares.values())
    return {name: share / total for name, share in shares.items()}
