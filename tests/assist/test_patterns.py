from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.assist.cues import cues_for
from annotator.assist.patterns import BadPatternError, find, pattern_of, phrases_of
from annotator.assist.reading import Line
from annotator.assist.words import LONGEST, words_in
from tests.assist.articles import read_article

LISTS = {"said": frozenset({"said", "says"})}


def found(written: str, text: str) -> list[str]:
    words = words_in(text)
    phrases = phrases_of([pattern_of(written, "x", "", LISTS)])
    return [words.slice(hit.first, hit.after) for hit in find(phrases, words)]


@pytest.mark.parametrize(
    ("written", "text", "there"),
    [
        ("declined to comment", "She Declined to comment.", ["Declined to comment"]),
        ("declin* to comment|speak", "He declines to speak.", ["declines to speak"]),
        ("did not immediately? reply", "They did not reply.", ["did not reply"]),
        ("did not immediately? reply", "They did not ever reply.", []),
        ("refused .. comment", "It refused any further comment.", ["refused any further comment"]),
        ("refused .. comment", "It refused one, two, three comment", []),
        ("refused ... comment", "He refused. No comment came.", []),
        ("<name> @said", "Then Ana de la Cruz said so.", ["Then Ana de la Cruz said"]),
        ("<start> he @said", "“He said no.", ["He said"]),
        ("<start> he @said", "So he said no.", []),
        (
            "<number> officials",
            "About 3 officials and two officials",
            ["3 officials", "two officials"],
        ),
        ("<comma> he @said", "No, he said.", [", he said"]),
        ("can't say", "We can’t say.", ["can’t say"]),
    ],
)
def test_a_phrase_is_found_where_it_stands(written: str, text: str, there: list[str]) -> None:
    assert [piece for piece in found(written, text) if piece in there or not there] == there


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("no? comment", "begins with a word"),
        (".. comment", "begins with a word"),
        ("no ...", "ends with no gap"),
        ("de* to", "3 letters before its asterisk"),
        ("@nobody comment", "no list of words 'nobody'"),
        ("<verb> comment", "there is no <verb>"),
        ("to |say", "no choice of words"),
        ("a b*c", "no choice of words"),
        ("", "at least one word"),
    ],
)
def test_a_pattern_that_cannot_be_read_says_why(written: str, why: str) -> None:
    with pytest.raises(BadPatternError, match=why.replace("*", r"\*")):
        pattern_of(written, "x", "", LISTS)


@given(st.text(max_size=300))
def test_every_hit_lies_within_its_sentence_and_every_word_where_it_says(text: str) -> None:
    cues = cues_for("en")
    assert cues is not None
    words = words_in(text)
    for low, (start, end) in zip(words.low, words.spans, strict=True):
        assert text[start:end].casefold().replace("’", "'").startswith(low)
    for hit in find(cues.phrases, words):
        assert 0 <= hit.first < hit.after <= len(words)


@pytest.mark.parametrize(
    "unit",
    ["did not immediately ", "a", "“", "said, ", "refused ", "not, ", "who said who ", "(", "' "],
)
def test_a_sentence_of_20000_characters_takes_a_bounded_time(unit: str) -> None:
    text = (unit * 20_000)[:20_000]
    began = perf_counter()
    read_article([Line("s1", "sentence", 0, text)], cues_for("en"))
    assert perf_counter() - began < 1.0
    assert len(words_in(text)) <= LONGEST
