"""What is typed: notes, comments, sources, evidence, words to find; and what is shown beside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from annotator.domain.marks import Evidence, Source
from annotator.errors import AnnotatorError
from annotator.flows.annotate import Outcome
from annotator.tui.screens.work import WorkScreen
from annotator.tui.widgets.line import Highlight

_CARRIED = 200
"""How far above a sentence the one can be chosen from which its source is carried."""


class EntryScreen(WorkScreen):
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
        before = self.work.comments_on(self.work.sentence.id)
        # all of them are one's own here, and nobody answers oneself: they have no `reply_to`
        said = {"", *(comment.text for comment in before)}
        places = [self._place(f"comment-{n}" if n else "comment") for n in range(len(before) + 1)]
        half = (place for place in places if self.drafts.at(place).text not in said)
        self._ask(
            next(half, places[-1]),  # each comment has a place: several may not be saved yet
            f"Comment on {self.work.sentence.id}, for colleagues",
            "",
            self.work.comment,
            thread=tuple(comment.text for comment in before),
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
            if answer is not None:
                self._back_to(sentence)
                self.done(then(answer))
                self._entered(place)
            else:
                self._say_if_draft(place)

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

    def _back_to(self, sentence: str) -> None:
        """Goes to the sentence that something was entered for, wherever others led meanwhile."""
        index = self.work.index_of(sentence)
        if index is not None and index != self.work.current:
            self.go(index)

    def _entered(self, place: str) -> None:
        """Forgets a draft once that is saved which was made of it, which may be so already."""
        self.drafts.entered(place, self.work.document.revision)
        self.drafts.saved(self.work.saved_revision)

    def do_source(self) -> None:
        from annotator.tui.screens.source import SourceScreen  # noqa: PLC0415 - on first use

        work, mark = self.work, self.work.mark

        sentence = work.sentence.id
        above = work.article.sentences[max(0, work.current - _CARRIED) : work.current]

        def chosen(sources: tuple[Source, ...] | None) -> None:
            if sources is not None:
                self._back_to(sentence)
                self.done(work.set_sources(sources))

        self.app.push_screen(
            SourceScreen(
                text=work.text_of(work.sentence),
                sentence=work.sentence.id,
                tags=mark.tags if mark else (),
                sources=mark.sources if mark else (),
                known=tuple(work.sources()),
                sentences=tuple(sentence.id for sentence in work.article.sentences),
                above=tuple((sentence.id, work.text_of(sentence)) for sentence in above),
                glyphs=self.signs.glyphs,
            ),
            chosen,
        )

    def do_evidence(self) -> None:
        from annotator.tui.screens.evidence import EvidenceScreen  # noqa: PLC0415 - on first use

        work, mark = self.work, self.work.mark
        sentence, place = work.sentence.id, self._place("evidence")

        def chosen(evidence: tuple[Evidence, ...] | None) -> None:
            if evidence is not None:
                self._back_to(sentence)
                self.done(work.set_evidence(evidence))
                self._entered(place)
            else:
                self._say_if_draft(place)

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

    # ── finding ──────────────────────────────────────────────────────────────────────────────

    def do_find(self) -> None:
        from annotator.tui.screens.prompt import Prompt  # noqa: PLC0415 - on first use

        began = self.work.current

        def looked(words: str) -> None:
            self._find(words, began)

        def typed(words: str | None) -> None:
            self.view.highlight({})
            if words is None:
                self.go(began)
            elif words:
                self.say(f"{self._found} · / and Enter finds the next one")

        self.app.push_screen(
            Prompt("Find in this article", self._last_words, on_change=looked), typed
        )

    _last_words = ""
    _found = ""

    def _find(self, words: str, began: int) -> None:
        """Goes to the next sentence with these words, and sets them off wherever they are."""
        again = words == self._last_words
        self._last_words = words
        found: dict[int, tuple[Highlight, ...]] = {}
        if words:
            wanted = words.casefold()
            for index, sentence in enumerate(self.work.article.sentences):
                text = self.work.text_of(sentence)
                if wanted in text.casefold():
                    found[index] = _places(text, words)
        self.view.highlight(found)
        after = sorted(found, key=lambda index: (index < began + again, index))
        self.go(after[0] if after else began, jump=bool(after))
        if words:
            where = "1 sentence" if len(found) == 1 else f"{len(found)} sentences"
            self._found = f"“{words}” is in {where}" if found else f"“{words}” is nowhere here"
            self.say(self._found)

    # ── what is shown beside ─────────────────────────────────────────────────────────────────

    def do_guidelines(self) -> None:
        from annotator.tui.widgets.guide import Guide  # noqa: PLC0415 - on first use

        closing = next(a.keys for a in self.keymap.actions if a.id == "guidelines")
        try:
            text = self.desk.store.guidelines()
        except AnnotatorError as error:
            self.say(str(error), bad=True)
            return
        bullet = self.signs.glyphs.bullet
        guide = Guide(text, self.work.project.tags, close=closing, bullet=bullet, id="guide")
        self.add_class("-guided")
        self.query_one("#body").mount(guide)
        guide.focus()
        self.say("guidelines: a tag's key goes to it, g or Esc closes them")

    def on_guide_closed(self) -> None:
        """Puts the guidelines away."""
        self.query_one("#guide").remove()
        self.remove_class("-guided")
        self.view.focus()
        self.say("")

    def do_details(self) -> None:
        """Details and questions, details alone, nothing, and from the beginning."""
        settings = self.desk.settings
        if settings.details and settings.questions:
            settings = replace(settings, questions=False)
        elif settings.details:
            settings = replace(settings, details=False)
        else:
            settings = replace(settings, details=True, questions=True)
        self.shell.keep_settings(settings)
        self.show_details_or_not()
        self.show_state()

    def do_theme(self) -> None:
        self.say(f"theme: {self.shell.next_theme()}")
        self.show_state()

    def do_help(self) -> None:
        from annotator.tui.screens.help import HelpScreen  # noqa: PLC0415 - on first use

        self.app.push_screen(HelpScreen(self.keymap, self.signs.glyphs, self.work.project.tags))

    def do_palette(self) -> None:
        self.app.action_command_palette()


def _places(text: str, words: str) -> tuple[Highlight, ...]:
    """Where the words stand in a sentence, whatever the case of their letters."""
    found = []
    lower, wanted = text.lower(), words.lower()
    at = lower.find(wanted) if len(lower) == len(text) else -1
    while at >= 0:
        found.append(Highlight(at, at + len(wanted), "match"))
        at = lower.find(wanted, at + len(wanted))
    return tuple(found)
