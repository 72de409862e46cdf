"""A piece of work: the open document of one annotator on one article, and its place in time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from annotator.codec import empty_annotations
from annotator.domain.annotations import Annotations, Why
from annotator.domain.article import COUNTED_KINDS, Article, Sentence
from annotator.domain.blind import sees_others
from annotator.domain.edits import Occasion, with_current_names, with_sources
from annotator.domain.history import Change, Circumstances, record
from annotator.domain.marks import Comment, Evidence, HandIn, LookAgain, Mark, Source
from annotator.domain.merge import Held, reconcile
from annotator.domain.progress import Progress
from annotator.domain.project import Project
from annotator.domain.review.decisions import Seen
from annotator.domain.review.threads import Remark
from annotator.domain.revisions.carry import anchored, carry
from annotator.domain.sourcing.ledger import evidence_in, sources_in
from annotator.flows.colleagues import Colleagues
from annotator.flows.looking_again import Before, News, Past, news
from annotator.flows.session import Session, moment_after
from annotator.flows.talk import Talk
from annotator.flows.tally import Tally
from annotator.stores.base import Opened


class Work:
    """An annotator's document while it is open; `save` hears of every change to it."""

    def __init__(
        self,
        article: Article,
        opened: Opened[Annotations] | None,
        project: Project,
        session: Session,
        save: Callable[[Annotations], None],
    ) -> None:
        self.article = article
        self.project = project
        self.session = session
        self._save = save
        self._index = _places(article)
        document = (
            opened.document
            if opened
            else empty_annotations(article.id, article.revision, article.sha256, session.annotator)
        )
        self.saved_revision = document.revision
        self.colleagues = Colleagues()
        self._shown: set[str] = set()
        self._past = Past(article)
        self._is_saved = ((0, 0), True)
        self.news = News()
        """What the article's latest changes did to the marks."""
        self._take_up(document)

    # ── what there is ────────────────────────────────────────────────────────────────────────

    def mark_of(self, sentence: str) -> Mark | None:
        """A sentence's mark."""
        return self.document.marks.get(sentence)

    def state_of(self, sentence: str) -> str | None:
        """The state of a sentence's mark, None without one."""
        return self._tally.state_of(sentence)

    def is_judged(self, sentence: str) -> bool:
        """Whether a sentence is of a kind that counts and that moving on stops at."""
        index = self._index.get(sentence)
        return index is not None and self.article.sentences[index].kind in COUNTED_KINDS

    def index_of(self, sentence: str) -> int | None:
        """Where a sentence stands in the article; None for one that is no longer there."""
        return self._index.get(sentence)

    def text_of(self, sentence: Sentence) -> str:
        """A sentence's own words."""
        return self.article.text_of(sentence)

    def progress(self) -> Progress:
        """How far the article is; kept up to date, so it is quick to ask."""
        known = self._tally.progress
        asked = sum(not self._asks_by_itself(sentence) for sentence in self._sent_back)
        return replace(known, look_again=known.look_again + asked) if asked else known

    def comments_on(self, sentence: str) -> list[Comment]:
        """The comments on a sentence, oldest first."""
        return [comment for comment in self.document.comments if comment.sentence == sentence]

    # ── what colleagues say ──────────────────────────────────────────────────────────────────

    def thread(self, sentence: str) -> list[Remark]:
        """What was said of a sentence by everybody, oldest first."""
        return self._talk.thread(sentence, self.comments_on(sentence))

    def unanswered(self, sentence: str) -> list[Remark]:
        """What others said of a sentence since this annotator last marked or commented it."""
        return self._unanswered.get(sentence, [])

    def sent_back_by(self, sentence: str) -> list[str]:
        """The reviewers who ask for another look at a sentence and have no answer yet."""
        return self._sent_back.get(sentence, [])

    def look_again(self, sentence: str) -> LookAgain | None:
        """Why a sentence is to be looked at again."""
        mark = self._tally.get(sentence)
        if mark is not None and mark.look_again:
            return cast("LookAgain", mark.look_again)
        return "sent-back" if sentence in self._sent_back else None

    def before(self, sentence: str) -> Before | None:
        """What a sentence was that is to be looked at again because the article changed."""
        mark = self._tally.get(sentence)
        if mark is None or not mark.look_again:
            return None
        if self._past.article is not self.article:
            self._past = Past(self.article)
        return self._past.before(self.document, sentence)

    def waiting_for_me(self) -> list[str]:
        """The sentences that were sent back or have unanswered comments, in reading order."""
        return [
            s.id for s in self.article.sentences if s.id in {*self._sent_back, *self._unanswered}
        ]

    def others_on(self, sentence: str) -> dict[str, Seen]:
        """Colleagues' tags of a sentence: only after one's own decision, as the project allows.

        Who asks for them shows them; what is decided from then on is known not to be independent.
        """
        if self.state_of(sentence) in {None, "open"}:
            return {}
        said = self._talk.said(sentence)
        if said:
            self._shown.add(sentence)
        return said

    def take_colleagues(self, colleagues: Colleagues) -> frozenset[str]:
        """Takes in what everybody says now; returns the sentences that look different."""
        if colleagues is self.colleagues:
            return frozenset()
        before = self._talk.sentences
        self.colleagues = colleagues
        self._listen()
        return frozenset(before | self._talk.sentences)

    def _listen(self) -> None:
        """Finds out anew what others say to this annotator."""
        me, article = self.session.annotator, self.article.id
        handed_in = bool(self.document.handed_in)
        sees = sees_others(self.project, me, article, begun=True, handed_in=handed_in)
        self._talk = Talk(me, self.colleagues, sees_others=sees)
        self._sent_back: dict[str, list[str]] = {}
        self._unanswered: dict[str, list[Remark]] = {}
        self._find_out(self._talk.sentences)

    def _find_out(self, sentences: Collection[str]) -> None:
        """Finds out whether these sentences wait for an answer of this annotator."""
        for sentence in self._talk.sentences.intersection(sentences):
            self._sent_back.pop(sentence, None)
            self._unanswered.pop(sentence, None)
            if sentence not in self._index:
                continue
            if asked := self._talk.asked(sentence, self.document):
                self._sent_back[sentence] = asked
            if unanswered := self._talk.unanswered(sentence, self.document):
                self._unanswered[sentence] = unanswered

    def _asks_by_itself(self, sentence: str) -> bool:
        """Whether a mark says itself that it is to be looked at again."""
        mark = self._tally.get(sentence)
        return mark is not None and mark.look_again is not None

    # ── sources and evidence ─────────────────────────────────────────────────────────────────

    def sources(self) -> list[Source]:
        """The article's sources so far, in the order in which they first appear."""
        return sources_in(self._with_attached(), self.document.marks)

    def evidence(self) -> list[Evidence]:
        """The article's evidence so far, in reading order."""
        return evidence_in(self._with_attached(), self.document.marks)

    def change_sources(self, sources: Mapping[str, Sequence[Source]]) -> frozenset[str]:
        """Gives several sentences exactly these sources, as one action that `u` takes back."""
        changes = []
        for sentence, given in sources.items():
            if sentence not in self._index:
                continue
            text = self.text_of(self.article.sentences[self._index[sentence]])
            how = Occasion(text, self.project.guidelines, self.moment(sentence))
            changes.append(Change(sentence, with_sources(self.mark_of(sentence), given, how)))
        return self._record(changes, "key") if changes else frozenset()

    def _with_attached(self) -> list[Sentence]:
        """The sentences whose marks have to be read for sources and evidence."""
        return [s for s in self.article.sentences if self._tally.has_attached(s.id)]

    @property
    def handed_in(self) -> HandIn | None:
        """The latest hand-in that stands."""
        return self.document.handed_in[-1] if self.document.handed_in else None

    # ── saving and others ────────────────────────────────────────────────────────────────────

    def take_in(self, opened: Opened[Annotations]) -> tuple[Held, ...]:
        """Takes in what others have saved; own edits that are not on the disk come after it.

        Returns the sentences that were marked differently on both sides: the disk's marks stand.
        """
        merged = reconcile(opened.document, self.document, self.article)
        self._take_up(merged.document)
        self.saved_revision = opened.document.revision
        return merged.held

    @property
    def is_saved(self) -> bool:
        """Whether nothing of this document waits to be saved."""
        asked = (self.document.revision, self.saved_revision)
        if self._is_saved[0] != asked:  # it is asked at each key
            self._is_saved = (asked, not _decided(self.document, self.saved_revision))
        return self._is_saved[1]

    def has_more_than(self, opened: Opened[Annotations]) -> bool:
        """Whether there are edits that are not in what was saved.

        What only carries the document over, or renames tags, waits for the next of them.
        """
        return _decided(self.document, len(opened.document.history))

    def take_rescued(self, rescued: Annotations) -> tuple[Held, ...]:
        """Takes up a document that could not be saved; returns what had to be held back."""
        merged = reconcile(self.document, rescued, self.article)
        if merged.document.history != self.document.history:
            self._take_up(merged.document)
            self._save(self.document)
        return merged.held

    def take_article(self, article: Article) -> None:
        """Goes on with another revision of the article; the marks are carried over in memory."""
        self.article = article
        self._index = _places(article)
        self._take_up(self.document)

    def _take_up(self, document: Annotations) -> None:
        over = carry(document, self.article)
        self.notices = over.notices
        self.news = news(document, over, self.article)
        self.document = self._with_current_tags(over.document)
        self._tally = Tally(self.article, self.document)
        self._shown.update(_shown_before(self.document))
        self._listen()

    def _with_current_tags(self, document: Annotations) -> Annotations:
        """Renamed tags by their new names; that is saved with the next change, not by itself."""
        renamed = self.project.renamed
        if not renamed:
            return document
        today = {s: with_current_names(m, renamed) for s, m in document.marks.items()}
        changes = [Change(s, m) for s, m in today.items() if m != document.marks[s]]
        return record(document, changes, self._circumstances("rename"))

    def _circumstances(self, why: Why) -> Circumstances:
        return Circumstances(self.session.now(), self.session.id, why)

    def _record(self, changes: Sequence[Change], why: Why) -> frozenset[str]:
        sentences = [change.sentence for change in changes if change.sentence]
        at = moment_after(self.session.now(), *map(self._talk.latest, sentences))
        saw = not self._shown.isdisjoint(sentences)
        how = Circumstances(at, self.session.id, why, saw_others=saw)
        return self._became(record(self.document, changes, how))

    def moment(self, sentence: str) -> str:
        """Now, and after what anybody has said of a sentence so far."""
        now = max(self.session.now(), self.document.updated)
        return moment_after(now, self._talk.latest(sentence))

    def _became(self, document: Annotations) -> frozenset[str]:
        """Makes this the document, hands it to be saved, and says which sentences changed."""
        new = document.history[len(self.document.history) :]
        changed = frozenset(event.sentence for event in new if event.sentence)
        self.document = anchored(document, self.article)
        self._tally.change(changed, self.document.marks)
        if None in {event.sentence for event in new}:
            self._listen()  # handing in may show what was hidden
        else:
            self._find_out(changed)
        if len(new):
            self._save(self.document)
        return changed


def _decided(document: Annotations, since: int) -> bool:
    """Whether a document has events since a revision that do more than carry it over."""
    return any(event.why not in {"carry", "rename"} for event in document.history[since:])


def _places(article: Article) -> dict[str, int]:
    """Where each sentence stands in the article, by its id."""
    return {sentence.id: n for n, sentence in enumerate(article.sentences)}


def _shown_before(document: Annotations) -> Iterator[str]:
    """The sentences of which colleagues' tags had been shown when something was recorded."""
    for n, line in enumerate(document.history.lines()):
        if b'"saw_others":true' in line and (sentence := document.history[n].sentence):
            yield sentence
