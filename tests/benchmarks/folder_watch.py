"""Sees from outside when a file is replaced: by inotify on Linux, by looking again elsewhere."""

from __future__ import annotations

import ctypes
import os
import select
import sys
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import Final, Self

from tests.terminal import Terminal

_IN_MOVED_TO: Final = 0x80
_IN_NONBLOCK: Final = os.O_NONBLOCK
_LOOK_AGAIN: Final = 0.0002
"""Seconds between two looks at the file where the kernel does not tell."""


class FolderWatch:
    """Watches one file, and syncs its folder itself once the file is there.

    A sync of a folder cannot be seen from outside. But when *our* sync of it returns, the new name
    is on the disk, whoever asked for it first: so this is the time at which it certainly is.
    """

    def __init__(self, file: Path) -> None:
        """Watch `file`, whose folder exists."""
        self._file = file
        self._folder = os.open(file.parent, os.O_RDONLY)
        self._notices = _inotify(file.parent)
        self._before = _identity(file)

    def __enter__(self) -> Self:
        """Use it in a `with`."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop watching."""
        os.close(self._folder)
        if self._notices is not None:
            os.close(self._notices)

    def forget(self) -> None:
        """Leave aside whatever happened so far."""
        self._moved()
        self._before = _identity(self._file)

    def replaced(self, terminal: Terminal, timeout: float = 5.0) -> tuple[float, float]:
        """Wait for the new file, reading on what the program writes to its terminal.

        Returns:
            When the file was seen under its name, and when its folder was certainly synced.

        Raises:
            TimeoutError: the file was not replaced within `timeout` seconds.
        """
        until = perf_counter() + timeout
        while not self._moved():
            if perf_counter() >= until:
                raise TimeoutError(f"{self._file} was not replaced; the screen:\n{terminal.text}")
            self._wait(terminal)
        seen = perf_counter()
        os.fsync(self._folder)
        return seen, perf_counter()

    def _wait(self, terminal: Terminal) -> None:
        if self._notices is None:
            watched, seconds = [terminal.fileno()], _LOOK_AGAIN
        else:
            watched, seconds = [terminal.fileno(), self._notices], 1.0
        ready, _, _ = select.select(watched, [], [], seconds)
        if terminal.fileno() in ready:
            terminal.read(0)

    def _moved(self) -> bool:
        if self._notices is None:
            return _identity(self._file) != self._before
        try:
            events = os.read(self._notices, 1 << 16)
        except BlockingIOError:
            return False
        return self._file.name.encode() + b"\0" in events


def _identity(file: Path) -> tuple[int, int]:
    found = file.stat()
    return found.st_ino, found.st_mtime_ns


def _inotify(folder: Path) -> int | None:
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None, use_errno=True)
    notices: int = libc.inotify_init1(_IN_NONBLOCK)
    if notices < 0 or libc.inotify_add_watch(notices, bytes(folder), _IN_MOVED_TO) < 0:
        raise OSError(ctypes.get_errno(), "inotify", str(folder))
    return notices
