"""What characters of an article become where people see them: nothing that a terminal obeys."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain

_SPACES = {0x09: " ", 0x0A: " "}
_PICTURES = {code: chr(0x2400 + code) for code in range(0x20) if code not in _SPACES}
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_UNSHOWABLE = chain(
    range(0x80, 0xA0),  # C1 controls: terminals take U+009B for an escape sequence
    range(0x206A, 0x2070),  # deprecated format characters
    range(0xFFF9, 0xFFFC),  # interlinear annotation
    range(0xD800, 0xE000),  # lone surrogates cannot be encoded
    (0x2028, 0x2029, 0xFFFE, 0xFFFF),
)
_LEFT_TO_RIGHT = dict.fromkeys((0x200E, 0x202A, 0x202D, 0x2066), "\N{RIGHTWARDS DOUBLE ARROW}")
_RIGHT_TO_LEFT = dict.fromkeys(
    (0x061C, 0x200F, 0x202B, 0x202E, 0x2067), "\N{LEFTWARDS DOUBLE ARROW}"
)
_EITHER_WAY = dict.fromkeys((0x202C, 0x2068, 0x2069), "\N{LEFT RIGHT DOUBLE ARROW}")

SHOWN_AS: dict[int, str] = {
    **_SPACES,
    **_PICTURES,
    0x7F: "\N{SYMBOL FOR DELETE}",
    0xAD: "\N{NOT SIGN}",  # a soft hyphen takes no cell on some terminals and one on others
    **dict.fromkeys(_UNSHOWABLE, _REPLACEMENT),
    **_LEFT_TO_RIGHT,
    **_RIGHT_TO_LEFT,
    **_EITHER_WAY,
}
"""One visible character of one cell for each code point that must not reach the terminal."""

_AS_IT_IS = (  # printable ASCII first: the search tries the ranges in order
    " -~\n\xa0-\xac\xae-\u061b\u061d-\u200d\u2010-\u2027\u202f-\u2065\u2070-\ud7ff"
    "\ue000-\ufff8\ufffc\U00010000-\U0010ffff"
)


@cache
def _hidden() -> re.Pattern[str]:
    """What `visible` replaces; compiled when first needed, because that takes milliseconds."""
    return re.compile(f"[^{_AS_IT_IS}\ufffd]")


@cache
def _replaced() -> re.Pattern[str]:
    """Stretches of what `visible` replaces by more than a space, and of U+FFFD."""
    return re.compile(f"[^{_AS_IT_IS}\t]+")


def visible(text: str) -> str:
    """The text with one visible character for each that a terminal would obey or hide.

    Tabs and line ends become one space, C0 controls their pictures (`␛`), bidi controls an
    arrow, and what has no picture U+FFFD. Each code point stays one code point, so that every
    offset into the text is an offset into the result.
    """
    spaced = text.replace("\n", " ")
    if spaced.isprintable() or not _hidden().search(spaced):
        return spaced
    return spaced.translate(SHOWN_AS)


def stand_ins(text: str) -> list[tuple[int, int]]:
    """Spans `[start, end)` of a text whose characters `visible` shows as something else.

    They are drawn apart, so that an article cannot pass off a picture of a control character as
    one; U+FFFD counts, because it stands for something that was lost. White space does not.
    """
    if text.isprintable() and "\ufffd" not in text:
        return []
    return [found.span() for found in _replaced().finditer(text)]
