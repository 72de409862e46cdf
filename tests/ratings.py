"""Ratings to test on: published tables, and strategies for random ones with gaps."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from annotator.domain.agreement.ratings import Rating

KRIPPENDORFF = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
"""Four observers of twelve units, `.` for a gap: Krippendorff (2011), example C."""

FLEISS = (
    "444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 "
    "144444 124444 222333 144444 224445 333335 111455 111112 224444 133555 "
    "555555 244444 224555 114444 144445 222224 111155 224444 133333 555555"
)
"""Diagnoses of thirty patients by six psychiatrists each: Fleiss (1971), table 1."""

TEN_BY_FOURTEEN = (
    (0, 0, 0, 0, 14),
    (0, 2, 6, 4, 2),
    (0, 0, 3, 5, 6),
    (0, 3, 9, 2, 0),
    (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0),
    (3, 2, 6, 3, 0),
    (2, 5, 3, 2, 2),
    (6, 5, 2, 1, 0),
    (0, 2, 2, 3, 7),
)
"""How many of fourteen raters put each of ten subjects into each of five categories."""

COHEN = {("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15}
"""What two readers said of fifty proposals."""

TAGS = ("confirmed", "insider-sourced", "declined-comment", "opinion", "no-tag")


def of_rows(rows: Sequence[str], gap: str = ".") -> list[Rating]:
    """Ratings from a row of labels for each annotator."""
    return [
        Rating(f"u{unit}", f"observer {observer}", (label,))
        for observer, row in enumerate(rows)
        for unit, label in enumerate(row.split())
        if label != gap
    ]


def of_counts(rows: Sequence[Sequence[int]]) -> list[Rating]:
    """Ratings from how often each category was given to each unit."""
    return [
        Rating(f"u{unit}", f"rater {rater}", (label,))
        for unit, row in enumerate(rows)
        for rater, label in enumerate(
            f"c{category}" for category, times in enumerate(row) for _ in range(times)
        )
    ]


def of_pairs(counts: dict[tuple[str, str], int]) -> list[Rating]:
    """Ratings of two annotators from how often they said what together."""
    both = [pair for pair, times in counts.items() for _ in range(times)]
    return [
        Rating(f"u{unit}", name, (label,))
        for unit, pair in enumerate(both)
        for name, label in zip(("ana", "ben"), pair, strict=True)
    ]


def many(units: int, clusters: int, annotators: int = 3, seed: int = 1) -> list[Rating]:
    """Ratings as a team makes them: mostly alike, with gaps, second tags and clusters."""
    random = Random(seed)  # noqa: S311 - made up, not secret
    names = [f"annotator {number}" for number in range(annotators)]
    found = []
    for unit in range(units):
        cluster = f"article {random.randrange(clusters)}" if clusters else ""
        usual = random.choice(TAGS)
        for name in names:
            if random.random() < 0.9:
                tag = usual if random.random() < 0.75 else random.choice(TAGS)
                second = (random.choice(TAGS),) if random.random() < 0.2 else ()
                tags = tuple(dict.fromkeys((tag, *second)))
                found.append(Rating(f"u{unit}", name, tags, cluster))
    return found


def ratings(most_units: int = 12) -> SearchStrategy[list[Rating]]:
    """Random tables of up to five annotators, four categories and many gaps."""
    label = st.sampled_from(["", "", "a", "b", "c", "d", "b+a", "a+b+c", "c+d"])
    rows = st.lists(st.lists(label, min_size=2, max_size=5), min_size=1, max_size=most_units)
    clusters = st.lists(st.sampled_from(["", "x", "y"]), min_size=most_units, max_size=most_units)

    def built(of_units: list[list[str]], in_clusters: list[str]) -> list[Rating]:
        return [
            Rating(f"u{unit}", f"a{annotator}", tuple(said.split("+")), in_clusters[unit])
            for unit, row in enumerate(of_units)
            for annotator, said in enumerate(row)
            if said
        ]

    return st.builds(built, rows, clusters)
