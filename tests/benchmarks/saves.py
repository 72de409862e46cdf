"""Key to the new file under its name with its folder synced, as seen by another process."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

from tests.benchmarks import annotate_screen, projects
from tests.benchmarks.annotate_screen import Tagger
from tests.benchmarks.figures import Figure, Floor, Line, median, p95
from tests.benchmarks.folder_watch import FolderWatch
from tests.benchmarks.others import Echo
from tests.terminal import environment

SIZES: Final = {100: 3.0, 10_000: 6.0}
"""How many marks the file holds, and how many times the floor a save may take."""


@dataclass(frozen=True, slots=True)
class _Subject:
    """A program with an article open, its annotations file, and the watch on it."""

    tagger: Tagger
    file: Path
    watch: FolderWatch


def measure(folder: Path, presses: int = 100) -> Iterator[Line]:
    """Press `presses` tag keys at each size and give the figures.

    The floor is the echo of a key by an empty Textual app, plus writing the same bytes to a new
    file, its sync, the rename and the sync of the folder, done after each key in the same place.
    """
    env = environment(folder / "home")
    with ExitStack() as stack:
        echo = Echo(env)
        stack.enter_context(echo.terminal)
        subjects = {count: _open(folder, count, env, stack) for count in SIZES}
        times: dict[str, list[float]] = defaultdict(list)
        for _ in range(presses):
            times["echo"].append(1000 * echo.painted())
            echo.terminal.wait_quiet()
            for count, subject in subjects.items():
                seen = _save(subject)
                times[f"named {count}"].append(1000 * seen[0])
                times[f"synced {count}"].append(1000 * seen[1])
                written = 1000 * _write_durably(folder / "floor.json", subject.file.read_bytes())
                times[f"written {count}"].append(written)
    for count, at_most in SIZES.items():
        least = median(times["echo"]) + median(times[f"written {count}"])
        floor = Floor("echo + write", least)
        synced, label = times[f"synced {count}"], f"{count:,} marks"
        yield Figure(
            f"write + fsync + rename + fsync, {label}", least - median(times["echo"]), "ms"
        )
        yield Figure(f"key → file named, {label}", median(times[f"named {count}"]), "ms", floor)
        yield Figure(
            f"key → file named and synced, {label}",
            median(synced),
            "ms",
            floor,
            at_most_ratio=at_most,
        )
        yield Figure(f"key → file named and synced, {label}, p95", p95(synced), "ms")


def _open(folder: Path, count: int, env: dict[str, str], stack: ExitStack) -> _Subject:
    item = projects.article(f"marks-{count}", count)
    file = projects.write(folder / "desk", item, count)
    terminal = stack.enter_context(annotate_screen.start(folder / "desk", item.id, env))
    annotate_screen.ready(terminal)
    return _Subject(Tagger(terminal), file, stack.enter_context(FolderWatch(file)))


def _save(subject: _Subject) -> tuple[float, float]:
    subject.watch.forget()
    subject.tagger.press()
    named, synced = subject.watch.replaced(subject.tagger.terminal)
    subject.tagger.saved()
    subject.tagger.terminal.wait_quiet()
    return named - subject.tagger.pressed, synced - subject.tagger.pressed


def _write_durably(target: Path, data: bytes) -> float:
    began = perf_counter()
    temporary = target.with_suffix(".tmp")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
    return perf_counter() - began
