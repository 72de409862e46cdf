"""The review screen: what annotators say side by side, and keys that settle it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from annotator.domain.article import Article
from annotator.domain.review.reviewing import HeldDecision
from annotator.flows.colleagues import Colleagues
from annotator.flows.desk import Desk
from annotator.flows.review.filter import Filter
from annotator.flows.review.reviewing import Reviewed, Reviewing
from annotator.stores.base import Key
from annotator.tui.actions import REASONS, keymap, review_actions
from annotator.tui.describe_review import (
    ask_reason,
    badge,
    details,
    finish_line,
    in_columns,
    needs_in_words,
    problems_in_words,
    status,
    strip,
)
from annotator.tui.messages import Messenger
from annotator.tui.screens.choose import Choose
from annotator.tui.screens.saving import SavingScreen
from annotator.tui.widgets.bars import Part
from annotator.tui.widgets.details import Said
from annotator.tui.widgets.line import Badge
from annotator.tui.widgets.side_by_side import Heads, SideBySide

if TYPE_CHECKING:
    from annotator.tui.screens.gathering import Going

_OF_THE_ARTICLE = ("S", "J", "K")
"""Keys that split, join or say what a sentence is, for everybody; a review leaves that alone."""


class ReviewScreen(SavingScreen):
    """One article, one reviewer; the state is in `flows.review.reviewing`."""

    DEFAULT_CSS = """
    ReviewScreen {
        & #reading { width: 1fr; height: 1fr; }
        &.-guided.-narrow #reading { display: none; }
    }
    """

    work: Reviewing
    view: SideBySide

    def __init__(
        self, desk: Desk, article: str, *, of: str | None = None, ascii_only: bool = False
    ) -> None:
        """Opens the article.

        Args:
            desk: who reviews, and where.
            article: its id.
            of: whose tags are walked through; None to settle what everybody says.
            ascii_only: whether to draw with plain ASCII signs.

        Raises:
            AnnotatorError: it cannot be opened, or this reviewer may not.
        """
        stamp = desk.store.stamp(Key("article", article))
        messenger = Messenger()
        work, queue = desk.review(article, messenger, of)
        super().__init__(desk, work.project, article, "review", stamp=stamp, ascii_only=ascii_only)
        self.work, self.queue = work, queue
        messenger.screen = self
        self.keymap = keymap(review_actions(work.project.tags), desk.settings.keys)
        self.view = SideBySide(self._called(), glyphs=self.signs.glyphs)
        self._matching = 0
        self._heads = Heads(self.view, id="heads")

    def compose_article(self) -> ComposeResult:
        """The names over the article."""
        with Vertical(id="reading"):
            yield self._heads
            yield self.view

    def on_mount(self) -> None:
        """Shows the article at the first sentence that needs this reviewer."""
        self._show_article()
        self.view.focus()
        self.show_details_or_not()
        self.show_keys()
        self.show_state()
        wrong = self.about_keys() or problems_in_words(self.work)
        self.say(wrong or self.desk.notice or needs_in_words(self.work), bad=bool(wrong))
        self.begin_saving()

    # ── what is drawn ────────────────────────────────────────────────────────────────────────

    def _called(self) -> list[str]:
        return [self.work.name_of(name) for name in in_columns(self.work)]

    def _show_article(self) -> None:
        self.view.set_people(self._called())
        self.view.show(self.work.article, self._badge, self.work.current)
        walks = self.work.of is not None
        self._heads.show(self._called(), "yours" if walks else "settled", first_is_strong=walks)

    def _badge(self, sentence: str) -> Badge:
        return badge(self.work, sentence, self.signs, self.view.people)

    def finish_line(self) -> list[Part]:
        """That nothing is left, once it is so."""
        return finish_line(self.work)

    def top_right(self) -> list[Part]:
        """Who, how much is left, and what is on the disk."""
        return status(self.work, self._matching, self.trouble)

    def describe(self, *, narrow: bool, dark: bool) -> list[Said]:
        """Who said what, how it is settled, comments, sources and notes."""
        words = strip if narrow else details
        return words(self.work, self.signs, dark=dark)

    def done(self, did: Reviewed) -> None:
        """Draws what an action changed, and asks for a reason where somebody was overruled."""
        if self.work.filter.stale:
            self._matching = self.work.matching()
        self.repaint(did.changed)
        self.view.move_to(self.work.current)
        self.view.refresh_sentence(self.work.current)
        self.show_state()
        if did.overruled:
            self._says.show(ask_reason(did.said, wide=self.size.width >= 100))  # noqa: PLR2004 - as the breakpoint
        else:
            self.say(did.said)

    def everything_may_differ(self, why: str) -> None:
        """Draws the article and all columns anew, and says why."""
        self._show_article()
        self.show_state()
        self.say(why)

    # ── what others do ───────────────────────────────────────────────────────────────────────

    def take_article(self, article: Article) -> None:
        """Goes on with another revision of the article."""
        here = self.work.sentence.id
        self.work.take_article(article, self.desk.colleagues_on(self.work, article))
        self.work.go(self.work.current)
        self.work.go_to(here)

    def take_colleagues(self, colleagues: Colleagues) -> None:
        """Takes in what everybody says now; one stays where one is."""
        people, problems = self.work.annotators, self.work.colleagues.problems
        self.work.take_colleagues(colleagues)
        self._matching = self.work.matching() if self.work.filter else 0
        if self.work.annotators != people:
            self._show_article()
        else:
            for index in self.view.in_view():
                self.view.refresh_sentence(index)
        self.show_state()
        if colleagues.problems != problems:
            self.say(problems_in_words(self.work), bad=bool(colleagues.problems))

    def which_stands(self, held: HeldDecision) -> Choose:
        """Asks which of two decisions on one sentence stands."""
        from annotator.tui.review_questions import which_stands  # noqa: PLC0415 - on first use

        return which_stands(held, self.work, self.signs.glyphs)

    def keep_own(self, held: HeldDecision) -> None:
        """Lets one's own decision stand, and draws it."""
        self.done(self.work.keep_own(held))

    # ── deciding ─────────────────────────────────────────────────────────────────────────────

    def do_decide(self, number: int) -> None:
        self.done(self.work.decide(self.work.project.tags[number].name))

    def do_decide_second(self, number: int) -> None:
        self.done(self.work.second(self.work.project.tags[number].name))

    def do_reason(self, number: int) -> None:
        self.done(self.work.give_reason(REASONS[number]))

    def do_agree(self) -> None:
        self.done(self.work.agree())

    def do_decide_no_tag(self) -> None:
        self.done(self.work.no_tag())

    def do_decide_skip(self) -> None:
        self.done(self.work.skip())

    def do_decide_clear(self) -> None:
        self.done(self.work.clear())

    # ── moving ───────────────────────────────────────────────────────────────────────────────

    def tell_why_here(self, why: str | None) -> None:
        """Says why a sentence needs the reviewer, or that the filter finds none."""
        if why is not None:
            self.say(f"{self.work.sentence.id}: {why}")
        elif self.work.filter:
            self.say("no sentence is so; F chooses another filter")

    def nothing_here(self, key: str) -> str:
        """Says of the keys that change an article's text where they do so."""
        if key in _OF_THE_ARTICLE:
            return f"cuts and kinds are changed in the article: q, then {key} there"
        return super().nothing_here(key)

    def escape(self) -> None:
        """Shows all sentences again."""
        if self.work.filter:
            self._filtered(Filter())

    def do_filter(self) -> None:
        from annotator.tui.review_questions import ask_filter  # noqa: PLC0415 - on first use

        ask_filter(self.work, self.signs, self.app.push_screen, self._filtered)

    def _filtered(self, wanted: Filter) -> None:
        self.work.filter = wanted
        self._matching = self.work.matching() if wanted else 0
        if wanted and not self.work.matches(self.work.sentence.id):
            self.work.next_that_needs_me(1)
        self._show_article()
        self.show_state()
        found = self._matching
        many = "1 sentence is so" if found == 1 else f"{found:,} sentences are so"
        self.say(f"{many}: n goes to the next, Esc shows all again" if wanted else "")

    def open_instead(self, article: str) -> None:
        """Opens the review of another article in the place of this one."""
        self.shell.open_review(article, of=self.work.of, instead=True)

    # ── talking ──────────────────────────────────────────────────────────────────────────────

    def do_say(self) -> None:
        from annotator.tui.screens.prompt import Prompt  # noqa: PLC0415 - on first use

        work, sentence = self.work, self.work.sentence
        thread = work.thread(sentence.id)
        own = sum(remark.by == work.reviewer for remark in thread)
        place = f"{work.article.id}/{work.reviewer}/{sentence.id}/review-{own}"
        draft = self.drafts.at(place)

        def typed(answer: str | None) -> None:
            if answer is None:
                if self.drafts.at(place).text:
                    self.say("not said; the draft is kept, and is there when you open it again")
            elif self.back_to(sentence.id):
                self.done(work.reply(answer))
                self.drafts.entered(place, work.document.revision)
                self.drafts.saved(work.saved_revision)

        said = (f"{self._who(remark.by)}: {remark.comment.text}" for remark in thread)
        self.app.push_screen(
            Prompt(
                f"Comment on {sentence.id}, for everybody",
                draft=draft,
                lines="several",
                about=work.article.text_of(sentence),
                thread=tuple(said),
                enter="say it",
            ),
            typed,
        )

    def _who(self, person: str) -> str:
        return "you" if person == self.work.reviewer else self.work.name_of(person)

    def do_send_back(self) -> None:
        from annotator.tui.review_questions import whom_to_ask  # noqa: PLC0415 - on first use

        asks = whom_to_ask(self.work, self.signs)
        if asks is None:
            self.done(self.work.send_back())
            return
        sentence = self.work.sentence.id

        def chosen(names: str | None) -> None:
            if names is not None and self.back_to(sentence):
                self.done(self.work.send_back(tuple(names.split("/"))))

        self.app.push_screen(asks, chosen)

    def do_who(self) -> None:
        from annotator.tui.screens.who import WhoScreen  # noqa: PLC0415 - on first use

        self.app.push_screen(WhoScreen(self.work, self.signs, now=self.desk.session.now()))

    # ── findings and ledger ──────────────────────────────────────────────────────────────────

    def do_findings(self) -> None:
        from annotator.tui.screens.lists import settled_findings  # noqa: PLC0415 - on first use

        close = self.keymap.key_of("findings")
        self.app.push_screen(
            settled_findings(self.work, close=close, glyphs=self.signs.glyphs), self._go_to
        )

    def do_ledger(self) -> None:
        from annotator.tui.screens.lists import settled_sources  # noqa: PLC0415 - on first use

        close = self.keymap.key_of("ledger")
        self.app.push_screen(
            settled_sources(self.work, close=close, glyphs=self.signs.glyphs), self._go_to
        )

    def _go_to(self, going: Going | None) -> None:
        index = self.work.index_of(going.sentence) if going and going.sentence else None
        if index is not None:
            self.go(index, jump=True)

    def on_paste(self, event: events.Paste) -> None:
        """A paste is no series of decisions."""
        event.stop()
        self.say("what was pasted is ignored here: t opens a comment")
