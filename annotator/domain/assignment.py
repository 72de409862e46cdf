"""Assignments: who is to mark which article, spread evenly and the same on every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence


def spread(
    articles: Sequence[str],
    people: Sequence[str],
    *,
    overlap: int = 1,
    seed: int = 0,
    before: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, tuple[str, ...]]:
    """Who is to mark each of these articles: always those who have fewest so far.

    Articles are taken, and equals among people chosen, by a digest of the seed; so pairs of
    people differ from article to article, and the same question has the same answer everywhere.

    Args:
        articles: ids.
        people: names; each article goes to `overlap` of them.
        overlap: how many mark each article, at most as many as there are people.
        seed: another one spreads otherwise.
        before: what is assigned already; of other articles it counts as load.

    Returns:
        The annotators of each article, sorted, in the order of `articles`.
    """
    load = dict.fromkeys(people, 0)
    for article, names in (before or {}).items():
        for name in names:
            if name in load and article not in articles:
                load[name] += 1
    found: dict[str, tuple[str, ...]] = {}
    for article in sorted(dict.fromkeys(articles), key=lambda each: _digest(seed, each)):
        by_load = sorted(load, key=lambda name: (load[name], _digest(seed, article, name)))
        chosen = by_load[:overlap]
        for name in chosen:
            load[name] += 1
        found[article] = tuple(sorted(chosen))
    return {article: found[article] for article in articles}


def _digest(seed: int, *words: str) -> bytes:
    return hashlib.sha256("\n".join([str(seed), *words]).encode()).digest()
