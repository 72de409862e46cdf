"""`annotator lint`."""

from __future__ import annotations

from collections.abc import Sequence

import click

from annotator.cli.failures import ExitCode
from annotator.cli.ledgers import annotator_option, articles_argument, ledgers
from annotator.cli.options import Command, as_json, given
from annotator.cli.output import columns, json_value, line, say
from annotator.cli.places import open_project
from annotator.cli.prose import counted
from annotator.domain.project import Project, Severity
from annotator.domain.sourcing.lint import (
    RULES,
    SEVERITIES,
    TO_CONFIRM,
    Finding,
    at_least,
    severity_of,
)
from annotator.flows.session import utc_now
from annotator.flows.sourcing.checking import checked, set_severity, unknown_rules


@click.command("lint", cls=Command)
@articles_argument
@annotator_option
@click.option(
    "--severity",
    type=click.Choice([each for each in SEVERITIES if each != "off"]),
    default="hint",
    help="The least that is told of; hint, which is everything, where it is not said.",
)
@click.option("--rules", "lists_rules", is_flag=True, help="List the rules instead, with reasons.")
@click.option(
    "--set",
    "sets",
    nargs=2,
    multiple=True,
    metavar="RULE SEVERITY",
    help="Give a rule another severity, for everybody: off, hint, warning, error, or usual.",
)
@as_json
def command(
    articles: tuple[str, ...],
    *,
    annotator: str | None,
    severity: Severity,
    lists_rules: bool,
    sets: tuple[tuple[str, str], ...],
    as_json: bool,
) -> ExitCode:
    """Say what the sourcing of articles lacks, and whose standard says so.

    The exit code is 1 where something was found, so that a desk can put it in its pipeline. The
    project gives a rule another severity with --set: off, hint, warning or error.

    What is settled counts; of a sentence that is not, everybody's answer does. A source that only
    the program has proposed answers no rule, and makes a finding one step less severe.
    """
    store = open_project(given())
    for rule, wanted in sets:
        say(f"{rule} is {set_severity(store, rule, wanted)} from now on, for everybody.")
    if sets and not (articles or lists_rules or as_json):
        return ExitCode.DONE
    project = store.project().document
    for sentence in unknown_rules(project.settings.lint):
        say(f"The project's settings: {sentence}")
    if lists_rules:
        _print_rules(project, as_json=as_json)
        return ExitCode.DONE
    problems: list[str] = []
    today = utc_now()
    found = [
        finding
        for each in ledgers(store, articles, annotator, problems)
        for finding in checked(each.ledger, project, today)
        if at_least(finding.severity, severity)
    ]
    if as_json:
        json_value([finding.row() for finding in found])
    elif found:
        _print(found)
    elif not problems:
        say("The sourcing lacks nothing that a rule asks for.")
    if problems:
        return ExitCode.DATA
    return ExitCode.FINDINGS if found else ExitCode.DONE


def _print(found: Sequence[Finding]) -> None:
    several = len({finding.article for finding in found}) > 1
    rows = [(f.article, f.sentence or "–", f.severity, f.rule, f.message) for f in found]
    columns([row if several else row[1:] for row in rows])
    line()
    broken = {finding.rule for finding in found}
    for rule in RULES:
        if rule.name in broken:
            line(f"{rule.name}: {rule.reason} ({rule.standard})")
    waiting = sum(finding.to_confirm for finding in found)
    if waiting:
        line(f"to be confirmed, {counted(waiting, 'finding')}: {TO_CONFIRM}")
    say(f"{counted(len(found), 'finding')}.")


def _print_rules(project: Project, *, as_json: bool) -> None:
    rows = [
        {
            "rule": rule.name,
            "severity": severity_of(rule, project.settings.lint),
            "reason": rule.reason,
            "mend": rule.mend,
            "standard": rule.standard,
        }
        for rule in RULES
    ]
    if as_json:
        json_value(rows)
        return
    for row in rows:
        line(f"{row['rule']} ({row['severity']})")
        line(f"  {row['reason']} {row['mend']}")
        line(f"  {row['standard']}")
