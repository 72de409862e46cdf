"""check and its repairs: damage is found, set aside whole, and what can be read is kept."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.codec import decode, encode
from annotator.domain.annotations import Annotations
from annotator.durable.locking import locked
from annotator.flows.annotate import Annotating
from annotator.flows.checkup import Unfit, check_up
from annotator.flows.salvage import salvage
from annotator.stores.inspection import ProjectFile, is_leftover, project_files, set_aside
from annotator.validation import validate
from tests.cli.running import annotator, from_json, good, refused
from tests.desks import memory_desk

NOON = "2026-11-22T12:00:00.000Z"
MARKED = ("s1", "s2", "s3", "s4")


@pytest.fixture
def marked(desk: Path) -> Path:
    """The project with four marks, one of them made twice, a hand-in and an undo of it."""
    for sentence in MARKED:
        good("mark", "may", sentence, "c", "--note", f"of {sentence}")
    good("mark", "may", "s4", "opinion")
    good("mark", "may", "s5", "--none")
    good("hand-in", "may")
    return desk


def file_of_tester(desk: Path) -> Path:
    return desk / "annotations/mayor-resigns/tester.json"


@pytest.mark.usefixtures("marked")
def test_a_good_project_has_nothing_to_find() -> None:
    result = annotator("check")
    assert (result.exit_code, result.stdout) == (0, "")
    assert from_json("check") == []


def test_a_file_cut_off_in_the_middle_is_set_aside_and_its_whole_lines_are_kept(
    marked: Path,
) -> None:
    path = file_of_tester(marked)
    whole = path.read_bytes()
    lines = whole.split(b"\n")
    at_s4 = next(n for n, line in enumerate(lines) if line.startswith(b'    "s4"'))
    cut = b"\n".join(lines[:at_s4]) + b'\n    "s4": {"state":"tag'
    path.write_bytes(cut)
    assert "--repair" in refused("show", "may", code=3)
    (finding,) = from_json("check", code=1)
    assert (finding["path"], finding["repaired"]) == (
        "annotations/mayor-resigns/tester.json",
        None,
    )
    assert path.read_bytes() == cut
    (finding,) = from_json("check", "--repair", code=1)
    assert "kept 3 marks, 0 comments and 0 events of the history" in finding["repaired"]
    assert "7 events" in finding["repaired"]
    (aside,) = (marked / "aside").rglob("tester.json")
    assert aside.read_bytes() == cut
    good("check")
    notes = {
        s["id"]: s["marks"]["tester"]["note"]
        for s in from_json("show", "may")["sentences"]
        if s["marks"]
    }
    assert notes == {s: f"of {s}" for s in MARKED[:3]}


def test_a_damaged_history_leaves_every_mark(marked: Path) -> None:
    path = file_of_tester(marked)
    before = path.read_bytes()
    whole = decode(before, "x", "annotations")
    assert isinstance(whole, Annotations)
    at = before.index(b'"revision":5')
    path.write_bytes(before[:at] + b"\xff\xfe" + before[at + 2 :])
    annotator("check", "--repair")
    after = decode(path.read_bytes(), "x", "annotations")
    assert isinstance(after, Annotations)
    assert dict(after.marks) == dict(whole.marks)
    good("check")


@given(share=st.floats(0, 1))
def test_wherever_a_file_is_cut_what_is_salvaged_is_valid_and_no_more_than_there_was(
    salvaged_from: bytes, share: float
) -> None:
    cut = salvaged_from[: int(share * len(salvaged_from))]
    found = salvage("annotations", cut, NOON)
    if found is None:
        assert b'"annotator": "tester",\n' not in cut
        return
    assert isinstance(found.document, Annotations)
    path = "annotations/mayor-resigns/tester.json"
    assert validate("annotations", encode(found.document), path) == []
    whole = decode(salvaged_from, "x", "annotations")
    assert isinstance(whole, Annotations)
    for sentence, mark in found.document.marks.items():
        assert whole.marks[sentence] == mark
    in_cut = [s for s, line in whole.marks.lines() if f'"{s}": '.encode() + line in cut]
    assert list(found.document.marks) == in_cut


@pytest.fixture(scope="module")
def salvaged_from(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An annotator's file as the program writes it."""
    desk = memory_desk(tmp_path_factory.mktemp("desk"), annotator="tester")
    (article,) = desk.store.article_ids()
    text = desk.store.article(article).document
    work = Annotating(text, None, desk.project(), desk.session, lambda _: None)
    for tag in ("confirmed", "opinion", "confirmed"):
        work.set_note(f"why {tag}")
        work.tag(tag)
    work.comment("see here")
    work.undo()
    work.redo()
    return encode(work.document)


