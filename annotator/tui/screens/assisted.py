"""Suggestions on the annotate screen: read and learnt on a thread, shown beside the sentence."""

from __future__ import annotations

from dataclasses import replace
from threading import Event, Thread
from typing import TYPE_CHECKING

from textual import on

from annotator.domain.annotations import Annotations
from annotator.domain.article import Article
from annotator.domain.project import Project
from annotator.errors import AnnotatorError
from annotator.flows.annotate import Outcome
from annotator.flows.desk import Desk
from annotator.memory import give_back
from annotator.stores.base import Key
from annotator.tui.actions import Action, shown
from annotator.tui.breath import take_breath
from annotator.tui.describe import in_brief
from annotator.tui.describe_suggestion import (
    foretold_in_words,
    reasons,
    suggestion,
    suggestion_in_brief,
)
from annotator.tui.messages import LessonsLearnt, NotLearnt, NotRead, StretchRead, TermsChanged
from annotator.tui.screens.work import WorkScreen
from annotator.tui.widgets.details import Said
from annotator.tui.widgets.key_hints import key_hints
from annotator.tui.widgets.line import Highlight

if TYPE_CHECKING:
    from annotator.assist.suggesting import Suggested

_TERMS = Key("project")


class _LeftError(Exception):
    """The article was left while it was read."""


