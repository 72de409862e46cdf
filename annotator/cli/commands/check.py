"""`annotator check`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from annotator.cli.failures import ExitCode
from annotator.cli.options import Command, as_json, given
from annotator.cli.output import json_value, line, say
from annotator.cli.places import config_folder, open_project
from annotator.domain.article import Article
from annotator.errors import AnnotatorError
from annotator.flows.checkup import Finding, check_up, repaired
from annotator.flows.session import utc_now
from annotator.stores.files import FileStore
from annotator.stores.inspection import ProjectFile, is_leftover, project_files, set_aside
from annotator.tui.actions import ANNOTATE


@click.command("check", cls=Command)
@click.option("--repair", is_flag=True, help="Sets damaged files aside; keeps what can be read.")
@as_json
def command(*, repair: bool, as_json: bool) -> ExitCode:
    """Look at every file of the project, and find damage.

    Every file is held against its schema and against the others. With --repair a file that
    cannot be used goes to the folder aside/damaged-TIME of the project, and what can be read of
    it takes its place; nothing is deleted, and files of newer versions are left alone. A file
    that somebody saves meanwhile is left alone, too. The exit code is 1 where something was found.
    """
    findings = list(_findings(open_project(given()), repair=repair))
    if as_json:
        json_value(findings)
    else:
        _print(findings, repair=repair)
    return ExitCode.FINDINGS if findings else ExitCode.DONE


def _findings(store: FileStore, *, repair: bool) -> Iterator[Finding]:
    at = utc_now()
    settings = config_folder() / "settings.json"
    places = [(settings.parent, [ProjectFile(settings, settings.name, "settings")])]
    if not settings.exists():
        places = []
    for root, files in [*places, (store.root, list(project_files(store.root)))]:
        checked = check_up(
            files,
            lambda article: _article(store, article),
            store.aside_ids(),
            at,
            partial(is_leftover, root),
            {key for action in ANNOTATE for key in action.keys},
        )
        for found, unfit in checked:
            if not repair or unfit is None:
                yield from found
                continue
            where = set_aside(root, unfit.file, at, judged=unfit.judged, better=unfit.better)
            if where is None:
                why = "it was changed meanwhile, so it was left alone. Check again"
                say(f"{unfit.file.name}: {why}.")
            done = repaired(unfit, where) if where is not None else None
            yield from (replace(finding, repaired=done) for finding in found)


def _article(store: FileStore, article: str) -> Article | None:
    try:
        return store.article(article).document
    except AnnotatorError:
        return None


def _print(findings: list[Finding], *, repair: bool) -> None:
    last: Path | None = None
    for finding in findings:
        at = f"{finding.place}: " if finding.place else ""
        line(f"{finding.path}: {at}{finding.what}")
        if finding.repaired and last != Path(finding.path):
            line(f"  {finding.repaired}")
            last = Path(finding.path)
    if not findings:
        say("Every file is as it should be.")
    elif not repair:
        say("`annotator check --repair` sets aside what is damaged and keeps what can be read.")
