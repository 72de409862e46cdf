"""edit, remove, tags, export, formats, schema and completion."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from annotator.codec import THINGS
from tests.cli.running import annotator, from_json, good, process, refused


def article(desk: Path) -> dict[str, Any]:
    """The article's file."""
    found: dict[str, Any] = json.loads((desk / "articles/mayor-resigns.json").read_text())
    return found


def test_edit_makes_a_new_revision_and_keeps_the_old_values(desk: Path) -> None:
    good("--as", "ana", "edit", "may", "--title", "Mayor  quits", "--published", "2026-11-01")
    now = article(desk)
    assert (now["title"], now["published_basis"], now["revision"]) == ("Mayor quits", "declared", 2)
    (before,) = now["previous"]
    assert before["fields"] == {
        "title": "Mayor resigns",
        "published": None,
        "published_basis": None,
    }
    assert (before["by"], before["why"], before["sentences"]) == ("ana", "edit", None)
    good("check")


def test_edit_changes_kinds_and_takes_values_away(desk: Path) -> None:
    good("edit", "may", "--url", "https://a.org", "--kind", "s5", "caption", "--kind", "s4", "link")
    kinds = {s["id"]: s["kind"] for s in from_json("show", "may")["sentences"]}
    assert (kinds["s4"], kinds["s5"]) == ("link", "caption")
    good("edit", "may", "--url", "")
    assert article(desk)["url"] is None
    assert from_json("status")[0]["sentences"] == 3


def test_edit_of_nothing_new_makes_no_revision(desk: Path) -> None:
    result = annotator("edit", "may", "--title", "Mayor resigns")
    assert "is so already" in result.stderr
    assert article(desk)["revision"] == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "Say what to correct"),
        (["--title", " "], "needs a title"),
        (["--published", "tomorrow"], "no date"),
        (["--language", "English please"], "no language tag"),
        (["--kind", "s9", "link"], "no sentence 's9'"),
        (["--kind", "s2", "hedline"], "Did you mean 'headline'"),
    ],
)
def test_edit_refuses_what_cannot_be(desk: Path, words: list[str], says: str) -> None:
    assert says in refused("edit", "may", *words, code=2)
    assert article(desk)["revision"] == 1


def test_edit_takes_date_as_another_name_of_published(desk: Path) -> None:
    good("edit", "may", "--date", "2026-11-02")
    assert article(desk)["published"] == "2026-11-02"


@pytest.mark.usefixtures("desk")
def test_a_sentence_that_is_not_there_gets_the_range_that_is() -> None:
    for words in (("mark", "may", "s99", "c"), ("edit", "may", "--kind", "s99", "link")):
        said = refused(*words, code=2)
        assert "There is no sentence 's99'. There are s1 to s5." in said
        assert "Did you mean" not in said


@pytest.mark.usefixtures("desk")
def test_remove_sets_aside_with_all_tags_and_takes_back() -> None:
    good("mark", "may", "s2", "c")
    assert "--back mayor-resigns" in annotator("remove", "may").stderr
    assert from_json("status") == []
    good("check")
    assert "no article" in refused("show", "may", code=2)
    good("remove", "--back", "may")
    assert from_json("status")[0]["tagged"] == 1
    assert "no article set aside" in refused("remove", "--back", "may", code=2)


@pytest.mark.usefixtures("desk")
def test_an_article_that_was_set_aside_keeps_its_id_to_itself() -> None:
    good("mark", "may", "s2", "c")
    good("remove", "may")
    good("add", "-", stdin="Mayor resigns\n\nAnother text.")
    assert [(r["article"], r["annotator"]) for r in from_json("status")] == [
        ("mayor-resigns-2", None)
    ]
    good("remove", "--back", "mayor-resigns")
    assert len(from_json("status")) == 2


