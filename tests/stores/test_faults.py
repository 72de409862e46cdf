"""What the disk and the system do to a program that saves: nothing acknowledged is ever lost."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from annotator.codec import decode, encode
from annotator.domain.annotations import Annotations
from annotator.domain.history import rebuild
from annotator.domain.project import Project
from annotator.stores.base import Key
from annotator.stores.files import FileStore, create_project
from tests.stores import saving

ROOT = Path(__file__).parents[2]
PROGRAM = [sys.executable, "-m", "tests.stores.saving"]
ANA = Key("annotations", saving.ARTICLE, saving.ANNOTATOR)
STEPS = "openat,write,fsync,close,rename,renameat,renameat2"
NOBODY = 65534


def works(*command: str) -> bool:
    """Whether a tool is there and may do what it does."""
    if shutil.which(command[0]) is None:
        return False
    return subprocess.run(command, capture_output=True, check=False, timeout=20).returncode == 0


@pytest.fixture(scope="module")
def strace() -> None:
    if not works("strace", "-f", "-o", os.devnull, "-e", "trace=fsync", "true"):
        pytest.skip("strace is missing, or ptrace is not permitted here")


@pytest.fixture(scope="module")
def own_mounts() -> None:
    if not works("unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"):
        pytest.skip("mounting in a namespace of one's own is not permitted here")


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return create_project(tmp_path / "desk", Project("desk"), "")


def arguments(root: Path, session: str, count: int, **options: int) -> list[str]:
    extra = [word for name, value in options.items() for word in (f"--{name}", str(value))]
    return [*PROGRAM, str(root), session, str(count), *extra]


def start(command: Sequence[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def run(command: Sequence[str]) -> list[str]:
    """What a program says until it ends; a traceback fails the test."""
    process = start(command)
    out, err = process.communicate(timeout=60)
    assert "Traceback" not in err, err
    return out.splitlines()


def under_strace(store: FileStore, faults: Sequence[str], command: Sequence[str]) -> list[str]:
    """Runs a program whose calls on the annotator's file fail or kill it as `faults` say."""
    path = Path(store.where(ANA))
    path.parent.mkdir(parents=True, exist_ok=True)
    paths = [path, path.with_name(f".{path.name}.tmp"), path.parent]
    watched = [word for each in paths for word in ("-P", str(each))]
    injected = [word for fault in faults for word in ("-e", f"inject={fault}")]
    options = ["-f", "-qq", "-o", os.devnull, "-e", f"trace={STEPS}"]
    return run(["strace", *options, *watched, *injected, *command])


def acknowledged(lines: Sequence[str]) -> dict[str, int]:
    """By sentence: the revision that was said to be saved."""
    said = [line.split() for line in lines if line.startswith("saved ")]
    return {sentence: int(revision) for _, revision, sentence in said}


def on_disk(path: Path) -> Annotations:
    document = decode(path.read_bytes(), str(path), "annotations")
    assert isinstance(document, Annotations)
    assert encode(document) == path.read_bytes()
    assert rebuild(document, document.revision) == document
    return document


def assert_nothing_lost(path: Path, lines: Sequence[str]) -> None:
    said = acknowledged(lines)
    if not said:
        assert not path.exists() or on_disk(path)
        return
    document = on_disk(path)
    for sentence, revision in said.items():
        assert sentence in document.marks
        assert document.history[revision - 1].revision == revision
        assert document.history[revision - 1].sentence == sentence


# ── failing system calls ─────────────────────────────────────────────────────────────────────

FAULTS = {
    "the file's fsync": "fsync:error=EIO:when=1",
    "the folder's fsync": "fsync:error=EIO:when=2",
    "a later file's fsync": "fsync:error=EIO:when=5",
    "a later folder's fsync": "fsync:error=EIO:when=6",
    "every second fsync for a while": "fsync:error=EIO:when=1..6+2",
    "the first write": "write:error=ENOSPC:when=1",
    "a later write": "write:error=EDQUOT:when=3",
    "writes that are interrupted by an error": "write:error=EIO:when=1..3",
    "opening the temporary file": "openat:error=EACCES:when=2",
    "the first close": "close:error=EIO:when=2",
    "the first rename": "rename,renameat,renameat2:error=EIO:when=1",
    "renames for a while": "rename,renameat,renameat2:error=EROFS:when=2..4",
}


