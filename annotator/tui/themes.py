"""The themes, and colours that stay readable on them.

Contrast is that of WCAG 2.2 (W3C Recommendation, https://www.w3.org/TR/WCAG22/), definitions of
*relative luminance* and *contrast ratio*; success criterion 1.4.3 asks for 4.5 : 1. Tag colours
are those of Okabe & Ito (2008), *Color Universal Design*.
"""

from __future__ import annotations

from functools import lru_cache

from textual.theme import Theme

READABLE = 4.5
"""Contrast of text with what is behind it, WCAG 2.2 success criterion 1.4.3."""

_ENHANCED = 7.0
"""The same for high contrast, success criterion 1.4.6."""

_RGB = tuple[float, float, float]
_BLACK: _RGB = (0.0, 0.0, 0.0)
_WHITE: _RGB = (255.0, 255.0, 255.0)
_STEPS = 64


def _rgb(colour: str) -> _RGB:
    """Red, green and blue of `#RRGGBB`, 0 to 255."""
    digits = colour.removeprefix("#")
    return (int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16))


def _hex(rgb: _RGB) -> str:
    return "#{:02X}{:02X}{:02X}".format(*(round(part) for part in rgb))


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB`, 0 (black) to 1 (white); WCAG 2.2."""

    def linear(part: float) -> float:
        part /= 255
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - WCAG's constants

    red, green, blue = map(linear, _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21; WCAG 2.2."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def blend(colour: str, towards: str, share: float) -> str:
    """A colour mixed with another: `share` 0 gives the first, 1 the second."""
    pairs = zip(_rgb(colour), _rgb(towards), strict=True)
    red, green, blue = (a + (b - a) * share for a, b in pairs)
    return _hex((red, green, blue))


def readable(colour: str, behind: str, at_least: float = READABLE) -> str:
    """The nearest shade of a colour that stands out from what is behind it.

    It is mixed with white on a dark background and with black on a light one, as little as gives
    the contrast. Where even white or black does not, the result is white or black.
    """
    end = _hex(_WHITE if contrast("#FFFFFF", behind) > contrast("#000000", behind) else _BLACK)
    shades = (blend(colour, end, step / _STEPS) for step in range(_STEPS))
    return next((shade for shade in shades if contrast(shade, behind) >= at_least), end)


_DARK_ROW = "#1E2430"
_LIGHT_ROW = "#E3EAF3"

_BRIGHTEST = 0.43
_KEPT_LIGHTNESS = 12.0
"""How much more contrast a darker colour gets on light backgrounds, per unit of luminance."""


@lru_cache(maxsize=256)
def tag_colour(colour: str, *, dark: bool) -> str:
    """A tag's colour as `#RRGGBB`, readable also on the row of the current sentence.

    Made just readable on a light background, all colours would be equally dark, and colour-blind
    readers tell them apart by lightness: what was darker stays darker.

    Args:
        colour: `#RRGGBB` as the project has it, chosen for dark backgrounds.
        dark: Whether the background is dark.
    """
    if dark:
        return readable(colour, _DARK_ROW)
    darker = max(0.0, _BRIGHTEST - luminance(colour))
    return readable(colour, _LIGHT_ROW, READABLE + _KEPT_LIGHTNESS * darker)


def _theme(  # noqa: PLR0913 - a theme is its colours
    name: str,
    *,
    dark: bool,
    background: str,
    surface: str,
    row: str,
    foreground: str,
    primary: str,
    accent: str,
    success: str,
    warning: str,
    error: str,
    at_least: float = READABLE,
) -> Theme:
    """A theme whose coloured text is readable on every background it has.

    Textual mixes its own `text-…` colours from the plain ones without regard to contrast, so
    they are given here. `row` is behind the current sentence, the footer and the panels.
    """
    texts = {
        f"text-{role}": readable(colour, row, at_least)
        for role, colour in (
            ("primary", primary),
            ("secondary", primary),
            ("accent", accent),
            ("success", success),
            ("warning", warning),
            ("error", error),
        )
    }
    muted = (
        {"text-muted": "auto 85%", "foreground-muted": foreground} if at_least > READABLE else {}
    )
    return Theme(
        name=name,
        dark=dark,
        background=background,
        surface=surface,
        panel=row,
        foreground=foreground,
        primary=primary,
        secondary=primary,
        accent=accent,
        success=success,
        warning=warning,
        error=error,
        variables={
            **texts,
            **muted,
            "footer-key-foreground": texts["text-accent"],
            "footer-background": surface,
            "input-selection-background": f"{primary} 35%",
            "scrollbar": blend(row, foreground, 0.25),
            "scrollbar-background": background,
        },
    )


DARK = _theme(
    "annotator-dark",
    dark=True,
    background="#0E1013",
    surface="#171A1F",
    row=_DARK_ROW,
    foreground="#E3E5E8",
    primary="#6CA6F0",
    accent="#F0B45A",
    success="#57C785",
    warning="#F0B45A",
    error="#F2777A",
)

LIGHT = _theme(
    "annotator-light",
    dark=False,
    background="#FBFBFA",
    surface="#F0F1F3",
    row=_LIGHT_ROW,
    foreground="#1B1D21",
    primary="#1F5FB0",
    accent="#8A5A00",
    success="#1B7A45",
    warning="#8A5A00",
    error="#B3263A",
)

COLOUR_BLIND_SAFE = _theme(
    "colour-blind-safe",
    dark=True,
    background="#0E1013",
    surface="#171A1F",
    row=_DARK_ROW,
    foreground="#E3E5E8",
    primary="#56B4E9",
    accent="#F0E442",
    success="#56B4E9",
    warning="#F0E442",
    error="#E8813A",
)

HIGH_CONTRAST = _theme(
    "high-contrast",
    dark=True,
    background="#000000",
    surface="#000000",
    row="#15233B",
    foreground="#FFFFFF",
    primary="#7FC4FF",
    accent="#FFE000",
    success="#5CFF9D",
    warning="#FFE000",
    error="#FF9A9A",
    at_least=_ENHANCED,
)

THEMES = {theme.name: theme for theme in (DARK, LIGHT, COLOUR_BLIND_SAFE, HIGH_CONTRAST)}
"""Every theme of this program by name; the first is the default."""

DEFAULT_THEME = DARK.name
