"""Marks in signs and words: the badge before a sentence, and the details beside the article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from annotator.domain.article import COUNTED_KINDS
from annotator.domain.marks import Mark, Source
from annotator.domain.project import Project
from annotator.domain.proposed import confirmed
from annotator.domain.review.decisions import Decision, Seen
from annotator.domain.review.gold import Gold
from annotator.domain.tags import Tag, current_name
from annotator.errors import AnnotatorError
from annotator.flows.annotate import Annotating
from annotator.flows.wording import (
    evidence_in_words,
    in_words,
    said_in_words,
    source_in_words,
)
from annotator.tui.describe_change import said_of_change
from annotator.tui.describe_talk import talk
from annotator.tui.glyphs import Glyphs, tag_glyph
from annotator.tui.themes import tag_colour
from annotator.tui.widgets.bars import Part
from annotator.tui.widgets.details import Said
from annotator.tui.widgets.line import Badge

if TYPE_CHECKING:
    from annotator.domain.sourcing.lint import Finding

QUESTIONS = (
    ("declined-comment", "refused or unreachable?", "refused?"),
    ("insider-sourced", "unidentifiable source?", "unnamed?"),
    ("opinion", "not checkable today?", "uncheckable?"),
    ("confirmed", "accountable basis?", "basis?"),
)
"""The four questions in their order, by the tag that a yes gives, in full and in brief."""


Given = Seen | Decision | Gold
"""An answer: an annotator's, a reviewer's or the settled one."""


class Signs:
    """How one project's marks look on one terminal."""

    def __init__(self, tags: Sequence[Tag], glyphs: Glyphs, *, ascii_only: bool) -> None:
        self._tags = {tag.name: tag for tag in tags}
        self._ascii = ascii_only
        self.glyphs = glyphs

    def badge(self, mark: Mark | None, *, commented: bool, judged: bool = True) -> Badge:
        """The signs before and after a sentence; one that is not judged is not unseen."""
        signs, flags = self.glyphs, ""
        if mark is not None:
            flags += signs.look_again if mark.look_again else ""
            flags += signs.unsure if mark.unsure else ""
            flags += signs.note if mark.note else ""
        if commented:
            flags += signs.comment
        if mark is None or mark.state == "open":
            return Badge(signs.unseen if judged else "", flags=flags)
        if mark.state == "no-tag":
            return Badge(signs.no_tag, ".", flags=flags)
        if mark.state == "skipped":
            return Badge(signs.skipped, "x", dimmed=True, flags=flags)
        glyphs = "".join(self._glyph(tag) for tag in mark.tags[:2])
        if len(mark.tags) == 1 and mark.evidence:
            glyphs += signs.checked
        letters = "".join(self._key(tag) for tag in mark.tags[:2])
        return Badge(glyphs, letters, self._colour(mark.tags[0]), flags=flags)

    def state(self, mark: Mark | None) -> str:
        """A mark's state as its sign and its words."""
        word = in_words(mark)
        if mark is None or mark.state == "open":
            return f"{self.glyphs.unseen} {word}"
        if mark.state == "tagged":
            checked = self.glyphs.checked if mark.evidence else ""
            return f"{''.join(map(self._glyph, mark.tags))}{checked} {word}"
        if mark.state == "skipped":
            return f"{self.glyphs.skipped} {word}: {(mark.skip_reason or '').replace('-', ' ')}"
        return f"{self.glyphs.no_tag} {word}"

    def colour(self, mark: Mark | None, *, dark: bool) -> str:
        """The colour of a mark's primary tag; empty without one."""
        if mark is None or mark.state != "tagged":
            return ""
        return self.tag_colour(mark.tags[0], dark=dark)

    def tag_colour(self, name: str, *, dark: bool) -> str:
        """The colour of a tag."""
        return tag_colour(self._colour(name), dark=dark)

    def questions(self, project: Project, *, short: bool = False) -> list[Said]:
        """The four questions in their order, each with the sign and the key of its yes.

        For other tag sets: what each tag means.
        """
        asked = [(current_name(name, project.renamed), *words) for name, *words in QUESTIONS]
        if {name for name, *_ in asked} != set(self._tags):
            asked = [(tag.name, f"{tag.name}: {tag.means}", tag.name) for tag in project.tags]
        return [
            Said(f"{self._glyph(name)} {brief if short else full}", "muted", right=self._key(name))
            for name, full, brief in asked
        ]

    def cell(self, said: Given) -> tuple[str, str]:
        """What somebody says in a few signs, with the colour of its primary tag or none."""
        signs = self.glyphs
        if said.state == "tagged" and said.tags:
            letters = "".join(self._key(tag) for tag in said.tags[:2])
            return f"{self._glyph(said.tags[0])}{letters}", self._colour(said.tags[0])
        if said.state == "no-tag":
            return f"{signs.no_tag}.", ""
        return (f"{signs.skipped}x", "") if said.state == "skipped" else (signs.unseen, "")

    def told(self, said: Given) -> str:
        """What somebody says as its sign and its words."""
        word = said_in_words(said)
        if said.state == "tagged":
            return f"{''.join(map(self._glyph, said.tags))} {word}"
        sign = self.glyphs.no_tag if said.state == "no-tag" else self.glyphs.skipped
        return f"{sign} {word}"

    def tag(self, name: str) -> str:
        """A tag as its sign and its name."""
        return f"{self._glyph(name)} {name}"

    def sign(self, name: str) -> str:
        """A tag's sign alone."""
        return self._glyph(name)

    def _glyph(self, name: str) -> str:
        tag = self._tags.get(name)
        return tag_glyph(tag, ascii_only=self._ascii) if tag else "?"

    def _key(self, name: str) -> str:
        tag = self._tags.get(name)
        return tag.key if tag else "?"

    def _colour(self, name: str) -> str:
        tag = self._tags.get(name)
        return tag.colour if tag else "#888888"


