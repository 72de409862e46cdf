"""The annotate screen as a benchmark sees it: which sentence is current, its tag, `saved rN`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.benchmarks.frames import frame_that
from tests.benchmarks.projects import ANNOTATOR, TAGS
from tests.terminal import Terminal, annotator

SIZE: Final = (120, 40)
"""Columns and rows of every terminal that is measured."""

_SENTENCE: Final = re.compile(r"^(?P<gutter>.{0,8}?)Claim (?P<number>\d+)\b")
_SAVED: Final = re.compile(r"saved r(\d+)")


@dataclass(frozen=True, slots=True)
class Row:
    """The first line of a sentence on the screen: its number and what stands before the text."""

    number: int
    gutter: str

    @property
    def is_current(self) -> bool:
        """Whether the cursor's arrow stands before it."""
        return "▶" in self.gutter


def start(project: Path, article: str, env: dict[str, str]) -> Terminal:
    """Open the article in a terminal."""
    argv = annotator("-p", project, "--as", ANNOTATOR, "tag", article)
    return Terminal(argv, env, size=SIZE)


def ready(terminal: Terminal) -> None:
    """Wait until the article is shown, then go to its first sentence."""
    terminal.wait_for(lambda it: bool(rows(it)), timeout=30)
    terminal.wait_quiet(0.3, timeout=30)
    go_to_start(terminal)


def go_to_start(terminal: Terminal) -> None:
    """Make the first sentence the current one."""
    terminal.press("home")
    terminal.wait_for(lambda it: any(row.number == 1 and row.is_current for row in rows(it)))
    terminal.wait_quiet()


def rows(terminal: Terminal) -> list[Row]:
    """The sentences whose beginning is on the screen."""
    found = (_SENTENCE.match(line) for line in terminal.display)
    return [Row(int(match["number"]), match["gutter"]) for match in found if match]


def current(terminal: Terminal) -> Row | None:
    """The current sentence; None if none is, as on the finish line."""
    return next((row for row in rows(terminal) if row.is_current), None)


def saved(terminal: Terminal) -> int:
    """The revision that the screen says is saved; 0 if it says nothing."""
    found = _SAVED.search(terminal.text)
    return int(found[1]) if found else 0


class Tagger:
    """Tags sentence after sentence, each time with a tag that the sentence does not have."""

    def __init__(self, terminal: Terminal) -> None:
        """Drive a terminal in which the article is open and shown."""
        self.terminal = terminal
        self.pressed = 0.0
        """When the last key was pressed."""
        self._presses = 0
        self._revision = 0
        self._since = 0
        self._target = Row(0, "")
        self._glyph = ""

    def press(self) -> None:
        """Press a tag key on the current sentence; back to the first one after the last."""
        row = current(self.terminal)
        if row is None or row.number <= self._target.number:
            go_to_start(self.terminal)
            row = current(self.terminal)
        if row is None:
            raise TimeoutError(f"no current sentence; the screen:\n{self.terminal.text}")
        self._presses += 1
        _, key, self._glyph, *_ = next(
            tag for tag in TAGS[self._presses % 4 :] + TAGS if tag[2] not in row.gutter
        )
        self._target = row
        self._revision = saved(self.terminal)
        self._since = len(self.terminal.raw)
        self.pressed = self.terminal.press(key)

    def painted(self) -> float:
        """Seconds from the key to the end of the frame that shows the new tag."""

        def shows(terminal: Terminal) -> bool:
            wanted = self._target.number
            return any(it.number == wanted and self._glyph in it.gutter for it in rows(terminal))

        return frame_that(self.terminal, shows, self._since) - self.pressed

    def saved(self) -> float:
        """Seconds from the key to the end of the frame that says a later revision is saved."""

        def shows(terminal: Terminal) -> bool:
            return saved(terminal) > self._revision

        return frame_that(self.terminal, shows, self._since) - self.pressed
