from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import SEED, STELLANTIS, annotator, from_json, good, refused


@pytest.mark.usefixtures("desk")
def test_json_rows_have_the_fields_of_the_contract() -> None:
    rows = from_json("suggest", "--article", "mayor")
    assert rows
    for row in rows:
        fields = ["article", "sentence", "tag", "probability", "because", "carried_from"]
        assert list(row) == fields
        assert all(list(reason) == ["text", "start", "end"] for reason in row["because"])
    declined = next(row for row in rows if row["tag"] == "declined-comment")
    assert declined["sentence"] == "s4"
    assert declined["because"] == [{"text": "declined to comment", "start": 11, "end": 30}]
    assert declined["carried_from"] is None


@pytest.mark.usefixtures("desk")
def test_people_get_a_line_for_each_sentence_with_the_words() -> None:
    printed = good("suggest")
    assert "mayor-resigns  s4        declined-comment" in printed
    assert "“declined to comment”" in printed


def test_marks_so_far_count_and_the_sentence_they_are_carried_from_is_named(folder: Path) -> None:
    assert not list(folder.iterdir())
    good("init", "desk")
    good("add", SEED)
    rows = from_json("suggest", "--article", STELLANTIS)
    they = next(row for row in rows if row["sentence"] == "s4")
    assert (they["tag"], they["carried_from"]) == ("insider-sourced", "s3")
    good("mark", STELLANTIS, "s3", "confirmed")
    rows = from_json("suggest", "--article", STELLANTIS)
    they = next((row for row in rows if row["sentence"] == "s4"), None)
    assert they is None or they["tag"] != "insider-sourced"


@pytest.mark.usefixtures("desk")
def test_a_projects_own_cues_are_heard_and_a_bad_one_is_told_with_file_and_line() -> None:
    assert "declined-comment" in good("suggest")
    own = Path("desk", "cues", "en.txt")
    own.parent.mkdir()
    own.write_text("# ours\nnot refusal:\n    @ref to comment\n", encoding="utf-8")
    assert "declined-comment" not in good("suggest")
    own.write_text("refusal refused:\n    zipped ..\n", encoding="utf-8")
    said = refused("suggest", code=3)
    assert f"{own}, line 2: a pattern begins with a word" in said
    assert "'zipped ..'" in said


@pytest.mark.usefixtures("desk")
def test_evaluating_says_precision_recall_and_calibration_by_tag() -> None:
    good("mark", "mayor", "s3", "insider-sourced")
    good("mark", "mayor", "s4", "declined-comment")
    found = from_json("suggest", "--evaluate", "--in-order")
    assert (found["against"], found["sentences"], found["in_order"]) == ("gold", 2, True)
    assert [row["tag"] for row in found["tags"]] == [
        "confirmed",
        "insider-sourced",
        "declined-comment",
        "opinion",
    ]
    assert found["tags"][2]["f1"] == 1
    assert found["tags"][0]["f1"] is None
    assert "against gold: 2 sentences of 1 articles" in good("suggest", "--evaluate")


@pytest.mark.usefixtures("desk")
def test_what_cannot_be_evaluated_against_is_refused() -> None:
    assert "there is no gold" in refused("suggest", "--evaluate", code=2)
    assert "--evaluate" in refused("suggest", "--against", "ana", code=2)
    good("--as", "ana", "mark", "mayor", "s3", "insider-sourced")
    said = refused("suggest", "--evaluate", "--against", "anna", code=2)
    assert "Did you mean 'ana'" in said


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("article", ["nobody", "s9"])
def test_an_unknown_article_is_refused(article: str) -> None:
    assert "no article" in refused("suggest", "--article", article, code=2)


@pytest.mark.usefixtures("desk")
def test_status_says_that_nobody_was_shown_a_suggestion_yet() -> None:
    good("mark", "mayor", "s3", "insider-sourced")
    assert from_json("status", "--suggestions") == []
    assert "Nobody was shown a suggestion yet." in annotator("status", "--suggestions").stderr


def test_articles_are_listed_with_those_it_is_least_sure_of_first(desk: Path) -> None:
    good("add", "-", stdin="Council meets\n\nIt came as a surprise. It was so.")
    rows = from_json("suggest", "--least-certain")
    assert [list(row) for row in rows] == [["article", "unseen", "doubt"]] * 2
    assert rows[0]["doubt"] >= rows[1]["doubt"]
    assert good("suggest", "--least-certain").splitlines()[1].split()[0] == rows[0]["article"]
    only = from_json("suggest", "--least-certain", "--article", "mayor")
    assert [(row["article"], row["unseen"]) for row in only] == [("mayor-resigns", 5)]
    for number in range(1, 6):
        good("mark", "mayor", f"s{number}", "--none")
    assert [row["article"] for row in from_json("suggest", "--least-certain")] == ["council-meets"]
    (desk / "articles/council-meets.json").write_text("{")
    assert from_json("suggest", "--least-certain") == []
    assert "not both" in refused("suggest", "--least-certain", "--evaluate", code=2)
