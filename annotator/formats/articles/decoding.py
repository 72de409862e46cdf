"""Bytes to text: what they say of themselves, else UTF-8, else a guess that is told as one."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass

from annotator.errors import BinaryFileError, EmptyFileError, UndecodableFileError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte-order marks; UTF-32 first, because its little-endian one begins like that of UTF-16."""

HEAD = 4_096
"""Bytes at the beginning of a source by which its format, and what it says of itself, are told."""

_BEGINNINGS = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS-Adobe", "a PostScript document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"ID3\x02", "a sound recording"),
    (b"ID3\x03", "a sound recording"),
    (b"ID3\x04", "a sound recording"),
    (b"OggS\x00", "a sound recording"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh91AY&SY", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
"""How well-known files that hold no plain text begin, where no article could begin like that."""

_CONTROL = bytes(set(range(32)) - set(b"\b\t\n\v\f\r\x1b") | {127})
_SAMPLE = 65_536
_FEW_CONTROLS = 8
_SHARE_IN_TEXT = 0.3
_SHARE_IN_UNDECODABLE = 0.03

_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
"""Encodings that are named and those that are meant, as browsers take them (WHATWG Encoding)."""

_CANDIDATES = (
    *("cp1252", "cp1250", "cp1251", "koi8_r", "koi8_u", "iso8859_2", "cp1253", "cp1254", "cp1255"),
    *("cp1256", "cp1257", "cp1258", "cp932", "euc_jp", "euc_jis_2004", "gb18030", "big5"),
    *("big5hkscs", "cp949", "mac_roman", "cp850", "cp437"),
)
"""Encodings that articles come in; fewer candidates make a better guess of the same bytes."""

_CENTRAL = frozenset({"Polish", "Czech", "Slovak", "Hungarian", "Romanian", "Croatian", "Slovene"})
_SAME_MESS = 0.01
_SAME_SENSE = 0.05
_FOREIGN_LETTERS = 0.01
_FEW_LOST = 20
"""Characters beyond ASCII that are whole for each that is not, in UTF-8 that is damaged."""
_JIS = re.compile(rb"\x1b\$[@B]")

_CALLED = {
    "gb18030": "GB 18030 (Chinese)",
    "big5": "Big5 (Chinese)",
    "big5hkscs": "Big5 (Chinese)",
    "cp932": "Shift-JIS (Japanese)",
    "euc_jp": "EUC-JP (Japanese)",
    "euc_jis_2004": "EUC-JP (Japanese)",
    "iso2022_jp": "ISO-2022-JP (Japanese)",
    "cp949": "EUC-KR (Korean)",
    "koi8_r": "KOI8-R (Cyrillic)",
    "koi8_u": "KOI8-U (Cyrillic)",
    "mac_roman": "Mac Roman",
    "iso8859_2": "ISO 8859-2",
}


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text as its bytes have it, with half surrogates where they stood."""

    text: str
    encoding: str
    """A Python codec's name."""
    notices: tuple[str, ...] = ()
    """That the encoding was guessed, as a sentence for the person who adds the source."""


def decode(data: bytes, name: str, declared: Iterable[str | None] = ()) -> Decoded:
    """The text of a source of any encoding.

    A byte-order mark decides, and bytes that are UTF-8 are UTF-8 whatever anybody says of them;
    then what was declared, where the bytes fit; then the guess of charset-normalizer.

    Args:
        data: the whole source.
        name: of it, for messages.
        declared: encodings that a server or the source itself names, the best first.

    Raises:
        EmptyFileError: there is not a byte.
        BinaryFileError: it is no text.
        UndecodableFileError: it is text, but of no known encoding, or not what its mark says.
    """
    for begins, looks_like in _BEGINNINGS:
        if data.startswith(begins):
            raise BinaryFileError(name, looks_like)
    mark, encoding = next((row for row in _MARKS if data.startswith(row[0])), (b"", ""))
    if mark and encoding != "utf-8":
        return Decoded(_strictly(data[len(mark) :], encoding, name, len(mark)), encoding)
    body = data[len(mark) :]
    if not body:
        raise EmptyFileError(name)
    wide = _wide(data[:_SAMPLE])
    if wide:
        return _guessed(_strictly(data, wide, name, 0), wide)
    try:
        text = body.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        refuse_binary(data, name, _SHARE_IN_UNDECODABLE)
        return _not_utf_8(body, name, declared, len(mark) + error.start)
    refuse_binary(data, name, _SHARE_IN_TEXT)
    japanese = _if_fits(data, "iso2022_jp") if _JIS.search(data) else None
    if japanese is None:
        return Decoded(text, "utf-8")
    if "iso2022_jp" in map(declared_codec, declared):
        return Decoded(japanese, "iso2022_jp")
    return _guessed(japanese, "iso2022_jp")


def beginning(data: bytes) -> str:
    """The first few thousand characters of a source, to tell its format by; UTF-8 unless marked."""
    wide = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
    return data[:HEAD].decode(wide.get(data[:2], "utf-8"), "replace")


def declared_codec(label: str | None) -> str | None:
    """The Python codec for an encoding's name as pages and servers write it; None if unknown."""
    try:
        name = codecs.lookup((label or "").strip(" '\"").lower()).name
    except (LookupError, ValueError):
        return None
    if name.startswith(("utf", "unicode", "raw", "idna", "punycode", "base", "hex", "rot", "uu")):
        return None
    return _MEANT.get(name, name)


def refuse_binary(data: bytes, name: str, share: float = _SHARE_IN_TEXT) -> None:
    """Refuses bytes of which more than this share, at the beginning, stand in no text.

    Raises:
        BinaryFileError: so they are.
    """
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    if controls >= _FEW_CONTROLS and controls > share * len(sample):
        raise BinaryFileError(name, "binary data")


def _not_utf_8(body: bytes, name: str, declared: Iterable[str | None], offset: int) -> Decoded:
    """Text that is UTF-8 but for a few bytes, or declared and fitting, else the likeliest."""
    damaged = body.decode("utf-8", "replace")
    lost = damaged.count("\ufffd")
    if len(damaged) - len(damaged.encode("ascii", "ignore")) > _FEW_LOST * lost:
        what = "1 byte that is" if lost == 1 else f"{lost} stretches of bytes that are"
        return Decoded(damaged, "utf-8", (f"{what} not UTF-8 became U+FFFD.",))
    for codec in filter(None, map(declared_codec, declared)):
        text = _if_fits(body, codec)
        if text is not None:
            return Decoded(text, codec)
    guess = _guess(body)
    if guess is None:
        raise UndecodableFileError(name, offset)
    return _guessed(body.decode(guess), guess)


def _if_fits(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, LookupError):
        return None


def _strictly(body: bytes, encoding: str, name: str, before: int) -> str:
    """Text of an encoding that is certain.

    Raises:
        UndecodableFileError: it is cut off or damaged.
    """
    try:
        return body.decode(encoding, "surrogatepass")
    except UnicodeDecodeError as error:
        raise UndecodableFileError(name, before + error.start, encoding) from error


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a byte-order mark, told by the zeros in every second place."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if len(sample) >= _FEW_CONTROLS and max(even, odd) > half / 2 and min(even, odd) < half / 8:
        return "utf-16-be" if even > odd else "utf-16-le"
    return None


def _guessed(text: str, codec: str) -> Decoded:
    called = _CALLED.get(codec, codec.replace("cp", "windows-") if "cp12" in codec else codec)
    notice = (
        f"The encoding was guessed: the text is not UTF-8, and reads as {called}. Look at its "
        "accents and quotation marks."
    )
    return Decoded(text, codec, (notice,))


def _guess(data: bytes) -> str | None:
    """The likeliest encoding of bytes that are not UTF-8, None if nothing comes out as text.

    Western and Central European encodings differ in a few letters only: of those that read
    equally well, the one of the text's language is taken, and for text with hardly a letter
    beyond ASCII windows-1252.
    """
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow, and seldom needed

    found = list(from_bytes(data, cp_isolation=list(_CANDIDATES)))
    fits = [match for match in found if _if_fits(data, match.encoding) is not None]
    if not fits:
        return None
    best = fits[0]
    near = [
        match.encoding
        for match in fits
        if match.chaos <= best.chaos + _SAME_MESS
        and match.coherence >= best.coherence - _SAME_SENSE
    ]
    letters = sum(byte >= 0xC0 for byte in data[:_SAMPLE])  # noqa: PLR2004 - À and what follows
    central = best.language in _CENTRAL and letters > _FOREIGN_LETTERS * len(data[:_SAMPLE])
    order = ("cp1250", "cp1252") if central else ("cp1252", "cp1250")
    chosen = next((codec for codec in order if codec in near), best.encoding)
    western = _if_fits(data, "cp1252")
    return "cp1252" if western == data.decode(chosen) else chosen
