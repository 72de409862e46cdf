"""Checking: what the sourcing of articles lacks, by the project's own settings."""

from __future__ import annotations

from collections.abc import Mapping

from annotator.domain.lint import RULES, Finding, findings
from annotator.domain.lint_checks import Case
from annotator.domain.meanings import meanings
from annotator.domain.project import Project, Severity
from annotator.domain.sourcing import Ledger
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


def unknown_rules(settings: Mapping[str, Severity]) -> list[str]:
    """What the settings say of rules that there are not, in sentences."""
    known = [rule.name for rule in RULES]
    return [str(UnknownNameError("rule", name, known)) for name in settings if name not in known]
