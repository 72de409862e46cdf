"""What the small screens share: a box at the bottom, over the article, that closes with Esc."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Generic

from textual.binding import BindingType
from textual.message import Message

from annotator.errors import AnnotatorError
from annotator.tui.drafts import Draft
from annotator.tui.screens.overlay import Overlay, Result
from annotator.tui.widgets.sheet import Sheet, prose

_DRAFT_SECONDS = 1.0

FROM_BEFORE = "draft from before, not saved yet: Enter saves it, Esc leaves it"


class Panel(Overlay[Result], Generic[Result]):
    """A box at the bottom; what it was opened over stays in view above it."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    BINDINGS: ClassVar[list[BindingType]] = []
    DEFAULT_CSS = """
    Panel {
        align: center bottom;
        background: $background 50%;
        & #box {
            height: auto; max-height: 100%; width: 1fr;
            background: $surface; color: $foreground;
            border-top: heavy $primary; padding: 0 1;
        }
        & #title { text-style: bold; }
        & #body {
            height: auto; background: $surface;
            scrollbar-size-vertical: 1; scrollbar-gutter: auto;
        }
        & #notice { color: $text-warning; text-style: bold; display: none; }
        & #notice.shown { display: block; }
        & #keys { margin-top: 1; color: $foreground 75%; }
    }
    """

    @dataclass
    class DraftKept(Message):
        """A draft has reached the disk, or has not."""

        error: AnnotatorError | None

    def __init__(self) -> None:
        super().__init__()
        self._draft: Draft | None = None
        self._draft_failed = False

    def notice(self, text: str) -> None:
        """Say something in words above the keys; nothing for an empty text, or when closing."""
        for sheet in self.query("#notice").results(Sheet):  # there while mounting, gone in closing
            sheet.set_class(bool(text), "shown")
            sheet.redraw(lambda width: prose(text, width))

    def notice_sheet(self) -> Sheet:
        """The sheet that `notice` writes on, for `compose`."""
        return Sheet(lambda _: (), id="notice")

    def fit_body(self) -> None:
        """Give `#body`, which scrolls, the height that the other parts of the box leave."""
        others = [part for part in self.query("#box > *") if part.id != "body" and part.display]
        used = 1 + sum(part.outer_size.height + part.styles.margin.height for part in others)
        self.query_one("#body").styles.max_height = max(1, self.size.height - used)

    def keep_draft_each_second(self, draft: Draft) -> None:
        """Bring a draft to the disk each second while it changes, and when the screen closes."""
        self._draft = draft
        self.set_interval(_DRAFT_SECONDS, self._write_draft)

    def on_unmount(self) -> None:
        """Keep what was half-written, however the screen was closed."""
        self._write_draft()

    def on_panel_draft_kept(self, event: DraftKept) -> None:
        """Say that a draft is not kept, until it is."""
        event.stop()
        if event.error is not None:
            self._draft_failed = True
            self.notice(f"This draft is not kept yet, trying on. {event.error}")
        elif self._draft_failed:
            self._draft_failed = False
            self.notice("")

    def _write_draft(self) -> None:
        if self._draft is not None:
            self._draft.write(self._say_how_it_went)

    def _say_how_it_went(self, error: AnnotatorError | None) -> None:
        """Runs in the thread that wrote: only a message may cross."""
        self.post_message(self.DraftKept(error))
