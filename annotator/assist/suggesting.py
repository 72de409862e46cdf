"""Suggestions: what the program would say of each sentence, how sure it is, and because of what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from annotator.assist.features import Features, Neighbour, surroundings
from annotator.assist.learning import Example, Learnt
from annotator.assist.prior import prior_for
from annotator.assist.reading import Read
from annotator.assist.roles import (
    CONFIRMED,
    DECLINED,
    INSIDER,
    NO_TAG,
    OPINION,
    Answers,
    normalised,
)
from annotator.assist.thread import FARTHEST, hangs_on
from annotator.assist.weighing import (
    Standing,
    certainty,
    judges,
    moved,
    own_features,
    own_standing,
    shares_of,
)
from annotator.domain.article import COUNTED_KINDS

THRESHOLD = 0.42
"""Probability below which nothing is said."""
_MOST_REASONS = 4
_CHANCE = 0.2
"""What a word tells by chance, as the logarithm of a ratio."""
_CARRIED_ONLY = frozenset({"carried", "quotation"})

Marks = Mapping[str, str]
"""Sentences to their primary tag, or `no-tag`."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Words of a sentence, `[start, end)` in its code points."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the program would say of one sentence."""

    sentence: str
    tag: str
    probability: float
    because: tuple[Reason, ...]
    carried_from: str | None
    """The sentence that it hangs on."""


class Weighed(NamedTuple):
    """Every answer to one sentence with its probability, and what it hangs on."""

    shares: dict[str, float]
    opinion: float
    hangs_on: int | None


class Suggester:
    """An article that was read, ready to be asked again after each mark."""

    def __init__(self, reads: Sequence[Read], answers: Answers) -> None:
        self.reads = reads
        self.answers = answers
        self._places = {read.line.id: at for at, read in enumerate(reads)}
        self._hangs_on = hangs_on(reads)
        self._habits: dict[int, str] = {}
        self._cold: dict[int, Weighed] = {}
        self._judges = [judges(read) for read in reads]
        self._prior = prior_for(reads[0].language) if reads else None
        self._scores = [self._prior.scores(each) for each in self.features()] if self._prior else []

    def features(self) -> Iterator[Features]:
        """What each sentence is like, whatever marks are made: what weights are for."""
        around = surroundings(
            [Neighbour(read.ruling, read.line.kind, read.line.paragraph) for read in self.reads]
        )
        for read, judged, near in zip(self.reads, self._judges, around, strict=True):
            yield own_features(read, judged) | near

    def by_cues(self, sentence: str) -> dict[str, float]:
        """How probable each role is by the cues alone, without marks or weights."""
        return self._unmarked(self._places[sentence]).shares

    def suggest(
        self,
        sentence: str,
        marks: Marks,
        learnt: Learnt | None = None,
        threshold: float = THRESHOLD,
    ) -> Suggested | None:
        """What the program would say of a sentence, or None: it is not sure, or not asked.

        Args:
            sentence: its id.
            marks: that were made so far in this article; the sentence's own does not count.
            learnt: from marks of the project, these among them.
            threshold: probability below which nothing is said.
        """
        if not self.is_asked(sentence):
            return None
        at = self._places[sentence]
        weighed = self.weigh(sentence, marks, learnt)
        tag = max(weighed.shares, key=weighed.shares.__getitem__)
        if tag == NO_TAG:
            return None
        probability = weighed.shares[tag]
        if learnt is not None:
            probability = learnt.calibrated(probability)
        if probability < threshold:
            return None
        because = self._because(at, tag, learnt)
        carried = weighed.hangs_on
        if carried is None and not because and self.answers.role_of(tag) == INSIDER:
            carried = self._last_unnamed(at)
        return Suggested(
            sentence=sentence,
            tag=tag,
            probability=round(probability, 3),
            because=because,
            carried_from=None if carried is None else self.reads[carried].line.id,
        )

    def _last_unnamed(self, at: int) -> int | None:
        """The sentence before that brought in somebody without a name, or None."""
        back = range(at - 1, max(-1, at - 1 - FARTHEST), -1)
        return next((n for n in back if self.reads[n].unnamed), None)

    def is_asked(self, sentence: str) -> bool:
        """Whether a sentence is of a kind that is judged."""
        at = self._places.get(sentence)
        return at is not None and self.reads[at].line.kind in COUNTED_KINDS

    def weigh(self, sentence: str, marks: Marks, learnt: Learnt | None = None) -> Weighed:
        """Every answer to a sentence with its probability."""
        at = self._places[sentence]
        others = {name: tag for name, tag in marks.items() if name != sentence}
        weighed = self._by_cues(at, others, frozenset()) if others else self._unmarked(at)
        shares = self.answers.in_project(self._with_weights(at, weighed.shares))
        shares = self._by_habits_here(shares, self._habit(at), others)
        if learnt is not None:
            own = self.example(sentence, marks)
            shares = learnt.applied(shares, self.reads[at].learnt, self._habit(at), own)
        return weighed._replace(shares=shares)

    def example(self, sentence: str, marks: Marks) -> Example | None:
        """What learning takes from the mark of a sentence, if it has one."""
        if sentence not in marks or sentence not in self._places:
            return None
        at = self._places[sentence]
        return Example(self.reads[at].learnt, self._habit(at), marks[sentence])

    def _unmarked(self, at: int) -> Weighed:
        """What cues and thread say while nothing is marked."""
        if at not in self._cold:
            self._cold[at] = self._by_cues(at, {}, frozenset())
        return self._cold[at]

    def _with_weights(self, at: int, shares: dict[str, float]) -> dict[str, float]:
        return shares if self._prior is None else self._prior.applied(shares, self._scores[at])

    def _habit(self, at: int) -> str:
        """What a sentence counts as where habits are counted: what it would be called unmarked.

        Sentences of one habit are about as sure, so what is usual for them drowns none.
        """
        known = self._habits.get(at)
        if known is None:
            shares = self._with_weights(at, self._unmarked(at).shares)
            likeliest = max(shares, key=shares.__getitem__)
            read = self.reads[at]
            how = certainty(shares[likeliest])
            known = self._habits[at] = f"{read.line.kind} {read.ruling} {how} {likeliest}"
        return known

    def _by_habits_here(
        self, shares: dict[str, float], habit: str, marks: Marks
    ) -> dict[str, float]:
        """Shares changed by what the annotator said in this article where cues say the same."""
        changed = {name: share * 5.0 for name, share in shares.items()}
        for sentence, tag in marks.items():
            at = self._places.get(sentence)
            if at is not None and tag in changed and self._habit(at) == habit:
                changed[tag] += 1
        return normalised(changed)

    def _by_cues(self, at: int, marks: Marks, asked: frozenset[int]) -> Weighed:
        """What the words and the thread say; `asked` keeps threads from running in circles."""
        read = self.reads[at]
        on = self._hangs_on[at]
        if on in asked:
            on = None
        opinion = self._judges[at]
        asked = asked | {at}
        if read.line.kind == "headline" and on is not None:
            return Weighed(self._borne(on, marks, asked), opinion, on)
        standing = self._standing(at, marks, asked)
        if on is not None and read.ruling in _CARRIED_ONLY:
            opinion = moved(opinion, self._pull(on, marks))
        opinion = moved(opinion, self._pull_of_speaker(at, marks))
        shares = shares_of(read, opinion, standing)
        if read.ruling == "none" and on is not None:
            shares = self._inherited(shares, at, on, marks, asked)
            on = on if max(shares, key=shares.__getitem__) == INSIDER else None
        return Weighed(shares, opinion, on)

    def _borne(self, on: int, marks: Marks, asked: frozenset[int]) -> dict[str, float]:
        """A headline's shares: those of the sentence that bears it, a little less sure."""
        role = self._role_of_mark(on, marks)
        shares = {role: 1.0} if role else self._by_cues(on, marks, asked).shares
        found = {name: share * 0.85 for name, share in shares.items()}
        found[NO_TAG] = found.get(NO_TAG, 0.0) + 0.15
        return found

    def _inherited(
        self, shares: dict[str, float], at: int, on: int, marks: Marks, asked: frozenset[int]
    ) -> dict[str, float]:
        """Shares of a sentence without a source that goes on from one that may have one."""
        standing = self._standing(on, marks, asked)
        if standing != "anonymous":
            return shares
        after = on > at
        part = 0.62 if after else 0.45
        if self._role_of_mark(on, marks) == INSIDER:
            part += 0.12
        found = {name: share * (1 - part) for name, share in shares.items()}
        found[INSIDER] += part
        return found

    def _standing(self, at: int, marks: Marks, asked: frozenset[int]) -> Standing:
        """Whether the reader can tell who a sentence hangs on: by mark, words and thread."""
        seen = set(asked)
        while True:
            role = self._role_of_mark(at, marks)
            if role == INSIDER:
                return "anonymous"
            if role in {CONFIRMED, OPINION, DECLINED}:
                return "on-record"
            own = own_standing(self.reads[at].ruling)
            on = self._hangs_on[at]
            if own != "unknown" or on is None or on in seen:
                return own
            seen.add(on)
            at = on

    def _role_of_mark(self, at: int, marks: Marks) -> str | None:
        tag = marks.get(self.reads[at].line.id)
        return None if tag is None else self.answers.role_of(tag)

    def _pull(self, on: int, marks: Marks) -> float:
        """How the mark of the sentence before pulls one that the same speaker says."""
        return {OPINION: 0.7, CONFIRMED: -0.6}.get(self._role_of_mark(on, marks) or "", 0.0)

    def _pull_of_speaker(self, at: int, marks: Marks) -> float:
        """How the marks of what the same named speaker said elsewhere pull."""
        name = self._speaker_name(at)
        if not name:
            return 0.0
        pull = 0.0
        for sentence, tag in marks.items():
            other = self._places.get(sentence)
            if other is not None and self._speaker_name(other) == name:
                pull += {OPINION: 0.4, CONFIRMED: -0.4}.get(self.answers.role_of(tag), 0.0)
        return max(-1.0, min(1.0, pull))

    def _speaker_name(self, at: int) -> str:
        read = self.reads[at]
        if not read.speakers or read.speakers[0].sort != "named":
            return ""
        return read.words.low[read.speakers[0].after - 1]

    def _because(self, at: int, tag: str, learnt: Learnt | None) -> tuple[Reason, ...]:
        read = self.reads[at]
        role = self.answers.role_of(tag)
        spans = _spans(read, role)
        if not spans and learnt is not None:
            spans = _learnt_spans(read, tag, learnt, self.answers.names)
        if not spans and self._prior is not None:
            spans = _best_spans(read, self._prior.words_tell(read.manner, role))
        text = read.words.text
        told = [(s, e) for s, e in _merged(spans) if any(map(str.isalnum, text[s:e]))]
        return tuple(Reason(text[s:e], s, e) for s, e in told[:_MOST_REASONS])


