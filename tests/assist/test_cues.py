from __future__ import annotations

from pathlib import Path

import pytest

from annotator.assist.cues import MEANINGS, Cues, Page, cues_for, languages, read_cues
from annotator.errors import BadCuesError


def english() -> Cues:
    found = cues_for("en")
    assert found is not None
    return found


@pytest.mark.parametrize("language", languages())
def test_the_cues_of_every_language_can_be_read(language: str) -> None:
    cues = cues_for(language)
    assert cues is not None
    assert cues.language == language
    assert len(cues.phrases.by_word) > 100
    assert cues.list("said")
    assert cues.list("pronoun")


@pytest.mark.parametrize(
    ("declared", "language"), [("en", "en"), ("en-GB", "en"), (None, "en"), ("EN_us", "en")]
)
def test_an_article_gets_the_cues_of_its_language(declared: str | None, language: str) -> None:
    cues = cues_for(declared)
    assert cues is not None
    assert cues.language == language


def test_a_language_without_cues_has_none() -> None:
    assert cues_for("fi") is None


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("refusal refused:\n    declined ..\n", 2, "ends with no gap"),
        ("# a remark\n\nrefusal refused:\n    @nobody said\n", 4, "no list of words 'nobody'"),
        ("refusals:\n    no\n", 1, "no heading 'refusals'"),
        ("refusal maybe:\n    no\n", 1, "goes with refused"),
        ("    no comment\n", 1, "under no heading"),
        ("no heading at all here\n", 1, "a colon"),
        ("words said:\n    roar\n    - whisper\n", 3, "the list has no whisper to take away"),
        ("refusal refused:\n    - roared back\n", 2, "no such phrase under this heading"),
        ("refusal refused:\n    d\ufffdclined\n", 2, "not written in UTF-8"),
    ],
)
def test_a_bad_line_is_told_with_its_file_and_its_number(text: str, line: int, why: str) -> None:
    with pytest.raises(BadCuesError) as caught:
        read_cues([Page(text, "desk/cues/xx.txt")], "xx")
    assert f"desk/cues/xx.txt, line {line}: " in str(caught.value)
    assert why in str(caught.value)


def test_english_has_phrases_under_every_heading() -> None:
    cues = english()
    rows = [*cues.phrases.by_word.values(), cues.phrases.at_start, cues.phrases.at_names]
    there = {pattern.means for row in rows for pattern in row}
    assert there >= MEANINGS.keys()


def test_own_cues_add_words_to_the_lists_that_the_phrases_of_the_program_use() -> None:
    own = cues_for("en", Page("words insider:\n    grandee grandees\n", "own"))
    assert own is not None
    assert {"grandee", "officials"} <= own.list("insider")
    assert "grandee" not in english().list("insider")


def test_own_cues_take_words_and_phrases_away() -> None:
    own = cues_for("en", Page("words insider:\n    - staff\nhearsay:\n    - reportedly\n", "own"))
    assert own is not None
    assert "staff" not in own.list("insider")
    assert "reportedly" in english().phrases.by_word
    there = own.phrases.by_word.get("reportedly", [])
    assert "hearsay" not in {pattern.means for pattern in there}


def test_a_language_that_the_program_has_no_cues_of_has_those_of_the_project() -> None:
    own = cues_for("fi", Page("words said:\n    sanoi\n", "own"))
    assert own is not None
    assert own.list("said") == {"sanoi"}


def test_the_cues_that_the_readme_shows_can_be_read() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    (shown,) = [part for part in readme.split("```") if part.startswith("\nwords insider:")]
    own = cues_for("en", Page(shown, "README.md"))
    assert own is not None
    assert "grandee" in own.list("insider")
