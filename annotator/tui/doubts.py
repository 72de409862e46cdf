"""How unsure the program is of the library's articles: read on a thread, and kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from threading import Thread
from time import monotonic

from textual.message import Message
from textual.widget import Widget

from annotator.domain.overview import ArticleRow
from annotator.errors import AnnotatorError
from annotator.flows.desk import Desk
from annotator.tui.breath import take_breath

MOST = 500
"""Articles that are read at most: about ten seconds."""

_TELL = 0.25
"""Seconds between two tellings of how far it is."""


class Doubts:
    """What is known, by article; an article that changed since is read again."""

    class Read(Message):
        """So many of so many articles have been read."""

        def __init__(self, done: int, of: int, error: AnnotatorError | None = None) -> None:
            super().__init__()
            self.done = done
            self.of = of
            self.error = error

    def __init__(self, desk: Desk, teller: Widget) -> None:
        """Knows nothing yet.

        Args:
            desk: the project, and who asks.
            teller: the screen that hears of it.
        """
        self._desk = desk
        self._teller = teller
        self._known: dict[str, tuple[str, float]] = {}
        self._wanted: Sequence[ArticleRow] | None = None
        self._is_reading = False

    @property
    def known(self) -> Mapping[str, float]:
        """How unsure the program is of each article, 0 to 1."""
        return {article: doubt for article, (_, doubt) in dict(self._known).items()}

    def ask(self, rows: Sequence[ArticleRow]) -> bool:
        """Reads those that are not known as they are now; says whether there are any."""
        lacking = [row for row in rows if self._known.get(row.id, ("-",))[0] != self._stamp(row)]
        if lacking and not self._is_reading:
            self._is_reading = True
            self._wanted = lacking
            Thread(target=self._read, args=(lacking,), daemon=True).start()
        return bool(lacking)

    def stop(self) -> None:
        """Reads no further; what is known stays."""
        self._wanted = None

    def _stamp(self, row: ArticleRow) -> str:
        """What is another text as soon as an article has another revision or other own marks."""
        own = row.of(self._desk.annotator)
        return f"{row.sentences} {own.updated if own else ''}"

    def _read(self, rows: Sequence[ArticleRow]) -> None:
        """Runs on a thread of its own: it reads documents and learns from them."""
        from annotator.flows.suggestions.suggesting import doubts  # noqa: PLC0415 - no list waits for it

        stamps = {row.id: self._stamp(row) for row in rows}
        told, done, error = monotonic(), 0, None
        try:
            for article, doubt in doubts(self._desk.store, self._desk.annotator, list(stamps)):
                self._known[article] = (stamps.pop(article), doubt)
                done += 1
                if self._wanted is not rows or not self._teller.is_running:
                    break
                if monotonic() - told > _TELL:
                    told = monotonic()
                    self._teller.post_message(self.Read(done, len(rows)))
                take_breath()
            else:
                self._known |= {article: (stamp, 0.0) for article, stamp in stamps.items()}
        except AnnotatorError as found:
            error = found
        self._is_reading = False
        self._teller.post_message(self.Read(len(rows), len(rows), error))
