"""What the sourcing of articles lacks, finding by finding, with why and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.content import Content

from annotator.domain.sourcing.lint import SEVERITIES, mend_of, rule_of
from annotator.flows.sourcing.checking import Lacking, Listed
from annotator.tui.cells import visible
from annotator.tui.glyphs import UNICODE, Glyphs
from annotator.tui.screens.gathering import GatheringScreen, Going, Scope, cannot_be_read
from annotator.tui.widgets.bars import Part
from annotator.tui.widgets.line import fit
from annotator.tui.widgets.rows import RowList
from annotator.tui.widgets.sheet import Sheet, prose

_ID = 7
_SEVERITY = 9
_TITLE = 24
"""Cells for the article's title before a sentence's id, where there are several articles."""


class FindingList(RowList):
    """A line for each finding: its sentence, how severe it is, and what it is."""

    findings: Sequence[Listed] = ()
    several = False
    """Whether they are of several articles."""

    def row(self, index: int, width: int, *, current: bool) -> list[Segment]:
        """One line."""
        each, more = self.findings[index], self.glyphs.more
        finding = each.finding
        id_ = fit(f"{visible(finding.sentence or self.glyphs.no_tag)} ", _ID, more)
        if self.several:
            id_ = fit(f"{visible(each.title)} ", _TITLE, more) + id_
        severity = fit(finding.severity, _SEVERITY, more)
        room = max(0, width - cell_len(severity) - cell_len(id_))
        message = visible(finding.message)
        said = fit(message, min(cell_len(message), room), more)
        text = " ".join(each.text.split())
        words = f"   {visible(text)}" if finding.sentence else ""
        return [
            Segment(id_, self.style("muted", current=current)),
            Segment(
                severity,
                self.style("accent" if finding.severity == "error" else "muted", current=current),
            ),
            Segment(said, self.style(current=current)),
            Segment(fit(words, room - cell_len(said), more), self.style("muted", current=current)),
        ]


class FindingsScreen(GatheringScreen[Lacking]):
    """What one article lacks, or many do."""

    DEFAULT_CSS = """
    FindingsScreen {
        & #why { background: $surface; padding: 0 1; height: 6; max-height: 40%; }
    }
    """

    def __init__(
        self,
        scopes: Sequence[Scope[Lacking]],
        *,
        here: str = "",
        close: str = "!",
        glyphs: Glyphs = UNICODE,
    ) -> None:
        """Reads once it is open.

        Args:
            scopes: what it can be of, the first shown first.
            here: the current sentence; the list opens at it.
            close: the key that opened it closes it, too.
            glyphs: the signs to draw with.
        """
        self._list = FindingList(glyphs=glyphs, id="findings")
        super().__init__(scopes, self._list, close=close)
        self._here = here
        self._only = ""
        self._why = Sheet(lambda _: (), id="why")

    def compose(self) -> ComposeResult:
        """A title, the findings, why the current one is one, and what the keys do."""
        *above, says = super().compose()
        yield from above
        yield self._why
        yield says

    # ── what is drawn ────────────────────────────────────────────────────────────────────────

    def show_first(self) -> None:
        """Opens at the current sentence, if something was found of it."""
        findings = self._lacking.findings
        at = (n for n, each in enumerate(findings) if each.finding.sentence == self._here)
        self._show(next(at, 0))

    def show_again(self) -> None:
        """Stays at the line of the same number."""
        self._show(self._list.current)

    @property
    def _lacking(self) -> Lacking:
        return self.found or Lacking()

    def _show(self, current: int) -> None:
        self._list.several = self._lacking.articles > 1
        self._list.findings = [
            each for each in self._lacking.findings if self._only in {"", each.finding.severity}
        ]
        instead = " ".join((*self._lacking.problems, "Nothing is lacking that a rule asks for."))
        self._list.show_rows(len(self._list.findings), current, instead)

    def moved(self) -> None:
        """Says of the current finding why it is one, what to do, and whose standard it is."""
        each = self._current()
        self._why.redraw(lambda width: list(_why(each, width)) if each else ())

    def figures(self) -> list[Part]:
        """How many findings there are, and how severe."""
        lacking = self._lacking
        count = len(lacking.findings)
        said = "1 finding" if count == 1 else f"{count:,} findings"
        if lacking.articles > 1:
            said += f" of {lacking.articles:,} articles"
        parts = [Part(said, "strong"), *cannot_be_read(lacking.problems)]
        for severity, number in self._counts().items():
            look = "strong" if severity == self._only else "muted"
            plural = "" if number == 1 else "s"
            parts.append(Part(f" · {number:,} {severity}{plural}", look))
        return parts

    def keys(self) -> list[tuple[str, str]]:
        """What the keys do."""
        more = [("a", "one article, or all")] if len(self.scopes) > 1 else []
        return [("Enter", "go there"), ("Tab", "filter"), *more, ("Esc", "leave")]

    # ── keys ─────────────────────────────────────────────────────────────────────────────────

    def enter(self) -> None:
        """Goes to the sentence."""
        each = self._current()
        if each is not None:
            self.dismiss(Going(each.finding.article, each.finding.sentence))

    def other_key(self, event: events.Key) -> None:
        """Shows one severity only, or all."""
        if event.key in {"tab", "shift+tab"}:
            step = 1 if event.key == "tab" else -1
            there = ["", *self._counts()]
            at = there.index(self._only) if self._only in there else 0
            each = self._current()
            self._only = there[(at + step) % len(there)]
            self._show(0)
            if each in self._list.findings:
                self._list.move_to(self._list.findings.index(each))
            self.show_title()
            self.moved()

    def forget(self) -> None:
        """Begins anew, for another scope."""
        self._only = ""
        self._list.findings = []
        self.moved()

    def _counts(self) -> dict[str, int]:
        """How many findings there are of each severity, the most severe first."""
        counts = Counter(each.finding.severity for each in self._lacking.findings)
        return {each: counts[each] for each in reversed(SEVERITIES) if counts[each]}

    def _current(self) -> Listed | None:
        found = self._list.findings
        return found[self._list.current] if self._list.current < len(found) else None


def _why(each: Listed, width: int) -> Iterator[Content]:
    """Why it is a finding, what to do, and whose standard it is."""
    rule = rule_of(each.finding)
    yield from prose(f"{rule.reason} {mend_of(each.finding)}", width)
    yield from prose(f"{rule.name} · {rule.standard}", width, "$foreground 75%")
