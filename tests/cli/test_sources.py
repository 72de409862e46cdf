from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from annotator.cli.root import root
from tests.cli.running import CONTRACT, annotator, from_json, good, refused

FIELDS = ["name", "kind", "mentions", "sentences", "articles"]


def make_blind(desk: Path) -> None:
    path = desk / "annotator.json"
    path.write_text(path.read_text().replace('"blind":false', '"blind":true'))


@pytest.mark.usefixtures("desk")
def test_json_rows_have_the_fields_of_the_contract() -> None:
    good("add", "-", stdin="Council meets\n\nAda Lovelace spoke. It rained.")
    good("mark", "mayor", "s2", "c", "--source", "Ada Lovelace")
    good("mark", "council", "s2", "c", "--source", "Ada Lovelace")
    good("mark", "mayor", "s3", "i", "--source", "Two aides")
    rows = from_json("sources")
    assert [list(row) for row in rows] == [FIELDS, FIELDS]
    assert [list(row.values()) for row in rows] == [
        ["Ada Lovelace", "named-person", 2, 2, 2],
        ["Two aides", "unnamed-group", 1, 1, 1],
    ]
    assert [row["name"] for row in from_json("sources", "council")] == ["Ada Lovelace"]


@pytest.mark.usefixtures("desk")
def test_people_read_what_hangs_on_one_source_and_who_was_asked() -> None:
    good("mark", "mayor", "s3", "i", "--source", "Two aides")
    good("mark", "mayor", "s4", "d", "--source", "Her office", "--manner", "refused")
    printed = good("sources", "mayor")
    assert "hang on a single source:\nTwo aides  s3\n" in printed
    assert "s4  Her office  refused · who asked is not said" in printed
    good("mark", "mayor", "s4", "--source", "The Post", "--role", "asked-by")
    assert "Her office  refused · asked by The Post" in good("sources", "mayor")


@pytest.mark.usefixtures("desk")
def test_without_sources_it_says_how_to_attach_one() -> None:
    result = annotator("sources")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "--source" in result.stderr
    assert from_json("sources") == []


@pytest.mark.usefixtures("desk")
def test_one_annotators_marks_can_count_alone() -> None:
    good("--as", "ana", "mark", "mayor", "s3", "i", "--source", "Two aides")
    good("--as", "ben", "--new", "mark", "mayor", "s3", "o", "--source", "weeks")
    assert [row["name"] for row in from_json("sources")] == ["Two aides", "weeks"]
    assert [row["name"] for row in from_json("sources", "--annotator", "ben")] == ["weeks"]
    assert "Did you mean 'ben'" in refused("sources", "--annotator", "bem", code=2)


def test_a_blind_project_shows_ones_own_sources_until_one_has_handed_in(desk: Path) -> None:
    good("--as", "ana", "mark", "mayor", "s3", "i", "--source", "Two aides")
    good("--as", "ben", "--new", "mark", "mayor", "s4", "d", "--source", "Her office")
    make_blind(desk)
    result = annotator("--as", "ben", "sources", "--json")
    assert [row["name"] for row in json.loads(result.stdout)] == ["Her office"]
    assert "blind" in result.stderr
    assert "blind" in refused("--as", "ben", "sources", "--annotator", "ana", code=2)
    for sentence in ("s1", "s2", "s3", "s5"):
        good("--as", "ben", "mark", "mayor", sentence, "--none")
    good("--as", "ben", "hand-in", "mayor")
    assert len(from_json("--as", "ben", "sources")) == 2


def test_what_cannot_be_read_is_told_and_the_rest_is_listed(desk: Path) -> None:
    good("mark", "mayor", "s3", "i", "--source", "Two aides")
    (desk / "annotations/mayor-resigns/zoe.json").write_text("{")
    (desk / "articles/odd.json").write_text("{")
    result = annotator("sources", "--json")
    assert result.exit_code == 3
    assert [row["name"] for row in json.loads(result.stdout)] == ["Two aides"]
    assert "zoe.json" in result.stderr
    assert "odd.json" in result.stderr


def test_the_contracts_project_rests_on_eight_sources() -> None:
    rows = from_json("-p", CONTRACT / "desk", "sources")
    assert len(rows) == 8
    assert sum(row["kind"].startswith("unnamed") for row in rows) == 5


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("command", ["sources", "lint", "report", "evidence check"])
def test_shells_complete_articles(command: str) -> None:
    words = {"COMP_WORDS": f"annotator {command} may", "COMP_CWORD": str(len(command.split()) + 1)}
    found = CliRunner().invoke(root, env={"_ANNOTATOR_COMPLETE": "bash_complete", **words})
    assert "plain,mayor-resigns" in found.stdout
