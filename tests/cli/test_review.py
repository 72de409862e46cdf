"""decide, comment, assign and show --gold."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from annotator.resources import resource
from tests.cli.running import CONTRACT, SHORT, annotator, from_json, good, refused

SEED = "stellantis-considers-collaboration"


@pytest.fixture
def finished(folder: Path) -> Path:
    """The contract's project, copied into the current folder."""
    return Path(shutil.copytree(CONTRACT / "desk", folder / "desk"))


def gold(sentence: str, article: str = SEED) -> dict[str, Any]:
    rows = from_json("show", article, "--gold")["sentences"]
    found: dict[str, Any] = next(row for row in rows if row["id"] == sentence)["gold"]
    return found


def rita(*arguments: str) -> str:
    return good("--as", "rita", "decide", SEED, *arguments)


# ── decide ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("finished")
def test_the_gold_shown_is_that_of_the_contract() -> None:
    expected = json.loads((CONTRACT / "expected.json").read_bytes())["gold"]
    for row in from_json("show", SEED, "--gold")["sentences"]:
        there, found = expected[row["id"]], row["gold"]
        assert {key: found[key] for key in there} == there
    text = good("show", SEED, "--gold")
    assert "gold: opinion + confirmed, adjudicated" in text
    assert "rita decided: opinion + confirmed · both defensible · also right: confirmed" in text
    assert "gold: unresolved: a mark has changed since" in text
    assert "ben [9f1c2a]: “Tavares says so in the interview.”" in text
    assert "gold" not in from_json("show", SEED)["sentences"][0]


@pytest.mark.usefixtures("finished")
def test_a_decision_settles_a_sentence_with_its_reason() -> None:
    result = annotator(
        *("--as", "rita", "decide", SEED, "s9", "opinion", "c"),
        *("--reason", "guideline-unclear", "--also", "confirmed", "--also", "no-tag"),
    )
    assert result.stdout == "s9 opinion + confirmed\n"
    assert "saved r5; s9 is now adjudicated" in result.stderr
    found = gold("s9")
    assert (found["tags"], found["also_right"]) == (
        ["opinion", "confirmed"],
        ["confirmed", "no-tag"],
    )
    decided = found["decisions"]["rita"]
    assert (decided["reason"], sorted(decided["saw"])) == (
        "guideline unclear",
        ["ana", "ben", "cho"],
    )
    assert good("check") == ""


@pytest.mark.usefixtures("finished")
def test_agreeing_with_the_majority_settles_and_with_one_colleague_does_not() -> None:
    assert rita("s2", "--agree") == "s2 insider-sourced\n"
    assert gold("s2")["provenance"] == "adjudicated"
    assert rita("s9", "--agree", "--of", "cho") == "s9 agreed: confirmed\n"
    assert gold("s9")["why"] == "disagreement"
    assert "rita agreed with cho: confirmed" in good("show", SEED, "--gold")
    assert rita("s9", "--none") == "s9 no tag\n"
    assert gold("s9")["state"] == "no-tag"
    rita("s9", "--skip")
    assert gold("s9")["state"] == "skipped"
    rita("s9", "--clear")
    assert gold("s9")["why"] == "disagreement"
    assert rita("s11", "--agree") == "nobody has tagged it\n"


@pytest.mark.usefixtures("finished")
def test_what_is_sent_back_is_asked_of_the_annotator_until_they_mark_it_again() -> None:
    assert rita("s13", "--send-back", "ben") == "s13 sent back to ben\n"
    assert gold("s13")["why"] == "stale"
    good("--as", "ben", "mark", SEED, "s13", "--none")
    log = from_json("log", SEED, "--of", "ben")
    assert (log[-1]["sentence"], log[-1]["why"]) == ("s13", "reaffirm")
    again = annotator("--as", "ben", "mark", SEED, "s13", "--none")
    assert "is so already" in again.stderr
    assert good("check") == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["s1"], "Say a TAG, or one of"),
        (["s1", "opinion", "--none"], "Say one of TAG and --none, not both"),
        (["s1", "--agree", "--reason", "slip"], "--reason goes with a TAG"),
        (["s99", "opinion"], "There is no sentence 's99'"),
        (["s1", "opinon"], "Did you mean 'opinion'"),
        (["s1", "no-tag"], "There is no tag 'no-tag'"),
        (["s1", "skipped"], "There is no tag 'skipped'"),
        (["s1", "--agree", "--of", "rita"], "nobody reviews their own tags"),
        (["s1", "--agree", "--of", "bne"], "There is no annotator 'bne'"),
        (["s1", "--send-back", "zoe"], "There is no annotator 'zoe'"),
    ],
)
@pytest.mark.usefixtures("finished")
def test_what_cannot_be_decided_is_told(arguments: list[str], said: str) -> None:
    assert said in refused("--as", "rita", "decide", SEED, *arguments, code=2)


