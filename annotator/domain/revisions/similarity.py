"""Similar sentences: which of the sentences that are gone lives on in which that is new.

Two sentences are as similar as the share of words that they have in common: the coefficient of
Dice (1945), "Measures of the amount of ecologic association between species". Words that many
sentences have count less. Between its old neighbours a sentence is known by half of its words,
whichever they are, elsewhere by more.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Sized
from math import log

from annotator.domain.revisions.matching import Pair

UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003fffd"
"""Ideographs, kana and syllables, for a character class: each is a word of its own."""

_WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")

IN_PLACE = 0.5
"""How similar a sentence must be between the same neighbours to be the same one, edited."""

ELSEWHERE = 0.65
_FEW_WORDS = 4
"""A sentence with fewer words is not known again elsewhere."""

_FEWEST_OF_PIECE = 3
_KNOWN = 0.75
"""Share of the words of a piece that the whole has."""

_NEAR = 6
"""Sentences on either side of the place that are compared in any case."""

_RARE = 10
"""Words of a sentence, the rarest first, by which others are found that may be similar."""

_TOO_COMMON = 30
"""Sentences that have a word, above which nothing is looked for by it."""


def words_in(text: str) -> frozenset[str]:
    """The words of a sentence, each once, whatever their case."""
    return frozenset(_WORD.findall(text.casefold()))


class _Weights(dict[str, int]):
    """What each word counts, in thousandths: the more sentences have it, the less.

    Whole numbers, because the order in which they are added up must not matter.
    """

    def __init__(self, sentences: Iterable[frozenset[str]]) -> None:
        having = Counter(word for words in sentences for word in words)
        super().__init__((word, round(1000 / (1 + log(number)))) for word, number in having.items())

    def of(self, words: Iterable[str]) -> int:
        """What these words count together."""
        return sum(map(self.__getitem__, words))


def similar_pairs(
    old: Sequence[str],
    new: Sequence[str],
    left: Collection[int],
    right: Collection[int],
    anchors: Sequence[Pair],
) -> dict[int, int]:
    """Which old sentence became which new one, old index to new; the most similar ones first.

    Args:
        old: the old sentences.
        new: the new ones.
        left: indices of old sentences that nothing has matched yet.
        right: indices of new ones likewise.
        anchors: pairs that stand in the same order on both sides.
    """
    ours = {i: words_in(old[i]) for i in sorted(left)}
    theirs = {j: words_in(new[j]) for j in sorted(right)}
    place_of_old = _places(list(ours), [i for i, _ in anchors])
    place_of_new = _places(list(theirs), [j for _, j in anchors])
    weights = _Weights([*ours.values(), *theirs.values()])
    weight_of_old = {i: weights.of(words) for i, words in ours.items()}
    scored = []
    for j, near in _candidates(ours, theirs, place_of_old, place_of_new):
        all_of_new = weights.of(theirs[j])
        for i in near:
            (gap, rank), (new_gap, new_rank) = place_of_old[i], place_of_new[j]
            if not (both := ours[i] & theirs[j]):
                continue
            score = 2 * weights.of(both) / (weight_of_old[i] + all_of_new)
            in_place = gap == new_gap and max(score, _plain(both, ours[i], theirs[j])) >= IN_PLACE
            many = min(len(ours[i]), len(theirs[j])) >= _FEW_WORDS
            if in_place or (score >= ELSEWHERE and many):
                scored.append((-score, gap != new_gap, abs(rank - new_rank), i, j))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for *_, i, j in sorted(scored):
        if i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return found


def edited_joints(
    old: Sequence[str],
    new: Sequence[str],
    left: Collection[int],
    right: Collection[int],
    edited: Mapping[int, int],
) -> Iterator[tuple[range, range]]:
    """Edited sentences that were split or joined as well: neighbours hold the rest of their words.

    Args:
        old: the old sentences.
        new: the new ones.
        left: indices of old sentences that nothing but `edited` has matched.
        right: indices of new ones likewise.
        edited: which old sentence became which new one.
    """
    ours = {i: words_in(old[i]) for i in sorted(left)}
    theirs = {j: words_in(new[j]) for j in sorted(right)}
    free_old = {i: words for i, words in ours.items() if i not in edited}
    gone = set(edited.values())
    free_new = {j: words for j, words in theirs.items() if j not in gone}
    for i, j in sorted(edited.items()):
        pieces = _with_neighbours(j, theirs[j], ours[i], free_new)
        if len(pieces) > 1:
            yield range(i, i + 1), pieces
            continue
        pieces = _with_neighbours(i, ours[i], theirs[j], free_old)
        if len(pieces) > 1:
            yield pieces, range(j, j + 1)


def _with_neighbours(
    at: int, words: frozenset[str], whole: frozenset[str], free: dict[int, frozenset[str]]
) -> range:
    """A piece of a whole and those next to it that are its other pieces; they are used up."""
    first, last = at, at
    rest = whole - words
    for step in (1, -1):
        near = at + step
        while near in free and _is_piece(free[near], whole, rest):
            rest -= free.pop(near)
            first, last = min(first, near), max(last, near)
            near += step
    return range(first, last + 1)


def _is_piece(words: frozenset[str], whole: frozenset[str], rest: frozenset[str]) -> bool:
    """Whether a sentence is made of a whole, and mostly of what is left of that."""
    known, new = len(words & whole) / max(len(words), 1), len(words & rest) / max(len(words), 1)
    return len(words) >= _FEWEST_OF_PIECE and known >= _KNOWN and new >= IN_PLACE


def _plain(both: Sized, one: Sized, other: Sized) -> float:
    """The similarity where every word counts the same."""
    return 2 * len(both) / (len(one) + len(other))


Place = tuple[int, int]
"""After how many anchors a sentence comes, and after how many others since the last of them."""


def _places(sentences: Sequence[int], anchors: Sequence[int]) -> dict[int, Place]:
    found: dict[int, Place] = {}
    number: Counter[int] = Counter()
    for sentence in sentences:
        gap = bisect_right(anchors, sentence)
        found[sentence] = (gap, number[gap])
        number[gap] += 1
    return found


def _candidates(
    ours: Mapping[int, frozenset[str]],
    theirs: Mapping[int, frozenset[str]],
    place_of_old: Mapping[int, Place],
    place_of_new: Mapping[int, Place],
) -> Iterable[tuple[int, list[int]]]:
    """For each new sentence the old ones to compare: those near its place, and by rare words."""
    at: dict[Place, int] = {place: i for i, place in place_of_old.items()}
    having = defaultdict(list)
    for i, words in ours.items():
        for word in words:
            having[word].append(i)
    for j, words in theirs.items():
        gap, rank = place_of_new[j]
        near = {at[gap, r] for r in range(rank - _NEAR, rank + _NEAR + 1) if (gap, r) in at}
        rare = sorted((len(having[word]), word) for word in words if word in having)
        for number, word in rare[:_RARE]:
            if number <= _TOO_COMMON:
                near.update(having[word])
        yield j, sorted(near)
