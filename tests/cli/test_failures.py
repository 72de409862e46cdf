"""Errors end as sentences and exit codes, whatever they are."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from annotator import errors
from annotator.cli.failures import ExitCode, exit_code_for
from annotator.cli.root import root
from tests.cli.running import REPOSITORY, annotator, good, process, refused


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.NoProjectError("x"), 2),
        (errors.UnknownNameError("tag", "x", []), 2),
        (errors.MissingFileError("x"), 3),
        (errors.NewerVersionError("x", "article", 2, 1), 3),
        (errors.ReadError("x", "why"), 4),
        (errors.SaveError("x", "why"), 4),
        (errors.ConflictError("x", "s1"), 5),
        (OSError(errno.ENOSPC, "No space left on device"), 4),
        (click.UsageError("x"), 2),
        (click.Abort(), 130),
        (KeyboardInterrupt(), 130),
        (ZeroDivisionError(), 4),
    ],
)
def test_every_kind_of_error_has_its_exit_code(error: BaseException, code: int) -> None:
    assert exit_code_for(error) is ExitCode(code)


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["export"], "Missing argument 'FORMAT'. See `annotator export --help`."),
        (["edit", "may", "--titel", "x"], "Did you mean '--title'? See `annotator edit --help`."),
        (["tags", "rename", "x"], "Missing argument 'NEW'. See `annotator tags rename --help`."),
        (["--nonsense"], "There is no option '--nonsense'. See `annotator --help`."),
    ],
)
def test_wrong_usage_is_a_sentence_and_where_to_look(words: list[str], says: str) -> None:
    said = refused(*words, code=2)
    assert says in said
    assert said.startswith("annotator: ")
    assert said.count("\n") == 1


@pytest.mark.usefixtures("desk")
def test_a_fault_of_the_program_gets_a_sentence_and_keeps_its_details(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oh\x1b[2J")

    monkeypatch.setattr(root, "get_command", broken)
    said = refused("status", code=4)
    assert "fault in annotator (ZeroDivisionError: oh␛[2J)" in said
    kept = Path.home() / ".local/state/annotator/last-fault.txt"
    assert str(kept) in said
    assert "in broken" in kept.read_text()


@pytest.mark.usefixtures("desk")
def test_an_error_of_the_system_names_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "Input/output error", "some.file")

    monkeypatch.setattr(root, "get_command", broken)
    assert "some.file: Input/output error" in refused("status", code=4)


@pytest.mark.usefixtures("desk")
def test_ctrl_c_ends_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(root, "get_command", interrupted)
    result = annotator("status")
    assert (result.exit_code, result.output.strip()) == (130, "")


@pytest.mark.usefixtures("folder")
def test_ctrl_c_ends_a_real_command_quietly() -> None:
    good("init")
    started = subprocess.Popen(
        [sys.executable, "-m", "annotator", "add", "-"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
    )
    assert started.stdin is not None
    wait_until_reading(started.pid)
    started.send_signal(signal.SIGINT)
    _, said = started.communicate(timeout=30)
    assert (started.returncode, said.strip()) == (130, b"")


def wait_until_reading(pid: int) -> None:
    """Waits until a process has nothing to do but read its standard input."""
    state = Path(f"/proc/{pid}/wchan")
    if not state.exists():
        pytest.skip("this system does not say what a process waits for")
    syscall = Path(f"/proc/{pid}/syscall")
    while True:
        if syscall.read_text().startswith("0 0x0 "):
            return


def test_a_reader_that_has_seen_enough_is_no_failure(desk: Path) -> None:
    good("add", "-", stdin="A thing. " * 20_000)
    command = [sys.executable, "-m", "annotator", "show", "a-thing", "-p", str(desk)]
    shown = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
    )
    assert shown.stdout is not None
    assert shown.stderr is not None
    shown.stdout.read(100)
    shown.stdout.close()
    said = shown.stderr.read()
    shown.stderr.close()
    assert (shown.wait(timeout=30), said) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
def test_a_full_disk_behind_stdout_is_a_failure_of_the_disk(desk: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "annotator", "status", "-p", str(desk)],
            stdout=full,
            stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
            check=False,
        )
    assert done.returncode == 4
    assert b"Standard output could not be written (the disk is full)" in done.stderr
    assert b"Traceback" not in done.stderr


def test_signs_that_the_encoding_lacks_are_no_failure(desk: Path) -> None:
    good("add", "-", stdin="Zażółć gęślą jaźń. 中文。")
    done = process("show", "zazolc", "-p", desk, PYTHONIOENCODING="latin-1", PYTHONUTF8="0")
    assert done.returncode == 0
    assert b"Za?\xf3" in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("target", [">&-", ">/dev/full"])
@pytest.mark.parametrize(
    "words",
    [
        "--as ana mark may s1 c",
        "show may",
        "export csv -o -",
        "show --json long",
        "--help",
        "mark --help",
        "--version",
    ],
)
def test_an_output_that_takes_nothing_is_told_as_such(desk: Path, words: str, target: str) -> None:
    good("add", "-", stdin="Long thing. " * 3000)
    good("--as", "ana", "mark", "may", "s2", "c")
    done = in_shell(f"annotator {words} {target}", desk)
    assert done.returncode == 4
    said = done.stderr.decode()
    why = "it is closed" if target == ">&-" else "the disk is full"
    assert f"Standard output could not be written ({why}). What was done is done" in said
    assert "fault" not in said
    assert "Exception ignored" not in said


def test_what_was_done_before_the_output_failed_is_done(desk: Path) -> None:
    in_shell("annotator --as ana mark may s1 c >&-", desk)
    assert good("--as", "ana", "show", "may").count("ana: confirmed") == 1


def test_closed_streams_are_no_fault(desk: Path) -> None:
    assert in_shell("annotator mark may s1 c 2>&-", desk).returncode == 0
    assert b"holds no text" in in_shell("annotator add - <&-", desk).stderr
    assert in_shell("annotator mark may s99 c 2>/dev/full", desk).returncode == 2


def in_shell(line: str, desk: Path) -> subprocess.CompletedProcess[bytes]:
    """What a shell makes of a line that begins with `annotator`."""
    program = f"{sys.executable} -m annotator"
    return subprocess.run(
        ["sh", "-c", line.replace("annotator", program, 1)],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY), "ANNOTATOR_PROJECT": str(desk)},
        capture_output=True,
        check=False,
        timeout=60,
    )
