"""The article on the screen: prose in paragraphs, with signs and letters before each sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from annotator.domain.article import Article, Sentence
from annotator.tui.glyphs import UNICODE, Glyphs
from annotator.tui.lines import Lines, lay_out, top_line
from annotator.tui.widgets.line import Badge, Columns, Drawn, Highlight, Look, columns, draw, label

_CURRENT = "article--current"
_KEPT_STRIPS = 192
"""Strips kept for lines that come back into view; a strip takes about 3 KB."""


class ArticleView(ScrollView, can_focus=True, inherit_bindings=False):
    """An article that draws only the lines on the screen, and repaints only what changed.

    It knows sentences and badges, not marks: its screen tells it which sentence is current and
    what to draw beside each, and hears of clicks by message.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "article--current",
        "article--muted",
        "article--headline",
        "article--pointer",
        "article--flags",
        "article--stand-in",
        "article--label",
    }
    DEFAULT_CSS = """
    ArticleView {
        height: 1fr;
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        & .article--current { background: $panel; }
        & .article--muted { color: $text-muted; }
        & .article--headline { text-style: bold; }
        & .article--pointer { color: $text-accent; text-style: bold; }
        & .article--flags { color: $text-warning; text-style: bold; }
        & .article--label { color: $text-muted; text-style: italic; }
        & .article--stand-in { color: $text-error; text-style: underline; }
    }
    """

    @dataclass
    class SentenceClicked(Message):
        """Someone clicked a sentence."""

        index: int

    def __init__(
        self,
        *,
        glyphs: Glyphs = UNICODE,
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - the name Textual gives it
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._glyphs = glyphs
        self._article: Article | None = None
        self._badge_of: Callable[[str], Badge] = lambda _: Badge()
        self._current = 0
        self._columns = columns(0)
        self._lines: Lines | None = None
        self._highlights: Mapping[int, tuple[Highlight, ...]] = {}
        self._reasons: tuple[int, tuple[Highlight, ...]] = (0, ())
        self._styles_by_name: dict[tuple[str, ...], Style] = {}
        self._strips: LRUCache[Drawn, Strip] = LRUCache(_KEPT_STRIPS)

    @property
    def current(self) -> int:
        """The index of the current sentence."""
        return self._current

    def show(self, article: Article, badge_of: Callable[[str], Badge], current: int = 0) -> None:
        """Show an article, or a new revision of the one that is shown.

        Args:
            article: The article.
            badge_of: What to draw beside a sentence, by its id; asked only for what is drawn.
            current: The index of the current sentence.
        """
        same = self._article is not None and self._article.id == article.id
        self._article = article
        self._badge_of = badge_of
        self._current = current
        self._highlights = {}
        self._reasons = (0, ())
        self._lines = None
        self._lay_out(jump=not same)
        self.refresh()

    def move_to(self, index: int, *, jump: bool = False) -> None:
        """Make another sentence the current one.

        Args:
            index: Its index; one outside the article is taken to its end.
            jump: Whether it comes to stand a third of the way down even if it is in view.
        """
        old = self._current
        self._current = max(0, min(index, self._size_of_article() - 1))
        if self._lines is None:
            return
        self._repaint(old)
        self._repaint(self._current)
        self._scroll_to_current(jump=jump, upwards=self._current < old)

    def refresh_sentence(self, index: int) -> None:
        """Draw a sentence anew, because its badge has changed."""
        self._repaint(index)

    def highlight(self, found: Mapping[int, Sequence[Highlight]]) -> None:
        """Set off stretches of sentences, by their indexes, instead of those set off before."""
        old = self._highlights
        self._highlights = {index: tuple(spans) for index, spans in found.items()}
        for index in self.in_view():
            if old.get(index) != self._highlights.get(index):
                self._repaint(index)

    def give_reasons(self, index: int, reasons: Sequence[Highlight]) -> None:
        """Set off the words of one sentence that speak for a suggestion, and no others'."""
        old, self._reasons = self._reasons, (index, tuple(reasons))
        if old != self._reasons:
            for changed in {old[0], index} & set(self.in_view()):
                self._repaint(changed)

    def line_of(self, index: int) -> int:
        """The line, from 0 for the article's first, that a sentence begins on."""
        return self._lines.line_of[index] if self._lines else 0

    def in_view(self) -> range:
        """The indexes of the sentences of which a line is on the screen."""
        if not self._lines or not self._size_of_article():
            return range(0)
        top = self.scroll_offset.y
        last = self._lines.sentence_at(top + max(0, self.size.height - 1))
        return range(self._lines.sentence_at(top), last + 1)

    def page_from(self, index: int, pages: int) -> int:
        """The index of the sentence that stands so many screens below another (or above it)."""
        if not self._lines or not self._size_of_article():
            return index
        step = max(1, self.size.height - 2) * pages
        found = self._lines.sentence_at(self._lines.line_of[index] + step)
        if found == index and pages:
            found += 1 if pages > 0 else -1
        return max(0, min(found, self._size_of_article() - 1))

    def read_on(self, direction: int = 1) -> bool:
        """Scroll within a current sentence that is longer than the screen.

        Args:
            direction: 1 for down, -1 for up.

        Returns:
            Whether there was more of it to show; else it is time to move.
        """
        if not self._lines or not self._size_of_article():
            return False
        first = self._lines.line_of[self._current]
        last = first + self._lines.height(self._current)
        top, height = self.scroll_offset.y, self.size.height
        if direction > 0 and top <= last <= top + height:
            return False
        if direction < 0 and top <= first:
            return False
        if not first - height < top < last:
            return False
        step = max(1, height - 2)
        target = min(top + step, last - height) if direction > 0 else max(top - step, first)
        self._set_top(target)
        return True

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        width = self.size.width
        if not self._lines or not self._article or not self._article.sentences:
            return Strip.blank(width, self._style())
        line = y + self.scroll_offset.y
        index = self._lines.sentence_at(line)
        stretch = self._lines.stretch(index, line - self._lines.line_of[index])
        if stretch is None:
            return Strip.blank(width, self._style())
        sentence = self._article.sentences[index]
        drawn = Drawn(
            sentence,
            *stretch,
            self._badge_of(sentence.id),
            index == self._current,
            self._set_off_in(index),
        )
        strip = self._strips.get(drawn)
        if strip is None:
            strip = draw(drawn, self._article.text, self._look())
            self._strips[drawn] = strip
        return strip

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Keep the terminal's cursor on the current sentence."""
        super().watch_scroll_y(old_value, new_value)
        self._place_cursor()

    def notify_style_update(self) -> None:
        """Forget what was drawn in another theme."""
        self._styles_by_name.clear()
        self._strips.clear()
        super().notify_style_update()

    def on_resize(self) -> None:
        """Wrap to the new width, with the current sentence where it was."""
        self._lay_out(jump=self._lines is None)

    def on_focus(self) -> None:
        """Bring the terminal's cursor back."""
        self._place_cursor()

    def on_click(self, event: events.Click) -> None:
        """Say which sentence was clicked."""
        offset = event.get_content_offset(self)
        if offset is None or not self._lines or not self._size_of_article():
            return
        line = offset.y + self.scroll_offset.y
        if line < self._lines.total:
            event.stop()
            self.post_message(self.SentenceClicked(self._lines.sentence_at(line)))

    def _set_off_in(self, index: int) -> tuple[Highlight, ...]:
        """What is set off in a sentence."""
        found = self._highlights.get(index, ())
        return (*found, *self._reasons[1]) if self._reasons[0] == index else found

    def _size_of_article(self) -> int:
        return len(self._article.sentences) if self._article else 0

    def _lay_out(self, *, jump: bool) -> None:
        """Wrap the article if the width is known and asks for it, and show the current sentence."""
        width = self.size.width
        if self._article is None or not width:
            return
        self._strips.clear()
        above = self.line_of(self._current) - self.scroll_offset.y
        kept = self._lines is not None
        # The scrollbar's cell is kept free: its coming must not wrap the article anew.
        room = self.container_size.width - self.styles.scrollbar_size_vertical
        parts = self.columns_for(room)
        if self._lines is None or parts != self._columns:
            self._columns = parts
            self._lines = lay_out(self._article, self._columns.text, self._indent_of)
        self.virtual_size = Size(width, self._lines.total)
        if kept:
            self._set_top(self.line_of(self._current) - above)
        self._scroll_to_current(jump=jump)

    def columns_for(self, width: int) -> Columns:
        """The parts of a line of so many cells."""
        return columns(width)

    def _indent_of(self, sentence: Sentence) -> int:
        return len(label(sentence.kind, self._columns))

    def _scroll_to_current(self, *, jump: bool, upwards: bool = False) -> None:
        if self._lines and self._size_of_article():
            top, height = self.scroll_offset.y, self.size.height
            self._set_top(
                top_line(self._lines, self._current, top, height, jump=jump, upwards=upwards)
            )
        self._place_cursor()

    def _set_top(self, line: int) -> None:
        if line != self.scroll_offset.y:
            self.scroll_to(y=line, animate=False, force=True)

    def _repaint(self, index: int) -> None:
        """Ask for a sentence's lines to be drawn anew, as far as they are on the screen."""
        if self._lines is None or not 0 <= index < self._size_of_article():
            return
        first = self._lines.line_of[index] - self.scroll_offset.y
        rows = Region(0, first, self.size.width, self._lines.height(index))
        shown = rows.intersection(self.size.region)
        if shown:
            self.refresh(shown)

    def _place_cursor(self) -> None:
        """Put the terminal's own cursor on the current sentence, for screen readers."""
        if self._lines and self.has_focus and self._size_of_article():
            line = self._lines.line_of[self._current] - self.scroll_offset.y
            row = max(0, min(line, self.size.height - 1))
            self.app.cursor_position = self.content_region.offset + Offset(
                self._columns.gutter, row
            )

    def _look(self) -> Look:
        """What decides how every line looks."""
        dark = self.app.current_theme.dark
        return Look(self.size.width, self._columns, self._glyphs, self._style, dark)

    def _style(self, *names: str, current: bool = False) -> Style:
        """A style by the names of its component classes; they add up from left to right."""
        wanted = (*names, _CURRENT) if current else names
        style = self._styles_by_name.get(wanted)
        if style is None:
            style = self.get_component_rich_style(*names) if names else self.rich_style
            if current:
                style += Style(bgcolor=self.get_component_rich_style(_CURRENT).bgcolor)
            self._styles_by_name[wanted] = style
        return style
