"""The library screen: the project's articles with how far each is; Enter opens one."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, cast

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message

from annotator.domain.overview import ArticleRow
from annotator.errors import AnnotatorError
from annotator.flows.desk import Desk
from annotator.flows.library import ORDERS, Finder, Library
from annotator.tui.actions import LIBRARY, Action, keymap
from annotator.tui.glyphs import ASCII, glyphs
from annotator.tui.screens.sorting import SortingScreen
from annotator.tui.shell import Shell
from annotator.tui.widgets.articles import ArticleList, Entry
from annotator.tui.widgets.bars import Bar, Part
from annotator.tui.widgets.key_hints import key_hints

if TYPE_CHECKING:
    from textual.widgets import Input


_POLL = 1.0
"""Seconds between looks at whether the project has changed."""

_REST = 4
"""Of a very large project, how many times longer than a look takes it is left alone after it."""

EMPTY = (
    "There are no articles here yet. Leave with q, then bring some in with "
    "`annotator add FILE…` (a folder works, too), or open one at once with `annotator tag FILE`."
)


class LibraryScreen(SortingScreen):
    """Every article of the project; the rows are read on a thread, never on the screen's own."""

    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (9, "-tall")]  # noqa: RUF012 - as Textual has it
    DEFAULT_CSS = """
    LibraryScreen {
        layout: vertical;
        & #find-line { height: 1; }
        & #find.-beside { width: 4; }
        & #find-field { width: 1fr; border: none; background: $surface; }
        &.-tiny #rule { display: none; }
        &.-tiny #keys { display: none; }
    }
    """

    class Read(Message):
        """The project has been read."""

        def __init__(
            self, name: str, library: Library, recent: Mapping[str, str], *, more: bool
        ) -> None:
            super().__init__()
            self.name = name
            self.library = library
            self.recent = recent
            self.more = more
            """Whether it is being read once more."""

    class NotRead(Message):
        """The project could not be read."""

        def __init__(self, error: AnnotatorError) -> None:
            super().__init__()
            self.error = error

    def __init__(self, desk: Desk, *, ascii_only: bool = False, to_review: bool = False) -> None:
        """Makes an empty list.

        Args:
            desk: who works, and where.
            ascii_only: whether to draw with plain ASCII signs.
            to_review: whether articles are opened to review them; those with most to settle
                stand first then.
        """
        super().__init__(desk)
        self._to_review = to_review
        self.keymap = keymap(LIBRARY, desk.settings.keys)
        self.glyphs = glyphs(ascii_only=ascii_only)
        self.articles = ArticleList(glyphs=self.glyphs, id="articles")
        self._top = Bar(id="top")
        self._rule = Bar(id="rule", rule="-" if ascii_only else "─")
        self._find = Bar(id="find")
        self._keys = Bar(id="keys")
        self._field: Input | None = None
        self._name = ""
        self._order = "most to settle" if to_review else ORDERS[0]
        self._finder = Finder(())
        self._words = ""
        self._loaded = False
        self._reading = False
        self._once_more = False
        self._rested = 0.0
        self._trouble = ""

    @property
    def shell(self) -> Shell:
        """The app, as far as screens know it."""
        return cast("Shell", self.app)

    def compose(self) -> ComposeResult:
        """The top bar, the filter, the articles, the keys."""
        yield self._top
        yield self._rule
        with Horizontal(id="find-line"):
            yield self._find
        yield self.articles
        yield self._keys

    def on_mount(self) -> None:
        """Paints what is known without reading, and begins to read."""
        self._show_list()
        self._show_keys()
        self.articles.focus()
        self.set_interval(_POLL, self._look_around)

    def on_screen_resume(self) -> None:
        """Reads again when one comes back from an article."""
        self.read(even_if_covered=True)

    # ── reading ──────────────────────────────────────────────────────────────────────────────

    def _look_around(self) -> None:
        if monotonic() >= self._rested:
            self.read()

    def read(self, *, even_if_covered: bool = False) -> None:
        """Reads the project on a thread of its own, which leaving does not wait for."""
        if self._reading:
            self._once_more = True
        elif even_if_covered or self.is_current:
            self._reading = True
            Thread(target=self._read_now, args=(not self._loaded,), daemon=True).start()

    def _read_now(self, first: bool) -> None:  # noqa: FBT001 - a thread's arguments have no names
        """Reads; the first time twice, for a quick look may miss what was changed by hand."""
        began = monotonic()
        try:
            if first:
                self.post_message(self._overview(more=True))
            self.post_message(self._overview(thorough=first))
        except AnnotatorError as error:
            self.post_message(self.NotRead(error))
        now = monotonic()
        self._rested = now + _REST * (now - began)

    def _overview(self, *, thorough: bool = False, more: bool = False) -> Read:
        desk = self.desk
        project = desk.project()
        mine = (a for a, people in project.assignments.items() if desk.annotator in people)
        rows = desk.store.overview(thorough=thorough)
        library = Library(tuple(rows), desk.annotator, frozenset(mine), project)
        _ = library.counts  # counted here, so that the screen need not
        return self.Read(project.name, library, desk.personal.recent(), more=more)

    @on(Read)
    def _read(self, event: Read) -> None:
        now = (event.name, event.library, event.recent)
        if not self._loaded or self._trouble or now != (self._name, self._library, self._recent):
            self._name, self._library, self._recent = now
            self._loaded, self._trouble = True, ""
            self._put_in_order()
        if not event.more:
            self._done_reading()

    @on(NotRead)
    def _not_read(self, event: NotRead) -> None:
        self._trouble = str(event.error)
        self._show_list()
        self._done_reading()

    def _done_reading(self) -> None:
        self._reading = False
        if self._once_more:
            self._once_more = False
            self.read(even_if_covered=True)

    # ── what is drawn ────────────────────────────────────────────────────────────────────────

    def _put_in_order(self) -> None:
        self._finder = Finder(self.in_order())
        self._show_list()

    def _show_list(self) -> None:
        """Shows the rows that the filter leaves, with the current article still the current."""
        here = self._current()
        rows = self._finder.having(self._words)
        place = next((n for n, row in enumerate(rows) if here and row.id == here.id), None)
        if place is None:
            place = 0 if self._words else self.articles.current
        self.articles.show(rows, self._entry, place, self._instead())
        self._show_bars()

    def _instead(self) -> str:
        """What to say where no article is shown."""
        if self._trouble:
            return self._trouble
        if not self._loaded:
            return "Reading the project … A very large one takes a minute the first time."
        if not self._library.rows:
            return EMPTY
        return f"No title and no id has “{self._words.strip()}”. Esc shows all articles."

    def _show_bars(self) -> None:
        counts = self._library.counts
        left = [Part(self._name or "library", "strong")]
        if self._loaded:
            articles = "1 article" if counts.articles == 1 else f"{counts.articles:,} articles"
            left.append(Part(f" · {articles} · {counts.handed_in:,} handed in"))
            if counts.waiting:
                wait = "waits" if counts.waiting == 1 else "wait"
                left.append(Part(f" · {counts.waiting:,} {wait} for you", "strong"))
        self._top.show(left, [Part(self.desk.annotator)])
        if self._trouble:
            self._find.show([Part(f" {self._trouble} ", "bad")])
            return
        found = [Part(" "), Part("/", "key", "find")]
        if self._field is not None:
            self._find.show(found)
            return
        if self._words:
            found.append(Part(f" {self._words}", "strong", "find"))
            of = f"{len(self.articles.rows):,} of {counts.articles:,} · Esc shows all"
        else:
            found.append(Part(" find", "muted", "find"))
            of = self.order_in_words()
        self._find.show(found, [Part(of, "muted", "" if self._words else "sort")])

    def _show_keys(self) -> None:
        """The keys below; while the filter is typed, letters are text and only these are keys."""
        if self._field is None:
            self._keys.show(*key_hints(self.keymap.actions, self.size.width))
            return
        arrows = "down, up" if self.glyphs is ASCII else "↓ ↑"
        hints = [("Enter", "open"), (arrows, "choose"), ("Esc", "all articles")]
        self._keys.show(
            [p for key, what in hints for p in (Part(key, "key"), Part(f" {what}   ", "muted"))]
        )

    def _entry(self, row: ArticleRow) -> Entry:
        library = self._library
        title = row.title or row.id
        return Entry(title, library.to_judge(row), library.seen(row), library.in_words(row))

    def _current(self) -> ArticleRow | None:
        rows = self.articles.rows
        return rows[self.articles.current] if self.articles.current < len(rows) else None

    # ── keys ─────────────────────────────────────────────────────────────────────────────────

    def on_key(self, event: events.Key) -> None:
        """Does what the key is for."""
        action = self.keymap.action(event.key, event.character)
        if event.key == "escape":
            event.stop()
            self._end_find(clear=True)
        elif self._field is not None and event.is_printable and not self._field.has_focus:
            event.stop()
            self._field.insert_text_at_cursor(event.character or "")  # typed while it opened
        elif action is not None:
            event.stop()
            event.prevent_default()
            self.perform(action)

    def perform(self, action: Action) -> None:
        """Does an action, whether by key, click or palette."""
        if not self.articles.follow(action.id):
            getattr(self, f"do_{action.id.replace('-', '_')}")()

    @on(Bar.Clicked)
    def _clicked_action(self, event: Bar.Clicked) -> None:
        action = self.keymap.named(event.action)
        if action is not None:
            self.perform(action)

    @on(ArticleList.Clicked)
    def _clicked_article(self, event: ArticleList.Clicked) -> None:
        self.articles.move_to(event.index)
        self.do_open()

    def do_open(self) -> None:
        """Opens the current article."""
        row = self._current()
        if row is not None:
            self._end_find(clear=False)
            (self.shell.open_review if self._to_review else self.shell.open_article)(row.id)

    def do_review(self) -> None:
        """Opens the review of the current article."""
        row = self._current()
        if row is not None:
            self._end_find(clear=False)
            self.shell.open_review(row.id)

    def do_agreement(self) -> None:
        """Shows how well the team agrees."""
        from annotator.tui.screens.agreement import AgreementScreen  # noqa: PLC0415 - on first use

        self.app.push_screen(AgreementScreen(self.desk, self.glyphs))

    def do_team(self) -> None:
        """Shows who has how much left."""
        from annotator.tui.screens.team import TeamScreen  # noqa: PLC0415 - on first use

        self.app.push_screen(TeamScreen(self.desk, self.glyphs))

    def do_export(self) -> None:
        """Opens what chooses, counts and writes a dataset."""
        from annotator.tui.screens.export import ExportScreen  # noqa: PLC0415 - on first use

        self.app.push_screen(ExportScreen(self.desk, self.glyphs))

    def do_theme(self) -> None:
        """Takes the next theme."""
        self.shell.next_theme()

    def do_help(self) -> None:
        """Shows all keys."""
        from annotator.tui.screens.help import HelpScreen  # noqa: PLC0415 - on first use

        self.app.push_screen(HelpScreen(self.keymap, self.glyphs))

    def do_palette(self) -> None:
        """Opens the palette."""
        self.app.action_command_palette()

    def do_quit(self) -> None:
        """Leaves the program."""
        self.shell.one_level_up()

    # ── the filter ───────────────────────────────────────────────────────────────────────────

    def do_find(self) -> None:
        """Opens the field in which the filter is typed."""
        from textual.widgets import Input  # noqa: PLC0415 - on first use

        if self._field is not None:
            self._field.focus()
            return
        self._field = Input(
            self._words, placeholder="words of a title, or an id", compact=True, id="find-field"
        )
        self._find.add_class("-beside")
        self.query_one("#find-line").mount(self._field)
        self._field.focus()
        self._show_bars()
        self._show_keys()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filters as one types."""
        event.stop()
        if event.input is self._field and event.value != self._words:
            self._words = event.value
            self._show_list()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Opens the article that the filter has come to."""
        event.stop()
        self.do_open()

    def _end_find(self, *, clear: bool) -> None:
        """Puts the field away; what was typed stays the filter unless it is cleared."""
        if self._field is not None:
            self._field.remove()
            self._field = None
            self._find.remove_class("-beside")
            self.articles.focus()
            self._show_keys()
        if clear and self._words:
            self._words = ""
            self._show_list()
        self._show_bars()
