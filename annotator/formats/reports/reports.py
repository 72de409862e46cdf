"""The formats of reports: one row each."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from annotator.domain.sourcing.report import Report
from annotator.formats.reports.html import to_html
from annotator.formats.reports.json_value import to_json_text
from annotator.formats.reports.markdown import to_markdown


class Rendering(NamedTuple):
    """A format that a report can have."""

    name: str
    suffixes: tuple[str, ...]
    """Of files that are of this format where nobody says another."""
    render: Callable[[Report], str]


RENDERINGS = (
    Rendering("html", (".html", ".htm"), to_html),
    Rendering("md", (".md", ".markdown"), to_markdown),
    Rendering("json", (".json",), to_json_text),
)
"""The first is meant where nothing says otherwise."""


def rendering(name: str | None, suffix: str = "") -> Rendering:
    """The format of that name; without one, the format that files of that suffix have."""
    for each in RENDERINGS:
        if each.name == name or (name is None and suffix.lower() in each.suffixes):
            return each
    return RENDERINGS[0]
