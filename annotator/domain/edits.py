"""Edits: what each key makes of a mark; pure functions from a mark to the mark after it.

A lower-case tag replaces the primary and keeps the second tags; a tag that was a second one
swaps places. No tag and skip drop the tags but keep note, sources and evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotator.domain.article import Sentence
from annotator.domain.marks import Evidence, Mark, SkipReason, Source, Suggestion
from annotator.domain.proposed import without_proposals
from annotator.domain.tags import Renamed, current_names


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a decision records beside itself."""

    quote: str
    guidelines: str
    at: str
    seconds: float | None = None
    suggestion: Suggestion | None = None


def tagged(mark: Mark | None, tag: str, occasion: Occasion, second: Sequence[str] = ()) -> Mark:
    """The mark with `tag` as its primary; `second` are further tags that waited for it."""
    had = mark.tags if mark and mark.state == "tagged" else ()
    if tag in had:
        tags = [had[0] if t == tag else t for t in had[1:]] if tag != had[0] else list(had[1:])
    else:
        tags = list(had[1:])
    tags += [t for t in second if t not in tags]
    return _decided(mark, occasion, state="tagged", tags=(tag, *(t for t in tags if t != tag)))


def with_second(mark: Mark, tag: str, occasion: Occasion) -> Mark:
    """A tagged mark with `tag` added at the end of its tags, or taken away if it was there.

    The primary is not a second tag and stays.
    """
    if tag == mark.tags[0]:
        return mark
    rest = [t for t in mark.tags[1:] if t != tag]
    if len(rest) == len(mark.tags) - 1:
        rest.append(tag)
    return _decided(mark, occasion, state="tagged", tags=(mark.tags[0], *rest))


def no_tag(mark: Mark | None, occasion: Occasion) -> Mark:
    """Read, and none applies."""
    return _decided(mark, occasion, state="no-tag", tags=())


def skipped(mark: Mark | None, reason: SkipReason, occasion: Occasion) -> Mark:
    """Not to be judged, for this reason."""
    return _decided(mark, occasion, state="skipped", tags=(), reason=reason)


def skip_reason_of(sentence: Sentence) -> SkipReason | None:
    """The reason that a sentence's kind gives by itself; None for plain sentences."""
    return None if sentence.kind in {"sentence", "headline"} else "not-prose"


def cleared(mark: Mark | None, occasion: Occasion) -> Mark | None:
    """Without a decision: an open mark if a note, source or evidence is left, else none.

    What the program suggested, and the source that it proposed, go with the tag.
    """
    if mark is None:
        return None
    bare = replace(mark, state="open", tags=(), skip_reason=None, look_again=None, at=occasion.at)
    entered = without_proposals(mark.sources)
    return _unless_empty(replace(bare, sources=entered, suggestion=None))


def confirmed_again(mark: Mark, occasion: Occasion) -> Mark:
    """Looked at once more and still right: asks for no other look."""
    return replace(mark, look_again=None, at=occasion.at, seconds=occasion.seconds)


def with_note(mark: Mark | None, note: str, occasion: Occasion) -> Mark | None:
    """With this note, or without one for an empty text."""
    return _unless_empty(replace(_opened(mark, occasion), note=note.strip(), at=occasion.at))


def with_unsure(mark: Mark | None, occasion: Occasion) -> Mark | None:
    """With the flag `unsure` turned round."""
    opened = _opened(mark, occasion)
    return _unless_empty(replace(opened, unsure=not opened.unsure, at=occasion.at))


def with_sources(mark: Mark | None, sources: Sequence[Source], occasion: Occasion) -> Mark | None:
    """With exactly these sources."""
    opened = _opened(mark, occasion)
    return _unless_empty(replace(opened, sources=tuple(sources), at=occasion.at))


def with_evidence(
    mark: Mark | None, evidence: Sequence[Evidence], occasion: Occasion
) -> Mark | None:
    """With exactly this evidence."""
    opened = _opened(mark, occasion)
    return _unless_empty(replace(opened, evidence=tuple(evidence), at=occasion.at))


def carried_source(source: Source, sentence: str) -> Source:
    """A source of the mark of `sentence`, for a later sentence that does not name it again."""
    return replace(source, basis="continued", from_=source.from_ or sentence, by="annotator")


def with_current_names(mark: Mark, renamed: Sequence[Renamed]) -> Mark:
    """The mark with its tags called what they are called today."""
    tags = current_names(mark.tags, renamed)
    return mark if tags == mark.tags else replace(mark, tags=tags)


def same_decision(one: Mark | None, other: Mark | None) -> bool:
    """Whether two marks say the same, whenever and however fast they were made."""
    if one is None or other is None:
        return one is other
    return replace(one, at="", seconds=None) == replace(other, at="", seconds=None)


def same_word(one: Mark | None, other: Mark | None) -> bool:
    """Whether somebody says the same in two marks, whatever the program had to say to them."""
    return same_decision(*(mark and _own_word(mark) for mark in (one, other)))


def _own_word(mark: Mark) -> Mark:
    return replace(mark, sources=without_proposals(mark.sources), suggestion=None)


def _decided(
    mark: Mark | None,
    occasion: Occasion,
    *,
    state: str,
    tags: tuple[str, ...],
    reason: SkipReason | None = None,
) -> Mark:
    return replace(
        _opened(mark, occasion),
        state=state,  # type: ignore[arg-type]
        tags=tags,
        skip_reason=reason,
        look_again=None,
        suggestion=occasion.suggestion,
        guidelines=occasion.guidelines,
        at=occasion.at,
        seconds=occasion.seconds,
    )


def _opened(mark: Mark | None, occasion: Occasion) -> Mark:
    if mark is not None:
        return replace(mark, quote=occasion.quote)
    return Mark("open", quote=occasion.quote, guidelines=occasion.guidelines, at=occasion.at)


def _unless_empty(mark: Mark) -> Mark | None:
    nothing = not (mark.note or mark.sources or mark.evidence or mark.unsure)
    return None if mark.state == "open" and nothing else mark
