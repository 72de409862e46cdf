"""The frame of the annotate screen: the open article, and what is drawn of the marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotator.domain.article import Article
from annotator.domain.merge import Held
from annotator.domain.review.threads import Remark
from annotator.errors import DamagedFileError
from annotator.flows.annotate import Annotating, Outcome
from annotator.flows.colleagues import Colleagues
from annotator.flows.desk import Desk
from annotator.flows.wording import cut
from annotator.stores.base import Key
from annotator.tui.actions import ANNOTATE, keymap, shown, tag_actions
from annotator.tui.describe import details, finish_line, status, strip
from annotator.tui.describe_talk import news_in_words, waiting_in_words
from annotator.tui.messages import Messenger
from annotator.tui.screens.saving import SavingScreen
from annotator.tui.widgets.article import ArticleView
from annotator.tui.widgets.bars import Part
from annotator.tui.widgets.details import Said
from annotator.tui.widgets.line import Badge

if TYPE_CHECKING:  # nothing is asked, nor checked, when work begins
    from annotator.domain.sourcing.lint import Finding
    from annotator.tui.screens.choose import Choose

_EXCERPT = 40
"""Code points of a half-written text whose sentence is gone."""


class WorkScreen(SavingScreen):
    """One article, one annotator; the state is in `flows.annotate`."""

    work: Annotating

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
        stamp = desk.store.stamp(Key("article", article))
        messenger = Messenger()
        work, queue = desk.begin(article, messenger)
        super().__init__(
            desk, work.project, article, "annotations", stamp=stamp, ascii_only=ascii_only
        )
        self.work, self.queue = work, queue
        messenger.screen = self
        if at is not None and (index := work.index_of(at)) is not None:
            work.go(index)
        self.keymap = keymap((*tag_actions(work.project.tags), *ANNOTATE), desk.settings.keys)
        self.view = ArticleView(glyphs=self.signs.glyphs)
        self._heard: dict[str, Remark] = {}
        self._opening = ""
        self._find_comments()

    def on_mount(self) -> None:
        """Shows the article where work goes on."""
        self.view.show(self.work.article, self._badge, self.work.current)
        self.view.focus()
        self.show_details_or_not()
        self.show_keys()
        self.show_state()
        wrong = self.about_keys()
        news = " · ".join(filter(None, (str(self.work.news), self._half_written())))
        self._opening = wrong or self.desk.notice or news
        self.say(self._opening, bad=bool(wrong))
        self.begin_saving()

    def _half_written(self) -> str:
        """Which notes and the like were being written when the program ended."""
        beginning = f"{self.work.article.id}/{self.desk.annotator}/"
        places = self.desk.personal.draft_places(beginning)
        drafts = [place.removeprefix(beginning).split("/") for place in places]
        known = [f"{d[1]} on {d[0]}" for d in drafts if self.work.index_of(d[0]) is not None]
        if str(self.work.news):  # told once: from the next save on, the article is as one knows it
            gone = [d for d in drafts if self.work.index_of(d[0]) is None]
            texts = [cut(self._read_draft(f"{beginning}{'/'.join(d)}"), _EXCERPT) for d in gone]
            known += [
                f"{d[1]} on {d[0]}, which is gone: “{text}”"
                for d, text in zip(gone, texts, strict=True)
            ]
        return f"half-written: {', '.join(known)}" if known else ""

    # ── what is drawn ────────────────────────────────────────────────────────────────────────

    def _find_comments(self) -> None:
        """Notes which sentences have comments; they are read only when there are others."""
        self._comments = self.work.document.comments
        self._commented = {comment.sentence for comment in self._comments}
        said = {comment.sentence for _, comment in self.work.colleagues.comments()}
        heard = [remark for sentence in said for remark in self.work.thread(sentence)]
        self._commented |= {remark.comment.sentence for remark in heard}
        me = self.desk.annotator
        self._heard = {each.comment.id: each for each in heard if each.by != me}

    def _badge(self, sentence: str) -> Badge:
        try:
            mark = self.work.mark_of(sentence)
        except DamagedFileError:
            return Badge(self.signs.glyphs.finding, flags=self.signs.glyphs.finding)
        found = self.signs.badge(
            mark, commented=sentence in self._commented, judged=self.work.is_judged(sentence)
        )
        if self.work.sent_back_by(sentence):
            found = found._replace(flags=f"{self.signs.glyphs.sent_back}{found.flags}")
        return found

    def finish_line(self) -> list[Part]:
        """What is left when nothing is unseen, and how to hand in."""
        return finish_line(self.work)

    def top_right(self) -> list[Part]:
        """Who, how much is left, and what is on the disk."""
        return status(self.work, self.work.saved_revision, self.trouble)

    def describe(self, *, narrow: bool, dark: bool) -> list[Said]:
        """The current sentence's mark with all that is attached, and the questions."""
        words = strip if narrow else details
        questions, suggested = self.desk.settings.questions, self.suggestion(narrow=narrow)
        return words(
            self.work,
            self.signs,
            questions=questions,
            dark=dark,
            findings=self.findings_here(),
            suggested=suggested,
            source_key=shown(self.keymap.key_of("source")),
        )

    def findings_here(self) -> Sequence[Finding]:
        """What the sourcing of the current sentence lacks, as far as it is known."""
        return ()

    def suggestion(self, *, narrow: bool) -> list[Said]:
        """What the program would say of the current sentence, for a column or for four lines."""
        raise NotImplementedError

    def done(self, outcome: Outcome) -> None:
        """Draws what an action changed, and no more."""
        if self.work.document.comments is not self._comments:
            self._find_comments()
        self.repaint(outcome.changed)
        self.view.move_to(self.work.current)
        self.view.refresh_sentence(self.work.current)
        self.show_state()
        self.say(outcome.said)

    def go(self, index: int, *, jump: bool = False) -> None:
        """Makes a sentence the current one."""
        waited = " and ".join(self.work.waiting)
        super().go(index, jump=jump)
        if waited and not self.work.waiting:
            self.say(f"{waited} waits no longer")

    def everything_may_differ(self, why: str) -> None:
        """Draws the article and all marks anew, and says why."""
        self._find_comments()
        self.view.show(self.work.article, self._badge, self.work.current)
        self.show_state()
        self.say(" · ".join(filter(None, (why, str(self.work.news)))))

    # ── what others do ───────────────────────────────────────────────────────────────────────

    def take_article(self, article: Article) -> None:
        """Goes on with another revision of the article."""
        self.work.take_article(article)

    def take_colleagues(self, colleagues: Colleagues) -> None:
        """Takes in what everybody says now, draws what is different, and tells of new comments."""
        first, known = not self.work.colleagues.known, self._heard
        changed = self.work.take_colleagues(colleagues)
        self._find_comments()
        self.repaint(changed)
        self.view.refresh_sentence(self.work.current)
        self.show_state()
        new = [remark for id_, remark in self._heard.items() if id_ not in known]
        news = news_in_words(new) if new else ""
        if first:
            waiting = waiting_in_words(self.work)
            news = " · ".join(filter(None, (self._opening, waiting))) if waiting else ""
        if news:
            self.say(news)

    def which_stands(self, held: Held) -> Choose:
        """Asks which of two marks of one sentence stands."""
        from annotator.tui.questions import which_stands  # noqa: PLC0415 - on first use

        return which_stands(held, self.signs.glyphs)

    def keep_own(self, held: Held) -> None:
        """Lets one's own mark stand, and draws it."""
        self.done(self.work.keep_own(held))