def place(work: Annotating) -> str:
    """Where one is: `s5 of 16`, and the kind where it is no plain sentence.

    A sentence that is called by another number than its place says both: `s9 · 8 of 15`.
    """
    sentence = work.sentence
    kind = "" if sentence.kind == "sentence" else f" · {sentence.kind}"
    number = str(work.current + 1)
    of = "" if sentence.id == f"s{number}" else f" · {number}"
    return f"{sentence.id}{of} of {len(work.article.sentences)}{kind}"


def details(
    work: Annotating,
    signs: Signs,
    *,
    questions: bool,
    dark: bool,
    findings: Sequence[Finding] = (),
    suggested: Sequence[Said] = (),
    source_key: str = "s",
) -> list[Said]:
    """Everything known of the current sentence, and the questions, for a column."""
    mark = work.mark
    said = [Said(place(work), "strong"), _state(work, signs, dark=dark), Said("")]
    change = said_of_change(work.before(work.sentence.id), beside=8, most=600)
    said += [*change, *([Said("")] if change else [])]
    said += [*_attached(mark, signs.glyphs, source_key), *talk(work, signs.glyphs)]
    said += _lacking(findings, signs.glyphs)
    if others := _others(work, signs, dark=dark):
        said += [*([Said("")] if said[-1].text else []), *others]
    if questions:
        said += [*([Said("")] if said[-1].text else []), *signs.questions(work.project)]
    if suggested:
        said += [*([Said("")] if said[-1].text else []), *suggested]
    return said


def strip(
    work: Annotating,
    signs: Signs,
    *,
    questions: bool,
    dark: bool,
    findings: Sequence[Finding] = (),
    suggested: Sequence[Said] = (),
    source_key: str = "s",
) -> list[Said]:
    """The same for four lines below the article."""
    state = _state(work, signs, dark=dark)
    change = said_of_change(work.before(work.sentence.id), beside=4, most=200)
    spoken = list(talk(work, signs.glyphs))
    known = [*change, *spoken[-1:], *_attached(work.mark, signs.glyphs, source_key), *spoken[:-1]]
    known = [*known, *suggested] if change or spoken else [*suggested, *known]
    if others := _others(work, signs, dark=dark):
        known.append(Said(_in_a_line(others)))
    if findings:
        known.append(Said(_in_a_line(_lacking(findings, signs.glyphs)[::2]), "muted"))
    questions = questions and not change  # they give way to what has changed
    first = state._replace(text=f"{place(work)}  {state.text}")
    asked = "  ".join(
        f"{said.text} {said.right}" for said in signs.questions(work.project, short=True)
    )
    room = 2 if questions else 3
    if len(known) > room:
        known = [*known[: room - 1], Said(_in_a_line(known[room - 1 :]))]
    blanks = [Said("")] * (room - len(known))
    return [first, *known, *blanks, *([Said(asked, "muted")] if questions else [])]


def _in_a_line(said: Iterable[Said]) -> str:
    return " · ".join(line.text for line in said)


