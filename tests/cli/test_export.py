"""`annotator export`: the dry run, the manifest, folders, and what is never left half-written."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.cli.running import CONTRACT, REPOSITORY, annotator, from_json, good, process, refused

ARTICLE = "stellantis-considers-collaboration"


@pytest.fixture
def team(folder: Path) -> Path:
    """The project of three annotators and a reviewer, with which one is."""
    shutil.copytree(CONTRACT / "desk", folder / "desk")
    return folder / "desk"


def lines(path: str | Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_bytes().splitlines()]


@pytest.mark.usefixtures("team")
def test_a_dry_run_counts_labels_splits_and_annotators_and_writes_nothing() -> None:
    before = sorted(Path().rglob("*"))
    result = annotator("export", "jsonl", "--dry-run")
    assert result.exit_code == 0
    assert ["insider-sourced", "7", "7"] in [row.split() for row in result.stdout.splitlines()]
    assert ["cho", "12"] in [row.split() for row in result.stdout.splitlines()]
    assert "12 rows of 1 article; nothing was written." in result.stderr
    assert sorted(Path().rglob("*")) == before
    counts = from_json("export", "jsonl", "--dry-run")
    assert counts["splits"] == {
        "train": {"insider-sourced": 7, "declined-comment": 2, "opinion": 3}
    }
    assert counts["gold"] == {"adjudicated": 3, "unanimous": 9}
    assert counts["left_out"] == {"skipped": 1, "unresolved": 3}


@pytest.mark.usefixtures("team")
def test_gold_is_that_of_the_contract() -> None:
    good("export", "jsonl", "-o", "gold.jsonl")
    expected = json.loads((CONTRACT / "expected.json").read_bytes())["gold"]
    rows = {row["sentence"]: row for row in lines("gold.jsonl")}
    settled = {id_ for id_, gold in expected.items() if gold.get("tags")}
    assert rows.keys() == settled
    for id_, row in rows.items():
        assert (row["gold"], row["tags"]) == (expected[id_]["provenance"], expected[id_]["tags"])


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize("name", ["jsonl", "csv", "parquet", "native"])
def test_two_exports_are_byte_identical_and_their_manifest_has_the_digest(name: str) -> None:
    good("export", name, "-o", "a.out")
    good("export", name, "-o", "b.out", "--force")
    data = Path("a.out").read_bytes()
    assert Path("b.out").read_bytes() == data
    manifest = json.loads(Path("a.out.manifest.json").read_bytes())
    (file,) = manifest["files"]
    assert file == {
        "name": "a.out",
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    assert manifest["command"] == f"annotator export {name}"
    assert manifest["format"] == name


@pytest.mark.usefixtures("team")
def test_the_manifest_says_what_was_asked_for() -> None:
    words = ("--labels", "all", "--include", "skipped", "--include", "open", "--seed", "x y")
    good("export", "csv", "-o", "a.csv", *words, "--no-notes", "--kinds", "sentence,headline")
    manifest = json.loads(Path("a.csv.manifest.json").read_bytes())
    assert manifest["command"] == (
        "annotator export csv --labels all --include skipped --include open --kinds "
        "sentence,headline --seed 'x y' --no-notes"
    )
    assert manifest["selection"]["labels"] == "all"
    assert manifest["selection"]["kinds"] == ["headline", "sentence"]
    assert manifest["withholding"]["notes"] is False
    assert manifest["counts"]["rows"] == len(list(csv_rows("a.csv")))


def csv_rows(path: str) -> list[dict[str, str]]:
    import csv  # noqa: PLC0415 - one test reads a table

    with Path(path).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.usefixtures("team")
def test_parquet_has_the_rows_of_json_lines_with_their_types() -> None:
    words = ("--labels", "all", "--include", "skipped")
    good("export", "jsonl", "-o", "a.jsonl", *words)
    good("export", "parquet", "-o", "a.parquet", *words)
    table = pq.read_table("a.parquet")
    assert table.to_pylist() == lines("a.jsonl")
    assert str(table.schema.field("tags").type) == "list<element: string>"
    assert table.schema.field("label").metadata[b"means"].startswith(b"the primary tag")
    assert json.loads(table.schema.metadata[b"annotator"])["project"] == "contract"


def test_a_folder_holds_its_splits_a_card_and_sums_that_are_right(team: Path) -> None:
    good("--as", "rita", "edit", ARTICLE, "--license", "CC-BY-4.0")
    good("export", "hf", "-o", "release")
    names = sorted(str(p.relative_to("release")) for p in Path("release").rglob("*") if p.is_file())
    assert names == [
        "README.md",
        "SHA256SUMS",
        "croissant.json",
        "data/train-00000-of-00001.parquet",
        "manifest.json",
    ]
    done = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd="release", check=False)
    assert done.returncode == 0
    rows = pq.read_table("release/data/train-00000-of-00001.parquet").to_pylist()
    assert [row["label"] for row in rows] == [1, 1, 1, 1, 2, 3, 3, 3, 1, 1, 1, 2]
    card = Path("release/README.md").read_text()
    assert "license: cc-by-4.0" in card
    for said in ("0.643", "verdict of truth", "Pseudonyms stand for annotators", "no-tag"):
        assert said in card
    whole = b"".join(p.read_bytes() for p in Path("release").rglob("*") if p.is_file())
    assert b'"ana"' not in whole
    assert (team / ".secret").read_bytes().strip() not in whole
    before = {name: Path("release", name).read_bytes() for name in names}
    assert "--force" in refused("export", "hf", "-o", "release", code=2)
    good("export", "hf", "-o", "release", "--force")
    assert {name: Path("release", name).read_bytes() for name in names} == before
    assert [p.name for p in Path().iterdir() if p.name.startswith(".")] == []


@pytest.mark.usefixtures("team")
def test_texts_without_a_licence_stay_at_home_unless_they_are_allowed_or_left_out() -> None:
    said = refused("export", "hf", "-o", "release", code=2)
    assert "without a licence (`--allow-unlicensed` takes them)" in said
    assert not Path("release").exists()
    good("export", "hf", "-o", "release", "--allow-unlicensed")
    good("export", "hf", "-o", "offsets", "--no-text")
    rows = pq.read_table("offsets/data/train-00000-of-00001.parquet").to_pylist()
    assert {row["text"] for row in rows} == {None}
    assert rows[1]["end"] > rows[1]["start"]
    assert "The words of the articles are left out" in Path("offsets/README.md").read_text()


@pytest.mark.usefixtures("team")
def test_a_folder_that_holds_something_else_is_never_replaced() -> None:
    Path("mine").mkdir()
    Path("mine/letters.txt").write_text("dear")
    said = refused("export", "hf", "-o", "mine", "--allow-unlicensed", "--force", code=2)
    assert "something else than an earlier export" in said
    assert "holds something else" in refused("export", "hf", "-o", ".", "--force", code=2)
    assert Path("mine/letters.txt").read_text() == "dear"


@pytest.mark.usefixtures("team")
def test_a_folder_with_somebody_elses_manifest_is_no_earlier_export() -> None:
    Path("site").mkdir()
    for text in ("{}", "[]", "no json", '{"schema": "other"}'):
        Path("site/manifest.json").write_text(text)
        words = ("export", "hf", "-o", "site", "--allow-unlicensed", "--force")
        assert "something else than an earlier export" in refused(*words, code=2)
        assert Path("site/manifest.json").read_text() == text


@pytest.mark.usefixtures("team")
def test_a_folder_is_not_printed() -> None:
    assert "is a folder of files" in refused("export", "hf", "-o", "-", code=2)


@pytest.mark.usefixtures("desk")
def test_rows_by_split_are_told_and_what_is_missing_from_one() -> None:
    for number in range(30):
        text = f"News {number}\n\n" + " ".join(f"Word{number}x{n} it is." for n in range(5))
        article = good("add", "-", stdin=text).split()[0]
        good("mark", article, "s2", "o" if number else "c")
    result = annotator("export", "jsonl", "-o", "a.jsonl")
    by_split = dict.fromkeys(("train", "validation", "test"), 0)
    for row in lines("a.jsonl"):
        by_split[row["split"]] += 1
    told = ", ".join(f"{name} {count}" for name, count in by_split.items())
    assert f"Rows by split: {told}." in result.stderr
    assert result.stderr.count("has no row that is confirmed.") == 2


@pytest.mark.usefixtures("team")
def test_a_manifest_that_is_there_already_is_not_overwritten() -> None:
    Path("a.csv.manifest.json").write_text("mine")
    assert "a.csv.manifest.json is there" in refused("export", "csv", "-o", "a.csv", code=2)
    assert not Path("a.csv").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--kinds", "captoin"], "Did you mean 'caption'"),
        (["--tags", "opinon"], "Did you mean 'opinion'"),
        (["--gold", "unanimus"], "Did you mean 'unanimous'"),
        (["--include", "skiped"], "Did you mean 'skipped'"),
        (["--labels", "chos"], "Did you mean 'cho'"),
        (["--article", "nothing-of-that"], "There is no article"),
        (["--since", "yesterday"], "Write it as 2026-11-22"),
        (["--splits", "half"], "80/10/10"),
        (["--annotators", "nobody"], "names"),
        (["--stratify", "desk/annotator.json"], "no assignment to splits"),
    ],
)
@pytest.mark.usefixtures("team")
def test_options_that_make_no_sense_are_refused_with_the_nearest(
    words: list[str], says: str
) -> None:
    assert says in refused("export", "csv", "-o", "a.csv", *words, code=2)
    assert not Path("a.csv").exists()


@pytest.mark.usefixtures("team")
def test_whole_documents_take_no_options_about_labels() -> None:
    assert "--labels means nothing" in refused(
        "export", "native", "-o", "a.json", "--labels", "all", code=2
    )
    assert "pseudonyms" in refused(
        "export", "native", "-o", "a.json", "--annotators", "none", code=2
    )


@pytest.mark.usefixtures("team")
def test_the_manifest_says_nothing_of_where_the_project_was_and_who_wrote_it() -> None:
    good("export", "-p", "desk", "--as", "ana", "csv", "-o", "a.csv", "--labels", "all")
    manifest = json.loads(Path("a.csv.manifest.json").read_bytes())
    assert manifest["command"] == "annotator export csv --labels all"


@pytest.mark.usefixtures("team")
def test_a_dry_run_of_the_whole_project_counts_its_articles() -> None:
    result = annotator("export", "native", "--dry-run")
    assert "1 article with everything that is said of it; nothing was written." in result.stderr
    assert result.stdout == ""


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize("where", [("--dry-run",), ("-o", "out")])
def test_a_format_that_is_nothing_without_texts_is_refused_before_anything_is_counted(
    where: tuple[str, ...],
) -> None:
    message = refused("export", "brat", "--no-text", *where, code=2)
    assert "brat holds texts" in message
    assert "export `jsonl`, `csv`, `parquet`, `hf` or `w3c`" in message
    assert not Path("out").exists()


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize("inside", [".git/HEAD", "data/mine.parquet", "notes.txt"])
def test_what_somebody_put_into_an_export_is_not_written_over(inside: str) -> None:
    good("export", "hf", "-o", "release", "--allow-unlicensed")
    good("export", "hf", "-o", "release", "--allow-unlicensed", "--force")
    mine = Path("release", inside)
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("mine")
    said = refused("export", "hf", "-o", "release", "--allow-unlicensed", "--force", code=2)
    assert f"such as {inside}" in said
    assert mine.read_text() == "mine"


@pytest.mark.usefixtures("team")
@pytest.mark.parametrize("naming", ["pseudonyms", "none"])
@pytest.mark.parametrize("name", ["hf", "jsonl", "csv", "label-studio", "brat", "w3c"])
def test_whose_labels_they_are_is_told_nowhere_where_names_are_not(name: str, naming: str) -> None:
    words = ("--labels", "cho", "--annotators", naming, "--allow-unlicensed")
    good("export", name, "-o", "out", *words)
    files = [path for path in Path().glob("out*") if path.is_file()]
    files += [path for path in Path("out").rglob("*") if path.is_file()]
    assert {"manifest.json", "out.manifest.json"} & {path.name for path in files}
    for path in files:
        assert not re.search(rb"\bcho\b", path.read_bytes()), path
        assert "cho" not in path.relative_to(".").parts


@pytest.mark.usefixtures("team")
def test_a_stratified_export_writes_down_what_it_chose_and_keeps_to_it() -> None:
    good("export", "csv", "-o", "a.csv", "--stratify", "splits.json")
    written = Path("splits.json").read_bytes()
    assert json.loads(written)["groups"] == {ARTICLE: "train"}
    moved = written.replace(b'"train"\n', b'"test"\n')
    assert moved != written
    Path("splits.json").write_bytes(moved)
    good("export", "jsonl", "-o", "b.jsonl", "--stratify", "splits.json")
    assert {row["split"] for row in lines("b.jsonl")} == {"test"}
    assert "other shares" in refused(
        "export", "csv", "-o", "c.csv", "--stratify", "splits.json", "--splits", "50/50", code=2
    )


def test_the_secret_is_made_once_and_only_its_owner_can_read_it(team: Path) -> None:
    good("export", "jsonl", "-o", "a.jsonl")
    assert not (team / ".secret").exists()
    good("export", "jsonl", "-o", "b.jsonl", "--annotators", "pseudonyms")
    secret = (team / ".secret").read_bytes()
    assert (team / ".secret").stat().st_mode & 0o777 == 0o600
    good("export", "jsonl", "-o", "c.jsonl", "--annotators", "pseudonyms")
    assert (team / ".secret").read_bytes() == secret
    assert Path("b.jsonl").read_bytes() == Path("c.jsonl").read_bytes()
    (team / ".secret").write_text("short")
    assert ".secret" in refused(
        "export", "jsonl", "-o", "d.jsonl", "--annotators", "pseudonyms", code=4
    )


@pytest.mark.skipif(sys.platform != "linux", reason="ulimit -f is told by a signal elsewhere")
@pytest.mark.parametrize("name", ["jsonl", "csv", "parquet", "native", "hf"])
@pytest.mark.usefixtures("team")
def test_a_disk_that_is_full_in_the_midst_leaves_nothing_that_looks_finished(name: str) -> None:
    program = f"trap '' XFSZ; ulimit -f 8; exec {sys.executable} -m annotator export {name} "
    words = "--allow-unlicensed --force -o out"
    done = subprocess.run(
        ["bash", "-c", program + words],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 4, done.stderr
    assert b"not saved" in done.stderr
    assert b"Traceback" not in done.stderr
    assert sorted(p.name for p in Path().iterdir()) == ["desk"]


@pytest.mark.parametrize("name", ["jsonl", "parquet", "hf"])
def test_an_export_that_is_broken_off_says_why_and_nothing_else(team: Path, name: str) -> None:
    whole = (team / f"articles/{ARTICLE}.json").read_bytes()
    (team / "articles/zebra.json").write_bytes(whole[:-100])
    done = process("export", name, "-o", "out", "--allow-unlicensed")
    assert done.returncode == 3
    named, said = done.stderr.decode().splitlines()
    assert "zebra.json" in named
    assert "Nothing was exported" in said
    assert sorted(p.name for p in Path().iterdir()) == ["desk"]


@pytest.mark.parametrize("name", ["jsonl", "native"])
def test_an_export_that_is_killed_leaves_nothing_that_looks_finished(team: Path, name: str) -> None:
    article = json.loads((team / f"articles/{ARTICLE}.json").read_bytes())
    for number in range(300):
        (team / f"articles/copy-{number}.json").write_text(
            json.dumps(article | {"id": f"copy-{number}"})
        )
    started = subprocess.Popen(
        [sys.executable, "-m", "annotator", "export", name, "-o", "out", "--allow-unlicensed"],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        stderr=subprocess.DEVNULL,
    )
    give_up = time.monotonic() + 30
    while not Path(".out.tmp").exists() and started.poll() is None and time.monotonic() < give_up:
        pass
    assert Path(".out.tmp").exists() or Path("out").exists()
    started.send_signal(signal.SIGKILL)
    started.wait(30)
    if Path("out").exists():
        pytest.skip("it was finished before it could be killed")
    assert not Path("out").exists()
    good("export", name, "-o", "out")
    assert not Path(".out.tmp").exists()


@pytest.mark.usefixtures("folder")
def test_an_export_of_a_renamed_tag_has_its_name_of_today() -> None:
    good("init", "desk")
    good("add", "-", stdin="News\n\nOne thing. Another.")
    good("mark", "news", "s2", "o")
    good("tags", "rename", "opinion", "view")
    row = json.loads(good("export", "jsonl", "-o", "-"))
    assert (row["label"], row["tag_view"]) == ("view", 1)


WITHOUT_PYARROW = """
import sys
sys.modules["pyarrow"] = None
from annotator.cli.root import root
root.main()
"""


def without_pyarrow(*words: str) -> subprocess.CompletedProcess[bytes]:
    """Runs a command where the library for Parquet is not installed."""
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_PYARROW, *words],
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        check=False,
        timeout=60,
    )


@pytest.mark.usefixtures("team")
def test_without_the_library_for_parquet_a_folder_has_json_lines_and_parquet_says_what_to_do() -> (
    None
):
    done = without_pyarrow("export", "parquet", "-o", "a.parquet")
    assert done.returncode == 3
    assert b"pip install 'annotator[parquet]'" in done.stderr
    assert sorted(path.name for path in Path().iterdir()) == ["desk"]
    done = without_pyarrow("export", "hf", "-o", "release", "--allow-unlicensed")
    assert done.returncode == 0, done.stderr
    rows = lines("release/data/train-00000-of-00001.jsonl")
    assert [row["label"] for row in rows] == [1, 1, 1, 1, 2, 3, 3, 3, 1, 1, 1, 2]
    assert 'path: "data/train-00000-of-00001.jsonl"' in Path("release/README.md").read_text()
    croissant = json.loads(Path("release/croissant.json").read_bytes())
    assert croissant["distribution"][0]["encodingFormat"] == "application/jsonlines"
