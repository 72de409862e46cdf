"""Terminals of every kind: tiny, without colour, dumb, none; and what an article sends to them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.desks import file_desk
from tests.real.place import ARTICLE, Place, restored
from tests.terminal import Terminal, annotator, environment

HOSTILE = (
    "Title \x1b]0;PWNED\x07 with \x1b[5;7mblinking\x1b[0m\n\n"
    "One \x1b[2J\x1b[Hwipes, \x9b2Jtoo, \x1bPq#0\x1b\\ paints, \x07 rings. "
    "Two \x1b[6n asks, \x1b]52;c;cm0gLXJm\x07 copies, \x0e shifts, \x08\x08 steps back. "
    "Three turns \u202eround\u202c and \x00 hides\x7f."
)
"""An article that would like to be a program for the terminal."""

FORBIDDEN = (
    b"\x07",
    b"\x0e",
    b"\x08",
    b"\x00",
    b"\x7f",
    b"\xc2\x9b",
    b"\x1b]0;",
    b"\x1b]52",
    b"\x1bPq",
    b"\x1b[5;7m",
    b"\x1b[2J",
    b"\x1b[6n",
    "\u202e".encode(),
)
"""What it would send for that."""

COLOUR = re.compile(rb"\x1b\[(?:[0-9;]*;)?[34]8;2;(\d+);(\d+);(\d+)m")


def without_our_own(raw: bytes) -> bytes:
    """The bytes without what Textual itself sends at the start: the pointer's shape, by OSC 22."""
    return re.sub(rb"\x1b\]22;[a-z-]*\x07", b"", raw)


@pytest.fixture
def hostile(tmp_path: Path) -> Place:
    """A project with an article full of control characters, and a note full of them."""
    desk = file_desk(tmp_path / "desk", HOSTILE.encode())
    place = Place(tmp_path)
    article = desk.store.article_ids()[0]
    done = place.run("mark", article, "s2", "opinion", "--note", "\x1b]0;NOTE\x07\x9b2J")
    assert done.returncode == 0, done.stderr
    return place


def test_nothing_in_an_article_reaches_the_terminal_as_a_command(hostile: Place) -> None:
    with hostile.open(article="") as terminal:
        terminal.wait_for("␛]0;PWNED")
        terminal.press("j")
        for key, title in {
            "m": "Note on",
            "h": "History",
            "s": "who or what it rests on",
            "e": "evidence:",
        }.items():
            terminal.press(key)
            terminal.wait_for(title)
            terminal.press("escape")
            terminal.wait_for(partial(shows_no, title))
        terminal.press("/", *"asks", "enter")
        terminal.wait_for("finds the next one")
        terminal.press("q")
        assert terminal.wait_exit() == 0
        sent = without_our_own(bytes(terminal.raw))
    assert [found for found in FORBIDDEN if found in sent] == []


def shows_no(text: str, terminal: Terminal) -> bool:
    """Whether a text is not on the screen."""
    return text not in terminal.text


@pytest.mark.parametrize("command", ["show", "status", "log", "tag", "library"])
def test_no_command_prints_what_a_terminal_would_obey(hostile: Place, command: str) -> None:
    article = (hostile.project / "articles").glob("*.json").__next__().stem
    arguments = () if command in {"status", "library"} else (article,)
    argv = annotator("-p", hostile.project, "--as", "ana", *filter("library".__ne__, (command,)))
    with Terminal(
        (*argv, *arguments), hostile.environment(TERM="dumb"), size=(100, 30)
    ) as terminal:
        assert terminal.wait_exit() == 0
        sent = bytes(terminal.raw)
    assert sent
    assert [found for found in (*FORBIDDEN, b"\x1b") if found in sent] == []


def test_a_dumb_terminal_gets_the_sentences_and_how_to_mark_without_a_screen(
    place: Place,
) -> None:
    with place.open(TERM="dumb") as terminal:
        assert terminal.wait_exit() == 0
        assert b"\x1b" not in terminal.raw
        said = terminal.text
    assert "s16" in said
    assert "annotator mark" in said.replace("\n", "")
    assert not place.file.exists()


def test_without_a_terminal_the_sentences_are_printed_with_their_states(place: Place) -> None:
    assert place.run("mark", ARTICLE, "s5", "insider-sourced").returncode == 0
    done = place.run("tag", ARTICLE)
    assert done.returncode == 0
    assert b"\x1b" not in done.stdout + done.stderr
    lines = done.stdout.decode().splitlines()
    assert [line.split()[0] for line in lines if re.match(r"s\d+ ", line)] == [
        f"s{number}" for number in range(1, 17)
    ]
    assert "insider-sourced" in next(line for line in lines if line.startswith("s5 "))
    assert b"annotator mark" in done.stderr


def test_a_file_outside_a_project_makes_one_beside_it_without_a_terminal_too(
    tmp_path: Path,
) -> None:
    (tmp_path / "story.txt").write_text("A headline\n\nOne sentence. Another one.\n")
    done = subprocess.run(
        annotator("--as", "ana", "tag", "story.txt"),
        env=environment(tmp_path / "home"),
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "desk" / "articles" / "a-headline.json").is_file()


