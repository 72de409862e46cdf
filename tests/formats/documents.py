"""Documents to read: PDF and Word files made for a test, with what real ones have in them."""

from __future__ import annotations

import ctypes
import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import NamedTuple

A4 = (595, 842)


class Print(NamedTuple):
    """Words on a page, with where they begin in points from its lower left corner."""

    left: float
    base: float
    size: float
    text: str


def pdf(*pages: Sequence[Print]) -> bytes:
    """A PDF document with these words on its pages, in Helvetica."""
    import pypdfium2  # noqa: PLC0415 - a slow import
    from pypdfium2 import raw  # noqa: PLC0415 - as above

    document = pypdfium2.PdfDocument.new()
    font = raw.FPDFText_LoadStandardFont(document, b"Helvetica")
    for words in pages:
        page = document.new_page(*A4)
        for left, base, size, text in words:
            piece = raw.FPDFPageObj_CreateTextObj(document, font, size)
            letters = ctypes.create_string_buffer((text + "\0").encode("utf-16-le"))
            raw.FPDFText_SetText(piece, ctypes.cast(letters, ctypes.POINTER(ctypes.c_ushort)))
            raw.FPDFPageObj_Transform(piece, 1, 0, 0, 1, left, base)
            raw.FPDFPage_InsertObject(page, piece)
        raw.FPDFPage_GenerateContent(page)
    target = io.BytesIO()
    document.save(target)
    document.close()
    return target.getvalue()


def column(
    *lines: str, left: float = 72, top: float = 740, size: float = 11, pitch: float = 14
) -> list[Print]:
    """Lines under one another; an empty one leaves a gap."""
    return [
        Print(left, top - number * pitch, size, line) for number, line in enumerate(lines) if line
    ]


def written_pdf(trailer: str = "", objects: Sequence[str] = ()) -> bytes:
    """A PDF document of one empty page, written by hand, with more objects from number 4 on."""
    bodies = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        *objects,
    ]
    data = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(bodies) + 1
    return (
        data
        + (
            f"xref\n0 {size}\n0000000000 65535 f \n{table}"
            f"trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{len(data)}\n%%EOF\n"
        ).encode()
    )


def encrypted_pdf() -> bytes:
    """A PDF document that asks for a password."""
    words = "<" + "41" * 32 + ">"
    lock = f"<</Filter/Standard/V 1/R 2/O {words}/U {words}/P -44>>"
    return written_pdf(f"/Encrypt 4 0 R/ID[{words}{words}]", [lock])


def titled_pdf(title: str, author: str) -> bytes:
    """A PDF document with a line of text, a title and an author."""
    content = "BT /F 12 Tf 72 700 Td (Some words to read.) Tj ET"
    stream = f"5 0 obj\n<</Length {len(content)}>>\nstream\n{content}\nendstream\nendobj\n"
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    box = "/MediaBox[0 0 595 842]"
    data = written_pdf("/Info 4 0 R", [f"<</Title({title})/Author({author})>>"]).decode()
    shown = data.replace(box, f"{box}/Resources<</Font<</F{font}>>>>/Contents 5 0 R")
    return shown.replace("xref\n", f"{stream}xref\n", 1).encode()


_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels"
 ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType=
"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
</Types>"""
_LINKS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Target="word/document.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
</Relationships>"""


def docx_of(body: str) -> bytes:
    """A Word document of this XML, in which `w:` is the name space of its text."""
    document = (
        '<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w='
        '"http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc='
        f'"http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>{body}</w:body>'
        "</w:document>"
    )
    return archive(
        {
            "[Content_Types].xml": _TYPES.encode(),
            "_rels/.rels": _LINKS.encode(),
            "word/document.xml": document.encode(),
        }
    )


def archive(files: Mapping[str, bytes]) -> bytes:
    """A ZIP archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return target.getvalue()
