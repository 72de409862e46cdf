"""What one's own marks lack while one is at work: kept up to date, sentence by sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from annotator.domain.annotations import Annotations
from annotator.domain.article import Article, Sentence
from annotator.domain.edits import with_current_names
from annotator.domain.marks import Mark
from annotator.domain.meanings import meanings
from annotator.domain.project import Project
from annotator.domain.sourcing.hanging import Ledger, ledger
from annotator.domain.sourcing.lint import (
    Finding,
    findings_of_article,
    findings_of_sentence,
    needs_every_sentence,
)
from annotator.domain.sourcing.lint_checks import Case
from annotator.domain.sourcing.readings import Reading
from annotator.errors import DamagedFileError

_PIECE = 20
"""Sentences that are checked without a breath: half a millisecond."""

GoOn = Callable[[], bool]
"""Lets others work for a moment, and says whether to go on."""

_Found = tuple[Finding, ...]


class OwnFindings:
    """The findings of one annotator's marks; what did not change is not checked again.

    `look` may run on a thread of its own, one at a time; `of` can be asked meanwhile.
    """

    def __init__(self) -> None:
        self._article: Article | None = None
        self._project: Project | None = None
        self._sentences: dict[str, Sentence] = {}
        self._lines: dict[str, bytes] = {}
        """The marks as they were checked, unread."""
        self._attached: set[str] = set()
        """Sentences with a source or evidence: all that more than one sentence is needed for."""
        self._alone: dict[str, _Found] = {}
        """What each sentence lacks by itself."""
        self._together: dict[str | None, _Found] = {}
        """What shows only beside others; under None of the article as a whole."""
        self._is_stale = False
        """Whether sources or evidence are others than when that was checked."""

    def of(self, sentence: str) -> _Found:
        """What a sentence lacks, but that its source be confirmed, which that one says itself."""
        found = self._alone.get(sentence, ()) + self._together.get(sentence, ())
        return tuple(finding for finding in found if not finding.to_confirm)

    @property
    def count(self) -> int:
        """How many findings there are, with those of the article as a whole."""
        return sum(map(len, [*self._alone.values(), *self._together.values()]))

    @property
    def to_confirm(self) -> int:
        """How many of them lack nothing but that somebody confirms what is proposed."""
        return sum(each.to_confirm for found in self._alone.values() for each in found)

    def look(
        self, article: Article, document: Annotations, project: Project, today: str, go_on: GoOn
    ) -> set[str]:
        """Checks what has changed since the last look; returns the sentences that differ.

        Args:
            article: as it is today.
            document: the annotator's.
            project: whose settings say how severe a rule is.
            today: ISO 8601.
            go_on: is asked again and again; where it says no, the rest is left to the next look.
        """
        differ: set[str] = set()
        if article is not self._article or project is not self._project:
            differ |= {s for s in (*self._alone, *self._together) if s is not None}
            self._article, self._project = article, project
            self._sentences = {sentence.id: sentence for sentence in article.sentences}
            self._lines, self._attached, self._is_stale = {}, set(), True
            self._alone, self._together = {}, {}
        case = _case(article, (), project, today)
        lines = dict(document.marks.lines())
        gone = self._lines.keys() - lines.keys()
        self._drop(gone)
        differ |= gone
        old = self._lines  # what did not change is the same bytes: nothing is compared
        changed = [each for each, line in lines.items() if old.get(each) is not line]
        for number, sentence in enumerate(filter(None, map(self._sentences.get, changed))):
            if number % _PIECE == 0 and not go_on():
                return differ
            was = self._alone.get(sentence.id, ())
            self._check(case, sentence, document, project)
            self._lines[sentence.id] = lines[sentence.id]
            if self._alone.get(sentence.id, ()) != was:
                differ.add(sentence.id)
        everything = needs_every_sentence(project.settings.lint)
        if self._is_stale or everything:
            wanted = lines if everything else self._attached
            differ |= self._check_together(article, document, project, today, wanted, go_on)
        return differ

    def _drop(self, gone: Iterable[str]) -> None:
        """Forgets sentences that have no mark any more."""
        for sentence in gone:
            self._is_stale |= sentence in self._attached
            self._attached.discard(sentence)
            self._alone.pop(sentence, None)
            self._lines.pop(sentence, None)

    def _check(
        self, case: Case, sentence: Sentence, document: Annotations, project: Project
    ) -> None:
        """Checks one sentence by itself."""
        reading = _reading(sentence, document, project)
        mark = reading.marks.get(document.annotator, Mark("open"))
        self._is_stale |= sentence.id in self._attached or bool(mark.sources or mark.evidence)
        if mark.sources or mark.evidence:
            self._attached.add(sentence.id)
        else:
            self._attached.discard(sentence.id)
        found = findings_of_sentence(case, reading, project.settings.lint)
        if found:
            self._alone[sentence.id] = tuple(found)
        else:
            self._alone.pop(sentence.id, None)

    def _check_together(
        self,
        article: Article,
        document: Annotations,
        project: Project,
        today: str,
        wanted: Iterable[str],
        go_on: GoOn,
    ) -> set[str]:
        """Checks what shows only beside others; returns the sentences that differ."""
        chosen, readings = set(wanted), []
        for number, sentence in enumerate(s for s in article.sentences if s.id in chosen):
            if number % _PIECE == 0 and not go_on():
                return set()
            readings.append(_reading(sentence, document, project))
        case = _case(article, readings, project, today)
        together: dict[str | None, _Found] = {}
        for finding in findings_of_article(case, project.settings.lint):
            together[finding.sentence] = (*together.get(finding.sentence, ()), finding)
        before, self._together, self._is_stale = self._together, together, False
        both = {*before, *together} - {None}
        return {s for s in both if s is not None and before.get(s) != together.get(s)}


def _reading(sentence: Sentence, document: Annotations, project: Project) -> Reading:
    """What a mark says; one that cannot be read says nothing, and is told of where it is drawn."""
    try:
        mark = with_current_names(document.marks[sentence.id], project.renamed)
    except DamagedFileError:
        return Reading(sentence, "open", (), "single")
    return Reading(sentence, mark.state, mark.tags, "single", {document.annotator: mark})


def _case(article: Article, readings: Iterable[Reading], project: Project, today: str) -> Case:
    names, chosen = meanings(project.renamed), tuple(readings)
    found = ledger(article, chosen, names) if chosen else Ledger(article, (), (), (), ())
    return Case(found, names, today, project.settings.evidence_days)
