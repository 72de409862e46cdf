"""The annotate screen: keys become calls of the flow, outcomes become what is drawn."""

from __future__ import annotations

from typing import cast

from textual import events, on

from annotator.domain.marks import SkipReason
from annotator.errors import AnnotatorError, RefusedError
from annotator.flows.annotate import Outcome
from annotator.tui.actions import Action
from annotator.tui.screens.mending import MendingScreen
from annotator.tui.widgets.article import ArticleView
from annotator.tui.widgets.bars import Bar


class AnnotateScreen(MendingScreen):
    """One article, one annotator; the state is in `flows.annotate`."""

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
        elif event.key == "escape" and self.work.waiting:
            self.do_undo()
        elif event.is_printable and event.character:
            self.say(f"{event.character} does nothing here; ? shows all keys")

    def perform(self, action: Action) -> None:
        """Does an action, whether by key, click or palette."""
        self.work.touch()
        try:
            self._perform(action)
        except RefusedError as error:
            self.say(str(error))
        except AnnotatorError as error:
            self.say(str(error), bad=True)

    def _perform(self, action: Action) -> None:
        if action.argument is not None:
            tag = self.work.project.tags[action.argument].name
            second = action.id.startswith("second")
            self.done(self.work.second(tag) if second else self.work.tag(tag))
        else:
            getattr(self, f"do_{action.id.replace('-', '_')}")()

    @on(Bar.Clicked)
    def _clicked_action(self, event: Bar.Clicked) -> None:
        action = self.keymap.named(event.action)
        if action is not None:
            self.perform(action)

    @on(ArticleView.SentenceClicked)
    def _clicked_sentence(self, event: ArticleView.SentenceClicked) -> None:
        self.go(event.index)

    def on_paste(self, event: events.Paste) -> None:
        """A paste is no series of tags."""
        event.stop()
        self.say("what was pasted is ignored here: m opens a note, t a comment")

    # ── tagging ──────────────────────────────────────────────────────────────────────────────

    def do_no_tag(self) -> None:
        self.done(self.work.no_tag())

    def do_skip(self) -> None:
        outcome = self.work.skip()
        if outcome is not None:
            self.done(outcome)
            return
        from annotator.tui.questions import why_skipped  # noqa: PLC0415 - on first use

        def chosen(reason: str | None) -> None:
            if reason is not None:
                done = self.work.skip(cast("SkipReason", reason))
                self.done(done or Outcome())

        self.app.push_screen(why_skipped(self.signs.glyphs), chosen)

    def do_clear(self) -> None:
        self.done(self.work.clear())

    def do_unsure(self) -> None:
        self.done(self.work.toggle_unsure())

    def do_same_source(self) -> None:
        self.done(self.work.same_source())

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

    def do_next_needed(self) -> None:
        self._next_needed(1)

    def do_previous_needed(self) -> None:
        self._next_needed(-1)

    def _next_needed(self, step: int) -> None:
        why = self.work.next_that_needs_me(step)
        self.go(self.work.current, jump=True)
        self.say(f"needs you: {why}" if why else "nothing needs you here")

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
        self.leave(lambda: self.shell.open_article(articles[at], instead=True))

    # ── history, handing in, leaving ─────────────────────────────────────────────────────────

    def do_undo(self) -> None:
        self.done(self.work.undo())

    def do_redo(self) -> None:
        self.done(self.work.redo())

    def do_hand_in(self) -> None:
        self.done(self.work.hand_in())

    def do_history(self) -> None:
        from annotator.tui.screens.history import HistoryScreen  # noqa: PLC0415 - on first use

        def chosen(revision: int | None) -> None:
            if revision is not None:
                self.done(self.work.restore(revision))

        now = self.desk.session.now()
        screen = HistoryScreen(self.work.document, now, glyphs=self.signs.glyphs)
        self.app.push_screen(screen, chosen)

    def do_quit(self) -> None:
        self.leave(self.shell.one_level_up)
