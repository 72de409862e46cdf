"""Commands that open the screens, in a real terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import good
from tests.terminal import Terminal, annotator, environment


def at_terminal(desk: Path, *arguments: str, **variables: str) -> Terminal:
    """A command in a terminal of its own, with a home of its own."""
    env = environment(desk.parent / "home", ANNOTATOR_PROJECT=str(desk), **variables)
    return Terminal(annotator(*arguments), env, size=(90, 24))


@pytest.fixture
def known(desk: Path) -> Path:
    """The project, which knows ana."""
    good("--as", "ana", "mark", "may", "s1", "c")
    return desk


def test_somebody_whom_the_project_does_not_know_is_asked_and_says_who_they_are(
    known: Path,
) -> None:
    with at_terminal(known, "--as", "anna", "tag", "may") as terminal:
        terminal.wait_for("Are you one of them?")
        assert "which knows ana" in terminal.text
        for key in (*"ana", "enter"):
            terminal.press(key)
        terminal.wait_for("ana · 4 to go")
        terminal.press("q")
        assert terminal.wait_exit() == 0


def test_somebody_new_joins_with_enter(known: Path) -> None:
    with at_terminal(known, "--as", "ben", "tag", "may") as terminal:
        terminal.wait_for("press Enter to join as ben")
        terminal.press("enter")
        terminal.wait_for("ben · 5 to go")
        terminal.press("q")
        assert terminal.wait_exit() == 0


def test_a_third_name_is_no_answer(known: Path) -> None:
    with at_terminal(known, "--as", "ben", "tag", "may") as terminal:
        terminal.wait_for("press Enter")
        for key in (*"cho", "enter"):
            terminal.press(key)
        assert terminal.wait_exit() == 2
        assert "'cho' is new to this project" in terminal.text.replace("\n", " ")


def test_ctrl_c_at_the_question_ends_quietly(known: Path) -> None:
    with at_terminal(known, "--as", "ben", "tag", "may") as terminal:
        terminal.wait_for("press Enter")
        terminal.wait_quiet()  # while readline sets itself up it overhears a Ctrl-C
        terminal.press("ctrl+c")
        assert terminal.wait_exit() == 130
        assert "Traceback" not in terminal.text


def test_said_to_be_new_one_is_not_asked(known: Path) -> None:
    with at_terminal(known, "--as", "ben", "--new", "tag", "may") as terminal:
        terminal.wait_for("ben · 5 to go")
        terminal.press("q")
        assert terminal.wait_exit() == 0


def test_without_a_command_the_library_opens(known: Path) -> None:
    with at_terminal(known, "--as", "ana") as terminal:
        terminal.wait_for("Mayor resigns")
        terminal.press("q")
        assert terminal.wait_exit() == 0


def test_somebody_whose_name_was_only_guessed_is_told_on_the_screen(desk: Path) -> None:
    with at_terminal(desk, "tag", "may", USER="guessed", LOGNAME="guessed") as terminal:
        terminal.wait_for("You are guessed here")
        assert "annotator --as NAME" in terminal.text
        terminal.press("c")
        terminal.wait_for("saved r1")
        terminal.press("q")
        assert terminal.wait_exit() == 0
    with at_terminal(desk, "tag", "may", USER="guessed", LOGNAME="guessed") as terminal:
        terminal.wait_for("guessed · 4 to go")
        assert "You are guessed" not in terminal.text
        terminal.press("q")
        assert terminal.wait_exit() == 0


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("n", 130)])
def test_renaming_a_tag_is_asked_about_once(desk: Path, answer: str, code: int) -> None:
    with at_terminal(desk, "tags", "rename", "opinion", "view") as terminal:
        terminal.wait_for("Call it view everywhere")
        assert "'opinion' is retired for good" in terminal.text
        for key in (answer, "enter"):
            terminal.press(key)
        assert terminal.wait_exit() == code
        assert ("guidelines.md" in terminal.text) is (answer == "y")
    assert ("view" in good("tags")) is (answer == "y")


@pytest.mark.parametrize("width", [60, 80, 100])
def test_the_status_is_as_wide_as_the_terminal_at_most(desk: Path, width: int) -> None:
    title = "A title of more words than a narrow terminal has room for, and of more"
    good("add", "-", stdin=f"{title}\n\nAnd a sentence.")
    good("--as", "ana", "mark", "may", "s1", "c")
    env = environment(desk.parent / "home", ANNOTATOR_PROJECT=str(desk))
    with Terminal(annotator("status"), env, size=(width, 24)) as terminal:
        assert terminal.wait_exit() == 0
        table = terminal.text.splitlines()[:3]
    head = table[0]
    assert head.split()[:2] == ["article", "annotator"]
    assert "unseen" in head
    assert any("…" in row for row in table)
    assert "updated" not in head
    assert "Left out, for the terminal is narrow: updated" in " ".join(terminal.text.split())
    assert [row.split()[1] for row in table[1:]] == ["–", "ana"]
    assert "updated" in good("status").splitlines()[0]


@pytest.mark.parametrize("name", ["csv", "jsonl"])
def test_data_that_is_looked_at_reaches_the_terminal_as_signs_only(known: Path, name: str) -> None:
    good("--as", "ana", "add", "-", stdin="Red \x1b[31malert\x9b2J and \u202eback.")
    good("--as", "ana", "mark", "red", "s1", "c")
    with at_terminal(known, "export", name, "-o", "-") as terminal:
        assert terminal.wait_exit() == 0
        for obeyed in ("\x1b[31m", "\x9b", "\u202e"):
            assert obeyed.encode() not in bytes(terminal.raw)
        assert "Red" in terminal.text
    for command in ("show", "log", "diff", "tag"):
        with at_terminal(known, "--as", "ana", command, "red", TERM="dumb") as terminal:
            assert terminal.wait_exit() == 0
            assert b"\x1b[31m" not in bytes(terminal.raw)


def test_a_dumb_terminal_gets_lines(known: Path) -> None:
    with at_terminal(known, "--as", "ana", "tag", "may", TERM="dumb") as terminal:
        assert terminal.wait_exit() == 0
        assert "s1  confirmed" in terminal.text
        assert "annotator mark" in terminal.text
