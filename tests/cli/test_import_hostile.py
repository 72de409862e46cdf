"""`annotator import` of what is no file of labels, or one that means harm."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest

from tests.cli.running import from_json, refused

AIDES = "Two aides said she had planned it for weeks."
COMMENT = "Her office declined to comment."


def row(text: str = AIDES, label: str = "opinion", **more: object) -> str:
    return json.dumps({"text": text, "label": label, "annotator": "ana", **more}) + "\n"


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("name", ["jsonl", "csv", "label-studio", "doccano", "prodigy", "w3c"])
@pytest.mark.parametrize("data", [b"", b"\n \n\n"])
def test_nothing_is_told_and_is_no_success(name: str, data: bytes) -> None:
    Path("export").write_bytes(data)
    assert "holds nothing that could come in" in refused("import", name, "export", code=3)
    assert "holds nothing that could come in" in refused("import", name, "-", code=3, stdin=data)


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("data", "what"),
    [
        (gzip.compress(row().encode()), "gzip"),
        (b"PK\x03\x04" + bytes(100), "office document"),
        (b"PAR1" + bytes(100), "Parquet"),
        (row().encode("utf-16-be"), "UTF-16"),
        (row().encode("utf-32"), "UTF-32"),
    ],
)
def test_what_holds_no_text_is_called_what_it_is(data: bytes, what: str) -> None:
    Path("labels.jsonl").write_bytes(data)
    said = refused("import", "jsonl", "labels.jsonl", code=3)
    assert what in said
    assert len(said.splitlines()) == 1


@pytest.mark.usefixtures("desk")
def test_text_in_utf_16_is_read_as_lines_and_told_as_a_table() -> None:
    Path("labels.jsonl").write_bytes(row().encode("utf-16"))
    assert from_json("import", "jsonl", "labels.jsonl")["came_in"] == 1
    Path("labels.csv").write_bytes(f"text,label\n{AIDES},opinion\n".encode("utf-16"))
    assert "UTF-16" in refused("import", "csv", "labels.csv", code=3)


@pytest.mark.usefixtures("desk")
def test_a_line_in_another_encoding_is_called_so() -> None:
    line = row(note="café").replace("\\u00e9", "é").encode("latin-1")
    Path("labels.jsonl").write_bytes(line + row(COMMENT).encode())
    found = from_json("import", "jsonl", "labels.jsonl", code=1)
    assert found["came_in"] == 1
    assert "line 1: it is no UTF-8 text (byte" in found["errors"][0]


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1" * 400 + ', "a": NaN'])
def test_numbers_that_are_none_are_left_out(number: str) -> None:
    Path("labels.jsonl").write_text(row(seconds=0).replace(": 0", f": {number}"))
    assert from_json("import", "jsonl", "labels.jsonl")["came_in"] == 1
    assert from_json("import", "jsonl", "labels.jsonl")["there_already"] == 1


@pytest.mark.usefixtures("desk")
def test_any_number_of_labels_of_any_length_is_told_in_few_words() -> None:
    lines = [row(label=f"label {number}") for number in range(200)]
    lines += [row(label="x" * 100_000), row(COMMENT)]
    Path("labels.jsonl").write_text("".join(lines))
    said = refused("import", "jsonl", "labels.jsonl", code=1)
    assert "--map 'label 0=TAG'" in said
    assert len(said) < 10_000
    assert "181 labels more are unknown" in said


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("label", "typed"),
    [
        ("it's", "'it'\"'\"'s=TAG'"),
        ("\x1b[31mred\n", "$'\\x1b[31mred\\x0a=TAG'"),
        ("a\u202eb'\\", "$'a\\U0000202eb\\'\\\\=TAG'"),
        ("x" * 201, "Check which field holds the labels"),
    ],
)
def test_what_to_type_for_a_label_is_what_a_shell_understands(label: str, typed: str) -> None:
    Path("labels.jsonl").write_text(row(label=label))
    said = refused("import", "jsonl", "labels.jsonl", code=3)
    assert typed in said
    assert "\x1b" not in said


@pytest.mark.usefixtures("desk")
def test_a_pipe_is_refused_alone_and_in_a_folder_and_the_way_out_is_told() -> None:
    Path("labels").mkdir()
    os.mkfifo("labels/pipe")
    assert "standard input" in refused("import", "jsonl", "labels/pipe", code=2)
    said = refused("import", "jsonl", "labels", code=2)
    assert "labels/pipe is a pipe" in said
    assert "added" not in said


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--map", "a=opinion", "--map", "a=confirmed"], "says twice what 'a' is"),
        (["--annotator", "ana=ben", "--annotator", "ana=cho", "--new"], "says twice"),
        (["--annotator", "ben", "--annotator", "cho", "--new"], "was said twice"),
        (["--map", "no-tag=opinion"], "no-tag is no label"),
        (["--map", "opinion"], "says no pair"),
        (["--map", "a=b"], "no tag 'b'"),
        (["--annotator", "ana=../x"], "slash"),
    ],
)
def test_options_that_contradict_one_another_or_mean_nothing_are_refused(
    options: list[str], why: str
) -> None:
    Path("labels.jsonl").write_text(row())
    assert why in refused("import", "jsonl", "labels.jsonl", *options, code=2)