@pytest.mark.usefixtures("desk")
def test_nobody_decides_on_their_own_tags_alone() -> None:
    good("mark", "may", "s2", "c")
    assert "but you: nobody reviews their own tags" in refused("decide", "may", "s2", "o", code=2)


@pytest.mark.usefixtures("desk")
def test_who_decides_first_joins_as_a_reviewer(folder: Path) -> None:
    good("mark", "may", "s2", "c")
    good("--as", "rita", "--new", "decide", "may", "s2", "o")
    people = json.loads((folder / "desk/annotator.json").read_bytes())["people"]
    assert {"name": "rita", "role": "reviewer"} in people
    assert gold("s2", "may")["tags"] == ["opinion"]


def test_a_blind_project_shows_no_gold_before_handing_in(desk: Path) -> None:
    good("--as", "ana", "mark", "may", "s2", "c")
    path = desk / "annotator.json"
    path.write_text(path.read_text().replace('"blind":false', '"blind":true'))
    good("--as", "ben", "--new", "mark", "may", "s2", "opinion")
    assert "gold" not in from_json("--as", "ben", "show", "may", "--gold")["sentences"][1]
    assert "blind" in refused("--as", "ben", "decide", "may", "s2", "c", code=2)
    good("--as", "rita", "--new", "decide", "may", "s2", "c")
    good("--as", "rita", "mark", "may", "s3", "c")
    assert "blind" in refused("--as", "rita", "decide", "may", "s2", "c", code=2)


@pytest.mark.usefixtures("desk")
def test_of_a_sentence_that_went_with_a_change_of_the_article_that_is_said(folder: Path) -> None:
    good("mark", "may", "s3", "c")
    good("mark", "may", "s4", "c")
    shorter = SHORT.replace("Two aides said she had planned it for weeks. ", "")
    (folder / "shorter.txt").write_text(shorter)
    good("add", "shorter.txt", "--to", "may")
    said = refused("--as", "rita", "--new", "decide", "may", "s3", "c", code=2)
    assert "There is no sentence 's3'. There are s1 to s2 and s4 to s5. It was there before" in said
    assert "before the article changed" not in refused("comment", "may", "s9", "Oh", code=2)


def test_who_has_not_begun_is_not_told_that_nobody_has(desk: Path) -> None:
    good("--as", "ana", "mark", "may", "s2", "c")
    path = desk / "annotator.json"
    path.write_text(path.read_text().replace('"blind":false', '"blind":true'))
    said = annotator("--as", "ben", "show", "may")
    assert said.exit_code == 0
    assert "Nobody has tagged it" not in said.stderr
    assert "hand in to see the tags of ana" in said.stderr


# ── what cannot be read ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"version": 1', '"version": 9', "update annotator"),
        ('"reviewer"', '"viewer"', "the file is damaged"),
        ('"s8": {"state":"tagged"', '"s8": {"state":"weird"', "the file is damaged"),
        (
            '"s8": {"state":"tagged","tags":["opinion"]',
            '"s8": {"state":"tagged","tags":[]',
            "no tag",
        ),
    ],
)
def test_gold_without_a_review_that_cannot_be_read_says_so(
    finished: Path, old: str, new: str, said: str
) -> None:
    path = finished / "reviews" / SEED / "rita.json"
    damaged = path.read_text().replace(old, new, 1)
    path.write_text(damaged)
    shown = annotator("show", SEED, "--gold")
    assert (shown.exit_code, shown.stderr.count(said)) == (3, 1)
    assert "gold: opinion, unanimous" in shown.stdout
    assert said in annotator("show", SEED, "--gold", "--json").stderr
    decided = annotator("--as", "rob", "--new", "decide", SEED, "s9", "opinion")
    assert (decided.exit_code, decided.stdout) == (0, "s9 opinion\n")
    assert said in decided.stderr
    assert said in refused("--as", "rita", "decide", SEED, "s9", "opinion", code=3)
    assert path.read_text() == damaged


