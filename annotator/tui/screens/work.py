"""The frame of the annotate screen: the open article, what is drawn, and what saving says."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen

from annotator.domain.annotations import Annotations
from annotator.domain.merge import Held
from annotator.errors import AnnotatorError, DamagedFileError, SaveError
from annotator.flows.annotate import Annotating, Outcome
from annotator.flows.desk import Desk
from annotator.stores.base import Key, Opened
from annotator.tui.actions import ANNOTATE, LIBRARY, keymap, tag_actions, unknown_actions
from annotator.tui.describe import Signs, details, finish_line, in_brief, status, strip
from annotator.tui.drafts import Drafts
from annotator.tui.glyphs import glyphs
from annotator.tui.messages import ChangedElsewhere, Merged, Messenger, NotSaved, Saved, Unreadable
from annotator.tui.shell import Shell
from annotator.tui.widgets.article import ArticleView
from annotator.tui.widgets.bars import Bar, Part
from annotator.tui.widgets.details import Details, Said
from annotator.tui.widgets.key_hints import key_hints
from annotator.tui.widgets.line import Badge

_POLL = 0.5
"""Seconds between looks at whether the open document was changed elsewhere."""

_A_MOMENT = 0.02
"""Seconds until leaving looks again whether a merge has been taken up."""

_PATIENCE = 2.0
"""Seconds that leaving waits for a save that is under way."""


class WorkScreen(Screen[None]):
    """One article, one annotator; the state is in `flows.annotate`."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - as Textual has it
    VERTICAL_BREAKPOINTS = [(0, "-tiny"), (9, "-short"), (14, "-tall")]  # noqa: RUF012 - as above
    DEFAULT_CSS = """
    WorkScreen {
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

    def __init__(
        self, desk: Desk, article: str, *, ascii_only: bool = False, at: str | None = None
    ) -> None:
        """Opens the article.

        Args:
            desk: who works, and where.
            article: its id.
            ascii_only: whether to draw with plain ASCII signs.
            at: the sentence to begin at; the first that is unseen without.

        Raises:
            AnnotatorError: it cannot be opened.
        """
        super().__init__()
        self.desk = desk
        self.work: Annotating
        stamp = desk.store.stamp(Key("article", article))
        self.work, self.queue = desk.begin(article, Messenger(self))
        if at is not None and (index := self.work.index_of(at)) is not None:
            self.work.go(index)
        self.drafts = Drafts(self._read_draft, desk.personal.keep_draft)
        self._key = Key("annotations", article, desk.annotator)
        self._article_key = Key("article", article)
        self._article_stamp = stamp
        tags = self.work.project.tags
        self.keymap = keymap((*tag_actions(tags), *ANNOTATE), desk.settings.keys)
        self.signs = Signs(tags, glyphs(ascii_only=ascii_only), ascii_only=ascii_only)
        self.view = ArticleView(glyphs=self.signs.glyphs)
        self._top = Bar(id="top")
        self._says = Bar(id="says")
        self._keys = Bar(id="keys")
        self._details = Details(id="details")
        self._trouble = ""
        self._rescue_taken = False
        self._why_not = "The disk is slow."
        self._find_comments()

    @property
    def shell(self) -> Shell:
        """The app, as far as screens know it."""
        return cast("Shell", self.app)

    def compose(self) -> ComposeResult:
        """The top bar, the article with the details, what was said, the keys."""
        yield self._top
        with Container(id="body"):
            yield self.view
            yield self._details
        yield self._says
        yield self._keys

    def on_mount(self) -> None:
        """Shows the article where work goes on."""
        self.view.show(self.work.article, self._badge, self.work.current)
        self.view.focus()
        self.show_details_or_not()
        self._show_keys()
        self.show_state()
        about_keys = " ".join(self._about_keys())
        self.say(about_keys or self.desk.notice or self._half_written(), bad=bool(about_keys))
        self.set_interval(_POLL, self._look_around)
        self.call_after_refresh(self._offer_rescued)
        # Nothing of the article is garbage while it is open.
        self.call_after_refresh(gc.freeze)

    def _half_written(self) -> str:
        """Which notes and the like were being written when the program ended."""
        beginning = f"{self.work.article.id}/{self.desk.annotator}/"
        places = self.desk.personal.draft_places(beginning)
        drafts = [place.removeprefix(beginning).split("/") for place in places]
        known = [f"{d[1]} on {d[0]}" for d in drafts if self.work.index_of(d[0]) is not None]
        return f"half-written: {', '.join(known)}" if known else ""

    def _about_keys(self) -> list[str]:
        """What is wrong with the user's keys, in sentences."""
        wanted = self.desk.settings.keys
        unknown = unknown_actions(wanted, (*self.keymap.actions, *LIBRARY))
        return [*self.keymap.clashes, *(f"There is no action {name!r}." for name in unknown)]

    def on_unmount(self) -> None:
        """Ends the queue's thread, and lets the article be garbage."""
        gc.unfreeze()
        self.queue.close()

    def _look_around(self) -> None:
        """Notices what others change: the marks, and the article itself."""
        self.queue.watch(self._key)
        stamp = self.desk.store.stamp(self._article_key)
        if stamp not in {None, self._article_stamp} and self.app.screen is self:
            self.show_article_again("the article was changed elsewhere: shown as it is now")

    def show_article_again(self, why: str) -> None:
        """Goes on with the article as the project has it now, and says why."""
        self._article_stamp = self.desk.store.stamp(self._article_key)
        try:
            article = self.desk.store.article(self.work.article.id).document
        except AnnotatorError as error:
            self.say(in_brief(error), bad=True)
            return
        if article != self.work.article:
            self.work.take_article(article)
            self.everything_may_differ(why)

    def _read_draft(self, place: str) -> str:
        try:
            return self.desk.personal.draft(place)
        except AnnotatorError:
            return ""  # a draft that cannot be read must not keep anybody from writing

    # ── what is drawn ────────────────────────────────────────────────────────────────────────

    def _find_comments(self) -> None:
        """Notes which sentences have comments; they are read only when there are others."""
        self._comments = self.work.document.comments
        self._commented = {comment.sentence for comment in self._comments}

    def _badge(self, sentence: str) -> Badge:
        try:
            mark = self.work.mark_of(sentence)
        except DamagedFileError:
            return Badge(self.signs.glyphs.finding, flags=self.signs.glyphs.finding)
        return self.signs.badge(
            mark, commented=sentence in self._commented, judged=self.work.is_judged(sentence)
        )

    def say(self, what: str, *, bad: bool = False) -> None:
        """Shows a sentence below the article; the finish line when there is nothing to say."""
        if what:
            self._says.show([Part(what, "bad" if bad else "strong")])
        else:
            self._says.show(finish_line(self.work))

    def show_state(self) -> None:
        """Brings the bars and the details up to date; what did not change is not drawn."""
        work = self.work
        self._top.show(
            [Part(work.article.title, "strong")],
            status(work, work.saved_revision, self._trouble),
        )
        if self._details.display:
            describe = strip if self.has_class("-narrow") else details
            dark = self.app.current_theme.dark
            questions = self.desk.settings.questions
            try:
                said = describe(work, self.signs, questions=questions, dark=dark)
            except DamagedFileError as error:
                said = [Said(str(error), "warn")]
            self._details.show(said)

    def _show_keys(self) -> None:
        self._keys.show(*key_hints(self.keymap.actions, self.size.width))

    def show_details_or_not(self) -> None:
        """Shows the details as the user's settings have it."""
        self._details.set_class(not self.desk.settings.details, "-hidden")

    def on_resize(self) -> None:
        """Details and keys are worded by the room they have."""
        self.call_after_refresh(self.show_state)
        self.call_after_refresh(self._show_keys)

    def done(self, outcome: Outcome) -> None:
        """Draws what an action changed, and no more."""
        if self.work.document.comments is not self._comments:
            self._find_comments()
        for sentence in outcome.changed:
            index = self.work.index_of(sentence)
            if index is not None and index not in (self.view.current, self.work.current):
                self.view.refresh_sentence(index)
        self.view.move_to(self.work.current)
        self.view.refresh_sentence(self.work.current)
        self.show_state()
        self.say(outcome.said)

    def go(self, index: int, *, jump: bool = False) -> None:
        """Makes a sentence the current one."""
        waited = " and ".join(self.work.waiting)
        self.work.go(index)
        self.view.move_to(self.work.current, jump=jump)
        self.show_state()
        self.say(f"{waited} waits no longer" if waited and not self.work.waiting else "")

    # ── saving ───────────────────────────────────────────────────────────────────────────────

    @on(Saved)
    def _saved(self, event: Saved) -> None:
        mended, self._trouble = bool(self._trouble), ""
        self.work.saved_revision = event.revision
        self.drafts.saved(event.revision)
        self.show_state()
        if mended:
            self.say("everything is saved again")
        if self._rescue_taken and event.revision == self.work.document.revision:
            self._put_rescued_away()

    @on(NotSaved)
    def _not_saved(self, event: NotSaved) -> None:
        self._why_not = str(event.error)
        self.drafts.try_again()
        if isinstance(event.error, SaveError):
            self._trouble = event.error.why
            place = f"{event.error.path} could not be written"
            self.say(f"trying again, what was saved before is untouched: {place}", bad=True)
        else:
            self._trouble = "trying again"
            self.say(in_brief(event.error), bad=True)
        self.show_state()

    @on(Unreadable)
    def _unreadable(self, event: Unreadable) -> None:
        self.say(in_brief(event.error), bad=True)

    @on(Merged)
    def _merged(self, event: Merged) -> None:
        self._take_in(event.opened, "others' changes were taken in")

    @on(ChangedElsewhere)
    def _changed_elsewhere(self, event: ChangedElsewhere) -> None:
        if not self.queue.unsaved():  # else the save that is under way will merge it
            self._take_in(event.opened, "changed elsewhere: shown as it is now")

    def _take_in(self, opened: Opened[Annotations], why: str) -> None:
        self._trouble = ""
        self.drafts.merging()
        held = self.work.take_in(opened)
        self.queue.resume(opened.token)
        if self.work.has_more_than(opened):
            self.queue.submit(self.work.document)
        self.everything_may_differ(why)
        self._settle(held)

    def everything_may_differ(self, why: str) -> None:
        """Draws the article and all marks anew, and says why."""
        self._find_comments()
        self.view.show(self.work.article, self._badge, self.work.current)
        self.show_state()
        self.say(why)

    def _settle(self, held: tuple[Held, ...]) -> None:
        """Asks for each sentence that was marked differently elsewhere, which mark stands."""
        if not held:
            self.drafts.merged(self.work.document.revision)
            self.drafts.saved(self.work.saved_revision)
            return
        from annotator.tui.questions import which_stands  # noqa: PLC0415 - on first use

        def chosen(answer: str | None) -> None:
            if answer == "own":
                self.done(self.work.keep_own(held[0]))
            self._settle(held[1:])

        self.app.push_screen(which_stands(held[0], self.signs.glyphs), chosen)

    def _offer_rescued(self) -> None:
        """Offers marks that could not be saved the last time."""
        try:
            rescued = self.desk.personal.rescued(self.work.article.id, self.desk.annotator)
        except AnnotatorError as error:
            self.say(str(error), bad=True)
            return
        if rescued is None:
            return
        from annotator.tui.questions import what_of_rescued  # noqa: PLC0415 - on first use

        def chosen(answer: str | None) -> None:
            if answer is None:
                return
            if answer == "take":
                held = self.work.take_rescued(rescued)
                self.everything_may_differ("your rescued marks are back")
                self._settle(held)
            if self.work.saved_revision < self.work.document.revision:
                self._rescue_taken = True  # it is put away when all of it is saved here
            else:
                self._put_rescued_away()

        self.app.push_screen(what_of_rescued(self.signs.glyphs), chosen)

    def _put_rescued_away(self) -> None:
        self._rescue_taken = False
        try:
            self.desk.personal.done_with_rescued(self.work.article.id, self.desk.annotator)
        except AnnotatorError as error:
            self.say(str(error), bad=True)

    def leave(self, then: Callable[[], None]) -> None:
        """Goes once everything is on the disk; asks only where that fails."""
        if self.queue.wait_until_saved(0.0 if self._trouble else _PATIENCE):
            self.drafts.saved(self.work.document.revision)
            then()
            return
        if self.queue.halted():
            self.set_timer(_A_MOMENT, lambda: self._leave_unless_asked(then))
            return
        from annotator.tui.questions import what_of_unsaved  # noqa: PLC0415 - on first use

        def chosen(answer: str | None) -> None:
            if answer == "give-up" or (answer == "rescue" and self._rescued()):
                then()

        self.app.push_screen(what_of_unsaved(self._why_not, self.signs.glyphs), chosen)

    def _leave_unless_asked(self, then: Callable[[], None]) -> None:
        """Goes on leaving after a merge, if that has left no question."""
        if self.app.screen is self:
            self.leave(then)

    def _rescued(self) -> bool:
        """Writes what cannot be saved into a rescue file; False if that fails too."""
        try:
            where = self.desk.personal.rescue(self.work.document)
        except AnnotatorError as error:
            self.say(str(error), bad=True)
            return False
        self.shell.last_words = f"Your marks are in {where} and will be offered next time."
        return True

    def save_or_rescue(self) -> None:
        """Brings everything to the disk before the program is ended from outside."""
        if self.queue.wait_until_saved(0.0 if self._trouble else _PATIENCE):
            self.drafts.saved(self.work.document.revision)
        else:
            self._rescued()
