from __future__ import annotations

import builtins
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.running import CONTRACT, REPOSITORY, annotator, from_json, good, process, refused
from tests.ratings import KRIPPENDORFF, many, of_rows
from tests.test_readme import blocks, section, steps

CONTRACT_DESK = CONTRACT / "desk"
FIGURES = ("raw_agreement", "fleiss_kappa", "krippendorff_alpha", "gwet_ac1")


@pytest.fixture
def published(folder: Path) -> Path:
    """A file with Krippendorff's example."""
    return written(folder / "krippendorff.csv", of_rows(KRIPPENDORFF))


def written(path: Path, some: list[Any]) -> Path:
    rows = [f"{r.unit},{r.annotator},{'+'.join(r.tags)},{r.cluster}\n" for r in some]
    path.write_text("unit,annotator,label,cluster\n" + "".join(rows))
    return path


# In a project


def test_json_has_the_names_that_are_promised_and_the_figures_of_the_contract() -> None:
    found = from_json("-p", CONTRACT_DESK, "agreement")
    expected = json.loads((CONTRACT / "expected.json").read_text())["agreement"]
    assert found["units"] == expected["units"]
    for name in ("raw_agreement", "krippendorff_alpha"):
        assert found[name] == {
            "value": pytest.approx(expected[name], abs=1e-9),
            "low": None,
            "high": None,
        }
    assert set(found["fleiss_kappa"]) == set(found["gwet_ac1"]) == {"value", "low", "high"}
    for pair, wanted in zip(found["pairs"], expected["pairs"], strict=True):
        assert {name: pair[name] for name in wanted} == {
            name: value if isinstance(value, str) else pytest.approx(value, abs=1e-9)
            for name, value in wanted.items()
        }
    assert (found["annotators"], found["articles"], found["basis"]) == (3, 1, "independent")
    assert found["tags"][0]["tag"] == "confirmed"
    assert found["confusion"]["categories"][-1] == "no-tag"
    assert len(found["disagreements"]) == 5
    assert "current" not in found


def test_one_article_says_how_many_agree_and_that_there_is_no_interval() -> None:
    text = good("-p", CONTRACT_DESK, "agreement", "stell")
    assert "agree 9 of 14" in text
    assert "No intervals: they resample articles, 10 or more of them, and there is 1." in text
    assert "s9  opinion: ana, ben · confirmed: cho" in text
    assert re.search(r"^ana  ben +14  0\.786 +0\.672", text, re.MULTILINE)


def test_lines_fit_eighty_columns_without_colour() -> None:
    text = good("-p", CONTRACT_DESK, "agreement", "--masi", "--current")
    assert max(map(len, text.splitlines())) <= 80
    assert "\x1b" not in text
    assert "[20]" in text


def test_todays_marks_stand_beside(desk: Path) -> None:
    for name in ("ana", "ben"):
        for sentence in ("s1", "s2", "s3", "s4", "s5"):
            good("mark", "mayor", sentence, "c", "--as", name, "--new")
        good("hand-in", "mayor", "--as", name)
    good("mark", "mayor", "s3", "i", "--as", "ben")
    found = from_json("agreement", "--current")
    assert (found["basis"], found["agree"]) == ("independent", 4)
    assert (found["current"]["basis"], found["current"]["agree"]) == ("current", 3)
    assert found["undefined"]["fleiss_kappa"] == "everyone used one category"
    text = good("agreement", "--current")
    assert re.search(r"95 % interval +now$", text, re.MULTILINE)
    assert re.search(
        r"^Fleiss’ κ +undefined .*everyone used one category +-?0\.", text, re.MULTILINE
    )
    assert desk.is_dir()


def test_without_a_second_annotator_it_says_so(desk: Path) -> None:
    good("mark", "mayor", "s2", "c", "--as", "ana")
    result = annotator("agreement")
    assert result.exit_code == 0
    assert "No figure is defined: nobody rated what another did." in result.stdout
    assert "Not handed in yet" in result.stderr
    assert from_json("agreement")["raw_agreement"]["value"] is None
    assert desk.is_dir()


