"""`python -m tests.benchmarks`: every figure that is promised, measured on this machine.

Nothing is asserted: a line says what was measured, how many times its floor that is, what it must
be, and whether it is.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from time import perf_counter
from typing import Final

from tests.benchmarks import (
    agreement,
    commands,
    datasets,
    keys,
    large,
    opening,
    saves,
    sentences,
    suggestions,
)
from tests.benchmarks.figures import Figure, Line, show

FAMILIES: Final[Mapping[str, Callable[[Path], Iterator[Line]]]] = {
    "keys": keys.measure,
    "saves": saves.measure,
    "opening": opening.measure,
    "commands": commands.measure,
    "agreement": agreement.measure,
    "datasets": datasets.measure,
    "sentences": sentences.measure,
    "large": large.measure,
    "suggestions": suggestions.measure,
}
"""A word for the command line, and what measures in a folder of its own."""


def main() -> int:
    """Measure what is asked for, by default everything; 1 if something could not be measured."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("families", nargs="*", metavar="FAMILY", help=", ".join(FAMILIES))
    parser.add_argument("--without-large", action="store_true", help="leave out 100,000 articles")
    parser.add_argument("--folder", type=Path, help="where to work; by default the system's")
    options = parser.parse_args()
    if unknown := set(options.families) - FAMILIES.keys():
        parser.error(f"no family {', '.join(sorted(unknown))}; there are {', '.join(FAMILIES)}")
    chosen = options.families or [
        name for name in FAMILIES if not (name == "large" and options.without_large)
    ]
    _say(_machine())
    complete = [_run(name, options.folder) for name in chosen]
    return 0 if all(complete) else 1


def _run(name: str, where: Path | None) -> bool:
    began = perf_counter()
    missed = 0
    _say(f"\n{name}")
    folder = Path(tempfile.mkdtemp(prefix=f"annotator-{name}-", dir=where))
    try:
        for line in FAMILIES[name](folder):
            _say(f"  {show(line)}")
            missed += isinstance(line, Figure) and line.within is False
    except (OSError, subprocess.SubprocessError) as error:
        _say(f"  could not be measured: {error}")
        return False
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    verdict = f"{missed} not within" if missed else "all within"
    _say(f"  {verdict}; {perf_counter() - began:.0f} s")
    return True


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _machine() -> str:
    load = os.getloadavg()[0]
    return (
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} cores, load {load:.1f}. Times move with the machine: read the ratios."
    )


if __name__ == "__main__":
    sys.exit(main())
