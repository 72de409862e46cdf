"""Tag sets: the project's tags, how each is typed and shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.errors import UnknownNameError


@dataclass(frozen=True, slots=True)
class Tag:
    """One of the project's tags."""

    name: str
    key: str
    """The letter that gives it."""
    glyph: str
    """One sign, one or two cells wide, shown before each sentence that has it."""
    colour: str
    """`#RRGGBB`, for dark backgrounds."""
    means: str
    """One line on when it applies."""


@dataclass(frozen=True, slots=True)
class Renamed:
    """A tag's old name; every reader applies it, and the old name is never used again."""

    from_: str
    to: str
    at: str


DEFAULT_TAGS = (
    Tag("confirmed", "c", "✓", "#009E73", "a checkable statement with an accountable basis"),
    Tag("insider-sourced", "i", "◆", "#E69F00", "rests on someone the reader cannot identify"),
    Tag("declined-comment", "d", "⊘", "#56B4E9", "a party was asked and gave no substance"),
    Tag("opinion", "o", "≈", "#CC79A7", "evaluation, forecast, motive, interpretation"),
)
"""The four tags; colours from Okabe & Ito (2008), *Color Universal Design*."""


def current_name(name: str, renamed: Sequence[Renamed]) -> str:
    """What a tag is called today, following every rename in order."""
    for change in renamed:
        if change.from_ == name:
            name = change.to
    return name


def current_names(names: Iterable[str], renamed: Sequence[Renamed]) -> tuple[str, ...]:
    """What tags are called today, each once: two may have become one."""
    return tuple(dict.fromkeys(current_name(name, renamed) for name in names))


def find_tag(name: str, tags: Sequence[Tag], renamed: Sequence[Renamed] = ()) -> Tag:
    """The tag with this name, an old name of it, its key, or an unambiguous beginning.

    Raises:
        UnknownNameError: nothing, or more than one tag, goes by that name.
    """
    today = current_name(name, renamed)
    for tag in tags:
        if today in (tag.name, tag.key):
            return tag
    beginnings = [tag for tag in tags if tag.name.startswith(today)] if today else []
    if len(beginnings) == 1:
        return beginnings[0]
    raise UnknownNameError("tag", name, [tag.name for tag in tags])
