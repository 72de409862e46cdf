"""Taking in: what of another's label is new to a sentence, and what it becomes there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from annotator.domain.datasets.placing_labels import How, Place
from annotator.domain.marks import LookAgain, Mark, Source
from annotator.domain.mentions import find_words
from annotator.domain.names import LONGEST_NAME
from annotator.domain.revisions.carry import united

_LOOK: Mapping[How, LookAgain | None] = {
    "same": None,
    "edited": "edited",
    "split": "split",
    "joined": "joined",
}


class Said(NamedTuple):
    """What one annotator says of a sentence, by one item of a source."""

    mark: Mark
    part: str
    """Which item."""
    how: How = "same"


class Differing(NamedTuple):
    """An item that says something else of a sentence than an earlier one of the same annotator."""

    part: str
    earlier: str


def at_home(mark: Mark, texts: Mapping[str, str], place: Place, was: str | None) -> Mark:
    """A mark of some words as one of a sentence.

    It asks for another look where the words are not those of the sentence. Sources keep their
    places where those hold their words.

    Args:
        mark: what was said.
        texts: the sentences of the article, by id.
        place: the sentence.
        was: what the source calls the sentence that it is of.
    """
    look = _LOOK[place.how] if mark.state != "open" else None
    return replace(
        mark,
        quote=texts[place.sentence],
        look_again=look or mark.look_again,
        sources=tuple(_source(one, texts, place.sentence, was) for one in mark.sources),
    )


def _source(source: Source, texts: Mapping[str, str], own: str, was: str | None) -> Source:
    """A source with places in an article whose sentences may be others."""
    if source.from_ not in texts:
        source = replace(source, from_=None)
    at, start, end = source.sentence, source.start, source.end
    if at is None or (at in texts and texts[at][start:end] == source.mention):
        return source
    within = own if at == was else at
    found = find_words(texts.get(within, ""), source.mention)
    if found is None:
        return replace(source, sentence=None, start=None, end=None)
    return replace(source, sentence=within, start=found[0], end=found[1])


def one_mark(said: Sequence[Said]) -> tuple[Said, list[Differing]]:
    """What an annotator says of a sentence altogether, and what of it contradicts the first item.

    Pieces of a sentence that was cut more finely elsewhere become one, as when sentences are
    joined.
    """
    first = said[0]
    distinct = [first]
    for other in said[1:]:
        if not any(_alike(other.mark, one.mark) for one in distinct):
            distinct.append(other)
    if len(distinct) == 1:
        return first, []
    if all(one.how == "joined" for one in distinct):
        together = united([one.mark for one in distinct], first.mark.quote)
        return Said(together, first.part, "joined"), []
    return first, [Differing(other.part, first.part) for other in distinct[1:]]


def says_no_more(mark: Mark, there: Mark | None) -> bool:
    """Whether what is there already says all that a mark does.

    When it was said, how fast, and whether it asks for another look makes no difference; nor does
    what the source does not hold.
    """
    if there is None:
        return False
    decided = (there.state, there.tags, there.skip_reason)
    if mark.state != "open" and (mark.state, mark.tags) != decided[:2]:
        return False
    return (
        mark.skip_reason in {None, there.skip_reason}
        and (not mark.unsure or there.unsure)
        and mark.note in {"", there.note}
        and mark.suggestion in {None, there.suggestion}
        and set(mark.sources) <= set(there.sources)
        and set(mark.evidence) <= set(there.evidence)
    )


def stand_in(name: str, format_name: str, number: int) -> str:
    """Who an annotator's labels come in as where they have said something else here.

    Args:
        name: the annotator's.
        format_name: what the labels came in.
        number: 1, or more where that one has said something else, too.
    """
    ending = f" ({format_name})" if number == 1 else f" ({format_name} {number})"
    return name[: LONGEST_NAME - len(ending)].rstrip() + ending


def _alike(one: Mark, other: Mark) -> bool:
    return replace(one, at="", seconds=None) == replace(other, at="", seconds=None)
