"""`kill -9` at any moment: what the screen had shown as saved is on the disk, and whole."""

from __future__ import annotations

import shutil
import signal
import subprocess
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from tests.real.place import ARTICLE, SENTENCES, Place, here, read_until, saved
from tests.terminal import annotator

NAMES = {
    "i": "insider-sourced",
    "d": "declined-comment",
    "o": "opinion",
    "c": "confirmed",
}
KEYS = "ciiiidooooiiiidi"
"""A tag for each of the sixteen, in the order in which they are come to."""

ORDER = [f"s{n}" for n in range(1, SENTENCES + 1) if n != 11] + ["s11"]
"""The link is passed over, and tagged last."""


def test_every_tag_shown_as_saved_survives_a_kill_after_each_of_sixteen(place: Place) -> None:
    expected: dict[str, tuple[str, ...]] = {}
    for number, (sentence, key) in enumerate(zip(ORDER, KEYS, strict=True), start=1):
        with place.open() as terminal:
            terminal.wait_for(f"{SENTENCES - number} to go" if number < SENTENCES else "all done")
            if sentence == "s11":
                terminal.press("home", *"jjjjjjjjjj")
            terminal.wait_for(f"{sentence} of 16")
            terminal.press(key)
            terminal.wait_for(f"saved r{number}")
            terminal.kill()
            assert terminal.wait_exit() == -signal.SIGKILL
        expected[sentence] = (NAMES[key],)
        assert place.document().revision == number
        assert place.tags() == expected
    with place.open() as terminal:
        terminal.wait_for("all done")
        terminal.press("u")
        terminal.wait_for("s11 insider-sourced → unseen")
        terminal.wait_for("saved r17")
        terminal.press("u")
        terminal.wait_for("saved r18")
        assert here(terminal) == "s16"
    assert place.tags() == {s: tags for s, tags in expected.items() if s not in {"s11", "s16"}}


@pytest.mark.parametrize("shown", [1, 2, 3, 5, 8])
def test_a_kill_in_the_middle_of_fast_typing_loses_nothing_that_was_shown(
    place: Place, shown: int
) -> None:
    with place.open() as terminal:
        terminal.wait_for("15 to go")
        terminal.press(*KEYS[:10])
        terminal.wait_for(lambda it: saved(it) >= shown)
        terminal.kill()
        terminal.wait_exit()
        seen = saved(terminal)
    found = place.document()
    assert found.revision >= seen >= shown
    expected = {s: (NAMES[key],) for s, key in list(zip(ORDER, KEYS, strict=True))[:10]}
    assert place.tags() == dict(list(expected.items())[: found.revision])


@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace, which .ci/run installs")
@pytest.mark.parametrize(
    ("call", "of"),
    [
        ("openat", "file"),
        ("write", "file"),
        ("fsync", "file"),
        ("/^rename", "file"),
        ("fsync", "folder"),
    ],
)
def test_a_kill_at_each_step_of_a_save_leaves_the_old_or_the_new_version_whole(
    place: Place, call: str, of: str
) -> None:
    folder = place.file.parent
    path = folder if of == "folder" else folder / f".{place.file.name}.tmp"
    with place.open() as terminal:
        terminal.wait_for("15 to go")
        terminal.press("c")
        terminal.wait_for("saved r1")
        terminal.press("q")
        terminal.wait_exit()
    before = place.file.read_bytes()
    trace = (
        *("strace", "-f", "-qq", "-o", "/dev/null", "-P", path),
        *("-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when=1"),
    )
    with place.open(before=trace) as terminal:
        terminal.wait_for("14 to go", timeout=20)
        terminal.press("i")
        assert terminal.wait_exit() == -signal.SIGKILL
        assert saved(terminal) < 2
    after = place.document()
    assert place.file.read_bytes() == before or after.revision == 2
    with place.open() as terminal:
        terminal.wait_for(f"{15 - after.revision} to go")
        terminal.press("o")
        terminal.wait_for(f"saved r{after.revision + 1}")


@pytest.mark.skipif(not shutil.which("strace"), reason="needs strace, which .ci/run installs")
def test_a_kill_whenever_the_folder_is_opened_leaves_the_old_or_the_new_version_whole(
    place: Place,
) -> None:
    assert place.run("mark", ARTICLE, "s1", "c").returncode == 0
    before = place.file.read_bytes()
    left = []
    for opening in count(1):
        place.file.write_bytes(before)
        kill = ("-e", "trace=openat", "-e", f"inject=openat:signal=KILL:when={opening}")
        trace = ("strace", "-f", "-qq", "-o", "/dev/null", "-P", str(place.file.parent), *kill)
        argv = annotator("-p", place.project, "--as", "ana", "mark", ARTICLE, "s2", "i")
        done = subprocess.run((*trace, *argv), env=place.environment("other"), check=False)
        assert place.file.read_bytes() == before or place.document().revision == 2
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL
        left.append(place.document().revision)
    assert left[-1] == 2, "the last opening is that of the save, which syncs the folder"


def test_half_a_note_survives_a_kill_and_is_offered_again(place: Place) -> None:
    drafts = place.folder / "home" / "state"
    with place.open() as terminal:
        terminal.wait_for("15 to go")
        terminal.press("m")
        terminal.wait_for("Note on s1")
        terminal.press(*"half a note")
        terminal.wait_for("half a note")
        read_until(terminal, partial(kept_below, drafts, "half a note"))
        terminal.kill()
        terminal.wait_exit()
    with place.open() as terminal:
        terminal.wait_for("15 to go")
        terminal.press("m")
        terminal.wait_for("half a note")
        terminal.wait_for("draft from before")
        terminal.press("enter")
        terminal.wait_for("saved r1")
    assert place.document().marks["s1"].note == "half a note"


def kept_below(folder: Path, text: str) -> bool:
    """Whether the file of drafts below a folder holds a text."""
    return any(text in path.read_text("utf-8") for path in folder.rglob("drafts.json"))