@pytest.mark.usefixtures("strace")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_failing_call_loses_nothing_and_the_next_try_saves(store: FileStore, fault: str) -> None:
    lines = under_strace(store, [FAULTS[fault]], arguments(store.root, "1", 4))
    path = Path(store.where(ANA))
    assert any(line.startswith("failed ") for line in lines), lines
    assert_nothing_lost(path, lines)
    assert len(acknowledged(lines)) == 4
    assert on_disk(path).revision == 4
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.usefixtures("strace")
@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ("fsync:error=EIO", "the disk reported an error"),
        ("write:error=ENOSPC", "the disk is full"),
        ("rename,renameat,renameat2:error=EROFS", "the disk is read-only"),
    ],
)
def test_while_a_call_keeps_failing_nothing_is_acknowledged_and_the_old_file_stays(
    store: FileStore, fault: str, says: str
) -> None:
    run(arguments(store.root, "1", 2))
    path = Path(store.where(ANA))
    before = path.read_bytes()
    lines = under_strace(store, [fault], arguments(store.root, "2", 1, tries=2))
    assert acknowledged(lines) == {}
    assert sum(says in line for line in lines) == 2
    assert path.read_bytes() == before
    assert on_disk(path).revision == 2
    again = run(arguments(store.root, "3", 1))
    assert acknowledged(again) == {"s30001": 3}


@pytest.mark.usefixtures("strace")
@pytest.mark.parametrize("when", [1, 2])
def test_a_new_folder_that_could_not_be_synced_is_synced_at_the_next_try(
    store: FileStore, tmp_path: Path, when: int
) -> None:
    folders = [store.root, store.root / "annotations"]
    watched = [word for folder in folders for word in ("-P", str(folder))]
    log = tmp_path / "calls"
    options = ["-f", "-qq", "-y", "-o", str(log), "-e", "trace=fsync", *watched]
    fault = ["-e", f"inject=fsync:error=EIO:when={when}"]
    lines = run(["strace", *options, *fault, *arguments(store.root, "1", 1)])
    assert [line.split()[0] for line in lines] == ["started", "failed", "saved"]
    calls = log.read_text()
    assert calls.count("(INJECTED)") == 1
    for folder in folders:
        assert any(f"<{folder}>" in call and call.endswith("= 0") for call in calls.splitlines())


# ── killed in the middle ─────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("strace")
@pytest.mark.parametrize(
    "fault",
    [
        *(f"openat:signal=KILL:when={n}" for n in range(2, 7)),
        *(f"write:signal=KILL:when={n}" for n in (1, 2)),
        *(f"fsync:signal=KILL:when={n}" for n in range(1, 6)),
        *(f"close:signal=KILL:when={n}" for n in range(2, 7)),
        *(f"rename,renameat,renameat2:signal=KILL:when={n}" for n in (1, 2)),
    ],
)
def test_killed_at_any_call_of_a_save_the_file_is_whole(store: FileStore, fault: str) -> None:
    run(arguments(store.root, "1", 1))
    lines = under_strace(store, [fault], arguments(store.root, "2", 3))
    path = Path(store.where(ANA))
    assert len(acknowledged(lines)) < 3
    assert_nothing_lost(path, lines)
    assert on_disk(path).revision >= 1
    assert acknowledged(run(arguments(store.root, "3", 1)))["s30001"] == on_disk(path).revision


def test_killed_at_random_moments_every_acknowledged_mark_is_on_the_disk(
    store: FileStore,
) -> None:
    path = Path(store.where(ANA))
    said: list[str] = []
    for session in range(1, 9):
        process = start(arguments(store.root, str(session), 10_000))
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        said += [next(lines) for _ in range(7 * session)]
        process.send_signal(signal.SIGKILL)
        said += lines
        process.communicate()
        assert_nothing_lost(path, said)
    assert len(acknowledged(said)) >= 7 * 36 - 8