def test_a_reader_that_has_seen_enough_is_no_failure(place: Place) -> None:
    argv = annotator("-p", place.project, "show", ARTICLE)
    with subprocess.Popen(
        argv, env=place.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as started:
        assert started.stdout
        assert started.stderr
        started.stdout.close()
        assert started.stderr.read() == b""
    assert started.returncode == 0


def test_a_terminal_of_twenty_by_five_stays_usable(place: Place) -> None:
    with place.open(size=(20, 5)) as terminal:
        terminal.wait_for("Stell")
        terminal.press("c")
        terminal.wait_for("saved r1")
        terminal.press("i", "x")
        terminal.wait_quiet()
        terminal.press("p")
        terminal.wait_for("saved r3")
        terminal.press("?")
        terminal.wait_quiet()
        terminal.press("escape")
        terminal.wait_for("saved r3")
        terminal.press("q")
        assert terminal.wait_exit() == 0
        assert restored(terminal) == []
    assert list(place.tags()) == ["s1", "s2", "s3"]


def test_without_colour_the_signs_still_say_the_state(place: Place) -> None:
    with place.open(NO_COLOR="1") as terminal:
        terminal.wait_for("15 to go")
        terminal.press("c", "i", ".", "o", "d")
        terminal.wait_for("saved r5")
        shown = [line[:4] for line in terminal.display]
        sent = bytes(terminal.raw)
    for signs in (" ✓ c", " ◆ i", " – .", " ≈ o", " ⊘ d"):
        assert signs in shown
    colours = {tuple(map(int, found)) for found in COLOUR.findall(sent)}
    assert all(max(colour) - min(colour) <= 2 for colour in colours), colours


def test_with_colour_the_signs_and_letters_are_there_too(place: Place) -> None:
    with place.open() as terminal:
        terminal.wait_for("15 to go")
        terminal.press("c", "i")
        terminal.wait_for("saved r2")
        assert " ✓ c" in [line[:4] for line in terminal.display]
        assert "NO_COLOR" not in place.environment()
        assert COLOUR.search(bytes(terminal.raw))


def test_the_linux_console_gets_ascii_signs(place: Place) -> None:
    with place.open(TERM="linux") as terminal:
        terminal.wait_for("15 to go")
        terminal.press("c", "i", ".", "o", "d")
        terminal.wait_for("saved r5")
        signs = [line[:4] for line in terminal.display[1:]]
    assert all(sign.isascii() for sign in signs), signs


def test_the_terminals_cursor_follows_the_current_sentence(place: Place) -> None:
    with place.open() as terminal:
        terminal.wait_for("15 to go")
        for sentence in ("On August 24th", "Insiders have", "They stated"):
            terminal.press("j")
            terminal.wait_for(partial(stands_on, sentence))


def stands_on(text: str, terminal: Terminal) -> bool:
    """Whether the terminal's cursor stands in a line with this text."""
    return text in terminal.display[terminal.cursor[1]]


@pytest.fixture
def tmux(place: Place) -> Iterator[list[str]]:
    """A tmux server of our own, with a shell in a window of 100 × 30."""
    if not shutil.which("tmux"):
        pytest.skip("needs tmux, which .ci/run installs")
    env = place.environment()
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:  # a socket's path has to be short
        command = ["tmux", "-S", f"{folder}/socket", "-f", "/dev/null"]
        shell = [*command, "new-session", "-d", "-x", "100", "-y", "30", "env PS1=ready$ sh"]
        subprocess.run(shell, env=env, check=True, capture_output=True)
        yield command
        subprocess.run([*command, "kill-server"], env=env, check=False, capture_output=True)


def ask(tmux: list[str], *command: str) -> str:
    """What tmux answers."""
    done = subprocess.run([*tmux, *command], check=True, capture_output=True)
    return done.stdout.decode()


def until(tmux: list[str], text: str) -> str:
    """Looks at the window until a text stands in it; the window."""
    for _ in range(2000):
        window = ask(tmux, "capture-pane", "-p")
        if text in window:
            return window
    raise TimeoutError(window)


def test_in_tmux_an_article_is_tagged_and_the_shell_is_found_again(
    place: Place, tmux: list[str]
) -> None:
    until(tmux, "ready$")
    line = f"{sys.executable} -m annotator -p desk --as ana tag; stty -a; echo code $?"
    ask(tmux, "send-keys", f"cd {place.folder}", "Enter", line, "Enter")
    until(tmux, "15 to go")
    ask(tmux, "send-keys", "c", "i")
    until(tmux, "saved r2")
    assert ask(tmux, "display-message", "-p", "#{alternate_on}").strip() == "1"
    ask(tmux, "resize-window", "-x", "60", "-y", "20")
    until(tmux, "13 to go")
    ask(tmux, "send-keys", "q")
    window = until(tmux, "code 0")
    assert {" echo", " icanon"} <= set(re.findall(r" -?(?:echo|icanon)\b", window))
    state = "#{alternate_on} #{cursor_flag} #{mouse_any_flag}"
    assert ask(tmux, "display-message", "-p", state).split() == ["0", "1", "0"]
    assert place.tags() == {"s1": ("confirmed",), "s2": ("insider-sourced",)}
