"""Mending the article itself, which changes it for everybody: the kind of a sentence."""

from __future__ import annotations

from annotator.domain.article import COUNTED_KINDS, Article
from annotator.errors import AnnotatorError, ConflictError
from annotator.flows.editing import replaced, revised
from annotator.tui.describe import in_brief
from annotator.tui.screens.entries import EntryScreen


class MendingScreen(EntryScreen):
    """The actions of the annotate screen that make a new revision of the article."""

    def do_kind(self) -> None:
        from annotator.tui.questions import which_kind  # noqa: PLC0415 - on first use

        sentence = self.work.sentence

        def chosen(kind: str | None) -> None:
            if kind is None:
                return
            if kind == sentence.kind:
                self.say(f"{sentence.id} is a {kind} already")
                return
            counts = kind in COUNTED_KINDS or self.work.state_of(sentence.id) == "tagged"
            outside = "" if counts else ", outside the counts until it is tagged"
            by, at = self.desk.annotator, self.desk.session.now()
            new = revised(self.work.article, {}, {sentence.id: kind}, by=by, at=at)
            self.mend(new, f"{sentence.id} is a {kind} now{outside}")

        self.app.push_screen(which_kind(sentence.kind, self.signs.glyphs), chosen)

    def mend(self, new: Article, said: str) -> None:
        """Saves the article's next revision, goes on with it, and says what was done.

        Where somebody else has changed the article meanwhile, it is shown as it is now, and
        nothing else is done.
        """
        try:
            article = replaced(self.desk.store, self.work.article, new)
        except ConflictError:
            self.show_article_again("not done: the article was changed elsewhere; look again")
        except AnnotatorError as error:
            self.say(in_brief(error), bad=True)
        else:
            self.work.take_article(article)
            self.everything_may_differ(said)
