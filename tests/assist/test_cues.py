from __future__ import annotations

from pathlib import Path

import pytest

from annotator.assist.cues import MEANINGS, cues_for, languages, load_cues
from annotator.errors import BadCuesError
from annotator.resources import resource


@pytest.mark.parametrize("language", languages())
def test_the_cues_of_every_language_can_be_read(language: str) -> None:
    cues = load_cues(resource("cues", f"{language}.txt"))
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
    ],
)
def test_a_bad_line_is_told_with_its_file_and_its_number(
    tmp_path: Path, text: str, line: int, why: str
) -> None:
    path = tmp_path / "xx.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadCuesError) as caught:
        load_cues(path)
    assert f"{path}, line {line}: " in str(caught.value)
    assert why in str(caught.value)


def test_english_has_phrases_under_every_heading() -> None:
    cues = load_cues(resource("cues", "en.txt"))
    rows = [*cues.phrases.by_word.values(), cues.phrases.at_start, cues.phrases.at_names]
    there = {pattern.means for row in rows for pattern in row}
    assert there >= MEANINGS.keys()
