"""`annotator import`: what it says, its exit codes, and what is left when it is broken off."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from annotator.formats.datasets.ingoing import LABEL_READERS
from tests.cli.running import CONTRACT, REPOSITORY, annotator, from_json, good, refused

MONDAY = "Mayor Ada Lovelace resigned on Monday."
AIDES = "Two aides said she had planned it for weeks."
COMMENT = "Her office declined to comment."


def rows(*values: dict[str, Any], name: str = "labels.jsonl") -> str:
    """A file of rows; gives its name."""
    Path(name).write_text("".join(f"{json.dumps(value)}\n" for value in values))
    return name


def of(text: str, label: str | list[str], annotator: str | None = "ben") -> dict[str, Any]:
    return {"text": text, "label": label, "annotator": annotator}


def tags(name: str = "ben") -> dict[str, list[str]]:
    """Somebody's tags of the short article."""
    files = Path("desk/annotations/mayor-resigns").glob("[!.]*.json")
    documents = map(json.loads, map(Path.read_bytes, files))
    own: dict[str, Any] = next((one["marks"] for one in documents if one["annotator"] == name), {})
    return {sentence: mark["tags"] for sentence, mark in own.items()}


@pytest.mark.usefixtures("desk")
def test_labels_come_in_and_who_said_how_many_is_told() -> None:
    file = rows(of(MONDAY, "confirmed"), of(AIDES, "insider-sourced"), of(AIDES, "opinion", "cho"))
    result = annotator("import", "jsonl", file)
    assert result.exit_code == 0
    assert [line.split() for line in result.stdout.splitlines()[1:]] == [
        ["ben", "2", "0", "0"],
        ["cho", "1", "0", "0"],
    ]
    assert "New to the project: ben, cho." in result.stderr
    assert tags() == {"s2": ["confirmed"], "s3": ["insider-sourced"]}
    again = annotator("import", "jsonl", file)
    assert (again.exit_code, "nothing was changed" in again.stderr) == (0, True)


@pytest.mark.usefixtures("desk")
def test_standard_input_is_read_like_a_file() -> None:
    file = rows(of(MONDAY, "confirmed"))
    good("import", "jsonl", "-", stdin=Path(file).read_bytes())
    assert tags() == {"s2": ["confirmed"]}


@pytest.mark.usefixtures("desk")
def test_json_has_everything_that_is_told() -> None:
    file = rows(
        of(MONDAY, "Confirmed"),
        of(AIDES, "gossip"),
        of(COMMENT, "opinion", None),
        of("Nowhere at all is this.", "opinion"),
        {"text": AIDES, "label": None},
    )
    value = from_json("import", "jsonl", file, code=1)
    errors = value.pop("errors")
    assert "line 4" in errors[0]
    assert value == {
        "source": file,
        "format": "jsonl",
        "dry_run": False,
        "labels": 4,
        "came_in": 1,
        "there_already": 0,
        "annotators": [
            {"annotator": "ben", "came_in": 1, "there_already": 0, "look_again": 0, "is_new": True}
        ],
        "called": [],
        "clashes": [],
        "mapped": [{"label": "Confirmed", "tag": "confirmed", "labels": 1}],
        "unknown_labels": [{"label": "gossip", "labels": 1}],
        "passed_over": [{"why": "without a label", "items": 1}],
        "without_annotator": 1,
        "not_found": 1,
        "articles_added": [],
        "documents": 0,
        "notices": [],
        "failed": 1,
    }


@pytest.mark.usefixtures("desk")
def test_unknown_labels_are_listed_with_what_to_type() -> None:
    file = rows(of(MONDAY, "confirmed"), of(AIDES, "insider's talk"))
    result = annotator("import", "jsonl", file)
    assert result.exit_code == 1
    assert """`--map 'insider'"'"'s talk=insider-sourced'`""" in result.stderr
    good("import", "jsonl", file, "--map", "insider's talk=insider-sourced")
    assert tags() == {"s2": ["confirmed"], "s3": ["insider-sourced"]}


@pytest.mark.usefixtures("desk")
def test_a_dry_run_writes_nothing(desk: Path) -> None:
    before = {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()}
    result = annotator("import", "jsonl", rows(of(MONDAY, "confirmed")), "--dry-run")
    assert result.exit_code == 0
    assert "Nothing was written." in result.stderr
    assert {path: path.read_bytes() for path in desk.rglob("*") if path.is_file()} == before


@pytest.mark.usefixtures("desk")
def test_labels_that_differ_from_ones_own_are_for_review_to_settle() -> None:
    good("--as", "ben", "mark", "mayor-resigns", "s2", "opinion")
    file = rows(of(MONDAY, "confirmed"))
    result = annotator("import", "jsonl", file)
    assert result.exit_code == 1
    assert "'ben (jsonl)'" in result.stderr
    assert "annotator review" in result.stderr
    assert tags() == {"s2": ["opinion"]}
    assert tags("ben (jsonl)") == {"s2": ["confirmed"]}
    marked = [row["annotator"] for row in from_json("status")]
    assert marked == ["ben", "ben (jsonl)"]


