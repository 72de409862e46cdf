from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import CONTRACT, annotator, good, refused


@pytest.mark.usefixtures("desk")
def test_a_report_is_one_file_in_the_format_that_its_name_says(folder: Path) -> None:
    good("mark", "mayor", "s3", "i", "--source", "Two aides")
    result = annotator("report", "mayor", "-o", "page.html")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "a report on 1 article" in result.stderr
    assert (folder / "page.html").read_text().startswith("<!DOCTYPE html>")
    good("report", "mayor", "-o", "page.md")
    assert (folder / "page.md").read_text().startswith("# Sourcing report")
    good("report", "mayor", "-o", "page.txt", "--format", "json")
    plain = json.loads((folder / "page.txt").read_text())
    assert plain["articles"][0]["sources"][0]["name"] == "Two aides"


@pytest.mark.usefixtures("desk")
def test_without_a_file_it_is_printed() -> None:
    assert json.loads(good("report", "mayor", "--format", "json"))["project"] == "desk"
    assert good("report", "mayor", "-o", "-").startswith("<!DOCTYPE html>")


@pytest.mark.usefixtures("desk")
def test_a_whole_project_is_one_page() -> None:
    good("add", "-", stdin="Council meets\n\nAda Lovelace spoke. It rained.")
    plain = json.loads(good("report", "--all", "--format", "json"))
    assert [each["article"] for each in plain["articles"]] == ["council-meets", "mayor-resigns"]
    page = good("report", "--all")
    assert '<a href="#a2" dir="auto">Mayor resigns</a>' in page


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "--all"),
        (("mayor", "--all"), "--all"),
        (("nothing",), "no article"),
        (("mayor", "-o", "missing/page.html"), "no folder"),
        (("mayor", "-o", "."), "no file"),
        (("mayor", "-o", "desk/articles/page.html"), "its own files"),
        (("mayor", "-o", "mayor.txt"), "--force"),
        (("mayor", "--format", "pdf"), "--format"),
        (("mayor", "--annotator", "zoe"), "no annotator"),
    ],
)
def test_what_cannot_be_reported_or_written_is_refused(words: tuple[str, ...], says: str) -> None:
    assert says in refused("report", *words, code=2)


def test_a_file_is_written_over_only_if_that_is_said(folder: Path, desk: Path) -> None:
    assert desk.exists()
    (folder / "page.html").write_text("mine")
    refused("report", "mayor", "-o", "page.html", code=2)
    assert (folder / "page.html").read_text() == "mine"
    good("report", "mayor", "-o", "page.html", "--force")
    assert "Mayor resigns" in (folder / "page.html").read_text()


@pytest.mark.usefixtures("desk")
def test_confidential_sources_are_withheld_unless_they_are_asked_for() -> None:
    good("mark", "mayor", "s3", "i", "--source", "Two aides", "--confidential")
    page = good("report", "mayor")
    assert "confidential source 1" in page
    assert "Withheld as confidential: 1 source." in page
    assert page.count("Two aides") == 1
    assert good("report", "mayor", "--include-confidential").count("Two aides") > 1


def test_a_blind_project_reports_ones_own_marks_until_one_has_handed_in(desk: Path) -> None:
    good("--as", "ana", "mark", "mayor", "s3", "i", "--source", "Two aides")
    good("--as", "ben", "--new", "mark", "mayor", "s4", "d")
    path = desk / "annotator.json"
    path.write_text(path.read_text().replace('"blind":false', '"blind":true'))
    plain = json.loads(good("--as", "ben", "report", "mayor", "--format", "json"))
    (one,) = plain["articles"]
    assert [line["state"] for line in one["sentences"]][2:4] == ["unseen", "tagged"]
    assert "blind" in one["basis"]
    assert "blind" in refused("--as", "ben", "report", "mayor", "--of", "ana", code=2)


def test_what_cannot_be_read_is_told_and_the_rest_is_there(desk: Path) -> None:
    (desk / "articles/odd.json").write_text("{")
    (desk / "annotations/mayor-resigns").mkdir(parents=True)
    (desk / "annotations/mayor-resigns/zoe.json").write_text("{")
    result = annotator("report", "--all", "--format", "json")
    assert result.exit_code == 3
    assert "odd.json" in result.stderr
    plain = json.loads(result.stdout)
    assert len(plain["problems"]) == 2
    assert len(plain["articles"]) == 1


def test_the_contracts_project_has_its_gold_in_the_report() -> None:
    expected = json.loads((CONTRACT / "expected.json").read_text())["gold"]
    page = good("-p", CONTRACT / "desk", "report", "--all", "--format", "json")
    (one,) = json.loads(page)["articles"]
    assert one["unresolved"] == [s for s, g in expected.items() if g["provenance"] == "unresolved"]
    tags = {line["id"]: line["tags"] for line in one["sentences"] if line["tags"]}
    assert tags == {s: g["tags"] for s, g in expected.items() if g.get("tags")}
    assert one["agreement"]["agree"] == 9
