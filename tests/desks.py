"""Desks to test on: a project in memory or in a folder, a fixed clock and fixed randomness."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path

from annotator.domain.project import Project, Settings, Severity, SuggestionMode, UserSettings
from annotator.domain.sourcing.lint import RULES
from annotator.flows.articles.ingest import Intake
from annotator.flows.desk import Desk
from annotator.flows.session import Session
from annotator.resources import resource
from annotator.stores.base import Store
from annotator.stores.files import create_project
from annotator.stores.memory import MemoryStore
from annotator.stores.personal import PersonalFiles

SEED = "000_5a9ce91cccabd766.txt"
NOON = "2026-11-22T12:00:00.000Z"
SHORT = b"""Mayor resigns

Mayor Ada Lovelace resigned on Monday. Two aides said she had planned it for weeks. \
Her office declined to comment. It will change the city for ever.
"""


def seed() -> bytes:
    """The seed article's file."""
    return resource("seeds", SEED).read_bytes()


def ticking() -> Callable[[], str]:
    """A clock that shows one second more each time it is looked at, from noon."""
    seconds = count()

    def now() -> str:
        minutes, second = divmod(next(seconds), 60)
        hours, minute = divmod(minutes, 60)
        return f"2026-11-22T{12 + hours:02}:{minute:02}:{second:02}.000Z"

    return now


def session(annotator: str = "ana", run: str = "b1f0") -> Session:
    """A session whose clocks tick once each time they are looked at."""
    ids = count(1)
    seconds = count()
    return Session(
        annotator,
        run,
        now=ticking(),
        seconds=lambda: float(next(seconds)),
        new_id=lambda: f"{next(ids):016x}",
    )


def fill(store: Store, *texts: bytes) -> list[str]:
    """Adds texts to a project; returns the articles' ids in that order."""
    intake = Intake(store)
    return [intake.add_one(text, f"text{n}.txt", NOON).article for n, text in enumerate(texts)]


NO_LINT: Mapping[str, Severity] = {rule.name: "off" for rule in RULES}
"""Settings without any sourcing check."""


def memory_desk(
    tmp_path: Path,
    *texts: bytes,
    annotator: str = "ana",
    suggestions: SuggestionMode = "off",
    lint: Mapping[str, Severity] = NO_LINT,
) -> Desk:
    """A desk whose project is in memory; without texts it has the short article.

    Suggestions and findings come when they are ready: tests of anything else are quicker, and see
    the same each time, without them.
    """
    store = MemoryStore(
        _project(suggestions, lint), "# Guidelines\n\n## confirmed (c)\n\nOn the record.\n"
    )
    fill(store, *(texts or (SHORT,)))
    return _desk(store, tmp_path, annotator)


def file_desk(
    root: Path,
    *texts: bytes,
    annotator: str = "ana",
    suggestions: SuggestionMode = "off",
    lint: Mapping[str, Severity] = NO_LINT,
) -> Desk:
    """A desk whose project is the folder `root`, made with these texts."""
    store = create_project(root, _project(suggestions, lint), "# Guidelines\n")
    fill(store, *(texts or (SHORT,)))
    return _desk(store, root.parent, annotator)


def _project(suggestions: SuggestionMode, lint: Mapping[str, Severity]) -> Project:
    return Project("test", settings=Settings(suggestions=suggestions, lint=lint))


def _desk(store: Store, tmp_path: Path, annotator: str) -> Desk:
    personal = PersonalFiles(tmp_path / "config", tmp_path / "state")
    return Desk(store, personal, UserSettings(), session(annotator))
