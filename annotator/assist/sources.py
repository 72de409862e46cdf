"""Source finding: who or what a sentence rests on, by rules over its words and its thread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from annotator.assist.calling import kind_of, name_of, noun_phrase
from annotator.assist.cues import Cues
from annotator.assist.known import Known
from annotator.assist.naming import CARRIED, sort_of
from annotator.assist.patterns import Hit
from annotator.assist.reading import Read
from annotator.assist.roles import DECLINED
from annotator.assist.speakers import Speaker, subject_before
from annotator.assist.thread import hangs_on
from annotator.assist.words import Words
from annotator.domain.marks import MANNERS, Role, Source, SourceBasis, SourceKind
from annotator.domain.proposed import without_proposals

_DEPTH = 4
"""Sentences along which a thread is followed."""
_BASIS: dict[str, SourceBasis] = {"carried": "pronoun", "quotation": "continued"}
_OBSERVED = frozenset({"witnessed", "observed", "watched", "attended", "saw"})


class _Where(NamedTuple):
    """Words for a source, `[first, after)`, in the sentence at a place of the article."""

    at: int
    first: int
    after: int


class SourceFinder:
    """Proposals for the sources of one article."""

    def __init__(self, reads: Sequence[Read], cues: Cues | None) -> None:
        self._reads = reads
        self._cues = cues
        self._hangs_on = hangs_on(reads)
        self._places = {read.line.id: at for at, read in enumerate(reads)}
        self._known = Known(reads, cues)

    def take(self, sentence: str, sources: Sequence[Source]) -> None:
        """Takes up a mark's sources: names and kinds of those that people entered are taken over.

        What was only proposed counts for nothing: it follows from the words.
        """
        self._known.take(sentence, without_proposals(sources))

    def propose(self, sentence: str, role: str | None = None) -> tuple[Source, ...]:
        """Who or what a sentence rests on, as far as its words say.

        Args:
            sentence: its id.
            role: the default tag that its mark has, if it has one: with `declined-comment` it is
                who declined that is looked for.

        Returns:
            What a mark may have as sources, `by` the program; none where the words do not say.
        """
        if self._cues is None or sentence not in self._places:
            return ()
        at = self._places[sentence]
        read = self._reads[at]
        if role == DECLINED or (role is None and read.ruling == "refusal"):
            found = self._who_declined(at, self._cues)
            if found:
                return found
        return self._who_says(at, _DEPTH, self._cues)

    def _who_says(self, at: int, depth: int, cues: Cues) -> tuple[Source, ...]:
        read = self._reads[at]
        own = self._unnamed(at, cues) or self._explicit(at, cues)
        pointing = next((s for s in read.speakers if s.sort in CARRIED), None)
        if own is not None and pointing is None:
            return (own,)
        before = self._carried(at, depth, cues)
        if pointing is not None and own is None:
            return (self._pointing(at, pointing, before, cues),)
        if own is not None:
            return (own,)
        if before is not None:
            return (before,)
        return self._reporter(at)

    def _explicit(self, at: int, cues: Cues) -> Source | None:
        """The first who is said to speak, in words that stand for themselves."""
        read = self._reads[at]
        for speaker in read.speakers:
            if speaker.sort in CARRIED:
                return None
            if speaker.sort != "unclear":
                where = _Where(at, speaker.first, speaker.after)
                found = self._source(where, cues, sort_is=speaker)
                understood = read.ruling == "anonymous" and speaker.sort == "named"
                return replace(found, kind="press-report") if understood else found
        return None

    def _unnamed(self, at: int, cues: Cues) -> Source | None:
        """The unnamed source that somebody named relays, or that a phrase speaks of."""
        read = self._reads[at]
        hits = [hit for hit in read.hits if hit.means == "anonymous"]
        unnamed = next((s for s in read.speakers if s.sort == "unnamed"), None)
        if unnamed is not None and (hits or unnamed is read.speakers[0]):
            found = self._source(_Where(at, unnamed.first, unnamed.after), cues, unnamed)
            return replace(found, via=self._relay(read, unnamed))
        for hit in hits:
            words = noun_phrase(read.words, hit.first, hit.after, cues)
            if words is not None:
                found = self._source(_Where(at, *words), cues, kind_is=None)
                kind: SourceKind = found.kind
                if kind in {"named-person", "named-organisation"}:
                    kind = "unnamed-group"
                return replace(found, kind=kind, via=self._relay(read, None))
        return None

    def _relay(self, read: Read, besides: Speaker | None) -> str | None:
        """Whoever passes on what an unnamed source said: an outlet, or somebody named before it."""
        outlets = frozenset() if self._cues is None else self._cues.list("outlet")
        for speaker in read.speakers:
            outlet = read.words.low[speaker.after - 1] in outlets or speaker.sort == "press"
            before = besides is None or speaker.verb < besides.verb
            if speaker is not besides and (outlet or (speaker.sort == "named" and before)):
                return read.words.slice(speaker.first, speaker.after)
        return None

    def _source(
        self,
        where: _Where,
        cues: Cues,
        sort_is: Speaker | None = None,
        kind_is: SourceKind | None = None,
        role: Role = "speaker",
    ) -> Source:
        """The source that stands in these words."""
        read = self._reads[where.at]
        words = read.words
        sort = sort_is.sort if sort_is else sort_of(words, where.first, where.after, cues)
        known = self._known
        kind = kind_is or kind_of(words, where.first, where.after, sort, known, cues)
        start, end = words.span(where.first, where.after)
        return Source(
            name=name_of(words, where.first, where.after, kind, known, cues),
            mention=words.text[start:end],
            sentence=read.line.id,
            start=start,
            end=end,
            kind=kind,
            role=role,
            by="program",
        )

    def _carried(self, at: int, depth: int, cues: Cues) -> Source | None:
        """The source of the sentence that this one hangs on."""
        on = self._hangs_on[at]
        if on is None or not depth:
            return None
        marked = self._known.of(self._reads[on].line.id)
        declined = self._who_declined(on, cues) if depth == _DEPTH else ()
        found = marked or declined or self._who_says(on, depth - 1, cues)
        if not found:
            return None
        inherited = self._reads[at].ruling not in _BASIS
        basis: SourceBasis = "inherited" if inherited else "continued"
        return _carried_source(found[0], self._reads[on].line.id, basis)

    def _pointing(
        self,
        at: int,
        speaker: Speaker,
        before: Source | None,
        cues: Cues,
    ) -> Source:
        """The source that “he” or “the official” stands for."""
        own = self._source(_Where(at, speaker.first, speaker.after), cues, speaker)
        if before is None:
            return replace(own, basis="explicit" if speaker.sort == "role" else "unclear")
        return replace(own, name=before.name, kind=before.kind, basis="pronoun", from_=before.from_)

    def _who_declined(self, at: int, cues: Cues) -> tuple[Source, ...]:
        read = self._reads[at]
        hit = next((hit for hit in read.hits if hit.means == "refusal"), None)
        where = None if hit is None else self._party(at, hit, cues)
        if hit is None or where is None:
            return ()
        manner = hit.grade if hit.grade in MANNERS else None
        parties = [self._declining(part, cues) for part in _parts(read.words, where)]
        asking = self._asking(at, cues)
        return (*(replace(party, manner=manner) for party in parties), *asking)

    def _declining(self, where: _Where, cues: Cues) -> Source:
        """One party that declined; a pronoun is whoever spoke before."""
        words = self._reads[where.at].words
        found = self._source(where, cues, role="declined")
        sort = sort_of(words, where.first, where.after, cues)
        if sort in {"pronoun", "they"}:
            before = self._carried(where.at, _DEPTH, cues)
            if before is None and self._hangs_on[where.at] is None:
                before = self._last_speaker(where.at, cues)
            if before is not None:
                return replace(
                    found,
                    name=before.name,
                    kind=before.kind,
                    basis="pronoun",
                    from_=before.from_ or before.sentence,
                )
        return found

    def _last_speaker(self, at: int, cues: Cues) -> Source | None:
        """Who spoke last, the sentence itself included."""
        for before in range(at, max(-1, at - _DEPTH), -1):
            found = self._explicit(before, cues)
            if found is not None:
                return found
        return None

    def _asking(self, at: int, cues: Cues) -> Iterator[Source]:
        """The outlet that asked, where the words of a refusal name it."""
        words = self._reads[at].words
        asked = any(low in cues.list("asked") for low in words.low)
        for place, low in enumerate(words.low):
            if asked and words.capital[place] and low in cues.list("outlet"):
                first = place
                while first > 0 and words.capital[first - 1]:
                    first -= 1
                before = words.low[first - 1] if first else ""
                owning = words.low[place + 1 : place + 2] in {("'s",), ("'",)}
                if not owning and before not in _ASKED_BY and before not in cues.list("the"):
                    continue
                where = _Where(at, first, place + 1)
                yield self._source(where, cues, None, "named-organisation", "asked-by")
                return

    def _party(self, at: int, hit: Hit, cues: Cues) -> _Where | None:
        """The words for whoever declined: before the phrase, in it or after it."""
        read = self._reads[at]
        subject = subject_before(read.words, hit.first, cues)
        if subject is not None:
            return _Where(at, *subject)
        if read.speakers and read.words.quoted[hit.first]:
            return _Where(at, read.speakers[0].first, read.speakers[0].after)
        inside = _object_within(read, hit, cues)
        return None if inside is None else _Where(at, *inside)

    def _reporter(self, at: int) -> tuple[Source, ...]:
        """The reporter, where the article says that they saw it."""
        read = self._reads[at]
        seen = any(
            hit.means == "record" and _OBSERVED & set(read.words.low[hit.first : hit.after])
            for hit in read.hits
        )
        if not seen:
            return ()
        return (Source("the reporter", "", None, None, None, "reporter", by="program"),)


def _carried_source(found: Source, on: str, basis: SourceBasis) -> Source:
    """A source as another sentence has it that hangs on its own."""
    return replace(found, basis=basis, from_=on, role="speaker", manner=None, by="program")


def _parts(words: Words, where: _Where) -> list[_Where]:
    """The parties of “Sprint, Comcast and Charter”, one by one; others in one piece."""
    cuts = [
        at
        for at in range(where.first + 1, where.after - 1)
        if words.low[at] in {",", "and", "or", "nor"}
        and words.capital[at + 1]
        and words.capital[at - 1]
    ]
    edges = [where.first - 1, *cuts, where.after]
    return [
        _Where(where.at, first + 1, after) for first, after in pairwise(edges) if after > first + 1
    ]


_ASKED_BY = frozenset({"from", "by", "with", "to", "told", "a"})
_TOWARDS = frozenset({"to", "reach", "contact", "neither", "from", "at", "with", "locate", "for"})


def _object_within(read: Read, hit: Hit, cues: Cues) -> tuple[int, int] | None:
    """The party in “calls to the mayor's office went unanswered” or “neither bank replied”."""
    words = read.words
    ends = cues.list("said") | cues.list("particle") | cues.list("asked") | {",", ".", "for"}
    articles = cues.list("the") | cues.list("one") | cues.list("own")
    for at in range(hit.first, len(words) - 1):
        if words.low[at] not in _TOWARDS or words.low[at + 1] in _TOWARDS or words.quoted[at]:
            continue
        after = at + 1
        while after < len(words) and words.low[after] not in ends:
            if words.low[after] in cues.list("preposition") and after > at + 1:
                break
            after += 1
        if after == at + 1:
            continue
        named = any(words.capital[at + 1 : after]) or words.low[at] == "neither"
        if named or (after > at + 2 and words.low[at + 1] in articles):
            return at + 1, after
    return None