def test_a_project_file_cut_off_is_made_anew_with_what_is_left(marked: Path) -> None:
    path = marked / "annotator.json"
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.index(b'"guidelines"')])
    assert "damaged" in refused("tags", code=3)
    annotator("check", "--repair")
    good("check")
    project = json.loads(path.read_text())
    assert project["people"] == [{"name": "tester", "role": "annotator"}]
    assert len(project["tags"]) == 4


def test_a_project_file_with_the_marks_of_a_bad_merge_keeps_both_sides(marked: Path) -> None:
    path = marked / "annotator.json"
    ours = '    {"name":"tester","role":"annotator"}\n'
    theirs = '    {"name":"rita","role":"reviewer"}\n'
    merged = f"<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> branch\n"
    path.write_text(path.read_text().replace(ours, merged))
    annotator("check", "--repair")
    good("check")
    names = [person["name"] for person in json.loads(path.read_text())["people"]]
    assert names == ["tester", "rita"]


def test_an_article_whose_cuts_are_lost_is_cut_again_and_one_without_text_goes(
    marked: Path,
) -> None:
    path = marked / "articles/mayor-resigns.json"
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.index(b'"id":"s3"')])
    annotator("check", "--repair")
    assert path.read_bytes() == whole
    path.write_bytes(whole[: whole.index(b"Ada")])
    annotator("check", "--repair")
    assert not path.exists()
    (finding,) = from_json("check", code=1)
    assert "annotator add" in finding["what"]
    good("add", marked.parent / "mayor.txt")
    good("check")
    assert from_json("status")[0]["tagged"] == 4


def test_what_interrupted_saves_and_other_programs_leave_is_found(marked: Path) -> None:
    leftover = marked / "annotations/mayor-resigns/.tester.json.tmp"
    leftover.write_text("{")
    copy = marked / "annotations/mayor-resigns/tester (1).json"
    copy.write_bytes(file_of_tester(marked).read_bytes())
    foreign = marked / "articles/notes.docx"
    foreign.write_text("mine")
    found = {finding["path"]: finding for finding in from_json("check", "--repair", code=1)}
    assert set(found) == {
        "annotations/mayor-resigns/.tester.json.tmp",
        "annotations/mayor-resigns/tester (1).json",
        "articles/notes.docx",
    }
    assert not leftover.exists()
    assert not copy.exists()
    assert foreign.exists()
    assert found["articles/notes.docx"]["repaired"] is None
    foreign.unlink()
    good("check")


def test_two_articles_of_the_same_content_are_found(marked: Path) -> None:
    text = (marked / "articles/mayor-resigns.json").read_text()
    twin = text.replace('"id": "mayor-resigns"', '"id": "twin"')
    (marked / "articles/twin.json").write_text(twin)
    (finding,) = from_json("check", code=1)
    assert finding["what"] == "mayor-resigns has the same content"


def test_a_newer_file_is_reported_and_left_alone(marked: Path) -> None:
    path = file_of_tester(marked)
    newer = path.read_text().replace('"version": 1', '"version": 2')
    path.write_text(newer)
    (finding,) = from_json("check", "--repair", code=1)
    assert "update" in finding["what"]
    assert finding["repaired"] is None
    assert path.read_text() == newer
    assert "update annotator" in refused("show", "may", code=3)


def test_what_only_contradicts_is_reported_and_left_alone(marked: Path) -> None:
    path = file_of_tester(marked)
    odd = path.read_text().replace('"quote":"Two aides', '"quote":"Few aides')
    path.write_text(odd)
    findings = from_json("check", "--repair", code=1)
    assert {finding["place"] for finding in findings} >= {"marks.s3.quote"}
    assert path.read_text() == odd


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"to":["tester"]', '"too":["tester"]', "reviews/mayor-resigns/rita.json: "),
        ('"reviewer": "rita"', '"reviewer": "RITA"', "'RITA', and the project knows 'rita'"),
    ],
)
def test_what_is_wrong_with_a_review_is_found(marked: Path, old: str, new: str, said: str) -> None:
    good("--as", "rita", "--new", "decide", "may", "s2", "--send-back", "tester")
    assert good("check") == ""
    path = marked / "reviews" / "mayor-resigns" / "rita.json"
    head, history = path.read_text().split('"history"')
    path.write_text(head.replace(old, new) + '"history"' + history)
    found = annotator("check")
    assert (found.exit_code, said in found.stdout) == (1, True)


