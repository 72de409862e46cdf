"""The history screen: what was done when; Enter goes back to there."""

from __future__ import annotations

from rich.segment import Segment
from textual import events, on
from textual.app import ComposeResult

from annotator.domain.annotations import Annotations
from annotator.flows.session import local_words
from annotator.flows.timeline import Step, Timeline
from annotator.tui.actions import LIBRARY, keymap
from annotator.tui.cells import visible
from annotator.tui.glyphs import UNICODE, Glyphs
from annotator.tui.screens.overlay import Overlay
from annotator.tui.widgets.bars import Bar, Part
from annotator.tui.widgets.line import fit
from annotator.tui.widgets.rows import RowList

_WIDE = 100
_MEDIUM = 76
_CHANGE = 42
"""Cells for what changed, where the sentence's words follow it."""

_MOVES = keymap(
    [a for a in LIBRARY if a.id in {"down", "up", "page-down", "page-up", "first", "last"}], {}
)


class EventList(RowList):
    """Events, the newest first, and the beginning below them; each is read when it is drawn."""

    def __init__(self, timeline: Timeline, now: str, *, glyphs: Glyphs) -> None:
        super().__init__(glyphs=glyphs, id="events")
        self._timeline = timeline
        self._now = now

    def revision(self, index: int) -> int:
        """The revision on a row; 0 for the beginning."""
        return self._timeline[index].revision if index < len(self._timeline) else 0

    def row(self, index: int, width: int, *, current: bool) -> list[Segment]:
        """An event's line: revision, time, session, sentence, change, and the words it is about."""
        plain, muted = self.style(current=current), self.style("muted", current=current)
        if index >= len(self._timeline):
            return [Segment("r0", muted), Segment("    the beginning: nothing marked", plain)]
        step = self._timeline[index]
        wide, medium = width >= _WIDE, width >= _MEDIUM
        more = self.glyphs.more
        time = fit(local_words(step.at, self._now), 21 if wide else 16, more)
        segments = [
            Segment(f"r{step.revision:<5}", muted),
            Segment(f"{time} ", plain),
            Segment(f"{fit(visible(step.session), 5, more)} " if medium else "", muted),
            Segment(f"{fit(visible(step.sentence), 11 if medium else 5, more)} ", plain),
        ]
        left = width - sum(len(segment.text) for segment in segments)
        quoted = wide and bool(step.quote)
        change = fit(_change(step, self.glyphs), _CHANGE if quoted else left, more)
        segments.append(Segment(change, self.style("accent", current=current)))
        if quoted:
            words = fit(f"  {visible(step.quote[: 4 * width])}", left - _CHANGE, more)
            segments.append(Segment(words, muted))
        return segments


def _change(step: Step, glyphs: Glyphs) -> str:
    how = f" ({step.how})" if step.how else ""
    return visible(step.what[:400]).replace("→", glyphs.suggested) + how


class HistoryScreen(Overlay[int | None]):
    """A document's events; gives the revision to go back to, or None."""

    DEFAULT_CSS = """
    HistoryScreen {
        layout: vertical;
        background: $background;
        & #history-says { background: $panel; }
    }
    """

    def __init__(self, document: Annotations, now: str, *, glyphs: Glyphs = UNICODE) -> None:
        """Takes what is to be shown.

        Args:
            document: whose events.
            now: the time now, UTC, so that times can be told in words.
            glyphs: the signs to draw with.
        """
        super().__init__()
        self._document = document
        timeline = Timeline(document)
        if len(timeline):
            timeline[0]  # a damaged event is told now, not in the middle of drawing
        self._events = EventList(timeline, now, glyphs=glyphs)
        self._title = Bar(id="history-title")
        self._says = Bar(id="history-says")
        self._asked: int | None = None
        """The row that Enter was pressed on once."""

    def compose(self) -> ComposeResult:
        """A title, the events, and what the keys do."""
        yield self._title
        yield self._events
        yield self._says

    def on_mount(self) -> None:
        """Shows the newest event."""
        count = len(self._document.history)
        changes = "1 change" if count == 1 else f"{count:,} changes"
        self._title.show(
            [Part("History", "strong"), Part(f" · {changes} · the newest first", "muted")],
            [Part(f"r{self._document.revision}", "muted")],
        )
        self._events.show_rows(count + 1)
        self._events.focus()
        self._explain()

    def on_key(self, event: events.Key) -> None:
        """Moves, goes back or leaves."""
        event.stop()
        event.prevent_default()
        action = _MOVES.action(event.key, event.character)
        if event.key == "escape" and self._asked is not None:
            self._explain()
        elif event.key in {"escape", "q", "h"}:
            self.dismiss(None)
        elif event.key == "enter":
            self._enter()
        elif action is not None:
            self._events.follow(action.id)
            self._explain()

    @on(RowList.Clicked)
    def _clicked(self, event: RowList.Clicked) -> None:
        self._events.move_to(event.index)
        self._explain()

    def _enter(self) -> None:
        """Asks once, then goes back."""
        here = self._events.current
        revision = self._events.revision(here)
        if revision == self._document.revision:
            self._says.show([Part("This is how it is now; choose an earlier change.", "strong")])
        elif self._asked == here:
            self.dismiss(revision)
        else:
            self._asked = here
            self._says.show(
                [
                    Part(f"Back to r{revision}? Marks as they were then. ", "strong"),
                    Part("Enter", "key"),
                    Part(" yes  ", "muted"),
                    Part("Esc", "key"),
                    Part(" no", "muted"),
                ]
            )

    def _explain(self) -> None:
        self._asked = None
        self._says.show(
            [
                Part("Enter", "key"),
                Part(" back to here   ", "muted"),
                Part("Esc", "key"),
                Part(" leave", "muted"),
            ]
        )
