"""Placing labels: which sentences of an article the words are that somebody labeled.

In this order: by the digest of the text and the place in it, of today's text or an earlier one;
by the sentence's id, where it has these words or no others are said; by the words themselves,
wherever they stand, also where somebody cut them elsewhere; at last by what a sentence that was
edited has kept of them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from annotator.domain.article import Article
from annotator.domain.datasets.anchors import Anchor
from annotator.domain.datasets.quoting import Quoted, Span, bare
from annotator.domain.revisions.earlier import Version, versions
from annotator.domain.revisions.matching import in_order
from annotator.domain.revisions.similarity import ELSEWHERE, similar_pairs, words_in

How = Literal["same", "edited", "split", "joined"]
"""What a sentence is to the words that were labeled: these words; an edited version of them; a
piece of them; or a whole that they are a piece of."""

_MOST_OF = 0.9
"""Share of a sentence's signs from which on a quotation is that sentence: a full stop or a
quotation mark may lack."""

_HALF = 0.5


class Place(NamedTuple):
    """A sentence that a label is of."""

    sentence: str
    how: How = "same"


class Placed(NamedTuple):
    """Where a label belongs."""

    places: tuple[Place, ...]
    revision: int
    """Whose sentences these are: today's, or an earlier one to carry over from."""


class Unplaced(NamedTuple):
    """Why a label belongs nowhere, to follow its place in the source."""

    why: str


def place_labels(article: Article, anchors: Sequence[Anchor]) -> list[Placed | Unplaced]:
    """Where labels belong in an article, in their order.

    Args:
        article: as it is today, with its earlier revisions.
        anchors: what labels of one source are of, in the order of the source.
    """
    cuts = _Cuts(article)
    known: dict[Anchor, Placed | Unplaced] = {}
    for anchor in anchors:
        if anchor not in known:
            known[anchor] = cuts.placed(anchor)
    if cuts.nowhere:
        known |= cuts.edited(known)
    return [known[anchor] for anchor in anchors]


