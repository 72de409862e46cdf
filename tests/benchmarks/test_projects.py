"""What the benchmarks measure on is what the program itself would have written."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotator.codec import decode, encode
from tests.benchmarks import projects
from tests.benchmarks.figures import Figure, Floor, Note, p95, show


@pytest.mark.parametrize(("sentences", "marked"), [(1, 0), (16, 0), (40, 7), (40, 40)])
def test_every_file_is_byte_for_byte_what_the_program_writes(
    tmp_path: Path, sentences: int, marked: int
) -> None:
    file = projects.write(tmp_path, projects.article("made-up", sentences), marked)
    written = sorted(it for it in tmp_path.rglob("*.json"))
    assert len(written) == (3 if marked else 2)
    assert file.exists() == bool(marked)
    for path in written:
        assert encode(decode(path.read_bytes(), str(path))) == path.read_bytes()


def test_every_sentence_of_an_article_begins_with_its_number() -> None:
    item = projects.article("made-up", 30)
    for number, sentence in enumerate(item.sentences(), 1):
        assert sentence.startswith(f"Claim {number} ")
        assert sentence == sentence.strip()


def test_a_figure_says_how_many_times_its_floor_it_is_and_whether_it_is_within() -> None:
    line = show(Figure("key → tag", 9.0, "ms", Floor("echo", 4.0), at_most=10, at_most_ratio=2))
    assert "2.25 × echo (4.0 ms)" in line
    assert line.endswith("NO")
    assert show(Figure("key → tag", 9.0, "ms", at_most=10)).endswith("yes")
    assert show(Figure("key → echo", 4.0, "ms")).endswith("4.0 ms")
    assert show(Note("left out")) == "left out"


def test_the_95th_percentile_is_the_value_that_95_of_100_do_not_exceed() -> None:
    assert p95(range(1, 101)) == 95
    assert p95([3.0]) == 3.0
