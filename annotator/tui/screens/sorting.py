"""The library's orders, and the lists over all its articles: sources and findings."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from textual import on
from textual.screen import Screen

from annotator.domain.overview import ArticleRow
from annotator.flows.desk import Desk
from annotator.flows.library import ORDERS, Library, Order, in_order, open_to
from annotator.tui.actions import Keymap
from annotator.tui.doubts import MOST, Doubts
from annotator.tui.glyphs import Glyphs
from annotator.tui.shell import Shell
from annotator.tui.widgets.articles import ArticleList

if TYPE_CHECKING:
    from annotator.tui.screens.gathering import Going


class SortingScreen(Screen[None]):
    """What the library is made of that orders articles, or looks into many of them."""

    keymap: Keymap
    glyphs: Glyphs
    articles: ArticleList

    def __init__(self, desk: Desk) -> None:
        """Knows no article yet."""
        super().__init__()
        self.desk = desk
        self._library = Library((), desk.annotator)
        self._recent: Mapping[str, str] = {}
        self._order: Order = ORDERS[0]
        self._doubts = Doubts(desk, self)
        self._doubting = ""

    @abstractmethod
    def _put_in_order(self) -> None:
        """Shows the articles in their order."""

    @abstractmethod
    def _show_bars(self) -> None:
        """Shows what stands above the list."""

    @abstractmethod
    def _current(self) -> ArticleRow | None:
        """The current article."""

    # ── orders ───────────────────────────────────────────────────────────────────────────────

    def in_order(self) -> list[ArticleRow]:
        """The articles in the order that is chosen; what is not known for it is read."""
        if self._order == "least certain":
            self._read_doubts()
        return in_order(self._library, self._order, self._recent, self._doubts.known)

    def order_in_words(self) -> str:
        """The order's name, and how far its reading is."""
        return f"{self._order}{self._doubting}"

    def do_sort(self) -> None:
        """Takes the next order; the current article stays the current."""
        project = self._library.project
        off = project is not None and project.settings.suggestions == "off"
        orders = [order for order in ORDERS if order != "least certain" or not off]
        at = orders.index(self._order) if self._order in orders else -1
        self._order, self._doubting = orders[(at + 1) % len(orders)], ""
        self._doubts.stop()
        self._put_in_order()

    def _read_doubts(self) -> None:
        rows, every = open_to(self._library, self._recent, MOST)
        if self._doubts.ask(rows):
            self._doubting = f": reading {len(rows):,} articles …"
        else:
            self._doubting = f" of {MOST:,} that are open" if every > MOST else ""

    @on(Doubts.Read)
    def _have_read_doubts(self, event: Doubts.Read) -> None:
        if self._order != "least certain":
            return
        if event.error is not None:
            self._doubting = f": {event.error}"
            self._show_bars()
        elif event.done < event.of:
            self._doubting = f": reading {event.done:,} of {event.of:,} articles …"
            self._show_bars()
        else:
            self._put_in_order()

    # ── lists ────────────────────────────────────────────────────────────────────────────────

    def do_ledger(self) -> None:
        """Shows who the current article rests on, or all that are listed."""
        from annotator.tui.screens.lists import ledger_of  # noqa: PLC0415 - on first use

        row = self._current()
        if row is not None:
            close = self.keymap.key_of("ledger")
            screen = ledger_of(self.desk, row, self.articles.rows, close=close, glyphs=self.glyphs)
            self.app.push_screen(screen, self._go_to)

    def do_findings(self) -> None:
        """Shows what the sourcing of the current article lacks, or of all that are listed."""
        from annotator.tui.screens.lists import findings_of  # noqa: PLC0415 - on first use

        row = self._current()
        if row is not None:
            close = self.keymap.key_of("findings")
            rows = self.articles.rows
            screen = findings_of(self.desk, row, rows, close=close, glyphs=self.glyphs)
            self.app.push_screen(screen, self._go_to)

    def _go_to(self, going: Going | None) -> None:
        if going is not None:
            cast("Shell", self.app).open_article(going.article, at=going.sentence)
