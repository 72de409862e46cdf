"""Where the words of a source stand after its article has changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from annotator.domain.article import Aligned, Sentence
from annotator.domain.marks import Mark, Source
from annotator.domain.mentions import find_words
from annotator.domain.revisions.alignment import WordChange, word_changes
from annotator.domain.revisions.earlier import Step


class Placing:
    """One change of an article, seen by what stands at a place in a sentence."""

    def __init__(self, step: Step) -> None:
        self._step = step
        self._before = step.before.by_id()
        self.after = step.after.by_id()
        """The sentences that there are now, by id."""
        self._rows: dict[str, Aligned] = {}
        self._changes: dict[Sequence[str], list[WordChange]] = {}
        for row in step.alignment:
            if row.old and not self._is_same(row):
                self._rows.update(dict.fromkeys(row.old, row))

    def _is_same(self, row: Aligned) -> bool:
        """Whether a sentence is what it was, wherever it stands now."""
        if row.old != row.new or len(row.old) > 1:
            return False
        before, after = self._before.get(row.old[0]), self.after.get(row.new[0])
        if before is None or after is None:
            return before is after
        return self._step.before.text_of(before) == self._step.after.text_of(after)

    def new_of(self, sentence: str) -> tuple[str, ...]:
        """What a sentence is now."""
        row = self._rows.get(sentence)
        return (sentence,) if row is None else row.new

    def touches(self, sentence: str) -> bool:
        """Whether a sentence has other words, other cuts or another id than before."""
        return sentence in self._rows

    def touches_anything(self) -> bool:
        """Whether any sentence has."""
        return bool(self._rows)

    def placed(self, mark: Mark, own: str, was: str) -> tuple[tuple[Source, ...], list[str]]:
        """The sources of a mark as they stand now, and what had to be dropped, in sentences.

        Args:
            mark: with the sources as they stood.
            own: the sentence that the mark is of now.
            was: the sentence that it was of.
        """
        found, notices = [], []
        for source in mark.sources:
            new = self._source(source, own, was)
            if source.start is not None and new.start is None:
                notices.append(
                    f"{own}: the words “{source.mention}” of the source {source.name} are no "
                    "longer there; where they stood was dropped."
                )
            found.append(new)
        return tuple(found), notices

    def _source(self, source: Source, own: str, was: str) -> Source:
        at, from_ = source.sentence, source.from_
        new = source
        if at is not None and at in self._rows:
            new = replace(new, sentence=None, start=None, end=None)
            place = self._place(source, at, own)
            if place is not None:
                new = replace(new, sentence=place[0], start=place[1], end=place[2])
        if from_ is not None and from_ in self._rows:
            there = self.new_of(from_)
            from_ = new.sentence if new.sentence in there else next(iter(there), None)
            new = replace(new, from_=from_)
        if new.sentence == own and from_ == own:
            return replace(new, from_=None, basis="explicit")
        if at == was and new.sentence not in {None, own} and new.basis == "explicit":
            return replace(new, from_=new.sentence, basis="continued")
        return new

    def _place(
        self, source: Source, at: str, own: str
    ) -> tuple[str, int | None, int | None] | None:
        """The sentence, start and end of a mention that stood in a sentence that changed."""
        row = self._rows[at]
        sentence = self._before.get(at)
        if not row.new or sentence is None:
            return None
        if source.start is None or source.end is None:
            return (own if own in row.new else row.new[0]), None, None
        begins = self._before[row.old[0]].start
        start = sentence.start - begins + source.start
        span = self._span(row, start, sentence.start - begins + source.end, source.mention)
        if span is None:
            return None
        first = self.after[row.new[0]].start
        for id_ in row.new:
            new = self.after[id_]
            if new.start <= first + span[0] and first + span[1] <= new.end:
                return id_, first + span[0] - new.start, first + span[1] - new.start
        return None

    def _span(self, row: Aligned, start: int, end: int, words: str) -> tuple[int, int] | None:
        """A stretch of the old sentences of a row as one of its new sentences, all run together."""
        old = _region(self._step.before.text, [self._before[each] for each in row.old])
        new = _region(self._step.after.text, [self.after[each] for each in row.new])
        if row.old not in self._changes:
            self._changes[row.old] = word_changes(old, new)
        for change in self._changes[row.old]:
            if change.how == "same" and change.old[0] <= start and end <= change.old[1]:
                moved = change.new[0] - change.old[0]
                return start + moved, end + moved
        return find_words(new, words)


def _region(text: str, sentences: Sequence[Sentence]) -> str:
    """The text from the first of these sentences to the last."""
    return text[sentences[0].start : sentences[-1].end]