@pytest.mark.parametrize(
    ("good_one", "broken"),
    [
        ('"version": 1', '"version": 9'),
        ('"version": 1', '"version": 1, "marks": {"s1": 7}'),
        ('"s2": {"state":"tagged"', '"s2": {"state":"weird"'),
    ],
)
def test_marks_that_cannot_be_read_hide_nobody_elses(
    finished: Path, good_one: str, broken: str
) -> None:
    path = finished / "annotations" / SEED / "ben.json"
    path.write_text(path.read_text().replace(good_one, broken, 1))
    for more in ([], ["--gold"]):
        shown = annotator("show", SEED, *more)
        assert shown.exit_code == 3
        assert "ana: insider-sourced" in shown.stdout
        assert "ben:" not in shown.stdout.replace("ben: “", "")
        assert shown.stderr.count("ben.json") == 1


def test_tags_that_cannot_be_read_are_not_called_missing(finished: Path) -> None:
    ana, ben, cho = sorted((finished / "annotations" / SEED).iterdir())
    ben.write_text("{")
    said = refused("--as", "rita", "decide", SEED, "s9", "--agree", "--of", "ben", code=2)
    assert "ben.json: the file is damaged" in said
    assert "There is no annotator" not in said
    ana.write_text("{")
    cho.write_text("{")
    said = refused("--as", "rita", "decide", SEED, "s9", "opinion", code=2)
    assert said.count("the file is damaged") == 3
    assert "Nobody has tagged" not in said


# ── comment ──────────────────────────────────────────────────────────────────────────────────


def test_comments_of_all_are_one_thread_and_each_stands_in_its_authors_file(
    finished: Path,
) -> None:
    good("--as", "rita", "comment", SEED, "s8", "Where in the interview?", "--reply-to", "9f1c")
    good("--as", "ben", "comment", SEED, "s8", "At the end.")
    rows = from_json("show", SEED, "--gold")["sentences"]
    talk = next(row for row in rows if row["id"] == "s8")["comments"]
    assert [(said["by"], said["text"]) for said in talk] == [
        ("ben", "Tavares says so in the interview."),
        ("rita", "Where in the interview?"),
        ("ben", "At the end."),
    ]
    assert talk[1]["reply_to"] == talk[0]["id"]
    review = json.loads((finished / "reviews" / SEED / "rita.json").read_bytes())
    assert [said["text"] for said in review["comments"]] == ["Where in the interview?"]
    assert good("check") == ""


def test_who_annotates_an_article_comments_it_as_an_annotator_whatever_they_are(
    finished: Path,
) -> None:
    good("--as", "rita", "mark", SEED, "s2", "c")
    good("--as", "rita", "comment", SEED, "s2", "Mine, too.")
    own = json.loads((finished / "annotations" / SEED / "rita.json").read_bytes())
    assert [said["text"] for said in own["comments"]] == ["Mine, too."]
    review = json.loads((finished / "reviews" / SEED / "rita.json").read_bytes())
    assert review["comments"] == []


@pytest.mark.usefixtures("finished")
def test_a_comment_says_something_and_answers_what_there_is() -> None:
    assert "empty" in refused("--as", "ben", "comment", SEED, "s8", " ", code=2)
    assert "no comment 'xyz'" in refused(
        "--as", "ben", "comment", SEED, "s8", "Yes", "--reply-to", "xyz", code=2
    )
    assert "no sentence 's99'" in refused("--as", "ben", "comment", SEED, "s99", "Yes", code=2)


# ── assign ───────────────────────────────────────────────────────────────────────────────────


