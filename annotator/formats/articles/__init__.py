"""Articles in: one row and one file for each format that can be read.

Readers work on bytes that are in memory already and name the source only in their messages; who
calls them opens files, and refuses those above the reader's `limit` before reading them. No
reader opens a file or a connection.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from annotator.errors import DataError, EmptyFileError, RefusedError, TooLargeError
from annotator.formats.articles.docx import is_docx, read_docx
from annotator.formats.articles.feed import is_feed, read_feed
from annotator.formats.articles.html import is_html, read_html
from annotator.formats.articles.incoming import Incoming, Reading
from annotator.formats.articles.json_lines import is_json_lines, read_json_lines
from annotator.formats.articles.markdown import LIMIT as MARKDOWN_LIMIT
from annotator.formats.articles.markdown import read_markdown
from annotator.formats.articles.ninjs import is_ninjs, read_ninjs
from annotator.formats.articles.pdf import is_pdf, read_pdf
from annotator.formats.articles.plain import LIMIT, read_plain
from annotator.formats.articles.records import CORPUS_LIMIT
from annotator.formats.articles.spreadsheet import read_table

__all__ = [
    "LIMIT",
    "READERS",
    "Incoming",
    "Reader",
    "Reading",
    "read_articles",
    "read_one",
    "reader_for",
]


@dataclass(frozen=True, slots=True)
class Reader:
    """A format that articles come in."""

    name: str
    suffixes: tuple[str, ...]
    """Ends of file names in lower case, with the dot."""
    read: Callable[[bytes, str, Reading], Iterator[Incoming | DataError]]
    """From the bytes, the name to show in messages and what else is known, one article after
    another. A piece of the source that is bad is an error among the articles; a source that is
    bad as a whole raises one."""
    recognises: Callable[[bytes], bool] | None = None
    """Whether the bytes can be nothing else; null where only the name tells."""
    media_types: tuple[str, ...] = ()
    """What servers call it, in lower case; without `text/plain`, which they say of anything."""
    limit: int = LIMIT
    """Bytes that a source has at most."""


def _one(
    read: Callable[[bytes, str, Reading], Incoming],
) -> Callable[[bytes, str, Reading], Iterator[Incoming | DataError]]:
    """The reader of a format in which a source is one article."""

    def read_source(data: bytes, name: str, how: Reading) -> Iterator[Incoming | DataError]:
        yield read(data, name, how)

    return read_source


_TABLE = Reader(
    "csv",
    (".csv", ".tsv", ".tab"),
    read_table,
    media_types=("text/csv", "text/tab-separated-values"),
    limit=CORPUS_LIMIT,
)
READERS = (
    Reader("plain text", (".txt", ".text"), _one(read_plain)),
    Reader(
        "html",
        (".html", ".htm", ".xhtml", ".shtml"),
        _one(read_html),
        is_html,
        ("text/html", "application/xhtml+xml"),
    ),
    Reader(
        "markdown",
        (".md", ".markdown"),
        _one(read_markdown),
        media_types=("text/markdown", "text/x-markdown"),
        limit=MARKDOWN_LIMIT,
    ),
    Reader(
        "feed",
        (".rss", ".atom", ".xml"),
        read_feed,
        is_feed,
        ("application/rss+xml", "application/atom+xml", "application/xml", "text/xml"),
    ),
    Reader("pdf", (".pdf",), _one(read_pdf), is_pdf, ("application/pdf",)),
    Reader(
        "docx",
        (".docx",),
        _one(read_docx),
        is_docx,
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
    ),
    Reader("ninjs", (".ninjs",), read_ninjs, is_ninjs, ("application/ninjs+json",)),
    Reader(
        "jsonl",
        (".jsonl", ".ndjson", ".json"),
        read_json_lines,
        is_json_lines,
        ("application/jsonl", "application/x-ndjson", "application/json-lines", "application/json"),
        CORPUS_LIMIT,
    ),
    _TABLE,
)
"""Every format; the first one takes what no other claims."""


def reader_for(
    name: str, data: bytes, readers: tuple[Reader, ...] = READERS, how: Reading | None = None
) -> Reader:
    """The reader of a source: by its content, else by what its server or its name says of it.

    Args:
        name: file name, path or address; `-` for standard input.
        data: the whole source.
        readers: the formats to choose from; the first is for what no other claims.
        how: what else is known; what has named fields and nothing else to tell it by is a table.
    """
    path = name.partition("?")[0] if "://" in name else name
    suffix = PurePath(path).suffix.lower()
    declared = how.content_type if how else None
    by_content = (row for row in readers if row.recognises and row.recognises(data))
    by_server = (row for row in readers if declared in row.media_types)
    by_name = (row for row in readers if suffix in row.suffixes)
    has_fields = how is not None and (how.text_field or how.id_field)
    found = next(by_content, None) or next(by_server, None) or next(by_name, None)
    return found or (_TABLE if has_fields else readers[0])


def read_articles(
    data: bytes, name: str, how: Reading | None = None
) -> Iterator[Incoming | DataError]:
    """The articles of a source, read by the format that it is in, with errors in their places.

    Args:
        data: the whole source.
        name: file name, path or address, for messages and to choose the format by.
        how: what else is known.

    Raises:
        TooLargeError: it has more bytes than its format allows.
        DataError: it is bad as a whole.
    """
    how = how or Reading()
    reader = reader_for(name, data, how=how)
    if len(data) > reader.limit:
        raise TooLargeError(name, reader.limit)
    yield from reader.read(data, name, how)


def read_one(data: bytes, name: str, how: Reading | None = None) -> Incoming:
    """The article of a source that should be one.

    Raises:
        DataError: it cannot be read.
        RefusedError: there are several in it.
    """
    found = read_articles(data, name, how)
    first = next(found, None)
    if first is None:
        raise EmptyFileError(name)
    if isinstance(first, DataError):
        raise first
    if next(found, None) is not None:
        raise RefusedError(
            f"{name} holds several articles. Bring them in with `annotator add` and name one."
        )
    return first
