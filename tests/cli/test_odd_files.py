"""Pipes, devices, loops and places that are not for everybody: told, never waited for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import REPOSITORY, SHORT, annotator, from_json, good, process, refused
from tests.real import unprivileged

ARTICLE = "mayor-resigns"


@pytest.fixture
def marked(desk: Path) -> Path:
    """The project with a mark by ana."""
    good("--as", "ana", "mark", "may", "s1", "c")
    return desk


@pytest.mark.parametrize(
    "place",
    [
        f"annotations/{ARTICLE}/ana.json",
        f"annotations/{ARTICLE}/new.csv",
        f"articles/{ARTICLE}.json",
        "annotator.json",
        "Annotator.JSON",
        "guidelines.md",
        ".lock",
        "aside/x.csv",
    ],
)
def test_a_dataset_never_takes_the_place_of_a_projects_own_file(marked: Path, place: str) -> None:
    target = marked / place
    target.parent.mkdir(exist_ok=True)
    before = target.read_bytes() if target.exists() else None
    assert "its own files" in refused("export", "csv", "-o", target, "--force", code=2)
    assert (target.read_bytes() if target.exists() else None) == before


def test_nor_through_a_link_nor_in_another_project(marked: Path, folder: Path) -> None:
    (folder / "way").symlink_to(marked / "annotations" / ARTICLE)
    good("init", "other")
    for target in ("way/ana.json", "other/annotator.json"):
        words = ("-p", marked, "export", "csv", "-o", target, "--force")
        assert "its own files" in refused(*words, code=2)
    (marked / "exports").mkdir()
    good("export", "csv", "-o", "desk/exports/a.csv")
    good("export", "csv", "-o", "desk/a.csv")


@pytest.mark.parametrize("place", [f"annotations/{ARTICLE}/ana.json", f"articles/{ARTICLE}.json"])
@pytest.mark.parametrize("odd", ["pipe", "/dev/zero", "folder"])
def test_what_is_no_file_in_a_files_place_is_told_and_not_waited_for(
    marked: Path, place: str, odd: str
) -> None:
    path = marked / place
    path.unlink()
    if odd == "pipe":
        os.mkfifo(path)
    elif odd == "folder":
        path.mkdir()
    else:
        path.symlink_to(odd)
    says = "a folder stands where" if odd == "folder" else "it is no regular file"
    good("add", "-", stdin="Another thing.")
    assert "another-thing" in annotator("status").stdout
    for words in (["show", "may"], ["--as", "ana", "mark", "may", "s1", "c"], ["status"]):
        done = process(*words, "-p", marked)
        assert b"Traceback" not in done.stderr
        assert says in done.stderr.decode(), (words, done)
        assert done.returncode in {3, 4}
    found = process("check", "-p", marked)
    assert found.returncode == 1
    assert any(place in line and says in line for line in found.stdout.decode().splitlines())


def test_pipes_in_place_of_guidelines_and_settings_are_not_waited_for(marked: Path) -> None:
    (marked / "guidelines.md").unlink()
    os.mkfifo(marked / "guidelines.md")
    done = process("--as", "ana", "mark", "may", "s2", "c", "-p", marked)
    assert b"Traceback" not in done.stderr
    settings = Path.home() / ".config/annotator/settings.json"
    settings.unlink(missing_ok=True)
    settings.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(settings)
    done = process("--as", "ana", "mark", "may", "s3", "c", "-p", marked)
    assert done.returncode == 4
    assert b"it is no regular file" in done.stderr


def test_a_pipe_or_a_device_is_no_source_and_standard_input_is_named(desk: Path) -> None:
    os.mkfifo(desk.parent / "pipe.txt")
    for source in ("pipe.txt", "/dev/zero"):
        done = process("add", source, "-p", desk, cwd=desk.parent)
        assert done.returncode == 3
        assert b"`annotator add -`" in done.stderr


@pytest.mark.usefixtures("desk")
def test_an_endless_source_is_told_without_a_size() -> None:
    said = refused("add", "-", stdin=b"x" * 20_000_001, code=3)
    assert "it has more than 20 MB" in said


def test_in_a_folder_what_cannot_be_taken_is_told_and_the_rest_is_added(
    desk: Path, folder: Path
) -> None:
    into = folder / "in"
    into.mkdir()
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere/far.txt").write_text("A far thing.")
    (into / "self").symlink_to("self")
    (into / "a.txt").write_text("A near thing.")
    (into / "b.txt").symlink_to("a.txt")
    (into / "c.txt").symlink_to("../elsewhere/far.txt")
    (into / "d").symlink_to("../elsewhere")
    os.mkfifo(into / "e.txt")
    (into / "z.txt").write_text("A last thing.")
    result = annotator("add", "in")
    assert result.exit_code == 1
    assert {row["article"] for row in from_json("status")} == {
        ARTICLE,
        "a-near-thing",
        "a-last-thing",
    }
    for said in ("in/self: cannot be read", "link to a file else", "link to a folder else", "pipe"):
        assert said in result.stderr
    assert "4 of 7 sources could not be added" in result.stderr
    assert desk.is_dir()


def test_a_folder_within_that_may_not_be_looked_into_stops_nothing(
    desk: Path, folder: Path
) -> None:
    closed = folder / "in" / "closed"
    closed.mkdir(parents=True)
    (folder / "in/a.txt").write_text("A near thing.")
    closed.chmod(0)
    try:
        done = subprocess.run(
            [sys.executable, unprivileged.__file__, sys.executable, "-m", "annotator", "add", "in"],
            env=os.environ | {"PYTHONPATH": str(REPOSITORY), "ANNOTATOR_PROJECT": str(desk)},
            capture_output=True,
            check=False,
            timeout=60,
        )
    finally:
        closed.chmod(0o700)
    assert done.returncode == 1
    assert b"in/closed: cannot be read" in done.stderr
    assert b"a-near-thing" in done.stdout


def test_a_name_that_is_empty_means_nothing(folder: Path) -> None:
    assert "DIR is empty" in refused("init", "", code=2)
    assert "needs a folder" in refused("-p", "", "init", code=2)
    assert "needs a folder" in refused("status", "-p", "", code=2)
    good("init", "desk")
    (folder / "a.txt").write_text(SHORT)
    assert "SOURCE is empty" in refused("add", "", code=2)
    assert "no article ''" in refused("show", "", code=2)
    assert from_json("status") == []


@pytest.mark.usefixtures("desk")
def test_standard_input_is_one_source() -> None:
    assert "say - once" in refused("add", "-", "-", code=2, stdin="A thing.")


@pytest.mark.usefixtures("desk")
def test_a_path_that_names_no_file_is_an_unknown_article() -> None:
    for name in ("../x", "x.txt", "nosuch"):
        assert "There is no article" in refused("show", name, code=2)
    assert "no such file" in refused("tag", "x.txt", code=3)


@pytest.mark.usefixtures("desk")
def test_one_sentence_is_called_one() -> None:
    assert "1 sentence " in good("add", "-", stdin="A thing.")
    assert "1 sentence\n" in good("show", "a-thing")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--title", "Red \x1b[31malert"], "control character"),
        (["--byline", "a\x00b"], "control character"),
        (["--url", "javascript:alert(1)"], "http"),
        (["--url", "example.org"], "http"),
    ],
)
@pytest.mark.usefixtures("desk")
def test_what_is_known_of_an_article_holds_nothing_odd(words: list[str], says: str) -> None:
    assert says in refused("edit", "may", *words, code=2)


@pytest.mark.usefixtures("desk")
def test_a_title_is_one_line() -> None:
    good("edit", "may", "--title", "Two\nlines\t here", "--url", "https://a.org/b?c=d")
    assert good("show", "may").startswith("Two lines here\n")
