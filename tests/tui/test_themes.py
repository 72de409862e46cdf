"""Contrast and difference of every colour that means something."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.color import Color
from textual.theme import Theme

from annotator.domain.tags import DEFAULT_TAGS, Tag
from annotator.tui.themes import (
    DEFAULT_THEME,
    READABLE,
    THEMES,
    blend,
    contrast,
    luminance,
    readable,
    tag_colour,
)

BACKGROUNDS = ("background", "surface", "panel")
TEXT_ROLES = (
    "foreground",
    "text",
    "text-muted",
    "text-primary",
    "text-secondary",
    "text-accent",
    "text-success",
    "text-warning",
    "text-error",
)
COLOURS = st.tuples(*[st.integers(0, 255)] * 3).map("#{0[0]:02X}{0[1]:02X}{0[2]:02X}".format)

# Machado, Oliveira & Fernandes (2009), "A Physiologically-based Model for Simulation of Color
# Vision Deficiency", severity 1.0, on linear RGB.
SEEN_AS = {
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def drawn(theme: Theme, role: str, behind: str) -> tuple[str, str]:
    """A text role and what it is drawn on, as the terminal gets them."""
    variables = {**theme.to_color_system().generate(), **theme.variables}
    background = Color.parse(variables[behind])
    value = variables[role]
    if value.startswith("auto"):
        share = float(value.split()[1].rstrip("%")) / 100
        colour = background + background.get_contrast_text(share)
    else:
        colour = background + Color.parse(value)
    return colour.hex6, background.hex6


def lab(colour: str, sight: str) -> tuple[float, float, float]:
    """CIE L*a*b* (D65) of a colour as a person with that sight sees it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    red, green, blue = (
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear, strict=True))))
        for row in SEEN_AS[sight]
    )
    xyz = (
        (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047,
        0.2126729 * red + 0.7151522 * green + 0.0721750 * blue,
        (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883,
    )
    x, y, z = (v ** (1 / 3) if v > 216 / 24389 else v * 841 / 108 + 4 / 29 for v in xyz)
    return (116 * y - 16, 500 * (x - y), 200 * (y - z))


def difference(one: str, other: str, sight: str) -> float:
    pairs = zip(lab(one, sight), lab(other, sight), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def test_the_default_theme_is_the_dark_one() -> None:
    assert DEFAULT_THEME == "annotator-dark"
    assert list(THEMES) == [
        "annotator-dark",
        "annotator-light",
        "colour-blind-safe",
        "high-contrast",
    ]


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("role", TEXT_ROLES)
@pytest.mark.parametrize("behind", BACKGROUNDS)
def test_text_is_readable(theme: Theme, role: str, behind: str) -> None:
    assert contrast(*drawn(theme, role, behind)) >= READABLE


@pytest.mark.parametrize("role", TEXT_ROLES)
@pytest.mark.parametrize("behind", BACKGROUNDS)
def test_high_contrast_is_high(role: str, behind: str) -> None:
    assert contrast(*drawn(THEMES["high-contrast"], role, behind)) >= 7


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("tag", DEFAULT_TAGS, ids=lambda tag: tag.name)
@pytest.mark.parametrize("behind", BACKGROUNDS)
def test_a_tag_is_readable(theme: Theme, tag: Tag, behind: str) -> None:
    background = Color.parse(theme.to_color_system().generate()[behind]).hex6
    assert contrast(tag_colour(tag.colour, dark=theme.dark), background) >= READABLE


@given(COLOURS, st.booleans())
def test_any_projects_tag_colour_becomes_readable(colour: str, dark: bool) -> None:  # noqa: FBT001 - hypothesis calls it
    panels = [t.panel for t in THEMES.values() if t.dark == dark and t.panel]
    assert all(contrast(tag_colour(colour, dark=dark), panel) >= READABLE for panel in panels)


@pytest.mark.parametrize("dark", [True, False], ids=["dark", "light"])
@pytest.mark.parametrize("sight", SEEN_AS)
def test_tags_are_told_apart_by_every_sight(sight: str, dark: bool) -> None:  # noqa: FBT001 - pytest calls it
    colours = [tag_colour(tag.colour, dark=dark) for tag in DEFAULT_TAGS]
    nearest = min(difference(a, b, sight) for a, b in combinations(colours, 2))
    assert nearest >= (15 if dark else 10)  # glyph and letter carry the rest


@pytest.mark.parametrize("sight", SEEN_AS)
def test_saved_and_not_saved_are_told_apart_by_every_sight(sight: str) -> None:
    theme = THEMES["colour-blind-safe"].variables
    assert difference(theme["text-success"], theme["text-error"], sight) >= 15


def test_a_readable_colour_is_left_as_it_is() -> None:
    assert readable("#E69F00", "#0E1013") == "#E69F00"


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert luminance("#FFFFFF") == pytest.approx(1)


@given(COLOURS, COLOURS)
def test_contrast_does_not_depend_on_the_order(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21


def test_a_blend_goes_from_one_colour_to_the_other() -> None:
    assert blend("#102030", "#FFFFFF", 0) == "#102030"
    assert blend("#102030", "#FFFFFF", 1) == "#FFFFFF"


def test_the_view_imports_no_widget_that_it_does_not_draw() -> None:
    code = (
        "import sys, annotator.tui.widgets.article, annotator.tui.themes\n"
        "heavy = ('textual.widgets._markdown', 'textual.widgets._text_area', 'markdown_it')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    path = os.pathsep.join(filter(None, sys.path))
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
