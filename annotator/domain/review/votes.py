"""Votes: what annotators' marks of one sentence say together, and whether a decision still fits.

Only `tagged` and `no-tag` are votes; `skipped` and unseen cast none. Votes are compared by the
primary tag, decisions with what they saw by all tags.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from annotator.domain.marks import Mark, State
from annotator.domain.review.decisions import Decision, Seen

Answer = tuple[State, tuple[str, ...]]
"""A state with the primary tag, if it has one: what votes are compared by."""

Standing = Literal["agreement", "settled", "stale"]

_UNSEEN = Seen("open", ())
_VOTES = frozenset({"tagged", "no-tag"})


def seen(marks: Mapping[str, Mark]) -> dict[str, Seen]:
    """What these marks of a sentence say, by annotator; an open one says nothing yet."""
    return {
        name: Seen(mark.state, mark.tags) for name, mark in marks.items() if mark.state != "open"
    }


def votes(said: Mapping[str, Seen]) -> dict[str, Seen]:
    """Those of a sentence's marks that are votes, by annotator."""
    return {name: one for name, one in said.items() if one.state in _VOTES}


def answer(said: Seen | Decision | Mark) -> Answer:
    """What somebody says in the main."""
    return said.state, said.tags[:1]


def in_a_word(said: Seen | Decision) -> str:
    """The primary tag, else the state: `no-tag` or `skipped`."""
    return said.tags[0] if said.tags else said.state


def joint(said: Sequence[Seen | Decision]) -> Seen:
    """What several who give one answer say together: the second tags are those all agree on."""
    first, *others = said
    return Seen(first.state, tuple(t for t in first.tags if all(t in o.tags for o in others)))


def majority(said: Mapping[str, Seen]) -> Seen | None:
    """What more than half of these votes say; None where no answer has so many."""
    counts = Counter(map(answer, said.values()))
    for most, count in counts.most_common(1):
        if 2 * count > len(said):
            return joint([one for one in said.values() if answer(one) == most])
    return None


def is_unanimous(said: Mapping[str, Seen]) -> bool:
    """Whether there are two votes or more, all for one answer."""
    return len(said) > 1 and len(set(map(answer, said.values()))) == 1


def is_disputed(said: Mapping[str, Seen]) -> bool:
    """Whether these votes give different answers."""
    return len(set(map(answer, said.values()))) > 1


def is_stale(decision: Decision, today: Mapping[str, Seen]) -> bool:
    """Whether the state or the tags of a mark that a decision saw are different today."""
    for name, was in decision.saw.items():
        now = today.get(name, _UNSEEN)
        if (was.state, was.tags) != (now.state, now.tags):
            return True
    return False


def is_agreement(decision: Decision, today: Collection[str]) -> bool:
    """Whether a decision only agrees with marks, and so settles nothing alone.

    It does if it says what each mark that it saw says, and saw one only or not those of all who
    vote today: agreeing with one colleague's mark is no answer to another's. What overrules a
    mark that it saw always settles, and so does what agrees with everybody.

    Args:
        decision: what the reviewer says.
        today: the annotators who vote.
    """
    if not decision.saw or not _repeats(decision):
        return False
    return len(decision.saw) == 1 or any(name not in decision.saw for name in today)


def agrees_with_one(decision: Decision) -> bool:
    """Whether a decision saw one mark only, and says what that says."""
    return len(decision.saw) == 1 and _repeats(decision)


def _repeats(decision: Decision) -> bool:
    own = (decision.state, decision.tags)
    return all((one.state, one.tags) == own for one in decision.saw.values())


def standing(decision: Decision, today: Mapping[str, Seen]) -> Standing:
    """What a decision is worth today: only an agreement, a settlement, or stale.

    An agreement with one mark is stale, too, once that mark is another.
    """
    if is_stale(decision, today):
        return "stale"
    return "agreement" if is_agreement(decision, votes(today)) else "settled"
