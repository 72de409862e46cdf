"""What sentencex says of a line: where it would cut, in code points of the line.

The library gets the line with every quotation mark, bracket and odd character replaced by a
space, one for one. It would take all from an opening mark to a later closing one as one unit,
also where the first is the apostrophe of `'90s`; and it dies of lone surrogates and of white
space outside ASCII. Its time grows with the square of a line's length, so a long line goes to it
in windows.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import accumulate, chain
from typing import Final

WINDOW: Final = 4_096
"""Code points of a line that the library sees at once; a longer sentence gets a longer window."""

MARGIN: Final = 64
"""A cut this near to the end of a window waits for the next one, which shows what follows."""

WIDEST: Final = 16_384
"""Code points of the longest window."""

_QUOTES_AND_BRACKETS: Final = '"`´‘‚‛“”„‟«»‹›()[]{}（）［］｛｝【】〔〕《》〈〉「」『』＂＇*_<>'


@cache
def library_version() -> str:
    """Version of the library that is installed."""
    from importlib.metadata import version  # noqa: PLC0415 - slow, and needed to add only

    return version("sentencex")


def library_cuts(line: str, code: str) -> list[int]:
    """Where the library ends the sentences of a line, in order; the line's end is not among them.

    Args:
        line: any string without line ends.
        code: primary language subtag; the library falls back to English where it knows none.
    """
    return list(_windows(line.translate(_masks()), code))


def _windows(masked: str, code: str) -> Iterator[int]:
    start, size, length = 0, WINDOW, len(masked)
    while start < length:
        stop = min(start + size, length)
        cuts = _cuts(masked[start:stop], code)
        if stop == length:
            yield from (start + cut for cut in cuts[:-1])
            return
        cuts = [cut for cut in cuts[:-1] if cut <= size - MARGIN]
        if not cuts and size < WIDEST:
            size *= 2
            continue
        yield from (start + cut for cut in cuts)
        start, size = start + (cuts[-1] if cuts else size), WINDOW


def _cuts(piece: str, code: str) -> list[int]:
    """Where the library ends each sentence of a piece; the last is the piece's end."""
    # Opening a screen needs none of this, and the library has no types.
    from sentencex import segment as library  # type: ignore[import-untyped]  # noqa: PLC0415

    try:
        cuts = list(accumulate(map(len, library(code, piece))))
    except BaseException as error:
        # A panic in the library's Rust code is no Exception, and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        cuts = []
    return cuts if cuts and cuts[-1] == len(piece) else [len(piece)]


@cache
def _masks() -> dict[int, int]:
    """A space for each code point that misleads or kills the library; U+FFFD for surrogates."""
    spaces = (code for code in range(0x3001) if chr(code).isspace())
    marks = map(ord, _QUOTES_AND_BRACKETS)
    invisible = chain(range(0x200B, 0x2010), range(0x202A, 0x202F), range(0x2060, 0x2070))
    masks = dict.fromkeys(chain(spaces, marks, invisible, (0xFEFF,)), 0x20)
    # An apostrophe keeps its word whole: what precedes it is no abbreviation.
    masks[ord("'")] = ord("’")
    return masks | dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
