"""The card of a dataset for the Hugging Face library: what a reader of it is told."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.datasets.pseudonyms import Names
from annotator.domain.datasets.selection import Selection
from annotator.domain.marks import Mark
from annotator.flows.datasets import publish
from annotator.flows.datasets.publish import Asked, publication
from annotator.formats.datasets.about import Folder
from annotator.formats.datasets.outgoing import writer_named
from annotator.formats.datasets.withholding import Policy
from annotator.stores.memory import MemoryStore
from tests.formats.hard import annotate, article, hard_store
from tests.formats.test_golden import about

PLAIN = ("It rained.", "It will rain again.", "Nobody knows.")


def written(
    path: Path, store: MemoryStore | None = None, policy: Policy | None = None, name: str = ""
) -> str:
    """The card of everybody's marks, all in one line."""
    asked = Asked(Selection(labels="all"), policy or Policy())
    found = publication(store or hard_store(), asked)
    rows = found.whole()
    known = about(found)
    if name:
        known = replace(known, project=replace(known.project, name=name))
    writer_named("hf").write(rows, known, Folder(path))
    return (path / "README.md").read_text(encoding="utf-8")


def many_articles() -> MemoryStore:
    """Thirty articles that two annotators have handed in."""
    store = hard_store()
    for number in range(30):
        name = f"a{number}"
        sentences = (f"Title {number}", *PLAIN)
        store.save_article(article(name, sentences[0], sentences, language="de-AT"), None)
        for who in ("ana", "ben"):
            marks = {"s2": "confirmed", "s3": "opinion", "s4": "confirmed"}
            if who == "ben" and number % 5 == 0:
                marks["s4"] = "opinion"
            annotate(store, name, who, _marks(marks), hand_in=True)
    return store


def _marks(tags: dict[str, str]) -> dict[str, Mark]:
    return {sentence: Mark("tagged", (tag,)) for sentence, tag in tags.items()}


def test_agreement_of_a_sample_says_so_and_of_how_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = many_articles()
    whole = written(tmp_path / "whole", store)
    assert "of a sample" not in whole
    assert "Intervals hold 95 % of 1,000 resamples of articles." in whole
    monkeypatch.setattr(publish, "_MEASURED", 60)
    part = written(tmp_path / "part", store)
    assert "measured of a sample: 10 of the 32 articles, drawn by the SHA-256 of their ids" in part


def test_marks_that_are_not_handed_in_are_not_called_independent_in_silence(tmp_path: Path) -> None:
    told = written(tmp_path)
    assert "2 times an annotator has yet to hand an article in; their marks of now count" in told
    assert "ben" not in told.split("## Agreement")[1].split("## Splits")[0]


def test_what_is_left_out_of_the_articles_is_told_with_its_reason(tmp_path: Path) -> None:
    found = publication(hard_store(), Asked())
    rows = found.whole()
    writer_named("hf").write(rows, about(found), Folder(tmp_path))
    told = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert "| 1 | annotators or reviewers disagree, and nobody has settled it |" in told
    assert "| 1 | the annotator said that they cannot be judged |" in told


def test_no_interval_is_promised_where_there_is_none(tmp_path: Path) -> None:
    told = written(tmp_path)
    assert "The articles are too few for intervals." in told
    assert "resamples" not in told


@pytest.mark.parametrize("naming", ["names", "pseudonyms", "none"])
def test_how_many_people_labeled_is_told_whatever_they_are_called(
    tmp_path: Path, naming: str
) -> None:
    names = Names(naming, b"secret", ("ana", "ben", "rita"))  # type: ignore[arg-type]
    told = written(tmp_path, policy=Policy(names))
    assert "Labels rest on the marks of 2 annotators" in told
    assert (", who are not told apart." in told) == (naming == "none")


def test_languages_are_those_that_the_hub_knows_and_in_detail(tmp_path: Path) -> None:
    told = written(tmp_path, many_articles())
    assert 'language: ["de", "en"]\nlanguage_details: ["de-AT", "en"]\n' in told


def test_a_licence_that_the_hub_does_not_know_has_a_name_as_the_hub_wants_it(
    tmp_path: Path,
) -> None:
    told = written(tmp_path)
    assert "license: other\nlicense_name: see-licences-of-the-texts\n" in told


def test_a_name_with_signs_that_end_a_line_in_yaml_stays_on_its_line(tmp_path: Path) -> None:
    told = written(tmp_path, name='a"\x85b\u2028c\x9f')
    assert 'pretty_name: "a\\"\\u0085b\\u2028c\\u009f"\n' in told


def test_every_file_beside_the_card_is_in_it_with_its_digest(tmp_path: Path) -> None:
    told = written(tmp_path)
    sums = (tmp_path / "SHA256SUMS").read_text().splitlines()
    assert len(sums) > 2
    for digest, name in (line.split("  ") for line in sums):
        if name != "README.md":
            assert f"| `{name}` | " in told
            assert f"| `{digest}` |" in told


def test_a_folder_of_json_lines_says_what_becomes_of_days(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "JSON Lines" not in written(tmp_path / "parquet")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert "`datasets` takes them for times" in written(tmp_path / "lines")
