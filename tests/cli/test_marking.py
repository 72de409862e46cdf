"""mark, hand-in, show, status, log, diff and restore."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.annotations import Annotations
from annotator.stores.base import Opened
from annotator.stores.files import FileStore
from tests.cli.running import CONTRACT, SHORT, annotator, from_json, good, refused

STATUS_FIELDS = [
    "article",
    "annotator",
    "sentences",
    "unseen",
    "tagged",
    "no_tag",
    "skipped",
    "unsure",
    "look_again",
    "handed_in",
    "updated",
]


def mark_of(sentence: str, annotator: str = "tester", article: str = "may") -> dict[str, Any]:
    """A mark as `show --json` gives it."""
    rows = from_json("show", article)["sentences"]
    found: dict[str, Any] = next(r for r in rows if r["id"] == sentence)["marks"][annotator]
    return found


@pytest.mark.usefixtures("desk")
def test_the_first_tag_is_primary_and_others_are_second() -> None:
    result = annotator("mark", "may", "s2", "insider-sourced", "c")
    assert result.stdout == "s2  insider-sourced + confirmed\n"
    assert "saved r1" in result.stderr
    mark = mark_of("s2")
    assert (mark["state"], mark["tags"]) == ("tagged", ["insider-sourced", "confirmed"])
    assert mark["quote"] == "Mayor Ada Lovelace resigned on Monday."
    assert mark["seconds"] is None


@pytest.mark.usefixtures("desk")
def test_the_tags_that_are_said_are_the_tags_there_are() -> None:
    good("mark", "may", "s2", "opinion", "confirmed", "insider")
    good("mark", "may", "s2", "confirmed", "insider", "confirmed")
    assert mark_of("s2")["tags"] == ["confirmed", "insider-sourced"]


@pytest.mark.parametrize(
    ("options", "state", "reason"),
    [
        (["--none"], "no-tag", None),
        (["--skip", "bad-cut"], "skipped", "bad-cut"),
        (["opinion"], "tagged", None),
    ],
)
@pytest.mark.usefixtures("desk")
def test_decisions_replace_one_another_and_keep_what_is_attached(
    options: list[str], state: str, reason: str | None
) -> None:
    good(
        "mark", "may", "s3", "i", "--source", "aides", "--note", "ask again", "--evidence", "a.pdf"
    )
    good("mark", "may", "s3", *options)
    mark = mark_of("s3")
    assert (mark["state"], mark["skip_reason"]) == (state, reason)
    assert (mark["note"], len(mark["sources"]), len(mark["evidence"])) == ("ask again", 1, 1)
    good("mark", "may", "s3", "--clear")
    assert (mark_of("s3")["state"], mark_of("s3")["note"]) == ("open", "ask again")
    good("mark", "may", "s3", "--note", "", "--no-source", "--no-evidence")
    assert from_json("show", "may")["sentences"][2]["marks"] == {}


@pytest.mark.usefixtures("desk")
def test_skipping_a_plain_sentence_needs_a_reason_and_a_link_none() -> None:
    said = refused("mark", "may", "s3", "--skip", code=2)
    assert "--skip cannot-judge" in said
    assert "Did you mean 'bad-cut'" in refused("mark", "may", "s3", "--skip", "badcut", code=2)
    good("edit", "may", "--kind", "s5", "link")
    good("mark", "may", "s5", "--skip")
    assert mark_of("s5")["skip_reason"] == "not-prose"


@pytest.mark.usefixtures("desk")
def test_a_source_in_the_sentence_has_its_offsets() -> None:
    good("mark", "may", "s3", "i", "--source", "aides", "--source-kind", "unnamed-group")
    (source,) = mark_of("s3")["sources"]
    text = "Two aides said she had planned it for weeks."
    assert text[source["start"] : source["end"]] == "aides"
    assert (source["sentence"], source["basis"], source["from"]) == ("s3", "explicit", None)
    assert (source["kind"], source["role"], source["by"]) == (
        "unnamed-group",
        "speaker",
        "annotator",
    )


@pytest.mark.usefixtures("desk")
def test_a_source_further_up_is_carried_from_there_and_one_nowhere_is_a_name() -> None:
    good("mark", "may", "s5", "o", "--source", "Ada Lovelace", "--source", "the press office")
    above, nowhere = mark_of("s5")["sources"]
    assert (above["sentence"], above["from"], above["basis"]) == ("s2", "s2", "continued")
    assert (nowhere["mention"], nowhere["start"], nowhere["basis"]) == ("", None, "unclear")


@pytest.mark.usefixtures("desk")
def test_all_that_is_known_of_sources_and_evidence_can_be_said() -> None:
    good(
        *("mark", "may", "s4", "d", "--source", "Her office", "--role", "declined"),
        *("--manner", "refused", "--via", "Reuters", "--confidential", "--basis", "explicit"),
        *("--evidence", "https://example.org/a", "--locator", "p. 3", "--quotation", "no"),
        *("--stance", "contradicts", "--seen", "2026-11-01", "--archived", "https://a.org/1"),
        "--unsure",
    )
    mark = mark_of("s4")
    source, piece = mark["sources"][0], mark["evidence"][0]
    assert (source["manner"], source["via"], source["confidential"]) == ("refused", "Reuters", True)
    assert piece == {
        "url": "https://example.org/a",
        "document": None,
        "locator": "p. 3",
        "quotation": "no",
        "stance": "contradicts",
        "seen": "2026-11-01",
        "archived": "https://a.org/1",
        "checked": None,
    }
    assert mark["unsure"] is True
    good("mark", "may", "s4", "--sure")
    assert mark_of("s4")["unsure"] is False


@pytest.mark.usefixtures("desk")
def test_saying_the_same_again_changes_nothing() -> None:
    good("mark", "may", "s2", "c", "--note", "x")
    result = annotator("mark", "may", "s2", "c", "--note", "x")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "is so already" in result.stderr
    assert len(from_json("log", "may")) == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["may", "s2", "confirmd"], "Did you mean 'confirmed'"),
        (["may", "s22", "c"], "There are s1 to s5"),
        (["mayor-resings", "s2", "c"], "Did you mean 'mayor-resigns'"),
        (["may", "s2"], "Say a TAG"),
        (["may", "s2", "c", "--none"], "TAG and --none"),
        (["may", "s2", "--none", "--clear"], "not both"),
        (["may", "s2", "c", "--locator", "p"], "goes with --evidence"),
        (["may", "s2", "c", "--via", "x"], "goes with --source"),
        (["may", "s2", "c", "--source", " "], "--source needs a text"),
        (["may", "s2", "c", "--seen", "yesterday"], "--seen"),
        (["nowhere.txt", "s2", "c"], "no article or file 'nowhere.txt'"),
    ],
)
def test_what_cannot_be_marked_gets_a_sentence(desk: Path, words: list[str], says: str) -> None:
    assert says in refused("mark", *words, code=2)
    assert not (desk / "annotations").exists()


def test_a_file_can_be_marked_at_once(desk: Path) -> None:
    (desk.parent / "new.txt").write_text("A new thing. It is.")
    result = annotator("mark", "new.txt", "s1", "c")
    assert "Added a-new-thing-it-is" in result.stderr
    assert mark_of("s1", article="a-new")["tags"] == ["confirmed"]


def test_people_who_mark_join_the_project(desk: Path) -> None:
    good("--as", "ana", "mark", "may", "s2", "c")
    people = json.loads((desk / "annotator.json").read_text())["people"]
    assert people == [{"name": "ana", "role": "annotator"}]


@pytest.mark.usefixtures("desk")
def test_a_mark_that_somebody_else_made_meanwhile_is_a_conflict(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    good("mark", "may", "s2", "c")
    inner = FileStore.save_annotations

    def meanwhile(
        store: FileStore, document: Annotations, token: str | None
    ) -> Opened[Annotations]:
        monkeypatch.setattr(FileStore, "save_annotations", inner)
        good("mark", "may", "s2", "opinion")
        return inner(store, document, token)

    monkeypatch.setattr(FileStore, "save_annotations", meanwhile)
    said = refused("mark", "may", "s2", "insider", code=5)
    assert "changed elsewhere" in said
    assert mark_of("s2")["tags"] == ["opinion"]


@pytest.mark.usefixtures("desk")
def test_handing_in_wants_every_sentence_and_can_be_taken_back() -> None:
    good("mark", "may", "s2", "c")
    assert "4 sentences are unseen: s1, s3, s4, s5" in refused("hand-in", "may", code=2)
    for sentence in ("s1", "s3", "s4", "s5"):
        good("mark", "may", sentence, "--none")
    assert "saved r6" in good("hand-in", "may")
    assert from_json("status")[0]["handed_in"] is not None
    assert "already" in refused("hand-in", "may", code=2)
    assert "taken back" in good("hand-in", "may", "--take-back")
    assert from_json("status")[0]["handed_in"] is None
    assert "not handed in" in refused("hand-in", "may", "--take-back", code=2)
    assert [row["why"] for row in from_json("log", "may")][-2:] == ["hand-in", "undo"]
    good("hand-in", "may")
    good("check")


@pytest.mark.usefixtures("desk")
def test_show_has_the_article_its_sentences_and_everybodys_marks() -> None:
    good("--as", "ana", "mark", "may", "s2", "c")
    good("--as", "ben", "--new", "mark", "may", "s2", "opinion", "--note", "why")
    shown = from_json("show", "may")
    assert shown["id"] == "mayor-resigns"
    assert shown["text"] == SHORT
    for sentence in shown["sentences"]:
        assert shown["text"][sentence["start"] : sentence["end"]] == sentence["text"]
    assert {s["kind"] for s in shown["sentences"]} == {"headline", "sentence"}
    assert list(shown["sentences"][1]["marks"]) == ["ana", "ben"]
    text = good("show", "may")
    assert "ana: confirmed" in text
    assert "ben: opinion · note: why" in text


def test_a_blind_project_shows_others_only_after_handing_in(desk: Path) -> None:
    good("--as", "ana", "mark", "may", "s2", "c")
    path = desk / "annotator.json"
    path.write_text(path.read_text().replace('"blind":false', '"blind":true'))
    good("--as", "ben", "--new", "mark", "may", "s2", "opinion")
    result = annotator("--as", "ben", "show", "may")
    assert "ana:" not in result.stdout
    assert "hand in to see the tags of ana" in result.stderr
    assert "blind" in refused("--as", "ben", "log", "may", "--of", "ana", code=2)
    good("--as", "ben", "log", "may")
    for sentence in ("s1", "s3", "s4", "s5"):
        good("--as", "ben", "mark", "may", sentence, "--none")
    good("--as", "ben", "hand-in", "may")
    assert "ana: confirmed" in good("--as", "ben", "show", "may")


@pytest.mark.usefixtures("desk")
def test_status_has_a_row_for_each_article_and_annotator() -> None:
    (row,) = from_json("status")
    assert list(row) == STATUS_FIELDS
    assert (row["annotator"], row["sentences"], row["unseen"]) == (None, 5, 5)
    good("mark", "may", "s2", "c", "--unsure")
    good("mark", "may", "s3", "--none")
    good("mark", "may", "s4", "--skip", "bad-cut")
    (row,) = from_json("status")
    assert [row[f] for f in STATUS_FIELDS[2:9]] == [5, 2, 1, 1, 1, 1, 0]
    lines = good("status").splitlines()
    assert lines[1].split()[:4] == ["mayor-resigns", "tester", "5", "2"]


def test_a_hand_in_that_the_history_does_not_know_is_told_of(desk: Path) -> None:
    for sentence in ("s1", "s2", "s3", "s4", "s5"):
        good("mark", "may", sentence, "c")
    good("hand-in", "may")
    path = desk / "annotations/mayor-resigns/tester.json"
    path.write_text(
        path.read_text().replace('"handed_in": [{"revision":6', '"handed_in": [{"revision":9')
    )
    said = refused("hand-in", "may", "--take-back", code=2)
    assert "no revision 9" in said
    assert "annotator check" in said


def test_status_counts_the_rest_where_files_are_damaged(desk: Path) -> None:
    good("mark", "may", "s3", "c")
    good("add", "-", stdin="News\n\nOne thing. Another.")
    whole = from_json("status")
    (desk / "annotations/mayor-resigns/zoe.json").write_text("{")
    (desk / "articles/odd.json").write_text("{")
    for words in (["status"], []):
        result = annotator(*words)
        assert result.exit_code == 3
        assert ("mayor-resigns" in result.stdout, "zoe" in result.stdout) == (True, False)
        for name in ("zoe.json", "odd.json"):
            assert f"{name}: the file is damaged" in result.stderr
    result = annotator("status", "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (3, whole)


def test_status_where_everything_is_damaged_does_not_call_it_empty(desk: Path) -> None:
    (desk / "articles/mayor-resigns.json").write_text("{")
    said = refused("status", code=3)
    assert "mayor-resigns.json: the file is damaged" in said
    assert "no articles" not in said


@pytest.mark.usefixtures("folder")
def test_status_of_an_empty_project_says_what_to_do() -> None:
    good("init")
    result = annotator("status")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "annotator add" in result.stderr
    assert from_json("status") == []


@pytest.mark.usefixtures("desk")
def test_log_tells_every_change_with_before_and_after() -> None:
    good("mark", "may", "s2", "c")
    good("mark", "may", "s2", "opinion")
    good("mark", "may", "s2", "--clear")
    rows = from_json("log", "may")
    assert [list(row) for row in rows[:1]] == [
        ["revision", "at", "sentence", "before", "after", "why"]
    ]
    assert [row["before"] and row["before"]["tags"] for row in rows] == [
        None,
        ["confirmed"],
        ["opinion"],
    ]
    assert [row["after"] and row["after"]["tags"] for row in rows][-1] is None
    assert "confirmed → opinion" in good("log", "may")


@pytest.mark.usefixtures("desk")
def test_log_of_somebody_else_and_of_nobody() -> None:
    good("--as", "ana", "mark", "may", "s2", "c")
    assert "unseen → confirmed" in good("--as", "ben", "log", "may", "--of", "ana")
    assert "Did you mean 'ana'" in refused("log", "may", "--of", "anna", code=2)
    assert "ben" in refused("--as", "ben", "log", "may", code=2)


@pytest.mark.usefixtures("desk")
def test_diff_tells_what_changed_between_revisions() -> None:
    for tag in ("c", "opinion"):
        good("mark", "may", "s2", tag)
        good("mark", "may", "s3", tag)
    assert [row["sentence"] for row in from_json("diff", "may")] == ["s3"]
    (row,) = from_json("diff", "may", "2", "3")
    assert (row["before"]["tags"], row["after"]["tags"]) == (["confirmed"], ["opinion"])
    assert good("diff", "may", "0", "1") == "s2  unseen → confirmed\n"
    assert "No mark differs" in annotator("diff", "may", "4").stderr
    assert "there are 0 to 4" in refused("diff", "may", "5", code=2)
    assert "abc" in refused("diff", "may", "abc", code=2)


@pytest.mark.usefixtures("desk")
def test_restore_goes_back_and_keeps_the_history() -> None:
    good("mark", "may", "s2", "c")
    good("mark", "may", "s3", "c")
    good("restore", "may", "1")
    assert [row["why"] for row in from_json("log", "may")] == ["cli", "cli", "restore"]
    assert from_json("show", "may")["sentences"][2]["marks"] == {}
    assert "there are 0 to 3" in refused("restore", "may", "9", code=2)
    good("restore", "may", "2")
    assert mark_of("s3")["tags"] == ["confirmed"]


def test_the_project_of_the_contract_is_counted_as_expected() -> None:
    expected = json.loads((CONTRACT / "expected.json").read_text())["status"]
    rows = from_json("-p", CONTRACT / "desk", "status")
    assert [{key: row[key] for key in want} for row, want in zip(rows, expected, strict=True)] == (
        expected
    )


def test_nothing_is_found_in_the_project_of_the_contract() -> None:
    assert from_json("-p", CONTRACT / "desk", "check") == []


@pytest.mark.usefixtures("desk")
def test_a_command_attaches_what_was_said_and_proposes_nothing_of_its_own() -> None:
    good("mark", "may", "s3", "insider-sourced")
    assert mark_of("s3")["sources"] == []
