"""The annotate screen: keys become calls of the flow, outcomes become what is drawn."""

from __future__ import annotations

from typing import cast

from textual import events

from annotator.domain.marks import SkipReason
from annotator.flows.annotate import Outcome
from annotator.tui.actions import Action
from annotator.tui.screens.checking import CheckingScreen


class AnnotateScreen(CheckingScreen):
    """One article, one annotator; the state is in `flows.annotate`."""

    # ── keys ─────────────────────────────────────────────────────────────────────────────────

    def escape(self) -> None:
        """Takes back a second tag that waits for the first."""
        if self.work.waiting:
            self.do_undo()

    def perform(self, action: Action) -> None:
        """Does an action, whether by key, click or palette."""
        self.work.touch()
        super().perform(action)

    def on_paste(self, event: events.Paste) -> None:
        """A paste is no series of tags."""
        event.stop()
        self.say("what was pasted is ignored here: m opens a note, t a comment")

    # ── tagging ──────────────────────────────────────────────────────────────────────────────

    def do_tag(self, number: int) -> None:
        self.done(self.work.tag(self.work.project.tags[number].name))

    def do_second(self, number: int) -> None:
        self.done(self.work.second(self.work.project.tags[number].name))

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

    def tell_why_here(self, why: str | None) -> None:
        """Says why a sentence needs the annotator, and what it was before it changed."""
        before = self.work.before(self.work.sentence.id) if why else None
        how = f" · {before.told}" if before else ""
        self.say(f"needs you: {why}{how}" if why else "nothing needs you here")

    def do_needed(self) -> None:
        from annotator.tui.screens.needed import NeededScreen  # noqa: PLC0415 - on first use

        def chosen(sentence: str | None) -> None:
            index = self.work.index_of(sentence) if sentence else None
            if index is not None:
                self.go(index, jump=True)

        needed = self.work.everything_that_needs_me()
        if not needed:
            self.say("nothing needs you here")
            return
        here = self.work.sentence.id
        self.app.push_screen(NeededScreen(needed, here, glyphs=self.signs.glyphs), chosen)

    def open_instead(self, article: str) -> None:
        """Opens another article in the place of this one."""
        self.shell.open_article(article, instead=True)

    # ── history, handing in, leaving ─────────────────────────────────────────────────────────

    def do_review(self) -> None:
        article = self.work.article.id
        self.leave(lambda: self.shell.open_review(article))

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
