"""An article on the screen: the frame, the keys, moving about, finding, and what is shown beside.

What one does with the article is for the screens that are made of this one: to annotate it, or to
review what others have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Protocol, cast

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen

from annotator.domain.article import Article, Sentence
from annotator.domain.project import Project
from annotator.errors import AnnotatorError, RefusedError
from annotator.flows.desk import Desk
from annotator.tui.actions import ANNOTATE, LIBRARY, REVIEW, Action, Keymap, unknown_actions
from annotator.tui.describe import Signs
from annotator.tui.glyphs import glyphs
from annotator.tui.shell import Shell
from annotator.tui.widgets.article import ArticleView
from annotator.tui.widgets.bars import Bar, Part
from annotator.tui.widgets.details import Details, Said
from annotator.tui.widgets.key_hints import key_hints
from annotator.tui.widgets.line import Highlight


class Place(Protocol):
    """An open article and where one is in it."""

    article: Article
    project: Project
    current: int

    @property
    def sentence(self) -> Sentence:
        """The current sentence."""

    def go(self, index: int) -> None:
        """Makes a sentence the current one."""

    def index_of(self, sentence: str) -> int | None:
        """Where a sentence stands; None for one that is no longer there."""


class ArticleScreen(Screen[None]):
    """An article with its details, and the keys that only look at it."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - as Textual has it
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (9, "-short"), (14, "-tall")]  # noqa: RUF012 - as above
    DEFAULT_CSS = """
    ArticleScreen {
        layout: vertical;
        & #body { height: 1fr; layout: horizontal; }
        & #details { width: 34; height: 100%; border-left: vkey $panel; padding-top: 0; }
        & #details.-hidden { display: none; }
        & #guide { width: 1fr; min-width: 50%; height: 100%; border-left: vkey $panel; }
        &.-guided #details { display: none; }
        &.-guided.-narrow ArticleView { display: none; }
        &.-narrow #guide { border-left: none; }
        &.-narrow #body { layout: vertical; }
        &.-narrow #details { width: 100%; height: 4; border-left: none; }
        &.-short.-narrow #details { display: none; }
        &.-tiny #details { display: none; }
        &.-tiny #says { display: none; }
        &.-tiny #keys { display: none; }
    }
    """

    work: Place
    view: ArticleView
    keymap: Keymap

    def __init__(self, desk: Desk, project: Project, *, ascii_only: bool) -> None:
        """Makes an empty frame.

        Args:
            desk: who works, and where.
            project: the desk's, with its tags.
            ascii_only: whether to draw with plain ASCII signs.
        """
        super().__init__()
        self.desk = desk
        self.ascii_only = ascii_only
        self.signs = Signs(project.tags, glyphs(ascii_only=ascii_only), ascii_only=ascii_only)
        self._top = Bar(id="top")
        self._says = Bar(id="says")
        self._keys = Bar(id="keys")
        self._details = Details(more=self.signs.glyphs.more, id="details")

    @property
    def shell(self) -> Shell:
        """The app, as far as screens know it."""
        return cast("Shell", self.app)

    def compose(self) -> ComposeResult:
        """The top bar, the article with the details, what was said, the keys."""
        yield self._top
        with Container(id="body"):
            yield from self.compose_article()
            yield self._details
        yield self._says
        yield self._keys

    def compose_article(self) -> ComposeResult:
        """What stands left of the details."""
        yield self.view

    # ── what is drawn ────────────────────────────────────────────────────────────────────────

    def say(self, what: str, *, bad: bool = False) -> None:
        """Shows a sentence below the article; the finish line when there is nothing to say."""
        if what:
            self._says.show([Part(what, "bad" if bad else "strong")])
        else:
            self._says.show(self.finish_line())

    def finish_line(self) -> list[Part]:
        """What to say where nothing else is to be said."""
        raise NotImplementedError

    def top_right(self) -> list[Part]:
        """The right end of the top bar: who, how much is left, and what is on the disk."""
        raise NotImplementedError

    def describe(self, *, narrow: bool, dark: bool) -> list[Said]:
        """The details of the current sentence, for a column or for four lines."""
        raise NotImplementedError

    def show_state(self) -> None:
        """Brings the bars and the details up to date; what did not change is not drawn."""
        self._top.show([Part(self.work.article.title, "strong")], self.top_right())
        if self._details.display:
            dark = self.app.current_theme.dark
            try:
                said = self.describe(narrow=self.has_class("-narrow"), dark=dark)
            except AnnotatorError as error:
                said = [Said(str(error), "warn")]
            self._details.show(said)

    def show_keys(self) -> None:
        """Shows as many keys as there is room for."""
        self._keys.show(*key_hints(self.keymap.actions, self.size.width))

    def show_details_or_not(self) -> None:
        """Shows the details as the user's settings have it."""
        self._details.set_class(not self.desk.settings.details, "-hidden")

    def on_resize(self) -> None:
        """Details and keys are worded by the room they have."""
        self.call_after_refresh(self.show_state)
        self.call_after_refresh(self.show_keys)

    def go(self, index: int, *, jump: bool = False) -> None:
        """Makes a sentence the current one."""
        self.work.go(index)
        self.view.move_to(self.work.current, jump=jump)
        self.show_state()
        self.say("")

    def repaint(self, sentences: Iterable[str]) -> None:
        """Draws sentences anew, but not the current one, which moving draws."""
        for sentence in sentences:
            index = self.work.index_of(sentence)
            if index is not None and index not in (self.view.current, self.work.current):
                self.view.refresh_sentence(index)

    def back_to(self, sentence: str) -> bool:
        """Goes to the sentence that something was entered for, wherever others led meanwhile.

        False, and a sentence about it, where the article has lost that one meanwhile.
        """
        index = self.work.index_of(sentence)
        if index is None:
            self.say(f"not entered: {sentence} is no longer in the article", bad=True)
            return False
        if index != self.work.current:
            self.go(index)
        return True

    def about_keys(self) -> str:
        """What is wrong with the user's keys, in sentences."""
        wanted = self.desk.settings.keys
        unknown = unknown_actions(wanted, (*self.keymap.actions, *ANNOTATE, *REVIEW, *LIBRARY))
        none = (f"There is no action {name!r}." for name in unknown)
        return " ".join([*self.keymap.clashes, *none])

    # ── keys ─────────────────────────────────────────────────────────────────────────────────

    def on_key(self, event: events.Key) -> None:
        """Does what the key is for; one typed after another screen was opened goes there."""
        if self.app.screen is not self:
            event.stop()
            event.prevent_default()
            self.shell.hold(event)
            return
        action = self.keymap.action(event.key, event.character)
        if action is not None:
            event.stop()
            event.prevent_default()
            self.perform(action)
        elif event.key == "escape" and self.query("#guide"):
            event.stop()
            self.on_guide_closed()  # typed before the guidelines had the keys
        elif event.key == "escape":
            self.escape()
        elif event.is_printable and event.character:
            self.say(self.nothing_here(event.character))

    def nothing_here(self, key: str) -> str:
        """What to say of a key that does nothing on this screen."""
        return f"{key} does nothing here; ? shows all keys"

    def escape(self) -> None:
        """Does what Esc is for, where nothing lies over the article."""

    def perform(self, action: Action) -> None:
        """Does an action, whether by key, click or palette."""
        try:
            if action.argument is None:
                self._doing(action.id)()
            else:
                self._doing(action.id.rpartition("-")[0])(action.argument)
        except RefusedError as error:
            self.say(str(error))
        except AnnotatorError as error:
            self.say(str(error), bad=True)

    def _doing(self, name: str) -> Callable[..., None]:
        """The method that does an action; those that there are several of take which one."""
        found: Callable[..., None] = getattr(self, f"do_{name.replace('-', '_')}")
        return found

    @on(Bar.Clicked)
    def _clicked_action(self, event: Bar.Clicked) -> None:
        action = self.keymap.named(event.action)
        if action is not None:
            self.perform(action)

    @on(ArticleView.SentenceClicked)
    def _clicked_sentence(self, event: ArticleView.SentenceClicked) -> None:
        self.go(event.index)

    # ── moving ───────────────────────────────────────────────────────────────────────────────

    def do_down(self) -> None:
        self.go(self.work.current + 1)

    def do_up(self) -> None:
        self.go(self.work.current - 1)

    def do_read_on(self) -> None:
        if not self.view.read_on():
            self.do_down()

    def do_page_down(self) -> None:
        self.go(self.view.page_from(self.work.current, 1))

    def do_page_up(self) -> None:
        self.go(self.view.page_from(self.work.current, -1))

    def do_first(self) -> None:
        self.go(0, jump=True)

    def do_last(self) -> None:
        self.go(len(self.work.article.sentences) - 1, jump=True)

    def do_next_article(self) -> None:
        self._neighbour(1)

    def do_previous_article(self) -> None:
        self._neighbour(-1)

    def _neighbour(self, step: int) -> None:
        articles = self.desk.store.article_ids()
        at = articles.index(self.work.article.id) + step if self.work.article.id in articles else -1
        if not 0 <= at < len(articles):
            self.say("that was the last article" if step > 0 else "that was the first article")
            return
        self.leave(lambda: self.open_instead(articles[at]))

    def open_instead(self, article: str) -> None:
        """Opens another article in the place of this one."""
        raise NotImplementedError

    def leave(self, then: Callable[[], None]) -> None:
        """Goes once nothing is left to do here."""
        then()

    # ── finding ──────────────────────────────────────────────────────────────────────────────

    def do_find(self) -> None:
        from annotator.tui.screens.prompt import Prompt  # noqa: PLC0415 - on first use

        began = self.work.current

        def looked(words: str) -> None:
            self._find(words, began)

        def typed(words: str | None) -> None:
            self.view.highlight({})
            if words is None:
                self.go(began)
            elif words:
                self.say(f"{self._found} · / and Enter finds the next one")

        self.app.push_screen(
            Prompt("Find in this article", self._last_words, on_change=looked), typed
        )

    _last_words = ""
    _found = ""

    def _find(self, words: str, began: int) -> None:
        """Goes to the next sentence with these words, and sets them off wherever they are."""
        again = words == self._last_words
        self._last_words = words
        found: dict[int, tuple[Highlight, ...]] = {}
        if words:
            wanted = words.casefold()
            for index, sentence in enumerate(self.work.article.sentences):
                text = self.work.article.text_of(sentence)
                if wanted in text.casefold():
                    found[index] = _places(text, words)
        self.view.highlight(found)
        after = sorted(found, key=lambda index: (index < began + again, index))
        self.go(after[0] if after else began, jump=bool(after))
        if words:
            where = "1 sentence" if len(found) == 1 else f"{len(found)} sentences"
            self._found = f"“{words}” is in {where}" if found else f"“{words}” is nowhere here"
            self.say(self._found)

    # ── what is shown beside ─────────────────────────────────────────────────────────────────

    def do_guidelines(self) -> None:
        from annotator.tui.widgets.guide import Guide  # noqa: PLC0415 - on first use

        closing = next(a.keys for a in self.keymap.actions if a.id == "guidelines")
        try:
            text = self.desk.store.guidelines()
        except AnnotatorError as error:
            self.say(str(error), bad=True)
            return
        bullet = self.signs.glyphs.bullet
        guide = Guide(text, self.work.project.tags, close=closing, bullet=bullet, id="guide")
        self.add_class("-guided")
        self.query_one("#body").mount(guide)
        guide.focus()
        self.say("guidelines: a tag's key goes to it, g or Esc closes them")

    def on_guide_closed(self) -> None:
        """Puts the guidelines away."""
        self.query_one("#guide").remove()
        self.remove_class("-guided")
        self.view.focus()
        self.say("")

    def do_details(self) -> None:
        """Details and questions, details alone, nothing, and from the beginning."""
        settings = self.desk.settings
        if settings.details and settings.questions:
            settings = replace(settings, questions=False)
        elif settings.details:
            settings = replace(settings, details=False)
        else:
            settings = replace(settings, details=True, questions=True)
        self.shell.keep_settings(settings)
        self.show_details_or_not()
        self.show_state()

    def do_theme(self) -> None:
        self.say(f"theme: {self.shell.next_theme()}")
        self.show_state()

    def do_help(self) -> None:
        from annotator.tui.screens.help import HelpScreen  # noqa: PLC0415 - on first use

        self.app.push_screen(HelpScreen(self.keymap, self.signs.glyphs, self.work.project.tags))

    def do_palette(self) -> None:
        self.app.action_command_palette()

    def do_quit(self) -> None:
        self.leave(self.shell.one_level_up)


def _places(text: str, words: str) -> tuple[Highlight, ...]:
    """Where the words stand in a sentence, whatever the case of their letters."""
    found = []
    lower, wanted = text.lower(), words.lower()
    at = lower.find(wanted) if len(lower) == len(text) else -1
    while at >= 0:
        found.append(Highlight(at, at + len(wanted), "match"))
        at = lower.find(wanted, at + len(wanted))
    return tuple(found)
