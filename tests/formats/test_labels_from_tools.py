"""Labels from other tools: what they wrote comes in as they meant it, what we wrote as it was."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from annotator.errors import DataError
from annotator.flows.datasets.publish import Asked, publication
from annotator.formats.datasets.about import OneFile
from annotator.formats.datasets.ingoing import LABEL_READERS, format_of, label_reader_named
from annotator.formats.datasets.items import objects_in
from annotator.formats.datasets.labeled import Labeled, PassedOver, Source
from annotator.formats.datasets.outgoing import writer_named
from annotator.formats.datasets.withholding import Policy
from tests.formats.hard import HARD, hard_store
from tests.formats.label_sources import EndlessSource, Held, held, lying
from tests.formats.test_golden import GOLDEN, about

THEIRS = Path(__file__).parent / "labels"
TOOLS = ("label-studio", "doccano", "doccano-spans", "prodigy", "prodigy-spans", "brat", "w3c")
TEXT = hard_store().article("hard").document.text
DEAL = "A person familiar with the talks said the deal was close."


def read(name: str, source: Source) -> list[Labeled | PassedOver | DataError]:
    return list(label_reader_named(name).read(source))


def labels(found: list[Labeled | PassedOver | DataError]) -> list[Labeled]:
    return [one for one in found if isinstance(one, Labeled)]


def passed(found: list[Labeled | PassedOver | DataError]) -> list[tuple[str, str]]:
    return [(one.part, one.why) for one in found if isinstance(one, PassedOver)]


def errors(found: list[Labeled | PassedOver | DataError]) -> list[str]:
    return [str(one) for one in found if isinstance(one, DataError)]


def told(name: str, source: Source) -> list[tuple[object, ...]]:
    """Who says what of which words."""
    found = labels(read(name, source))
    return [(one.annotator, one.mark.tags or one.mark.state, one.anchor.quote) for one in found]


def golden(name: str, selection: str) -> Held:
    """Our own export of the hard project."""
    if name in {"label-studio", "brat"}:
        return lying(GOLDEN / ("everything" if selection == "everything" else "") / name)
    return lying(GOLDEN / f"{selection}.{name}")


def bare(found: Labeled) -> Labeled:
    """A label without what differs by format: where it stands, and what stands around it."""
    return replace(found, part="", anchor=replace(found.anchor, text=None, before="", after=""))


@pytest.mark.parametrize("selection", ["gold", "everything"])
@pytest.mark.parametrize("name", TOOLS)
def test_what_we_wrote_for_a_tool_says_all_that_our_own_rows_say(name: str, selection: str) -> None:
    ours = labels(read("jsonl", lying(GOLDEN / f"{selection}.jsonl")))
    found = read(name, golden(name, selection))
    by_id = {one.id: bare(one) for one in labels(found)}
    assert not errors(found)
    assert not passed(found)
    assert ours
    assert by_id == {one.id: bare(one) for one in ours}


@pytest.mark.parametrize("name", ["doccano-spans", "prodigy-spans", "brat"])
def test_formats_that_hold_whole_texts_bring_them(name: str) -> None:
    for one in labels(read(name, golden(name, "everything"))):
        text = one.anchor.text
        assert text is not None
        assert text[one.anchor.start : one.anchor.end] == one.anchor.quote


def test_places_without_words_are_enough() -> None:
    writer = writer_named("w3c")
    found = publication(hard_store(), Asked(policy=Policy(text=False)))
    stream = io.BytesIO()
    writer.write(found.whole(), about(found), OneFile(stream, "data.jsonld"))
    came = labels(read("w3c", held(stream.getvalue())))
    assert [(one.anchor.quote, one.anchor.start, one.anchor.sentence) for one in came][:2] == [
        ("", 0, "s1"),
        ("", 24, "s2"),
    ]


def changed(source: Held, change: Callable[[Any], None], file: str = "") -> Held:
    """The same, where somebody has changed a task in the tool."""
    file = file or source.files[0]
    with source.open(file) as stream:
        lines = stream.read().decode().splitlines(keepends=True)
    task = json.loads(lines[0])
    change(task)
    return Held({file: "".join([json.dumps(task) + "\n", *lines[1:]]).encode()}, source.name)


def test_a_label_that_was_changed_in_label_studio_is_label_studios() -> None:
    tasks = json.loads((GOLDEN / "everything/label-studio/tasks.json").read_bytes())
    task = next(t for t in tasks if t["data"]["sentence"] == "s6")
    kept, edited = task["annotations"]
    kept |= {"completed_by": 7, "id": 4711}
    (choice,) = (one for one in edited["result"] if one["from_name"] == "sourcing")
    choice["value"]["choices"] = ["opinion"]
    edited |= {"completed_by": 8, "updated_at": "2026-12-01T09:00:00.000000Z"}
    first, second = labels(read("label-studio", held(json.dumps([task]).encode())))
    assert (first.annotator, first.mark.tags) == ("ana", ("confirmed",))
    assert [one.name for one in first.mark.sources] == ["Mx. =Name"]
    assert (second.annotator, second.mark.tags) == ("8", ("opinion",))
    assert second.mark.at == "2026-12-01T09:00:00.000Z"
    assert (second.anchor.sentence, second.anchor.start) == ("s6", first.anchor.start)


def test_an_annotation_made_in_label_studio_is_its_makers_whatever_number_it_has_there() -> None:
    tasks = json.loads((GOLDEN / "everything/label-studio/tasks.json").read_bytes())
    task = next(t for t in tasks if t["data"]["sentence"] == "s6")
    (anas, bens) = task["annotations"]
    choice = {"type": "choices", "from_name": "sourcing", "value": {"choices": ["confirmed"]}}
    made_there = anas | {"completed_by": 9, "result": [choice | {"id": "Dx_aB91ISN"}]}
    task["annotations"] = [made_there, bens | {"completed_by": 8}]
    found = labels(read("label-studio", held(json.dumps([task]).encode())))
    assert [(one.annotator, one.mark.tags) for one in found] == [
        ("9", ("confirmed",)),
        ("ben", ("confirmed",)),
    ]


def test_a_label_that_was_changed_in_doccano_is_nobodys_until_somebody_says_whose() -> None:
    source = changed(golden("doccano", "everything"), lambda task: task.update(label=["opinion"]))
    first, second = read("doccano", source)[:2]
    assert isinstance(first, Labeled)
    assert (first.annotator, first.mark.tags) == (None, ("opinion",))
    assert (first.anchor.sentence, first.anchor.start) == ("s1", 0)
    assert isinstance(second, Labeled)
    assert second.annotator == "ben"


def test_whose_file_of_doccanos_it_is_goes_before_whose_label_went_out() -> None:
    with golden("doccano", "everything").open("everything.doccano") as stream:
        line = stream.readline()
    found = labels(read("doccano", Held({"ben.jsonl": line, "ana.jsonl": line}, "export")))
    assert [(one.annotator, one.mark.note) for one in found] == [
        ("ben", "@note,\r\nwith “lines”"),
        ("ana", "@note,\r\nwith “lines”"),
    ]
    assert found[0].mark.guidelines == ""  # what ben said is not what ana said
    assert found[1].mark.guidelines == "1"


def test_an_answer_that_somebody_else_gave_in_prodigy_is_theirs() -> None:
    def answered(task: dict[str, Any]) -> None:
        task |= {"_session_id": "second-cleo", "_annotator_id": "second-cleo", "_task_hash": 1}

    found = read("prodigy", changed(golden("prodigy", "everything"), answered))[0]
    assert isinstance(found, Labeled)
    assert (found.annotator, found.mark.tags) == ("cleo", ("confirmed", "opinion"))
    assert (found.mark.note, found.anchor.sentence) == ("", "s1")


@pytest.mark.parametrize("name", ["doccano-spans", "prodigy-spans"])
def test_spans_that_were_added_changed_or_removed_are_told_apart(name: str) -> None:
    def spans(task: dict[str, Any]) -> None:
        if name == "doccano-spans":
            del task["label"][:2]
            task["label"][0][2] = "confirmed"
            task["label"].append([36, 39, "opinion"])
        else:
            del task["spans"][:2]
            task["spans"][0]["label"] = "confirmed"
            task["spans"].append({"start": 36, "end": 39, "label": "opinion"})

    found = read(name, changed(golden(name, "everything"), spans))
    one = found[: len(found) - 9]
    assert isinstance(one[0], PassedOver)
    assert isinstance(one[1], Labeled)
    assert (one[1].mark.tags, one[1].anchor.sentence) == (("confirmed",), "s2")
    added = next(label for label in labels(found) if label.anchor.start == 36)
    assert (added.anchor.quote, added.mark.tags) == (TEXT[36:39], ("opinion",))
    kept = next(label for label in labels(found) if label.anchor.sentence == "s6")
    assert kept.mark.sources


def test_what_lies_in_somebodys_folder_of_brat_is_theirs() -> None:
    files = lying(GOLDEN / "everything/brat")
    stem = "ana/hard"
    moved = {
        f"cleo/hard{ending}": files.open(f"{stem}{ending}").read() for ending in (".ann", ".txt")
    }
    found = labels(read("brat", Held(moved, "folder")))
    assert {one.annotator for one in found} == {"cleo"}
    assert found[0].mark.tags == ("confirmed", "opinion")
    assert not any(one.mark.sources for one in found)


def test_an_attribute_that_was_changed_in_brat_counts() -> None:
    files = lying(GOLDEN / "everything/brat")
    known = {file: files.open(file).read() for file in files.files}
    known["ana/hard.ann"] = known["ana/hard.ann"].replace(
        b"Sourcing T3 insider-sourced", b"Sourcing T3 declined-comment"
    )
    found = labels(read("brat", Held(known, "folder")))
    (one,) = (label for label in found if (label.annotator, label.anchor.sentence) == ("ana", "s3"))
    assert one.mark.tags == ("declined-comment", "insider-sourced")
    assert (one.mark.suggestion, one.anchor.quote) == (None, HARD[2])


def test_tasks_of_label_studio_come_in_by_annotation_and_predictions_stay_outside() -> None:
    found = read("label-studio", lying(THEIRS / "label-studio.json"))
    first, aides, rain = labels(found)
    assert (first.part, first.annotator, first.id) == (
        "item 1, annotation 1",
        "ana@example.org",
        "11",
    )
    assert first.mark.tags == ("insider-sourced", "opinion")
    assert (first.mark.note, first.mark.seconds) == ("single unnamed person", 4.288)
    assert first.mark.at == "2026-11-22T12:00:05.749Z"
    assert (first.anchor.quote, first.anchor.article) == (DEAL, "a1")
    assert passed(found) == [
        ("item 1, annotation 2", "skipped"),
        ("item 1, annotation 3", "without a label"),
        ("item 2", "not annotated"),
    ]
    assert (aides.annotator, aides.mark.tags) == ("8", ("insider-sourced", "opinion"))
    assert rain.mark.tags == ("opinion",)
    (error,) = errors(found)
    assert error.endswith(
        "item 3, characters 400 to 410: it is outside its text, which has 53 characters."
    )


def test_offsets_that_count_emoji_twice_are_found_by_the_words_that_they_repeat() -> None:
    _, aides, rain = labels(read("label-studio", lying(THEIRS / "label-studio.json")))
    for one, start, quote in ((aides, 0, "Two 👩‍🔬 aides"), (rain, 30, "it will rain 🌧.")):
        assert (one.anchor.start, one.anchor.quote) == (start, quote)
        assert one.anchor.text is not None
        assert one.anchor.text[one.anchor.start : one.anchor.end] == quote
    assert rain.anchor.before.endswith("said on Friday: ")
    assert rain.anchor.after == " It did."


def test_labels_of_web_pages_are_found_by_the_words_that_they_repeat() -> None:
    """In hypertext Label Studio counts from an element on."""

    def label(words: str, name: str) -> dict[str, Any]:
        begins = {"start": "/p[1]/text()[1]", "end": "/p[1]/text()[1]", "startOffset": 0}
        value = {**begins, "endOffset": 9, "text": words, "hypertextlabels": [name]}
        return {"type": "hypertextlabels", "from_name": "ner", "value": value}

    words = ("Two aides", "it will rain", "")
    result = [label(text, "opinion") for text in words] + [label("Two aides", "confirmed")]
    found = read("label-studio", held(b"[%b]" % task("<p>Two aides</p>", id=1, result=result)))
    assert [(one.anchor.quote, one.mark.tags, one.anchor.start) for one in labels(found)] == [
        ("Two aides", ("opinion", "confirmed"), None),
        ("it will rain", ("opinion",), None),
    ]
    assert "item 1, a span without a place" in errors(found)[0]


def test_the_short_form_and_the_stored_form_of_label_studio_are_read() -> None:
    found = read("label-studio", lying(THEIRS / "label-studio-min.json"))
    assert [(one.annotator, one.mark.tags, one.anchor.quote) for one in labels(found)] == [
        ("7", ("insider-sourced",), DEAL),
        ("ana@example.org", ("opinion", "insider-sourced"), "It will rain, critics say."),
        ("ana@example.org", ("opinion",), "it will rain."),
    ]
    assert labels(found)[0].mark.note == "single unnamed person"
    assert passed(found) == [("item 4", "without a label")]
    assert told("label-studio", lying(THEIRS / "label-studio-annotation.json")) == [
        ("ben@example.org", ("confirmed",), "The minister denied it on Monday.")
    ]


def test_the_short_form_that_label_studios_own_converter_makes_of_our_tasks_is_read() -> None:
    found = labels(read("label-studio", lying(THEIRS / "label-studio-min-ours.json")))
    ours = [
        one
        for one in labels(read("jsonl", lying(GOLDEN / "everything.jsonl")))
        if one.mark.state in {"tagged", "no-tag"}
    ]

    def said(one: Labeled) -> tuple[object, ...]:
        mark, anchor = one.mark, one.anchor
        place = (anchor.sha256, anchor.sentence, anchor.start, anchor.end, anchor.quote)
        return (one.annotator, mark.state, mark.tags, mark.note, mark.at, mark.seconds, *place)

    assert sorted(map(said, found)) == sorted(map(said, ours))


def test_a_folder_of_doccanos_has_a_file_for_each_member() -> None:
    found = read("doccano", lying(THEIRS / "doccano-members"))
    assert [(one.annotator, one.mark.tags, one.id) for one in labels(found)] == [
        ("admin", ("insider-sourced", "opinion"), "admin/1"),
        ("ben", ("confirmed",), "ben/1"),
        ("ben", ("declined-comment",), "ben/2"),
    ]
    assert labels(found)[0].mark.note == "single unnamed person\nask again"
    assert labels(found)[0].anchor.article == "a1"
    assert passed(found) == [("admin.jsonl, line 2", "without a label")]


def test_spans_entities_and_categories_of_doccano_are_read() -> None:
    found = read("doccano", lying(THEIRS / "doccano-all.jsonl"))
    assert [(one.mark.tags, one.anchor.quote, one.id) for one in labels(found)] == [
        (("insider-sourced",), "Two aides", "20#0-9"),
        (("opinion", "insider-sourced"), "it will rain.", "20#15-28"),
        (("confirmed",), "It rained on Monday.", "21#0-20"),
        (("opinion",), "It will rain.", "22"),
        (("source",), "It", "22#0-2"),
    ]
    assert len(errors(found)) == 1
    assert "line 1, characters 20 to 99" in errors(found)[0]
    assert {one.annotator for one in labels(found)} == {None}


def test_old_files_of_doccano_have_numbers_for_labels_and_people() -> None:
    assert told("doccano", lying(THEIRS / "doccano-2019.jsonl")) == [
        ("1", ("7",), "EU"),
        ("2", ("6",), "German"),
        ("2", ("3",), "It rained on Monday."),
    ]


def test_answers_of_prodigy_about_one_label_each_are_one_label_of_their_text() -> None:
    found = read("prodigy", lying(THEIRS / "prodigy-binary.jsonl"))
    data, ours = "we will share our dataset.", "We make our data available."
    assert [(o.annotator, o.mark.tags, o.anchor.quote[-26:]) for o in labels(found)] == [
        ("ana", ("opinion", "confirmed"), data),
        ("7827fddd-8125-42a9-afaf-b51a41aa5dc9", ("opinion",), data),
        (None, ("confirmed",), ours[-26:]),
    ]
    assert sorted(passed(found)) == [("line 2", "rejected"), ("line 5", "ignored")]
    assert labels(found)[0].mark.at == "2023-09-16T10:01:27.000Z"


def test_choices_of_prodigy_are_read_and_what_was_not_accepted_is_not() -> None:
    found = read("prodigy", lying(THEIRS / "prodigy-choice.jsonl"))
    first, second = labels(found)
    assert (first.annotator, first.mark.tags) == ("ana", ("insider-sourced", "opinion"))
    assert (first.mark.note, first.mark.unsure) == ("single unnamed person", True)
    assert first.anchor.article == "a1"
    assert (second.annotator, second.mark.tags) == ("ben", ("declined-comment",))
    assert passed(found) == [
        ("line 3", "without a label"),
        ("line 4", "rejected"),
        ("line 5", "not answered"),
    ]


def test_spans_of_prodigy_are_read() -> None:
    found = read("prodigy", lying(THEIRS / "prodigy-spans.jsonl"))
    assert [(one.mark.tags, one.anchor.quote, one.anchor.start) for one in labels(found)] == [
        (("insider-sourced",), "Two aides", 0),
        (("opinion",), "it will rain.", 15),
    ]
    assert passed(found) == [("line 2", "rejected")]


def test_types_of_brat_are_labels_and_folders_are_annotators() -> None:
    found = read("brat", lying(THEIRS / "brat-news"))
    assert [(one.annotator, one.mark.tags, one.anchor.quote) for one in labels(found)] == [
        (
            "alic",
            ("confirmed",),
            "Citibank was moving $100 million for Raul Salinas de Gortari",
        ),
        ("alic", ("opinion",), "moving"),
        ("alic", ("insider-sourced", "opinion"), "Two aides said so."),
        ("alic", ("confirmed",), "brother of the\nformer Mexican president"),
        ("kevin", ("insider-sourced",), "Two aides said so."),
        ("kevin", ("confirmed",), "Switzer"),
    ]
    both = labels(found)[2]
    assert (both.mark.note, both.mark.unsure) == ("single source", True)
    assert both.anchor.article == "000-introduction"
    assert labels(found)[-1].anchor.start is None  # outside the text: its words are looked for
    assert passed(found) == [("kevin/000-introduction.ann, T3", "without a label")]
    assert [error.partition(".ann, ")[2] for error in errors(found)] == [
        "line 4: the id 'T2' stands there twice.",
        "line 5: it is no line of brat's.",
        "line 6: its offsets are none.",
        "T2: it is outside its text, which has 147 characters.",
    ]


def test_annotations_of_the_web_are_read_with_any_creator_selector_and_purpose() -> None:
    found = read("w3c", lying(THEIRS / "w3c-recogito.json"))
    tag = ("https://example.org/tags#opinion",)
    assert [(o.annotator, o.mark.tags, o.anchor.quote, o.anchor.start) for o in labels(found)] == [
        ("ana", ("insider-sourced",), DEAL, 46),
        ("ben@hypothes.is", tag, "the deal", 10),
        ("ben@hypothes.is", tag, "", 4),
        (None, ("confirmed",), "It rained.", None),
    ]
    first, deal, other, _ = labels(found)
    assert (first.mark.note, first.mark.at) == ("single unnamed person", "2026-11-22T12:00:00.000Z")
    assert (deal.anchor.before, deal.anchor.after) == ("talks said ", " was close")
    assert (deal.anchor.url, other.anchor.url) == (
        "https://example.org/article/a1",
        "https://example.org/article/a2",
    )
    assert deal.id != other.id
    assert passed(found) == [("item 2", "without a label")]
    assert errors(found)[0].endswith("item 5: it says nothing of which words it is about.")


def test_a_page_and_an_annotation_alone_are_read() -> None:
    assert told("w3c", lying(THEIRS / "w3c-page.json")) == [
        ("ana@example.org", ("opinion",), "It will rain.")
    ]
    assert told("w3c", lying(THEIRS / "w3c-annotation.jsonld")) == [
        ("Ana", ("insider-sourced",), DEAL)
    ]


def test_a_collection_whose_annotations_are_elsewhere_says_so() -> None:
    collection = {"type": "AnnotationCollection", "first": "https://example.org/page1", "total": 9}
    (error,) = errors(read("w3c", held(json.dumps(collection).encode())))
    assert "a collection whose annotations are elsewhere" in error


@pytest.mark.parametrize("path", sorted(THEIRS.iterdir()), ids=lambda path: path.name)
def test_their_files_are_known_by_what_they_hold(path: Path) -> None:
    found = format_of(lying(path))
    assert found is not None
    wanted = "label-studio" if path.name.startswith("label") else path.name.partition("-")[0]
    assert found.name == wanted


@pytest.mark.parametrize("name", [*TOOLS, "jsonl", "csv"])
def test_our_files_are_known_by_what_they_hold(name: str) -> None:
    found = format_of(golden(name, "everything"))
    assert found is not None
    assert found.name == name.removesuffix("-spans")


@pytest.mark.parametrize(
    ("data", "parts"),
    [
        (b'[{"a": 1}, {broken}, {"b": "]}"}]', ["item 2"]),
        (b'{"a": 1}\n{broken}\n\n{"b": "]}"}\n', ["line 2"]),
        (b'{"a": \n{"b": 1}\n{"c": 1}', ["line 1"]),
        (b'\xef\xbb\xbf[{"a": 1}, {"b": 1}', ["item 3"]),
        (b'[{"a": 1}, {"b": "1', ["item 2"]),
        (b'[{"a": 1}]\n[{"b": 2}]', ["item 2"]),
        (b'[{"a": 1}, 7, "x", {"b": 1}, null, [1]]', ["item 2", "item 4", "item 5"]),
        (b"[", ["item 1"]),
        (b"{", ["line 1"]),
    ],
)
def test_a_broken_object_is_told_with_its_number_and_the_rest_is_read(
    data: bytes, parts: list[str]
) -> None:
    found = errors(read("label-studio", held(data)))
    broken = [error for error in found if "it is no task of Label Studio" not in error]
    assert [error.split(", ")[1].split(":")[0] for error in broken] == parts


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_files_from_windows_are_read(encoding: str) -> None:
    text = (THEIRS / "prodigy-choice.jsonl").read_text("utf-8")
    source = held(text.replace("\n", "\r\n").encode(encoding))
    known = format_of(source)
    assert known is not None
    assert known.name == "prodigy"
    assert told("prodigy", source) == told("prodigy", lying(THEIRS / "prodigy-choice.jsonl"))


def test_collections_behind_one_another_and_cut_off_are_told() -> None:
    with golden("w3c", "everything").open("everything.w3c") as stream:
        whole = stream.read()
    alone = read("w3c", held(whole))
    both = read("w3c", held(whole + whole))
    assert labels(both) == labels(alone)
    assert not errors(alone)
    assert "something follows that was not read" in errors(both)[0]
    assert "cut off" in errors(read("w3c", held(whole[:-5])))[0]


def test_what_lies_beside_the_files_of_labels_is_left_alone() -> None:
    line = b'{"id": 1, "text": "Some words.", "label": ["opinion"]}'
    beside = {"__MACOSX/._ana.jsonl": b"\0\5\x16", "manifest.json": b"{}", "notes.txt": b"{}"}
    found = read("doccano", Held({"ana.jsonl": line, **beside}, "export.zip"))
    assert [(type(one), getattr(one, "annotator", None)) for one in found] == [(Labeled, "ana")]
    files = {"ana/a.ann": b"T1\topinion 0 4\tSome\n", "ana/._a.ann": b"\0\5", "a.conf": b""}
    assert [type(one) for one in read("brat", Held(files, "export.zip"))] == [Labeled]


def test_examples_of_several_projects_of_doccano_are_told_apart() -> None:
    line = b'{"id": 1, "text": "Some words.", "label": ["opinion"]}'
    found = labels(read("doccano", Held({"one/all.jsonl": line, "two/all.jsonl": line}, "both")))
    assert [(one.annotator, one.id) for one in found] == [(None, "one/all/1"), (None, "two/all/1")]


def task(text: str, **more: object) -> bytes:
    return json.dumps({"data": {"text": text}, "annotations": [more]}).encode()


def test_a_list_without_an_end_is_read_an_item_at_a_time() -> None:
    chosen = {"type": "choices", "value": {"choices": ["opinion"]}}
    source = EndlessSource(b"[", task("Some words.", id=1, result=[chosen]) + b",")
    read_on = label_reader_named("label-studio").read(source)
    assert all(isinstance(one, Labeled) for one in islice(read_on, 20_000))


def test_a_list_is_cut_between_its_items_wherever_a_read_ends() -> None:
    chance = random.Random("items")  # noqa: S311 - the same items each time
    words = ['"', "\\", "]}", "{[", "中", "x" * 70_000, "\\" * 3_333, '"' * 2_222]
    items = [
        {"text": "".join(chance.choices(words, k=9)), "label": [[{}], chance.choices(words, k=2)]}
        for _ in range(40)
    ]
    data = json.dumps(items).encode()
    assert len(data) > 4 << 20
    assert [item.value for item in objects_in(held(data))] == items


@pytest.mark.parametrize(
    ("begins", "filler", "ends", "rest"),
    [
        (b'[{"data": "', b"xxxx", b'"}, {"data": {"text": "a"}}]', 0),
        (b'[{"data": [""', b',"x"', b']}, {"data": {"text": "a"}}]', 1),
        (b'{"data": [""', b',"x"', b']}\n{"data": {"text": "a"}}', 1),
        (b'{\n"data": [""', b',"x"', b"]}", 0),
    ],
)
def test_what_is_too_long_is_told_and_the_rest_is_read_where_it_begins_anew(
    begins: bytes, filler: bytes, ends: bytes, rest: int
) -> None:
    found = read("label-studio", held(begins + filler * 17_000_000 + ends))
    assert "longer than 64 MB" in errors(found)[0]
    assert len(found) == 1 + rest
    assert [why for _, why in passed(found)] == ["not annotated"] * rest


@pytest.mark.parametrize("name", TOOLS)
@pytest.mark.parametrize("depth", [500, 2_000, 200_000])
def test_deep_values_are_told(name: str, depth: int) -> None:
    deep = b"[" * depth + b"]" * depth
    row = b'{"text": "a", "data": {"text": "a"}, "annotations": %b, "label": %b, "target": %b}'
    found = read(name, held(row % (deep, deep, deep)))
    assert not labels(found)


def test_files_are_opened_only_by_the_names_that_the_source_has() -> None:
    source = Held(
        {
            "../../etc/passwd.ann": b"T1\topinion 0 4\troot\n",
            "a\x1b[31m/../b.ann": b"T1\topinion 0 4\troot\n",
        },
        "folder",
    )
    found = labels(read("brat", source))
    assert set(source.opened) == set(source.files)
    assert [one.anchor.quote for one in found] == ["root", "root"]


def test_halves_of_characters_become_signs_that_can_be_stored() -> None:
    half = b'{"text": "a \\ud83d b", "label": ["opinion"], "id": 1}\n'
    (found,) = labels(read("doccano", held(half)))
    assert found.anchor.quote == "a \ufffd b"


def test_every_reader_has_a_name_of_its_own() -> None:
    names = [reader.name for reader in LABEL_READERS]
    assert len(set(names)) == len(names)
    assert set(TOOLS) <= set(names)
