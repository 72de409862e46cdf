"""Checking: what the sourcing of articles lacks, by the project's own settings."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.domain.article import Article
from annotator.domain.marks import Mark
from annotator.domain.meanings import meanings
from annotator.domain.project import Project, Severity
from annotator.domain.sourcing.hanging import Ledger, ledger
from annotator.domain.sourcing.lint import RULES, Finding, findings
from annotator.domain.sourcing.lint_checks import Case
from annotator.domain.sourcing.readings import own_readings
from annotator.errors import UnknownNameError


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
    readings = own_readings(article.sentences, annotator, marks)
    return checked(ledger(article, readings, meanings(project.renamed)), project, today)


def unknown_rules(settings: Mapping[str, Severity]) -> list[str]:
    """What the settings say of rules that there are not, in sentences."""
    known = [rule.name for rule in RULES]
    return [str(UnknownNameError("rule", name, known)) for name in settings if name not in known]
