"""brat stand-off: a text and its annotations for each article, in a folder for each annotator.

https://brat.nlplab.org/standoff.html. A sentence is a `Sentence`; its primary tag is the value of
its attribute `Sourcing`, every tag is an attribute of its own besides, and the note of type `Row`
is the whole row as JSON. Offsets are code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count
from typing import get_args

from annotator.codec import to_json
from annotator.domain.marks import State
from annotator.domain.names import file_key
from annotator.formats.datasets.about import About, Target
from annotator.formats.datasets.grouped import Piece, choices, pieces, without
from annotator.formats.datasets.rows import Row, tag_columns

GOLD = "gold"
"""The folder of what is settled."""

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
"""What stands on one line, for any reader: some end lines at signs that others do not know."""
_ENDS_LINE = re.compile("[\x7f-\x9f\u2028\u2029]")
"""Signs that do so and stand in JSON as they are."""


def write_brat(rows: Iterable[Row], about: About, target: Target) -> None:
    """Writes the texts one after another, and above them `annotation.conf`, as brat wants it."""
    tags = tag_columns(about.project)
    for piece in pieces(rows, about):
        # One code point for each, so that offsets stay; some readers drop carriage returns.
        text = piece.text.replace("\r\n", " \n").replace("\r", "\n")
        name = f"{file_key(piece.who) if piece.who else GOLD}/{piece.about['article']}"
        with target.file(f"{name}.txt") as stream:
            stream.write(text.encode())
        with target.file(f"{name}.ann") as stream:
            stream.write("".join(_lines(piece, text, tags)).encode())
    with target.file("annotation.conf") as stream:
        stream.write(_configuration(about, tags).encode())


def _lines(piece: Piece, text: str, tags: dict[str, str]) -> Iterator[str]:
    attributes, notes = count(1), count(1)
    for number, row in enumerate(piece.rows, 1):
        spans = _spans(text, row["start"], row["end"])
        places = ";".join(f"{start} {end}" for start, end in spans)
        words = " ".join(text[start:end] for start, end in spans)
        yield f"T{number}\tSentence {places}\t{words}\n"
        for attribute, value in _attributes(row, tags):
            yield f"A{next(attributes)}\t{attribute} T{number}{value and ' '}{value}\n"
        if row["note"]:
            note = " ".join(row["note"].split())
            yield f"#{next(notes)}\tAnnotatorNotes T{number}\t{note}\n"
        yield f"#{next(notes)}\tRow T{number}\t{_json(row)}\n"


def _spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a sentence on each of its lines; brat shows no span that goes over a line."""
    return [match.span() for match in _LINE.finditer(text, start, end) if match.group().strip()]


def _attributes(row: Row, tags: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The attributes of a sentence with their values, which are empty for those of yes and no."""
    for primary in choices(row)[:1]:
        yield "Sourcing", primary
    for tag, attribute in tags.items():
        if tag in row["tags"]:
            yield attribute, ""
    if row["state"] is not None:
        yield "State", row["state"]
    if row["unsure"]:
        yield "Unsure", ""


def _json(row: Row) -> str:
    """A row on one line, whatever its reader takes for the end of one."""
    plain = to_json(without(row, "text")).decode()
    return _ENDS_LINE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", plain)


def _configuration(about: About, tags: dict[str, str]) -> str:
    own = "".join(f"{attribute}\tArg:Sentence\n" for attribute in tags.values())
    return (
        "[entities]\nSentence\n\n[relations]\n\n[events]\n\n[attributes]\n"
        f"Sourcing\tArg:Sentence, Value:{'|'.join(about.labels)}\n{own}"
        f"State\tArg:Sentence, Value:{'|'.join(get_args(State))}\n"
        "Unsure\tArg:Sentence\n"
    )