def test_damaged_settings_are_set_aside_too(marked: Path) -> None:
    path = Path.home() / ".config/annotator/settings.json"
    path.parent.mkdir(parents=True)
    path.write_text("{")
    assert "settings.json" in refused("mark", "may", "s1", "c", code=3)
    annotator("check", "--repair", "-p", marked)
    good("check")
    good("mark", "may", "s1", "c")


# ── while others save ────────────────────────────────────────────────────────────────────────


def checked(desk: Path, files: Iterable[ProjectFile]) -> list[Unfit]:
    """The files that a check-up would set aside."""
    found = check_up(files, lambda _: None, (), NOON, partial(is_leftover, desk))
    return [unfit for _, unfit in found if unfit is not None]


def test_a_file_saved_after_it_was_found_damaged_is_left_alone(marked: Path) -> None:
    path = file_of_tester(marked)
    whole = path.read_bytes()
    path.write_bytes(whole[:-100])
    (unfit,) = checked(marked, list(project_files(marked)))
    assert unfit.better is not None
    path.write_bytes(whole)
    where = set_aside(marked, unfit.file, NOON, judged=unfit.judged, better=unfit.better)
    assert where is None
    assert path.read_bytes() == whole
    assert not (marked / "aside").exists()


def test_a_repair_that_comes_too_late_says_so(
    marked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = file_of_tester(marked)
    whole = path.read_bytes()
    path.write_bytes(b"{")

    def after_a_save(root: Path, file: ProjectFile, at: str, **what: bytes | None) -> str | None:
        path.write_bytes(whole)
        return set_aside(root, file, at, judged=what["judged"], better=what["better"])

    monkeypatch.setattr("annotator.cli.commands.check.set_aside", after_a_save)
    result = annotator("check", "--repair")
    assert "tester.json: it was changed meanwhile, so it was left alone" in result.stderr
    assert path.read_bytes() == whole


def test_the_temporary_file_of_a_save_that_goes_on_is_no_leftover(marked: Path) -> None:
    temporary = marked / "annotations/mayor-resigns/.tester.json.tmp"
    temporary.write_bytes(file_of_tester(marked).read_bytes())
    files = list(project_files(marked))
    assert [file.name for file in files if file.is_temporary] == [
        "annotations/mayor-resigns/.tester.json.tmp"
    ]
    temporary.replace(file_of_tester(marked))
    assert checked(marked, files) == []


def test_a_check_waits_for_a_save_before_it_calls_a_temporary_file_a_leftover(
    marked: Path,
) -> None:
    temporary = marked / "annotations/mayor-resigns/.tester.json.tmp"
    temporary.write_bytes(file_of_tester(marked).read_bytes())
    found: list[bool | None] = []
    (file,) = (file for file in project_files(marked) if file.is_temporary)
    with locked(marked / ".lock"):
        looking = Thread(target=lambda: found.append(is_leftover(marked, file)))
        looking.start()
        temporary.replace(file_of_tester(marked))
        assert found == []
    looking.join()
    assert found == [False]


def test_an_export_into_the_project_folder_leaves_nothing_to_find_while_it_goes_on(
    marked: Path,
) -> None:
    (marked / ".out.csv.tmp").write_text("id,")
    assert from_json("check") == []


def test_a_leftover_where_nobody_may_write_is_told_and_left(marked: Path) -> None:
    leftover = marked / "articles/.mayor-resigns.json.tmp"
    leftover.write_text("{")
    (marked / ".lock").unlink()
    (marked / ".lock").mkdir()
    (finding,) = from_json("check", "--repair", code=1)
    assert "cannot be told" in finding["what"]
    assert leftover.exists()


# ── tags and the screen's keys ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize("key", ["j", "?", "t"])
def test_a_tag_whose_key_does_something_else_on_the_screen_is_found(desk: Path, key: str) -> None:
    path = desk / "annotator.json"
    path.write_text(path.read_text().replace('"key":"o"', f'"key":"{key}"'))
    (finding,) = from_json("check", code=1)
    assert finding["place"] == "tags[3].key"
    assert f"{key!r} does something else already" in finding["what"]
