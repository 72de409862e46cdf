"""Reviewing: one reviewer at work on one article; every key of the review screen is a method here.

There are two ways to work: settling what annotators disagree on, and walking through the tags of
one of them (`of`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from annotator.domain.annotations import Why
from annotator.domain.article import Article, Sentence
from annotator.domain.history import ChangedSinceError, Circumstances
from annotator.domain.marks import Comment, State
from annotator.domain.project import Project
from annotator.domain.review.decisions import Decision, Reason, Review, SentBack
from annotator.domain.review.reviewing import (
    HeldDecision,
    ReviewChange,
    ReviewUnmade,
    Said,
    agreed,
    decision,
    redo,
    same_decision,
    undo,
)
from annotator.domain.review.votes import answer, in_a_word, majority, votes
from annotator.domain.review.waiting import is_settled_by
from annotator.errors import RefusedError
from annotator.flows.colleagues import Colleagues
from annotator.flows.review.work import ReviewWork
from annotator.flows.session import Session, local_words, moment_after
from annotator.flows.wording import cut, said_in_words
from annotator.stores.base import Opened

_STEPS = 3
"""Sentences of an action that are named when it is taken back."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What an action did: which sentences look different now, and what to say of it."""

    changed: frozenset[str] = frozenset()
    said: str = ""
    overruled: bool = False
    """Somebody's mark was overruled: now a reason may be given (`give_reason`)."""
    finished: bool = False
    """Nothing needs this reviewer any more."""


