"""Carrying over: what an annotator said of an earlier revision of an article, as it is today.

It is a function of the document and the article alone. Every reader applies it in memory, and
the annotator's own next save writes it; so two machines that carry the same document over make
the same events, with the same times, and merging them finds one in the other.

- `unchanged` and `moved`: the mark stays. `edited`: it stays and asks for another look.
- `split`: each piece gets the mark and asks for another look. `joined`: the marks become one with
  all their tags, and ask for another look. Where a cut is only taken back, and nothing was decided
  in between, what was there before comes back whole.
- `deleted`: the mark leaves the document and stays in its history; it comes back with its sentence.
- Comments and the places of sources follow. A place that is gone is dropped with a notice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from annotator.domain.annotations import Annotations, Event
from annotator.domain.article import Aligned, Article, HowAligned
from annotator.domain.history import Change, Circumstances, changes_mark, rebuild, record
from annotator.domain.marks import LookAgain, Mark, Source
from annotator.domain.revisions.earlier import Step, Version, steps

if TYPE_CHECKING:
    from annotator.domain.revisions.placing import Placing

_NO_DECISION = frozenset({"carry", "rename"})
"""Why a mark changes without its annotator."""

_SESSION = "revision-"

_LEAST_FIRST: tuple[HowAligned, ...] = ("unchanged", "moved", "edited", "split", "joined")
"""What becomes of a sentence, by how much it changes; of several changes the greatest is told."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a sentence since some revision of its article."""

    new: tuple[str, ...]
    """The sentences that it is today; empty where it was deleted."""
    how: HowAligned


@dataclass(frozen=True, slots=True)
class Carried:
    """A document as it stands with today's article."""

    document: Annotations
    notices: tuple[str, ...] = ()
    """What could not be kept, as sentences for the annotator."""


def fates(article: Article, since: int) -> dict[str, Fate]:
    """What became of each sentence that an article had at a revision, by its id then.

    A sentence that was split and joined again is `unchanged`, if that is all that happened; so is
    one that was deleted and came back.
    """
    todo = steps(article, since)
    first = todo[0].before.sentences if todo else article.sentences
    found = {sentence.id: Fate((sentence.id,), "unchanged") for sentence in first}
    for step in todo:
        rows = {id_: row for row in step.alignment for id_ in row.old}
        back = {id_ for row in step.alignment if not row.old for id_ in row.new}
        for id_, fate in found.items():
            if fate.new:
                found[id_] = _next_fate(id_, fate, rows)
            elif id_ in back:
                found[id_] = Fate((id_,), _how_back(id_, todo[0].before, step.after))
    return found


def _how_back(id_: str, first: Version, now: Version) -> HowAligned:
    """What a sentence that was deleted is when it comes back."""
    texts = (version.text_of(version.by_id()[id_]).split() for version in (first, now))
    return "unchanged" if next(texts) == next(texts) else "edited"


def _next_fate(id_: str, fate: Fate, rows: Mapping[str, Aligned]) -> Fate:
    met = [rows.get(each) or Aligned((each,), (each,), "unchanged") for each in fate.new]
    new = tuple(dict.fromkeys(each for row in met for each in row.new))
    if not new:
        return Fate((), "deleted")
    hows = [fate.how, *(row.how for row in met if row.new)]
    if new == (id_,):
        hows = [how for how in hows if how not in {"split", "joined"}] or ["unchanged"]
    return Fate(new, max(hows, key=_LEAST_FIRST.index))


def carried(document: Annotations, article: Article) -> Annotations:
    """The document as it stands with today's article; itself where that is the one it is about."""
    return carry(document, article).document


def carry(document: Annotations, article: Article) -> Carried:
    """The same, and what could not be kept.

    Each change of the article is a group of events of its own, why `carry`, at the time when the
    article changed. A document of a newer revision than the article's is left alone.
    """
    if document.article_revision >= article.revision:
        return Carried(document)
    notices: list[str] = []
    for step in steps(article, document.article_revision):
        how = Circumstances(step.at, session_of(step.after.revision), "carry")
        document = record(document, list(_changes(document, step, notices)), how)
    return Carried(anchored(document, article), tuple(notices))


