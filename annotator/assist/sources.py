"""Source finding: who or what a sentence rests on, by rules over its words and its thread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from annotator.assist.calling import kind_of, name_of, noun_phrase
from annotator.assist.cues import Cues
from annotator.assist.known import Known
from annotator.assist.naming import CARRIED, sort_of
from annotator.assist.parties import (
    Stretch,
    as_did,
    askers_in,
    is_outlet,
    outlet_at,
    parties_in,
    party_of,
    unreached,
)
from annotator.assist.reading import Read
from annotator.assist.relaying import paper_seen, relay, seen_by
from annotator.assist.roles import DECLINED
from annotator.assist.speakers import Speaker, subject_before
from annotator.assist.thread import hangs_on
from annotator.assist.words import Words
from annotator.domain.marks import MANNERS, Manner, Role, Source, SourceBasis, SourceKind
from annotator.domain.proposed import without_proposals

_FAR = 6
"""Sentences back in which those have spoken whom “the sources” are."""
_DEPTH = 4
"""Sentences along which a thread is followed."""
_BASIS: dict[str, SourceBasis] = {"carried": "pronoun", "quotation": "continued"}
_FOR_ITSELF = frozenset({"announced", "announces", "denied", "denies", "apologised", "apologized"})
"""What an outlet says of itself; whatever else it says, it reports."""
_REPORTERS = frozenset({"reporter", "reporters", "journalist", "journalists", "correspondent"})
_NEAR = 6
"""Words after “reporters” within which they saw something."""
_ANYBODY = frozenset({"official", "officer", "aide", "diplomat", "executive", "employee", "worker"})
"""Titles of many people of one article; the others are one person's."""
_ORGANISATION: SourceKind = "named-organisation"
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
        found: tuple[Source, ...] = ()
        if role == DECLINED or (role is None and read.ruling == "refusal"):
            found = self._who_declined(at, self._cues)
        found = found or self._who_says(at, _DEPTH, self._cues)
        return tuple(map(self._withheld, found))

    def _withheld(self, source: Source) -> Source:
        """A source as confidential as people have marked it elsewhere in the article."""
        entered = self._known.called(source.name)
        return replace(source, confidential=entered is not None and entered.confidential)

    def _who_says(self, at: int, depth: int, cues: Cues) -> tuple[Source, ...]:
        read = self._reads[at]
        unnamed = self._same_unnamed(at, self._unnamed(at, cues), cues)
        own = (unnamed,) if unnamed is not None else self._explicit(at, cues)
        if own:
            return own
        before = self._carried(at, depth, cues)
        pointing = next((s for s in read.speakers if s.sort in CARRIED), None)
        if pointing is not None:
            before = self._fitting(at, pointing, before, cues)
            return (self._pointing(at, pointing, before, cues),)
        silent = self._unheard(at, cues)
        if silent is not None:
            return (silent,)
        if before is not None:
            return (before,)
        return self._reporter(at)

    def _explicit(self, at: int, cues: Cues) -> tuple[Source, ...]:
        """The first who is said to speak, in words that stand for themselves; several together."""
        read = self._reads[at]
        for speaker in read.speakers:
            if speaker.sort in CARRIED:
                if speaker.sort == "role" and self._hangs_on[at] is None:
                    continue  # nobody before whom “the sign” could stand for
                return ()
            if speaker.sort != "unclear":
                return self._speaking(at, speaker, cues)
        return ()

    def _speaking(self, at: int, speaker: Speaker, cues: Cues) -> tuple[Source, ...]:
        """Those that the words for a speaker name."""
        read = self._reads[at]
        words, where = read.words, Stretch(speaker.first, speaker.after)
        if speaker.sort == "document":
            found = self._source(_Where(at, *where), cues, sort_is=speaker)
            return (replace(found, via=seen_by(words, where, cues)),)
        speaks = cues.list("spokesperson").intersection(words.low[where.first : where.after])
        if speaker.sort not in {"named", "body"} or speaks:
            return (self._source(_Where(at, *where), cues, sort_is=speaker),)
        parts = parties_in(words, where, cues)
        sources = [self._source(_Where(at, *part), cues) for part in parts]
        reports = words.low[speaker.verb] not in _FOR_ITSELF and len(sources) == 1
        hears = read.ruling == "anonymous" and sources[0].kind == _ORGANISATION
        if hears or (reports and is_outlet(words, where, cues)):
            sources = [replace(source, kind="press-report") for source in sources]
        return tuple(sources)

    def _unnamed(self, at: int, cues: Cues) -> Source | None:
        """The unnamed source that somebody named relays, or that a phrase speaks of."""
        read = self._reads[at]
        hits = [hit for hit in read.hits if hit.means == "anonymous"]
        unnamed = next((s for s in read.speakers if s.sort == "unnamed"), None)
        paper = paper_seen(read.words, cues) if hits else None
        if paper is not None and (unnamed is None or paper.first < unnamed.first):
            found = self._source(_Where(at, *paper), cues, None, "document")
            return replace(found, via=seen_by(read.words, paper, cues))
        if unnamed is not None and (hits or unnamed is read.speakers[0]):
            after = _before_who(read.words, unnamed, cues)
            found = self._source(_Where(at, unnamed.first, after), cues, unnamed)
            return replace(found, via=relay(read, Stretch(unnamed.first, after), cues))
        if read.speakers and read.speakers[0].sort == "document":
            return None  # who is behind it, it does not say
        for hit in hits:
            words = noun_phrase(read.words, hit.first, hit.after, cues)
            if words is not None:
                found = self._source(_Where(at, *words), cues, kind_is=None)
                kind: SourceKind = found.kind
                if kind in {"named-person", "named-organisation"}:
                    kind = "unnamed-group"
                return replace(found, kind=kind, via=relay(read, Stretch(*words), cues))
        return None

    def _unheard(self, at: int, cues: Cues) -> Source | None:
        """Those of “The sources asked not to be identified”, or the outlet that “has been told”."""
        read = self._reads[at]
        words = read.words
        for hit in read.hits:
            if hit.means != "anonymous":
                continue
            if words.capital[hit.first] and words.low[hit.first] in cues.list("outlet"):
                outlet = _Where(at, *outlet_at(words, hit.first, cues))
                return self._source(outlet, cues, None, "press-report")
            subject = subject_before(words, hit.first, cues)
            if subject is not None and subject[1] == hit.first:
                return self._same_unnamed(at, self._source(_Where(at, *subject), cues), cues)
        return None

    def _same_unnamed(self, at: int, found: Source | None, cues: Cues) -> Source | None:
        """The unnamed people whom “the sources” points back to; others as they are."""
        if found is None or not _is_definite(found):
            return found
        for before in range(at - 1, max(-1, at - 2 * _FAR), -1):
            sentence = self._reads[before].line.id
            read = self._unnamed(before, cues)
            said = (read,) if read is not None and not _is_definite(read) else ()
            for earlier in (self._known.of(sentence) or said)[:1]:
                if earlier.kind == found.kind:
                    return replace(found, name=earlier.name, basis="pronoun", from_=sentence)
        return found

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
        """The source of the sentence that this one hangs on.

        A party that declined is who “it” is in the next sentence; a sentence that points to
        nobody does not rest on it.
        """
        on = self._hangs_on[at]
        if on is None or not depth:
            return None
        ruling = self._reads[at].ruling
        marked = self._known.of(self._reads[on].line.id)
        declined: tuple[Source, ...] = ()
        if ruling != "carried":
            marked = tuple(source for source in marked if source.role != "declined")
        elif depth == _DEPTH:
            declined = self._who_declined(on, cues)
        found = marked or declined or self._who_says(on, depth - 1, cues)
        if not found:
            return None
        basis: SourceBasis = "continued" if ruling in _BASIS else "inherited"
        return _carried_source(found[0], self._reads[on].line.id, basis)

    def _fitting(
        self, at: int, speaker: Speaker, before: Source | None, cues: Cues
    ) -> Source | None:
        """The nearest source before that “he”, “they” or “the officials” can stand for."""
        words = self._reads[at].words
        kinds = _kinds_meant(words, speaker)
        noun = words.low[speaker.after - 1]
        is_title = speaker.sort == "role" and noun not in _ANYBODY
        titled = self._known.titled(noun, at) if is_title else None
        if titled is not None and (before is None or noun not in before.mention.casefold()):
            name, on = titled
            named = Source(name, name, None, None, None, "named-person")
            return replace(named, from_=self._reads[on].line.id)
        if before is not None and before.kind in kinds:
            return before
        single = before is not None and before.kind == _ORGANISATION and " " not in before.name
        if before is not None and single and speaker.sort == "pronoun":
            return replace(before, kind="named-person")  # it was a last name after all
        for on in range(at - 1, max(-1, at - _FAR), -1):
            unnamed = self._unnamed(on, cues)
            own = (unnamed,) if unnamed else self._explicit(on, cues)
            found = (self._known.of(self._reads[on].line.id) or own)[:1]
            if found and found[0].kind in kinds:
                return replace(found[0], from_=self._reads[on].line.id)
        return None

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
        on = before.from_ or before.sentence
        return replace(own, name=before.name, kind=before.kind, basis="pronoun", from_=on)

    def _who_declined(self, at: int, cues: Cues) -> tuple[Source, ...]:
        read = self._reads[at]
        parties: dict[Stretch, Source] = {}
        for party, manner in _refusals(read, cues):
            for part in [*parties_in(read.words, party, cues), *as_did(read.words, cues)]:
                source = self._declining(_Where(at, *part), cues)
                parties.setdefault(part, replace(source, manner=manner))
        if not parties:
            return ()
        asking = [
            self._source(_Where(at, *asker), cues, None, "named-organisation", "asked-by")
            for asker in askers_in(read.words, cues)
            if not any(part.first <= asker.first < part.after for part in parties)
        ]
        return (*parties.values(), *asking)

    def _declining(self, where: _Where, cues: Cues) -> Source:
        """One party that declined; a pronoun is whoever spoke before."""
        words = self._reads[where.at].words
        found = self._source(where, cues, role="declined")
        sort = sort_of(words, where.first, where.after, cues)
        if sort in {"pronoun", "they"}:
            pronoun = Speaker(where.first, where.after, sort, where.first)
            here = self._explicit(where.at, cues)
            if here and here[0].kind in _kinds_meant(words, pronoun):
                return replace(here[0], role="declined")
            before = self._carried(where.at, _DEPTH, cues)
            before = self._fitting(where.at, pronoun, before, cues)
            if before is not None:
                return replace(
                    found,
                    name=before.name,
                    kind=before.kind,
                    basis="pronoun",
                    from_=before.from_ or before.sentence,
                )
        return found

    def _reporter(self, at: int) -> tuple[Source, ...]:
        """The reporter, where the article says that they saw it."""
        read = self._reads[at]
        low = read.words.low
        seen = any(
            hit.means == "record" and _OBSERVED & set(low[hit.first : hit.after])
            for hit in read.hits
        )
        there = next((n for n, word in enumerate(low) if word in _REPORTERS), len(low))
        if not seen and not _OBSERVED.intersection(low[there : there + _NEAR]):
            return ()
        return (Source("the reporter", "", None, None, None, "reporter", by="program"),)


