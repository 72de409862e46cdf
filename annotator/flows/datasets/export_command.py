"""The command that one would type for an export, and where it goes unless told otherwise."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from annotator.flows.datasets.selecting import Options, whose
from annotator.flows.desk import Desk
from annotator.formats.datasets.outgoing import Writer
from annotator.stores.base import Store
from annotator.stores.files import PROJECT_FILE, find_project

_SUFFIXES = {
    "jsonl": ".jsonl",
    "csv": ".csv",
    "parquet": ".parquet",
    "w3c": ".jsonld",
    "native": ".json",
}
"""Of formats that are one file; others are lines of JSON."""
_CALLED_BY_ITS_SUFFIX = frozenset({"jsonl", "csv", "parquet"})
_TYPED_AS = {
    "labels": "--labels",
    "gold": "--gold",
    "allow_single": "--allow-single",
    "include": "--include",
    "kinds": "--kinds",
    "tags": "--tags",
    "without_no_tag": "--without-no-tag",
    "articles": "--article",
    "since": "--since",
    "until": "--until",
    "finished": "--finished",
    "context": "--context",
    "allow_unlicensed": "--allow-unlicensed",
    "no_text": "--no-text",
    "splits": "--splits",
    "seed": "--seed",
    "annotators": "--annotators",
    "include_confidential": "--include-confidential",
    "notes": "--notes",
    "evidence": "--evidence",
    "times": "--times",
}
"""The option of each choice, in the order in which a manifest has them."""


@dataclass(frozen=True, slots=True)
class Here:
    """What a command depends on besides what is chosen."""

    project: str = ""
    """Its name."""
    before: tuple[str, ...] = ()
    """What has to be typed before the command: which project, and as whom."""
    beside: Path = Path()
    """The folder beside the project, or the current one where nobody may write there."""
    people: tuple[str, ...] = ()
    """Whose labels can be asked for."""


def here(desk: Desk) -> Here:
    """What a command of this desk depends on; it reads the project, so not on a screen's thread."""
    project = desk.project()
    before = (*_which_project(desk.store), *_as_whom(desk, is_blind=project.settings.blind))
    folder = desk.store.folder()
    beside = Path.cwd() if folder is None else folder.resolve().parent
    if not os.access(beside, os.W_OK):
        beside = Path.cwd()
    return Here(project.name, before, beside, tuple(whose(desk.store, desk.annotator)))


def command_of(writer: Writer, said: Options) -> str:
    """The command as a manifest has it: what decides what is in a dataset, and not where it is."""
    return shlex.join(["annotator", "export", writer.name, *_typed(said)])


def whole_command(now: Here, writer: Writer, said: Options, target: str) -> str:
    """The command as one would type it where the program was started."""
    words = ["annotator", *now.before, "export", writer.name, *_typed(said), "-o", target]
    return shlex.join(words)


def _typed(said: Options) -> Iterator[str]:
    usual = Options()
    for name, option in _TYPED_AS.items():
        value = getattr(said, name)
        if value == getattr(usual, name):
            continue
        if isinstance(value, bool):
            yield option if value else f"--no-{option.removeprefix('--')}"
        else:
            for one in value if isinstance(value, tuple) else [value]:
                yield from (option, str(one))


def _which_project(store: Store) -> tuple[str, ...]:
    """The option for the project, unless it is the one that is found without."""
    folder = store.folder()
    if folder is None:
        return ()
    named = Path(os.environ.get("ANNOTATOR_PROJECT") or "")
    found = named.parent if named.name == PROJECT_FILE else named
    if not named.parts:
        found = find_project(Path.cwd()) or Path(os.devnull)
    return () if found.resolve() == folder.resolve() else ("-p", from_here(folder))


def _as_whom(desk: Desk, *, is_blind: bool) -> tuple[str, ...]:
    """The option for who asks, where it matters and is not who one is without."""
    usual = os.environ.get("ANNOTATOR_AS") or desk.settings.name
    return ("--as", desk.annotator) if is_blind and desk.annotator != usual else ()


def usual_target(now: Here, writer: Writer, labels: str) -> str:
    """Where an export goes unless told otherwise: beside the project, by its name and what it is.

    Args:
        now: the project.
        writer: the format.
        labels: whose.
    """
    parts = [now.project or "dataset"]
    if writer.takes == "rows":
        parts.append(labels)
    if writer.name not in _CALLED_BY_ITS_SUFFIX:
        parts.append(writer.name)
    called = "-".join(re.sub(r"[^\w.]+", "-", part).strip("-.") for part in parts)
    suffix = "" if writer.is_folder else _SUFFIXES.get(writer.name, ".jsonl")
    return from_here(now.beside / f"{called.strip('-')}{suffix}")


def from_here(path: Path) -> str:
    """A path as one would type it where the program was started."""
    there = path.resolve()
    short = os.path.relpath(there)
    return str(there) if Path(short).parts[:2] == ("..", "..") else short