def anchored(document: Annotations, article: Article) -> Annotations:
    """The document said to be about this revision of the article, unless it is about a newer one.

    Returns the same object where nothing changes.
    """
    here = (article.revision, article.sha256)
    there = (document.article_revision, document.article_sha256)
    if there == here or document.article_revision > article.revision:
        return document
    return replace(document, article_revision=article.revision, article_sha256=article.sha256)


def as_of(document: Annotations, revision: int, article: Article) -> Annotations:
    """The document as it was at a revision of its own, carried over to today's article.

    Carrying over happens at once: in the midst of that, it is as it was right after.
    """
    history = document.history
    while 0 < revision < len(history) and history[revision - 1].why == "carry":
        if history[revision].group != history[revision - 1].group:
            break
        revision += 1
    reached = (revision_of(event) for event in reversed(history[:revision]))
    later = (revision_of(event) for event in history[revision:])
    was = next((number for number in reached if number is not None), None)
    if was is None:
        was = next((number - 1 for number in later if number is not None), None)
    then = rebuild(document, revision)
    return carried(replace(then, article_revision=was or document.article_revision), article)


def decided_on(document: Annotations, sentence: str) -> str | None:
    """The words that the annotator's latest decision on a sentence was about; None for none.

    They differ from the sentence's own where that was edited or cut since.
    """
    for event in document.history.naming(sentence):
        if event.sentence == sentence and event.why not in _NO_DECISION:
            return event.after.quote if isinstance(event.after, Mark) else None
    return None


def session_of(revision: int) -> str:
    """The session of the events that carry a document over to this revision of its article."""
    return f"{_SESSION}{revision}"


def revision_of(event: Event) -> int | None:
    """The revision of the article that an event carried its document over to; None for others."""
    number = event.session.removeprefix(_SESSION)
    return int(number) if event.why == "carry" and number.isdecimal() else None


def _changes(document: Annotations, step: Step, notices: list[str]) -> Iterator[Change]:
    """What one change of the article changes in a document."""
    from annotator.domain.revisions.placing import Placing  # noqa: PLC0415 - opening needs none of it

    over = _Over(document, step, Placing(step), notices)
    done: set[str] = set()
    for row in step.alignment:
        if row.old and not any(map(over.placing.touches, row.old)):
            continue
        done.update(row.old, row.new)
        found = over.marks_of(row)
        for sentence in dict.fromkeys([*row.old, *row.new]):
            if document.marks.get(sentence) == found.get(sentence):
                continue
            was_there = sentence in document.marks and sentence not in row.old
            if not (was_there and over.is_decided(sentence)):  # else on a later revision: it stands
                yield Change(sentence, found.get(sentence))
    if over.placing.touches_anything():
        yield from over.other_sources(done)
        yield from over.comments()


