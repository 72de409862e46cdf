"""An article on the screen with a document that is saved as one works; trouble, and leaving."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from threading import Thread
from typing import TYPE_CHECKING, Any

from textual import on

from annotator.domain.article import Article
from annotator.domain.project import Project
from annotator.errors import AnnotatorError, SaveError
from annotator.flows.annotate import Annotating
from annotator.flows.colleagues import Colleagues
from annotator.flows.desk import Desk
from annotator.flows.saving import SaveQueue
from annotator.memory import give_back
from annotator.stores.base import Key, Opened
from annotator.stores.personal import Personal
from annotator.tui.describe import in_brief
from annotator.tui.drafts import Drafts
from annotator.tui.messages import (
    ChangedElsewhere,
    LookedAround,
    Merged,
    NotSaved,
    Saved,
    Unreadable,
)
from annotator.tui.screens.article import ArticleScreen

if TYPE_CHECKING:  # who tags needs neither to begin
    from annotator.flows.review.reviewing import Reviewing
    from annotator.tui.screens.choose import Choose

_POLL = 0.5
"""Seconds between looks at whether the open document was changed elsewhere."""

_A_MOMENT = 0.02
"""Seconds until leaving looks again whether a merge has been taken up."""

_PATIENCE = 2.0
"""Seconds that leaving waits for a save that is under way."""


class SavingScreen(ArticleScreen):
    """One article and one document about it, which a queue saves."""

    work: Annotating | Reviewing
    queue: SaveQueue

    def __init__(
        self,
        desk: Desk,
        project: Project,
        article: str,
        thing: Personal,
        *,
        stamp: str | None,
        ascii_only: bool,
    ) -> None:
        """Makes an empty frame.

        Args:
            desk: who works, and where.
            project: the desk's, with its tags.
            article: the id of the article that is open.
            thing: what the document is.
            stamp: the store's stamp of the article, taken before it was opened.
            ascii_only: whether to draw with plain ASCII signs.
        """
        super().__init__(desk, project, ascii_only=ascii_only)
        self._thing: Personal = thing
        self.key = Key(thing, article, desk.annotator)
        self._article_key = Key("article", article)
        self._article_stamp = stamp
        self._looking = False
        self.drafts = Drafts(self._read_draft, desk.personal.keep_draft)
        self.trouble = ""
        self._rescue_taken = False
        self._why_not = "The disk is slow."

    def begin_saving(self) -> None:
        """Looks around from now on, and offers what could not be saved the last time."""
        self.set_interval(_POLL, self.look_around)
        self.call_after_refresh(self.look_around)
        self.call_after_refresh(self._offer_rescued)
        # Nothing of the article is garbage while it is open.
        self.call_after_refresh(gc.freeze)
        self.call_after_refresh(Thread(target=give_back, daemon=True).start)

    def on_unmount(self) -> None:
        """Ends the queue's thread, and lets the article be garbage."""
        gc.unfreeze()
        self.queue.close()

    # ── what others do ───────────────────────────────────────────────────────────────────────

    def look_around(self) -> None:
        """Notices what others change: this document, what colleagues say, and the article."""
        self.queue.watch(self.key)
        if self.app.screen is not self:
            return
        stamp = self.desk.store.stamp(self._article_key)
        if stamp not in {None, self._article_stamp}:
            self.show_article_again("the article has changed")
        if not self._looking:
            self._looking = True
            Thread(target=self._look_at_colleagues, args=(self.work.article,), daemon=True).start()

    def _look_at_colleagues(self, article: Article) -> None:
        """Reads on a thread of its own what has changed, which is nothing most of the time."""
        try:
            found = self.desk.colleagues(self.work)
        except AnnotatorError:
            found = self.work.colleagues  # it is tried again
        self.post_message(LookedAround(article, found))

    @on(LookedAround)
    def _looked_around(self, event: LookedAround) -> None:
        self._looking = False
        if event.article is self.work.article and event.colleagues is not self.work.colleagues:
            self.take_colleagues(event.colleagues)

    def take_colleagues(self, colleagues: Colleagues) -> None:
        """Takes in what everybody says now, and draws what is different."""
        raise NotImplementedError

    # ── what both kinds of work have ─────────────────────────────────────────────────────────

    def done(self, did: Any) -> None:  # noqa: ANN401 - what the work answers with
        """Draws what an action changed."""
        raise NotImplementedError

    def do_undo(self) -> None:
        self.done(self.work.undo())

    def do_redo(self) -> None:
        self.done(self.work.redo())

    def do_next_needed(self) -> None:
        self._next_needed(1)

    def do_previous_needed(self) -> None:
        self._next_needed(-1)

    def _next_needed(self, step: int) -> None:
        why = self.work.next_that_needs_me(step)
        self.go(self.work.current, jump=True)
        self.tell_why_here(why)

    def tell_why_here(self, why: str | None) -> None:
        """Says why the sentence that was gone to needs who works; null where nothing does."""
        raise NotImplementedError

    def show_article_again(self, why: str) -> None:
        """Goes on with the article as the project has it now, and says why."""
        self._article_stamp = self.desk.store.stamp(self._article_key)
        try:
            article = self.desk.store.article(self.work.article.id).document
            if article != self.work.article:
                self.take_article(article)
                self.everything_may_differ(why)
        except AnnotatorError as error:
            self.say(in_brief(error), bad=True)

    def take_article(self, article: Article) -> None:
        """Goes on with another revision of the article."""
        raise NotImplementedError

    def everything_may_differ(self, why: str) -> None:
        """Draws the article and all that is known of it anew, and says why."""
        raise NotImplementedError

    def which_stands(self, held: Any) -> Choose:  # noqa: ANN401 - what the document holds back
        """Asks which of two stands, `disk` or `own`."""
        raise NotImplementedError

    def keep_own(self, held: Any) -> None:  # noqa: ANN401 - as above
        """Lets one's own stand, and draws it."""
        raise NotImplementedError

    def _read_draft(self, place: str) -> str:
        try:
            return self.desk.personal.draft(place)
        except AnnotatorError:
            return ""  # a draft that cannot be read must not keep anybody from writing

    # ── saving ───────────────────────────────────────────────────────────────────────────────

    @on(Saved)
    def _saved(self, event: Saved) -> None:
        mended, self.trouble = bool(self.trouble), ""
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
            self.trouble = event.error.why
            place = f"{event.error.path} could not be written"
            self.say(f"trying again, what was saved before is untouched: {place}", bad=True)
        else:
            self.trouble = "trying again"
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

    def _take_in(self, opened: Opened[Any], why: str) -> None:
        self.trouble = ""
        self.drafts.merging()
        if opened.document.article_revision > self.work.article.revision:
            self.show_article_again("the article has changed")
        held = self.work.take_in(opened)
        self.queue.resume(opened.token)
        if self.work.has_more_than(opened):
            self.queue.submit(self.work.document)
        self.everything_may_differ(why)
        self._settle(held)

    def _settle(self, held: Sequence[Any]) -> None:
        """Asks for each sentence that was treated differently elsewhere, what stands."""
        if not held:
            self.drafts.merged(self.work.document.revision)
            self.drafts.saved(self.work.saved_revision)
            return

        def chosen(answer: str | None) -> None:
            if answer == "own":
                self.keep_own(held[0])
            self._settle(held[1:])

        self.app.push_screen(self.which_stands(held[0]), chosen)

    # ── rescue ───────────────────────────────────────────────────────────────────────────────

    def _offer_rescued(self) -> None:
        """Offers what could not be saved the last time."""
        try:
            rescued: Any = self.desk.personal.rescued(*self._rescue_key)
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

    @property
    def _rescue_key(self) -> tuple[str, str, Personal]:
        return self.key.article, self.key.person, self._thing

    def _put_rescued_away(self) -> None:
        self._rescue_taken = False
        try:
            self.desk.personal.done_with_rescued(*self._rescue_key)
        except AnnotatorError as error:
            self.say(str(error), bad=True)

    # ── leaving ──────────────────────────────────────────────────────────────────────────────

    def leave(self, then: Callable[[], None]) -> None:
        """Goes once everything is on the disk; asks only where that fails."""
        if self.queue.wait_until_saved(0.0 if self.trouble else _PATIENCE):
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
        if self.queue.wait_until_saved(0.0 if self.trouble else _PATIENCE):
            self.drafts.saved(self.work.document.revision)
        else:
            self._rescued()
