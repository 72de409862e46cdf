from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.text.ends import ends_of
from annotator.text.library import WINDOW
from annotator.text.sentences import LONGEST, segment, segmenter

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


def test_a_line_of_another_kind_is_one_unit() -> None:
    sentences = segment(
        "Why it fell: Mr. Hale. v. Wu\nIt begins. It ends.\nSEE ALSO:Why it fell. What next?\nDone."
    )

    assert [s.kind for s in sentences] == ["headline", "sentence", "sentence", "link", "sentence"]


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


MILLION = 300_000
"""Code points of the long lines; a ratio shows what their time would be at a million."""


@pytest.mark.parametrize(
    "piece",
    [
        "Mr. A. B. said: “No.” (c. 5) ",
        "他说：“好！”（是。）",
        '. " ',
        "((",
        "a /. ",
        "😀. ",
        "1. A ",
        "??! ",
        "w.W",
    ],
)
def test_time_is_linear_in_the_length_of_a_line(piece: str) -> None:
    def seconds(length: int) -> float:
        line = (piece * (length // len(piece) + 1))[:length]
        began = process_time()
        ends_of(line, "en")
        return process_time() - began

    seconds(1_000)
    short = min(seconds(MILLION // 10) for _ in range(3))

    assert seconds(MILLION) < 30 * max(short, 0.001)


def test_ten_thousand_blank_lines_are_no_sentences() -> None:
    text = "He left." + " \n\t\r\n" * 10_000 + "She stayed. It rained."

    assert words_of(text) == ["He left.", "She stayed.", "It rained."]
    assert [s.paragraph for s in segment(text)] == [0, 1, 1]


@given(st.text(st.sampled_from("aB.!?。”\"'() "), max_size=60), st.sampled_from(["en", "de", "zh"]))
def test_a_sentence_by_itself_is_one_sentence(text: str, language: str) -> None:
    for sentence in segment(text, language):
        alone = text[sentence.start : sentence.end]
        assert [(s.start, s.end) for s in segment(alone, language)] == [(0, len(alone))]


def test_the_cuts_do_not_depend_on_the_hash_seed() -> None:
    program = (
        "import sys; from annotator.text.sentences import segment\n"
        "text = sys.stdin.read()\n"
        "print([s for code in ('en', 'de', 'fr', 'zh', 'xx') for s in segment(text, code)])"
    )
    printed = {
        subprocess.run(
            (sys.executable, "-c", program),
            input=SEED.read_text()
            + "\nMr. A. B. von Hahn et al., Nr. 5, z. B. am 3. Mai. “Why?” 好。是",
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }

    assert len(printed) == 1


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
