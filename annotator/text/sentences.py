"""Cutting a text into sentences: sentencex, with a layer of our own over it.

The layer sees to what the library does not:

- Every line end is a hard break: LF, CR LF, CR, VT, FF, NEL, LS and PS, the mandatory breaks of
  Unicode's line breaking rules.
- Offsets are code points of the text as it is, and every character that is not white space lies
  in exactly one sentence.
- A mark that may end a sentence is judged by what stands around it (`ends`): brackets,
  quotations and reporting clauses, abbreviations, initials and ordinals of the language
  (`rules`). The library says what none of these knows (`library`).
- No sentence is longer than `LONGEST` code points: text without any mark is cut at white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from annotator.domain.article import Kind, Sentence
from annotator.text.ends import ends_of
from annotator.text.kinds import kinds_of
from annotator.text.library import library_version

LAYER = 2
"""Version of what this package adds; it grows when the same text would be cut in another way."""

LONGEST = 16_384
"""Code points that a sentence has at most."""

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")


@cache
def segmenter() -> str:
    """Name and version of what cuts, as it is stored with an article: `sentencex 1.0.32 + 2`."""
    return f"sentencex {library_version()} + {LAYER}"


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
    kinds = kinds_of([text[start:end] for start, end in spans])
    for (start, end), kind in zip(spans, kinds, strict=True):
        yield start, end, kind


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without white space at its edges; an empty one where there is nothing else."""
    rest = text[start:end].lstrip()
    start = end - len(rest)
    return start, start + len(rest.rstrip())


def _cut(text: str, start: int, end: int, code: str) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of one line, in order."""
    begin = start
    for cut in (*ends_of(text[start:end], code), end - start):
        span = _trimmed(text, begin, start + cut)
        begin = start + cut
        if span[0] < span[1]:
            yield from _not_too_long(text, *span)


def _not_too_long(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A span, in pieces if it is longer than a sentence may be."""
    while end - start > LONGEST:
        stop = _last_gap(text, start, start + LONGEST)
        yield _trimmed(text, start, stop)
        start = _trimmed(text, stop, end)[0]
    if start < end:
        yield start, end


def _last_gap(text: str, start: int, stop: int) -> int:
    """Where a sentence that is too long is cut: after its last white space, else at `stop`."""
    for position in range(stop, start, -1):
        if text[position - 1].isspace():
            return position
    return stop
