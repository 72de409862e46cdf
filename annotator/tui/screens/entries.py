"""What is typed: notes, comments, sources and evidence."""

from __future__ import annotations

from collections.abc import Callable

from annotator.domain.marks import Evidence, Source
from annotator.flows.annotate import Outcome
from annotator.tui.describe_talk import thread_in_words
from annotator.tui.screens.assisted import AssistedScreen

_CARRIED = 200
"""How far above a sentence the one can be chosen from which its source is carried."""


class EntryScreen(AssistedScreen):
    """The actions of the annotate screen that open something to type in or to read."""

    def do_note(self) -> None:
        mark = self.work.mark
        self._ask(
            self._place("note"),
            f"Note on {self.work.sentence.id}, for yourself and the export",
            mark.note if mark else "",
            self.work.set_note,
        )

    def do_talk(self) -> None:
        me = self.work.session.annotator
        thread = self.work.thread(self.work.sentence.id)
        own = [remark.comment.text for remark in thread if remark.by == me]
        said = {"", *own}
        places = [self._place(f"comment-{n}" if n else "comment") for n in range(len(own) + 1)]
        half = (place for place in places if self.drafts.at(place).text not in said)
        answers = bool(thread) and thread[-1].by != me
        what = (
            f"Answer on {self.work.sentence.id}"
            if answers
            else f"Comment on {self.work.sentence.id}"
        )
        self._ask(
            next(half, places[-1]),  # each comment has a place: several may not be saved yet
            f"{what}, for colleagues",
            "",
            self.work.reply,
            thread=tuple(thread_in_words(thread, me)),
        )

    def _place(self, what: str) -> str:
        return f"{self.work.article.id}/{self.desk.annotator}/{self.work.sentence.id}/{what}"

    def _ask(
        self,
        place: str,
        label: str,
        text: str,
        then: Callable[[str], Outcome],
        thread: tuple[str, ...] = (),
    ) -> None:
        """Lets something be typed about the current sentence; half of it is kept as a draft."""
        from annotator.tui.screens.prompt import Prompt  # noqa: PLC0415 - on first use

        sentence = self.work.sentence.id

        def typed(answer: str | None) -> None:
            if answer is None:
                self._say_if_draft(place)
            elif self.back_to(sentence):
                self.done(then(answer))
                self._entered(place)

        self.app.push_screen(
            Prompt(
                label,
                text,
                draft=self.drafts.at(place),
                lines="several",
                about=self.work.text_of(self.work.sentence),
                thread=thread,
            ),
            typed,
        )

    def _say_if_draft(self, place: str) -> None:
        """Says that what was left half-written is not lost."""
        if self.drafts.at(place).text:
            self.say("not saved; the draft is kept, and is there when you open it again")

    def _entered(self, place: str) -> None:
        """Forgets a draft once that is saved which was made of it, which may be so already."""
        self.drafts.entered(place, self.work.document.revision)
        self.drafts.saved(self.work.saved_revision)

    def do_source(self) -> None:
        from annotator.tui.screens.source import SourceScreen  # noqa: PLC0415 - on first use
        from annotator.tui.screens.source_form import form  # noqa: PLC0415 - likewise

        work, mark = self.work, self.work.mark

        sentence = work.sentence.id
        above = work.article.sentences[max(0, work.current - _CARRIED) : work.current]

        def chosen(sources: tuple[Source, ...] | None) -> None:
            if sources is not None and self.back_to(sentence):
                self.done(work.set_sources(sources))

        self.app.push_screen(
            SourceScreen(
                form(
                    work.text_of(work.sentence),
                    sentence,
                    mark.tags if mark else (),
                    mark.sources if mark else (),
                    work.sources(),
                    [(each.id, work.text_of(each)) for each in above],
                    work.proposed_sources(),
                ),
                sentences=[each.id for each in work.article.sentences],
                glyphs=self.signs.glyphs,
            ),
            chosen,
        )

    def do_evidence(self) -> None:
        from annotator.tui.screens.evidence import EvidenceScreen  # noqa: PLC0415 - on first use

        work, mark = self.work, self.work.mark
        sentence, place = work.sentence.id, self._place("evidence")

        def chosen(evidence: tuple[Evidence, ...] | None) -> None:
            if evidence is None:
                self._say_if_draft(place)
            elif self.back_to(sentence):
                self.done(work.set_evidence(evidence))
                self._entered(place)

        self.app.push_screen(
            EvidenceScreen(
                text=work.text_of(work.sentence),
                evidence=mark.evidence if mark else (),
                known=tuple(work.evidence()),
                today=self.desk.session.now()[:10],
                draft=self.drafts.at(place),
                glyphs=self.signs.glyphs,
            ),
            chosen,
        )