class Reviewing(ReviewWork):
    """One reviewer at work: where they are, and what each action does."""

    def __init__(
        self,
        article: Article,
        opened: Opened[Review] | None,
        colleagues: Colleagues,
        project: Project,
        session: Session,
        save: Callable[[Review], None],
        *,
        of: str | None = None,
        why: Why = "key",
    ) -> None:
        """Begins at the first sentence that needs this reviewer; see `ReviewWork`."""
        super().__init__(article, opened, colleagues, project, session, save, of=of)
        self._how: Why = why
        needing = (n for n, sentence in enumerate(article.sentences) if self.why(sentence.id))
        self.current = next(needing, 0)

    @property
    def sentence(self) -> Sentence:
        """The current sentence."""
        return self.article.sentences[self.current]

    # ── moving ───────────────────────────────────────────────────────────────────────────────

    def go(self, index: int) -> None:
        """Makes a sentence the current one."""
        self.current = max(0, min(index, len(self.article.sentences) - 1))

    def go_to(self, sentence: str) -> None:
        """Makes the sentence of that id the current one, if there is one."""
        if sentence in self._index:
            self.current = self._index[sentence]

    def next_that_needs_me(self, step: int) -> str | None:
        """Goes to the next (or with -1 the previous) sentence that needs this reviewer.

        With a filter, to the next that it asks for. Returns why it stops there; None where
        nothing does, and stays.
        """
        count = len(self.article.sentences)
        for distance in range(1, count + 1):
            index = (self.current + step * distance) % count
            sentence = self.article.sentences[index].id
            why = self.why(sentence)
            if self.filter:
                why = (why or "matches") if self.matches(sentence) else None
            if why:
                self.current = index
                return why
        return None

    def _moved_on(self, changed: frozenset[str], said: str) -> Reviewed:
        changed |= {self.sentence.id}
        self.next_that_needs_me(1)
        return Reviewed(changed, said, finished=not self._needs)

    # ── deciding ─────────────────────────────────────────────────────────────────────────────

    def agree(self) -> Reviewed:
        """Agrees with the colleague, or with the majority, and moves on.

        Where there is nothing to agree with it says so and does nothing. Agreeing with one
        colleague's mark settles nothing alone.
        """
        return self._settle() if self.of is None else self._agree_with(self.of)

    def _settle(self) -> Reviewed:
        voting = votes(self.said(self.sentence.id))
        most = majority(voting)
        if most is None:
            nothing = (
                "there is no majority: decide with a tag" if voting else "nobody has tagged it"
            )
            return Reviewed(said=nothing)
        done = self._decide(most.state, most.tags)
        return self._moved_on(done.changed, done.said)

    def _agree_with(self, annotator: str) -> Reviewed:
        sentence = self.sentence.id
        said = self.said(sentence)
        if annotator not in said:
            return Reviewed(
                said=f"{self.name_of(annotator)} has not tagged it: nothing to agree with"
            )
        before = self.decision_on(sentence)
        if before is not None and is_settled_by(before, said):
            words = said_in_words(before)
            return Reviewed(said=f"you have settled it: {words}. A tag decides otherwise")
        after = agreed(before, annotator, said[annotator], self._moment(), said)
        words = f"{sentence} agreed: {said_in_words(after)}"
        if before is not None and same_decision(before, after):
            return self._moved_on(frozenset(), words)
        changed = self._record([ReviewChange(sentence, after)], after.at, self._how)
        return self._moved_on(changed, words)

    def decide(self, tag: str) -> Reviewed:
        """Decides that this is the tag, and the only one; stays where somebody was overruled."""
        return self._decided(self._decide("tagged", (tag,)))

    def decide_tags(
        self,
        state: State,
        tags: Sequence[str] = (),
        *,
        reason: Reason | None = None,
        also_right: Collection[str] = (),
    ) -> Reviewed:
        """Decides on a state with exactly these tags, and stays."""
        return self._decide(state, tags, reason=reason, also_right=also_right)

    def no_tag(self) -> Reviewed:
        """Decides that none of the tags applies."""
        return self._decided(self._decide("no-tag", ()))

    def skip(self) -> Reviewed:
        """Decides that the sentence is not to be judged."""
        return self._decided(self._decide("skipped", ()))

    def second(self, tag: str) -> Reviewed:
        """Adds a second tag to one's own decision, or takes it away, and stays."""
        before = self.decision_on(self.sentence.id)
        if before is None or before.state != "tagged":
            return Reviewed(said="decide on the first tag first")
        if tag == before.tags[0]:
            return Reviewed(said=f"{tag} is the first tag already")
        tags = [t for t in before.tags if t != tag]
        if len(tags) == len(before.tags):
            tags.append(tag)
        return self._decide("tagged", tags)

    def give_reason(self, reason: Reason | None) -> Reviewed:
        """Says why one's decision overruled somebody; `both defensible` keeps theirs as right."""
        sentence = self.sentence.id
        before = self.decision_on(sentence)
        if before is None:
            return Reviewed(said="decide first: a reason says why")
        also: tuple[str, ...] = ()
        if reason == "both defensible":
            others = map(in_a_word, votes(before.saw).values())
            also = tuple(word for word in others if word != in_a_word(before))
        after = decision(
            before.state, before.tags, before.saw, self._moment(), reason=reason, also_right=also
        )
        if same_decision(before, after):
            return self._moved_on(frozenset(), f"{sentence} {reason or 'no reason'}")
        changed = self._record([ReviewChange(sentence, after)], after.at, self._how)
        return self._moved_on(changed, f"{sentence} {reason or 'no reason'}")

    def clear(self) -> Reviewed:
        """Takes one's decision back."""
        sentence = self.sentence.id
        if self.decision_on(sentence) is None:
            return Reviewed(said="there is no decision of yours to clear")
        changed = self._record([ReviewChange(sentence, None)], self.session.now(), self._how)
        return Reviewed(changed, f"{sentence} no longer decided by you")

    def _decide(
        self,
        state: State,
        tags: Sequence[str],
        *,
        reason: Reason | None = None,
        also_right: Collection[str] = (),
    ) -> Reviewed:
        """Records a decision on what everybody's marks say now; the same again is nothing new."""
        sentence = self.sentence.id
        saw = self.said(sentence)
        before = self.decision_on(sentence)
        after = decision(state, tags, saw, self._moment(), reason=reason, also_right=also_right)
        overruled = any(answer(one) != answer(after) for one in votes(saw).values())
        words = f"{sentence} {said_in_words(after)}"
        if before is not None and _is_same_again(before, after, reason, also_right):
            return Reviewed(frozenset({sentence}), f"{words} already", overruled)
        reaffirms = before is not None and (before.state, before.tags) == (state, after.tags)
        how: Why = "reaffirm" if reaffirms and self._how == "key" else self._how
        changed = self._record([ReviewChange(sentence, after)], after.at, how)
        return Reviewed(changed, words, overruled, not self._needs)

    def _decided(self, done: Reviewed) -> Reviewed:
        """Moves on, unless a reason may be given now."""
        return done if done.overruled else self._moved_on(done.changed, done.said)

    # ── talking ──────────────────────────────────────────────────────────────────────────────

    def send_back(self, to: Sequence[str] = ()) -> Reviewed:
        """Asks annotators for another look; asking the same again takes the request back.

        It settles nothing. Without names those are asked who differ from the majority, all where
        there is none, and the colleague whose tags are walked through.

        Raises:
            RefusedError: nobody but oneself would be asked.
            UnknownNameError: somebody has not annotated the article.
        """
        sentence = self.sentence.id
        asked = tuple(sorted({self.named(name) for name in to} or self._those_to_ask()))
        if self.reviewer in asked:
            raise RefusedError("You cannot send a sentence back to yourself: tag it again instead.")
        if not asked:
            return Reviewed(said="nobody has tagged it: there is nobody to send it back to")
        before = self.document.sent_back.get(sentence)
        names = " and ".join(self.name_of(name) for name in asked)
        if before is not None and before.to == asked and set(asked) & {*self.sent_back(sentence)}:
            asked, said = (), f"{sentence} no longer sent back to {names}"
        else:
            said = f"{sentence} sent back to {names}"
        at = self._moment()
        return Reviewed(
            self._record([ReviewChange(sentence, SentBack(asked, at))], at, self._how), said
        )

    def _those_to_ask(self) -> set[str]:
        if self.of is not None:
            return {self.of}
        voting = votes(self.said(self.sentence.id))
        voting.pop(self.reviewer, None)
        most = majority(voting)
        others = {name for name, one in voting.items() if most and answer(one) != answer(most)}
        return others or set(voting)

    def comment(self, text: str, reply_to: str | None = None) -> Reviewed:
        """Adds a comment to the current sentence, for everybody to read."""
        if not text.strip():
            return Reviewed()
        sentence, at = self.sentence.id, self._moment()
        said = Comment(self.session.new_id(), sentence, reply_to, text.strip(), at)
        return Reviewed(self._record([ReviewChange(sentence, said)], at, "comment"), "said")

    def reply(self, text: str) -> Reviewed:
        """Answers the last thing that somebody else said of the current sentence."""
        others = [each for each in self.thread(self.sentence.id) if each.by != self.reviewer]
        return self.comment(text, others[-1].comment.id if others else None)

    def _moment(self) -> str:
        """Now, and after everything that was said of the current sentence so far."""
        sentence = self.sentence.id
        marks = (self.mark_of(name, sentence) for name in self.said(sentence))
        times = [mark.at for mark in marks if mark]
        times += [each.comment.at for each in self.thread(sentence)]
        return moment_after(max(self.session.now(), self.document.updated), *times)

    # ── history ──────────────────────────────────────────────────────────────────────────────

    def undo(self) -> Reviewed:
        """Takes back the latest own action, also of earlier sessions, and goes there."""
        return self._unmake(undo, "undone", "there is nothing to undo")

    def redo(self) -> Reviewed:
        """Does again what was undone last, and goes there."""
        return self._unmake(redo, "done again", "there is nothing to do again")

    def _unmake(
        self,
        act: Callable[..., tuple[Review, ReviewUnmade] | None],
        word: str,
        nothing: str,
    ) -> Reviewed:
        how = Circumstances(self.session.now(), self.session.id, "undo")
        try:
            done = act(self.document, how, self.project.renamed)
        except ChangedSinceError as error:
            return Reviewed(said=f"not {word}: {error.sentence} has been changed since")
        if done is None:
            return Reviewed(said=nothing)
        review, unmade = done
        changed = self._became(review)
        places = [self._index[s] for s in changed if s in self._index]
        if places:
            self.current = min(places)
        return Reviewed(changed, self._in_words(unmade, word))

    def _in_words(self, unmade: ReviewUnmade, word: str) -> str:
        of = unmade.of
        when = "" if of.session == self.session.id else self.session.now()
        since = f", from {local_words(of.at, when)}" if when else ""
        steps = [
            f"{before.sentence} {self._step(before.after, after.after)}"
            for before, after in zip(unmade.before, unmade.after, strict=True)
        ]
        more = f"; and {len(steps) - _STEPS} more" if len(steps) > _STEPS else ""
        return f"{word}{since}: {'; '.join(steps[:_STEPS])}{more}"

    def _step(self, before: Said | None, after: Said | None) -> str:
        """What became of a part of a sentence."""
        if isinstance(before, SentBack) or isinstance(after, SentBack):
            to = after.to if isinstance(after, SentBack) else ()
            return f"sent back to {', '.join(map(self.name_of, to))}" if to else "not sent back"
        if isinstance(after, Comment):
            return f"“{cut(after.text)}”"
        if isinstance(before, Comment) or before is after is None:
            return "comment taken back"
        return f"{said_in_words(before)} → {said_in_words(after)}"

    def keep_own(self, held: HeldDecision) -> Reviewed:
        """Settles a conflict: one's own decision is made again on top of the disk's."""
        own: Said | None = held.own
        if own is None and isinstance(held.disk, SentBack):
            own = SentBack((), held.disk.at)
        changed = self._record([ReviewChange(held.sentence, own)], self.session.now(), self._how)
        return Reviewed(changed, f"{held.sentence}: yours")


def _is_same_again(
    before: Decision, after: Decision, reason: Reason | None, also_right: Collection[str]
) -> bool:
    """Whether a decision says what was decided on the same marks; a reason given stays then."""
    if (before.state, before.tags, before.saw) != (after.state, after.tags, after.saw):
        return False
    silent = reason is None and not also_right
    return silent or (before.reason, before.also_right) == (after.reason, after.also_right)
