from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.project import UserSettings
from annotator.durable.locking import locked
from annotator.errors import DamagedFileError, ReadError, SaveError
from annotator.stores.personal import PersonalFiles
from tests.stores.contract import marked
from tests.strategies import empty_annotations, time_after


@pytest.fixture
def personal(tmp_path: Path) -> PersonalFiles:
    return PersonalFiles(tmp_path / "config", tmp_path / "state")


def test_nothing_is_made_before_something_is_kept(personal: PersonalFiles, tmp_path: Path) -> None:
    assert personal.settings() == UserSettings()
    assert personal.draft("an-article/s1/note") == ""
    personal.keep_draft("an-article/s1/note", "")
    assert personal.recent() == {}
    assert personal.rescued("an-article", "ana") is None
    assert list(tmp_path.iterdir()) == []


def test_settings_are_kept(personal: PersonalFiles) -> None:
    settings = UserSettings(name="ana", keys={"undo": ("z",)}, ascii=True)
    personal.change_settings(UserSettings(), settings)
    assert personal.settings() == settings


def test_damaged_settings_are_told_and_left(personal: PersonalFiles, tmp_path: Path) -> None:
    path = tmp_path / "config" / "settings.json"
    path.parent.mkdir()
    path.write_text('{"name": "ana"}', "utf-8")
    with pytest.raises(DamagedFileError, match=r"settings\.json"):
        personal.settings()
    with pytest.raises(DamagedFileError, match=r"settings\.json"):
        personal.change_settings(UserSettings(), UserSettings(name="ben"))
    assert path.read_text("utf-8") == '{"name": "ana"}'


def test_what_cannot_be_read_is_told(personal: PersonalFiles, tmp_path: Path) -> None:
    (tmp_path / "config" / "settings.json").mkdir(parents=True)
    with pytest.raises(ReadError, match=r"settings\.json"):
        personal.settings()


def test_a_draft_is_kept_by_its_place_until_it_is_empty(personal: PersonalFiles) -> None:
    personal.keep_draft("s1/note", "half a th")
    personal.keep_draft("s2/note", "another\none")
    assert personal.draft("s1/note") == "half a th"
    personal.keep_draft("s1/note", "")
    assert (personal.draft("s1/note"), personal.draft("s2/note")) == ("", "another\none")


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff"])
def test_drafts_that_cannot_be_read_are_none(
    personal: PersonalFiles, tmp_path: Path, data: bytes
) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "drafts.json").write_bytes(data)
    assert personal.draft("s1/note") == ""


def test_the_latest_articles_are_remembered(personal: PersonalFiles) -> None:
    for n in (3, 1, 2):
        personal.note_opened(f"article-{n}", time_after(n))
    personal.note_opened("article-1", time_after(9))
    assert personal.recent() == {
        "article-1": time_after(9),
        "article-2": time_after(2),
        "article-3": time_after(3),
    }


def test_a_rescued_document_waits_until_it_was_taken_back(personal: PersonalFiles) -> None:
    document = marked(empty_annotations(), "s1", "opinion")
    where = personal.rescue(document)
    assert Path(where).is_file()
    assert personal.rescued("an-article", "ana") == document
    assert personal.rescued("an-article", "ben") is None
    personal.done_with_rescued("an-article", "ana")
    assert personal.rescued("an-article", "ana") is None


def test_no_rescued_document_is_ever_overwritten(personal: PersonalFiles) -> None:
    tags = ["opinion", "confirmed", "insider-sourced"]
    for tag in tags:
        where = Path(personal.rescue(marked(empty_annotations(), "s1", tag)))
        personal.rescue(marked(empty_annotations(), "s1", tag))
    personal.done_with_rescued("an-article", "ana")
    kept = b"".join(path.read_bytes() for path in where.parent.iterdir())
    assert len(list(where.parent.iterdir())) == 3
    assert all(tag.encode() in kept for tag in tags)


# ── several programs, and folders that cannot be written in ──────────────────────────────────

WRITER = """
import sys
from pathlib import Path
from annotator.stores.personal import PersonalFiles

personal = PersonalFiles(Path(sys.argv[1]), Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for n in range(60):
    personal.keep_draft(f"{sys.argv[2]}/s{n}", "half")
    personal.note_opened(f"{sys.argv[2]}-{n}", "2026-11-22T12:00:00.000Z")
"""
ROOT = Path(__file__).parents[2]


def test_two_programs_lose_none_of_each_others_drafts_and_articles(tmp_path: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for name in ("one", "other")
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    assert [writer.communicate(timeout=60)[1] for writer in writers] == ["", ""]
    personal = PersonalFiles(tmp_path, tmp_path)
    places = [f"{name}/s{n}" for name in ("one", "other") for n in range(60)]
    assert [place for place in places if personal.draft(place) != "half"] == []
    assert len(personal.recent()) == 120


def test_a_setting_changed_by_another_program_stays(personal: PersonalFiles) -> None:
    begun = UserSettings(name="ana")
    personal.change_settings(UserSettings(), begun)
    personal.change_settings(begun, replace(begun, theme="annotator-light"))
    personal.change_settings(begun, replace(begun, details=False))
    assert personal.settings() == replace(begun, theme="annotator-light", details=False)


def test_reading_waits_for_nobody(personal: PersonalFiles, tmp_path: Path) -> None:
    settings = UserSettings(name="ana")
    personal.change_settings(UserSettings(), settings)
    personal.keep_draft("s1/note", "half")
    with locked(tmp_path / "config" / ".lock"), locked(tmp_path / "state" / ".lock"):
        assert personal.settings() == settings
        assert personal.draft("s1/note") == "half"
        personal.keep_draft("s1/note", "half")
        assert personal.recent() == {}


@pytest.mark.parametrize(
    "change",
    [
        lambda personal: personal.change_settings(UserSettings(), UserSettings(name="ana")),
        lambda personal: personal.keep_draft("s1/note", "half"),
        lambda personal: personal.note_opened("an-article", time_after(1)),
        lambda personal: personal.rescue(empty_annotations()),
    ],
)
def test_a_folder_that_cannot_be_made_is_told_in_words(
    tmp_path: Path, change: Callable[[PersonalFiles], object]
) -> None:
    (tmp_path / "file").write_bytes(b"")
    personal = PersonalFiles(tmp_path / "file" / "config", tmp_path / "file" / "state")
    with pytest.raises(SaveError, match="a file stands where a folder should be"):
        change(personal)


def test_a_document_is_rescued_even_while_somebody_holds_the_lock(
    personal: PersonalFiles, tmp_path: Path
) -> None:
    (tmp_path / "state").mkdir()
    with locked(tmp_path / "state" / ".lock"):
        personal.rescue(empty_annotations())
    assert personal.rescued("an-article", "ana") == empty_annotations()
