"""Cutting a text into sentences: sentencex, with a layer of our own over it.

The layer sees to what the library does not:

- Every line end is a hard break: LF, CR LF, CR, VT, FF, NEL, LS and PS, the mandatory breaks of
  Unicode's line breaking rules. The library gets one line at a time.
- Offsets are code points of the text as it is, and every character that is not white space lies
  in exactly one sentence.
- The library dies of lone surrogates, and of white space outside ASCII between a capital and a
  full stop; it gets a line in which these are replaced one for one.
- Its time grows with the square of a line's length, so a long line goes to it in windows.
- No sentence is longer than `LONGEST` code points: text without any mark is cut at white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, pairwise

from annotator.domain.article import Kind, Sentence
from annotator.text.kinds import kind_of

LAYER = 1
"""Version of what this module adds; it grows when the same text would be cut in another way."""

WINDOW = 4_096
"""Code points of a line that the library sees at once; a longer sentence gets a longer window."""

MARGIN = 64
"""A cut this near to the end of a window waits for the next one, which shows what follows."""

LONGEST = 16_384
"""Code points that a sentence has at most."""

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_DEADLY = re.compile(r"[^\S ]|[\ud800-\udfff]")


@cache
def segmenter() -> str:
    """Name and version of what cuts, as it is stored with an article: `sentencex 1.0.32 + 1`."""
    from importlib.metadata import version  # noqa: PLC0415 - slow, and needed to add only

    return f"sentencex {version('sentencex')} + {LAYER}"


def segment(text: str, language: str | None = "en") -> tuple[Sentence, ...]:
    """The sentences of a text in order, as `s1` … `sN`.

    Each line that is not blank is a paragraph, numbered from 0; blank lines do not count. No
    sentence has white space at its edges, and between two of them there is nothing else. Never
    fails, whatever the text; the time is linear in its length.

    Args:
        text: any string; nothing in it is changed.
        language: BCP 47 tag; English where it is null or unknown to the library.
    """
    code = _library_code(language)
    sentences: list[Sentence] = []
    for paragraph, (start, end, kind) in enumerate(_lines(text)):
        spans = _cut(text, start, end, code) if kind == "sentence" else ((start, end),)
        for a, b in spans:
            sentences.append(Sentence(f"s{len(sentences) + 1}", a, b, kind, paragraph))
    return tuple(sentences)


def _library_code(language: str | None) -> str:
    """The primary subtag, which is what the library names its languages by."""
    return (language or "en").replace("_", "-").partition("-")[0].lower()


def _lines(text: str) -> Iterator[tuple[int, int, Kind]]:
    """Span, without white space at its edges, and kind of each line that is not blank."""
    spans = [
        span for line in _LINE.finditer(text) if (span := _trimmed(text, *line.span()))[0] < span[1]
    ]
    last = len(spans) - 1
    for number, (start, end) in enumerate(spans):
        yield start, end, kind_of(text[start:end], first=number == 0, last=number == last)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without white space at its edges; an empty one where there is nothing else."""
    rest = text[start:end].lstrip()
    start = end - len(rest)
    return start, start + len(rest.rstrip())


def _cut(text: str, start: int, end: int, code: str) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of one line, in order."""
    size = WINDOW
    while start < end:
        stop = min(start + size, end)
        cuts = _cuts(text[start:stop], code)
        if stop < end:
            cuts = [cut for cut in cuts[:-1] if cut <= size - MARGIN]
            if not cuts and size < LONGEST:
                size *= 2
                continue
            cuts = cuts or [_last_gap(text, start, stop) - start]
        spans = [_trimmed(text, start + a, start + b) for a, b in pairwise((0, *cuts))]
        yield from (span for span in spans if span[0] < span[1])
        start += cuts[-1]
        size = WINDOW


def _cuts(piece: str, code: str) -> list[int]:
    """Where the library ends each sentence of a piece of a line; the last is the piece's end."""
    # Opening a screen needs none of this, and the library has no types.
    from sentencex import segment as library  # type: ignore[import-untyped]  # noqa: PLC0415

    safe = _DEADLY.sub(_harmless, piece)
    try:
        cuts = list(accumulate(map(len, library(code, safe))))
    except BaseException as error:
        # A panic in the library's Rust code is no Exception, and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        cuts = []
    return cuts if cuts and cuts[-1] == len(piece) else [len(piece)]


def _harmless(deadly: re.Match[str]) -> str:
    """One code point in place of one that the library dies of."""
    return " " if deadly.group().isspace() else "\ufffd"


def _last_gap(text: str, start: int, stop: int) -> int:
    """Where a sentence that is too long is cut: after its last white space, else at `stop`."""
    for position in range(stop, start, -1):
        if text[position - 1].isspace():
            return position
    return stop