def _before_who(words: Words, speaker: Speaker, cues: Cues) -> int:
    """Where “a pilot who spoke on condition of anonymity” ends as a mention: before the “who”."""
    clause = (
        n for n in range(speaker.first + 1, speaker.after) if words.low[n] in cues.list("who")
    )
    return next(clause, speaker.after)


def _is_definite(source: Source) -> bool:
    return source.mention.casefold().startswith("the ")


def _kinds_meant(words: Words, speaker: Speaker) -> frozenset[SourceKind]:
    """What kinds of source a pronoun or “the official” can stand for."""
    low = words.low[speaker.after - 1]
    if low == "it":
        return frozenset({_ORGANISATION, "document", "press-report"})
    if low == "sie":  # German for she, and for they
        return frozenset({"named-person", "unnamed-person", "unnamed-group"})
    if speaker.sort == "they":
        return frozenset({_ORGANISATION, "unnamed-group", "document", "unnamed-person"})
    if speaker.sort == "role" and low.endswith("s") and not low.endswith("ss"):
        return frozenset({"unnamed-group", "document"})
    return frozenset({"named-person", "unnamed-person"})


def _refusals(read: Read, cues: Cues) -> Iterator[tuple[Stretch, Manner | None]]:
    """The words for whoever declined, and how, for each time that somebody does."""
    hits = [hit for hit in read.hits if hit.means == "refusal"]
    after = 0
    for first in hits:
        if first.first < after:
            continue
        same = [hit for hit in hits if first.first <= hit.first < first.after]
        after = max(hit.after for hit in same)
        party = party_of(read, first, cues)
        grade = max(same, key=lambda hit: hit.after - hit.first).grade  # the most words say it best
        if party is not None:
            yield party, next((each for each in MANNERS if each == grade), None)
    party = None if hits else unreached(read.words, cues)
    if party is not None:
        yield party, "unreachable"


def _carried_source(found: Source, on: str, basis: SourceBasis) -> Source:
    """A source as another sentence has it that hangs on its own."""
    return replace(found, basis=basis, from_=on, role="speaker", manner=None, by="program")
