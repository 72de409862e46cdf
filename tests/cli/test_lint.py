from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.domain.sourcing.lint import RULES
from tests.cli.running import CONTRACT, annotator, from_json, good, refused


def setting(desk: Path, more: str) -> None:
    path = desk / "annotator.json"
    text = path.read_text()
    assert '"ascii":false' in text
    path.write_text(text.replace('"ascii":false', f'"ascii":false,{more}'))


@pytest.mark.usefixtures("desk")
def test_findings_are_exit_code_1_and_rows_have_the_fields_of_the_contract() -> None:
    good("mark", "mayor", "s2", "c")
    rows = from_json("lint", code=1)
    assert [list(row) for row in rows] == [["rule", "severity", "article", "sentence", "message"]]
    row = rows[0]
    assert (row["rule"], row["severity"]) == ("confirmed-without-basis", "error")
    assert (row["article"], row["sentence"]) == ("mayor-resigns", "s2")


@pytest.mark.usefixtures("desk")
def test_nothing_found_is_exit_code_0() -> None:
    good("mark", "mayor", "s2", "c", "--source", "Ada Lovelace")
    result = annotator("lint", "mayor")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "lacks nothing" in result.stderr
    assert from_json("lint") == []


@pytest.mark.usefixtures("desk")
def test_severity_is_the_least_that_counts() -> None:
    good("mark", "mayor", "s4", "d", "--source", "Her office")
    assert [row["severity"] for row in from_json("lint", code=1)] == ["hint"]
    assert from_json("lint", "--severity", "warning") == []
    good("mark", "mayor", "s4", "d", "--no-source")
    rows = from_json("lint", "--severity", "warning", code=1)
    assert [row["rule"] for row in rows] == ["declined-without-party"]


def test_the_projects_settings_change_severities_and_unknown_rules_are_told(desk: Path) -> None:
    good("mark", "mayor", "s2", "c")
    setting(desk, '"lint":{"confirmed-without-basis":"hint","insider-opinions":"off"}')
    result = annotator("lint", "--json")
    assert [row["severity"] for row in json.loads(result.stdout)] == ["hint"]
    assert "Did you mean 'insider-opinion'" in result.stderr
    rules = {row["rule"]: row["severity"] for row in from_json("lint", "--rules")}
    assert list(rules) == [rule.name for rule in RULES]
    assert rules["confirmed-without-basis"] == "hint"


def test_evidence_is_old_by_the_projects_limit(desk: Path) -> None:
    words = ("--evidence", "https://example.org/", "--seen", "2020-01-01")
    good("mark", "mayor", "s2", "c", *words)
    assert from_json("lint") == []
    setting(desk, '"evidence_days":30')
    assert [row["rule"] for row in from_json("lint", code=1)] == ["evidence-old"]


@pytest.mark.usefixtures("desk")
def test_people_read_each_finding_and_whose_standard_it_is() -> None:
    good("mark", "mayor", "s3", "i")
    result = annotator("lint")
    assert result.exit_code == 1
    assert "s3  warning  insider-without-mention" in result.stdout
    assert "insider-without-mention: Readers judge" in result.stdout
    assert "SPJ Code of Ethics" in result.stdout
    assert "1 finding." in result.stderr
    assert "headline-stronger (off)" in good("lint", "--rules")


@pytest.mark.usefixtures("desk")
def test_wrong_usage_is_refused() -> None:
    assert "--severity" in refused("lint", "--severity", "awful", code=2)
    assert "no article" in refused("lint", "nothing", code=2)
    assert "no annotator" in refused("lint", "--annotator", "ana", code=2)


def test_the_contracts_project_is_looked_at_by_what_is_settled_and_by_whom_else() -> None:
    rows = from_json("-p", CONTRACT / "desk", "lint", code=1)
    by_sentence = {(row["sentence"], row["rule"]) for row in rows}
    assert ("s4", "insider-without-mention") in by_sentence
    assert ("s7", "confirmed-without-basis") not in by_sentence
    cho = next(row for row in rows if row["sentence"] == "s9")
    assert cho["message"].endswith("(as tagged by cho)")
    alone = from_json("-p", CONTRACT / "desk", "lint", "--annotator", "ana", code=1)
    assert "s9" not in {row["sentence"] for row in alone}


@pytest.mark.usefixtures("desk")
def test_a_link_is_not_opened_until_somebody_says_when_they_saw_it() -> None:
    good("mark", "mayor", "s2", "c", "--evidence", "https://example.org/")
    assert [row["rule"] for row in from_json("lint", code=1)] == ["evidence-not-opened"]
    good("mark", "mayor", "s2", "--evidence", "https://example.org/", "--seen", "today")
    assert from_json("lint") == []


@pytest.mark.usefixtures("desk")
def test_a_project_sets_severities_by_a_command_and_takes_them_back() -> None:
    good("mark", "mayor", "s2", "c")
    assert (
        "confirmed-without-basis is off"
        in annotator("lint", "--set", "confirmed-without-basis", "off").stderr
    )
    assert from_json("lint") == []
    rules = {row["rule"]: row["severity"] for row in from_json("lint", "--rules")}
    assert rules["confirmed-without-basis"] == "off"
    good("lint", "--set", "confirmed-without-basis", "usual")
    assert [row["severity"] for row in from_json("lint", code=1)] == ["error"]
    refused("lint", "--set", "confirmed", "off", code=2)
    assert "Did you mean 'warning'" in refused("lint", "--set", "own-outlet-only", "waring", code=2)
