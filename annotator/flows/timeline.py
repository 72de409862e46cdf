"""The timeline of a document: each of its events as a line that people can read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from annotator.domain.annotations import Annotations, Event, Why
from annotator.domain.marks import Comment, Mark
from annotator.flows.wording import change_in_words, cut

_HOW: dict[Why, str] = {
    "key": "",
    "cli": "by a command",
    "import": "imported",
    "accept": "suggested",
    "undo": "undone",
    "redo": "done again",
    "restore": "back to earlier",
    "carry": "carried over",
    "rename": "tag renamed",
    "reaffirm": "looked, still right",
    "comment": "",
    "hand-in": "",
}
_NONE = -1


class Step(NamedTuple):
    """One event in words."""

    revision: int
    at: str
    """UTC."""
    session: str
    """Empty where only the article changed."""
    sentence: str
    """Empty where it is about the whole article."""
    what: str
    """Before and after, or what was said."""
    how: str
    """Where it was no key: undone, imported and so on."""
    quote: str
    """The sentence's own words, as far as the marks keep them."""


class Timeline(Sequence[Step]):
    """A document's events, the newest first; each is read when it is looked at."""

    def __init__(self, document: Annotations) -> None:
        self._history = document.history
        self._before: list[int] = []
        self._comments: set[int] = set()

    def __len__(self) -> int:
        return len(self._history)

    def __getitem__(self, index: int) -> Step:  # type: ignore[override]  # no slices: lines are drawn one by one
        if not 0 <= index < len(self):
            raise IndexError(index)
        if not self._before:
            self._follow_sentences()
        at = len(self._history) - 1 - index
        event = self._history[at]
        before = self._mark_before(at)
        after = event.after if isinstance(event.after, Mark) else None
        return Step(
            event.revision,
            event.at,
            "" if event.why == "carry" else event.session,
            event.sentence or "",
            self._what(at, event, before, after),
            _HOW[event.why],
            after.quote if after else before.quote if before else "",
        )

    def _what(self, at: int, event: Event, before: Mark | None, after: Mark | None) -> str:
        if event.sentence is None:
            return "hand-in taken back" if event.why == "undo" else "handed in"
        if isinstance(event.after, Comment):
            return f"comment: {cut(event.after.text)}"
        if at in self._comments:
            return "comment taken back"
        return change_in_words(before, after)

    def _mark_before(self, at: int) -> Mark | None:
        before = self._before[at]
        if before == _NONE:
            return None
        after = self._history[before].after
        return after if isinstance(after, Mark) else None

    def _follow_sentences(self) -> None:
        """Notes for each event which one was about the same sentence's mark before."""
        last: dict[str, int] = {}
        comments_of: dict[int, set[str]] = {}
        for at, event in enumerate(self._history):
            sentence = event.sentence
            self._before.append(_NONE if sentence is None else last.get(sentence, _NONE))
            if sentence is None:
                continue
            takes_back = event.after is None and event.undoes is not None
            if isinstance(event.after, Comment) or (
                takes_back and sentence in comments_of.get(event.undoes or 0, ())
            ):
                self._comments.add(at)
                comments_of.setdefault(event.group, set()).add(sentence)
            else:
                last[sentence] = at
