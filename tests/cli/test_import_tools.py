"""`annotator import` of what other tools hand out: files, folders, archives; and what is wrong."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.cli.running import CONTRACT, annotator, from_json, good, refused

AIDES = "Two aides said she had planned it for weeks."
COMMENT = "Her office declined to comment."
TOOLS = ("label-studio", "doccano", "doccano-spans", "prodigy", "prodigy-spans", "brat", "w3c")


def zipped(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def example(text: str, *labels: str) -> str:
    return json.dumps({"id": 1, "text": text, "label": labels}) + "\n"


@pytest.mark.usefixtures("desk")
def test_an_archive_of_doccano_is_read_as_its_members_files() -> None:
    files = {"ana.jsonl": example(AIDES, "insider-sourced"), "../ben.jsonl": example(COMMENT)}
    files["ben.jsonl"] = example(AIDES, "opinion")
    zipped(Path("export.zip"), files)
    found = from_json("import", "doccano", "export.zip")
    came_in = {one["annotator"]: one["came_in"] for one in found["annotators"]}
    assert came_in == {"ana": 1, "ben": 1}
    assert not Path("../ben.jsonl").exists()
    assert not list(Path().glob("*.jsonl"))


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 and no more", None])
def test_an_archive_that_is_none_or_damaged_says_so(damage: bytes | None) -> None:
    path = Path("export.zip")
    if damage is None:
        data = zipped(path, {"ana.jsonl": example(AIDES, "opinion") * 50}).read_bytes()
        damage = data[:60] + b"\0\0\0\0\0\0\0\0" + data[68:]
    path.write_bytes(damage)
    assert "it should be a zip archive" in refused("import", "doccano", path, code=3)


@pytest.mark.usefixtures("desk")
def test_an_archive_with_a_password_says_so() -> None:
    path = zipped(Path("export.zip"), {"ana.jsonl": example(AIDES, "opinion")})
    data = bytearray(path.read_bytes())
    for begins, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(begins) + flags] |= 1
    path.write_bytes(data)
    assert "asks for a password" in refused("import", "doccano", path, code=3)


@pytest.mark.parametrize("name", TOOLS)
def test_what_went_out_to_a_tool_comes_back_without_a_change(folder: Path, name: str) -> None:
    shutil.copytree(CONTRACT / "desk", folder / "desk")
    good("export", name, "-o", "out", "--labels", "all", "--include-confidential")
    before = {path: path.read_bytes() for path in (folder / "desk/annotations").rglob("*.json")}
    found = from_json("import", name, "out")
    assert sum(one["there_already"] for one in found["annotators"]) > 0
    assert sum(one["came_in"] for one in found["annotators"]) == 0
    after = {path: path.read_bytes() for path in (folder / "desk/annotations").rglob("*.json")}
    assert after == before


@pytest.mark.usefixtures("desk")
def test_a_file_of_another_tool_is_told_with_its_format() -> None:
    Path("their.jsonl").write_text(example(AIDES, "opinion"))
    said = refused("import", "prodigy", "their.jsonl", code=3)
    assert "doccano" in said


@pytest.mark.usefixtures("desk")
def test_a_broken_line_and_places_outside_are_told_and_the_rest_comes_in() -> None:
    spans = {"text": f"{AIDES} {COMMENT}", "label": [[0, 44, "insider-sourced"], [45, 999, "x"]]}
    rows = [json.dumps(spans), "{broken", example(COMMENT, "declined-comment").strip()]
    Path("their.jsonl").write_text("\n".join(rows))
    result = annotator("import", "doccano", "their.jsonl", "--annotator", "ana", "--map", "x=")
    assert result.exit_code == 1, result.output
    assert "line 1, characters 45 to 999: it is outside its text" in result.stderr
    assert "line 2: it is no JSON, or cut off" in result.stderr
    assert "Traceback" not in result.output
    shown = good("show", "mayor-resigns", "--as", "ana")
    assert "insider-sourced" in shown
    assert "declined-comment" in shown
