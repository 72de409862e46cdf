"""Joining sources, and confirming those that the program has proposed: one's own marks, at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from annotator.domain.marks import Source
from annotator.domain.sourcing.entries import Entry, Mention, name_key
from annotator.flows.annotate import Annotating, Outcome


def join(work: Annotating, entry: Entry, other: Entry) -> Outcome:
    """Gives every mention of one source the name of another: from then on they are one source.

    Args:
        work: whose marks they are.
        entry: the source that gets another name.
        other: the source that it is.
    """
    if name_key(entry.name) == name_key(other.name):
        return Outcome(said=f"{entry.name} is that source already")
    changed = _change(work, entry.mentions, lambda source: replace(source, name=other.name))
    if not changed:
        return Outcome(said=f"{entry.name} is no longer given as a source")
    return Outcome(changed, f"{entry.name} is {other.name}, {_in(changed)}; u takes it back")


def confirm(work: Annotating, mentions: Iterable[Mention]) -> Outcome:
    """Takes what the program has proposed for one's own word."""
    proposed = [mention for mention in mentions if mention.source.by == "program"]
    if not proposed:
        return Outcome(said="nothing of it is proposed by the program: it is somebody's word")
    changed = _change(work, proposed, lambda source: replace(source, by="annotator"))
    if not changed:
        return Outcome(said="it is no longer given as a source")
    return Outcome(changed, f"confirmed, {_in(changed)}; u takes it back")


def _change(
    work: Annotating, mentions: Iterable[Mention], become: Callable[[Source], Source]
) -> frozenset[str]:
    """Changes these mentions wherever they still are; returns the sentences."""
    wanted: dict[str, set[Source]] = {}
    for mention in mentions:
        wanted.setdefault(mention.sentence, set()).add(mention.source)
    after: dict[str, tuple[Source, ...]] = {}
    for sentence, sources in wanted.items():
        mark = work.mark_of(sentence)
        if mark is not None and sources.intersection(mark.sources):
            after[sentence] = tuple(become(s) if s in sources else s for s in mark.sources)
    return work.change_sources(after)


def _in(changed: frozenset[str]) -> str:
    return "in 1 sentence" if len(changed) == 1 else f"in {len(changed)} sentences"
