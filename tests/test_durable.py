from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from annotator.durable import make_folder, move_file, private_file, replace_file
from annotator.durable.locking import locked
from annotator.durable.whole import new_file, new_folder
from annotator.errors import SaveError

ROOT = Path(__file__).parents[1]
HOLDER = """
import sys
from pathlib import Path
from annotator.durable.locking import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""
"""A program that holds a lock until its standard input is closed."""

NO_FLOCK = ["strace", "-f", "-qq", "-o", os.devnull, "-e", "trace=flock", "-e"]


def hold(path: Path, *before: str) -> subprocess.Popen[str]:
    holder = subprocess.Popen(
        [*before, sys.executable, "-c", HOLDER, str(path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def without_flock() -> list[str]:
    """What to put before a program so that flock fails for it as on some network disks."""
    command = [*NO_FLOCK, "inject=flock:error=ENOLCK"]
    if (
        shutil.which("strace") is None
        or subprocess.run([*command, "true"], capture_output=True, check=False).returncode
    ):
        pytest.skip("strace is missing, or ptrace is not permitted here")
    return command


# ── replacing a file ─────────────────────────────────────────────────────────────────────────


def test_a_file_gets_exactly_the_bytes_and_nothing_else_stays(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "a file.json"
    for data in (b"one", b"", b"x" * 3_000_000):
        replace_file(path, data)
        assert path.read_bytes() == data
        assert list(path.parent.iterdir()) == [path]


def test_who_reads_while_it_is_replaced_sees_the_old_or_the_new(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    versions = [bytes([n]) * 100_000 for n in range(40)]
    replace_file(path, versions[0])
    seen: list[bytes] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.append(path.read_bytes())

    reader = threading.Thread(target=read)
    reader.start()
    for data in versions:
        replace_file(path, data)
    done.set()
    reader.join()
    assert set(seen) <= set(versions)


def test_what_a_killed_save_left_behind_is_no_obstacle(tmp_path: Path) -> None:
    path, left = tmp_path / "a.json", tmp_path / ".a.json.tmp"
    left.write_bytes(b"half of a")
    left.chmod(0o400)
    replace_file(path, b"whole")
    assert path.read_bytes() == b"whole"
    assert path.stat().st_mode & 0o777 == tmp_path.stat().st_mode & 0o666
    assert not left.exists()


def test_a_link_under_the_temporary_name_is_not_followed(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(b"keep")
    (tmp_path / ".a.json.tmp").symlink_to(precious)
    replace_file(tmp_path / "a.json", b"new")
    assert (precious.read_bytes(), (tmp_path / "a.json").read_bytes()) == (b"keep", b"new")
    assert not (tmp_path / "a.json").is_symlink()


def test_a_failed_replace_leaves_the_old_and_no_litter(tmp_path: Path) -> None:
    folder = tmp_path / "a.json"
    folder.mkdir()
    (folder / "inside").write_bytes(b"old")
    with pytest.raises(SaveError, match=r"a\.json: not saved \(a folder stands where"):
        replace_file(folder, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]
    assert (folder / "inside").read_bytes() == b"old"


def test_in_a_folder_open_to_all_the_umask_decides(tmp_path: Path) -> None:
    tmp_path.chmod(0o1777)
    before = os.umask(0o027)
    try:
        replace_file(tmp_path / "a.json", b"")
        make_folder(tmp_path / "desk")
    finally:
        os.umask(before)
    assert (tmp_path / "a.json").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "desk").stat().st_mode & 0o7777 == 0o750


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(SaveError, match="a file stands where a folder should be"):
        replace_file(tmp_path / "file" / "a.json", b"")


def test_a_file_is_moved_with_the_folders_it_needs(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a")
    move_file(tmp_path / "a", tmp_path / "deep" / "er" / "b")
    assert (tmp_path / "deep" / "er" / "b").read_bytes() == b"a"
    with pytest.raises(SaveError):
        move_file(tmp_path / "a", tmp_path / "c")


# ── locks ────────────────────────────────────────────────────────────────────────────────────


def test_threads_take_turns(tmp_path: Path) -> None:
    counter = [0]

    def count() -> None:
        for _ in range(50):
            with locked(tmp_path / ".lock"):
                now = counter[0]
                os.sched_yield()
                counter[0] = now + 1

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counter == [200]


def test_while_another_program_holds_it_one_waits_and_then_says_so(tmp_path: Path) -> None:
    holder = hold(tmp_path / ".lock")
    with (
        pytest.raises(SaveError, match="another annotator is writing here"),
        locked(tmp_path / ".lock", wait=0.05),
    ):
        pytest.fail("two hold the lock")
    waiting = threading.Thread(target=lambda: holder.communicate("let go"))
    waiting.start()
    with locked(tmp_path / ".lock"):
        waiting.join()
    assert holder.returncode == 0


def test_a_killed_holder_holds_nothing(tmp_path: Path) -> None:
    holder = hold(tmp_path / ".lock")
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    with locked(tmp_path / ".lock", wait=0.05):
        assert (tmp_path / ".lock").exists()


def test_an_error_inside_lets_the_lock_go(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), locked(tmp_path / ".lock"):
        raise ZeroDivisionError
    with locked(tmp_path / ".lock", wait=0.05):
        pass


def test_without_flock_a_file_made_by_one_alone_is_the_lock(tmp_path: Path) -> None:
    holder = hold(tmp_path / ".lock", *without_flock())
    exclusive = tmp_path / ".lock.exclusive"
    assert exclusive.exists()
    command = [*without_flock(), sys.executable, "-c", HOLDER.replace("]))", "]), wait=0.05)")]
    second = subprocess.run(
        [*command, str(tmp_path / ".lock")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "another annotator is writing here" in second.stderr
    assert "delete .lock.exclusive" in second.stderr
    holder.communicate("let go")
    assert holder.returncode == 0
    assert not exclusive.exists()


def test_a_lock_that_cannot_be_made_names_the_folder(tmp_path: Path) -> None:
    with (
        pytest.raises(SaveError, match="missing: not saved"),
        locked(tmp_path / "missing" / ".lock"),
    ):
        pytest.fail("there is no such folder")


# ── folders and private files ────────────────────────────────────────────────────────────────


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_gets_its_name_when_it_is_whole_and_takes_an_older_ones_place(
    tmp_path: Path,
) -> None:
    for text in ("one", "two"):
        with new_folder(tmp_path / "out") as folder:
            (folder / "deep").mkdir()
            (folder / "deep" / "a.txt").write_text(text)
            assert not (tmp_path / "out/deep/a.txt").exists() or text == "two"
    assert (tmp_path / "out/deep/a.txt").read_text() == "two"
    assert names(tmp_path) == ["out"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError(28, "full"), ValueError])
def test_a_folder_that_is_not_finished_leaves_what_was_there(
    tmp_path: Path, error: BaseException
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/old.txt").write_text("old")
    wanted = SaveError if isinstance(error, OSError) else error

    def fill() -> None:
        with new_folder(tmp_path / "out") as folder:
            (folder / "new.txt").write_text("new")
            raise error

    with pytest.raises(wanted):  # type: ignore[arg-type]
        fill()
    assert names(tmp_path) == ["out"]
    assert names(tmp_path / "out") == ["old.txt"]


def test_what_a_killed_writer_left_is_put_away(tmp_path: Path) -> None:
    (tmp_path / ".out.tmp").mkdir()
    (tmp_path / ".out.tmp/half.txt").write_text("half")
    with new_folder(tmp_path / "out") as folder:
        assert names(folder) == []
    assert names(tmp_path) == ["out"]


@pytest.mark.parametrize("new", [new_file, new_folder])
def test_what_another_program_is_writing_is_left_to_it(
    tmp_path: Path, new: Callable[[Path], AbstractContextManager[object]]
) -> None:
    with new(tmp_path / "out"):
        before = names(tmp_path)
        with pytest.raises(SaveError, match="another program is writing"), new(tmp_path / "out"):
            pytest.fail("two write the same")
        assert names(tmp_path) == before
    assert names(tmp_path) == ["out"]


def test_of_two_that_begin_at_once_one_goes_on(tmp_path: Path) -> None:
    """Whatever the order of their steps, what gets the name is whole and of one of them."""
    path = tmp_path / "out"

    def write(number: int) -> bool:
        try:
            with new_folder(path) as folder:
                for name in "abcdef":
                    (folder / name).write_text(str(number))
        except SaveError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        for _ in range(25):
            assert any(pool.map(write, range(8)))
            assert names(tmp_path) == ["out"]
            assert names(path) == list("abcdef")
            assert len({one.read_text() for one in path.iterdir()}) == 1


def test_a_folder_that_was_put_away_by_a_killed_writer_comes_back(tmp_path: Path) -> None:
    (tmp_path / ".out.old.tmp").mkdir()
    (tmp_path / ".out.old.tmp/old.txt").write_text("old")
    with pytest.raises(ValueError, match="stop"), new_folder(tmp_path / "out"):
        raise ValueError("stop")
    assert names(tmp_path / "out") == ["old.txt"]
    assert names(tmp_path) == ["out"]


def test_a_private_file_is_never_readable_by_others(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    private_file(tmp_path / ".secret", b"hush")
    assert (tmp_path / ".secret").read_bytes() == b"hush"
    assert (tmp_path / ".secret").stat().st_mode & 0o777 == 0o600
    assert names(tmp_path) == [".secret"]
