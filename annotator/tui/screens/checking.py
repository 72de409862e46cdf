"""What one's own sourcing lacks, found while one pauses; and who the article rests on."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from annotator.domain.annotations import Annotations
from annotator.domain.article import Article
from annotator.domain.project import Project
from annotator.flows.annotate import Outcome
from annotator.tui.actions import shown
from annotator.tui.breath import take_breath
from annotator.tui.describe import finish_line
from annotator.tui.messages import TermsChanged
from annotator.tui.screens.mending import MendingScreen
from annotator.tui.widgets.bars import Part
from annotator.tui.widgets.line import Badge

if TYPE_CHECKING:
    from annotator.domain.sourcing.entries import Entry, Mention
    from annotator.domain.sourcing.lint import Finding
    from annotator.flows.sourcing.checking import Lacking
    from annotator.flows.sourcing.findings import OwnFindings
    from annotator.flows.sourcing.outline import Outline
    from annotator.tui.screens.gathering import Going

_PAUSE = 0.3
"""Seconds without a change after which the marks are checked: nobody waits for it at a key."""


class CheckingScreen(MendingScreen):
    """The findings of one's own marks, and the ledger of the article."""

    class Checked(Message):
        """The marks of a document have been checked."""

        def __init__(
            self, document: Annotations, differ: Collection[str], count: int, to_confirm: int
        ) -> None:
            super().__init__()
            self.document = document
            self.differ = differ
            """The sentences of which something else is found."""
            self.count = count
            self.to_confirm = to_confirm
            """How many of them only wait for somebody to confirm a source."""

    _findings: OwnFindings | None = None
    _how_many = 0
    """Findings there are, with those of the article as a whole."""
    _to_confirm = 0
    _checked: Annotations | None = None
    _checked_by: tuple[Article, Project] | None = None
    """The article's revision and the project's settings that it was checked by."""
    _changed_at = 0.0
    _is_waiting = False
    _said = ""

    def on_mount(self) -> None:
        """Checks what there is once the article is drawn."""
        self.call_after_refresh(self._check_soon)

    # ── when the marks are checked ───────────────────────────────────────────────────────────

    def done(self, outcome: Outcome) -> None:
        """Draws what an action changed; it is checked in the next pause."""
        super().done(outcome)
        self._check_soon()

    def everything_may_differ(self, why: str) -> None:
        """Draws everything anew; it is checked in the next pause."""
        super().everything_may_differ(why)
        self._check_soon()

    def _check_soon(self) -> None:
        self._changed_at = monotonic()
        if not self._is_waiting:
            self._is_waiting = True
            self.set_timer(_PAUSE, self._check_in_a_pause)

    def _check_in_a_pause(self) -> None:
        left = self._changed_at + _PAUSE - monotonic()
        if left > 0:
            self.set_timer(left, self._check_in_a_pause)
            return
        document, article, project = self.work.document, self.work.article, self.work.project
        if document is self._checked and (article, project) == self._checked_by:
            self._is_waiting = False
            return
        self._checked_by = (article, project)
        asked = (article, document, project)
        Thread(target=self._check_now, args=asked, daemon=True).start()

    @on(TermsChanged)
    def _severities_may_differ(self) -> None:
        self._check_soon()

    def _check_now(self, article: Article, document: Annotations, project: Project) -> None:
        """Runs on a thread of its own."""
        # What it takes is loaded here: opening an article must not wait for it.
        from annotator.flows.sourcing.findings import OwnFindings  # noqa: PLC0415 - as said

        findings = self._findings = self._findings or OwnFindings()
        now = self.work.session.now()
        differ = findings.look(article, document, project, now, self._go_on)
        self.post_message(self.Checked(document, differ, findings.count, findings.to_confirm))

    def _go_on(self) -> bool:
        """Lets the screen's thread work, and says whether there is still one."""
        take_breath()
        return self.is_running

    @on(Checked)
    def _have_checked(self, event: Checked) -> None:
        self._is_waiting, self._checked = False, event.document
        self._how_many, self._to_confirm = event.count, event.to_confirm
        sentences = self.work.article.sentences
        for index in self.view.in_view():
            if sentences[index].id in event.differ:
                self.view.refresh_sentence(index)
        if self.work.sentence.id in event.differ:
            self.show_state()
        if not self._said:
            self.say("")  # the finish line counts them
        if self.work.document is not event.document:
            self._check_soon()

    # ── what is drawn ────────────────────────────────────────────────────────────────────────

    def say(self, what: str, *, bad: bool = False) -> None:
        """Shows a sentence below the article, and knows whether one stands there."""
        self._said = what
        super().say(what, bad=bad)

    def findings_here(self) -> Sequence[Finding]:
        """What the sourcing of the current sentence lacks."""
        return self._findings.of(self.work.sentence.id) if self._findings else ()

    def finish_line(self) -> list[Part]:
        """What is left when nothing is unseen, findings too, and how to hand in."""
        key = shown(self.keymap.key_of("findings"))
        return finish_line(self.work, self._how_many, self._to_confirm, key)

    def _badge(self, sentence: str) -> Badge:
        badge = super()._badge(sentence)
        found = self._findings.of(sentence) if self._findings else ()
        severe = any(finding.severity in {"warning", "error"} for finding in found)
        return badge._replace(faint=self.signs.glyphs.finding) if severe else badge

    # ── findings and ledger ──────────────────────────────────────────────────────────────────

    def do_findings(self) -> None:
        from annotator.tui.screens.findings import FindingsScreen  # noqa: PLC0415 - on first use
        from annotator.tui.screens.gathering import Scope  # noqa: PLC0415 - as above

        self.app.push_screen(
            FindingsScreen(
                [Scope("by your marks", lambda _: self._lacking())],
                here=self.work.sentence.id,
                close=self.keymap.key_of("findings"),
                glyphs=self.signs.glyphs,
            ),
            self._go_to,
        )

    def do_ledger(self) -> None:
        from annotator.flows.sourcing.joining import confirm, join  # noqa: PLC0415 - on first use
        from annotator.tui.screens.gathering import Scope  # noqa: PLC0415 - as above
        from annotator.tui.screens.ledger import Hand, LedgerScreen  # noqa: PLC0415 - as above

        def joined(entry: Entry, other: Entry) -> str:
            return self._did(partial(join, self.work, entry, other))

        def confirmed(mentions: Sequence[Mention]) -> str:
            return self._did(partial(confirm, self.work, mentions))

        self.app.push_screen(
            LedgerScreen(
                [Scope("by your marks", lambda _: self._outline())],
                here=self.work.sentence.id,
                hand=Hand(joined, confirmed),
                close=self.keymap.key_of("ledger"),
                glyphs=self.signs.glyphs,
            ),
            self._go_to,
        )

    def _lacking(self) -> Lacking:
        """Runs on a thread of its own."""
        from annotator.flows.sourcing.checking import Lacking, listed, own_findings  # noqa: PLC0415 - on first use

        article, document, work = self.work.article, self.work.document, self.work
        now = work.session.now()
        found = own_findings(article, document.annotator, document.marks, work.project, now)
        return Lacking(listed(article, found), 1)

    def _outline(self) -> Outline:
        """Runs on a thread of its own."""
        from annotator.flows.sourcing.ledgers import own_ledger  # noqa: PLC0415 - as above
        from annotator.flows.sourcing.outline import outline, piece_of  # noqa: PLC0415 - on first use

        article, document = self.work.article, self.work.document
        own = own_ledger(article, document.annotator, document.marks, self.work.project)
        return outline([piece_of(own)])

    def _did(self, action: Callable[[], Outcome]) -> str:
        """Does something from the ledger, and draws it."""
        outcome = action()
        self.done(outcome)
        return outcome.said

    def _go_to(self, going: Going | None) -> None:
        if going is not None and going.sentence is not None:
            index = self.work.index_of(going.sentence)
            if index is not None:
                self.go(index, jump=True)