@dataclass(frozen=True, slots=True)
class _Over:
    """A document on its way over one change of its article."""

    document: Annotations
    step: Step
    placing: Placing
    notices: list[str]

    def is_decided(self, sentence: str) -> bool:
        """Whether what the sentence has, or has not, is its annotator's latest decision."""
        event = next(self._events(sentence), None)
        return event is not None and event.why not in _NO_DECISION

    def marks_of(self, row: Aligned) -> dict[str, Mark | None]:
        """The marks that the sentences of a row have afterwards; none for those not named."""
        if self._is_taken_back(row):
            return {sentence: self._before_it_went(sentence) for sentence in row.new}
        had = [(id_, mark) for id_ in row.old if (mark := self.document.marks.get(id_))]
        if not had:
            return {}
        if len(row.old) > 1:
            return {new: self._joined(had, new) for new in row.new}
        look: LookAgain = "split" if len(row.new) > 1 else "edited"
        return {new: self._moved(*had[0], new, look, row.how) for new in row.new}

    def other_sources(self, done: AbstractSet[str]) -> Iterator[Change]:
        """Marks of other sentences whose sources stand in one that changed."""
        for sentence, line in self.document.marks.lines():
            if sentence in done or b'"sources":[]' in line:
                continue
            mark = self.document.marks[sentence]
            sources = self._sources(mark, sentence, sentence)
            if sources != mark.sources:
                yield Change(sentence, replace(mark, sources=sources))

    def comments(self) -> Iterator[Change]:
        """Comments of sentences that are others now; those of deleted ones stay where they are."""
        for comment in self.document.comments:
            new = self.placing.new_of(comment.sentence)
            if new and comment.sentence not in new:
                yield Change(new[0], replace(comment, sentence=new[0]))

    def _moved(self, was: str, mark: Mark, new: str, look: LookAgain, how: HowAligned) -> Mark:
        """The mark of a sentence, for the sentence or the piece of it that it is now."""
        quote = self._quote(new)
        again = mark.look_again
        if how not in {"unchanged", "moved"} and mark.state != "open":
            again = self._asked(was, quote, look) if again != "sent-back" else again
        return replace(mark, quote=quote, sources=self._sources(mark, new, was), look_again=again)

    def _joined(self, had: Sequence[tuple[str, Mark]], new: str) -> Mark:
        return united(
            [replace(mark, sources=self._sources(mark, new, was)) for was, mark in had],
            self._quote(new),
        )

    def _asked(self, sentence: str, quote: str, look: LookAgain) -> LookAgain | None:
        """Whether another look is needed: not where the words are those that were decided on."""
        decided = next((e for e in self._events(sentence) if e.why not in _NO_DECISION), None)
        if decided is not None and isinstance(decided.after, Mark) and decided.after.quote == quote:
            return decided.after.look_again
        return look

    def _is_taken_back(self, row: Aligned) -> bool:
        """Whether these are sentences of before again, and nothing was decided in between."""
        if len(row.old) == len(row.new) == 1 or not self.step.known.issuperset(row.new):
            return False
        return not any(map(self.is_decided, row.old))

    def _before_it_went(self, sentence: str) -> Mark | None:
        """The mark that a sentence had until its article lost it."""
        events = self._events(sentence)
        gone = next(events, None)
        if gone is None or gone.why != "carry" or gone.after is not None:
            return None
        mark = next((e.after for e in events if isinstance(e.after, Mark)), None)
        quote = self._quote(sentence)
        return mark if mark is None or mark.quote == quote else replace(mark, quote=quote)

    def _events(self, sentence: str) -> Iterator[Event]:
        """What happened to the mark of a sentence, the latest first."""
        history = self.document.history
        for event in history.naming(sentence):
            if event.sentence == sentence and changes_mark(event, history):
                yield event

    def _sources(self, mark: Mark, own: str, was: str) -> tuple[Source, ...]:
        if not mark.sources:
            return ()
        sources, dropped = self.placing.placed(mark, own, was)
        self.notices.extend(dropped)
        return sources

    def _quote(self, sentence: str) -> str:
        after = self.step.after
        return after.text_of(self.placing.after[sentence])


def united(marks: Sequence[Mark], quote: str) -> Mark:
    """The marks of sentences that became one: the first decision, with the tags of all.

    Args:
        marks: in reading order, at least one.
        quote: the sentence's text.
    """
    decided = [mark for mark in marks if mark.state != "open"]
    tags = tuple(dict.fromkeys(tag for mark in marks for tag in mark.tags))
    first = next((mark for mark in decided if mark.tags or not tags), marks[0])
    sources: dict[str, Source] = {}
    for source in (source for mark in marks for source in mark.sources):
        sources.setdefault(source.name, source)
    evidence = dict.fromkeys(piece for mark in marks for piece in mark.evidence)
    return replace(
        first,
        tags=tags,
        unsure=any(mark.unsure for mark in marks),
        quote=quote,
        sources=tuple(sources.values()),
        evidence=tuple(evidence),
        note="\n".join(dict.fromkeys(mark.note for mark in marks if mark.note)),
        look_again="joined" if decided else None,
    )
