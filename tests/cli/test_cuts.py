"""split and join, and what every command shows of an article that changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.cli.running import SHORT, annotator, from_json, good, refused


def marks_of(name: str) -> dict[str, Any]:
    """The state, tags and look_again of one annotator's marks, as `show` has them."""
    return {
        sentence["text"]: (mark["tags"], mark["look_again"])
        for sentence in from_json("show", "may")["sentences"]
        if (mark := sentence["marks"].get(name))
    }


def file_of(desk: Path, name: str) -> bytes:
    return (desk / f"annotations/mayor-resigns/{name}.json").read_bytes()


def test_pieces_keep_the_tags_and_joining_brings_them_back(desk: Path) -> None:
    good("--as", "ana", "mark", "may", "s3", "insider", "--source", "Two aides")
    before, shown = file_of(desk, "ana"), marks_of("ana")
    found = annotator("split", "may", "s3", "she")
    lines = found.stdout.splitlines()
    assert [line.split(maxsplit=1)[1] for line in lines] == [
        "Two aides said",
        "she had planned it for weeks.",
    ]
    assert "asked for another look" in found.stderr
    assert marks_of("ana") == {
        "Two aides said": (["insider-sourced"], "split"),
        "she had planned it for weeks.": (["insider-sourced"], "split"),
    }
    assert from_json("status")[0]["look_again"] == 2
    assert file_of(desk, "ana") == before, "only her own save writes her file"
    good("check")
    first = lines[0].split()[0]
    assert "come back" in annotator("--as", "ben", "--new", "join", "may", first).stderr
    assert marks_of("ana") == shown
    good("check")


def test_a_dry_run_shows_and_writes_nothing(desk: Path) -> None:
    article = desk / "articles/mayor-resigns.json"
    before = article.read_bytes()
    found = from_json("split", "may", "s3", "she", "--dry-run")
    assert (found["written"], found["revision"]) == (False, 2)
    assert [row["text"] for row in found["after"]] == [
        "Two aides said",
        "she had planned it for weeks.",
    ]
    assert [row["id"] for row in found["before"]] == ["s3"]
    assert from_json("join", "may", "s2", "--dry-run")["after"][0]["start"] == 15
    assert article.read_bytes() == before


def test_an_annotators_file_is_carried_over_by_the_next_save_of_hers(desk: Path) -> None:
    good("--as", "ana", "mark", "may", "s2", "confirmed")
    good("--as", "ana", "mark", "may", "s5", "opinion")
    (desk.parent / "mayor.txt").write_text(SHORT.replace("on Monday", "on Sunday"))
    assert "revision 2" in good("add", "mayor.txt")
    log = annotator("--as", "ana", "log", "may")
    assert "r3" in log.stdout
    assert "carry" in log.stdout
    assert "latest on the disk" in log.stderr
    assert from_json("diff", "may")[0]["after"]["look_again"] == "edited"
    assert json.loads(file_of(desk, "ana"))["revision"] == 2
    saved = annotator("--as", "ana", "mark", "may", "s2", "confirmed")
    assert "saved r4" in saved.stderr
    document = json.loads(file_of(desk, "ana"))
    assert (document["article_revision"], document["revision"]) == (2, 4)
    assert [event["why"] for event in document["history"]] == ["cli", "cli", "carry", "reaffirm"]
    assert document["marks"]["s2"]["look_again"] is None
    assert annotator("--as", "ana", "log", "may").stderr == ""
    good("check")


def test_exports_are_of_the_article_as_it_is(desk: Path) -> None:
    good("--as", "ana", "mark", "may", "s2", "confirmed")
    good("--as", "ana", "mark", "may", "s3", "insider")
    (desk.parent / "mayor.txt").write_text(SHORT.replace("on Monday", "on Sunday"))
    good("add", "mayor.txt")
    target = desk.parent / "out.jsonl"
    good("export", "jsonl", "-o", target, "--include", "look-again")
    rows = [json.loads(line) for line in target.read_text().splitlines()]
    assert [(row["sentence"], row["look_again"], row["article_revision"]) for row in rows] == [
        ("s2", "edited", 2),
        ("s3", None, 2),
    ]
    assert rows[0]["text"] == "Mayor Ada Lovelace resigned on Sunday."


def test_a_source_whose_words_are_gone_is_told_with_the_next_save(desk: Path) -> None:
    good("--as", "ana", "mark", "may", "s3", "insider", "--source", "Two aides")
    (desk.parent / "mayor.txt").write_text(SHORT.replace("Two aides", "Her people"))
    good("add", "mayor.txt")
    saved = annotator("--as", "ana", "mark", "may", "s2", "confirmed")
    assert "s3: the words “Two aides” of the source Two aides are no longer there" in saved.stderr
    good("check")


def test_what_cannot_be_cut_is_told(desk: Path) -> None:
    assert "begins with “Two”" in refused("split", "may", "s3", "Two", code=2)
    assert "no word “nobody”" in refused("split", "may", "s3", "nobody", code=2)
    assert "no sentence 's9'" in refused("split", "may", "s9", "she", code=2)
    assert "last sentence" in refused("join", "may", "s5", code=2)
    assert "last of its paragraph" in refused("join", "may", "s1", code=2)
    assert desk.exists()
