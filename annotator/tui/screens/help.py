"""The help screen: every key of the screen below, and what the signs mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from annotator.domain.tags import Tag
from annotator.tui.actions import Action, Keymap, shown
from annotator.tui.blocks import Block, Run
from annotator.tui.glyphs import ASCII, Glyphs, tag_glyph
from annotator.tui.screens.text import TextScreen

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
    ("sent_back", "sent back: somebody is asked for another look"),
    ("differ", "in a review: annotators differ, and it is not settled"),
)


class HelpScreen(TextScreen):
    """All actions in groups with their keys; any of Esc, `?` and `q` closes it."""

    DEFAULT_CSS = """
    HelpScreen {
        & #text { max-width: 90; }
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
        super().__init__("All keys", list(help_blocks(keymap, glyphs, tags)), close=("?",))


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