@pytest.mark.usefixtures("desk")
def test_wrong_usage_is_told_before_anything_is_read() -> None:
    file = rows(of(MONDAY, "confirmed"))
    assert "'jsonl'" in refused("import", "jsnl", file, code=2)
    assert "'opinion'" in refused("import", "jsonl", file, "--map", "x=opinon", code=2)
    assert "THEIRS=OURS" in refused("import", "jsonl", file, "--map", "x", code=2)
    assert "such file" in refused("import", "jsonl", "none.jsonl", code=3)
    assert "address" in refused("import", "jsonl", "https://example.org/a", code=2)
    nobody = rows(of(MONDAY, "confirmed", None), name="gold.jsonl")
    assert "--annotator NAME" in refused("import", "jsonl", nobody, code=2)
    twice = ("--annotator", "a", "--annotator", "b")
    assert "twice" in refused("import", "jsonl", nobody, *twice, code=2)
    good("--as", "ana", "mark", "mayor-resigns", "s2", "opinion")
    assert "--new" in refused("import", "jsonl", nobody, "--annotator", "anna", code=2)
    good("import", "jsonl", nobody, "--annotator", "gold", "--new")
    assert tags("gold") == {"s2": ["confirmed"]}


@pytest.mark.usefixtures("desk")
def test_nothing_good_at_all_is_bad_data() -> None:
    assert "annotator add" in refused("import", "jsonl", rows(of("Nowhere.", "opinion")), code=3)
    Path("broken.jsonl").write_bytes(b'{"text": "x", "label": "opinion"\n\x00\x1b[31m\n')
    said = refused("import", "jsonl", "broken.jsonl", code=3)
    assert "line 1" in said
    assert "\x1b" not in said
    Path("empty.jsonl").write_bytes(b"")
    assert "holds nothing" in refused("import", "jsonl", "empty.jsonl", code=3)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", sorted({"csv", "jsonl", "native", "prodigy", "w3c"}))
def test_a_file_of_another_format_is_told_with_the_command_to_type(name: str) -> None:
    shutil.copytree(CONTRACT / "desk", "desk")
    good("export", name, "-o", "labels.file")
    other = "csv" if name != "csv" else "jsonl"
    said = refused("import", other, "labels.file", code=3)
    assert f"it looks like {name}. Say `annotator import {name} labels.file`." in said


def test_every_format_that_is_read_says_so() -> None:
    listed = {row["name"] for row in from_json("formats") if row["reads"]}
    assert {reader.name for reader in LABEL_READERS} <= listed


def large(articles: int = 60) -> Path:
    """A file of labels of many articles in the project `desk`, by two people."""
    article = json.loads(Path("desk/articles/mayor-resigns.json").read_bytes())
    values = []
    for number in range(articles):
        id_ = f"copy-{number}"
        Path(f"desk/articles/{id_}.json").write_text(json.dumps(article | {"id": id_}))
        for name in ("ben", "cho"):
            values += [of(text, "opinion", name) | {"article": id_} for text in (MONDAY, AIDES)]
    return Path(rows(*values))


def importing(file: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "annotator", "-p", "desk", "import", "jsonl", file],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def saved() -> dict[str, dict[str, list[str]]]:
    """Tags by document and sentence, of every document that there is."""
    return {
        path.as_posix(): {key: mark["tags"] for key, mark in json.loads(data)["marks"].items()}
        for path in Path("desk/annotations").glob("*/[!.]*.json")
        if (data := path.read_bytes())
    }


@pytest.mark.usefixtures("desk")
def test_what_came_in_is_whole_after_a_kill_and_the_rest_comes_with_the_same_again() -> None:
    file = large(300)
    started = importing(file)
    give_up = time.monotonic() + 60
    while len(saved()) < 20 and started.poll() is None and time.monotonic() < give_up:
        pass
    started.send_signal(signal.SIGKILL)
    started.wait(30)
    before = saved()
    assert len(before) >= 20
    assert all(found == {"s2": ["opinion"], "s3": ["opinion"]} for found in before.values())
    good("-p", "desk", "show", "copy-0")
    value = from_json("import", "jsonl", file)
    assert (value["clashes"], value["there_already"]) == ([], 2 * len(before))
    assert len(saved()) == 600
    whole = {"s2": ["opinion"], "s3": ["opinion"]}
    assert all(found == whole for found in saved().values())


@pytest.mark.usefixtures("desk")
def test_two_imports_at_the_same_time_give_every_label_once() -> None:
    file = large()
    running = [importing(file), importing(file)]
    assert [one.wait(120) for one in running] == [0, 0]
    found = saved()
    assert len(found) == 120
    assert all(one == {"s2": ["opinion"], "s3": ["opinion"]} for one in found.values())
    people = [
        person["name"] for person in json.loads(Path("desk/annotator.json").read_bytes())["people"]
    ]
    assert sorted(people) == ["ben", "cho"]
