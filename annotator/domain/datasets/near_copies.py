"""Near copies: articles that are mostly the same text, such as a wire story in two papers.

They are found by their sketches. A sketch estimates how many runs of three words two texts share
of all that they have (Broder 1997, *On the resemblance and containment of documents*), and is made
with one hash a run: the smallest of each bin (Li, Owen and Zhang 2012, *One Permutation Hashing*).
Empty bins of short texts borrow from the next one (Shrivastava and Li 2014, *Densifying One
Permutation Hashing*). Sketches are compared only where one of their bands is the same (Leskovec,
Rajaraman and Ullman, *Mining of Massive Datasets*, 3.4).
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Iterable, Iterator
from itertools import islice

from annotator.domain.revisions.similarity import UNSPACED

BINS = 128
"""Numbers in a sketch; the estimate is off by about 0.04."""

_BAND = 4
"""Numbers of a band: two texts that share half of their runs are compared with probability .87,
of those that share 0.6 hardly one in a hundred is missed."""

ALIKE = 0.5
"""Share of runs of words from which two texts are near copies."""

_RUN = 3
_MIX = 0x9E3779B97F4A7C15
_MASK = (1 << 64) - 1
_SHIFT = 57
"""The highest seven bits of 64 choose one of 128 bins."""
_EMPTY = 1 << 32
_STEP = 0x9E3779B1
"""Added for each bin that a number is borrowed over, so that borrowed ones differ."""
_COMPARED = 16
"""Articles of a bucket that another is compared with; more are of one group already."""

_WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")


def sketch(text: str) -> array[int]:
    """The sketch of a text: 128 numbers of 32 bits, equal for equal words whatever their case.

    Empty for a text without words, which is a copy of nothing.
    """
    words = [zlib.crc32(word.encode()) for word in _WORD.findall(text.casefold())]
    smallest = [_EMPTY] * BINS
    for mixed in _runs(words):
        place = mixed >> _SHIFT
        number = (mixed >> 16) & 0xFFFFFFFF
        if number < smallest[place]:  # noqa: PLR1730 - half as long as `min`, for every word
            smallest[place] = number
    return array("I", _filled(smallest)) if words else array("I")


def _runs(words: list[int]) -> Iterator[int]:
    """A number of 64 bits for each run of words, the same for the same run."""
    if len(words) < _RUN:
        words = words + [0] * (_RUN - len(words))
    for one, two, three in zip(words, islice(words, 1, None), islice(words, 2, None), strict=False):
        mixed = ((one * 31 + two) * 0x100000001B3 + three) * _MIX & _MASK
        mixed ^= mixed >> 29
        mixed = mixed * 0xBF58476D1CE4E5B9 & _MASK
        yield mixed ^ (mixed >> 32)


def _filled(smallest: list[int]) -> Iterator[int]:
    """The numbers, those of empty bins borrowed from the next bin that has one."""
    for place, number in enumerate(smallest):
        away = 0
        while number == _EMPTY:
            away += 1
            number = smallest[(place + away) % BINS]  # noqa: PLW2901 - looks on until it has one
        yield (number + away * _STEP) & 0xFFFFFFFF


def likeness(one: array[int], other: array[int]) -> float:
    """The estimated share of runs of words that two texts have in common, 0 to 1."""
    if not one or not other:
        return 0.0
    return sum(a == b for a, b in zip(one, other, strict=True)) / BINS


def near_copies(sketches: Iterable[tuple[str, str, array[int]]]) -> dict[str, str]:
    """The group of each article, called by the one of its articles that was there first.

    So a group keeps its name when copies come in later.

    Args:
        sketches: of all articles: its id, since when it is there, and its sketch.
    """
    names: list[str] = []
    since: list[str] = []
    numbers = array("I")
    known: list[bool] = []
    for name, there_since, one in sketches:
        names.append(name)
        since.append(there_since)
        known.append(bool(one))
        numbers.extend(one or [0] * BINS)
    joined = _Joined(len(names))
    for start in range(0, BINS, _BAND):
        _join_alike(numbers, known, start, joined)
    called: dict[int, tuple[str, str]] = {}
    for at, name in enumerate(names):
        own = (since[at], name)
        called[joined.root(at)] = min(own, called.get(joined.root(at), own))
    return {name: called[joined.root(at)][1] for at, name in enumerate(names)}


class _Joined:
    """Which of some numbers belong together: a forest whose roots stand for their trees."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def root(self, at: int) -> int:
        """The number that stands for all that belong to one."""
        above = self._above
        while above[at] != at:
            above[at] = above[above[at]]
            at = above[at]
        return at

    def join(self, one: int, other: int) -> None:
        """Makes two roots one."""
        self._above[max(one, other)] = min(one, other)


def _join_alike(numbers: array[int], known: list[bool], start: int, joined: _Joined) -> None:
    """Joins near copies that have the band which begins at `start` in common."""
    buckets: dict[bytes, list[int]] = {}
    for at, has_words in enumerate(known):
        if not has_words:
            continue
        place = at * BINS + start
        bucket = buckets.setdefault(numbers[place : place + _BAND].tobytes(), [])
        is_new = True
        for other in bucket:
            ours, theirs = joined.root(at), joined.root(other)
            if ours != theirs and _alike(numbers, at, other):
                joined.join(ours, theirs)
            is_new &= joined.root(at) != joined.root(other)
        if is_new and len(bucket) < _COMPARED:
            bucket.append(at)


def _alike(numbers: array[int], one: int, other: int) -> bool:
    ours = numbers[one * BINS : (one + 1) * BINS]
    return likeness(ours, numbers[other * BINS : (other + 1) * BINS]) >= ALIKE
