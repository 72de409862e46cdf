from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any, cast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.codec import (
    Document,
    decode,
    encode,
    standing_of,
    standings,
    thing_of,
    to_json,
)
from annotator.domain.annotations import Annotations
from annotator.domain.history import Change, Circumstances, record
from annotator.domain.marks import Mark, Source
from annotator.domain.project import Project, Settings
from annotator.domain.rows import Log, Rows
from annotator.errors import DamagedFileError, DataError, NewerVersionError
from tests import strategies as some

CONTRACT = Path(__file__).parents[1] / "contract" / "desk"
SOURCE = Source('"from_":', "", None, None, None, "reporter", from_="s1")


def small() -> Annotations:
    """Two marks, a comment and a source, as the program would have them."""
    how = Circumstances("2026-11-22T09:00:00.000Z", "a1", "key")
    marks = [
        Change("s2", Mark("tagged", ("opinion",), quote="It will fail.", sources=(SOURCE,))),
        Change("s1", Mark("skipped", skip_reason="bad-cut", note='"from_": no')),
    ]
    return record(some.empty_annotations(), marks, how)


@given(some.documents())
@example(Project("desk", assignments={"from_": ("ana",)}, settings=Settings(lint={"from_": "off"})))
@example(Project("desk", settings=Settings(evidence_days=0)))
def test_a_document_is_the_same_after_being_a_file(document: Document) -> None:
    data = encode(document)
    assert decode(data, "a file") == document
    assert encode(decode(data, "a file")) == data


@given(some.documents())
def test_a_file_is_json_that_says_its_schema_and_version_first(document: Document) -> None:
    plain = json.loads(encode(document))
    assert list(plain)[:2] == ["schema", "version"]
    assert (plain["schema"], plain["version"]) == (f"annotator/{thing_of(document)}", 1)


@given(some.documents())
def test_every_line_of_a_file_is_a_line_to_every_program(document: Document) -> None:
    assert b"\r" not in encode(document)
    assert encode(document).endswith(b"}\n")


def shuffled(value: object, data: st.DataObject) -> object:
    if isinstance(value, dict):
        keys = data.draw(st.permutations(list(value)))
        return {key: shuffled(value[key], data) for key in keys}
    return [shuffled(item, data) for item in value] if isinstance(value, list) else value


LAYOUTS: dict[str, Callable[[object], str]] = {
    "pretty": lambda plain: json.dumps(plain, indent=2),
    "pretty with real characters": lambda plain: json.dumps(plain, indent=4, ensure_ascii=False),
    "one line": json.dumps,
    "tabs and Windows lines": lambda plain: json.dumps(plain, indent="\t").replace("\n", "\r\n"),
    "keys sorted": lambda plain: json.dumps(plain, indent=1, sort_keys=True),
}


@pytest.mark.parametrize("layout", LAYOUTS)
@given(st.data())
def test_a_file_laid_out_by_another_program_is_the_same_document(
    layout: str, data: st.DataObject
) -> None:
    document = data.draw(some.documents())
    plain = json.loads(encode(document))
    assert encode(decode(LAYOUTS[layout](plain).encode(), "a file")) == encode(document)


@given(st.data())
def test_the_order_of_keys_in_a_file_does_not_matter(data: st.DataObject) -> None:
    document = data.draw(some.annotated())
    mixed = shuffled(json.loads(encode(document)), data)
    assert decode(json.dumps(mixed).encode(), "a file") == document


def test_windows_line_ends_in_our_own_layout_change_nothing() -> None:
    assert decode(encode(small()).replace(b"\n", b"\r\n"), "a file") == small()


def test_a_whole_number_of_seconds_written_without_its_point_is_the_same_mark() -> None:
    timed = record(
        some.empty_annotations(),
        [Change("s1", Mark("no-tag", seconds=2.0))],
        Circumstances("2026-11-22T09:00:00.000Z", "a1", "key"),
    )
    other = json.dumps(json.loads(encode(timed))).replace("2.0", "2").encode()
    assert encode(decode(other, "a file")) == encode(timed)


@given(
    st.dictionaries(some.sentence_ids(), some.marks(), min_size=1),
    st.randoms(use_true_random=False),
)
def test_the_order_in_which_marks_were_made_does_not_show_in_their_lines(
    marks: dict[str, Mark], random: Random
) -> None:
    keys = list(marks)
    random.shuffle(keys)
    one = other = some.empty_annotations().marks
    for key, mark in marks.items():
        one = one.having(key, mark)
    for key in keys:
        other = other.having(key, marks[key])
    assert list(one.lines()) == list(other.lines()) == list(one.with_all({}).lines())
    assert one.with_all(dict.fromkeys(keys)) == some.empty_annotations().marks


