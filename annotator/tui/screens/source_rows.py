"""How the form for sources is drawn: the sentence, its sources, the article's, and the values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from textual.content import Content

from annotator.domain.marks import Source
from annotator.tui.cells import visible, widths
from annotator.tui.glyphs import Glyphs
from annotator.tui.screens.source_form import VALUES, Form, Part
from annotator.tui.widgets.line import fit
from annotator.tui.widgets.sheet import clickable, flow, words
from annotator.tui.wrap import line_starts

NUMBERED = 9
"""As many of the article's sources have a digit; the others are taken by typing their names."""

_LONGEST_NAME = 28
_LABEL = 13
_LEAST_WORDS = 12
"""Cells from which on the first words of a sentence say which one it is."""
_NOTHING = "–"
_KEYS: dict[str, str] = {
    "kind": "k",
    "role": "r",
    "manner": "m",
    "basis": "b",
    "from": "f",
    "via": "v",
    "confidential": "c",
}


class Rows(NamedTuple):
    """The drawn form."""

    lines: list[Content]
    at: dict[str, int]
    """The first line of each section and part, to scroll to."""
    cursor: tuple[int, int]
    """Column in cells and line of the word that moves."""


def draw(form: Form, width: int, glyphs: Glyphs) -> Rows:
    """The whole form for a width."""
    lines, cursor = _sentence(form, width)
    at = {"words": cursor[1]}
    for name, section in (
        ("entries", _entries(form, width, glyphs)),
        ("known", _known(form, width)),
        *_parts(form, width, glyphs),
    ):
        at[name] = len(lines)
        lines += section
    return Rows(lines, at, cursor)


def in_words(value: object) -> str:
    """A value as people read it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _NOTHING if value is None else str(value).replace("-", " ")


def short(text: str, most: int, glyphs_more: str = "…") -> str:
    """A text, cut where it is longer than so many code points."""
    return text if len(text) <= most else text[: most - 1] + glyphs_more


def _sentence(form: Form, width: int) -> tuple[list[Content], tuple[int, int]]:
    """The sentence with the picked words reversed, and where the moving word stands."""
    text = visible(form.text)
    starts = line_starts(text, 0, len(text), width)
    picked = form.picked
    head = form.words[form.head][0] if form.head is not None else 0
    cursor = (0, 0)
    lines = []
    for number, (first, last) in enumerate(zip(starts, [*starts[1:], len(text)], strict=True)):
        line = words(text[first:last].rstrip(" "))
        for index, (start, end) in enumerate(form.words):
            if start < last and end > first:
                inside = max(0, start - first), min(len(line), end - first)
                line = _with_link(line, *inside, f"word:{index}")
        if picked and picked[0] < last and picked[1] > first:
            line = line.stylize("bold reverse", max(0, picked[0] - first), picked[1] - first)
        if first <= head < last or (head == first == last):
            cursor = (sum(widths(text[first:head])), number)
        lines.append(line)
    return [*lines, Content("")], cursor


def _with_link(line: Content, start: int, end: int, value: str) -> Content:
    """The line with a stretch of it clickable."""
    return Content.assemble(line[:start], clickable(line[start:end], value), line[end:])


def _entries(form: Form, width: int, glyphs: Glyphs) -> list[Content]:
    """The sources of the sentence, where there is more than the one at hand."""
    if len(form.entries) == 1:
        return []
    lines = [words("sources of this sentence", "$foreground 75%")]
    for index, entry in enumerate(form.entries):
        here = index == form.at
        told = "another one" if entry.blank else _told(entry.source)
        room = max(1, width - 2)
        text = short(told, room, glyphs.more)
        pointer = f"{glyphs.pointer} " if here else "  "
        line = Content.assemble((pointer, "bold"), words(text, "bold" if here else ""))
        lines.append(clickable(line, f"entry:{index}"))
    return [*lines, Content("")]


def _told(source: Source) -> str:
    parts = [source.name, in_words(source.kind)]
    if source.role != "speaker":
        parts.append(in_words(source.role))
    if source.manner:
        parts.append(in_words(source.manner))
    if source.confidential:
        parts.append("confidential")
    if source.by == "program":
        parts.append("proposed")
    return " · ".join(parts)


def _known(form: Form, width: int) -> list[Content]:
    """The sources that digits take: first what is proposed, then the article's."""
    if not form.known and not form.offered:
        return []
    parts = [_numbered(0, source, ", proposed") for source in form.offered[:1]]
    parts += [_numbered(n, source) for n, source in enumerate(form.known[:NUMBERED], start=1)]
    more = len(form.known) - NUMBERED
    if more > 0:
        parts.append(words(f"and {more} more: type the name", "$foreground 75%"))
    head = words("sources of this article" if form.known else "proposed", "$foreground 75%")
    return [head, *flow(parts, width), Content("")]


