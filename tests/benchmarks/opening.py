"""First paint, and memory once the screen is shown, beside an empty Textual app."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Final

from tests.benchmarks import annotate_screen, projects
from tests.benchmarks.figures import Figure, Floor, Line, median
from tests.benchmarks.keys import MEGABYTES, SIZES
from tests.benchmarks.memory import resident
from tests.benchmarks.others import start_empty
from tests.terminal import Terminal, environment

_STYLES: Final = re.compile(rb"\x1b\[[0-9;:?<=>]*[ -/]*[@-~]")


def measure(folder: Path, runs: int = 9) -> Iterator[Line]:
    """Open the empty app and the article of each size in turn, `runs` times."""
    env = environment(folder / "home")
    starts: dict[str, Callable[[], Terminal]] = {"empty app": lambda: start_empty(env)}
    for number, (name, (count, marked)) in enumerate(SIZES.items()):
        item = projects.article(f"opening-{number}", count)
        projects.write(folder / "desk", item, marked)
        starts[name] = _starter(folder / "desk", item.id, env)
    paints: dict[str, list[float]] = defaultdict(list)
    memory: dict[str, list[float]] = defaultdict(list)
    for run in range(runs + 1):
        for name, start in starts.items():
            with start() as terminal:
                paint = first_paint(terminal)
                terminal.wait_quiet(0.3, timeout=30)
                if run:  # the first run only writes what later ones find: compiled modules, caches
                    paints[name].append(1000 * paint)
                    memory[name].append(resident(terminal.pid))
    empty_paint = Floor("empty app", median(paints["empty app"]))
    empty_memory = Floor("empty app", median(memory["empty app"]))
    for name in SIZES:
        paint = median(paints[name])
        yield Figure(f"first paint, {name}", paint, "ms", empty_paint, at_most_ratio=2)
    for name in SIZES:
        held = median(memory[name])
        yield Figure(f"memory, {name}", held, "MB", empty_memory, MEGABYTES.get(name))


def first_paint(terminal: Terminal, text: bytes = b"Claim ", timeout: float = 60.0) -> float:
    """Seconds from the start of the program to the byte that completes `text` on the screen.

    Raises:
        TimeoutError: it does not come within `timeout` seconds.
    """
    until = perf_counter() + timeout
    while text not in _STYLES.sub(b"", terminal.raw):
        if not terminal.read(until - perf_counter()):
            raise TimeoutError(f"no first paint; the screen:\n{terminal.text}")
    return terminal.last_byte - terminal.started


def _starter(project: Path, article: str, env: dict[str, str]) -> Callable[[], Terminal]:
    return lambda: annotate_screen.start(project, article, env)
