"""Which ids of a source have been seen: eight bytes or sixteen for each, however long they are."""

from __future__ import annotations

from array import array

_FEWEST = 1 << 12


class SeenIds:
    """A set of texts that only grows, kept by their hashes in a table with open places.

    Two texts have one hash as seldom as one in 10¹⁹ pairs.
    """

    def __init__(self) -> None:
        self._places = array("Q", bytes(8 * _FEWEST))
        self._taken = 0

    def add(self, text: str) -> bool:
        """Takes up a text; gives whether it is new."""
        if 2 * self._taken >= len(self._places):
            self._grow()
        wanted = hash(text) & 0xFFFF_FFFF_FFFF_FFFF or 1
        place = _place(self._places, wanted)
        is_new = self._places[place] == 0
        if is_new:
            self._places[place] = wanted
            self._taken += 1
        return is_new

    def _grow(self) -> None:
        before = self._places
        self._places = array("Q", bytes(16 * len(before)))
        for each in before:
            if each:
                self._places[_place(self._places, each)] = each


def _place(places: array[int], wanted: int) -> int:
    """Where a hash stands, or the free place where it belongs."""
    last = len(places) - 1
    at = wanted & last
    while places[at] not in {0, wanted}:
        at = (at + 1) & last
    return at
