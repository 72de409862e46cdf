"""PDF: the text that is in a document, in paragraphs; what repeats on every page is left out.

Read with PDFium, which gives letters in the order of the document and says where each stands;
`printed` makes paragraphs of that. Columns come in the order that the document has them in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from annotator.errors import (
    BrokenDocumentError,
    LockedFileError,
    MissingExtraError,
    NoTextError,
    TooLargeError,
)
from annotator.formats.articles.declared import (
    LONGEST_TEXT,
    Declared,
    article_of,
    author_in_properties,
    title_in_properties,
)
from annotator.formats.articles.incoming import Incoming, Reading
from annotator.formats.articles.printed import (
    Line,
    paragraphs,
    running_text,
    without_headers,
    words_in,
)

if TYPE_CHECKING:
    import pypdfium2

_PASSWORD = 4
_SECURITY = 5
"""What PDFium answers for encrypted documents: no password, or a kind that it does not know."""

_LINE_END = re.compile("[\r\n]|(?<=[\x02\ufffe])")
"""A line also ends after a hyphen, which PDFium writes as one of these two."""
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_IN_LINE = {**_LIGATURES, 0x02: "-", 0xFFFE: "-", 0xAD: "-", 0x0: "\ufffd", 0x9: " "}
_BROKEN_WORD = re.compile("(?<=[^\\W\\d_])[-\u2010\x02\ufffe\xad]\\Z")
_UNTOLD = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
_SHARE_UNTOLD = 0.3
_BIG = 1.2
"""How much larger than the rest the letters of a headline are."""
_HUGE = 1.6
"""The same of a headline below the name of the paper, so that no standfirst is taken for one."""
_AS_LARGE = 0.95
_FEW_WORDS = 3


def is_pdf(data: bytes) -> bool:
    """Whether a source is a PDF document; some programs write a little before its beginning."""
    within = re.search(rb"%PDF-\d\.\d", data[:1024]) is not None and b"%%EOF" in data[-2048:]
    return data.startswith(b"%PDF-") or within


def read_pdf(data: bytes, name: str, how: Reading) -> Incoming:
    """The article in a PDF document.

    The title is that of its properties, where that tells something, else the largest letters of
    its first page; the byline is the author of its properties.

    Raises:
        MissingExtraError: the library is not installed.
        LockedFileError: it is encrypted.
        NoTextError: it was scanned, or its letters cannot be told.
        BrokenDocumentError: it is damaged.
        TooLargeError: there is more text in it than an article may have.
    """
    document = _opened(data, name)
    try:
        pages = _pages(document, name)
        properties = document.get_metadata_dict()
    finally:
        document.close()
    _check_readable(pages, name)
    kept = without_headers(pages)
    if not any(kept):
        kept = pages
    words = words_in(kept)
    parts = [(block, running_text(block, words)) for block in paragraphs(kept)]
    text = "\n\n".join(part for _, part in parts)
    blank = sum(not page for page in pages)
    notices = []
    if blank:
        hold = "1 page holds" if blank == 1 else f"{blank} pages hold"
        notices.append(f"{hold} no text, of {len(pages)}: pictures are not read.")
    on_first = {id(line) for line in kept[0]} if kept else set()
    declared = Declared(
        title=title_in_properties(properties.get("Title"))
        or _headline([(lines, part) for lines, part in parts if id(lines[0]) in on_first]),
        byline=author_in_properties(properties.get("Author")),
    )
    return article_of(text, name, how, declared, notices=notices)


def _opened(data: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        import pypdfium2  # noqa: PLC0415 - it comes with an extra
    except ImportError as error:
        raise MissingExtraError(name, "PDF", "documents") from error
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in {_PASSWORD, _SECURITY}:
            raise LockedFileError(name) from error
        raise BrokenDocumentError(name, "a PDF document", "it is damaged or cut off") from error


def _pages(document: pypdfium2.PdfDocument, name: str) -> list[list[Line]]:
    """The lines of each page; it ends where there is too much, as pages may be packed well."""
    pages: list[list[Line]] = []
    size = 0
    for number in range(len(document)):
        pages.append(_lines(document, number))
        size += sum(len(line.text) for line in pages[-1])
        if size > LONGEST_TEXT:
            raise TooLargeError(f"the text of {name}", LONGEST_TEXT)
    return pages


def _lines(document: pypdfium2.PdfDocument, number: int) -> list[Line]:
    """The lines of a page that is not upside down or slanted, as they stand in the document."""
    import pypdfium2  # noqa: PLC0415 - as above
    from pypdfium2 import raw  # noqa: PLC0415 - as above

    try:
        page = document[number]
        letters = page.get_textpage()
    except pypdfium2.PdfiumError:
        return []
    count = letters.count_chars()
    get = raw.FPDFText_GetUnicode
    signs = "".join(chr(get(letters, index) or 0xFFFD) for index in range(count))
    return [
        line
        for start, end in _spans(signs)
        if (line := _line(letters, signs, start, end)) is not None
    ]


def _spans(signs: str) -> Iterator[tuple[int, int]]:
    """Where each printed line begins and ends; a hyphen that ends one belongs to it."""
    start = 0
    for found in _LINE_END.finditer(signs):
        yield start, found.start()
        start = found.end()
    yield start, len(signs)


def _line(letters: Any, signs: str, start: int, end: int) -> Line | None:  # noqa: ANN401 - a library's type
    import ctypes  # noqa: PLC0415 - as above

    from pypdfium2 import raw  # noqa: PLC0415 - as above

    while start < end and signs[start].isspace():
        start += 1
    while start < end and signs[end - 1].isspace():
        end -= 1
    text = signs[start:end]
    if not text:
        return None
    hyphen = _BROKEN_WORD.search(text)
    broken = hyphen is not None
    text = (text[:-1] if broken else text).translate(_IN_LINE)
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    x, y = ctypes.c_double(), ctypes.c_double()
    middle = (start + end) // 2
    while middle > start and signs[middle].isspace():
        middle -= 1
    raw.FPDFText_GetCharOrigin(letters, middle, x, y)
    left = letters.get_charbox(start, loose=True)[0]
    right = letters.get_charbox(end - 1, loose=True)[2]
    size = letters.get_charbox(middle, loose=True)
    return Line(
        " ".join(text.split()),
        min(left, right),
        max(left, right),
        y.value,
        max(size[3] - size[1], 1.0),
        broken,
    )


def _check_readable(pages: Sequence[Sequence[Line]], name: str) -> None:
    """Refuses a document without text.

    Raises:
        NoTextError: it has none, or what it has are no letters.
    """
    text = "".join(line.text for page in pages for line in page)
    if not any(map(str.isalnum, text)) and not _UNTOLD.search(text):
        raise NoTextError(name, pages=len(pages))
    if len(_UNTOLD.findall(text)) > _SHARE_UNTOLD * len(text):
        raise NoTextError(name, pages=len(pages), readable=False)


def _headline(parts: Sequence[tuple[Sequence[Line], str]]) -> str | None:
    """The paragraph in the largest letters of a page; None where they are those of the rest.

    A few words in larger letters above it are the paper's name.
    """
    sizes = Counter[float]()
    for lines, part in parts:
        sizes[round(lines[0].size)] += len(part)
    if not sizes:
        return None
    usual = sizes.most_common(1)[0][0]
    big = [
        (lines[0].size, part)
        for lines, part in parts
        if lines[0].size >= _BIG * usual and sum(map(str.isalpha, part)) > 1
    ]
    if not big:
        return None
    most = max(size for size, _ in big)
    largest = [part for size, part in big if size >= _AS_LARGE * most]
    below = [row for row in big if _HUGE * usual <= row[0] < _AS_LARGE * most]
    is_first = big[0][0] >= _AS_LARGE * most
    if is_first and below and len(" ".join(largest).split()) <= _FEW_WORDS:
        headline = max(below, key=lambda row: row[0])[1]
        if len(headline.split()) > _FEW_WORDS:
            return headline
    return " ".join(largest)
