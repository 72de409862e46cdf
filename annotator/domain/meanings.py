"""The four tags by what they mean, whatever a project calls them today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from annotator.domain.tags import DEFAULT_TAGS, Renamed, current_name

_CONFIRMED, _INSIDER, _DECLINED, _OPINION = (tag.name for tag in DEFAULT_TAGS)


@dataclass(frozen=True, slots=True)
class Meanings:
    """Today's names of the default tags; a project without one of them has no sentence with it."""

    confirmed: str = _CONFIRMED
    insider: str = _INSIDER
    declined: str = _DECLINED
    opinion: str = _OPINION

    @property
    def factual(self) -> frozenset[str]:
        """The tags that say of a checkable statement what it rests on."""
        return frozenset({self.confirmed, self.insider})


def meanings(renamed: Sequence[Renamed] = ()) -> Meanings:
    """The names that the default tags have after these renamings."""
    names = (_CONFIRMED, _INSIDER, _DECLINED, _OPINION)
    return Meanings(*(current_name(name, renamed) for name in names))
