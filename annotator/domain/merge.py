"""Merging two histories of one document, so that nothing is ever overwritten unseen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from annotator.domain.annotations import Annotations, Event
from annotator.domain.article import Article, order_of_id
from annotator.domain.edits import same_word
from annotator.domain.history import (
    Change,
    Circumstances,
    append,
    changes_mark,
    rebuild,
    record,
)
from annotator.domain.marks import Mark
from annotator.domain.reconcile import (
    HeldBack,
    Place,
    Reconciled,
    Way,
    common_length,
    reconciled,
)
from annotator.domain.revisions.carry import carried, revision_of, session_of

Held: TypeAlias = HeldBack[Mark]
"""A sentence that was marked differently on both sides: the disk's stands, ours waits."""

Merged: TypeAlias = Reconciled[Annotations, Mark]
"""What came of two histories: one document, and what was held back of ours."""


def reconcile(disk: Annotations, own: Annotations, article: Article | None = None) -> Merged:
    """What is to be saved where `disk` is there and `own` was to be.

    A sentence that both sides marked differently is held back; see `reconciled`. Where one side
    was carried over to a newer revision of the article, the other is, too, before they are
    compared: what carrying over did is nobody's decision and no conflict.

    Args:
        disk: what is there.
        own: what was to be saved.
        article: as it is today; null where nobody knows, and nothing is carried over then.
    """
    if article is None or not _is_carried(disk, own):
        return reconciled(disk, own, _WAY)
    older, newer = sorted((disk, own), key=lambda document: document.article_revision)
    if newer.article_revision > article.revision:
        # Of the earlier one, so that what was marked there is still carried over; what was
        # marked later stands.
        merged = reconciled(disk, own, _BY_HAND)
        revision, digest = older.article_revision, older.article_sha256
        document = replace(merged.document, article_revision=revision, article_sha256=digest)
        return replace(merged, document=document)
    disk = explained(disk)
    since = _first_revision(disk, own)
    there, here = carried(disk, article), carried(own, article)
    common = common_length(there.history.lines(), here.history.lines())
    if common == len(there.history):
        return Reconciled(here)
    decided = [event for event in here.history[common:] if event.why != "carry"]
    if not decided:
        return Reconciled(there)
    shared = rebuild(there, there.history[common - 1].revision if common else 0)
    base = carried(replace(shared, article_revision=since), article)
    ours = replace(here, history=here.history[:common].plus(decided))
    merged = reconciled(there, ours, _BY_HAND)
    return _settled(merged, base, there, here)


def _is_carried(disk: Annotations, own: Annotations) -> bool:
    """Whether the two are of different revisions, or became so apart from each other."""
    if disk.article_revision != own.article_revision:
        return True
    common = common_length(disk.history.lines(), own.history.lines())
    return any(event.why == "carry" for d in (disk, own) for event in d.history[common:])


def _first_revision(disk: Annotations, own: Annotations) -> int:
    """The revision of the article that the latest common document was of."""
    common = common_length(disk.history.lines(), own.history.lines())
    found = [disk.article_revision, own.article_revision]
    for document in (disk, own):
        reached = (revision_of(event) for event in document.history[common:])
        found += [revision - 1 for revision in reached if revision is not None][:1]
    return min(found)


def _settled(merged: Merged, base: Annotations, disk: Annotations, own: Annotations) -> Merged:
    """What was merged, with each mark as the side has it that changed it.

    Args:
        merged: what was merged of the decisions.
        base: what both had, carried over.
        disk: the disk's, carried over.
        own: ours, carried over.
    """
    document = merged.document
    held = {each.sentence: each for each in merged.held}
    changes: list[Change] = []
    for sentence in sorted({*document.marks, *disk.marks, *own.marks}, key=order_of_id):
        known = base.marks.line(sentence)
        theirs, ours = disk.marks.line(sentence), own.marks.line(sentence)
        stands = ours if theirs == known and sentence not in held else theirs
        if known not in {theirs, ours} and sentence not in held:
            mark, other = disk.marks.get(sentence), own.marks.get(sentence)
            if not same_word(mark, other):
                held[sentence] = Held(sentence, mark, other)
        if document.marks.line(sentence) != stands:
            side = own if stands == ours else disk
            changes.append(Change(sentence, side.marks.get(sentence)))
    comments = {comment.id: comment for side in (own, disk) for comment in side.comments}
    for comment in document.comments:
        if comments.get(comment.id, comment) != comment:
            now = comments[comment.id]
            changes.append(Change(now.sentence, now))
    how = Circumstances(document.updated, session_of(document.article_revision), "carry")
    in_order = tuple(held[sentence] for sentence in sorted(held, key=order_of_id))
    return replace(merged, document=record(document, changes, how), held=in_order)


def explained(document: Annotations) -> Annotations:
    """The document with an event for each mark that its history does not explain.

    Somebody has changed the file by hand, or with another tool; that is nothing to lose.
    """
    told = rebuild(document, document.revision).marks
    changes = [
        Change(sentence, document.marks.get(sentence))
        for sentence in dict.fromkeys([*told, *document.marks])
        if told.line(sentence) != document.marks.line(sentence)
    ]
    how = Circumstances(document.updated, "by-hand", "import")
    return record(document, changes, how)


def _place(event: Event, history: Sequence[Event]) -> Place | None:
    """The sentence whose mark an event changes."""
    if event.sentence is None or not changes_mark(event, history):
        return None
    return Place(event.sentence)


def _placed(document: Annotations, own: Annotations) -> Annotations:
    if own.article_revision <= document.article_revision:
        return document
    revision, digest = own.article_revision, own.article_sha256
    return replace(document, article_revision=revision, article_sha256=digest)


_WAY: Way[Annotations, Event, Mark] = Way(
    history=lambda document: document.history,
    append=append,
    explained=explained,
    place=_place,
    value=lambda document, place: document.marks.get(place.sentence),
    same=same_word,
    placed=_placed,
)


def _place_by_hand(event: Event, history: Sequence[Event]) -> Place | None:
    return None if event.why == "carry" else _place(event, history)


_BY_HAND = replace(_WAY, place=_place_by_hand)
"""The same where carrying over is no change."""
