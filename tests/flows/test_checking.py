from __future__ import annotations

from annotator.domain.project import Project, Settings
from annotator.domain.tags import Renamed
from annotator.flows.sourcing.checking import own_findings, unknown_rules
from tests.sourced import article, mark

TODAY = "2026-11-22T12:00:00.000Z"
TEXT = article("Talks fail.", "Acme declined to comment.")


def test_ones_own_marks_are_checked_by_the_projects_settings() -> None:
    marks = {"s1": mark("c"), "s2": mark("d")}
    found = own_findings(TEXT, "ana", marks, Project("desk"), TODAY)
    assert [(each.sentence, each.rule) for each in found] == [
        ("s1", "confirmed-without-basis"),
        ("s2", "declined-without-party"),
        ("s2", "declined-without-asker"),
    ]
    settings = Settings(lint={"declined-without-asker": "off", "declined-without-party": "error"})
    found = own_findings(TEXT, "ana", marks, Project("desk", settings=settings), TODAY)
    assert [each.severity for each in found] == ["error", "error"]


def test_renamed_tags_are_known_by_their_new_names() -> None:
    project = Project("desk", renamed=(Renamed("opinion", "view", TODAY),))
    assert own_findings(TEXT, "ana", {"s1": mark("i")}, project, TODAY)
    assert own_findings(TEXT, "ana", {"s1": mark("o")}, project, TODAY) == []


def test_settings_of_rules_that_there_are_not_are_told_with_the_nearest_one() -> None:
    (said,) = unknown_rules({"insider-opinon": "off", "own-outlet-only": "off"})
    assert "Did you mean 'insider-opinion'" in said
