"""Unpacking pages as they come, and no further than there is room."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any


class AsItIs:
    """A page that was sent as it is."""

    is_whole = True

    def parts(self, piece: bytes, _room: int) -> Iterator[bytes]:
        """The piece."""
        yield piece


class Packed:
    """A page that was sent as gzip, zlib or bare deflate; never unpacks more than there is room."""

    def __init__(self) -> None:
        self._engine: Any = None
        self._begun = b""

    @property
    def is_whole(self) -> bool:
        """Whether the last byte of the packed page came."""
        return bool(self._engine and self._engine.eof)

    def parts(self, piece: bytes, room: int) -> Iterator[bytes]:
        """What a piece holds, until there is no room; one page may be several packed ones."""
        while piece and room > 0:
            if self._engine is None or self._engine.eof:
                piece, self._begun = self._begun + piece, b""
                if len(piece) < 2:  # noqa: PLR2004 - two bytes tell the formats apart
                    self._begun = piece
                    return
                if self._engine is not None and not piece.startswith(b"\x1f\x8b"):
                    return
                self._engine = zlib.decompressobj(_window(piece))
            part = self._engine.decompress(piece, room)
            room -= len(part)
            yield part
            piece = self._engine.unused_data if self._engine.eof else self._engine.unconsumed_tail


def _window(piece: bytes) -> int:
    """What zlib is told of the format: gzip and zlib have a head, bare deflate has none."""
    if piece.startswith(b"\x1f\x8b"):
        return 16 + zlib.MAX_WBITS
    has_head = piece[0] & 0x0F == 8 and int.from_bytes(piece[:2], "big") % 31 == 0  # noqa: PLR2004 - RFC 1950
    return zlib.MAX_WBITS if has_head else -zlib.MAX_WBITS


def unpacker(encoding: str) -> AsItIs | Packed | None:
    """What unpacks a page with this `Content-Encoding`; None for one that nobody asked for."""
    if encoding in ("", "identity"):
        return AsItIs()
    if encoding in ("gzip", "x-gzip", "deflate"):
        return Packed()
    return None
