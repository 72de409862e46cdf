"""brat stand-off: a text and its annotations for each article, in a folder for each annotator.

https://brat.nlplab.org/standoff.html. A sentence is a `Sentence`; its primary tag is the value of
its attribute `Sourcing`, every tag is an attribute of its own besides, and the note of type `Row`
is the whole row as JSON. Offsets are code points.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, get_args
from urllib.parse import unquote

from annotator.codec import to_json
from annotator.domain.article import text_digest
from annotator.domain.datasets.anchors import Anchor
from annotator.domain.marks import State
from annotator.domain.names import file_key
from annotator.errors import DataError, TooLargeError, UndecodableFileError
from annotator.formats.datasets.about import About, Target
from annotator.formats.datasets.from_rows import anchor_of
from annotator.formats.datasets.grouped import Piece, choices, pieces, without
from annotator.formats.datasets.labeled import Found, Source
from annotator.formats.datasets.lines import object_in
from annotator.formats.datasets.of_tools import Said, Span, Where, chosen_in, placed, told
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


_MOST = 64_000_000
"""Bytes of a file that is read as a whole."""
_PLACES = re.compile(r"\d{1,12} \d{1,12}(;\d{1,12} \d{1,12})*")
_VALUES = re.compile(r"^Sourcing\s.*Value:(.*)$", re.MULTILINE)
_KINDS = "TEAM#RN*"
"""How lines begin; relations, references and sets of equals label no text."""
_COLUMN = "tag_"
_NO_WORD = re.compile(r"\W")


@dataclass(slots=True)
class _Noted:
    """What the lines of a file say of one stretch of text."""

    kind: str
    """What brat calls its type: the label, in files that are not ours."""
    spans: list[tuple[int, int]]
    words: str
    attributes: dict[str, str] = field(default_factory=dict)
    """With their values, which are empty for those of yes and no."""
    notes: list[str] = field(default_factory=list)
    row: dict[str, Any] | None = None
    """Our own, that came along."""


def read_brat(source: Source) -> Iterator[Found]:
    """The labels of every stretch of text, one file after another, as their folders' names."""
    labels = _label_names(source)
    texts = frozenset(source.files)
    for file in source.files:
        if not _is_annotations(file):
            continue
        try:
            written = _whole(source, file)
            beside = file.removesuffix(".ann") + ".txt"
            text = _whole(source, beside) if beside in texts else None
        except DataError as error:
            yield error
            continue
        yield from _File(Where(source.name, file, file), text, labels).read(written)


def holds_brat(source: Source) -> bool:
    """Whether there are files of annotations in it."""
    return any(map(_is_annotations, source.files))


def _is_annotations(file: str) -> bool:
    """Whether a file holds annotations, by its name; what a Mac puts beside one does not."""
    return file.endswith(".ann") and not file.rpartition("/")[2].startswith(".")


def _label_names(source: Source) -> dict[str, str]:
    """What the attributes of tags are called in full, as the configuration says."""
    for file in source.files:
        if file.rpartition("/")[2] == "annotation.conf":
            with contextlib.suppress(DataError):
                found = _VALUES.search(_whole(source, file))
                names = found[1].strip().split("|") if found else []
                return {f"{_COLUMN}{_NO_WORD.sub('_', name)}": name for name in names}
    return {}


def _whole(source: Source, file: str) -> str:
    """A file's text.

    Raises:
        DataError: it is too large, or no UTF-8.
    """
    with source.open(file) as stream:
        data = stream.read(_MOST + 1)
    name = f"{source.name}, {file}"
    if len(data) > _MOST:
        raise TooLargeError(name, _MOST)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise UndecodableFileError(name, error.start) from error


