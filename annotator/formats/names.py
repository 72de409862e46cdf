"""Names of people as bylines have them."""

from __future__ import annotations

import re

_BY = re.compile(
    r"\A(?:(?:words|written|reported)\s+by|by|von|par|por|di|av|door|text)\b:?\s+", re.IGNORECASE
)


def without_by(line: str) -> str:
    """A byline without the word before the names, such as `By` or `Von`."""
    return _BY.sub("", line.strip())
