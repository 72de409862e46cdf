"""The signs the screens draw with: a Unicode set, and an ASCII one where the font lacks them."""

from __future__ import annotations

from typing import NamedTuple

from annotator.domain.tags import Tag
from annotator.tui.cells import visible


class Glyphs(NamedTuple):
    """One sign for each thing that the screens show apart from words; one cell each."""

    pointer: str
    """Before the current sentence."""
    unseen: str
    no_tag: str
    skipped: str
    checked: str
    """After a tag's glyph: evidence is attached."""
    unsure: str
    look_again: str
    comment: str
    note: str
    finding: str
    differ: str
    """Annotators give different answers, and nobody has settled it."""
    sent_back: str
    """Somebody is asked for another look."""
    suggested: str
    done: str
    to_do: str
    """`done` and `to_do` are the two halves of a progress bar."""
    bullet: str
    """Before an item of a list in the guidelines."""
    more: str
    """Stands for what does not fit."""


UNICODE = Glyphs(
    pointer="▶",
    unseen="·",
    no_tag="–",
    skipped="╌",
    checked="+",
    unsure="?",
    look_again="↺",
    comment="✉",
    note="✎",
    finding="!",
    differ="≠",
    sent_back="←",
    suggested="→",
    done="█",
    to_do="░",
    bullet="•",
    more="…",
)

ASCII = Glyphs(
    pointer=">",
    unseen=".",
    no_tag="-",
    skipped="=",
    checked="+",
    unsure="?",
    look_again="@",
    comment='"',
    note="*",
    finding="!",
    differ="%",
    sent_back="<",
    suggested="~",
    done="#",
    to_do=".",
    bullet="-",
    more="~",
)


def glyphs(*, ascii_only: bool) -> Glyphs:
    """The set to draw with."""
    return ASCII if ascii_only else UNICODE


def tag_glyph(tag: Tag, *, ascii_only: bool) -> str:
    """The sign of a tag: its glyph, or in ASCII its key as a capital."""
    return tag.key.upper() if ascii_only else visible(tag.glyph)
