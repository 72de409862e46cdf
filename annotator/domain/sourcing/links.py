"""Links: what it means for evidence how a server answers for its address."""

from __future__ import annotations

from annotator.domain.marks import LinkCheck, LinkState
from annotator.domain.metadata import same_address

_GONE = frozenset({404, 410})
"""What servers answer where a page is no longer (RFC 9110)."""
_LONGEST = 300
"""Code points of a title that is kept."""


def found_gone_or_closed(status: int, at: str) -> LinkCheck:
    """What is noted where a server answers and shows no page.

    Gone is what it says is gone; where it refuses, or is broken, nobody knows.
    """
    return LinkCheck(at, "gone" if status in _GONE else "unreachable")


def found_page(
    asked: str, led_to: str, title: str | None, before: LinkCheck | None, at: str
) -> LinkCheck:
    """What is noted where there is a page.

    Args:
        asked: the address of the evidence, as it was asked for.
        led_to: the address that the page came from in the end.
        title: the page's; None for one without.
        before: what was noted last; its title is what the new one is compared with.
        at: when, UTC.
    """
    title = title[:_LONGEST] if title else None
    known = before.title if before else None
    state: LinkState = "alive"
    if known and title and title != known:
        state = "retitled"
    elsewhere = same_address(asked) != same_address(led_to)
    if elsewhere:
        state = "redirected"
    return LinkCheck(at, state, led_to if elsewhere else None, title or known)