@pytest.mark.usefixtures("desk")
def test_tags_are_listed_with_their_keys() -> None:
    assert [(tag["name"], tag["key"]) for tag in from_json("tags")] == [
        ("confirmed", "c"),
        ("insider-sourced", "i"),
        ("declined-comment", "d"),
        ("opinion", "o"),
    ]
    assert "a checkable statement" in good("tags")


def test_a_renamed_tag_is_renamed_for_every_reader_and_with_history(desk: Path) -> None:
    good("mark", "may", "s5", "opinion")
    good("tags", "rename", "opinion", "view")
    assert "tester: view" in good("show", "may")
    assert json.loads(good("export", "jsonl", "-o", "-"))["label"] == "view"
    annotations = desk / "annotations/mayor-resigns/tester.json"
    assert "view" not in annotations.read_text()
    good("mark", "may", "s2", "opinion")
    assert [row["why"] for row in from_json("log", "may")] == ["cli", "rename", "cli"]
    assert [s["marks"]["tester"]["tags"] for s in from_json("show", "may")["sentences"][1::3]] == [
        ["view"],
        ["view"],
    ]
    good("check")


def test_renaming_without_a_terminal_is_done_and_says_what_is_left_to_do(desk: Path) -> None:
    result = annotator("tags", "rename", "opinion", "view")
    assert result.exit_code == 0
    assert "'opinion' is retired for good" in result.stderr
    assert f"{Path('desk') / 'guidelines.md'} still has 'opinion'" in result.stderr.replace(
        f"{desk.parent}/", ""
    )
    (desk / "guidelines.md").write_text("Nothing of the sort.")
    assert "guidelines.md" not in annotator("tags", "rename", "view", "outlook").stderr


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("opinon", "view", "Did you mean 'opinion'"),
        ("opinion", "confirmed", "There is a tag 'confirmed' already"),
        ("confirmed", "opinion-1", "was a tag's name before"),
        ("confirmed", "no-tag", "a state of sentences"),
        ("confirmed", "two words", "letters, digits or hyphens"),
        ("confirmed", "../x", "letters, digits or hyphens"),
    ],
)
@pytest.mark.usefixtures("desk")
def test_names_that_a_tag_cannot_take_are_refused(old: str, new: str, says: str) -> None:
    good("tags", "rename", "opinion", "opinion-1")
    good("tags", "rename", "opinion-1", "opinion-2")
    if "opinon" in old or new == "confirmed":
        old = old.replace("opinion", "opinion-2")
        says = says.replace("'opinion'", "'opinion-2'")
    assert says in refused("tags", "rename", old, new, code=2)


EVERYTHING = ("export", "--labels", "all", "--include", "skipped", "--include", "open")
"""What every annotator says."""

HARD = "=1+1 is two. “Quoted, with comma,” he said. 中文句子。 عربي."


@pytest.mark.usefixtures("desk")
def test_csv_has_a_row_for_each_mark_and_no_formula() -> None:
    good("add", "-", stdin=HARD)
    for sentence, note in (("s1", "@SUM(A1)"), ("s2", "-2"), ("s3", "two\nlines")):
        good("mark", "1-1-is", sentence, "o", "c", "--note", note)
    result = annotator("export", "csv", "-o", "out.csv")
    assert "3 rows" in result.stderr
    data = Path("out.csv").read_bytes()
    assert data.startswith(b"id,article,article_revision,")
    assert b"\r\n" in data
    rows = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
    assert [row["text"] for row in rows[:2]] == ["'=1+1 is two.", "“Quoted, with comma,” he said."]
    assert [row["note"] for row in rows] == ["'@SUM(A1)", "'-2", "two\nlines"]
    assert json.loads(rows[0]["tags"]) == ["opinion", "confirmed"]
    assert (rows[0]["tag_opinion"], rows[0]["tag_insider_sourced"]) == ("1", "0")
    assert (rows[0]["unsure"], rows[0]["skip_reason"]) == ("false", "")