def test_an_empty_project_has_no_figures(folder: Path) -> None:
    good("init", "desk")
    assert from_json("agreement")["units"] == 0
    assert folder.is_dir()


def test_a_blind_project_refuses_an_article_that_is_not_handed_in(folder: Path) -> None:
    shutil.copytree(CONTRACT_DESK, folder / "desk")
    project = folder / "desk" / "annotator.json"
    text = project.read_text().replace('"blind":false', '"blind":true')
    people = '{"name":"rita","role":"reviewer"}'
    project.write_text(text.replace(people, f'{people},\n    {{"name":"dan","role":"annotator"}}'))
    said = refused("agreement", "stell", "--as", "dan", code=2)
    assert "hand in to see the figures of stellantis-considers-collaboration" in said
    assert from_json("agreement", "--as", "dan")["units"] == 0
    assert from_json("agreement", "--as", "ana")["units"] == 14
    assert from_json("agreement", "--as", "rita")["units"] == 14


def test_headlines_count_where_they_are_asked_for() -> None:
    ask = ("-p", CONTRACT_DESK, "agreement", "--kinds")
    assert from_json(*ask, "headline,sentence")["units"] == 15
    assert from_json(*ask, "all")["units"] == 15
    assert "no kind 'headlin'" in refused(*ask, "headlin", code=2)


def test_a_damaged_file_is_told_of_and_what_is_left_is_computed(folder: Path) -> None:
    shutil.copytree(CONTRACT_DESK, folder / "desk")
    (path,) = (folder / "desk").glob("annotations/*/cho.json")
    path.write_bytes(b"{")
    result = annotator("agreement", "--json")
    assert result.exit_code == 3
    assert "cho.json" in result.stderr
    assert json.loads(result.stdout)["annotators"] == 2


def test_the_readme_shows_what_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPOSITORY)
    ((block, _),) = blocks(section("How well the team agrees"))
    ((command, told),) = steps(block)
    printed = good(*command.split()[1:]).rstrip().split("\n")
    at = 0
    for line in told:
        if line == "…":
            continue
        assert line in printed[at:], line
        at = printed.index(line, at) + 1
    assert command.startswith("annotator -p tests/contract/desk")


def test_a_small_project_needs_no_numpy() -> None:
    code = "import sys; from annotator.cli.root import root\ntry: root.main()\n"
    code += "except SystemExit: print('numpy' in sys.modules, 'pydantic' in sys.modules)"
    words = [sys.executable, "-c", code, "-p", str(CONTRACT_DESK), "agreement", "--json"]
    done = subprocess.run(words, cwd=REPOSITORY, capture_output=True, check=True)
    assert done.stdout.endswith(b"False False\n")


# Of a file


def test_ratings_need_no_project_and_have_the_published_figures(published: Path) -> None:
    found = from_json("agreement", "--ratings", published)
    assert [round(found[name]["value"], 5) for name in FIGURES] == [
        0.81818,
        0.76117,
        0.74342,
        0.77544,
    ]
    assert found["krippendorff_alpha"]["low"] < 0.743 < found["krippendorff_alpha"]["high"]
    assert (found["units"], found["rated"], found["basis"]) == (11, 12, "ratings")
    text = good("agreement", "--ratings", published)
    assert "Intervals: 1,000 resamples of units, seed 0." in text
    assert max(map(len, text.splitlines())) <= 80
    assert good("agreement", "--ratings", "-", stdin=published.read_bytes()) == text


def test_a_seed_gives_its_intervals(published: Path) -> None:
    ask = ("agreement", "--ratings", published, "--seed")
    assert from_json(*ask, "3") == from_json(*ask, "3")
    one, other = from_json(*ask, "3"), from_json(*ask, "4")
    assert one["gwet_ac1"]["value"] == other["gwet_ac1"]["value"]
    assert one["gwet_ac1"] != other["gwet_ac1"]