class _File:
    """A file of annotations, with the text beside it."""

    def __init__(self, where: Where, text: str | None, labels: Mapping[str, str]) -> None:
        self._where = where
        self._text = text
        self._digest = "" if text is None else text_digest(text)
        self._labels = labels
        self._stem = where.file.removesuffix(".ann")
        self._folder = self._stem.rpartition("/")[0].rpartition("/")[2]
        self._noted: dict[str, _Noted] = {}
        self._triggers: dict[str, str] = {}

    def read(self, written: str) -> Iterator[Found]:
        """The label of each stretch of the text; of several on the same words, one together."""
        lines = list(enumerate(written.removeprefix("\ufeff").split("\n"), 1))
        takes: dict[str, Callable[..., None]] = {"T": self._span, "E": self._event}
        takes |= {"A": self._attribute, "M": self._attribute, "#": self._note}
        for kinds in ("T", "E", "AM#"):  # what is said of a span may stand before it
            for number, line in lines:
                where = self._where.within(f"line {number:,}")
                if line.strip() and line[0] not in _KINDS and kinds == "T":
                    yield where.wrong(_NO_LINE)
                if not line.strip() or line[0] not in kinds:
                    continue
                try:
                    takes[line[0]](*line.rstrip("\r").split("\t", 2))
                except _LineError as error:
                    yield where.wrong(str(error))
                except TypeError:
                    yield where.wrong(_NO_LINE)
        yield from self._labeled()

    def _span(self, id_: str, data: str, words: str = "") -> None:
        kind, _, places = data.partition(" ")
        if not _PLACES.fullmatch(places):
            raise _LineError("its offsets are none")
        if id_ in self._noted:
            raise _LineError(f"the id {id_[:20]!r} stands there twice")
        pairs = [place.split(" ") for place in places.split(";")]
        self._noted[id_] = _Noted(kind, [(int(start), int(end)) for start, end in pairs], words)

    def _event(self, id_: str, data: str, *_: str) -> None:
        self._triggers[id_] = data.split(" ", 1)[0].rpartition(":")[2]

    def _of(self, id_: str) -> _Noted | None:
        return self._noted.get(self._triggers.get(id_, id_))

    def _attribute(self, _id: str, data: str, *_more: str) -> None:
        name, _, rest = data.partition(" ")
        of, _, value = rest.partition(" ")
        if noted := self._of(of):
            noted.attributes[name] = value

    def _note(self, _id: str, data: str, words: str = "") -> None:
        kind, _, of = data.partition(" ")
        noted = self._of(of)
        if noted is None:
            return
        if kind == "Row":
            row = object_in(words.encode("utf-8", "replace"), "", "")
            noted.row = row if isinstance(row, dict) else None
        elif words.strip():
            noted.notes.append(words)

    def _labeled(self) -> Iterator[Found]:
        together: dict[tuple[int, int], dict[str, _Noted]] = {}
        for id_, noted in self._noted.items():
            place = (noted.spans[0][0], noted.spans[-1][1])
            together.setdefault(place, {})[id_] = noted
        for (start, end), group in together.items():
            where = self._where.within(", ".join(group))
            row = next((one.row for one in group.values() if one.row), None)
            said = Said(
                list(dict.fromkeys(name for one in group.values() for name in self._names(one))),
                self._annotator(row),
                note="\n".join(note for one in group.values() for note in one.notes),
                unsure=any("Unsure" in one.attributes for one in group.values()),
            )
            try:
                anchor = self._anchor(next(iter(group.values())), (start, end), row)
            except ValueError as error:
                yield where.wrong(str(error))
                continue
            yield told(where, said, anchor, row, f"{self._stem}#{'+'.join(group)}")

    def _names(self, noted: _Noted) -> list[str]:
        """The labels of a stretch: of the attributes in files like ours, else brat's type."""
        own = [name for name in noted.attributes if name.startswith(_COLUMN)]
        row = noted.row or {}
        primary = noted.attributes.get("Sourcing")
        if row and set(own) == {name for name in row if name.startswith(_COLUMN) and row[name]}:
            chosen = chosen_in(row)
            if primary == next(iter(chosen), None):
                return chosen
        names = [primary] if primary else []
        names += [self._labels.get(name, name.removeprefix(_COLUMN)) for name in own]
        return names or ([] if noted.kind == "Sentence" else [noted.kind])

    def _annotator(self, row: Mapping[str, Any] | None) -> str | None:
        """Whose folder it is; the row says so in full."""
        name = (row or {}).get("annotator")
        if isinstance(name, str) and self._folder in {"", file_key(name)}:
            return name
        return unquote(self._folder) if self._folder not in {"", GOLD} else None

    def _anchor(
        self, noted: _Noted, place: tuple[int, int], row: Mapping[str, Any] | None
    ) -> Anchor:
        about = Anchor("", article=self._stem.rpartition("/")[2])
        if row is not None:
            about = replace(anchor_of(row), start=None, end=None)
        if self._text is None:
            return replace(about, quote=noted.words)
        start, end = place
        there = " ".join(self._text[first:last] for first, last in noted.spans)
        is_there = there.split() == noted.words.split()
        quote = self._text[start:end] if is_there else noted.words
        anchor = placed(self._text, Span(start, end, (), quote), about)
        # Without the carriage returns of the article it is another text.
        is_whole = row is None or about.sha256 == self._digest
        return anchor if is_whole else replace(anchor, text=None)


_NO_LINE = "it is no line of brat's"


class _LineError(ValueError):
    """Why a line cannot be read."""