@pytest.mark.usefixtures("desk")
def test_jsonl_rows_are_complete_in_order_and_the_same_each_time() -> None:
    good("--as", "ben", "mark", "may", "s3", "i", "--source", "aides")
    good("--as", "ana", "--new", "mark", "may", "s3", "--none")
    good("--as", "ana", "mark", "may", "s2", "--skip", "bad-cut")
    first = good(*EVERYTHING, "jsonl", "-o", "-")
    rows = [json.loads(line) for line in first.splitlines()]
    assert [(r["sentence"], r["annotator"]) for r in rows] == [
        ("s2", "ana"),
        ("s3", "ana"),
        ("s3", "ben"),
    ]
    assert [r["label"] for r in rows] == [None, "no-tag", "insider-sourced"]
    assert len({r["id"] for r in rows}) == 3
    assert rows[2]["sources"][0]["name"] == "aides"
    assert (rows[2]["index"], rows[2]["support"]) == (2, "on-record")
    assert len({tuple(row) for row in rows}) == 1
    assert good(*EVERYTHING, "jsonl", "-o", "-") == first


@pytest.mark.usefixtures("desk")
def test_confidential_sources_stay_at_home_unless_asked_for() -> None:
    good("mark", "may", "s3", "i", "--source", "Deep Throat", "--confidential")
    for name in ("jsonl", "csv"):
        assert "Deep Throat" not in good("export", name, "-o", "-")
        assert "Deep Throat" in good("export", name, "-o", "-", "--include-confidential")


@pytest.mark.usefixtures("desk")
def test_what_names_a_confidential_source_stays_at_home_wherever_it_was_written() -> None:
    good("mark", "may", "s3", "i", "--source", "Deep Throat", "--confidential")
    good(
        "mark", "may", "s2", "c", "--source", "Deep Throat", "--note", "so says Deep\nThroat’s aide"
    )
    good("--as", "ben", "--new", "mark", "may", "s2", "c", "--note", "asked DEEP-THROAT, twice")
    good("--as", "ben", "mark", "may", "s4", "d", "--source", "The office", "--via", "Deep Throat")
    for number, evidence in enumerate(("https://x.org/deep_throat", "https://x.org/Deep%20Throat")):
        good("--as", "ben", "mark", "may", f"s{number + 4}", "o", "--evidence", evidence)
    good(
        "--as", "ben", "mark", "may", "s5", "o", "--evidence", "https://x.org/other", "--note", "ok"
    )
    for name in ("jsonl", "csv"):
        result = annotator(*EVERYTHING, name, "-o", f"out.{name}")
        data = Path(f"out.{name}").read_text().casefold()
        assert "deep" not in data
        assert "throat" not in data
        said = "3 sources, 2 notes, 2 pieces of evidence"
        assert f"Withheld for confidential sources: {said}" in result.stderr
        result = annotator(*EVERYTHING, name, "-o", "-", "--include-confidential")
        assert result.stdout.casefold().count("throat") == 7
        assert "Withheld" not in result.stderr
    rows = [json.loads(line) for line in Path("out.jsonl").read_text().splitlines()]
    assert [row["note"] for row in rows] == [None, None, "", "", "ok"]
    assert [len(row["evidence"]) for row in rows] == [0, 0, 0, 0, 1]


@pytest.mark.usefixtures("desk")
def test_a_confidential_source_called_by_signs_alone_is_withheld_too() -> None:
    good("mark", "may", "s3", "i", "--source", "†‡", "--confidential", "--note", "it was †‡!")
    assert "†‡" not in good("export", "jsonl", "-o", "-")


@pytest.mark.usefixtures("desk")
def test_a_pronoun_for_a_confidential_source_withholds_nothing_else() -> None:
    words = ("--source", "She", "--confidential", "--basis", "pronoun")
    good("mark", "may", "s3", "i", *words, "--note", "the rest of it")
    result = annotator("export", "jsonl", "-o", "-")
    assert "Withheld for confidential sources: 1 source." in result.stderr


