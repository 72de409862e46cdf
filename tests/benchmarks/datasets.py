"""Datasets: how fast rows are written beside the bare library, what memory an export takes, and how
long the same rows take to come in again.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import orjson
import pyarrow as pa
import pyarrow.parquet as pq

from annotator.flows.datasets.publish import Asked, publication
from annotator.formats.datasets.about import About, OneFile
from annotator.formats.datasets.json_lines import write_json_lines
from annotator.formats.datasets.parquet import BATCH, schema_of, write_parquet
from annotator.stores.files import FileStore
from tests.benchmarks import projects
from tests.benchmarks.figures import Figure, Floor, Line, Note, median
from tests.terminal import annotator, environment

SENTENCES: Final = 500
"""Of each article."""
SIZES: Final = (100_000, 1_000_000)
"""Rows of the two exports whose memory is compared."""
WRITTEN: Final = 100_000
"""Rows that are written from memory."""
KNOWN: Final = 5_000
"""Different ones among them."""
JSON_LINES: Final = 1 / 0.4
PARQUET: Final = 1 / 0.6
"""How many times the bare library's seconds each may take."""
MEMORY: Final = 200.0
"""MB that an export may take, however many rows it has."""
IMPORTED: Final = (2_000, 50)
"""Articles, and labels of each, that come in."""
IMPORT: Final = 20.0
"""Seconds that they may take from end to end."""
FLAT: Final = 1.1
"""How many times the memory of the small export the large one may take."""


def measure(folder: Path, sizes: tuple[int, ...] = SIZES) -> Iterator[Line]:
    """Rows from memory first, then whole exports as a person starts them."""
    small = folder / "small"
    build(small, KNOWN)
    yield from _writers(small, folder)
    env = environment(folder / "home")
    yield from _imports(folder / "import", env)
    peaks: dict[str, float] = {}
    for size in sizes:
        desk = folder / f"desk-{size}"
        build(desk, size)
        for name, *more in (("jsonl",), ("parquet",), ("hf", "--allow-unlicensed")):
            out = folder / f"out.{name}"
            words = annotator("-p", desk, "export", name, "-o", out, "--force", *more)
            seconds, peak = _run(words, env)
            yield Note(
                f"  {size:,} rows of articles on the disk as {name}: "
                f"{size / seconds:,.0f} rows a second from end to end"
            )
            before = peaks.setdefault(name, peak)
            floor = Floor(f"with {sizes[0]:,} rows", before) if size != sizes[0] else None
            flat = FLAT if floor else None
            yield Figure(f"peak memory, {size:,} rows as {name}", peak, "MB", floor, MEMORY, flat)


def _imports(folder: Path, env: dict[str, str]) -> Iterator[Line]:
    """Brings the labels of one project into a copy of it in which nobody has said anything."""
    articles, labels = IMPORTED
    desk, copy = folder / "desk", folder / "copy"
    for number in range(articles):
        item = projects.article(f"article-{number:06}", labels)
        projects.write(desk, item, labels)
        projects.write(copy, item, 0)
    shutil.rmtree(copy / "annotations", ignore_errors=True)
    out = folder / "out.jsonl"
    _run(annotator("-p", desk, "export", "jsonl", "--labels", "all", "-o", out), env)
    took, peak = _run(annotator("-p", copy, "import", "jsonl", out), env)
    again, _ = _run(annotator("-p", copy, "import", "jsonl", out), env)
    rows = articles * labels
    yield Figure(f"{rows:,} labels of jsonl imported", took, "s", at_most=IMPORT)
    yield Note(f"  the same again, which changes nothing: {again:.1f} s")
    yield Figure(f"peak memory, {rows:,} labels imported", peak, "MB", at_most=MEMORY)


def build(desk: Path, rows: int) -> None:
    """Writes a project with so many marked sentences."""
    for number in range(rows // SENTENCES):
        projects.write(desk, _article(number), SENTENCES)


def _article(number: int) -> projects.Article:
    """An article that shares no word with another, so that no two are near copies."""
    plain = projects.article(f"article-{number:06}", SENTENCES)
    spans: list[tuple[int, int]] = []
    sentences: list[str] = []
    at = 0
    for sentence in plain.sentences():
        own = " ".join(f"{word}{number}" for word in sentence.rstrip(".").split()) + "."
        spans.append((at, at + len(own)))
        sentences.append(own)
        at += len(own) + 1
    return projects.Article(plain.id, plain.title, " ".join(sentences), tuple(spans))


def _writers(desk: Path, folder: Path) -> Iterator[Line]:
    ready = publication(FileStore(desk), Asked())
    known = list(ready.rows())
    about = About(ready.project)
    rows = partial(islice, cycle(known), WRITTEN)
    for name, write, bare, most in (
        ("jsonl", write_json_lines, _bare_lines, JSON_LINES),
        ("parquet", write_parquet, partial(_bare_parquet, about), PARQUET),
    ):
        ours: list[float] = []
        least: list[float] = []
        for _ in range(3):
            least.append(_seconds(partial(_to_file, folder, partial(bare, rows()))))
            target = partial(_through_target, write, rows(), about)
            ours.append(_seconds(partial(_to_file, folder, target)))
        floor = Floor("bare library", median(least))
        yield Figure(
            f"{WRITTEN:,} rows in memory written as {name}",
            median(ours),
            "s",
            floor,
            at_most_ratio=most,
        )


def _through_target(
    write: Callable[..., None], rows: Iterable[Any], about: About, file: io.BufferedWriter
) -> None:
    write(rows, about, OneFile(file, "out"))


def _bare_lines(rows: Iterable[Any], file: io.BufferedWriter) -> None:
    file.writelines(orjson.dumps(row) + b"\n" for row in rows)


def _bare_parquet(about: About, rows: Iterable[Any], file: io.BufferedWriter) -> None:
    schema = schema_of(about)
    left = iter(rows)
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        while batch := list(islice(left, BATCH)):
            writer.write_batch(pa.RecordBatch.from_pylist(batch, schema=schema))


def _to_file(folder: Path, write: Callable[[io.BufferedWriter], None]) -> None:
    with (folder / "rows").open("wb") as file:
        write(file)
        file.flush()
        os.fsync(file.fileno())


def _seconds(do: Callable[[], None]) -> float:
    began = perf_counter()
    do()
    return perf_counter() - began


def _run(words: tuple[str, ...], env: dict[str, str]) -> tuple[float, float]:
    """Seconds that a command takes, and the most memory that it held, in MB.

    A small process starts it: a child counts the memory of the one that it was forked from.
    """
    began = perf_counter()
    done = subprocess.run(
        (sys.executable, "-S", "-c", _LAUNCHER, *words),
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    unit = 1 if sys.platform == "darwin" else 1024
    return perf_counter() - began, int(done.stdout.split()[-1]) * unit / 1e6


_LAUNCHER: Final = """
import os, resource, sys
child = os.spawnv(os.P_WAIT, sys.argv[1], sys.argv[1:])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(child)
"""
