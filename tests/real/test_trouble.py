"""The disk does not do what it should: the screen says so in words, and goes on trying."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.domain.history import rebuild
from tests.real import unprivileged
from tests.real.place import Place, here, restored, saved
from tests.terminal import Terminal

NOT_ROOT = (sys.executable, unprivileged.__file__)
ON_A_SMALL_DISK = """
mount -t tmpfs -o size=256k none "$1" && cp -a "$2/." "$1" && shift 2 && exec "$@"
"""


@contextlib.contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Makes a folder and those in it such that nobody may write there."""
    folders = [folder, *(path for path in folder.rglob("*") if path.is_dir())]
    for each in folders:
        each.chmod(0o555)
    try:
        yield
    finally:
        for each in folders:
            each.chmod(0o755)


def tag_one(terminal: Terminal) -> None:
    """Tags the first sentence, which is saved."""
    terminal.wait_for("15 to go")
    terminal.press("c")
    terminal.wait_for("saved r1")


def test_a_folder_that_must_not_be_written_is_said_and_tried_again(place: Place) -> None:
    with place.open(before=NOT_ROOT) as terminal:
        tag_one(terminal)
        before = place.file.read_bytes()
        with read_only(place.project):
            terminal.press("i")
            terminal.wait_for("NOT SAVED")
            terminal.wait_for("no permission to write there")
            terminal.press("o", "k")
            terminal.wait_for("12 to go")  # it goes on as before
            assert "NOT SAVED" in terminal.text
            assert place.file.read_bytes() == before
        terminal.wait_for("saved r3")
        assert "NOT SAVED" not in terminal.text
        assert "no permission" not in terminal.text
    assert list(place.tags()) == ["s1", "s2", "s3"]


def test_leaving_asks_while_marks_are_not_saved_and_they_can_be_given_up(place: Place) -> None:
    with place.open(before=NOT_ROOT) as terminal:
        tag_one(terminal)
        with read_only(place.project):
            terminal.press("i")
            terminal.wait_for("NOT SAVED")
            terminal.press("q")
            terminal.wait_for("Your last marks are not saved")
            terminal.press("k")
            terminal.wait_for(lambda it: "Your last marks" not in it.text)
            assert here(terminal) == "s3"
            terminal.press("ctrl+q")
            terminal.wait_for("Your last marks are not saved")
            terminal.press("g")
            assert terminal.wait_exit() == 0
    assert place.tags() == {"s1": ("confirmed",)}


def test_marks_that_cannot_be_saved_are_rescued_and_offered_at_the_next_start(
    place: Place,
) -> None:
    with place.open(before=NOT_ROOT) as terminal:
        tag_one(terminal)
        with read_only(place.project):
            terminal.press("i", "o")
            terminal.wait_for("NOT SAVED")
            terminal.press("q")
            terminal.wait_for("rescue file")
            terminal.press("r")
            assert terminal.wait_exit() == 0
            assert "will be offered next time" in terminal.text.replace("\n", "")
    assert place.tags() == {"s1": ("confirmed",)}
    with place.open() as terminal:
        terminal.wait_for("were rescued")
        terminal.press("t")
        terminal.wait_for("saved r3")
        assert "12 to go" in terminal.text
        terminal.press("q")
        assert terminal.wait_exit() == 0
    assert list(place.tags()) == ["s1", "s2", "s3"]
    with place.open() as terminal:
        terminal.wait_for("12 to go")
        terminal.wait_quiet()
        assert "were rescued" not in terminal.text


def test_a_signal_rescues_what_cannot_be_saved(place: Place) -> None:
    with place.open(before=NOT_ROOT) as terminal:
        tag_one(terminal)
        with read_only(place.project):
            terminal.press("i")
            terminal.wait_for("NOT SAVED")
            terminal.kill(15)
            assert terminal.wait_exit() == -15
            assert "will be offered next time" in terminal.text.replace("\n", "")
    with place.open() as terminal:
        terminal.wait_for("were rescued")
        terminal.press("t")
        terminal.wait_for("saved r2")