class _Cuts:
    """An article, looked up by where its sentences begin and end."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._today = Version(article.revision, article.text, article.sha256, article.sentences)
        self._ids = {(s.start, s.end): s.id for s in article.sentences}
        self._by_id = self._today.by_id()
        self._starts = [s.start for s in article.sentences]
        self.nowhere: set[Anchor] = set()
        """Labels whose words are nowhere in the article."""

    @cached_property
    def _earlier(self) -> list[tuple[Version, dict[Span, str]]]:
        """The earlier revisions, the latest first, with their sentences by their places."""
        found = reversed(versions(self._article)[:-1])
        return [(one, {(s.start, s.end): s.id for s in one.sentences}) for one in found]

    @cached_property
    def _by_text(self) -> dict[str, list[str]]:
        """The ids of the sentences that have some words, by these words."""
        found: dict[str, list[str]] = {}
        for sentence in self._article.sentences:
            found.setdefault(bare(self._today.text_of(sentence)), []).append(sentence.id)
        return found

    @cached_property
    def _quoted(self) -> Quoted:
        return Quoted(self._article.text)

    def placed(self, anchor: Anchor) -> Placed | Unplaced:
        """Where a label belongs whose words are there; why not, where they are not."""
        by_offsets = self._by_offsets(anchor)
        if by_offsets is not None:
            return by_offsets
        if not anchor.quote:
            return self._by_id_alone(anchor)
        having = self._by_text.get(bare(anchor.quote), [])
        found = having[0] if len(having) == 1 else anchor.sentence
        if found in having:
            return Placed((Place(found),), self._today.revision)
        return self._by_words(anchor)

    def _by_id_alone(self, anchor: Anchor) -> Placed | Unplaced:
        """By the ids of article and sentence, of a source that says nothing else."""
        named, article = anchor.sentence, self._article
        if named is None:
            what = "neither its words nor the digest of the text that its place is in"
            return Unplaced(f"it says {what}, so it may be any place in {article.id}")
        if anchor.sha256 not in {None, article.sha256}:
            return Unplaced(f"it is of another text than {article.id} has, and says no words")
        if named not in self._by_id:
            return Unplaced(f"{article.id} has no sentence {named[:80]!r}, and it says no words")
        if anchor.article != article.id:
            return Unplaced("it says no words, and its article is known by its title alone")
        return Placed((Place(named),), article.revision)

    def _by_offsets(self, anchor: Anchor) -> Placed | Unplaced | None:
        """By the place in the text; None where the source does not say it of a text of ours."""
        start, end = anchor.start, anchor.end
        if start is None or end is None:
            return None
        is_today = anchor.sha256 == self._today.sha256
        if is_today and (start, end) in self._ids:
            return Placed((Place(self._ids[start, end]),), self._today.revision)
        if anchor.sha256 is not None:
            for version, ids in self._earlier if self._article.revision > 1 else ():
                if version.sha256 == anchor.sha256 and (start, end) in ids:
                    return Placed((Place(ids[start, end]),), version.revision)
        if not is_today and not self._quotes(anchor, start, end):
            return None
        if not 0 <= start < end <= len(self._article.text):
            length = len(self._article.text)
            return Unplaced(f"its place {start}–{end} lies outside of the text, which has {length}")
        return self._covered((start, end))

    def _quotes(self, anchor: Anchor, start: int, end: int) -> bool:
        """Whether the words of a label stand at its place, though nobody says in which text."""
        text = self._article.text
        return bool(anchor.quote) and 0 <= start < end and text[start:end] == anchor.quote

    def _by_words(self, anchor: Anchor) -> Placed | Unplaced:
        found = self._quoted.likely(anchor.quote, anchor.before, anchor.after)
        if not found:
            self.nowhere.add(anchor)
            return Unplaced(f"its words are nowhere in {self._article.id}")
        if len(found) > 1:
            found = self._nearest(found, anchor) or found
        if len(found) > 1:
            what = f"its words stand {len(found)} times in {self._article.id}"
            return Unplaced(f"{what}, and nothing tells which of them is meant")
        return self._covered(found[0])

    def _nearest(self, found: Sequence[Span], anchor: Anchor) -> list[Span]:
        """Of several places the one in the sentence that is named, or near where it should be."""
        sentence = self._by_id.get(anchor.sentence or "")
        if sentence is not None:
            within = [s for s in found if s[0] < sentence.end and s[1] > sentence.start]
            if len(within) == 1:
                return within
        if anchor.start is None:
            return []
        at = anchor.start
        by_distance = sorted(found, key=lambda span: abs(span[0] - at))
        is_tie = abs(by_distance[0][0] - at) == abs(by_distance[1][0] - at)
        return [] if is_tie else by_distance[:1]

    def _covered(self, span: Span) -> Placed | Unplaced:
        """The sentences that a stretch of today's text covers, or lies in."""
        start, end = span
        text, sentences = self._article.text, self._article.sentences
        all_signs = _length(text, start, end)
        met: list[tuple[str, float]] = []
        first = max(bisect_right(self._starts, start) - 1, 0)
        for sentence in sentences[first:]:
            if sentence.start >= end:
                break
            both = _length(text, max(start, sentence.start), min(end, sentence.end))
            share = both / max(_length(text, sentence.start, sentence.end), 1)
            if both and (share >= _HALF or both >= _HALF * all_signs):
                met.append((sentence.id, share))
        if not met:
            return Unplaced("no sentence stands at its place")
        if len(met) > 1:
            places = tuple(Place(id_, "split") for id_, _ in met)
        else:
            places = (Place(met[0][0], "same" if met[0][1] >= _MOST_OF else "joined"),)
        return Placed(places, self._today.revision)

    def edited(self, known: dict[Anchor, Placed | Unplaced]) -> dict[Anchor, Placed | Unplaced]:
        """Labels whose words are nowhere, in the sentences that have most of those words."""
        quotes = list(dict.fromkeys(anchor.quote for anchor in known if anchor.quote))
        index = {sentence.id: n for n, sentence in enumerate(self._article.sentences)}
        numbers = {quote: n for n, quote in enumerate(quotes)}
        pairs: dict[int, int] = {}
        for anchor, found in known.items():
            if isinstance(found, Placed) and anchor.quote in numbers:
                there = index.get(found.places[0].sentence)
                if there is not None:
                    pairs.setdefault(numbers[anchor.quote], there)
        left = sorted({numbers[anchor.quote] for anchor in self.nowhere})
        right = sorted(set(range(len(index))).difference(pairs.values()))
        texts = [self._today.text_of(sentence) for sentence in self._article.sentences]
        alike = similar_pairs(quotes, texts, left, right, in_order(pairs.items()))
        found_now: dict[Anchor, Placed | Unplaced] = {}
        for anchor in self.nowhere:
            to = alike.get(numbers[anchor.quote])
            if to is not None:
                if not pairs and _alike(anchor.quote, texts[to]) < ELSEWHERE:
                    continue
                id_ = self._article.sentences[to].id
                found_now[anchor] = Placed((Place(id_, "edited"),), self._today.revision)
        return found_now


def _length(text: str, start: int, end: int) -> int:
    """How many signs a stretch has, white space aside."""
    return sum(map(len, text[start:end].split()))


def _alike(one: str, other: str) -> float:
    """How similar two sentences are that have no neighbours to know them by."""
    ours, theirs = words_in(one), words_in(other)
    return 2 * len(ours & theirs) / max(len(ours) + len(theirs), 1)
