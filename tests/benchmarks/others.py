"""The programs that the annotate screen is compared with: two Textual floors, and SLATE."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from tests.benchmarks.annotate_screen import SIZE
from tests.benchmarks.frames import frame_that
from tests.benchmarks.projects import TAGS, Article
from tests.terminal import Terminal

_FLOORS: Final = Path(__file__).parent / "floors"
_COLOURS: Final = ("green", "yellow", "cyan", "magenta")


def start_empty(env: dict[str, str]) -> Terminal:
    """A Textual app with one text, `Claim 0`."""
    return Terminal((sys.executable, str(_FLOORS / "empty.py")), env, size=SIZE)


class Echo:
    """A Textual app that shows each key."""

    def __init__(self, env: dict[str, str]) -> None:
        """Start it and wait until it is shown."""
        self.terminal = Terminal((sys.executable, str(_FLOORS / "echo.py")), env, size=SIZE)
        self.terminal.wait_for("key ready")
        self.terminal.wait_quiet(0.3)
        self._presses = 0

    def painted(self) -> float:
        """Press a key; seconds to the end of the frame that shows it."""
        self._presses += 1
        key = "cido"[self._presses % 4]
        since = len(self.terminal.raw)
        at = self.terminal.press(key)
        return frame_that(self.terminal, lambda it: f"key {key}" in it.display[0], since) - at


class Slate:
    """SLATE on the same sentences, one a line, with one key per tag and one to move on.

    It draws the whole screen at each key and marks no frames: the last byte before a pause counts.
    """

    def __init__(self, env: dict[str, str], folder: Path, item: Article, marked: int) -> None:
        """Start it on a file of the article's lines, of which the first `marked` have a tag."""
        folder.mkdir(parents=True)
        lines = folder / f"{item.id}.txt"
        lines.write_text("".join(f"{it}\n" for it in item.sentences()), "utf-8")
        tags = "".join(f"{it} - {TAGS[it % 4][0]}\n" for it in range(marked))
        Path(f"{lines}.annotations").write_text(tags, "utf-8")
        settings = folder / "slate.config"
        settings.write_text(_slate_settings(), "utf-8")
        argv = (sys.executable, "-m", "slate", lines.name, "--ann-scope", "line", "--overwrite")
        more = ("--config-file", settings.name, "--log-prefix", "log")
        self.terminal = Terminal((*argv, *more), env, size=SIZE, cwd=folder)
        self.terminal.wait_for("Claim 1 ", timeout=60)
        self.terminal.wait_quiet(0.3)
        self._presses = 0

    @staticmethod
    def is_installed() -> bool:
        """Whether it can be started: it comes with the dependency group `bench`."""
        return find_spec("slate") is not None

    def tag(self) -> float:
        """Press a tag key; seconds to the last byte of the screen that follows."""
        self._presses += 1
        return self._drawn(TAGS[self._presses % 4][1])

    def move_on(self) -> float:
        """Press the key that goes to the next line; seconds likewise."""
        return self._drawn("j")

    def _drawn(self, key: str) -> float:
        at = self.terminal.press(key)
        if not self.terminal.read(10):
            raise TimeoutError(f"SLATE drew nothing; its screen:\n{self.terminal.text}")
        return self.terminal.wait_quiet(0.06) - at


def _slate_settings() -> str:
    keys = [f"Input: edit-annotation category {key}" for _, key, *_ in TAGS]
    keys += ["Input: move-down all j", "Input: quit all Q"]
    labels = [
        f"Label: {name} {key} {colour}"
        for (name, key, *_), colour in zip(TAGS, _COLOURS, strict=True)
    ]
    return "\n".join((*keys, *labels, ""))
