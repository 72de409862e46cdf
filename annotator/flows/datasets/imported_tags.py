"""Whole documents with their tags called what this project calls them, also in their history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from annotator.domain.annotations import Annotations
from annotator.domain.datasets.label_map import LabelMap
from annotator.domain.marks import Mark
from annotator.domain.review.decisions import Decision, Review, Seen


def tags_in(document: Annotations | Review) -> set[str]:
    """Every tag that a document says, or ever said."""
    if isinstance(document, Annotations):
        marks = [*document.marks.values(), *(event.after for event in document.history)]
        return {tag for mark in marks if isinstance(mark, Mark) for tag in mark.tags}
    decisions = [*document.decisions.values(), *(event.after for event in document.history)]
    return {tag for one in decisions if isinstance(one, Decision) for tag in _tags_of(one)}


def annotations_in_our_words(document: Annotations, labels: LabelMap) -> Annotations:
    """An annotator's document with these tags; all of them must be known."""
    marks = {id_: labels.mapped(mark) for id_, mark in document.marks.items()}
    history = (
        replace(event, after=labels.mapped(event.after)) if isinstance(event.after, Mark) else event
        for event in document.history
    )
    return replace(
        document,
        marks=document.marks.emptied().with_all(marks),
        history=document.history[:0].plus(history),
    )


def review_in_our_words(review: Review, labels: LabelMap) -> Review:
    """A reviewer's document with these tags."""
    decisions = {id_: _decision(one, labels) for id_, one in review.decisions.items()}
    history = (
        replace(event, after=_decision(event.after, labels))
        if isinstance(event.after, Decision)
        else event
        for event in review.history
    )
    return replace(
        review,
        decisions=review.decisions.emptied().with_all(decisions),
        history=review.history[:0].plus(history),
    )


def _tags_of(decision: Decision) -> Iterator[str]:
    yield from (*decision.tags, *decision.also_right)
    for seen in decision.saw.values():
        yield from seen.tags


def _decision(decision: Decision, labels: LabelMap) -> Decision | None:
    """A decision in the project's tags; None where all of its labels are left out."""
    mark = labels.mapped(Mark(decision.state, decision.tags))
    if mark is None:
        return None
    saw = {name: _seen(seen, labels) for name, seen in decision.saw.items()}
    also = tuple(_known(decision.also_right, labels))
    return replace(decision, state=mark.state, tags=mark.tags, also_right=also, saw=saw)


def _seen(seen: Seen, labels: LabelMap) -> Seen:
    mark = labels.mapped(Mark(seen.state, seen.tags))
    return Seen("no-tag", ()) if mark is None else Seen(mark.state, mark.tags)


def _known(tags: Iterable[str], labels: LabelMap) -> Iterator[str]:
    """These tags as they are called here, without those that are left out or are `no-tag`."""
    for tag in dict.fromkeys(labels.of(tag) for tag in tags):
        if tag in set(labels.known.values()) - {"no-tag"}:
            yield str(tag)
