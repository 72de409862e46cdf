"""Checking: what the sourcing of articles lacks, by the project's own settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from annotator.domain.article import Article
from annotator.domain.marks import Mark
from annotator.domain.meanings import meanings
from annotator.domain.project import Project, Severity
from annotator.domain.sourcing.hanging import Ledger
from annotator.domain.sourcing.lint import RULES, SEVERITIES, Finding, findings
from annotator.domain.sourcing.lint_checks import Case
from annotator.errors import UnknownNameError
from annotator.flows.project import change_project
from annotator.flows.sourcing.ledgers import Told, Unread, each_sourced, own_ledger
from annotator.stores.base import Store

_USUAL = "usual"

_LONGEST = 300
"""Code points of a sentence that are kept for its line."""


def checked(ledger: Ledger, project: Project, today: str) -> list[Finding]:
    """What an article's sourcing lacks, in reading order.

    Args:
        ledger: who it rests on.
        project: whose settings say how severe a rule is, and from when evidence is old.
        today: ISO 8601.
    """
    settings = project.settings
    case = Case(ledger, meanings(project.renamed), today, settings.evidence_days)
    return findings(case, settings.lint)


def own_findings(
    article: Article, annotator: str, marks: Mapping[str, Mark], project: Project, today: str
) -> list[Finding]:
    """What one annotator's own marks lack, as while they are at work; nobody else's count.

    Args:
        article: as it is today.
        annotator: their name.
        marks: by sentence.
        project: whose settings say how severe a rule is.
        today: ISO 8601.
    """
    return checked(own_ledger(article, annotator, marks, project), project, today)


@dataclass(frozen=True, slots=True)
class Listed:
    """A finding with the words that it is about, to be read in a list."""

    finding: Finding
    text: str
    """The sentence's words; of an article as a whole its title."""
    title: str
    """The article's."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """What the sourcing of some articles lacks."""

    findings: tuple[Listed, ...] = ()
    articles: int = 0
    problems: tuple[str, ...] = ()
    """Why an article cannot be read."""


def listed(article: Article, found: Sequence[Finding]) -> tuple[Listed, ...]:
    """Findings with the words of an article that they are about."""
    title = article.title or article.id
    wanted = {finding.sentence for finding in found}
    texts = {s.id: article.text_of(s)[:_LONGEST] for s in article.sentences if s.id in wanted}
    return tuple(Listed(each, texts.get(each.sentence or "", title), title) for each in found)


def lacking_of(
    store: Store,
    articles: Sequence[str],
    reader: str | None,
    today: str,
    told: Told = lambda *_: True,
) -> Lacking:
    """What the sourcing of these articles lacks, by what is settled.

    Args:
        store: the project.
        articles: their ids; one is in memory at a time.
        reader: who looks.
        today: ISO 8601.
        told: hears how many of them are read, and says whether to go on.
    """
    project = store.project().document
    found: list[Listed] = []
    problems: list[str] = []
    for done, one in enumerate(each_sourced(store, articles, reader), 1):
        if isinstance(one, Unread):
            problems.append(one.problem)
        else:
            found += listed(one.article, checked(one.ledger, project, today))
        if not told(done, len(articles)):
            break
    return Lacking(tuple(found), len(articles), tuple(problems))


def set_severity(store: Store, rule: str, severity: str) -> Severity:
    """Gives a rule another severity in a project, for everybody; `usual` gives back its own.

    Raises:
        UnknownNameError: there is no such rule or severity.
        StorageError: it cannot be saved.
    """
    known = {each.name: each for each in RULES}
    if rule not in known:
        raise UnknownNameError("rule", rule, known)
    if severity not in {*SEVERITIES, _USUAL}:
        raise UnknownNameError("severity", severity, [*SEVERITIES, _USUAL])
    wanted = cast("Severity", known[rule].severity if severity == _USUAL else severity)

    def change(project: Project) -> Project:
        lint = {name: each for name, each in project.settings.lint.items() if name != rule}
        if severity != _USUAL:
            lint[rule] = wanted
        return replace(project, settings=replace(project.settings, lint=lint))

    change_project(store, change)
    return wanted


def unknown_rules(settings: Mapping[str, Severity]) -> list[str]:
    """What the settings say of rules that there are not, in sentences."""
    known = [rule.name for rule in RULES]
    return [str(UnknownNameError("rule", name, known)) for name in settings if name not in known]
