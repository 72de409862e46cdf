"""How one text became another, word by word: for the screen, and as plain text with signs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from annotator.domain.mentions import words_of
from annotator.domain.revisions.alignment import word_changes

How = Literal["same", "gone", "come", "cut"]

SIGNS: dict[How, tuple[str, str]] = {
    "same": ("", ""),
    "gone": ("[-", "-]"),
    "come": ("{+", "+}"),
    "cut": ("", ""),
}
"""What stands before and after a stretch, so that no colour is needed to tell them apart."""


class Stretch(NamedTuple):
    """Words of one of the two texts, or of both; or what stands for a cut between sentences."""

    text: str
    how: How

    @property
    def told(self) -> str:
        """The words between their signs."""
        before, after = SIGNS[self.how]
        return f"{before}{self.text}{after}"


def stretches(was: str, is_: str) -> list[Stretch]:
    """Two texts as one, on one line: what stayed, what is gone, and what came in its place."""
    old, new = " ".join(was.split()), " ".join(is_.split())
    found: list[Stretch] = []
    for change in word_changes(old, new):
        gone, come = old[slice(*change.old)], new[slice(*change.new)]
        if change.how == "same":
            found.append(Stretch(come, "same"))
            continue
        found += [Stretch(gone, "gone")] if gone else []
        found += [Stretch(come, "come")] if come else []
    return found


def word_by_word(was: str, is_: str) -> str:
    """The same as plain text: `[-gone-]`, `{+come+}`, and what stayed."""
    return "".join(stretch.told for stretch in stretches(was, is_))


def around_changes(found: Sequence[Stretch], words: int) -> list[Stretch]:
    """The stretches, of those that stayed only the words beside a change; `…` for the others.

    Args:
        found: as `stretches` gives them.
        words: how many stay on either side.
    """
    last = len(found) - 1
    return [
        stretch
        if stretch.how != "same"
        else Stretch(_shortened(stretch.text, words if n else 0, words if n < last else 0), "same")
        for n, stretch in enumerate(found)
    ]


def only_changes(found: Iterable[Stretch]) -> str:
    """What is gone and what came, without what stayed, as plain text."""
    return " ".join("".join(_runs(found)).split())


def _runs(found: Iterable[Stretch]) -> Iterator[str]:
    for stretch in found:
        yield " " if stretch.how == "same" else stretch._replace(text=stretch.text.strip()).told


def _shortened(text: str, first: int, last: int) -> str:
    """A text with so many words of its beginning and its end; whole where that is hardly less."""
    words = words_of(text)
    if len(words) <= first + last + 2:
        return text
    head = text[: words[first - 1][1]] if first else ""
    tail = text[words[-last][0] :] if last else ""
    return " ".join(filter(None, (head, "…", tail)))
