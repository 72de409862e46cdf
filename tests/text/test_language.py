"""Which language a text is in: right where it speaks, and silent where it cannot know."""

from __future__ import annotations

import json
import random
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.language import SAMPLE, detect

SHARED = Path(__file__).parents[3] / "shared"

RIGHTS = dict(
    line.split(": ", 1)
    for line in Path(__file__).with_name("rights.txt").read_text("utf-8").splitlines()[1:]
)
"""A few sentences by language."""


@pytest.mark.parametrize("language", RIGHTS)
def test_a_few_sentences_are_enough(language: str) -> None:
    assert detect(RIGHTS[language]) == language


@pytest.mark.parametrize("language", RIGHTS)
def test_names_and_addresses_in_another_script_do_not_matter(language: str) -> None:
    text = RIGHTS[language] + " https://example.org/news?id=3 Reuters press@example.org " * 2
    assert detect(text + "\n" + RIGHTS[language]) == language


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "pt", "it", "nl", "ru", "pl"])
def test_capitals_and_other_apostrophes_do_not_matter(language: str) -> None:
    assert detect(RIGHTS[language].upper()) == language
    assert detect(RIGHTS[language].replace("'", "’")) == language


RUBBISH = [
    "",
    " \n\t ",
    "Hello world",
    "Guten Tag",
    "Bonjour monde",
    "Mayor resigns",
    "Привет мир",
    "नमस्ते दुनिया",
    "مرحبا بالعالم",
    "你好世界",
    "市長辞任",
    "안녕하세요 세계",
    "สวัสดีชาวโลก",
    "12345 67890 " * 50,
    "2026-11-22T12:00:00Z;3.5;7\n" * 50,
    "🙂 👍 !!! ??? … — " * 50,
    "\ud800\udfff\x00\x1b" * 100,
    "qwrt zxcv plkj hgfd mnbv qwpo " * 40,
    "https://example.org/the/of/and/to/in " * 40,
    "Stellantis Leapmotor Volkswagen Jetta Tesla Reuters Bloomberg Audi Toyota Xpeng " * 20,
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor ut labore. "
    * 5,
    "for (int i = 0; i < n; ++i) { sum += values[i]; } return sum / static_cast<double>(n); " * 9,
    RIGHTS["en"] + RIGHTS["ru"] * 2 + RIGHTS["en"],
]


@pytest.mark.parametrize("text", RUBBISH)
def test_what_is_no_text_or_too_little_of_one_has_no_language(text: str) -> None:
    assert detect(text) is None


@given(st.text(max_size=300))
def test_any_text_has_a_tag_or_none(text: str) -> None:
    found = detect(text)
    assert found is None or (found.islower() and found.isascii() and found.isalpha())


def test_only_the_beginning_counts_and_that_quickly() -> None:
    german = RIGHTS["de"] + " "
    text = german * (SAMPLE // len(german) + 1) + RIGHTS["ru"] * 20_000
    began = perf_counter()
    assert detect(text) == "de"
    assert perf_counter() - began < 0.5


def test_writing_without_spaces_may_have_an_address_in_its_midst() -> None:
    text = RIGHTS["zh"] + "详见https://example.org/news，" + RIGHTS["zh"]
    assert detect(text) == "zh"


def test_random_letters_have_no_language() -> None:
    letters = random.Random(0)  # noqa: S311 - the same letters each time
    words = ["".join(letters.choices("abcdefghijklmnopqrstuvwxyz", k=5)) for _ in range(2_000)]
    assert detect(" ".join(words)) is None


@pytest.mark.skipif(not SHARED.exists(), reason="the articles and the gold are not here")
def test_real_articles_and_the_gold_have_their_languages() -> None:
    for path in sorted((SHARED / "articles").glob("*.txt")):
        assert detect(path.read_text("utf-8")) == "en", path.name
    seen = set()
    for path in sorted((SHARED / "gold").glob("*.jsonl")):
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        for row in (row for row in rows if "text" in row and "lang" in row):
            found = detect(row["text"])
            seen.add(found)
            if len(row["text"]) >= 200:
                assert found == row["lang"], (path.name, row["id"])
            assert found in {row["lang"], None}, (path.name, row["id"])
    assert {"ar", "de", "en", "es", "fr", "hi", "ja", "ru", "zh"} <= seen
