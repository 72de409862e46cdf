"""Colours that can be read: a colour made darker or lighter until it has contrast enough.

Contrast is that of the Web Content Accessibility Guidelines 2.2 (success criterion 1.4.3).
"""

from __future__ import annotations

import re

ENOUGH = 4.6
"""Contrast of text; the guidelines ask for 4.5."""

_STEPS = 20
_RGB = re.compile("#[0-9A-Fa-f]{6}")
_Colour = tuple[float, float, float]


def readable(colour: str, background: str) -> str:
    """The colour, moved away from the background until text in it has contrast enough.

    Args:
        colour: `#RRGGBB`; what is none is the colour farthest from the background.
        background: `#RRGGBB`.
    """
    behind = _channels(background)
    away = (0.0, 0.0, 0.0) if _luminance(behind) > 0.18 else (1.0, 1.0, 1.0)  # noqa: PLR2004 - where black and white have equal contrast
    if not _RGB.fullmatch(colour):
        return _named(away)
    own = _channels(colour)
    for step in range(_STEPS + 1):
        share = step / _STEPS
        mixed = (
            own[0] + (away[0] - own[0]) * share,
            own[1] + (away[1] - own[1]) * share,
            own[2] + (away[2] - own[2]) * share,
        )
        if contrast(_named(mixed), background) >= ENOUGH:
            return _named(mixed)
    return _named(away)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21."""
    bright, dark = sorted((_luminance(_channels(one)), _luminance(_channels(other))), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _channels(colour: str) -> _Colour:
    return (
        int(colour[1:3], 16) / 255,
        int(colour[3:5], 16) / 255,
        int(colour[5:7], 16) / 255,
    )


def _named(channels: _Colour) -> str:
    return "#" + "".join(f"{round(each * 255):02x}" for each in channels)


def _luminance(channels: _Colour) -> float:
    red, green, blue = (_linear(each) for each in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB
