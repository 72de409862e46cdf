"""Formats of other tools: what they say of the hard project, and where."""

from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.datasets.pseudonyms import Names
from annotator.domain.datasets.selection import Selection
from annotator.errors import RefusedError
from annotator.flows.datasets.publish import Asked, publication
from annotator.formats.datasets.about import About, Folder, OneFile
from annotator.formats.datasets.brat import write_brat
from annotator.formats.datasets.outgoing import WRITERS, writer_named
from annotator.formats.datasets.prodigy import write_spans
from annotator.formats.datasets.rows import Row
from annotator.formats.datasets.withholding import Policy
from tests.formats.hard import HARD, hard_store
from tests.formats.test_golden import EVERYTHING, GOLDEN, about, compared, ready, written

FOLDERS = ("label-studio", "brat")
NEED_TEXT = ("label-studio", "doccano", "doccano-spans", "prodigy", "prodigy-spans", "brat")
ROWS = list(publication(hard_store(), Asked(EVERYTHING)).rows())
TEXT = hard_store().article("hard").document.text


def lines(name: str, selection: Selection | None = EVERYTHING) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(name, selection).decode().split("\n") if line]


def folder(name: str, path: Path, selection: Selection | None = EVERYTHING) -> Path:
    """The hard project in a format that is a folder."""
    found = ready(writer_named(name), selection)
    writer_named(name).write(found.whole(), about(found), Folder(path))
    return path


def tasks(path: Path, selection: Selection | None = EVERYTHING) -> list[dict[str, Any]]:
    data = json.loads((folder("label-studio", path, selection) / "tasks.json").read_bytes())
    assert isinstance(data, list)
    return data


def chosen(row: Row) -> list[str]:
    """The labels that a reader must find in a row."""
    if row["state"] in {None, "skipped", "open"}:
        return []
    return row["tags"] or ["no-tag"]


def as_json(row: Row, *without: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in without}


@pytest.mark.parametrize("name", FOLDERS)
def test_everything_in_a_folder_is_byte_for_byte_what_it_was(name: str, tmp_path: Path) -> None:
    path = folder(name, tmp_path)
    names = [file.relative_to(path) for file in sorted(path.rglob("*")) if file.is_file()]
    assert names
    for file in names:
        compared(GOLDEN / "everything" / name / file, (path / file).read_bytes())


def test_every_other_format_is_something_without_texts() -> None:
    for writer in WRITERS:
        if writer.name not in {*NEED_TEXT, "spacy"}:
            writer.check(Policy(text=False))


@pytest.mark.parametrize("name", [*NEED_TEXT, "spacy"])
def test_a_format_that_is_nothing_without_texts_says_so(name: str, tmp_path: Path) -> None:
    found = publication(hard_store(), Asked(policy=Policy(text=False)))
    with pytest.raises(RefusedError, match=rf"{name} holds texts.*--no-text"):
        writer_named(name).write(found.whole(), about(found), Folder(tmp_path / "new"))
    assert not (tmp_path / "new").exists()


def test_no_format_tells_names_or_confidential_sources(tmp_path: Path) -> None:
    names = Names("pseudonyms", b"secret", ("ana", "ben", "rita"))
    for name in (*NEED_TEXT, "w3c"):
        writer = writer_named(name)
        found = publication(hard_store(), Asked(EVERYTHING, Policy(names=names)))
        if writer.is_folder:
            path = tmp_path / name
            writer.write(found.whole(), about(found), Folder(path))
            files = [file for file in path.rglob("*") if file.is_file()]
            told = b"".join(str(file).encode() + file.read_bytes() for file in files)
        else:
            stream = io.BytesIO()
            writer.write(found.whole(), about(found), OneFile(stream, name))
            told = stream.getvalue()
        assert b"annotator-" in told, name
        for secret in (b"Deep Throat", b'"ana"', b"/ana", b'"ben"', b"/ben", b'"rita"'):
            assert secret not in told, (name, secret)


def test_label_studio_has_a_task_for_each_sentence_and_an_annotation_for_each_label(
    tmp_path: Path,
) -> None:
    found = tasks(tmp_path)
    assert [task["id"] for task in found] == list(range(1, len(found) + 1))
    of_hard = [task for task in found if task["data"]["article"] == "hard"]
    assert [task["data"]["text"] for task in of_hard] == list(HARD[:7])
    said = [one for task in found for one in task["annotations"]]
    assert len({one["id"] for one in said}) == len(said) == len(ROWS)
    for annotation, row in zip(said, ROWS, strict=True):
        assert annotation["completed_by"] == {"email": row["annotator"]}
        assert annotation["was_cancelled"] == (row["state"] == "skipped")
        assert annotation["lead_time"] == row["seconds"]
        assert annotation["created_at"] == row["at"]
        assert not annotation["ground_truth"]
        labels = [
            one["value"]["choices"]
            for one in annotation["result"]
            if one["from_name"] == "sourcing"
        ]
        assert labels == ([chosen(row)] if chosen(row) else [])
    results = [one for part in (*said, *_predictions(found)) for one in part["result"]]
    assert len({one["id"] for one in results}) == len(results)


def _predictions(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for task in found for one in task["predictions"]]


def test_label_studio_has_the_whole_row_in_data_and_meta(tmp_path: Path) -> None:
    rows = [
        {**task["data"], **label} for task in tasks(tmp_path) for label in task["meta"]["labels"]
    ]
    assert [as_json(row, "annotation") for row in rows] == ROWS


def test_label_studio_marks_gold_as_ground_truth_and_annotates_nothing_that_is_unresolved(
    tmp_path: Path,
) -> None:
    found = tasks(tmp_path, replace(EVERYTHING, labels="gold"))
    by_sentence = {(t["data"]["article"], t["data"]["sentence"]): t for t in found}
    (settled,) = by_sentence["hard", "s3"]["annotations"]
    assert settled["ground_truth"]
    assert "completed_by" not in settled
    assert by_sentence["hard", "s4"]["annotations"] == []
    assert by_sentence["hard", "s4"]["meta"]["labels"][0]["gold"] == "unresolved"
    (skipped,) = by_sentence["hard", "s5"]["annotations"]
    assert (skipped["was_cancelled"], skipped["ground_truth"]) == (True, False)


def test_label_studio_has_what_was_suggested_as_predictions(tmp_path: Path) -> None:
    (prediction,) = _predictions(tasks(tmp_path))
    assert (prediction["model_version"], prediction["score"]) == ("rules 1", 0.75)
    assert prediction["result"][0]["value"] == {"choices": ["insider-sourced"]}


def test_the_configuration_of_label_studio_fits_the_tasks_whatever_tags_are_called(
    tmp_path: Path,
) -> None:
    found = ready(writer_named("label-studio"), EVERYTHING)
    tags = found.project.tags
    odd = replace(found.project, tags=(replace(tags[0], name='<a> & "b"\x01\n'), *tags[1:]))
    known = replace(about(found), project=odd)
    writer_named("label-studio").write(found.whole(), known, Folder(tmp_path))
    root = ET.parse(tmp_path / "config.xml").getroot()  # noqa: S314 - our own file
    first = root.find("Choices")
    assert first is not None
    values = [choice.get("value") for choice in first]
    names = [tag.name for tag in tags[1:]]
    assert values == ['<a> & "b"\N{REPLACEMENT CHARACTER}\n', *names, "no-tag"]
    controls = {element.get("name") for element in root}
    used = {
        one["from_name"]
        for task in json.loads((tmp_path / "tasks.json").read_bytes())
        for part in (*task["annotations"], *task["predictions"])
        for one in part["result"]
    }
    assert {"sourcing", "note", "unsure", "sources", "evidence"} == used
    assert used < controls


def test_doccano_has_labels_as_a_list_and_everything_else_as_metadata() -> None:
    for example, row in zip(lines("doccano"), ROWS, strict=True):
        assert example["label"] == chosen(row)
        assert example["Comments"] == ([row["note"]] if row["note"] else [])
        assert as_json(example, "label", "Comments") == as_json(row, "label")


@pytest.mark.parametrize("name", ["doccano-spans", "prodigy-spans"])
def test_spans_are_code_points_of_the_whole_text(name: str) -> None:
    found = lines(name)
    people = [("ana", "hard"), ("ben", "hard"), ("ana", "plain")]
    article = [one.get("article") for one in found]
    if name == "prodigy-spans":
        article = [one["article"]["article"] for one in found]
        spans = [[(s["start"], s["end"], s["label"]) for s in one["spans"]] for one in found]
    else:
        spans = [[tuple(span) for span in one["label"]] for one in found]
    assert [
        (one.get("annotator") or one["_annotator_id"], id_)
        for one, id_ in zip(found, article, strict=True)
    ] == people
    assert found[0]["text"] == TEXT
    for one, placed, (who, id_) in zip(found, spans, people, strict=True):
        own = [row for row in ROWS if (row["annotator"], row["article"]) == (who, id_)]
        wanted = [(row["text"], label) for row in own for label in chosen(row)]
        assert [(one["text"][start:end], label) for start, end, label in placed] == wanted
        shared = one["article"] if name == "prodigy-spans" else one
        rebuilt = [
            {column: {**shared, **kept}[column] for column in row if column != "text"}
            for kept, row in zip(one["rows"], own, strict=True)
        ]
        assert rebuilt == [as_json(row, "text") for row in own]


def test_prodigy_accepts_labels_and_ignores_what_has_none() -> None:
    for task, row in zip(lines("prodigy"), ROWS, strict=True):
        assert task["text"] == row["text"]
        assert task["accept"] == chosen(row)
        assert task["answer"] == ("accept" if chosen(row) else "ignore")
        assert {"id": "no-tag", "text": "no-tag"} in task["options"]
        assert set(task["accept"]) <= {option["id"] for option in task["options"]}
        assert task["_annotator_id"] == task["_session_id"] == row["annotator"]
        assert task["row"] == as_json(row, "text")
        assert not [key for key in task if "hash" in key]
    assert lines("prodigy")[0]["_timestamp"] == 1795348800


def test_prodigy_gets_no_time_from_a_day() -> None:
    found = publication(hard_store(), Asked(policy=Policy(times="day")))
    stream = io.BytesIO()
    writer_named("prodigy").write(found.whole(), about(found), OneFile(stream, "out"))
    task = json.loads(stream.getvalue().split(b"\n")[0])
    assert task["row"]["at"] == "2026-11-22"
    assert "_timestamp" not in task


@given(st.text(st.characters(codec="utf-8"), min_size=1), st.data())
def test_tokens_are_the_text_and_end_where_spans_do(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if text[start].isspace() or text[end - 1].isspace():
        return  # no sentence begins or ends with white space
    stream = io.BytesIO()
    row = {**ROWS[0], "start": start, "end": end}
    known = About(hard_store().project().document, text_of=lambda _: text)
    write_spans([row], known, OneFile(stream, "out"))
    task = json.loads(stream.getvalue())
    tokens = task["tokens"]
    assert [token["id"] for token in tokens] == list(range(len(tokens)))
    assert "".join(token["text"] for token in tokens) == "".join(text.split())
    for token in tokens:
        assert text[token["start"] : token["end"]] == token["text"]
    for span in task["spans"]:
        assert tokens[span["token_start"]]["start"] == start
        assert tokens[span["token_end"]]["end"] == end


class Brat:
    """A file of annotations, read as brat reads it: every line is split, every text compared."""

    def __init__(self, written_text: bytes, annotations: bytes) -> None:
        self.text = written_text.decode()
        self.spans: dict[str, list[tuple[int, int]]] = {}
        self.attributes: dict[str, dict[str, str]] = {}
        self.notes: dict[str, dict[str, str]] = {}
        ids = set()
        for line in annotations.decode().splitlines():
            id_, data, *tail = line.split("\t", 2)
            assert id_ not in ids
            ids.add(id_)
            getattr(self, {"T": "_span", "A": "_attribute", "#": "_note"}[id_[0]])(id_, data, *tail)

    def _span(self, id_: str, data: str, words: str) -> None:
        kind, places = data.split(" ", 1)
        assert kind == "Sentence"
        spans = [(int(a), int(b)) for a, b in (place.split(" ") for place in places.split(";"))]
        assert all(len(self.text[start:end].splitlines()) == 1 for start, end in spans)
        assert words == " ".join(self.text[start:end] for start, end in spans)
        self.spans[id_] = spans

    def _attribute(self, _: str, data: str) -> None:
        kind, of, value = (*data.split(" ", 2), "")[:3]
        assert kind not in self.attributes.setdefault(of, {})
        self.attributes[of][kind] = value

    def _note(self, _: str, data: str, words: str) -> None:
        kind, of = data.split(" ")
        self.notes.setdefault(of, {})[kind] = words


def test_brat_reads_every_sentence_with_its_tags_and_its_row(tmp_path: Path) -> None:
    path = folder("brat", tmp_path)
    for who, id_ in (("ana", "hard"), ("ben", "hard"), ("ana", "plain")):
        stem = path / who / id_
        found = Brat(stem.with_suffix(".txt").read_bytes(), stem.with_suffix(".ann").read_bytes())
        own = [row for row in ROWS if (row["annotator"], row["article"]) == (who, id_)]
        assert len(found.spans) == len(own)
        for (id_of, spans), row in zip(found.spans.items(), own, strict=True):
            assert (spans[0][0], spans[-1][1]) == (row["start"], row["end"])
            assert len(spans) == 1 + row["text"].count("\n")
            attributes = found.attributes[id_of]
            assert attributes.get("Sourcing") == next(iter(chosen(row)), None)
            assert attributes["State"] == row["state"]
            assert ("Unsure" in attributes) == row["unsure"]
            ones = {name for name in row if name.startswith("tag_") and row[name]}
            assert {name for name in attributes if name.startswith("tag_")} == ones
            assert json.loads(found.notes[id_of]["Row"]) == as_json(row, "text")
            assert ("AnnotatorNotes" in found.notes[id_of]) == bool(row["note"])
    used = {
        line.split("\t")[0]
        for line in (path / "annotation.conf").read_text().split("[attributes]\n")[1].splitlines()
    }
    assert {"Sourcing", "State", "Unsure", "tag_opinion"} < used


@given(st.text(st.characters(codec="utf-8"), min_size=1), st.data())
def test_brat_reads_any_text_and_note(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if not text[start:end].strip():
        return  # no sentence is blank
    note = data.draw(st.text(st.characters(codec="utf-8")))
    row = {**ROWS[0], "start": start, "end": end, "note": note}
    files: dict[str, io.BytesIO] = {}

    class Files:
        files: list[Any] = []  # noqa: RUF012 - nothing is added to it

        def file(self, name: str) -> io.BytesIO:
            files[name] = Kept()
            return files[name]

    known = About(hard_store().project().document, text_of=lambda _: text)
    write_brat([row], known, Files())
    found = Brat(files["ana/hard.txt"].getvalue(), files["ana/hard.ann"].getvalue())
    assert len(found.text) == len(text)
    assert json.loads(found.notes["T1"]["Row"])["note"] == note


class Kept(io.BytesIO):
    """A file that can be read once it is closed."""

    def __exit__(self, *_: object) -> None:
        """Stays open."""


def test_a_web_annotation_quotes_its_sentence_and_names_its_place() -> None:
    data = json.loads(written("w3c", EVERYTHING))
    assert data["type"] == "AnnotationCollection"
    assert data["first"]["type"] == "AnnotationPage"
    items = data["first"]["items"]
    assert data["total"] == len(items) == len({one["id"] for one in items})
    for found, row in zip(items, ROWS, strict=True):
        assert found["type"] == "Annotation"
        quote, place = found["target"]["selector"]
        whole = hard_store().article(row["article"]).document.text
        assert whole[place["start"] : place["end"]] == row["text"] == quote["exact"]
        around = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert around in whole
        assert max(len(quote["prefix"]), len(quote["suffix"])) <= 32
        bodies = found.get("body", [])
        labels = [body["value"] for body in bodies if body["purpose"] == "classifying"]
        assert labels == chosen(row)
        assert (found["motivation"] == "classifying") == bool(labels)
        assert found["creator"]["name"] == row["annotator"]
        assert found["created"] == row["at"]
        assert found["row"] == as_json(row, "text")


def test_a_web_annotation_without_texts_has_the_place_alone() -> None:
    found = publication(hard_store(), Asked(policy=Policy(text=False, times="day")))
    stream = io.BytesIO()
    writer_named("w3c").write(found.whole(), about(found), OneFile(stream, "out"))
    for item in json.loads(stream.getvalue())["first"]["items"]:
        (selector,) = item["target"]["selector"]
        assert selector["type"] == "TextPositionSelector"
        assert "created" not in item
    assert HARD[0].encode() not in stream.getvalue().replace(b'"title":"=1+1', b"")