def test_two_processes_saving_to_one_file_at_once_lose_nothing(store: FileStore) -> None:
    processes = [start(arguments(store.root, str(session), 60)) for session in (1, 2, 3)]
    said = []
    for process in processes:
        out, err = process.communicate(timeout=60)
        assert "Traceback" not in err, err
        said += out.splitlines()
    document = on_disk(Path(store.where(ANA)))
    assert_nothing_lost(Path(store.where(ANA)), said)
    assert len(acknowledged(said)) == len(document.marks) == document.revision == 180


@pytest.mark.usefixtures("strace")
def test_two_processes_lose_nothing_where_there_is_no_flock(store: FileStore) -> None:
    options = ["-f", "-qq", "-o", os.devnull, "-e", "trace=flock", "-e"]
    command = ["strace", *options, "inject=flock:error=ENOLCK"]
    processes = [start([*command, *arguments(store.root, str(n), 20)]) for n in (1, 2)]
    said = []
    for process in processes:
        out, err = process.communicate(timeout=60)
        assert "Traceback" not in err, err
        said += out.splitlines()
    assert on_disk(Path(store.where(ANA))).revision == len(acknowledged(said)) == 40
    assert not list(store.root.glob("*.exclusive"))


# ── full and read-only disks ─────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("own_mounts")
def test_on_a_full_disk_nothing_saved_is_lost_and_it_goes_on_when_there_is_space(
    store: FileStore, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    # The disk lives only as long as the shell: what is on it is copied out before.
    script = """
        cp -a "$1" "$2.before" && mount -t tmpfs -o size=256k tmpfs "$1" || exit 9
        cp -a "$2.before/." "$1" && head -c 80000 /dev/zero > "$1/filler" || exit 9
        shift 2; out="$1"; shift
        "$@"; echo "then"; rm "$ROOT/filler"; cp -a "$ROOT" "$out"
        "$@" --tries 1 2>&1 | sed "s/^/again /"
    """
    command = arguments(store.root, "1", 60, tries=1, note=2000)
    environment = ["env", f"ROOT={store.root}"]
    shell = ["sh", "-c", script, "sh", str(store.root), str(tmp_path / "kept"), str(out)]
    lines = run([*environment, "unshare", "-m", *shell, *command])
    first = lines[: lines.index("then")]
    assert any("the disk is full" in line for line in first), lines
    assert acknowledged(first)
    path = out / Path(store.where(ANA)).relative_to(store.root)
    assert_nothing_lost(path, first)
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    later = [line.removeprefix("again ") for line in lines[len(first) + 1 :]]
    assert len(acknowledged(later)) >= 1


@pytest.mark.usefixtures("own_mounts")
def test_on_a_read_only_disk_it_says_so(store: FileStore) -> None:
    run(arguments(store.root, "1", 1))
    before = Path(store.where(ANA)).read_bytes()
    script = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" || exit 9; shift; "$@"'
    command = arguments(store.root, "2", 1, tries=1)
    lines = run(["unshare", "-m", "sh", "-c", script, "sh", str(store.root), *command])
    assert [line for line in lines if "the disk is read-only" in line] == lines[1:]
    assert len(lines) == 2
    assert Path(store.where(ANA)).read_bytes() == before


@pytest.fixture
def folder_for_all() -> Iterator[Path]:
    """A folder that other users can reach, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_without_permission_to_write_it_says_so(folder_for_all: Path) -> None:
    store = create_project(folder_for_all / "desk", Project("desk"), "")
    run(arguments(store.root, "1", 1))
    before = Path(store.where(ANA)).read_bytes()
    Path(store.where(ANA)).parent.chmod(0o555)
    options = {"tries": 1} | ({"uid": NOBODY} if os.getuid() == 0 else {})
    lines = run(arguments(store.root, "2", 1, **options))
    if not lines:
        pytest.skip("another user cannot run this Python")
    assert [line for line in lines if "no permission to write there" in line] == lines[1:]
    assert len(lines) == 2
    assert Path(store.where(ANA)).read_bytes() == before
    Path(store.where(ANA)).parent.chmod(0o755)
