"""Reports: what is settled of articles, who they rest on, and what is lacking, for an editor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from annotator.domain.agreement.figures import Agreement
from annotator.domain.datasets.pseudonyms import Names, Naming
from annotator.domain.marks import Evidence, Mark
from annotator.domain.meanings import meanings
from annotator.domain.project import Project
from annotator.domain.review.gold import Gold
from annotator.domain.sourcing.hanging import Ledger, ledger
from annotator.domain.sourcing.readings import Reading, own_readings, settled_readings
from annotator.domain.sourcing.report import (
    NO_TAG,
    SKIPPED,
    UNRESOLVED,
    UNSEEN,
    Agreed,
    ArticleReport,
    Line,
    Note,
    Report,
    Said,
)
from annotator.errors import RefusedError
from annotator.flows.sourcing.checking import checked
from annotator.flows.sourcing.ledgers import Sourced, Unread, each_sourced
from annotator.flows.sourcing.masking import masked
from annotator.flows.team.agreement import Wanted, agreement_of_project
from annotator.flows.team.agreement_in_words import named
from annotator.flows.wording import gold_in_words
from annotator.stores.base import Store

_STATES = {"tagged": "tagged", "no-tag": NO_TAG, "skipped": SKIPPED}


@dataclass(frozen=True, slots=True)
class Telling:
    """What a report is about, and what it may tell."""

    articles: tuple[str, ...]
    """Ids."""
    reader: str | None = None
    """Who asks; null for somebody who annotates nothing."""
    annotator: str | None = None
    """Whose marks count alone; null for what is settled."""
    confidential: bool = False
    """Whether confidential sources may be named."""
    naming: Naming = "names"
    """Whether annotators are named."""


def report(store: Store, telling: Telling, at: str) -> Report:
    """The report on articles.

    Args:
        store: the project.
        telling: of which articles, and what may be told.
        at: when it is made, UTC.

    Raises:
        RefusedError: the project is blind, and does not show the annotator's marks yet.
    """
    project = store.project().document
    made: list[ArticleReport] = []
    problems: list[str] = []
    for found in each_sourced(store, telling.articles, telling.reader, telling.annotator):
        if isinstance(found, Unread):
            problems.append(found.problem)
        else:
            problems += found.problems
            made.append(_article_report(store, project, found, telling, at))
    agreed = _agreed(store, telling, telling.articles) if len(made) > 1 else None
    return Report(project.name, at, tuple(made), agreed, tuple(problems))


def _article_report(
    store: Store, project: Project, found: Sourced, telling: Telling, at: str
) -> ArticleReport:
    article = found.article
    called = _names(found, telling.naming)
    hidden = Names("none" if telling.naming == "none" else "names", people=tuple(called))
    marks, withheld = masked(
        found.marks,
        found.everybody,
        found.ledger.entries,
        hidden,
        confidential=telling.confidential,
    )
    told = ledger(article, _readings(found, marks, called), meanings(project.renamed))
    notes = _notes(told)
    lines = tuple(_lines(told, found.gold, notes, called))
    return ArticleReport(
        told,
        project.tags,
        lines,
        tuple(checked(told, project, at)),
        notes,
        _agreed(store, telling, (article.id,)),
        _basis(found, telling, called),
        str(withheld),
    )


def _names(found: Sourced, naming: Naming) -> dict[str, str]:
    """What everybody is called, annotators and reviewers."""
    people = set(found.marks)
    for gold in found.gold.values():
        people |= {*gold.said, *gold.decisions}
    if naming == "names":
        return {name: name for name in sorted(people)}
    return {name: f"person {n}" for n, name in enumerate(sorted(people), 1)}


def _readings(
    found: Sourced, marks: Mapping[str, Mapping[str, Mark]], called: Mapping[str, str]
) -> list[Reading]:
    sentences = found.article.sentences
    if found.gold:
        readings = settled_readings(sentences, marks, found.gold)
    else:
        readings = [
            each for name, own in marks.items() for each in own_readings(sentences, name, own)
        ]
    return [replace(r, marks={called[name]: m for name, m in r.marks.items()}) for r in readings]


def _notes(told: Ledger) -> tuple[Note, ...]:
    """Every piece of evidence once, numbered in reading order."""
    found: dict[Evidence, list[str]] = {}
    for reading in told.readings:
        for piece in reading.evidence():
            found.setdefault(piece, []).append(reading.sentence.id)
    return tuple(
        Note(n, piece, tuple(dict.fromkeys(sentences)))
        for n, (piece, sentences) in enumerate(found.items(), 1)
    )


def _lines(
    told: Ledger, gold: Mapping[str, Gold], notes: Sequence[Note], called: Mapping[str, str]
) -> Iterable[Line]:
    readings: dict[str, list[Reading]] = {}
    for reading in told.readings:
        readings.setdefault(reading.sentence.id, []).append(reading)
    sources: dict[str, list[int]] = {}
    for number, entry in enumerate(told.entries, 1):
        for _, place in entry.sentences:
            sources.setdefault(place, []).append(number)
    footnotes: dict[str, list[int]] = {}
    for note in notes:
        for place in note.sentences:
            footnotes.setdefault(place, []).append(note.number)
    for sentence in told.article.sentences:
        id_ = sentence.id
        line = Line(
            sentence,
            told.article.text_of(sentence),
            UNSEEN,
            sources=tuple(sources.get(id_, ())),
            notes=tuple(footnotes.get(id_, ())),
        )
        yield _with_answer(line, readings.get(id_, ()), gold.get(id_), called)


def _with_answer(
    line: Line, readings: Sequence[Reading], gold: Gold | None, called: Mapping[str, str]
) -> Line:
    if gold is not None and gold.provenance == "unresolved":
        said = [
            *(Said(called[name], one.state, one.tags) for name, one in gold.said.items()),
            *(
                Said(called[name], one.state, one.tags, is_decision=True)
                for name, one in gold.decisions.items()
            ),
        ]
        why = gold_in_words(gold).removeprefix("unresolved: ")
        return replace(line, state=UNRESOLVED, settled=why, said=tuple(said))
    decided = [reading for reading in readings if reading.state != "open"]
    if not decided:
        return line
    first = decided[0]
    settled = "" if gold is None or gold.provenance is None else gold_in_words(gold)
    return replace(line, state=_STATES[first.state], tags=first.tags, settled=settled)


def _basis(found: Sourced, telling: Telling, called: Mapping[str, str]) -> str:
    if telling.annotator is not None:
        return f"By the marks of {called.get(telling.annotator, telling.annotator)} alone."
    if found.hidden:
        return (
            "By one annotator’s own marks: the project is blind, and this one has yet to hand in."
        )
    return (
        "By what is settled. Of a sentence that is not, everybody’s answer counts for its sources "
        "and what they lack."
    )


def _agreed(store: Store, telling: Telling, articles: Sequence[str]) -> Agreed:
    try:
        measured = agreement_of_project(store, Wanted(tuple(articles)), telling.reader)
    except RefusedError as error:
        return Agreed(0, 0, why_not=str(error))
    return _figures(measured.found)


def _figures(found: Agreement) -> Agreed:
    if not found.units:
        return Agreed(0, 0, why_not="Nobody rated what another did.")
    figures = tuple((name, figure.value) for name, figure in named(found.figures))
    return Agreed(found.units, found.agree, figures)