def test_a_file_cut_off_anywhere_is_refused_or_the_same() -> None:
    data = encode(small())
    for end in range(len(data)):
        try:
            found = decode(data[:end], "a file")
        except DamagedFileError as error:
            assert "a file" in str(error)  # noqa: PT017 - every cut is one of two cases
        else:
            assert found == small(), end


def test_a_cut_off_file_says_where_it_ends() -> None:
    with pytest.raises(DamagedFileError, match=r"line 13, column \d+"):
        decode(encode(small())[:500], "a file")


def changed(**fields: object) -> bytes:
    return json.dumps(json.loads(encode(small())) | fields).encode()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "line 1"),
        (b"[]", "no JSON object"),
        (b"null", "no JSON object"),
        (b'{"schema": ["annotator/project"], "version": 1}', "schema"),
        (b'{"schema": "annotator/secret", "version": 1}', "annotator/secret"),
        (changed(version="1"), "'1' is no version"),
        (changed(version=True), "True is no version"),
        (changed(version=0), "0 is no version"),
        (changed(colour="blue"), "unknown key 'colour'"),
        (changed(revision="3"), "revision is '3', not a whole number"),
        (changed(revision=None), "revision is None"),
        (changed(annotator=3), "annotator is 3, not text"),
        (changed(marks=[]), "marks"),
        (changed(marks="none"), "expected a list or an object"),
        (changed(marks={"s1": {"state": "tagged"}}), "no tag"),
        (changed(marks={"s1": {"state": "maybe"}}), "maybe"),
        (changed(marks={"s1": {"state": "open", "x": 1}}), "unknown key 'x'"),
        (changed(marks={"s1": {"tags": ["a"]}}), "state is missing"),
        (changed(marks={"s1": {"state": "tagged", "tags": [1]}}), "not 1"),
        (changed(history=[{}]), "'after' is missing"),
        (changed(handed_in={}), "expected a list"),
        (b'{"schema":"annotator/project","version":1,"name":"a","name":"b"}', "twice"),
        (b"\xff\xfe", "a file"),
        (b'{\n  "\xff": 1\n}\n', "a file"),
        (b'{"schema": ' + b"[" * 900 + b"]" * 900 + b"}", "a file"),
    ],
)
def test_a_damaged_file_says_what_is_wrong(data: bytes, says: str) -> None:
    with pytest.raises(DamagedFileError) as caught:
        decode(data, "a file")
    assert says in str(caught.value)


def test_a_mark_twice_in_a_file_is_refused_rather_than_one_of_them_lost() -> None:
    data = encode(small())
    line = next(line for line in data.splitlines(keepends=True) if b'"s1": {' in line)
    with pytest.raises(DamagedFileError, match="s1: the same key stands there twice"):
        decode(data.replace(line, line + line), "a file")


def test_a_header_twice_in_a_file_is_refused() -> None:
    data = encode(small()).replace(b'  "revision": 2,\n', b'  "revision": 2,\n  "revision": 9,\n')
    with pytest.raises(DamagedFileError, match="revision"):
        decode(data, "a file")


def test_a_missing_field_is_named() -> None:
    plain = json.loads(encode(small()))
    del plain["annotator"]
    with pytest.raises(DamagedFileError, match="annotator is missing"):
        decode(json.dumps(plain).encode(), "a file")


@pytest.mark.parametrize("thing", ["article", "annotations", "review", "project", "settings"])
@pytest.mark.parametrize("indent", [None, 2])
def test_a_newer_version_is_refused_whatever_it_holds(thing: str, indent: int | None) -> None:
    newer = {"schema": f"annotator/{thing}", "version": 2, "marks": 3, "sentences": "x", "new": {}}
    with pytest.raises(NewerVersionError, match=r"version 2.*up to 1"):
        decode(json.dumps(newer, indent=indent).encode(), "a file")


def test_a_file_of_another_thing_is_refused() -> None:
    with pytest.raises(DataError, match="'annotator/annotations', not annotator/review"):
        decode(encode(small()), "a file", "review")