def test_articles_are_spread_and_kept_in_the_project(desk: Path, folder: Path) -> None:
    for n in range(5):
        (folder / f"more{n}.txt").write_text(f"Title {n}\n\nA sentence of number {n}.\n")
        good("add", f"more{n}.txt")
    people = ("--to", "ana", "--to", "ben", "--to", "cho")
    rows = from_json("assign", "--all", *people, "--overlap", "2", "--seed", "7")
    assert [len(row["annotators"]) for row in rows] == [2] * 6
    loads = [sum(name in row["annotators"] for row in rows) for name in ("ana", "ben", "cho")]
    assert loads == [4, 4, 4]
    kept = json.loads((desk / "annotator.json").read_bytes())["assignments"]
    assert kept == {row["article"]: row["annotators"] for row in rows}
    assert from_json("assign", "--all", *people, "--overlap", "2", "--seed", "7") == rows
    assert good("check") == ""
    assert good("assign", "may", "--clear") == "mayor-resigns  nobody\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["may"], "Say --to NAME"),
        (["--to", "ana"], "Say which articles, or --all"),
        (["may", "--to", "ana", "--overlap", "2"], "cannot go to 2: 1 person was named"),
        (["nothing", "--to", "ana"], "There is no article 'nothing'"),
        (["may", "--to", "a/b"], "cannot be used"),
    ],
)
@pytest.mark.usefixtures("desk")
def test_what_cannot_be_assigned_is_told(arguments: list[str], said: str) -> None:
    assert said in refused("assign", *arguments, code=2)


def test_two_names_that_would_have_one_file_are_not_both_assigned(desk: Path) -> None:
    before = (desk / "annotator.json").read_bytes()
    said = refused("assign", "may", "--to", "ana", "--to", "ANA", "--overlap", "2", code=2)
    assert "'ANA' cannot be used: the project already has 'ana'" in said
    assert (desk / "annotator.json").read_bytes() == before


@pytest.mark.usefixtures("finished")
def test_a_name_that_the_project_does_not_know_is_assigned_only_as_new() -> None:
    assert "new to this project" in refused("assign", SEED, "--to", "zoe", code=2)
    assert good("assign", SEED, "--to", "zoe", "--new") == f"{SEED}  zoe\n"


# ── the team ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("finished")
def test_the_team_is_shown_with_what_is_left_and_which_tags_they_give() -> None:
    text = good("status", "--team").splitlines()
    ben = [line for line in text if line.startswith("ben")]
    assert ben[0].split()[1:6] == ["1", "1", "0", "15", "██████████"]
    bar = ben[1].split()[1]
    assert (len(bar), set(bar)) == (40, set("cido.x"))
    assert ben[2].split()[1:] == ["12%", "44%", "12%", "12%", "12%", "6%"]
    (row,) = (row for row in from_json("status", "--team") if row["name"] == "ben")
    assert (row["articles"], row["left"], row["tags"]["no-tag"]) == (1, 0, 2)
    assert "not both" in refused("status", "--team", "--suggestions", code=2)


def test_the_team_of_a_blind_project_is_oneself_before_handing_in(desk: Path) -> None:
    good("--as", "ana", "mark", "may", "s2", "c")
    path = desk / "annotator.json"
    path.write_text(path.read_text().replace('"blind":false', '"blind":true'))
    nobody = annotator("--as", "ben", "status", "--team")
    assert (nobody.exit_code, nobody.stdout) == (0, "")
    assert "hand in mayor-resigns to see others’ figures" in nobody.stderr
    assert [row["name"] for row in from_json("--as", "ana", "status", "--team")] == ["ana"]


@pytest.mark.usefixtures("desk")
def test_the_team_of_a_project_that_nobody_has_begun_is_nobody() -> None:
    assert good("status", "--team").startswith("Nobody has begun yet")


# ── the example ──────────────────────────────────────────────────────────────────────────────


def test_the_example_is_the_finished_project_that_comes_with_the_program(folder: Path) -> None:
    good("init", "example", "--example")
    there = resource("seeds", "finished")
    files = sorted(path.relative_to(there) for path in there.rglob("*.json"))
    assert len(files) == 6
    for path in files:
        known = (there / path).read_bytes().replace(b'"name": "finished"', b'"name": "example"')
        assert (folder / "example" / path).read_bytes() == known
    assert good("-p", "example", "check") == ""


def test_the_finished_project_has_the_gold_of_the_contract(folder: Path) -> None:
    good("init", "example", "--example")
    expected = json.loads((CONTRACT / "expected.json").read_bytes())["gold"]
    rows = from_json("-p", "example", "show", SEED, "--gold")["sentences"]
    for row in rows:
        assert row["gold"]["provenance"] == expected[row["id"]]["provenance"]
    assert {row["id"] for row in rows if row["comments"]} == {"s2", "s8"}
    assert (folder / "example" / ".gitignore").exists()
