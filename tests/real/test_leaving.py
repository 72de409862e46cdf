"""Start, tag and leave, by key and by signal; the terminal is as it was before."""

from __future__ import annotations

import os
import select
import signal
from functools import partial

import pytest

from tests.real.place import ARTICLE, Place, here, restored
from tests.terminal import Terminal

LATER = 10.0
"""Seconds after which a program that should have ended is called stuck."""


def tagged_one(terminal: Terminal) -> None:
    """Waits for the screen and tags the first sentence."""
    terminal.wait_for("15 to go")
    terminal.press("c")
    terminal.wait_for("saved r1")


@pytest.mark.parametrize("key", ["q", "ctrl+q", "ctrl+c"])
def test_a_key_leaves_and_the_terminal_is_as_before(place: Place, key: str) -> None:
    with place.open() as terminal:
        tagged_one(terminal)
        assert here(terminal) == "s2"
        assert not terminal.cooked
        terminal.press(key)
        assert terminal.wait_exit() == 0
        assert restored(terminal) == []
        assert "to go" not in terminal.text  # the shell's own screen is back
    assert place.tags() == {"s1": ("confirmed",)}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_program_with_the_terminal_as_before(
    place: Place, number: signal.Signals
) -> None:
    with place.open() as terminal:
        tagged_one(terminal)
        terminal.kill(number)
        assert terminal.wait_exit() == -number
        assert restored(terminal) == []
    assert place.tags() == {"s1": ("confirmed",)}


def test_a_signal_waits_for_the_save_that_is_under_way(place: Place) -> None:
    with place.open() as terminal:
        tagged_one(terminal)
        with place.nobody_saves():
            terminal.press("i")
            terminal.wait_for("saving r2")
            terminal.kill(signal.SIGTERM)
        assert terminal.wait_exit() == -signal.SIGTERM
    assert place.tags() == {"s1": ("confirmed",), "s2": ("insider-sourced",)}


def test_interrupt_from_outside_leaves_as_q_does(place: Place) -> None:
    with place.open() as terminal:
        tagged_one(terminal)
        terminal.kill(signal.SIGINT)
        assert terminal.wait_exit() == 0
        assert restored(terminal) == []


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs pidfd_open, which Linux has")
def test_closing_the_window_ends_the_program_and_loses_nothing(place: Place) -> None:
    with place.open() as terminal:
        tagged_one(terminal)
        ended = os.pidfd_open(terminal.pid)
        terminal.hang_up()
        assert select.select([ended], [], [], LATER)[0] == [ended]
        os.close(ended)
    assert place.tags() == {"s1": ("confirmed",)}


def test_ctrl_q_in_a_field_closes_the_field_only(place: Place) -> None:
    with place.open() as terminal:
        terminal.wait_for("15 to go")
        terminal.press("m", *"half a note")
        terminal.wait_for("half a note")
        terminal.press("ctrl+q")
        terminal.wait_for("confirmed")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
        assert restored(terminal) == []


def test_a_new_window_size_is_drawn_at_once_and_the_place_is_kept(place: Place) -> None:
    with place.open(size=(120, 40)) as terminal:
        tagged_one(terminal)
        terminal.press("j", "j", "j")
        terminal.wait_for("s5 of 16")
        for columns, rows in ((60, 20), (20, 5), (200, 60), (80, 24)):
            terminal.resize(columns, rows)
            terminal.wait_for(partial(fits, columns=columns))
        terminal.wait_for("s5 of 16")
        terminal.press("i")
        terminal.wait_for("saved r2")
    assert place.tags()["s5"] == ("insider-sourced",)


def fits(terminal: Terminal, columns: int) -> bool:
    """Whether the top bar ends at the right edge of a window this wide."""
    return terminal.display[0].endswith("saved r1 ") and len(terminal.display[0]) == columns


def test_the_same_command_goes_on_where_the_last_run_ended(place: Place) -> None:
    with place.open() as terminal:
        tagged_one(terminal)
        terminal.press("q")
        terminal.wait_exit()
    with place.open(article="") as terminal:
        terminal.wait_for("14 to go · saved r1")
        terminal.wait_for(lambda it: here(it) == "s2")
    assert place.document().article == ARTICLE


def test_what_is_typed_while_a_note_opens_goes_into_the_note(place: Place) -> None:
    with place.open() as terminal:
        terminal.wait_for("15 to go")
        terminal.press("m", *"cold", "enter")
        terminal.wait_for("saved r1")
        assert "15 to go" in terminal.text
    assert [mark.note for mark in place.document().marks.values()] == ["cold"]
    assert place.tags() == {"s1": ()}


def test_an_answer_given_twice_closes_nothing_below_the_question(place: Place) -> None:
    with place.open() as terminal:
        terminal.wait_for("15 to go")
        terminal.press("j", "x", "p", "p", "p")
        terminal.wait_for("saved r1")
        terminal.press("c")
        terminal.wait_for("saved r2")
    assert place.tags() == {"s2": (), "s3": ("confirmed",)}
