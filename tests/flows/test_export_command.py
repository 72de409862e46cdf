"""The command for an export: which project and as whom it says, and where the export goes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.project import UserSettings
from annotator.flows.datasets.export_command import here, usual_target, whole_command
from annotator.flows.datasets.selecting import Options
from annotator.flows.desk import Desk
from annotator.formats.datasets.outgoing import writer_named
from tests.desks import file_desk, memory_desk

CSV = writer_named("csv")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return file_desk(tmp_path / "news" / "papers")


def typed(desk: Desk) -> str:
    now = here(desk)
    return whole_command(now, CSV, Options(), usual_target(now, CSV, "gold"))


@pytest.mark.parametrize(
    ("start", "command"),
    [
        (".", "annotator -p news/papers export csv -o news/test-gold.csv"),
        ("news", "annotator -p papers export csv -o test-gold.csv"),
        ("news/papers", "annotator export csv -o ../test-gold.csv"),
        ("news/papers/articles", "annotator export csv -o {}/news/test-gold.csv"),
    ],
)
def test_the_project_is_named_where_it_is_not_found_without(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: str, command: str
) -> None:
    monkeypatch.chdir(tmp_path / start)
    assert typed(desk) == command.format(tmp_path)


@pytest.mark.parametrize("named", ["news/papers", "news/papers/annotator.json"])
def test_a_project_that_the_environment_names_need_not_be_typed(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ANNOTATOR_PROJECT", named)
    assert typed(desk).startswith("annotator export csv")
    monkeypatch.setenv("ANNOTATOR_PROJECT", "news")
    assert typed(desk).startswith("annotator -p news/papers export csv")


def test_who_asks_is_said_where_the_project_is_blind_and_it_is_not_who_one_is_anyway(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path / "news/papers")
    assert here(desk).before == ()
    found = desk.store.project()
    settings = replace(found.document.settings, blind=True)
    desk.store.save_project(replace(found.document, settings=settings), found.token)
    assert here(desk).before == ("--as", "ana")
    assert here(replace(desk, settings=UserSettings(name="ana"))).before == ()
    monkeypatch.setenv("ANNOTATOR_AS", "ben")
    assert here(replace(desk, settings=UserSettings(name="ana"))).before == ("--as", "ana")


def test_a_project_that_is_no_folder_exports_to_where_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert typed(memory_desk(tmp_path)) == "annotator export csv -o test-gold.csv"
