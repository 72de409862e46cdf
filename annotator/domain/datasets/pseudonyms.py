"""Names of annotators as a dataset gives them: as they are, as pseudonyms, or not at all."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

Naming = Literal["names", "pseudonyms", "none"]
NAMINGS: tuple[Naming, ...] = get_args(Naming)


@lru_cache(maxsize=1024)
def pseudonym(name: str, secret: bytes) -> str:
    """A name that stands for a person and tells nobody whom: the same in every export.

    It is keyed (RFC 2104, HMAC with SHA-256): who does not know the project's secret cannot try
    names out.
    """
    digest = hmac.new(secret, name.encode(), hashlib.sha256).hexdigest()
    return f"annotator-{digest[:12]}"


@dataclass(frozen=True, slots=True)
class Names:
    """How people are called in a dataset."""

    naming: Naming = "names"
    secret: bytes = b""
    people: tuple[str, ...] = ()
    """Everybody whose name must not be told, where pseudonyms stand for names."""

    @property
    def are_told(self) -> bool:
        """Whether real names go out."""
        return self.naming == "names"

    def of(self, name: str | None) -> str | None:
        """What somebody is called; null for nobody, and where nobody is called anything."""
        if name is None or self.naming == "names":
            return name
        return pseudonym(name, self.secret) if self.naming == "pseudonyms" else None

    def several(self, names: Iterable[str]) -> list[str]:
        """What several people are called, in an order that tells nothing else."""
        return sorted(called for name in names if (called := self.of(name)) is not None)

    def order(self) -> Callable[[str], str]:
        """A key to sort people by that tells nothing of names that are not told."""
        if self.naming == "names":
            return lambda name: name
        return lambda name: pseudonym(name, self.secret)

    def told_in(self) -> Callable[[str], bool]:
        """Whether a text tells a name that must not be told."""
        if self.are_told or not self.people:
            return lambda _: False
        any_of = "|".join(re.escape(name) for name in sorted(self.people, key=len, reverse=True))
        pattern = re.compile(rf"(?<!\w)(?:{any_of})(?!\w)", re.IGNORECASE)
        return lambda text: bool(pattern.search(text))
