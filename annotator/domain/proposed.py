"""Sources that the program proposes: they come and go with the tag that asks for one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from annotator.domain.marks import Mark, Source
from annotator.domain.meanings import Meanings

Propose = Callable[[str], Sequence[Source]]
"""Who or what a sentence rests on as the program reads it, by the tag that asks; may be nothing."""


def with_proposal(
    before: Mark | None, after: Mark, names: Meanings, propose: Propose | None = None
) -> Mark:
    """The mark after a decision, with the program's sources in step with its tags.

    What somebody entered stays as it is, and then nothing is proposed beside it. What the program
    had proposed and nobody confirmed goes with the tag that it came for.

    Args:
        before: the mark before the decision.
        after: the mark that the decision makes of it.
        names: of the project's tags.
        propose: is asked at most once, where the mark has a tag that asks for a source; null for
            no proposals.
    """
    tag = asks_for_source(after, names)
    if tag == asks_for_source(before, names):
        return after
    entered = without_proposals(after.sources)
    proposed = propose(tag) if propose and tag and not entered else ()
    return replace(after, sources=(*entered, *proposed))


def asks_for_source(mark: Mark | None, names: Meanings) -> str | None:
    """The first tag of a mark that says of whom its sentence is: not opinion, nor one's own."""
    asking = {names.confirmed, names.insider, names.declined}
    return next((tag for tag in mark.tags if tag in asking), None) if mark else None


def without_proposals(sources: Sequence[Source]) -> tuple[Source, ...]:
    """The sources that somebody entered or confirmed."""
    return tuple(source for source in sources if source.by != "program")


def confirmed(source: Source) -> Source:
    """A source as the annotator's own word, if it was only proposed."""
    return replace(source, by="annotator") if source.by == "program" else source
