"""Commands without a screen, beside the time that importing what they need takes."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import Final

from tests.benchmarks import projects
from tests.benchmarks.figures import Figure, Floor, Line, Note, median
from tests.terminal import environment

ARTICLES: Final = 100

_SCRIPT: Final = (
    "import sys; sys.argv[0] = 'annotator'; from annotator.__main__ import main; sys.exit(main())"
)
"""What the installed `annotator` script does."""

_IMPORTED: Final = re.compile(r"^import time:\s+\d+ \|\s+\d+ \|\s+(\S+)$", re.MULTILINE)


def measure(folder: Path, runs: int = 15) -> Iterator[Line]:
    """Run each command and its floor in turn, `runs` times."""
    env = environment(folder / "home")
    for number in range(1, ARTICLES + 1):
        item = projects.article(f"article-{number:03}", 10 + number % 30)
        projects.write(folder / "desk", item, number % 10)
    click = python("import click")
    yield _compare("annotator --version", command("--version"), click, "import click", env, runs)
    status = command("-p", folder / "desk", "status")
    needed = imported(status, env)
    label = f"annotator status, {ARTICLES} articles"
    imports = python(f"for name in {needed}:\n try: __import__(name)\n except ImportError: pass")
    yield _compare(label, status, imports, f"its {len(needed)} imports", env, runs)
    ours = sum(name.partition(".")[0] == "annotator" for name in needed)
    known = {"pydantic", "textual", "orjson", "click", "sqlite3", "sentencex"}
    names = ", ".join(sorted(known.intersection(needed)))
    yield Note(f"  status imports {names} and {ours} modules of its own")


def command(*arguments: str | Path) -> tuple[str, ...]:
    """The command line that runs the program as its installed script does."""
    return (*python(_SCRIPT), *map(str, arguments))


def python(code: str) -> tuple[str, ...]:
    """The command line that runs a piece of Python."""
    return (sys.executable, "-c", code)


def imported(argv: Sequence[str], env: Mapping[str, str]) -> list[str]:
    """The modules that a Python command imports beyond those of every start, in order."""
    bare = set(_import_times(python("pass"), env))
    return [name for name in _import_times(argv, env) if name not in bare]


def run_time(argv: Sequence[str], env: Mapping[str, str]) -> float:
    """Seconds that a command takes from start to end, its output thrown away."""
    began = perf_counter()
    subprocess.run(argv, env=env, stdout=subprocess.DEVNULL, check=True)
    return perf_counter() - began


def _import_times(argv: Sequence[str], env: Mapping[str, str]) -> list[str]:
    timed = (argv[0], "-X", "importtime", *argv[1:])
    done = subprocess.run(
        timed, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True
    )
    return _IMPORTED.findall(done.stderr.decode())


def _compare(
    name: str,
    argv: Sequence[str],
    floor: Sequence[str],
    floor_name: str,
    env: Mapping[str, str],
    runs: int,
) -> Figure:
    taken: list[float] = []
    least: list[float] = []
    for run in range(runs + 1):
        pair = run_time(argv, env), run_time(floor, env)
        if run:  # the first run writes compiled modules and the index
            taken.append(1000 * pair[0])
            least.append(1000 * pair[1])
    return Figure(name, median(taken), "ms", Floor(floor_name, median(least)), at_most_ratio=1.5)
