"""Matching two sequences of texts: which item of one is which of the other.

Every function is deterministic and takes less than a second for a thousand items on each side,
whatever they hold: where looking at every pair would take longer, a plainer rule decides.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

Pair = tuple[int, int]
"""Index in the old sequence and index in the new one."""

MOST_MEETINGS = 120_000
"""Pairs of equal items up to which the longest common subsequence is looked for."""

_LONGEST_RUN = 40
"""Items of one side that may be one item of the other."""

_MOST_TRIED = 50
"""Items with which a run may begin that are tried for each."""


def equal_pairs(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Which old item is which new one, among equal texts; old index to new index.

    A text that stands once on both sides is found wherever it went. One that stands there several
    times goes with its neighbours, then keeps its order between what surrounds it, then its order.
    """
    pairs = _unique(old, new)
    _extend(pairs, old, new)
    _within_gaps(pairs, old, new)
    free = defaultdict(list)
    taken = set(pairs.values())
    for j, text in enumerate(new):
        if j not in taken:
            free[text].append(j)
    for queue in free.values():
        queue.reverse()
    for i, text in enumerate(old):
        if i not in pairs and free.get(text):
            pairs[i] = free[text].pop()
    return pairs


def in_order(pairs: Iterable[Pair]) -> list[Pair]:
    """The largest number of pairs whose order is the same on both sides; the others moved."""
    ends: list[int] = []
    last: list[int] = []
    given = sorted(pairs)
    before = [-1] * len(given)
    for n, (_, j) in enumerate(given):
        length = bisect_left(ends, j)
        before[n] = last[length - 1] if length else -1
        ends[length : length + 1] = [j]
        last[length : length + 1] = [n]
    found = []
    n = last[-1] if last else -1
    while n >= 0:
        found.append(given[n])
        n = before[n]
    found.reverse()
    return found


def runs(
    old: Sequence[str], new: Sequence[str], pairs: dict[int, int]
) -> Iterator[tuple[range, range]]:
    """Neighbours of one side that together are the same text as neighbours of the other.

    Texts are compared without white space; only items that `pairs` has not are looked at, and
    each is in one run at most.
    """
    taken = set(pairs.values())
    ours = {i: "".join(text.split()) for i, text in enumerate(old) if i not in pairs}
    theirs = {j: "".join(text.split()) for j, text in enumerate(new) if j not in taken}
    begin_alike = _Beginnings(theirs)
    done_until = 0
    for i, here in ours.items():
        if i < done_until:
            continue
        for j in begin_alike.of(here):
            found = _run(ours, i, theirs, j) if j in theirs else None
            if found is not None:
                for each in found[1]:
                    del theirs[each]
                done_until = found[0].stop
                yield found
                break


class _Beginnings:
    """Texts, to be found by what they begin with and by what begins with them."""

    def __init__(self, texts: Mapping[int, str]) -> None:
        self._sorted = sorted((text, j) for j, text in texts.items())
        self._whole = defaultdict(list)
        for text, j in self._sorted:
            self._whole[text].append(j)
        self._lengths = sorted({len(text) for text in self._whole})

    def of(self, text: str) -> list[int]:
        """The texts that it begins with, the shortest first, then those that begin with it."""
        shorter = self._lengths[: bisect_left(self._lengths, len(text))]
        found = [j for length in shorter for j in self._whole.get(text[:length], ())]
        for at in range(bisect_left(self._sorted, (text, -1)), len(self._sorted)):
            if len(found) >= _MOST_TRIED or not self._sorted[at][0].startswith(text):
                break
            found.append(self._sorted[at][1])
        return found[:_MOST_TRIED]


def _run(
    ours: Mapping[int, str], i: int, theirs: Mapping[int, str], j: int
) -> tuple[range, range] | None:
    """The shortest run that begins with old `i` and new `j`."""
    here, there = ours[i], theirs[j]
    k, m = i + 1, j + 1
    while len(here) != len(there):
        if max(k - i, m - j) > _LONGEST_RUN:
            return None
        if len(here) < len(there):
            if not there.startswith(here) or k not in ours:
                return None
            here += ours[k]
            k += 1
        else:
            if not here.startswith(there) or m not in theirs:
                return None
            there += theirs[m]
            m += 1
    return (range(i, k), range(j, m)) if here == there else None


def meetings(old: Iterable[str], new: Iterable[str]) -> int:
    """How many pairs of equal items two sequences have; those of white space do not count."""
    there = Counter(new)
    return sum(n * there[item] for item, n in Counter(old).items() if not item.isspace())


def gaps(pairs: Sequence[Pair], old: int, new: int) -> Iterator[tuple[range, range]]:
    """What lies between pairs that are in order, the ends included.

    Args:
        pairs: in order on both sides.
        old: number of old items.
        new: number of new ones.
    """
    for (i, j), (k, m) in pairwise([(-1, -1), *pairs, (old, new)]):
        yield range(i + 1, k), range(j + 1, m)


def _unique(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """The pairs of texts that stand once on both sides."""
    once = {text for text, number in Counter(old).items() if number == 1}
    once &= {text for text, number in Counter(new).items() if number == 1}
    where = {text: j for j, text in enumerate(new) if text in once}
    return {i: where[text] for i, text in enumerate(old) if text in once}


def _extend(pairs: dict[int, int], old: Sequence[str], new: Sequence[str]) -> None:
    """Adds equal neighbours of pairs, and of both ends, as long as there are some."""
    taken = set(pairs.values())
    known = sorted(pairs.items())
    for step, edge in ((1, (-1, -1)), (-1, (len(old), len(new)))):
        for i, j in [edge, *known][::step]:
            k, m = i + step, j + step
            while (
                0 <= k < len(old)
                and 0 <= m < len(new)
                and old[k] == new[m]
                and k not in pairs
                and m not in taken
            ):
                pairs[k] = m
                taken.add(m)
                k, m = k + step, m + step


def _within_gaps(pairs: dict[int, int], old: Sequence[str], new: Sequence[str]) -> None:
    """Adds, between pairs that are in order, as many equal items as keep their order."""
    taken = set(pairs.values())
    for before, after in list(gaps(in_order(pairs.items()), len(old), len(new))):
        ours = [i for i in before if i not in pairs]
        theirs = [j for j in after if j not in taken]
        pairs.update(_common(old, ours, new, theirs))


def _common(
    old: Sequence[str], ours: list[int], new: Sequence[str], theirs: list[int]
) -> list[Pair]:
    """The longest common subsequence (Hunt & Szymanski 1977), or what is near to it.

    Where equal pairs are too many, each text's occurrences are counted off against each other and
    those pairs stay that are in order.
    """
    where = defaultdict(list)
    for j in theirs:
        where[new[j]].append(j)
    if sum(len(where.get(old[i], ())) for i in ours) > MOST_MEETINGS:
        for queue in where.values():
            queue.reverse()
        return in_order((i, where[old[i]].pop()) for i in ours if where.get(old[i]))
    ends: list[int] = []
    chains: list[tuple[Pair, object] | None] = []
    for i in ours:
        for j in reversed(where.get(old[i], ())):
            length = bisect_left(ends, j)
            ends[length : length + 1] = [j]
            chain = ((i, j), chains[length - 1] if length else None)
            chains[length : length + 1] = [chain]
    found: list[Pair] = []
    at: object = chains[-1] if chains else None
    while isinstance(at, tuple):
        found.append(at[0])
        at = at[1]
    found.reverse()
    return found