def _state(work: Annotating, signs: Signs, *, dark: bool) -> Said:
    mark = work.mark
    text = signs.state(mark)
    if work.sentence.kind not in COUNTED_KINDS and (mark is None or mark.state == "open"):
        text = "outside the counts"
    if mark is not None and mark.unsure:
        text += f" {signs.glyphs.unsure} unsure"
    if mark is not None and mark.look_again:
        text += f" {signs.glyphs.look_again} look again: {mark.look_again}"
    if work.waiting:
        text += f" + {' + '.join(work.waiting)} (waits for the first tag)"
    return Said(text, "strong", colour=signs.colour(mark, dark=dark))


def _others(work: Annotating, signs: Signs, *, dark: bool) -> list[Said]:
    """Colleagues' tags, once the annotator has decided, as far as the project lets them be seen."""
    found = []
    for name, one in work.others_on(work.sentence.id).items():
        _, colour = signs.cell(one)
        shade = tag_colour(colour, dark=dark) if colour else ""
        found.append(Said(f"{name} {signs.told(one)}", "" if shade else "muted", colour=shade))
    return found


def _lacking(findings: Sequence[Finding], glyphs: Glyphs) -> list[Said]:
    """What a sentence's sourcing lacks, each with what to do about it."""
    if not findings:
        return []
    from annotator.domain.sourcing.lint import mend_of  # noqa: PLC0415 - to open an article at once

    return [
        Said(text, "muted")
        for finding in findings
        for text in (f"{glyphs.finding} {finding.message}", mend_of(finding))
    ]


def _attached(mark: Mark | None, glyphs: Glyphs, source_key: str) -> list[Said]:
    said = []
    if mark is not None:
        said += [_source(source) for source in mark.sources]
        if said and mark.sources[-1].by == "program":
            said[-1] = said[-1]._replace(text=f"{said[-1].text} · {source_key} confirms")
        said += [Said(f"evidence  {evidence_in_words(piece)}") for piece in mark.evidence]
        if mark.note:
            said.append(Said(f"{glyphs.note} {mark.note}"))
    return said


def _source(source: Source) -> Said:
    """A source; dim and with a question mark as long as only the program has proposed it."""
    if source.by == "program":
        return Said(f"source?  {source_in_words(confirmed(source))}", "muted")
    return Said(f"source  {source_in_words(source)}")


def status(work: Annotating, saved: int, trouble: str) -> list[Part]:
    """The right end of the top bar: who, how much is left, and what is on the disk."""
    left = work.progress().unseen
    to_go = f"{left} to go" if left else ("handed in" if work.handed_in else "all done")
    parts = [Part(f"{work.session.annotator} · {to_go} · ", "muted")]
    revision = work.document.revision
    if trouble:
        return [*parts, Part(f" NOT SAVED: {trouble} ", "bad")]
    if saved < revision and not work.is_saved:
        return [*parts, Part(f"saving r{revision}", "muted")]
    return [*parts, Part(f"saved r{saved}" if saved else "nothing to save", "good")]


def finish_line(
    work: Annotating, findings: int = 0, to_confirm: int = 0, key: str = ""
) -> list[Part]:
    """What is left when nothing is unseen, and how to hand in; empty before.

    Args:
        work: the article.
        findings: how much its sourcing lacks.
        to_confirm: how many of these only wait for somebody to confirm a source.
        key: what lists that.
    """
    progress = work.progress()
    if progress.unseen or not progress.sentences:
        return []
    handed = work.handed_in
    left = [
        f"{count} {word}"
        for count, word in (
            (progress.unsure, "unsure"),
            (progress.look_again, "look again"),
        )
        if count
    ]
    rest = f" · {', '.join(left)} (n)" if left else ""
    lacking = [
        f"{count:,} {one if count == 1 else several}"
        for count, one, several in (
            (findings - to_confirm, "finding", "findings"),
            (to_confirm, "source to confirm", "sources to confirm"),
        )
        if count
    ]
    rest += f" · {', '.join(lacking)} ({key})" if lacking else ""
    if handed and all(
        event.revision <= handed.revision or event.why == "comment"
        for event in work.document.history[-1:]
    ):
        return [
            Part(
                f"handed in, all {progress.sentences}{rest} · q leaves, ] next",
                "good",
            )
        ]
    return [
        Part(f"all {progress.sentences} done{rest} · ", "good"),
        Part("Enter", "key", "hand-in"),
        Part(" hands in" + (" again" if handed else ""), "good"),
    ]


def in_brief(error: AnnotatorError) -> str:
    """An error for one line: what is wrong comes before the end of a long path would."""
    path = getattr(error, "path", "")
    return str(error).replace(path, PurePath(path).name) if path else str(error)
