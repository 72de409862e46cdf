"""All sentences that need their annotator, with the reasons; Enter goes to one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.segment import Segment
from textual import events, on
from textual.app import ComposeResult

from annotator.flows.annotate import Need
from annotator.tui.actions import LIBRARY, keymap
from annotator.tui.cells import visible
from annotator.tui.glyphs import UNICODE, Glyphs
from annotator.tui.screens.overlay import Overlay
from annotator.tui.widgets.bars import Bar, Part
from annotator.tui.widgets.line import fit
from annotator.tui.widgets.rows import RowList

_NAME = 12
_WHY = 20
_MEDIUM = 56
"""Cells of a row in which the whole of an id and of a reason have room beside the words."""

_MOVES = keymap(
    [a for a in LIBRARY if a.id in {"down", "up", "page-down", "page-up", "first", "last"}], {}
)


class NeedList(RowList):
    """A line for each sentence: its id, why it needs somebody, and its words."""

    needs: Sequence[Need] = ()

    def row(self, index: int, width: int, *, current: bool) -> list[Segment]:
        """One sentence's line."""
        need, more = self.needs[index], self.glyphs.more
        medium = width >= _MEDIUM
        name = fit(f"{visible(need.sentence)} ", _NAME if medium else 6, more)
        why = fit(f"{need.why} ", _WHY, more)
        room = max(0, width - len(name) - len(why))
        text = " ".join(need.text[: 4 * width].split())
        return [
            Segment(name, self.style("muted", current=current)),
            Segment(why, self.style("accent", current=current)),
            Segment(fit(visible(text), room, more), self.style(current=current)),
        ]


class NeededScreen(Overlay[str | None]):
    """Gives the id of the sentence to go to, None on Esc."""

    DEFAULT_CSS = """
    NeededScreen {
        layout: vertical;
        background: $background;
        & #needed-says { background: $panel; }
    }
    """

    def __init__(self, needs: Sequence[Need], here: str, *, glyphs: Glyphs = UNICODE) -> None:
        """Takes what is to be listed.

        Args:
            needs: at least one, in reading order.
            here: the current sentence; the list opens at it.
            glyphs: the signs to draw with.
        """
        super().__init__()
        self._every = tuple(needs)
        self._here = here
        self._counts = Counter(need.why for need in needs)
        self._only = ""
        self._list = NeedList(glyphs=glyphs, id="needed")
        self._title = Bar(id="needed-title")
        self._says = Bar(id="needed-says")

    def compose(self) -> ComposeResult:
        """A title, the sentences, and what the keys do."""
        yield self._title
        yield self._list
        yield self._says

    def on_mount(self) -> None:
        """Shows all of them, from the current sentence on."""
        self._says.show(
            [
                *(Part("Enter", "key"), Part(" go there   ", "muted")),
                *(Part("Tab", "key"), Part(" only one reason   ", "muted")),
                *(Part("Esc", "key"), Part(" leave", "muted")),
            ]
        )
        self._show(self._here)
        self._list.focus()

    def on_key(self, event: events.Key) -> None:
        """Moves, goes to a sentence, shows one reason only, or leaves."""
        event.stop()
        event.prevent_default()
        action = _MOVES.action(event.key, event.character)
        if event.key in {"escape", "q", "L"}:
            self.dismiss(None)
        elif event.key == "enter":
            self.dismiss(self._list.needs[self._list.current].sentence)
        elif event.key in {"tab", "shift+tab"}:
            self._next_reason(1 if event.key == "tab" else -1)
        elif action is not None:
            self._list.follow(action.id)

    @on(RowList.Clicked)
    def _clicked(self, event: RowList.Clicked) -> None:
        if event.index == self._list.current:
            self.dismiss(self._list.needs[event.index].sentence)
        else:
            self._list.move_to(event.index)

    def _next_reason(self, step: int) -> None:
        reasons = ["", *self._counts]
        at = self._list.needs[self._list.current].sentence
        self._only = reasons[(reasons.index(self._only) + step) % len(reasons)]
        self._show(at)

    def _show(self, at: str) -> None:
        """Lists what is wanted, with that sentence, or the next one below it, as the current."""
        order = [need.sentence for need in self._every]
        self._list.needs = [n for n in self._every if self._only in {"", n.why}]
        first = order.index(at) if at in order else 0
        index = sum(n.sentence in order[:first] for n in self._list.needs) if first else 0
        self._list.show_rows(len(self._list.needs), index)
        said = "1 sentence needs you" if len(order) == 1 else f"{len(order):,} sentences need you"
        parts = [Part(said, "strong")]
        for why, count in self._counts.items():
            look = "strong" if why == self._only else "muted"
            parts.append(Part(f" · {count:,} {why}", look))
        self._title.show(parts)
