"""The driver of real terminals, tried on small programs."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from time import perf_counter

import pytest

from tests.terminal import FRAME_END, Terminal, environment


def python(tmp_path: Path, code: str, *, size: tuple[int, int] = (40, 6)) -> Terminal:
    return Terminal((sys.executable, "-c", code), environment(tmp_path), size=size)


def test_what_a_program_prints_stands_on_the_screen_and_its_exit_code_is_known(
    tmp_path: Path,
) -> None:
    with python(tmp_path, "print('one\\ntwo'); raise SystemExit(3)") as terminal:
        assert terminal.wait_exit() == 3
        assert terminal.display[:2] == ["one".ljust(40), "two".ljust(40)]
        assert terminal.started < terminal.last_byte < perf_counter()


def test_keys_reach_the_program_as_a_terminal_sends_them(tmp_path: Path) -> None:
    code = (
        "import os, sys, tty; tty.setraw(0); print('ready');\n"
        "while (data := os.read(0, 99)) != b'q': print(data.hex(), end='|', flush=True)"
    )
    with python(tmp_path, code) as terminal:
        terminal.wait_for("ready")
        assert not terminal.cooked
        for key, code_points in (("c", "63"), ("up", "1b5b41"), ("ctrl+p", "10"), ("é", "c3a9")):
            terminal.press(key)
            terminal.wait_for(f"{code_points}|")
        terminal.press("q")
        assert terminal.wait_exit() == 0


def test_a_key_without_a_name_is_refused(tmp_path: Path) -> None:
    with python(tmp_path, "input()") as terminal, pytest.raises(KeyError, match="hyper"):
        terminal.press("hyper")


def test_waiting_in_vain_says_why_and_shows_the_screen(tmp_path: Path) -> None:
    ended = pytest.raises(TimeoutError, match=r"ended before 'more'(?s:.*)only this")
    with python(tmp_path, "print('only this')") as terminal, ended:
        terminal.wait_for("more")
    with python(tmp_path, "print('still here', flush=True); input()") as terminal:
        terminal.wait_for("still here")
        with pytest.raises(TimeoutError, match="went by"):
            terminal.wait_for("more", timeout=0.01)


def test_a_killed_program_reports_its_signal(tmp_path: Path) -> None:
    with python(tmp_path, "print('up', flush=True); input()") as terminal:
        terminal.wait_for("up")
        terminal.kill()
        assert terminal.wait_exit() == -signal.SIGKILL


def test_the_program_learns_of_a_new_window_size(tmp_path: Path) -> None:
    code = (
        "import os, signal\n"
        "changes = {signal.SIGWINCH}\n"
        "signal.signal(signal.SIGWINCH, lambda *_: None)\n"
        "signal.pthread_sigmask(signal.SIG_BLOCK, changes)\n"
        "while True:\n"
        "    print('size', *os.get_terminal_size(), flush=True)\n"
        "    signal.sigwait(changes)"
    )
    with python(tmp_path, code) as terminal:
        terminal.wait_for("size 40 6")
        terminal.resize(60, 20)
        terminal.wait_for("size 60 20")
        assert len(terminal.display) == 20
        assert len(terminal.display[0]) == 60


def test_leaving_the_alternate_screen_brings_back_what_stood_before(tmp_path: Path) -> None:
    code = (
        "print('shell', end=' ', flush=True)\n"
        "print('\\x1b[?1049h\\x1b[Hinside', end='', flush=True); input()\n"
        "print('\\x1b[?1049l', end='', flush=True)"
    )
    with python(tmp_path, code) as terminal:
        terminal.wait_for("inside")
        assert "shell" not in terminal.text
        terminal.press("enter")
        assert terminal.wait_exit() == 0
        assert terminal.text.startswith("shell")
        assert terminal.cooked


def test_sequences_of_newer_terminals_leave_nothing_on_the_screen(tmp_path: Path) -> None:
    code = "print('\\x1b[>1ua\\x1b[<ub\\x1b[=0;1uc\\x1bP+q54\\x1b\\\\d\\x1b[>4;1me')"
    with python(tmp_path, code) as terminal:
        assert terminal.wait_exit() == 0
        assert terminal.text.strip() == "abcde"
        assert not terminal.screen.buffer[0][4].bold


def test_a_program_that_asks_may_hold_back_its_frames(tmp_path: Path) -> None:
    code = (
        "import os, tty; tty.setraw(0)\n"
        "os.write(1, b'\\x1b[?2026$p'); answer = os.read(0, 99)\n"
        "os.write(1, b'\\x1b[?2026h' + answer[2:] + b'\\x1b[?2026l')"
    )
    with python(tmp_path, code) as terminal:
        assert terminal.wait_exit() == 0
        assert "?2026;2$y" in terminal.text
        assert terminal.raw.endswith(FRAME_END)


def test_the_environment_holds_nothing_of_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("NO_COLOR", "1")
    found = environment(tmp_path, ANNOTATOR_AS="ana")
    assert not {"PYTHONDONTWRITEBYTECODE", "NO_COLOR"} & found.keys()
    assert found["HOME"] == str(tmp_path)
    assert found["ANNOTATOR_AS"] == "ana"
