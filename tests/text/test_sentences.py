from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.sentences import LONGEST, WINDOW, segment, segmenter

SEED = Path(__file__).parents[2] / "seeds" / "000_5a9ce91cccabd766.txt"
SEED_SPANS = [
    (0, 91), (93, 310), (312, 459), (460, 691), (693, 825), (826, 930), (932, 1119), (1120, 1284),
    (1286, 1423), (1424, 1512), (1514, 1590), (1592, 1761), (1762, 1981), (1983, 2174),
    (2175, 2316), (2317, 2362),
]  # fmt: skip
GOLD = Path(__file__).parents[3] / "shared" / "gold"

ODD = (
    "aB. !?…。！？।؟,;:\"'“”‘’«»()[]（）「」\t\r\n\x0b\x0c\x1c\x85\u2028\u2029"
    "\u200b\u200e\u202e\ufeff\u00a0\u3000é\u0301😀\u200d👧0159MrDrNo\x00\x1b\\*|\ud800\udfff"
)
texts = st.one_of(st.text(), st.text(st.sampled_from(ODD), max_size=80))


def words_of(text: str) -> list[str]:
    return [text[s.start : s.end] for s in segment(text)]


def test_the_seed_article_has_its_sixteen_sentences_and_their_kinds() -> None:
    sentences = segment(SEED.read_text())

    assert [(s.start, s.end) for s in sentences] == SEED_SPANS
    assert [s.id for s in sentences] == [f"s{n}" for n in range(1, 17)]
    assert [s.kind for s in sentences] == ["headline"] + ["sentence"] * 9 + ["link"] + [
        "sentence"
    ] * 5
    assert [s.paragraph for s in sentences] == [0, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 7, 8, 8, 8]


@given(texts, st.sampled_from(["en", "de", "zh", "ar", "", "xx", "pt-BR", "zh_Hans", None]))
def test_any_text_is_its_sentences_and_the_white_space_between_them(
    text: str, language: str | None
) -> None:
    rebuilt, at = "", 0
    for number, sentence in enumerate(segment(text, language), 1):
        words = text[sentence.start : sentence.end]
        assert at <= sentence.start < sentence.end <= len(text)
        assert words == words.strip() != ""
        assert not text[at : sentence.start].strip()
        assert sentence.id == f"s{number}"
        rebuilt += text[at : sentence.start] + words
        at = sentence.end
    assert not text[at:].strip()
    assert rebuilt + text[at:] == text


@given(texts)
def test_paragraphs_are_numbered_in_order_without_a_gap(text: str) -> None:
    paragraphs = [s.paragraph for s in segment(text)]

    assert sorted(set(paragraphs)) == list(range(len(set(paragraphs))))
    assert paragraphs == sorted(paragraphs)


@given(texts)
def test_no_sentence_crosses_a_line_end(text: str) -> None:
    for words in words_of(text):
        assert not set(words) & set("\n\r\x0b\x0c\x85\u2028\u2029")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_line_end_is_a_hard_break_and_a_paragraph(end: str) -> None:
    sentences = segment(f"one,{end}two,{end}{end} {end}three.")

    assert [s.paragraph for s in sentences] == [0, 1, 2]


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("Prices rise again\n\nThey rose.", "Prices rise again"),
        ("  Prices rise again \r\nThey rose.", "Prices rise again"),
        ("Mayor says: ‘I quit’\nHe left.", "Mayor says: ‘I quit’"),
        ("J. Doe v. Smith: No. 5 to be heard\nIt begins.", "J. Doe v. Smith: No. 5 to be heard"),
        ("Will prices rise?\nThey may.", None),
        ("“Prices will rise.”\nThey may.", None),
        ("(Prices rise…)\nThey may.", None),
        ("物价上涨。\n他说。", None),
        ("Prices rise again", None),
        ("Prices rise again\n \n", None),
        ("word " * 80 + "\nThey rose.", None),
    ],
)
def test_the_first_line_is_a_headline_without_a_final_mark_and_before_other_text(
    text: str, headline: str | None
) -> None:
    found = [text[s.start : s.end] for s in segment(text) if s.kind == "headline"]

    assert found == ([headline] if headline else [])


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("SEE ALSO:Joint Venture Files for Bankruptcy", "link"),
        ("READ MORE What happens next? We ask.", "link"),
        ("Read more: What happens next", "link"),
        ("Read more than one newspaper.", "sentence"),
        ("See also what he said in May.", "sentence"),
        ("Related: Five charts", "link"),
        ("Related parties were told.", "sentence"),
    ],
)
def test_a_link_line_is_one_unit_of_its_own_kind(line: str, kind: str) -> None:
    sentences = segment(f"Title\n{line}\nThe end.")

    assert [s.kind for s in sentences] == ["headline", kind, "sentence"]


def test_offsets_count_code_points_also_after_wide_and_combining_ones() -> None:
    text = "😀 He\u0301 said so. 他走了。 👩‍👩‍👧 stayed."

    assert words_of(text)[0] == "😀 He\u0301 said so."
    assert words_of(text)[-1].endswith("👧 stayed.")


@pytest.mark.parametrize(
    "text", ["N\u2029.\u202eo", "He met N\xa0. Then he left.", "a\u3000B\u3000.", "a\ud800b. C d."]
)
def test_what_kills_the_library_does_not_reach_it(
    text: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert "".join("".join(words_of(text)).split()) == "".join(text.split())
    assert not capfd.readouterr().err


def test_a_long_line_is_cut_as_its_parts_are() -> None:
    pick = random.Random(1)  # noqa: S311 - a fixed choice of sentences, not a secret
    known = ["He left.", "Mr. Smith said: “It rose by 3.5 per cent.”", "Who knows?", "It (b) was."]
    parts = [pick.choice(known) for _ in range(3 * WINDOW // 10)]

    assert words_of(" ".join(parts)) == parts


@pytest.mark.parametrize("text", ["word " * 20_000, "w" * 100_000, "「" + "字" * 50_000])
def test_text_without_marks_is_cut_at_white_space_where_there_is_some(text: str) -> None:
    words = words_of(text)

    assert max(map(len, words)) <= LONGEST
    assert "".join(words).replace(" ", "") == text.replace(" ", "")
    if " " in text:
        assert all(part.startswith("word") and part.endswith("word") for part in words)


def test_the_segmenter_names_the_library_and_the_layer() -> None:
    name, version, plus, layer = segmenter().split()

    assert (name, plus) == ("sentencex", "+")
    assert version[0].isdigit()
    assert layer.isdigit()


def test_the_seed_of_the_gold_folder_agrees() -> None:
    if not (GOLD / "seed.jsonl").exists():
        pytest.skip("the gold folder is not beside the project")
    gold = json.loads((GOLD / "seed.jsonl").read_text())

    assert [[s.start, s.end] for s in segment(gold["text"])] == gold["sentences"]
