"""The help screen: every key of the screen below, and what the signs mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual import events
from textual.app import ComposeResult

from annotator.domain.tags import Tag
from annotator.tui.actions import Action, Keymap, shown
from annotator.tui.blocks import Block, Run
from annotator.tui.glyphs import ASCII, Glyphs, tag_glyph
from annotator.tui.screens.overlay import Overlay
from annotator.tui.widgets.bars import Bar, Part
from annotator.tui.widgets.reading import Reading

_KEYS = 14
"""Cells for the keys."""

_SIGNS = (
    ("pointer", "the current one"),
    ("unseen", "unseen: no decision yet"),
    ("no_tag", "no tag: read, and none applies"),
    ("skipped", "skipped: not to be judged"),
    ("checked", "after a tag: with evidence"),
    ("unsure", "unsure"),
    ("look_again", "to look at again: the article changed, or it was sent back"),
    ("comment", "has comments"),
    ("note", "has a note"),
)


class HelpScreen(Overlay[None]):
    """All actions in groups with their keys; any of Esc, `?` and `q` closes it."""

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        & #help { width: 100%; max-width: 90; height: 1fr; }
        & Bar { max-width: 90; }
    }
    """

    def __init__(self, keymap: Keymap, glyphs: Glyphs, tags: Sequence[Tag] = ()) -> None:
        """Takes what is to be explained.

        Args:
            keymap: the keys of the screen below, as the user has them.
            glyphs: the signs in use.
            tags: the project's tags, where the screen below shows any.
        """
        super().__init__()
        self._reading = Reading(list(help_blocks(keymap, glyphs, tags)), id="help")
        self._title = Bar(id="help-title")
        self._bar = Bar(id="help-keys")

    def compose(self) -> ComposeResult:
        """A title, the text, and how to leave it."""
        yield self._title
        yield self._reading
        yield self._bar

    def on_mount(self) -> None:
        """Lets the keys go to the text."""
        self._title.show([Part("All keys", "strong")])
        self._bar.show(
            [
                Part("↓ ↑ PgDn PgUp", "key"),
                Part(" scroll   ", "muted"),
                Part("Esc", "key"),
                Part(" back", "muted"),
            ]
        )
        self._reading.focus()

    def on_key(self, event: events.Key) -> None:
        """Scrolls or closes."""
        event.stop()
        event.prevent_default()
        if event.key in {"escape", "q"} or event.character == "?":
            self.dismiss(None)
        else:
            self._reading.follow(event.key)


def help_blocks(keymap: Keymap, glyphs: Glyphs, tags: Sequence[Tag]) -> Iterator[Block]:
    """The help as text: groups of actions with their keys, then the signs."""
    groups: dict[str, list[Action]] = {}
    for action in keymap.actions:
        groups.setdefault(action.group, []).append(action)
    for clash in keymap.clashes:
        yield Block((Run(clash, "strong"),))
    for group, actions in groups.items():
        yield Block((Run(group, "heading"),))
        for action in actions:
            yield _row("  ".join(map(shown, action.keys)) or "(no key)", action.help)
        yield Block(())
    yield Block((Run("Signs", "heading"),))
    for tag in tags:
        sign = tag_glyph(tag, ascii_only=glyphs is ASCII)
        yield _row(f"{sign} {tag.key}", f"{tag.name}: {tag.means}")
    for name, meaning in _SIGNS:
        yield _row(getattr(glyphs, name), meaning)


def _row(keys: str, words: str) -> Block:
    gap = " " * max(1, _KEYS - len(keys))
    return Block((Run(keys, "key"), Run(gap), Run(words)), 1, 1 + _KEYS)
