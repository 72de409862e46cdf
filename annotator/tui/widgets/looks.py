"""Widgets that draw their own lines, with styles that are worked out once per theme."""

from __future__ import annotations

from rich.style import Style
from textual.widget import Widget


class LookedAt(Widget):
    """A widget whose lines are drawn with its component classes, called `<widget>--<look>`."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id)
        self._looks: dict[str, Style] = {}

    def look(self, name: str = "") -> Style:
        """The style of a component class; the widget's own for the empty name.

        Textual works it out anew at each call, which costs more than drawing.
        """
        found = self._looks.get(name)
        if found is None:
            prefix = type(self).__name__.lower()
            found = self.get_component_rich_style(f"{prefix}--{name}") if name else self.rich_style
            self._looks[name] = found
        return found

    def notify_style_update(self) -> None:
        """Forgets the styles of another theme."""
        self._looks.clear()
        super().notify_style_update()
