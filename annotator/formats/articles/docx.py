"""Word documents (.docx): paragraphs, headings and lists as paragraphs, tables as lines.

Read with python-docx, whose own text of a paragraph leaves out what was inserted with changes
tracked and what stands in content controls; so the body is walked here. Changes count as
accepted: what was inserted is in the text, what was deleted is not.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from annotator.errors import (
    BrokenDocumentError,
    EmptyFileError,
    LockedFileError,
    MissingExtraError,
    TooLargeError,
)
from annotator.formats.articles.declared import (
    Declared,
    article_of,
    author_in_properties,
    title_in_properties,
)
from annotator.formats.articles.incoming import Incoming, Reading

_UNPACKED = 200_000_000
"""Bytes that a document unpacks to at most, with its pictures."""

_PARSED = 30_000_000
"""Bytes of it that are XML, of which the parser makes twenty times as much: a thick book has 10."""

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = frozenset(
    {_WORD + tag for tag in ("del", "moveFrom", "instrText", "pPr", "rPr", "tblPr", "sectPr")}
    | {_FALLBACK}
)
_SIGNS = {
    _WORD + "tab": "\t",
    _WORD + "br": "\n",
    _WORD + "cr": "\n",
    _WORD + "noBreakHyphen": "\u2011",
    _WORD + "ptab": "\t",
}
_MAIN_PART = "word/document"
_OTHERS = (
    ("xl/", "it holds an Excel workbook"),
    ("ppt/", "it holds a PowerPoint presentation"),
    ("content.xml", "it holds an OpenDocument file"),
    ("META-INF/container.xml", "it holds an e-book"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_TITLE_STYLES = re.compile(r"title|titel|titre|título|titolo|tytuł", re.IGNORECASE)
_HEADING = re.compile(r"(?:heading|überschrift|titre|título|titolo) ?1", re.IGNORECASE)
_FIRST = 20
"""Paragraphs among which the title is looked for."""


def is_docx(data: bytes) -> bool:
    """Whether a source is a Word document: a ZIP archive with its main part in it."""
    return data.startswith(b"PK\x03\x04") and _MAIN_PART.encode() in data


def read_docx(data: bytes, name: str, how: Reading) -> Incoming:
    """The article in a Word document.

    The title is that of its properties, where that tells something, else the first paragraph in
    the style of a title or a first heading, else the first line; the byline is the author of its
    properties. When the file was made or changed is no date of publication.

    Raises:
        MissingExtraError: the library is not installed.
        LockedFileError: it is encrypted.
        BrokenDocumentError: it is another archive, or damaged.
        TooLargeError: it unpacks to more than a document may.
        EmptyFileError: there is no text in it.
    """
    _check_archive(data, name)
    document = _opened(data, name)
    blocks = list(_blocks(document.element.body))
    text = "\n\n".join(block for block, _ in blocks)
    if not text.strip():
        raise EmptyFileError(name)
    properties = document.core_properties
    declared = Declared(
        title=title_in_properties(properties.title) or _styled_title(document, blocks[:_FIRST]),
        byline=author_in_properties(properties.author),
        language=properties.language or None,
    )
    noted = next(document.element.body.iter(f"{_WORD}footnoteReference"), None) is not None
    notices = ["Its footnotes are not read."] if noted else []
    return article_of(text, name, how, declared, notices=notices)


def _check_archive(data: bytes, name: str) -> None:
    """Refuses what is no Word document, before anything in it is unpacked.

    Raises:
        LockedFileError: it is encrypted.
        BrokenDocumentError: it is another archive, or none.
        TooLargeError: it unpacks to more than a document may.
    """
    import zipfile  # noqa: PLC0415 - slow, and only this format needs it

    should_be = "a Word document"
    if data.startswith(_OLE):
        if _LOCKED in data:
            raise LockedFileError(name)
        raise BrokenDocumentError(name, f"{should_be} (.docx)", "it is one of the old kind (.doc)")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise BrokenDocumentError(name, should_be, "it is damaged or cut off") from error
    names = [part.filename for part in parts]
    if not any(part.startswith(_MAIN_PART) for part in names):
        what = next(
            (what for begins, what in _OTHERS if any(part.startswith(begins) for part in names)),
            "it is a ZIP archive of something else",
        )
        raise BrokenDocumentError(name, should_be, what)
    for limit, size in (
        (_UNPACKED, sum(part.file_size for part in parts)),
        (
            _PARSED,
            sum(p.file_size for p in parts if p.filename.lower().endswith((".xml", ".rels"))),
        ),
    ):
        if size > limit:
            raise TooLargeError(f"{name}, unpacked", limit)


def _opened(data: bytes, name: str) -> Any:  # noqa: ANN401 - the library's own type
    try:
        import docx  # noqa: PLC0415 - it comes with an extra
    except ImportError as error:
        raise MissingExtraError(name, "Word documents", "documents") from error
    try:
        document = docx.Document(io.BytesIO(data))
        _ = document.element.body, document.core_properties.title, list(document.styles)
    except Exception as error:
        what = "parts of it are missing or damaged"
        raise BrokenDocumentError(name, "a Word document", what) from error
    return document


def _blocks(parent: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - an element of the library
    """Paragraphs and tables in order, each as its text and its element; empty ones left out."""
    for element in parent:
        if element.tag in _LEFT_OUT:
            continue
        if element.tag == _WORD + "p":
            text = _text(element).strip()
        elif element.tag == _WORD + "tbl":
            text = "\n".join(_rows(element))
        else:
            yield from _blocks(element)
            continue
        if text:
            yield text, element


def _rows(table: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    """The rows of a table that hold something, each as a line, a tab between two cells."""
    for row in table.iter(_WORD + "tr"):
        if next(row.iterancestors(_WORD + "tbl")) is not table:
            continue  # a row of a table in a cell is told in that cell
        cells = [
            " ".join(" ".join(block for block, _ in _blocks(cell)).split())
            for cell in row.iter(_WORD + "tc")
            if next(cell.iterancestors(_WORD + "tr")) is row
        ]
        if any(cells):
            yield "\t".join(cells).strip("\t")


def _text(paragraph: Any) -> str:  # noqa: ANN401 - as above
    """The words of a paragraph as they are shown, with the changes that were tracked."""
    parts: list[str] = []
    for element in paragraph:
        if element.tag in _LEFT_OUT or _is_hidden(element):
            continue
        if element.tag == _WORD + "t":
            parts.append(element.text or "")
        elif element.tag in _SIGNS:
            parts.append(_SIGNS[element.tag])
        elif element.tag == _WORD + "p":  # of a text box
            parts.append(f"\n{_text(element)}\n")
        else:
            parts.append(_text(element))
    return "".join(parts)


def _is_hidden(run: Any) -> bool:  # noqa: ANN401 - as above
    """Whether a run is formatted as hidden."""
    if run.tag != _WORD + "r":
        return False
    vanish = run.find(f"{_WORD}rPr/{_WORD}vanish")
    return vanish is not None and vanish.get(_WORD + "val") not in {"0", "false"}


def _styled_title(document: Any, blocks: list[tuple[str, Any]]) -> str | None:  # noqa: ANN401 - as above
    """The first paragraph in the style of a title, else of a first heading."""
    names = {style.style_id: style.name or "" for style in document.styles}
    styled = []
    for text, element in blocks:
        style = element.find(f"{_WORD}pPr/{_WORD}pStyle")
        key = style.get(_WORD + "val") if style is not None else None
        styled.append((text, names.get(key, "") or ""))
    for wanted in (_TITLE_STYLES, _HEADING):
        title = next((text for text, style in styled if wanted.fullmatch(style)), None)
        if title:
            return title
    return None
