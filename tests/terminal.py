"""A real terminal for a real program: a pty, the screen that its bytes draw, and when each came.

Used by the tests that need a true terminal and by the benchmarks. It waits for conditions on the
file descriptor, never for a time, and behaves as today's terminals do: it answers the question
whether it can hold back a frame until it is whole (private mode 2026).
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import select
import shlex
import signal
import struct
import sys
import termios
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import Final, Self

import pyte

REPOSITORY: Final = Path(__file__).resolve().parents[1]
"""The folder that holds `annotator/`; children import the program from here."""

FRAME_END: Final = b"\x1b[?2026l"
"""What a program writes after the last byte of a frame."""

_SYNC_QUESTION: Final = b"\x1b[?2026$p"
_SYNC_ANSWER: Final = b"\x1b[?2026;2$y"
_ENTER_ALTERNATE: Final = b"\x1b[?1049h"
_LEAVE_ALTERNATE: Final = b"\x1b[?1049l"
_UNKNOWN_TO_PYTE: Final = re.compile(
    rb"\x1b\[[<=>][0-9;:]*[ -/]*[@-~]"  # keyboard protocols and other private sequences
    rb"|\x1b[P_^X][^\x1b]*\x1b\\"  # device control and application strings
)
_UNFINISHED: Final = re.compile(rb"\x1b(?:\[[0-9;:?<=>]*[ -/]*|[P_^X\]][^\x1b\x07]*\x1b?)?\Z")

KEYS: Final[Mapping[str, bytes]] = {
    "enter": b"\r",
    "escape": b"\x1b",
    "tab": b"\t",
    "shift+tab": b"\x1b[Z",
    "space": b" ",
    "backspace": b"\x7f",
    "delete": b"\x1b[3~",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "shift+right": b"\x1b[1;2C",
    "shift+left": b"\x1b[1;2D",
    "ctrl+right": b"\x1b[1;5C",
    "ctrl+left": b"\x1b[1;5D",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
    "f1": b"\x1bOP",
}
"""Names of keys that are more than one character, and the bytes that terminals send for them."""


def environment(home: Path, **changes: str) -> dict[str, str]:
    """The same environment on every machine, with nothing of the person who runs it.

    Args:
        home: an empty or a prepared folder that stands for the person's home.
        **changes: variables to add or to set otherwise.
    """
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONPATH": str(REPOSITORY),
        **changes,
    }


def annotator(*arguments: str | Path) -> tuple[str, ...]:
    """The command line that starts this checkout's program with these arguments."""
    return (sys.executable, "-m", "annotator", *map(str, arguments))


