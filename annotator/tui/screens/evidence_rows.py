"""How lists of evidence are drawn: each piece in a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from annotator.domain.marks import Evidence
from annotator.tui.glyphs import Glyphs
from annotator.tui.screens.evidence_form import Piece, piece_of
from annotator.tui.widgets.sheet import clickable, excerpt, words

NUMBERED = 9
"""As many pieces have a digit."""


def own_evidence(pieces: Sequence[Piece], at: int, width: int, glyphs: Glyphs) -> Iterator[Content]:
    """The sentence's evidence with the piece at hand marked, where there is more than that one."""
    if len(pieces) == 1:
        return
    yield words("evidence of this sentence", "$foreground 75%")
    for index, piece in enumerate(pieces):
        head = words(f"{glyphs.pointer} " if index == at else "  ", "bold")
        told = "another one" if piece.blank else piece.told
        yield clickable(_one_line(head, told, width, glyphs), f"piece:{index}")
    yield Content("")


def to_use_again(known: Sequence[Evidence], width: int, glyphs: Glyphs) -> Iterator[Content]:
    """The article's evidence with the digits that take it."""
    if not known:
        return
    yield words("evidence of this article, to use again", "$foreground 75%")
    for number, piece in enumerate(known[:NUMBERED], start=1):
        head = words(f"{number} ", "bold $text-accent")
        yield clickable(_one_line(head, piece_of(piece).told, width, glyphs), f"known:{number}")
    yield Content("")


def _one_line(head: Content, text: str, width: int, glyphs: Glyphs) -> Content:
    room = max(1, width - head.cell_length)
    return Content.assemble(head, excerpt(text, room, 1, glyphs.more)[0])