def _numbered(number: int, source: Source, more: str = "") -> Content:
    """A source with the digit that takes it."""
    row = Content.assemble(
        (str(number), "bold $text-accent"),
        " ",
        words(short(source.name, _LONGEST_NAME)),
        words(f" ({in_words(source.kind)}{more})", "$foreground 75%"),
    )
    return clickable(row, f"known:{number}")


def _parts(form: Form, width: int, glyphs: Glyphs) -> Iterable[tuple[str, list[Content]]]:
    """A row for each part: its letter, its label and its values."""
    source = form.source
    typed = words(source.name or _NOTHING, "bold" if source.name else "")
    yield "name", [clickable(Content.assemble(_head("Tab", "name"), typed), "type:name")]
    yield "mention", flow(_mention(form), width, _head("← →", "words"))
    yield _row(form, "kind", width)
    yield _row(form, "role", width)
    if source.role == "declined":
        yield _row(form, "manner", width)
    yield _row(form, "basis", width)
    if source.basis != "explicit" or source.from_:
        yield "from", [_from(form, width, glyphs)]
    yield "via", [_typed_row("via", source.via)]
    yield _row(form, "confidential", width)


def _mention(form: Form) -> list[Content]:
    source = form.source
    if not source.mention:
        return [words(_NOTHING)]
    place = "" if form.picked else f" (in {source.sentence})" if source.sentence else ""
    return [words(f"“{source.mention}”{place}")]


def _typed_row(part: str, value: str | None) -> Content:
    row = Content.assemble(_head(_KEYS[part], part), words(value or _NOTHING))
    return clickable(row, f"type:{part}")


def _from(form: Form, width: int, glyphs: Glyphs) -> Content:
    """The sentence that it is carried from, with its first words."""
    id_ = form.source.from_
    row = _typed_row("from", id_)
    begins = dict(form.above).get(id_ or "", "")
    left = width - row.cell_length - 2
    if not begins or left < _LEAST_WORDS:
        return row
    first = fit(visible(begins[: 4 * left]), left, glyphs.more).rstrip()
    quoted = Content.assemble("  ", words(first, "italic $foreground 75%"))
    return Content.assemble(row, clickable(quoted, "type:from"))


def _row(form: Form, part: Part, width: int) -> tuple[str, list[Content]]:
    """A row of values, the chosen one in brackets."""
    chosen = getattr(form.source, part)
    values = []
    for index, value in enumerate(VALUES[part]):
        text = in_words(value)
        shown = words(f"[{text}]", "bold") if value == chosen else words(f" {text} ")
        values.append(clickable(shown, f"{part}:{index}"))
    label: str = part
    if part == "kind" and not form.entry.blank and not form.entry.sure_of_kind:
        label = "kind (guess)" if form.entry.guessed else "kind (choose)"
    return part, flow(values, width, _head(_KEYS[part], label), gap="")


def _head(key: str, label: str) -> Content:
    """A key and the label of a row; the values stand one below another."""
    blanks = " " * max(1, 4 - sum(widths(key)))
    return Content.assemble(
        (key, "bold $text-accent"), blanks, words(f"{label:<{_LABEL}}", "$foreground 75%")
    )