class Terminal:
    """A program in a pty of its own, and the screen it has drawn so far.

    Bytes are drawn on the pyte screen only when the screen is asked for, so that drawing never
    delays the time stamps. Times are those of `time.perf_counter`, in seconds.

    Raises:
        OSError: the program cannot be started.
    """

    def __init__(
        self,
        argv: Sequence[str],
        env: Mapping[str, str],
        *,
        size: tuple[int, int] = (120, 40),
        cwd: Path | None = None,
    ) -> None:
        """Start `argv` with `env` in a terminal of `size` (columns, rows)."""
        self.raw = bytearray()
        """Every byte that the program has written."""
        self.last_byte = 0.0
        """When the last of them was read."""
        self.exit_status: int | None = None
        """The exit code, or minus the signal; None while it runs."""
        self._columns, self._rows = size
        self._drawn = 0
        self._answered = 0
        self._ended = False
        self._main = self._screen = _new_screen(size)
        self._stream = pyte.ByteStream(self._screen)
        self._master, slave = os.openpty()
        os.set_blocking(self._master, False)
        _set_size(slave, size)
        if cwd is not None:
            argv = ("/bin/sh", "-c", f"cd {shlex.quote(str(cwd))} && exec {shlex.join(argv)}")
        self.started = perf_counter()
        """When the program was started."""
        try:
            self.pid = _spawn(argv, env, os.ttyname(slave))
        except OSError:
            os.close(self._master)
            raise
        finally:
            os.close(slave)

    def __enter__(self) -> Self:
        """Use the terminal in a `with`; it is closed at the end, the program killed if it runs."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the terminal."""
        self.close()

    def fileno(self) -> int:
        """The pty's file descriptor, for a `select` together with others."""
        return self._master

    # --- what goes in -------------------------------------------------------------------------

    def press(self, *keys: str) -> float:
        """Press keys (single characters, names of `KEYS`, `ctrl+x`) and return when."""
        return self.send(b"".join(_key_bytes(key) for key in keys))

    def send(self, data: bytes) -> float:
        """Type bytes as they are and return when the first one was typed."""
        at = perf_counter()
        while data:
            select.select([], [self._master], [])
            data = data[os.write(self._master, data) :]
        return at

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size; the program is told by the kernel."""
        self._draw()
        self._columns, self._rows = columns, rows
        self._screen.resize(rows, columns)
        self._main.resize(rows, columns)
        _set_size(self._master, (columns, rows))

    # --- what comes out -----------------------------------------------------------------------

    def read(self, timeout: float) -> bool:
        """Take what the program writes next; False if nothing came in `timeout` seconds."""
        if self._ended or not select.select([self._master], [], [], max(0.0, timeout))[0]:
            return False
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:  # Linux says EIO, others an empty read, when the last writer is gone
            data = b""
        if not data:
            self._ended = True
            return False
        self.last_byte = perf_counter()
        self.raw += data
        self._answer()
        return True

    def wait_for(self, wanted: str | Callable[[Terminal], bool], timeout: float = 10.0) -> float:
        """Wait until a text stands on the screen, or a condition holds.

        Returns:
            When the last byte came that made it so.

        Raises:
            TimeoutError: it did not within `timeout` seconds, or the program ended before; the
                message shows the screen.
        """

        def holds() -> bool:
            return wanted in self.text if isinstance(wanted, str) else wanted(self)

        until = perf_counter() + timeout
        while not holds():
            if not self.read(until - perf_counter()) and (self._ended or perf_counter() >= until):
                why = "the program ended" if self._ended else f"{timeout:g} s went by"
                what = getattr(wanted, "__qualname__", repr(wanted))
                raise TimeoutError(self._shown(f"{why} before {what}"))
        return self.last_byte

    def wait_quiet(self, seconds: float = 0.05, timeout: float = 10.0) -> float:
        """Wait until nothing was written for `seconds`; returns when the last byte came."""
        until = perf_counter() + timeout
        while self.read(seconds):
            if perf_counter() >= until:
                raise TimeoutError(self._shown(f"still writing after {timeout:g} s"))
        return self.last_byte

    @property
    def screen(self) -> pyte.Screen:
        """The screen as drawn by all bytes read so far, with colours and cursor."""
        self._draw()
        return self._screen

    @property
    def display(self) -> list[str]:
        """The screen's lines from the top, each as wide as the window."""
        return list(self.screen.display)

    @property
    def text(self) -> str:
        """The screen as text, without blanks at the ends of lines and empty lines at the end."""
        return "\n".join(line.rstrip() for line in self.display).rstrip("\n")

    @property
    def cursor(self) -> tuple[int, int]:
        """Where the terminal's own cursor stands: column and row, both from 0."""
        return self.screen.cursor.x, self.screen.cursor.y

    @property
    def cooked(self) -> bool:
        """Whether the terminal echoes and edits lines, as a shell expects to find it again."""
        local = termios.tcgetattr(self._master)[3]
        wanted = termios.ICANON | termios.ECHO
        return bool(local & wanted == wanted)

    # --- the end ------------------------------------------------------------------------------

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send the program a signal; by default the one that it cannot catch."""
        if self.exit_status is None:
            os.kill(self.pid, number)

    def wait_exit(self, timeout: float = 10.0) -> int:
        """Read until the program ends; its exit code, or minus the signal that ended it.

        Raises:
            TimeoutError: it still runs after `timeout` seconds.
        """
        until = perf_counter() + timeout
        while not self._ended:
            if not self.read(until - perf_counter()) and perf_counter() >= until:
                raise TimeoutError(self._shown(f"still running after {timeout:g} s"))
        return self._reap()

    def hang_up(self) -> None:
        """Close the window over the program: it is told by the kernel and can draw no more."""
        if self._master >= 0:
            os.close(self._master)
        self._master = -1
        self._ended = True

    def close(self) -> None:
        """End the program if it still runs and give back the pty; a second call does nothing."""
        if self.exit_status is None:
            with contextlib.suppress(ProcessLookupError):
                self.kill()
        self.hang_up()
        self._reap()

    def _shown(self, what: str) -> str:
        return f"{what}; the screen:\n{self.text}"

    def _reap(self) -> int:
        if self.exit_status is None:
            self.exit_status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.exit_status

    def _answer(self) -> None:
        at = self.raw.find(_SYNC_QUESTION, self._answered)
        if at >= 0:
            self._answered = at + len(_SYNC_QUESTION)
            os.write(self._master, _SYNC_ANSWER)
        else:
            self._answered = max(self._answered, len(self.raw) - len(_SYNC_QUESTION))

    def _draw(self) -> None:
        data = bytes(self.raw[self._drawn :])
        unfinished = _UNFINISHED.search(data)
        if unfinished:
            data = data[: unfinished.start()]
        self._drawn += len(data)
        for part in re.split(rb"(\x1b\[\?1049[hl])", _UNKNOWN_TO_PYTE.sub(b"", data)):
            if part == _ENTER_ALTERNATE:
                self._show(_new_screen((self._columns, self._rows)))
            elif part == _LEAVE_ALTERNATE:
                self._show(self._main)
            elif part:
                self._stream.feed(part)

    def _show(self, screen: pyte.Screen) -> None:
        self._screen = screen
        self._stream = pyte.ByteStream(screen)


def _new_screen(size: tuple[int, int]) -> pyte.Screen:
    return pyte.Screen(*size)


def _set_size(descriptor: int, size: tuple[int, int]) -> None:
    columns, rows = size
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def _spawn(argv: Sequence[str], env: Mapping[str, str], tty: str) -> int:
    # The leader of a new session that opens a terminal gets it as its own: so the window's
    # signals arrive, and no code of ours runs between fork and exec.
    return os.posix_spawnp(
        argv[0],
        list(argv),
        env,
        setsid=True,
        setsigdef=(signal.SIGINT, signal.SIGPIPE),
        file_actions=(
            (os.POSIX_SPAWN_OPEN, 0, tty, os.O_RDWR, 0),
            (os.POSIX_SPAWN_DUP2, 0, 1),
            (os.POSIX_SPAWN_DUP2, 0, 2),
        ),
    )


def _key_bytes(key: str) -> bytes:
    if key in KEYS:
        return KEYS[key]
    if key.startswith("ctrl+") and len(key) == len("ctrl+x"):
        return bytes([ord(key[-1]) & 0x1F])
    if len(key) != 1:
        raise KeyError(key)  # neither one character nor in KEYS
    return key.encode()
