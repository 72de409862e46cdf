"""Two programs on one project at the same time."""

from __future__ import annotations

from contextlib import ExitStack

from tests.real.place import ARTICLE, Place, here, whichever

QUESTION = "s1 was marked differently elsewhere"


def test_tags_of_two_terminals_on_different_sentences_are_both_kept(place: Place) -> None:
    with place.open() as one, place.open(home="laptop") as two:
        one.wait_for("15 to go")
        two.wait_for("15 to go")
        with place.nobody_saves():
            one.press("c")
            two.press("j", "o")
            one.wait_for("saving r1")
            two.wait_for("saving r1")
        for terminal in (one, two):
            terminal.wait_for("saved r2")
            terminal.wait_for("13 to go")
    assert place.tags() == {"s1": ("confirmed",), "s2": ("opinion",)}


def test_two_terminals_that_tag_one_sentence_differently_are_asked(place: Place) -> None:
    with place.open() as one, place.open(home="laptop") as two:
        one.wait_for("15 to go")
        two.wait_for("15 to go")
        with place.nobody_saves():
            one.press("c")
            two.press("o")
            one.wait_for("saving r1")
            two.wait_for("saving r1")
        asked = whichever(QUESTION, one, two)
        own, others = ("confirmed", "opinion") if asked is one else ("opinion", "confirmed")
        assert place.tags() == {"s1": (others,)}
        asked.press("y")
        for terminal in (one, two):
            terminal.wait_for("saved r2")
    assert place.tags() == {"s1": (own,)}
    assert [event.sentence for event in place.document().history] == ["s1", "s1"]


def test_leaving_waits_for_an_answer_when_the_last_tag_was_given_elsewhere_too(
    place: Place,
) -> None:
    with place.open() as one, place.open(home="laptop") as two:
        one.wait_for("15 to go")
        two.wait_for("15 to go")
        with place.nobody_saves():
            one.press("c", "q")
            two.press("o", "q")
            one.wait_quiet()
            two.wait_quiet()
        asked = whichever(QUESTION, one, two)
        asked.press("ctrl+q")
        asked.wait_quiet()
        assert QUESTION in asked.text
        asked.press("y")
        asked.wait_for("saved r2")
        asked.press("q")
        assert asked.wait_exit() == 0
    assert place.tags() == {"s1": ("confirmed" if asked is one else "opinion",)}


def test_a_mark_made_by_a_command_shows_up_on_the_open_screen(place: Place) -> None:
    with place.open() as terminal:
        terminal.wait_for("15 to go")
        terminal.press("c")
        terminal.wait_for("saved r1")
        done = place.run("mark", ARTICLE, "s3", "opinion")
        assert done.returncode == 0, done.stderr
        terminal.wait_for("≈ o  Insiders have revealed")
        terminal.wait_for("saved r2")
        assert here(terminal) == "s2"  # nobody is moved
        terminal.press("i")
        terminal.wait_for("saved r3")
    assert [mark[0][0] for mark in place.tags().values()] == ["c", "i", "o"]


def test_commands_at_once_beside_an_open_screen_all_count(place: Place) -> None:
    with ExitStack() as stack, place.open() as terminal:
        terminal.wait_for("15 to go")
        for number in range(2, 8):
            stack.enter_context(place.start("mark", ARTICLE, f"s{number}", "opinion"))
        terminal.press("c")
        terminal.wait_for("8 to go", timeout=30)
    assert list(place.tags()) == [f"s{number}" for number in range(1, 8)]
