"""A session: who is working, with which clock and which randomness."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


def utc_now() -> str:
    """The time now, UTC, in milliseconds: `2026-11-22T09:00:00.000Z`."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def local_words(at: str, now: str) -> str:
    """A time as people say it, in local time: `17:42`, `Friday 17:42`, `3 March 2026 17:42`."""
    then = datetime.fromisoformat(at).astimezone()
    today = datetime.fromisoformat(now).astimezone()
    days = (today.date() - then.date()).days
    if days == 0:
        return f"{then:%H:%M}"
    if 0 < days < 7:  # noqa: PLR2004 - within a week the weekday is enough
        return f"{then:%A %H:%M}"
    return f"{then.day} {then:%B %Y %H:%M}"


@dataclass(frozen=True, slots=True)
class Session:
    """One run of the program by one annotator."""

    annotator: str
    id: str
    """Short random name of the run; every event carries it."""
    now: Callable[[], str] = utc_now
    seconds: Callable[[], float] = time.monotonic
    """A clock that only runs forward, in seconds."""
    new_id: Callable[[], str] = lambda: secrets.token_hex(8)
    """A new random id of 16 hex digits."""


def moment_after(now: str, *times: str) -> str:
    """Now, or a millisecond after the latest of these times where a clock elsewhere is ahead.

    What answers something must be later than it, on whatever machine that was said.
    """
    latest = max(times, default="")
    if now > latest:
        return now
    after = datetime.fromisoformat(latest) + timedelta(milliseconds=1)
    return after.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def new_session(annotator: str) -> Session:
    """A session with the real clock and real randomness."""
    return Session(annotator, secrets.token_hex(2))