def test_a_damaged_line_is_found_when_it_is_looked_at_and_kept_until_then() -> None:
    data = encode(small()).replace(b'"state":"tagged","tags":["opinion"]', b'"state":"tagged"')
    found = decode(data, "a file")
    assert isinstance(found, Annotations)
    with pytest.raises(DamagedFileError, match="marks: a tagged mark has no tag"):
        found.marks["s2"]
    assert encode(found) == data


def test_a_change_changes_only_the_lines_it_must() -> None:
    before = encode(small())
    how = Circumstances("2026-11-22T10:00:00.000Z", "a1", "key")
    after = encode(record(small(), [Change("s2", Mark("no-tag"))], how))
    gone = [line for line in before.splitlines() if line not in after.splitlines()]
    new = [line for line in after.splitlines() if line not in before.splitlines()]
    assert [line.split(b'"')[1] for line in gone] == [b"revision", b"updated", b"s2", b"revision"]
    assert [line.split(b'"')[1] for line in new] == [
        *(b"revision", b"updated", b"s2"),  # header and mark
        *(b"revision", b"revision"),  # the last event has a comma now, and a new one follows
    ]


@given(st.text(st.sampled_from("a\ud83d\ude00\udcff")))
@example("a\udcff")
def test_half_a_character_becomes_a_replacement_and_never_an_error(note: str) -> None:
    source = replace(SOURCE, name=note)
    marks = some.empty_annotations().marks.having("s1", Mark("open", note=note, sources=(source,)))
    whole = marks["s1"].note
    assert whole.encode().decode() == whole == marks["s1"].sources[0].name
    assert whole.replace("\ufffd", "").count("a") == note.count("a")
    assert ("\ufffd" in whole) or not note.endswith("a\udcff")


def test_saving_one_mark_neither_reads_nor_writes_the_others() -> None:
    written: list[object] = []

    def write(value: object) -> bytes:
        written.append(value)
        return b'{"state":"no-tag"}'

    def read(line: bytes) -> Any:  # noqa: ANN401 - never returns
        raise AssertionError(line)

    document = replace(
        some.empty_annotations(),
        marks=Rows({f"s{n}": b"{%d}" % n for n in range(1, 1001)}, read, write),
        history=Log([b"{%d}" % n for n in range(1, 1001)], read, write),
    )
    how = Circumstances("2026-11-22T09:00:00.000Z", "a1", "key")
    data = encode(record(document, [Change("s500", Mark("no-tag"))], how))
    assert len(written) == 2
    assert data.count(b"\n") == 2018  # a line each, and the header


@pytest.mark.parametrize("line", [b"[]", b"3", b"{}", b'{"state":"maybe"}', b'{"state":[]}', b"{"])
def test_counting_marks_finds_a_line_that_is_none(line: bytes) -> None:
    data = encode(small()).replace(b'"s1": ', b'"s1": ' + line + b',\n    "s3": ')
    with pytest.raises(DamagedFileError, match=r"marks\.s1"):
        standings(cast("Annotations", decode(data, "a file")), "a file")


def test_counting_marks_says_the_same_as_reading_them() -> None:
    data = encode(small()).replace(b'"unsure":false,', b"")
    document = cast("Annotations", decode(data, "a file"))
    expected = {key: standing_of(mark) for key, mark in document.marks.items()}
    assert standings(document, "a file") == expected


def test_json_for_people_names_fields_as_the_files_do() -> None:
    assert json.loads(to_json({"from_": SOURCE}))["from_"]["from"] == "s1"
    assert json.loads(to_json(small(), pretty=True))["marks"]["s2"]["sources"][0]["from"] == "s1"


def contract_files() -> list[Path]:
    return sorted(CONTRACT.rglob("*.json"))


def test_the_contract_project_is_written_back_byte_for_byte() -> None:
    assert len(contract_files()) == 6
    for path in contract_files():
        assert encode(decode(path.read_bytes(), str(path))) == path.read_bytes()


def test_a_mark_changed_in_the_contract_project_changes_only_its_lines() -> None:
    path = next(CONTRACT.rglob("ana.json"))
    before = path.read_bytes()
    document = decode(before, str(path), "annotations")
    assert isinstance(document, Annotations)
    how = Circumstances("2026-11-25T10:00:00.000Z", "a1", "key")
    after = encode(record(document, [Change("s9", Mark("no-tag"))], how))
    old, new = before.splitlines(), after.splitlines()
    same = sum(line in new for line in old)
    assert len(new) == len(old) + 1
    assert len(old) - same == 4  # revision, updated, the mark, the comma after the last event
