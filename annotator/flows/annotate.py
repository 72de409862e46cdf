"""Annotating: one annotator at work on one article; every key of the screen is a method here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import NamedTuple

from annotator.domain import edits
from annotator.domain.annotations import Annotations, Event, Why
from annotator.domain.article import Article, Sentence, place_in
from annotator.domain.edits import Occasion
from annotator.domain.history import Change, ChangedSinceError, Unmade, redo, restore, undo
from annotator.domain.marks import Comment, Evidence, Mark, SkipReason, Source
from annotator.domain.meanings import meanings
from annotator.domain.merge import Held
from annotator.domain.progress import Standing, first_unseen, moved_on, why_it_needs_me
from annotator.domain.project import Project
from annotator.domain.proposed import asks_for_source, with_proposal, without_proposals
from annotator.domain.revisions.carry import as_of
from annotator.errors import RefusedError
from annotator.flows.session import Session, local_words
from annotator.flows.suggestions.assisting import Assisted
from annotator.flows.wording import change_in_words
from annotator.stores.base import Opened

LONGEST_PAUSE = 60.0
"""Seconds; longer pauses count as this long."""

_STEPS = 3
"""Sentences of an action that are named when it is taken back."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an action did: which sentences look different now, and what to say of it."""

    changed: frozenset[str] = frozenset()
    said: str = ""
    finished: bool = False
    """Nothing is unseen any more."""


class Need(NamedTuple):
    """A sentence that needs its annotator."""

    sentence: str
    """Its id."""
    why: str
    """In words: `unseen`, `look again: edited`, `unanswered` and so on."""
    text: str


