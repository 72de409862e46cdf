"""Key to the frame that shows the new tag, and key to `saved rN`, at three sizes.

All programs run at once, each in its own terminal, and get a key in turn: what disturbs the
machine disturbs all of them alike. Each key is pressed when every program has come to rest: what
one does in the pause after a key, such as checking what was marked, is not to be measured as the
time that another takes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Final, TypeAlias

from tests.benchmarks import annotate_screen, projects
from tests.benchmarks.annotate_screen import Tagger
from tests.benchmarks.figures import Figure, Floor, Line, Note, median, p95
from tests.benchmarks.memory import resident
from tests.benchmarks.others import Echo, Slate
from tests.terminal import environment

SIZES: Final = {
    "16 sentences": (16, 0),
    "10,000 unmarked": (10_000, 0),
    "10,000 marked": (10_000, 10_000),
}
"""Name of a size: how many sentences, and how many of them are marked with history."""

MEGABYTES: Final = {"10,000 unmarked": 60, "10,000 marked": 100}
"""What the resident memory must not exceed, by the size's name."""

_PAUSE: Final = 0.5
"""Seconds without output after which a program has done what it does in the pause after a key."""

Times: TypeAlias = dict[str, list[float]]
"""Seconds per key press, by what was measured."""


def measure(folder: Path, presses: int = 200) -> Iterator[Line]:
    """Start everything, press `presses` keys in each, and give the figures."""
    env = environment(folder / "home")
    with ExitStack() as stack:
        echo = Echo(env)
        stack.enter_context(echo.terminal)
        taggers: dict[str, Tagger] = {}
        slates: dict[str, Slate] = {}
        for number, (name, (count, marked)) in enumerate(SIZES.items()):
            item = projects.article(f"size-{number}", count)
            projects.write(folder / "desk", item, marked)
            terminal = stack.enter_context(annotate_screen.start(folder / "desk", item.id, env))
            annotate_screen.ready(terminal)
            taggers[name] = Tagger(terminal)
            if count > 16 and Slate.is_installed():
                slates[name] = Slate(env, folder / f"slate-{number}", item, marked)
                stack.enter_context(slates[name].terminal)
        times = _press_in_turn(echo, taggers, slates, presses)
        held = {name: resident(it.terminal.pid) for name, it in taggers.items()}
    yield from _figures(times)
    for name, megabytes in held.items():
        label = f"memory after {presses} tags, {name}"
        yield Figure(label, megabytes, "MB", at_most=MEGABYTES.get(name))
    if not slates:
        yield Note("SLATE: skipped, it is not installed (`pip install --group bench`)")


def _press_in_turn(
    echo: Echo, taggers: dict[str, Tagger], slates: dict[str, Slate], presses: int
) -> Times:
    times: Times = defaultdict(list)
    for _ in range(presses):
        times["echo"].append(echo.painted())
        echo.terminal.wait_quiet()
        for name, tagger in taggers.items():
            tagger.press()
            times[name].append(tagger.painted())
            times[f"saved, {name}"].append(tagger.saved())
            tagger.terminal.wait_quiet(_PAUSE)
        for name, slate in slates.items():
            tag, move = slate.tag(), slate.move_on()
            times[f"SLATE's tag key, {name}"].append(tag)
            times[f"SLATE's two keys, {name}"].append(tag + move)
    return times


def _figures(times: Times) -> Iterator[Line]:
    echo = _milliseconds(times["echo"])
    yield Figure("key → echo, median", median(echo), "ms")
    yield Figure("key → echo, p95", p95(echo), "ms")
    for name in SIZES:
        keys = _milliseconds(times[name])
        median_floor, p95_floor = Floor("echo", median(echo)), Floor("echo", p95(echo))
        yield Figure(f"key → tag painted, {name}, median", median(keys), "ms", median_floor, 10)
        yield Figure(f"key → tag painted, {name}, p95", p95(keys), "ms", p95_floor, 16)
        for what in ("tag key", "two keys"):
            slate = _milliseconds(times.get(f"SLATE's {what}, {name}", []))
            if slate:
                floor = Floor(f"SLATE's {what}", median(slate))
                label = f"key → tag painted, {name}, beside SLATE"
                yield Figure(label, median(keys), "ms", floor, at_most_ratio=1)
    medians = [median(_milliseconds(times[name])) for name in SIZES]
    slowest = Floor("fastest size", min(medians))
    yield Figure("slowest size, median", max(medians), "ms", slowest, at_most_ratio=1.5)
    for name in SIZES:
        keys = _milliseconds(times[f"saved, {name}"])
        yield Figure(f"key → `saved rN` painted, {name}, median", median(keys), "ms", at_most=50)
        yield Figure(f"key → `saved rN` painted, {name}, p95", p95(keys), "ms", at_most=50)


def _milliseconds(seconds: list[float]) -> list[float]:
    return [1000 * it for it in seconds]
