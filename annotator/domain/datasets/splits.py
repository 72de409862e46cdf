"""Splits: which articles one trains on, and which are kept to try the result on.

A group of near copies is never torn apart. Which split it falls into depends on the seed and the
group alone, so it stays there however the corpus grows; only the stratified mode looks at labels,
and writes down what it has chosen.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.errors import RefusedError

_WHOLE = 2**64


@dataclass(frozen=True, slots=True)
class Splits:
    """How a dataset is divided."""

    fractions: tuple[tuple[str, float], ...] = (
        ("train", 0.8),
        ("validation", 0.1),
        ("test", 0.1),
    )
    """Names with their shares, which add up to 1."""
    seed: str = "0"

    @property
    def names(self) -> tuple[str, ...]:
        """The splits in their order."""
        return tuple(name for name, _ in self.fractions)


def fractions_in(said: str) -> tuple[tuple[str, float], ...]:
    """The shares in a text such as `80/10/10` or `train=0.9,test=0.1`.

    Two numbers are train and test, three train, validation and test; any sum is taken as the
    whole.

    Raises:
        RefusedError: it cannot be read, or a share is none.
    """
    unnamed = {1: ("train",), 2: ("train", "test"), 3: ("train", "validation", "test")}
    pairs = [part.partition("=") for part in said.split(",")]
    if "=" not in said:
        numbers = said.split("/")
        names: Sequence[str] = unnamed.get(len(numbers), ())
    else:
        numbers = [number for _, _, number in pairs]
        names = [name.strip() for name, _, _ in pairs]
    try:
        shares = [float(number) for number in numbers]
    except ValueError:
        shares = []
    good = shares and len(names) == len(shares) == len(set(names)) and min(shares) > 0
    if not good or sum(shares) == float("inf") or not all(map(_can_be_called, names)):
        raise RefusedError(
            f"{said!r} is no division into splits. Write `80/10/10`, or names with shares such as "
            "`train=0.9,test=0.1`."
        )
    return tuple((name, share / sum(shares)) for name, share in zip(names, shares, strict=True))


def _can_be_called(name: str) -> bool:
    """Whether a split can have this name: it becomes a part of file names."""
    return name.isascii() and name.replace("_", "").isalnum()


def split_of(group: str, splits: Splits) -> str:
    """The split that a group of near copies falls into."""
    digest = hashlib.sha256(f"{splits.seed}\n{group}".encode()).digest()
    at = int.from_bytes(digest[:8]) / _WHOLE
    reached = 0.0
    for name, share in splits.fractions:
        reached += share
        if at < reached:
            return name
    return splits.names[-1]


def stratified(
    groups: Mapping[str, Counter[str]], splits: Splits, before: Mapping[str, str]
) -> dict[str, str]:
    """The split of each group, so that every label is divided as the whole should be.

    Groups with the rarest labels are placed first, each where its rarest label is missing most
    (Sechidis, Tsoumakas and Vlahavas 2011, *On the Stratification of Multi-Label Data*). Among
    equals the seed decides.

    Args:
        groups: how often each label is in each group.
        splits: the shares.
        before: groups that have their split already, and keep it.
    """
    found = {group: name for group, name in before.items() if name in splits.names}
    total: Counter[str] = Counter()
    for counts in groups.values():
        total.update(counts)
    wanting = {
        name: {label: n * share for label, n in total.items()} for name, share in splits.fractions
    }
    for group in groups.keys() & found.keys():
        _take(wanting[found[group]], groups[group])
    todo = [group for group in groups if group not in found]

    def order(group: str) -> tuple[float, float, str]:
        counts = groups[group]
        rarest = min((total[label] for label in counts), default=float("inf"))
        return rarest, -sum(counts.values()), _draw(group, splits.seed)

    for group in sorted(todo, key=order):
        counts = groups[group]
        rarest = min(counts, key=lambda label: (total[label], label), default=None)

        def need(name: str, rarest: str | None = rarest) -> tuple[float, float]:
            lacks = wanting[name]
            return (lacks[rarest] if rarest else 0.0, sum(lacks.values()))

        chosen = max(splits.names, key=need)
        found[group] = chosen
        _take(wanting[chosen], counts)
    return dict(sorted(found.items()))


def _take(lacks: dict[str, float], counts: Mapping[str, int]) -> None:
    for label, count in counts.items():
        lacks[label] -= count


def _draw(group: str, seed: str) -> str:
    return hashlib.sha256(f"{seed}\n{group}".encode()).hexdigest()


def missing(
    counts: Mapping[str, Mapping[str, int]], labels: Iterable[str], splits: Sequence[str]
) -> dict[str, list[str]]:
    """The labels that are in the dataset and missing from a split, by split.

    Args:
        counts: how often each label is in each split.
        labels: those to look at, in their order.
        splits: likewise.
    """
    there = [label for label in labels if any(found.get(label) for found in counts.values())]
    lacking = {
        split: [label for label in there if not counts.get(split, {}).get(label)]
        for split in splits
    }
    return {split: lacks for split, lacks in lacking.items() if lacks}