def test_a_home_that_must_not_be_written_keeps_nobody_from_working(place: Place) -> None:
    home = place.folder / "home"
    home.mkdir()
    with read_only(home), place.open(before=NOT_ROOT) as terminal:
        tag_one(terminal)
        terminal.press("q")
        assert terminal.wait_exit() == 0
    assert place.tags() == {"s1": ("confirmed",)}


@pytest.mark.skipif(not shutil.which("unshare"), reason="needs unshare for a disk of its own")
def test_a_full_disk_is_said_and_nothing_saved_before_is_touched(place: Place) -> None:
    _skip_unless_it_may_mount(place.folder)
    origin = shutil.copytree(place.project, place.folder / "origin")
    disk = ("unshare", "-m", "sh", "-c", ON_A_SMALL_DISK, "sh", place.project, origin)
    with place.open(before=disk) as terminal:
        tag_one(terminal)
        root = Path(f"/proc/{terminal.pid}/root")
        filler = root / place.project.relative_to("/") / "filler"
        fill(filler)
        terminal.press("i")
        terminal.wait_for("NOT SAVED")
        terminal.wait_for("the disk is full")
        terminal.press("o")
        terminal.wait_for("12 to go")
        assert place.document(root).revision == 1
        filler.unlink()
        terminal.wait_for("saved r3")
        found = place.document(root)
        assert [mark.tags for mark in found.marks.values()] == [
            ("confirmed",),
            ("insider-sourced",),
            ("opinion",),
        ]
        assert list(rebuild(found, 1).marks) == ["s1"]
        fill(filler)
        terminal.press("d")
        terminal.wait_for("NOT SAVED")
        terminal.press("q")
        terminal.wait_for("rescue file")
        terminal.press("r")
        assert terminal.wait_exit() == 0
    with place.open() as terminal:
        terminal.wait_for("were rescued")
        terminal.press("t")
        terminal.wait_for("saved r4")


def fill(path: Path) -> None:
    """Writes a file until the disk is full."""
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"\0" * 1024)


def _skip_unless_it_may_mount(folder: Path) -> None:
    mount = ["unshare", "-m", "mount", "-t", "tmpfs", "none", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("may not mount a small disk here")


@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace, which .ci/run installs")
@pytest.mark.parametrize("of", ["file", "folder"])
def test_a_failed_sync_is_never_shown_as_saved(place: Place, of: str) -> None:
    folder = place.file.parent
    path = folder if of == "folder" else folder / f".{place.file.name}.tmp"
    with place.open() as terminal:
        tag_one(terminal)
        terminal.press("q")
        terminal.wait_exit()
    failing = (
        *("strace", "-f", "-qq", "-o", "/dev/null", "-P", path),
        *("-e", "trace=fsync", "-e", "inject=fsync:error=EIO:when=1"),
    )
    with place.open(before=failing) as terminal:
        terminal.wait_for("14 to go", timeout=20)
        terminal.press("i")
        terminal.wait_for("NOT SAVED")
        assert saved(terminal) == 0
        terminal.wait_for("saved r2")
        terminal.press("u")
        terminal.wait_for("saved r3")
    assert place.tags() == {"s1": ("confirmed",)}


FAULTY = """
import annotator.flows.annotate as flow
from annotator.__main__ import main

def broken(self):
    raise ZeroDivisionError("made on purpose")

flow.Annotating.toggle_unsure = broken
main()
"""


def test_a_fault_in_the_program_is_told_in_a_sentence_and_loses_nothing(place: Place) -> None:
    command = ("-p", str(place.project), "--as", "ana", "tag")
    with Terminal((sys.executable, "-c", FAULTY, *command), place.environment()) as terminal:
        terminal.wait_for("15 to go")
        terminal.press("c", "f")
        assert terminal.wait_exit() == 4
        assert restored(terminal) == []
        said = terminal.text.replace("\n", "")
    assert "this is a fault in annotator (ZeroDivisionError: made on purpose)" in said
    assert "Traceback" not in said
    assert place.tags() == {"s1": ("confirmed",)}
    kept = place.folder / "home" / "state" / "annotator" / "last-fault.txt"
    assert "toggle_unsure" in kept.read_text("utf-8")
