"""What a benchmark prints: one line per figure, its floor in the same run, and what it must be."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Unit: TypeAlias = Literal["ms", "s", "MB", "×", "F1", "M/s", "rules"]

_DIGITS: Final[dict[Unit, int]] = {
    "ms": 1, "s": 2, "MB": 0, "×": 2, "F1": 2, "M/s": 2, "rules": 0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Floor:
    """The least that could be measured in the same run, in the unit of the figure."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value; `at_most` bounds the value itself, `at_most_ratio` value ÷ floor.

    `at_least` bounds a value of which more is better; `of` is how many there could be.
    """

    name: str
    value: float
    unit: Unit
    floor: Floor | None = None
    at_most: float | None = None
    at_most_ratio: float | None = None
    at_least: float | None = None
    of: int | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the floor the value is; None without a floor."""
        return self.value / self.floor.value if self.floor and self.floor.value else None

    @property
    def within(self) -> bool | None:
        """Whether the figure is what it must be; None if nothing is asked of it."""
        asked = [
            value <= bound
            for value, bound in ((self.value, self.at_most), (self.ratio, self.at_most_ratio))
            if value is not None and bound is not None
        ]
        if self.at_least is not None:
            asked.append(self.value >= self.at_least)
        return all(asked) if asked else None


@dataclass(frozen=True, slots=True)
class Note:
    """A line of words: what was left out, or could not be measured and why."""

    text: str


Line: TypeAlias = Figure | Note


def show(line: Line) -> str:
    """One line of the report: name, value, ratio to its floor, what it must be, if it is."""
    if isinstance(line, Note):
        return line.text
    ratio = ""
    if line.floor is not None and line.ratio is not None:
        ratio = f"{line.ratio:.2f} × {line.floor.name} ({_amount(line.floor.value, line.unit)})"
    bounds = [] if line.at_most is None else [f"≤ {line.at_most:g} {line.unit}"]
    bounds += [] if line.at_most_ratio is None else [f"≤ {line.at_most_ratio:g} × floor"]
    bounds += [] if line.at_least is None else [f"≥ {line.at_least:g} {line.unit}"]
    answer = {None: "", True: "yes", False: "NO"}[line.within]
    value = _amount(line.value, line.unit)
    if line.of is not None:
        value = f"{line.value:.0f} of {line.of}"
    return f"{line.name:<54}{value:>10}     {ratio:<44} {', '.join(bounds):<15} {answer}".rstrip()


def median(values: Sequence[float]) -> float:
    """The middle of the values."""
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 do not exceed: the nearest rank, so a value that was measured."""
    ordered = sorted(values)
    return ordered[max(0, -(-95 * len(ordered) // 100) - 1)]


def _amount(value: float, unit: Unit) -> str:
    return f"{value:.{_DIGITS[unit]}f} {unit}"