def test_numpy_changes_nothing_that_is_printed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(folder / "many.csv", many(500, 15))
    with_numpy = from_json("agreement", "--ratings", path, "--masi")
    imports = builtins.__import__

    def without_numpy(name: str, *rest: Any) -> Any:  # noqa: ANN401 - as Python has it
        if name.partition(".")[0] == "numpy" or name == "annotator.stats":
            raise ImportError(name)
        return imports(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without_numpy)
    plain = from_json("agreement", "--ratings", path, "--masi")
    assert numbers(plain) == pytest.approx(numbers(with_numpy), rel=1e-12, abs=1e-12)
    assert len(numbers(plain)) > 100


def numbers(value: Any) -> list[float]:  # noqa: ANN401 - any JSON
    """Every number within a value."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [number for each in value for number in numbers(each)]
    return [value] if isinstance(value, int | float) else []


@pytest.mark.parametrize(
    ("data", "what", "code"),
    [
        (b"unit,annotator,label\nu1,ana,a\nu1,ben,\nu1,cho,a\n", "line 3: the label is empty", 1),
        (b"unit,annotator,label\nu1,ana,a\nu1,ana,b\nu1,cho,a\n", "line 3: ana rates u1 again", 1),
        (b"unit,label\nu1,a\n", "names no column annotator", 3),
        (b"unit,annotator,label\nu1,ana,\xff\n", "line 2 is not UTF-8", 3),
        (b"", "holds nothing", 3),
    ],
)
def test_bad_ratings_get_a_sentence_and_what_can_be_computed_is(
    folder: Path, data: bytes, what: str, code: int
) -> None:
    (folder / "r.csv").write_bytes(data)
    result = annotator("agreement", "--ratings", "r.csv", "--json")
    assert result.exit_code == code, result.output
    assert what in result.stderr
    if code == 1:
        assert json.loads(result.stdout)["raw_agreement"]["value"] == 1.0


def test_one_annotator_alone_has_shares_and_no_figures(folder: Path) -> None:
    (folder / "r.csv").write_text("unit,annotator,label\nu1,ana,a\nu2,ana,b\n")
    found = from_json("agreement", "--ratings", "r.csv")
    assert found["undefined"]["gwet_ac1"] == "no unit was rated by two annotators"
    assert [tag["prevalence"] for tag in found["tags"]] == [0.5, 0.5]
    assert "nobody rated what another did" in good("agreement", "--ratings", "r.csv")


@pytest.mark.parametrize(
    ("words", "what", "code"),
    [
        (["--ratings", "none.csv"], "there is no such file", 3),
        (["--ratings", "."], "it is no file", 3),
        (["--ratings", "r.csv", "mayor"], "takes no articles", 2),
        (["--seed", "-1"], "--seed", 2),
        (["no-such-article"], "no article", 2),
    ],
)
def test_wrong_words_get_a_sentence(desk: Path, words: list[str], what: str, code: int) -> None:
    assert what in refused("-p", desk, "agreement", *words, code=code)


@given(st.binary(max_size=200) | st.text("unitaorlbe,;+\n\"'", max_size=200).map(str.encode))
def test_no_file_of_ratings_ends_in_a_traceback(data: bytes) -> None:
    result = annotator("agreement", "--ratings", "-", "--masi", stdin=data)
    assert result.exit_code in {0, 1, 3}
    assert result.stdout or result.stderr


def test_a_process_of_its_own_without_numpy_says_the_same(published: Path) -> None:
    """As on a machine that has not got it."""
    (published.parent / "numpy.py").write_text("raise ImportError('no numpy here')\n")
    done = process("agreement", "--ratings", published, "--json", cwd=published.parent)
    assert done.returncode == 0
    assert json.loads(done.stdout) == from_json("agreement", "--ratings", published)