class AssistedScreen(WorkScreen):
    """The annotate screen with what the program would say of the current sentence."""

    def __init__(
        self, desk: Desk, article: str, *, ascii_only: bool = False, at: str | None = None
    ) -> None:
        """Opens the article; see `WorkScreen`."""
        self._terms_stamp = desk.store.stamp(_TERMS)
        super().__init__(desk, article, ascii_only=ascii_only, at=at)
        self._is_painted = False
        self._is_reading = False
        self._learns = False
        self._told: set[str] = set()
        self._gave_up_on: Article | None = None
        self._left = Event()
        self._acted = False
        self._when = ""
        self._hinted = ""

    def on_mount(self) -> None:
        """Begins to read once the article is on the screen."""
        self.call_after_refresh(self._begin_to_read)

    def on_unmount(self) -> None:
        """Ends reading."""
        self._left.set()

    # ── reading and learning ─────────────────────────────────────────────────────────────────

    def _begin_to_read(self) -> None:
        self._is_painted = True
        self._read_what_is_lacking()

    def _read_what_is_lacking(self) -> None:
        """Has the article read around the current sentence, unless it is or nothing is wanted."""
        work = self.work
        if not self._is_painted or self._is_reading or not work.lacks_stretch():
            return
        if work.article is not self._gave_up_on:
            self._is_reading = True
            asked = (work.article, work.project, work.current)
            Thread(target=self._read, args=asked, daemon=True).start()

    def _read(self, article: Article, project: Project, index: int) -> None:
        """Reads the article, on a thread of its own."""
        # What it takes is loaded here: opening an article must not wait for it.
        from annotator.flows.suggestions.stretch import read_stretch  # noqa: PLC0415 - as said

        try:
            stretch = read_stretch(self.desk.store, article, project, index, self._pause)
            self.post_message(StretchRead(stretch))
        except _LeftError:
            pass
        except AnnotatorError as error:
            self.post_message(NotRead(article, error))

    def _learn(self, project: Project, own: Annotations) -> None:
        """Learns from other articles, on a thread of its own."""
        from annotator.flows.suggestions.stretch import taught_beside  # noqa: PLC0415 - it was loaded to read

        try:
            taught = taught_beside(self.desk.store, project, own, self._pause)
            give_back()
            self.post_message(LessonsLearnt(taught))
        except _LeftError:
            pass
        except AnnotatorError as error:
            self.post_message(NotLearnt(error))

    def _pause(self) -> None:
        """Lets the screen's thread go on; ends the work once the article is left."""
        if self._left.is_set():
            raise _LeftError
        take_breath()

    @on(StretchRead)
    def _stretch_read(self, event: StretchRead) -> None:
        self._is_reading = False
        self.work.take_stretch(event.stretch)
        self._tell_once(event.stretch.notice)
        self.show_state()
        if not self._learns:  # the article's own words come first
            self._learns = True
            asked = (self.work.project, self.work.document)
            Thread(target=self._learn, args=asked, daemon=True).start()

    @on(LessonsLearnt)
    def _lessons_learnt(self, event: LessonsLearnt) -> None:
        self.work.take_lessons(event.taught.learnt)
        self._tell_once(event.taught.notice)
        self.show_state()

    @on(NotRead)
    def _not_read(self, event: NotRead) -> None:
        self._is_reading, self._gave_up_on = False, event.article
        self._tell(f"no suggestions: {in_brief(event.error)}")

    @on(NotLearnt)
    def _not_learnt(self, event: NotLearnt) -> None:
        self._tell(f"suggestions learn nothing from other articles: {in_brief(event.error)}")

    def _tell_once(self, notice: str) -> None:
        """Says what there is to say of suggestions, if anything, to who has them."""
        if notice and notice not in self._told and self.work.when != "off":
            self._told.add(notice)
            self._tell(notice)

    def _tell(self, notice: str) -> None:
        """Says something that nobody asked for, beside what was said when the article opened."""
        opening = "" if self._acted else self._opening
        self.say(" · ".join(filter(None, (opening, notice))))

    # ── what others do ───────────────────────────────────────────────────────────────────────

    def look_around(self) -> None:
        """Notices also that the project's settings or assignments change."""
        super().look_around()
        stamp = self.desk.store.stamp(_TERMS)
        if stamp not in {None, self._terms_stamp}:
            self._terms_stamp = stamp
            Thread(target=self._read_terms, daemon=True).start()

    def _read_terms(self) -> None:
        try:
            self.post_message(TermsChanged(self.desk.project()))
        except AnnotatorError:
            return  # whoever writes it is told; it is read again when it is mended

    @on(TermsChanged)
    def _terms_changed(self, event: TermsChanged) -> None:
        self.work.take_terms(event.project)
        self.show_state()

    # ── what is drawn ────────────────────────────────────────────────────────────────────────

    def show_state(self) -> None:
        """Shows the suggestion too, in the sentence, beside it and among the keys."""
        self._read_what_is_lacking()
        self.view.give_reasons(self.work.current, self._reasons())
        super().show_state()
        found = self._offered()
        if self._hinted != (tag := found.tag if found else ""):
            self._hinted = tag
            self.show_keys()
        self._note_when_drawn()
        self._tell_when()

    def _reasons(self) -> list[Highlight]:
        try:
            return reasons(self.work)
        except AnnotatorError:
            return []  # the details say why the mark cannot be read

    def _offered(self) -> Suggested | None:
        try:
            return self.work.offered()
        except AnnotatorError:
            return None  # likewise

    def _note_when_drawn(self) -> None:
        """Counts a suggestion as shown once it is drawn: who types before has not seen it."""
        found = self._offered()
        if found is not None:
            self.call_after_refresh(self._was_drawn, found)

    def _was_drawn(self, found: Suggested) -> None:
        seen = found.because or self._details.display or self._keys.display
        if seen and self.app.screen is self and self._offered() == found:
            self.work.note_shown(found)

    def on_screen_resume(self) -> None:
        """Something that lay over the article has gone."""
        self._note_when_drawn()

    def _tell_when(self) -> None:
        """Says it when suggestions come later than they did, such as because somebody came."""
        if self.work.stretch is None:
            return
        before, self._when = self._when, self.work.when
        if (before, self._when) == ("before", "after"):
            self._tell(f"{self.work.why_after}: suggestions come after your decision from now on")

    def suggestion(self, *, narrow: bool) -> list[Said]:
        """What the program would say of the current sentence, for a column or for four lines."""
        words = suggestion_in_brief if narrow else suggestion
        dark = self.app.current_theme.dark
        return words(self.work, self.signs, shown(self._key_that_accepts()), dark=dark)

    def show_keys(self) -> None:
        """Shows as many keys as there is room for; the one that accepts where it would."""
        actions = [hint for a in self.keymap.actions if (hint := self._hint(a)) is not None]
        self._keys.show(*key_hints(actions, self.size.width))

    def _hint(self, action: Action) -> Action | None:
        if action.id != "accept":
            return action
        found, key = self._offered(), self._key_that_accepts()
        if found is None or not key:
            return None
        return replace(action, keys=(key,), label=f"accept {self.signs.sign(found.tag)}")

    def _key_that_accepts(self) -> str:
        """The first that does; empty where a tag of the project has taken it."""
        mine = (key for key, action in self.keymap.by_key.items() if action.id == "accept")
        return next(mine, "")

    # ── what is done ─────────────────────────────────────────────────────────────────────────

    def perform(self, action: Action) -> None:
        """Does an action, whether by key, click or palette."""
        self._acted = True
        super().perform(action)

    def do_accept(self) -> None:
        self._note_when_drawn()  # who is told to press again has seen it by then
        self.done(self.work.accept())

    def done(self, outcome: Outcome) -> None:
        """Draws what an action changed, and says where the program would have said otherwise."""
        super().done(outcome)
        if outcome.said or outcome.finished or len(outcome.changed) != 1:
            return
        (sentence,) = outcome.changed
        if sentence == self.work.sentence.id:
            return
        found = self.work.foretold_otherwise(sentence)
        if found is not None:
            self.say(f"{sentence}: the program would say {foretold_in_words(found, self.signs)}")
            self.call_after_refresh(self.work.note_shown, found)