def _learnt_spans(
    read: Read, tag: str, learnt: Learnt, names: tuple[str, ...]
) -> list[tuple[int, int]]:
    """Where the two words stand that learning has found to go with a tag."""
    low = read.words.low
    told = {w: learnt.word_tells(w, names).get(tag, 0.0) for w in read.learnt if w in low}
    return _best_spans(read, told)


def _best_spans(read: Read, told: Mapping[str, float]) -> list[tuple[int, int]]:
    """Where the two words stand that tell most for a tag."""
    low = read.words.low
    best = sorted((word for word in told if told[word] > _CHANCE), key=told.__getitem__)[-2:]
    return [read.words.spans[low.index(word)] for word in best]


_MEANINGS = {
    DECLINED: (("refusal", ""),),
    INSIDER: (("anonymous", ""),),
    CONFIRMED: (("record", ""),),
    OPINION: (
        ("analysis", ""),
        ("opinion", "4"),
        ("opinion", "3"),
        ("opinion", "2"),
        ("opinion", "1"),
    ),
}


def _spans(read: Read, role: str) -> list[tuple[int, int]]:
    """Where the words stand that speak for a tag."""
    words = read.words
    found: list[tuple[int, int]] = []
    if role in {INSIDER, CONFIRMED} or read.ruling == "judges":
        for speaker in read.speakers[:1]:
            phrase = next((h.after for h in read.hits if h.first == speaker.verb), 0)
            after = max(speaker.verb + 1, phrase if phrase <= speaker.first else 0)
            found.append(words.span(speaker.first, speaker.after))
            found.append(words.span(speaker.verb, after))
    for means, grade in _MEANINGS.get(role, ()):
        hits = [h for h in read.hits if h.means == means and grade in {"", h.grade}]
        if role == OPINION and found and grade in {"1", "2"}:
            break
        found += [words.span(hit.first, hit.after) for hit in hits]
        if role == CONFIRMED and found:
            break
    return found


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in reading order, those that touch made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
