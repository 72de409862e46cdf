"""Learning from marks: counts that one more mark changes, by naive Bayes and by habit.

Two things are counted: which words go with which answer (naive Bayes over the words that a
sentence has; Lewis 1998, *Naive (Bayes) at Forty*), and what is answered where the cues say what
(a project's habits, such as tagging every unsourced fact). A mark that is taken back is counted
off again, so the counts never depend on the order in which marks came.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from annotator.assist.roles import normalised

_HABIT = 14.0
"""Marks that weigh as much as the cues do."""
_WORDS_COUNT_FROM = 250
"""Marks from which words weigh half of what they can."""
_FEW = 2
"""Sentences in which a word must have been to count."""
_BINS = 10
_TRUST = 25.0
"""Earlier suggestions that weigh as much as the figures that cues come with."""
MODEL = "cues+weights+bayes 2"
"""What suggestions are said to be made by."""


class Example(NamedTuple):
    """One mark, as learning sees it."""

    words: tuple[str, ...]
    habit: str
    """What the cues make of the sentence, in a word."""
    answer: str


@dataclass(slots=True)
class Learnt:
    """What was learnt so far; `learn` and `forget` change it in place."""

    marks: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    by_word: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    by_habit: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    foretold: Counter[int] = field(default_factory=Counter)
    """Suggestions that were checked against the mark that came after, by tenth of probability."""
    came_true: Counter[int] = field(default_factory=Counter)

    def learn(self, example: Example) -> None:
        """Takes up one mark; takes as long as the sentence is, whatever was learnt before."""
        self._count(example, 1)

    def forget(self, example: Example) -> None:
        """Takes a mark back that was learnt, or that was changed."""
        self._count(example, -1)

    def check(self, probability: float, *, right: bool) -> None:
        """Notes whether a suggestion of this probability was what the annotator then said."""
        tenth = min(int(probability * _BINS), _BINS - 1)
        self.foretold[tenth] += 1
        self.came_true[tenth] += right

    def _count(self, example: Example, by: int) -> None:
        self.marks += by
        self.answers[example.answer] += by
        self.by_habit[example.habit][example.answer] += by
        for word in example.words:
            self.by_word[word][example.answer] += by

    def applied(
        self,
        shares: Mapping[str, float],
        words: Iterable[str],
        habit: str,
        without: Example | None = None,
    ) -> dict[str, float]:
        """Shares by the cues, changed by what was learnt.

        Args:
            shares: of the project's answers.
            words: of the sentence.
            habit: what the cues make of it.
            without: a mark that was learnt and is not to count: the sentence's own.
        """
        habits = self.by_habit.get(habit, Counter())
        seen = Counter(habits)
        if without is not None and without.habit == habit:
            seen[without.answer] -= 1
        changed = {name: share * _HABIT + max(seen[name], 0) for name, share in shares.items()}
        return self._with_words(normalised(changed), words, without)

    def _with_words(
        self, shares: dict[str, float], words: Iterable[str], without: Example | None
    ) -> dict[str, float]:
        marks = self.marks - (without is not None)
        if marks < _FEW:
            return shares
        weight = 0.5 * marks / (marks + _WORDS_COUNT_FROM)
        evidence = self._evidence(list(words), tuple(shares), without)
        scores = {n: math.log(share) + weight * evidence[n] for n, share in shares.items()}
        highest = max(scores.values())
        return normalised({name: math.exp(score - highest) for name, score in scores.items()})

    def _evidence(
        self, words: list[str], names: tuple[str, ...], without: Example | None
    ) -> dict[str, float]:
        """What the words say for each answer: mean logarithm of the ratio, times √words."""
        totals = dict.fromkeys(names, 0.0)
        counted = 0
        for word in words:
            told = self.word_tells(word, names, without)
            if told:
                counted += 1
                for name, value in told.items():
                    totals[name] += value
        scale = math.sqrt(counted) if counted else 1.0
        return {name: total / scale for name, total in totals.items()}

    def word_tells(
        self, word: str, names: tuple[str, ...], without: Example | None = None
    ) -> dict[str, float]:
        """How much more often a word goes with each answer than words do; empty for a rare word."""
        counts = self.by_word.get(word)
        if counts is None:
            return {}
        own = without if without is not None and word in without.words else None
        seen = sum(counts.values()) - (own is not None)
        if seen < _FEW:
            return {}
        marks = self.marks - (without is not None)
        usual = (seen + 1) / (marks + 2)
        told = {}
        for name in names:
            with_word = counts[name] - (own is not None and own.answer == name)
            whole = self.answers[name] - (without is not None and without.answer == name)
            told[name] = math.log((with_word + 2 * usual) / (whole + 2) / usual)
        return told

    def calibrated(self, probability: float) -> float:
        """A probability as often right as earlier ones like it were."""
        place = min(max(probability * _BINS - 0.5, 0.0), _BINS - 1.0)
        low = int(place)
        high = min(low + 1, _BINS - 1)
        part = place - low
        shift = (1 - part) * self._shift(low) + part * self._shift(high)
        return min(max(probability + shift, 0.01), 0.99)

    def _shift(self, tenth: int) -> float:
        middle = (tenth + 0.5) / _BINS
        seen, right = self.foretold[tenth], self.came_true[tenth]
        return (right + _TRUST * middle) / (seen + _TRUST) - middle
