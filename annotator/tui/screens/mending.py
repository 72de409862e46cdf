"""Mending the article itself, which changes it for everybody: its cuts, and kinds of sentences."""

from __future__ import annotations

from annotator.domain.article import COUNTED_KINDS, Article
from annotator.errors import AnnotatorError, ConflictError, RefusedError
from annotator.flows.annotate import Outcome
from annotator.flows.articles.editing import replaced, revised
from annotator.tui.describe import in_brief
from annotator.tui.screens.entries import EntryScreen


class MendingScreen(EntryScreen):
    """The actions of the annotate screen that make a new revision of the article."""

    _mended = ""
    """How the article's latest change is taken back, if nothing was marked since."""

    def done(self, outcome: Outcome) -> None:
        """Draws what an action changed; `u` is about that from now on."""
        if outcome.changed:
            self._mended = ""
        super().done(outcome)

    def do_undo(self) -> None:
        """Takes back the latest action; says so where that is not what was done last."""
        if self._mended and not self.work.waiting:
            said, self._mended = self._mended, ""
            self.say(f"no mark was made since: {said}; u once more undoes your latest mark")
            return
        super().do_undo()

    def do_split(self) -> None:
        from annotator.domain.revisions.cuts import cut_places  # noqa: PLC0415 - on first use
        from annotator.flows.articles.mending import split_before  # noqa: PLC0415 - as above
        from annotator.tui.screens.split import SplitScreen  # noqa: PLC0415 - as above

        article, sentence = self.work.article, self.work.sentence
        places = cut_places(article, sentence.id)
        if not places:
            raise RefusedError(f"{sentence.id} is a single word: there is nothing to split.")

        def chosen(offset: int | None) -> None:
            if offset is None:
                return
            try:
                mending = split_before(article, sentence.id, offset, **self._by_whom())
            except AnnotatorError as error:
                self.say(str(error))
                return
            back = "; its tags of before are back" if mending.is_taken_back else ""
            said = f"split for everybody: r{mending.after.revision} of the article{back}"
            self.mend(article, mending.after, said, "J joins them again")

        after = "It changes the article for everybody. "
        after += "Both keep the tags of the whole; who has tagged it is asked to look again."
        text = article.text_of(sentence)
        screen = SplitScreen(sentence.id, text, places, after=after, glyphs=self.signs.glyphs)
        self.app.push_screen(screen, chosen)

    def do_join(self) -> None:
        from annotator.flows.articles.mending import join_with_next  # noqa: PLC0415 - on first use
        from annotator.tui.screens.join import JoinScreen, Shown  # noqa: PLC0415 - as above

        work = self.work
        mending = join_with_next(work.article, work.sentence.id, **self._by_whom())
        outlook = mending.outlook(work.document)
        old = [
            Shown(s.id, self.signs.state(work.mark_of(s.id)), work.text_of(s)) for s in mending.old
        ]
        (joined,) = mending.new
        mark = outlook.document.marks.get(joined.id)
        state = self.signs.state(mark)
        if mark is not None and mark.look_again:
            state += f" {self.signs.glyphs.look_again} to look at again"
        new = Shown("", state, mending.after.text_of(joined))
        if mending.is_taken_back:
            what = "The article had this sentence before: its tags come back, unless somebody has "
            what += "tagged the pieces since."
        else:
            what = "It has the tags of both; who has tagged either is asked to look again."

        def chosen(answer: str | None) -> None:
            if answer:
                said = f"joined for everybody: r{mending.after.revision} of the article"
                self.mend(mending.before, mending.after, said, "S splits it again")

        said = (f"It changes the article for everybody. {what}", *outlook.notices)
        self.app.push_screen(JoinScreen(old, new, said=said, enter="join, for everybody"), chosen)

    def do_kind(self) -> None:
        from annotator.tui.questions import which_kind  # noqa: PLC0415 - on first use

        article, sentence = self.work.article, self.work.sentence

        def chosen(kind: str | None) -> None:
            if kind is None:
                return
            if kind == sentence.kind:
                self.say(f"{sentence.id} is a {kind} already")
                return
            counts = kind in COUNTED_KINDS or self.work.state_of(sentence.id) == "tagged"
            outside = "" if counts else ", outside the counts until it is tagged"
            new = revised(article, {}, {sentence.id: kind}, **self._by_whom())
            back = f"K makes it a {sentence.kind} again"
            self.mend(article, new, f"{sentence.id} is a {kind} now{outside}", back)

        self.app.push_screen(which_kind(sentence.kind, self.signs.glyphs), chosen)

    def mend(self, shown: Article, new: Article, said: str, back: str) -> None:
        """Saves the article's next revision, goes on with it, and says what was done.

        Where somebody else has changed the article meanwhile, it is shown as it is now, and
        nothing else is done.

        Args:
            shown: the article as it was when this was asked for.
            new: its next revision.
            said: what was done.
            back: how it is taken back, for who expects `u` to do it.
        """
        try:
            article = replaced(self.desk.store, shown, new)
        except ConflictError:
            self.show_article_again("not done: the article was changed elsewhere; look again")
        except AnnotatorError as error:
            self.say(in_brief(error), bad=True)
        else:
            self.work.take_article(article)
            self.everything_may_differ(said)
            self._mended = back

    def _by_whom(self) -> dict[str, str]:
        return {"by": self.desk.annotator, "at": self.desk.session.now()}
