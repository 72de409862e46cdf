"""The guidelines beside the article."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from textual import events
from textual.message import Message

from annotator.domain.tags import Tag
from annotator.tui.blocks import text_of
from annotator.tui.markdown import blocks_of
from annotator.tui.widgets.reading import Reading


class Guide(Reading):
    """Guidelines that scroll by their own keys; a tag's key goes to the heading about it."""

    class Closed(Message):
        """The reader is done with the guidelines."""

    def __init__(
        self,
        source: str,
        tags: Sequence[Tag],
        *,
        close: Collection[str] = ("g",),
        bullet: str = "•",
        id: str | None = None,  # noqa: A002 - the name Textual gives it
    ) -> None:
        """Takes the guidelines.

        Args:
            source: their Markdown.
            tags: the project's tags.
            close: keys that put the guidelines away, beside Esc.
            bullet: what stands before an item of a list.
            id: of the widget.
        """
        self._content = blocks_of(source, bullet=bullet) or blocks_of(NOTHING)
        super().__init__(self._content, id=id)
        self._tags = {tag.key: tag.name for tag in tags}
        self._close = {*close, "escape"}

    def jump_to(self, tag: str) -> bool:
        """Goes to the heading about a tag; says whether there is one."""
        wanted = tag.casefold()
        headings = [
            (n, text_of(block).casefold())
            for n, block in enumerate(self._content)
            if block.runs and block.runs[0].look == "heading"
        ]
        found = next((n for n, text in headings if text.startswith(wanted)), None)
        if found is None:
            found = next((n for n, text in headings if wanted in text), None)
        if found is not None:
            self.go_to_block(found)
        return found is not None

    def on_key(self, event: events.Key) -> None:
        """Scrolls, jumps or closes; no other letter reaches the article from here."""
        names = {event.key, event.character}
        if names & self._close:
            self.post_message(self.Closed())
        elif event.character in self._tags:
            self.jump_to(self._tags[event.character])
        elif not self.follow(event.key) and not event.is_printable:
            return
        event.stop()
        event.prevent_default()


NOTHING = (
    "This project has no guidelines: write them into `guidelines.md`, beside `annotator.json`."
)
