"""A project of 100,000 articles whose index is warm: `status`, and the library's first paint."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Final

from tests.benchmarks import projects
from tests.benchmarks.annotate_screen import SIZE
from tests.benchmarks.commands import command, run_time
from tests.benchmarks.figures import Figure, Floor, Line, Note, median
from tests.benchmarks.opening import first_paint
from tests.terminal import Terminal, annotator, environment

ARTICLES: Final = 100_000
SECONDS: Final = 2.0
"""What each of the two may take."""


def measure(folder: Path, articles: int = ARTICLES, runs: int = 5) -> Iterator[Line]:
    """Build the project, let one `status` build the index, then run both in turn."""
    env = environment(folder / "home")
    desk = folder / "desk"
    began = perf_counter()
    build(desk, articles)
    yield Note(f"  {articles:,} articles with marks written in {perf_counter() - began:.0f} s")
    status = command("-p", desk, "status")
    library = annotator("-p", desk, "--as", projects.ANNOTATOR)
    cold = run_time(status, env)
    yield Figure(f"annotator status, {articles:,} articles, no index yet", cold, "s")
    listed: list[float] = []
    painted: list[float] = []
    least: list[float] = []
    for _ in range(runs):
        least.append(folder_times(desk))
        listed.append(run_time(status, env))
        with Terminal(library, env, size=SIZE) as terminal:
            painted.append(first_paint(terminal, b"Benchmark "))
    floor = Floor("folder times", median(least))
    yield Figure(f"annotator status, {articles:,} articles", median(listed), "s", floor, SECONDS)
    yield Figure(f"library painted, {articles:,} articles", median(painted), "s", floor, SECONDS)


def build(desk: Path, articles: int) -> None:
    """Write the project: each article of one to four sentences, with a file of the annotator's."""
    projects.write(desk, projects.article("article-000000", 1), 0)
    for number in range(1, articles):
        item = projects.article(f"article-{number:06}", 1 + number % 4)
        people = f"{desk}/annotations/{item.id}"
        os.mkdir(people)  # noqa: PTH102 - a hundred thousand of them: a Path costs more than the call
        _write(
            f"{people}/{projects.ANNOTATOR}.json", projects.annotations_document(item, number % 3)
        )
        _write(f"{desk}/articles/{item.id}.json", projects.article_document(item))


def folder_times(desk: Path) -> float:
    """Seconds that looking at the time of every folder of the project takes."""
    began = perf_counter()
    for path in (desk / "articles", desk / "annotations"):
        path.stat()
    with os.scandir(desk / "annotations") as entries:
        for entry in entries:
            entry.stat()
    return perf_counter() - began


def _write(path: str, text: str) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    os.write(file, text.encode())
    os.close(file)