class Annotating(Assisted):
    """One annotator at work: where they are, and what each action does."""

    def __init__(
        self,
        article: Article,
        opened: Opened[Annotations] | None,
        project: Project,
        session: Session,
        save: Callable[[Annotations], None],
        *,
        why: Why = "key",
    ) -> None:
        """Begins at the first sentence that is unseen.

        Raises:
            DamagedFileError: a line of the document is not a mark.
        """
        super().__init__(article, opened, project, session, save)
        self._why: Why = why
        self.current = first_unseen(article.sentences, self.state_of) or 0
        self.waiting: tuple[str, ...] = ()
        """Second tags that wait for a primary."""
        self._since_key = session.seconds()
        self._active = 0.0

    # ── moving ───────────────────────────────────────────────────────────────────────────────

    def touch(self) -> None:
        """Notes that the annotator is there: time counts from key to key, long pauses cut."""
        now = self.session.seconds()
        self._active += min(now - self._since_key, LONGEST_PAUSE)
        self._since_key = now

    def go(self, index: int) -> None:
        """Makes a sentence the current one; second tags that waited wait no longer."""
        index = max(0, min(index, len(self.article.sentences) - 1))
        if index != self.current:
            self.current = index
            self.waiting = ()
            self._active = 0.0

    def take_article(self, article: Article) -> None:
        """Goes on with another revision of the article, at the place that is the same in it."""
        index = place_in(article, self.article, self.current)
        if article.sentences[index].id != self.sentence.id:
            self.waiting = ()
            self._active = 0.0
        super().take_article(article)
        self.current = index

    def next_that_needs_me(self, step: int) -> str | None:
        """Goes to the next (or with -1 the previous) sentence that needs this annotator.

        Returns why it does, or None where nothing does, and stays.
        """
        count = len(self.article.sentences)
        for distance in range(1, count + 1):
            index = (self.current + step * distance) % count
            sentence = self.article.sentences[index]
            why = self.why(sentence)
            if why:
                self.go(index)
                return why
        return None

    def everything_that_needs_me(self) -> list[Need]:
        """Every sentence that needs this annotator, in reading order, with its reason."""
        return [
            Need(sentence.id, why, self.text_of(sentence))
            for sentence in self.article.sentences
            if (why := self.why(sentence))
        ]

    def why(self, sentence: Sentence) -> str | None:
        """Why a sentence needs this annotator, in words; None for nothing."""
        standing = self._tally.get(sentence.id)
        if self.sent_back_by(sentence.id) and not (standing and standing.look_again):
            standing = replace(
                standing or Standing("open", unsure=False, look_again=None), look_again="sent-back"
            )
        return why_it_needs_me(sentence, standing, len(self.unanswered(sentence.id)))

    # ── deciding ─────────────────────────────────────────────────────────────────────────────

    def tag(self, tag: str) -> Outcome:
        """Gives the current sentence this primary tag and moves on."""
        return self._decide(edits.tagged(self.mark, tag, self._occasion(tag), self.waiting))

    def accept(self) -> Outcome:
        """Gives the current sentence the tag that is suggested for it and moves on.

        Raises:
            RefusedError: none is.
        """
        tag = self.to_accept().tag
        after = edits.tagged(self.mark, tag, self._occasion(tag), self.waiting)
        return self._decide(after, "accept")

    def second(self, tag: str) -> Outcome:
        """Adds a second tag or takes it away, and stays; without a primary it waits for one."""
        mark = self.mark
        if mark is None or mark.state != "tagged":
            waiting = [t for t in self.waiting if t != tag]
            if len(waiting) == len(self.waiting):
                waiting.append(tag)
            self.waiting = tuple(waiting)
            said = f"{' and '.join(waiting)} will be second: now the first tag" if waiting else ""
            return Outcome(frozenset({self.sentence.id}), said)
        if tag == mark.tags[0]:
            return Outcome(said=f"{tag} is the first tag already")
        occasion = replace(self._occasion(), suggestion=mark.suggestion)
        after = self._sourced(edits.with_second(mark, tag, occasion))
        said = f"{tag} {'added' if tag in after.tags else 'taken away'}"
        return Outcome(self._record([Change(self.sentence.id, after)], self._why), said)

    def no_tag(self) -> Outcome:
        """Says that none of the tags applies, and moves on."""
        return self._decide(edits.no_tag(self.mark, self._occasion()))

    def skip(self, reason: SkipReason | None = None) -> Outcome | None:
        """Says that the sentence is not to be judged, and moves on.

        None where the sentence's kind gives no reason and none was said: ask for one.
        """
        reason = reason or edits.skip_reason_of(self.sentence)
        if reason is None:
            return None
        return self._decide(edits.skipped(self.mark, reason, self._occasion()))

    def clear(self) -> Outcome:
        """Takes the decision back to unseen; note, sources and evidence stay."""
        self.waiting = ()
        if self.mark is None or self.mark.state == "open":
            return Outcome(frozenset({self.sentence.id}), "there is no tag to clear")
        return self._attach(edits.cleared(self.mark, self._occasion()), "cleared")

    def _decide(self, after: Mark, why: Why | None = None) -> Outcome:
        """Makes a decision; the same one again only answers what asked for another look."""
        self.waiting = ()
        mark = self.mark
        if mark is not None:
            again = replace(after, suggestion=mark.suggestion)  # as it was when it was decided
            if edits.same_decision(replace(mark, look_again=None), again):
                if self.look_again(self.sentence.id) is None:
                    return self._moved_on(frozenset())
                return self._moved_on(self._record([Change(self.sentence.id, again)], "reaffirm"))
        change = Change(self.sentence.id, self._sourced(after))
        return self._moved_on(self._record([change], why or self._why))

    def _moved_on(self, changed: frozenset[str]) -> Outcome:
        changed |= {self.sentence.id}
        index = moved_on(self.article.sentences, self.state_of, self.current)
        if index is not None:
            self.go(index)
        return Outcome(changed, finished=self.progress().unseen == 0)

    def _sourced(self, after: Mark) -> Mark:
        """The mark with the program's sources as its tags ask for them, all in one event."""
        propose = partial(self.propose, self.sentence.id)
        return with_proposal(self.mark, after, meanings(self.project.renamed), propose)

    # ── attaching ────────────────────────────────────────────────────────────────────────────

    def proposed_sources(self) -> tuple[Source, ...]:
        """Who or what the current sentence rests on as the program reads it, tagged or not.

        Where others annotate too, it comes after the decision, as suggestions do.
        """
        if self.when != "before" and self.state_of(self.sentence.id) in {None, "open"}:
            return ()
        tag = asks_for_source(self.mark, meanings(self.project.renamed))
        return self.propose(self.sentence.id, tag)

    def set_sources(self, sources: Sequence[Source]) -> Outcome:
        """Gives the current sentence exactly these sources."""
        after = edits.with_sources(self.mark, sources, self._occasion())
        names = ", ".join(source.name for source in sources)
        return self._attach(after, f"source: {names}" if names else "no source")

    def same_source(self) -> Outcome:
        """Gives the current sentence the sources of the nearest sentence above that has some."""
        for index in range(self.current - 1, -1, -1):
            above = self.article.sentences[index].id
            if not self._tally.has_attached(above) or not self.document.marks[above].sources:
                continue
            carried = [edits.carried_source(s, above) for s in self.document.marks[above].sources]
            had = without_proposals(self.mark.sources) if self.mark else ()  # not what was proposed
            new = [s for s in carried if s.name not in {h.name for h in had}]
            if not new:
                return Outcome(said=f"it has the source of {above} already")
            return self.set_sources([*had, *new])
        return Outcome(said="no sentence above has a source")

    def set_evidence(self, evidence: Sequence[Evidence]) -> Outcome:
        """Gives the current sentence exactly this evidence."""
        after = edits.with_evidence(self.mark, evidence, self._occasion())
        return self._attach(after, f"{len(evidence)} evidence" if evidence else "no evidence")

    def set_note(self, note: str) -> Outcome:
        """Gives the current sentence this note; an empty one takes it away."""
        after = edits.with_note(self.mark, note, self._occasion())
        return self._attach(after, "note kept" if note.strip() else "no note")

    def toggle_unsure(self) -> Outcome:
        """Turns the flag `unsure` of the current sentence round."""
        after = edits.with_unsure(self.mark, self._occasion())
        return self._attach(after, "unsure" if after and after.unsure else "no longer unsure")

    def comment(self, text: str, reply_to: str | None = None) -> Outcome:
        """Adds a comment to the current sentence, for colleagues to read."""
        if not text.strip():
            return Outcome()
        sentence = self.sentence.id
        at = self.moment(sentence)
        said = Comment(self.session.new_id(), sentence, reply_to, text.strip(), at)
        return Outcome(self._record([Change(sentence, said)], "comment"), "said")

    def reply(self, text: str) -> Outcome:
        """Answers the last thing that somebody else said of the current sentence."""
        others = [r for r in self.thread(self.sentence.id) if r.by != self.session.annotator]
        return self.comment(text, others[-1].comment.id if others else None)

    def _attach(self, after: Mark | None, said: str) -> Outcome:
        if edits.same_decision(after, self.mark):
            return Outcome()
        return Outcome(self._record([Change(self.sentence.id, after)], self._why), said)

    # ── history ──────────────────────────────────────────────────────────────────────────────

    def undo(self) -> Outcome:
        """Takes back the latest own action, also of earlier sessions, and goes there."""
        if self.waiting:
            said = f"{' and '.join(self.waiting)} waits no longer"
            self.waiting = ()
            return Outcome(frozenset({self.sentence.id}), said)
        return self._unmake(undo, "undone", "there is nothing to undo")

    def redo(self) -> Outcome:
        """Does again what was undone last, and goes there."""
        return self._unmake(redo, "done again", "there is nothing to do again")

    def _unmake(
        self,
        how: Callable[..., tuple[Annotations, Unmade] | None],
        word: str,
        nothing: str,
    ) -> Outcome:
        try:
            done = how(self.document, self._circumstances("undo"), self.project.renamed)
        except ChangedSinceError as error:
            said = f"not {word}: {error.sentence} has been changed since, see its history (h)"
            return Outcome(said=said)
        if done is None:
            return Outcome(said=nothing)
        document, unmade = done
        if why_not := self._changed_article(document.history[len(self.document.history) :]):
            return Outcome(said=f"not {word}: {why_not}, see its history (h)")
        changed = self._became(document)
        places = [self._index[s] for s in changed if s in self._index]
        if places:
            self.go(min(places))
        return Outcome(changed, self._in_words(unmade, word))

    def _changed_article(self, events: Sequence[Event]) -> str:
        """Which event is about a sentence that is not what it was about; empty for none."""
        for event in events:
            if not isinstance(event.after, Mark) or event.sentence is None:
                continue
            index = self._index.get(event.sentence)
            if index is None:
                return f"{event.sentence} is no longer in the article"
            words = self.text_of(self.article.sentences[index])
            if event.after.quote not in {"", words}:
                return f"the words of {event.sentence} have changed since"
        return ""

    def _in_words(self, unmade: Unmade, word: str) -> str:
        of = unmade.of
        when = "" if of.session == self.session.id else self.session.now()
        since = f", from {local_words(of.at, when)}" if when else ""
        if of.sentence is None:
            return f"{word}{since}: handing in"
        if any(isinstance(c.after, Comment) for c in unmade.after) or isinstance(of.after, Comment):
            return f"{word}{since}: comment on {of.sentence}"
        steps = [
            f"{b.sentence} {change_in_words(b.after, a.after)}"
            for b, a in zip(unmade.before, unmade.after, strict=True)
        ]
        more = f"; and {len(steps) - _STEPS} more" if len(steps) > _STEPS else ""
        return f"{word}{since}: {'; '.join(steps[:_STEPS])}{more}"

    def restore(self, revision: int) -> Outcome:
        """Gives every sentence the mark that it had at a revision.

        Raises:
            RefusedError: there is no such revision.
        """
        if not 0 <= revision <= self.document.revision:
            raise RefusedError(
                f"There is no revision {revision}; there are 0 to {self.document.revision}."
            )
        changed = self._became(
            restore(
                self.document,
                as_of(self.document, revision, self.article).marks,
                self._circumstances("restore"),
                self.project.renamed,
            )
        )
        count = "1 sentence" if len(changed) == 1 else f"{len(changed)} sentences"
        return Outcome(changed, f"back to r{revision}: {count} changed")

    def hand_in(self) -> Outcome:
        """Says that the article is done; `undo` takes it back.

        Raises:
            RefusedError: sentences are unseen, or it was handed in and nothing changed since.
        """
        left = self.progress().unseen
        if left:
            verb = "sentence is" if left == 1 else "sentences are"
            raise RefusedError(f"{left} {verb} unseen: tag them first (n goes to the next).")
        if self.handed_in and self.handed_in.revision == self.document.revision:
            raise RefusedError("It is handed in already, and nothing has changed since.")
        changed = self._record([Change(None, None)], "hand-in")
        return Outcome(changed, "handed in; u takes it back")

    def keep_own(self, held: Held) -> Outcome:
        """Settles a conflict: the own mark is made again on top of the disk's."""
        return Outcome(
            self._record([Change(held.sentence, held.own)], self._why), f"{held.sentence}: yours"
        )

    def _occasion(self, answer: str | None = None) -> Occasion:
        """What a decision records beside itself; `answer` is the tag that is decided on."""
        self.touch()
        return Occasion(
            quote=self.text_of(self.sentence),
            guidelines=self.project.guidelines,
            at=self.moment(self.sentence.id),
            seconds=round(self._active, 1) if self._why == "key" else None,
            suggestion=self._suggestion(answer),
        )
