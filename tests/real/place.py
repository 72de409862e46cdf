"""A place to work at in a real terminal: a project with the seed article, and an empty home."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import select
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from annotator.codec import decode
from annotator.domain.annotations import Annotations
from tests.terminal import Terminal, annotator, environment

ARTICLE = "stellantis-considers-collaboration-with-chinese-electric-car"
"""The seed article's id."""

SENTENCES = 16
"""How many sentences it has; s11 is a link, which moving on passes over."""

_SAVED = re.compile(r"\bsaved r(\d+)")
_HERE = re.compile(r"\b(s\d+) of \d+")


@dataclass(frozen=True, slots=True)
class Place:
    """A folder with the project `desk`, and homes for those who work on it."""

    folder: Path

    @property
    def project(self) -> Path:
        """The project's folder."""
        return self.folder / "desk"

    @property
    def file(self) -> Path:
        """The file of ana's marks on the seed article."""
        return self.project / "annotations" / ARTICLE / "ana.json"

    def environment(self, home: str = "home", **changes: str) -> dict[str, str]:
        """The child's environment; each `home` is another machine of the same person."""
        return environment(self.folder / home, **changes)

    def open(
        self,
        *,
        before: tuple[str | Path, ...] = (),
        home: str = "home",
        size: tuple[int, int] = (100, 30),
        article: str = ARTICLE,
        **changes: str,
    ) -> Terminal:
        """Opens an article as ana, in a terminal.

        Args:
            before: a program that starts ours, with its arguments.
            home: whose settings and state are used.
            size: columns and rows.
            article: which one; empty for the one that was open last.
            **changes: variables of the environment.
        """
        argv = annotator("-p", self.project, "--as", "ana", "tag", *filter(None, (article,)))
        return Terminal((*map(str, before), *argv), self.environment(home, **changes), size=size)

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Starts a command as ana, without a terminal."""
        return subprocess.Popen(
            annotator("-p", self.project, "--as", "ana", *arguments),
            env=self.environment("other"),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        """Runs a command as ana, without a terminal, to its end."""
        with self.start(*arguments) as started:
            out, err = started.communicate()
        return subprocess.CompletedProcess(started.args, started.returncode, out, err)

    def document(self, root: Path = Path("/")) -> Annotations:
        """What is on the disk, read by the codec; nothing damaged passes.

        Args:
            root: the root folder as the program sees it.
        """
        path = root / self.file.relative_to("/")
        found = decode(path.read_bytes(), str(path), "annotations")
        assert isinstance(found, Annotations)
        return found

    def tags(self) -> dict[str, tuple[str, ...]]:
        """The tags on the disk, by sentence."""
        return {sentence: mark.tags for sentence, mark in self.document().marks.items()}

    @contextlib.contextmanager
    def nobody_saves(self) -> Iterator[None]:
        """Holds the project's lock, as a save by somebody else would."""
        descriptor = os.open(self.project / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


def saved(terminal: Terminal) -> int:
    """The revision that the screen shows as saved; 0 for none."""
    found = _SAVED.search(terminal.text)
    return int(found[1]) if found else 0


def whichever(text: str, *terminals: Terminal) -> Terminal:
    """The first of several terminals that shows a text.

    Raises:
        TimeoutError: none of them does, and all are quiet.
    """
    while not any(text in terminal.text for terminal in terminals):
        ready = select.select(terminals, [], [], 10)[0]
        if not ready:
            raise TimeoutError("\n".join(terminal.text for terminal in terminals))
        for terminal in ready:
            terminal.read(0)
    return next(terminal for terminal in terminals if text in terminal.text)


def read_until(terminal: Terminal, holds: Callable[[], bool], timeout: float = 10.0) -> None:
    """Reads what a terminal shows until something outside of it holds, such as a file's content.

    Raises:
        TimeoutError: it does not within `timeout` seconds.
    """
    until = monotonic() + timeout
    while not holds():
        terminal.read(0.02)
        if monotonic() > until:
            raise TimeoutError(terminal.text)


def here(terminal: Terminal) -> str:
    """The current sentence, as the details name it; empty where they are not shown."""
    found = _HERE.search(terminal.text)
    return found[1] if found else ""


def restored(terminal: Terminal) -> list[str]:
    """What a program has left other than it found it; empty for nothing."""
    modes = {
        "alternate screen": "?1049",
        "mouse": "?1000",
        "all mouse movement": "?1003",
        "focus events": "?1004",
        "bracketed paste": "?2004",
    }
    left = [
        name
        for name, mode in modes.items()
        if _last(terminal, f"\x1b[{mode}l") < _last(terminal, f"\x1b[{mode}h")
    ]
    if _last(terminal, "\x1b[?25h") < _last(terminal, "\x1b[?25l"):
        left.append("hidden cursor")
    if not terminal.cooked:
        left.append("no echo")
    return left


def _last(terminal: Terminal, sequence: str) -> int:
    return terminal.raw.rfind(sequence.encode())