def test_an_export_names_every_damaged_file_at_once(desk: Path) -> None:
    good("mark", "may", "s3", "c")
    good("add", "-", stdin="News\n\nOne thing. Another.")
    good("mark", "news", "s2", "c")
    line = (desk / "annotations/news/tester.json").read_text()
    (desk / "annotations/news/tester.json").write_text(
        line.replace('"state":"tagged"', '"state":7')
    )
    (desk / "annotations/mayor-resigns/zoe.json").write_text("{")
    (desk / "articles/odd.json").write_text("{")
    said = refused("export", "jsonl", "-o", "out.jsonl", code=3)
    for name in ("news/tester.json", "mayor-resigns/zoe.json", "odd.json"):
        assert f"{name}: the file is damaged" in said
    assert "Nothing was exported, for 3 files" in said
    assert not Path("out.jsonl").exists()


@pytest.mark.usefixtures("desk")
def test_an_export_overwrites_nothing_unless_told_to() -> None:
    good("mark", "may", "s3", "c")
    Path("out.csv").write_text("mine")
    assert "--force" in refused("export", "csv", "-o", "out.csv", code=2)
    assert Path("out.csv").read_text() == "mine"
    good("export", "csv", "-o", "out.csv", "--force")
    assert Path("out.csv").read_text().startswith("id,")
    assert "is a folder" in refused("export", "csv", "-o", "desk", code=2)
    assert "is no folder" in refused("export", "csv", "-o", "no/where.csv", code=2)
    assert "standard output" in refused("export", "csv", "-o", "/dev/null", "--force", code=2)


def test_an_export_that_fails_leaves_nothing_that_looks_finished(desk: Path) -> None:
    good("mark", "may", "s3", "c")
    (desk / "annotations/mayor-resigns/zoe.json").write_text("{")
    refused("export", "csv", "-o", "out.csv", code=3)
    assert not Path("out.csv").exists()
    assert not Path(".out.csv.tmp").exists()


@pytest.mark.usefixtures("desk")
def test_an_export_of_nothing_says_why_and_writes_nothing() -> None:
    said = refused("export", "csv", "-o", "out.csv", code=2)
    assert "All 5 are not labeled by anybody" in said
    assert not Path("out.csv").exists()


@pytest.mark.usefixtures("folder")
def test_formats_are_listed() -> None:
    rows = {row["name"]: row for row in from_json("formats")}
    assert list(rows["csv"]) == ["name", "reads", "writes", "loses"]
    assert (rows["jsonl"]["writes"], rows["plain text"]["reads"]) == (True, True)
    assert "history" in rows["csv"]["loses"]
    assert "jsonl" in good("formats")


def test_schemas_are_printed_and_written(folder: Path) -> None:
    for thing in THINGS:
        assert json.loads(good("schema", thing))["title"] == f"annotator/{thing}"
    assert set(json.loads(good("schema"))) == set(THINGS)
    good("schema", "--write", "out")
    assert len(list((folder / "out").glob("*-v1.json"))) == len(THINGS)
    assert "Did you mean 'article'" in refused("schema", "artcle", code=2)


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_completion_is_printed_for_each_shell(shell: str) -> None:
    assert "_ANNOTATOR_COMPLETE" in good("completion", shell)
    assert "tcsh" in refused("completion", "tcsh", code=2)


def test_commands_and_articles_are_completed(desk: Path) -> None:
    def completed(*words: str) -> list[bytes]:
        variables = {
            "_ANNOTATOR_COMPLETE": "bash_complete",
            "COMP_WORDS": " ".join(["annotator", *words]),
            "COMP_CWORD": str(len(words)),
        }
        done = process(cwd=desk.parent, stdin=b"", **variables)
        assert done.returncode == 0
        return done.stdout.split()

    assert completed("st") == [b"plain,status"]
    assert completed("show", "ma") == [b"plain,mayor-resigns", b"file,ma"]
    assert completed("show", "--js") == [b"plain,--json"]
